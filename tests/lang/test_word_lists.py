"""Lists of a language's words stand with the language, and nowhere else."""

import ast
import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from briefer import lang

pytestmark = pytest.mark.one_python

ROOT = Path(__file__).parents[2] / "briefer"
FILES = [file for file in sorted(ROOT.rglob("*.py")) if file.relative_to(ROOT).parts[0] != "lang"]
FEWEST = 6
"""Words from which a list is one; of fewer no kind can be told."""

WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
BARE = re.compile(r"[\w\s'’|-]+")
IN_PATTERN = re.compile(r"(?<![\\\[<\w])[^\W\d_]{2,}(?![\w>])")

ALLOWED = {
    "analysis/dates.py": (5, "names of parts of a date, and the joints inside patterns of dates"),
    "analysis/injection.py": (4, "marks of prompts and chat templates, alike in every language"),
    "analysis/measures.py": (1, "symbols of units"),
    "cli/checking.py": (3, "keys of JSON, names of options"),
    "cli/options.py": (2, "names of options"),
    "cli/update.py": (2, "keys of JSON"),
    "cli/versions.py": (1, "keys of JSON"),
    "compare/differences.py": (1, "kinds of findings"),
    "compare/stories/vectors.py": (2, "kinds of terms"),
    "desk/__init__.py": (1, "names of modules"),
    "desk/assistants.py": (1, "keys of JSON"),
    "desk/publishing/webhook.py": (1, "keys of JSON"),
    "desk/record.py": (2, "keys of JSON"),
    "evaluating/cases.py": (2, "keys of JSON"),
    "evaluating/printing.py": (1, "keys of JSON"),
    "fetch/identity.py": (1, "names of parameters in web addresses"),
    "ingest/datelines.py": (1, "beginnings of abbreviated months, one pattern for all languages"),
    "ingest/feeds.py": (1, "names of elements of feeds"),
    "ingest/front_matter.py": (1, "keys of front matter"),
    "ingest/json_ld.py": (1, "keys of JSON-LD"),
    "ingest/kinds.py": (1, "names of HTML elements"),
    "ingest/newsml.py": (1, "kinds of media in NewsML"),
    "ingest/pdf.py": (1, "signs beside page numbers, one pattern for all languages"),
    "ingest/tables/columns.py": (2, "usual names of columns"),
    "ingest/pruning.py": (1, "names of classes in HTML"),
    "prompting/schemas.py": (1, "names of tasks"),
    "providers/failures.py": (1, "what servers say of themselves in English"),
    "providers/features.py": (1, "what servers say of themselves in English"),
    "providers/recordings.py": (1, "keys of JSON"),
    "render/changes.py": (1, "keys of JSON"),
    "render/jsonable.py": (1, "keys of JSON"),
    "render/parsing.py": (1, "kinds of findings"),
    "render/rows.py": (5, "names of columns"),
    "tasks/answers.py": (1, "names of tasks"),
    "tasks/change.py": (2, "kinds of changes, keys of JSON"),
    "tasks/parts.py": (1, "keys of JSON"),
    "tasks/verdicts.py": (1, "kinds of findings"),
}
"""Files with lists of words that are no language's: how many, and what those are instead."""


@cache
def known_words():
    """Return every word that the languages described here list, whatever for."""
    every = lang.every_language()
    found = set().union(*lang.commonest_words().values())
    for each in fields(every):
        value = getattr(every, each.name)
        groups = value if isinstance(value, tuple) else (value,)
        for group in groups:
            if isinstance(group, frozenset | dict):
                found.update(word for word in group if isinstance(word, str))
    for code in lang.WRITTEN:
        for sides in (*lang.read_meanings(code), *lang.read_antonyms(code)):
            found.update(*sides)
    return frozenset(found)


def strings(nodes):
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def displays(tree):
    """Yield line and words of each display, split text, pattern and bare text of several lines."""
    no_lists = {
        id(part)
        for node in ast.walk(tree)
        for part in (
            (node.slice,)  # Literal["one", "two"]
            if isinstance(node, ast.Subscript)
            else (node.value,)
            if isinstance(node, ast.Expr)
            or (
                isinstance(node, ast.Assign)
                and any(getattr(t, "id", "") == "__all__" for t in node.targets)
            )
            else ()
        )
    }
    for node in ast.walk(tree):
        if id(node) in no_lists:
            continue
        if isinstance(node, ast.Set | ast.Tuple | ast.List):
            yield node.lineno, strings(node.elts)
        elif isinstance(node, ast.Dict):
            yield node.lineno, strings(node.keys)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "split":
            text = strings([node.func.value])
            yield node.lineno, text[0].split() if text and not node.args else []
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value.count("|") >= FEWEST - 1:
                yield node.lineno, IN_PATTERN.findall(node.value)
            elif "\n" in node.value.strip() and BARE.fullmatch(node.value):
                yield node.lineno, node.value.split()


def word_lists(tree):
    """Return the lines of lists of which most words are known words of a language."""
    found = []
    for line, listed in displays(tree):
        words = {word for word in listed if WORD.fullmatch(word) and word.islower()}
        known = words & known_words()
        if len(words) >= FEWEST and 2 * len(known) > len(words):
            found.append(line)
    return sorted(set(found))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("A = frozenset('the of and because while whereas'.split())", True),
        ("A = {'the', 'of', 'and', 'because', 'while', 'whereas'}", True),
        ("A = {'aber': 1, 'weil': 1, 'und': 1, 'oder': 1, 'nicht': 1, 'kein': 1}", True),
        (r"A = re.compile(r'\b(?:mais|donc|avec|dans|pour|selon)\b')", True),
        ("A = '''\nhe she they it\nhis her their\n'''", True),
        ("A = words('''the of\nand because while whereas''')", True),
        ("A = frozenset('svg iframe tbody noscript href canvas'.split())", False),
        ("A = Literal['the', 'of', 'and', 'because', 'while', 'whereas']", False),
        ("A = 'the page is one of those that were not found'", False),
        ("A = {'the', 'of'}", False),
    ],
)
def test_a_list_of_words_is_told_from_other_lists_and_from_prose(source, found):
    assert bool(word_lists(ast.parse(source))) is found


def test_no_list_of_a_languages_words_stands_outside_the_languages():
    assert FILES
    places = {
        file.relative_to(ROOT).as_posix(): lines
        for file in FILES
        if (lines := word_lists(ast.parse(file.read_text("utf-8"))))
    }
    assert {
        name: lines for name, lines in places.items() if len(lines) > ALLOWED.get(name, (0, ""))[0]
    } == {}
    assert set(ALLOWED) <= set(places), "what is allowed and need not be"
