"""What is known of a language stands in one place."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_python

ROOT = Path(__file__).parents[2] / "briefer"
CODES = {"en", "de", "fr"}
FILES = [file for file in sorted(ROOT.rglob("*.py")) if file.relative_to(ROOT).parts[0] != "lang"]


def _is_language(node):
    name = getattr(node, "id", None) or getattr(node, "attr", None)
    return name in {"language", "code"}


def _codes(node):
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)} & CODES


def compared(tree):
    """Return the lines that compare a language with the code of one."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and any(_is_language(part) for part in (node.left, *node.comparators))
        and any(_codes(part) for part in (node.left, *node.comparators))
    ]


def tabled(tree):
    """Return the lines of tables that have an entry for each of several languages."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        and len({k.value for k in node.keys if isinstance(k, ast.Constant)} & CODES) > 1
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("if language == 'de': pass", True),
        ("if reading.language in {'de', 'fr'}: pass", True),
        ("if 'en' != language: pass", True),
        ("if one.language != other.language: pass", False),
        ("if word == 'de': pass", False),
    ],
)
def test_a_comparison_with_a_language_is_found(source, found):
    assert bool(compared(ast.parse(source))) is found


def test_a_table_by_language_is_found():
    assert tabled(ast.parse("A = {'en': 1, 'de': 2}"))
    assert not tabled(ast.parse("A = {'von': 1, 'de': 2}"))


def test_no_language_is_told_apart_outside_its_own_module():
    assert FILES
    places = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in FILES
        for line in compared(ast.parse(file.read_text("utf-8")))
    ]
    assert places == []


def test_no_table_by_language_stands_outside_the_languages():
    places = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in FILES
        for line in tabled(ast.parse(file.read_text("utf-8")))
    ]
    assert places == []
