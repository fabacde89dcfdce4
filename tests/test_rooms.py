"""A room is entered by its face, and no two modules need each other."""

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent / "briefer"
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))

OPEN = {
    "analysis": "each module is a chapter of its own, and what reads texts opens several",
    "compare": "each module is a chapter of its own, named after the one thing it finds",
}
"""Rooms without a face, and why."""

INSIDE = {
    ("analysis", "text.vocabulary"): "which words are ordinary is asked of each capitalised word",
    ("checks", "text.vocabulary"): "which words are ordinary is asked of each opening word",
    ("compare", "checks.mentions"): "names of articles are told apart as names of claims are",
    ("compare", "checks.evidence"): "what another article has of a claim is found as evidence is",
    ("compare", "checks.rules.negation"): "versions differ in what they deny as claims do",
}
"""Modules behind a face that another room may use all the same, and why."""


class Entry(NamedTuple):
    """One import of a name from another room: ``inside`` is the module behind the room's face."""

    file: str
    room: str
    whose: str
    inside: str
    name: str

    @property
    def module(self) -> str:
        """The module behind the face, within the package."""
        return f"{self.whose}.{self.inside}"


@cache
def entries() -> list[Entry]:
    """Every import from another room, wherever in a file it stands."""
    return list(_entries())


def _entries() -> Iterator[Entry]:
    for file in sorted(ROOT.rglob("*.py")):
        place = file.relative_to(ROOT)
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                found = [(node.module or "", alias.name) for alias in node.names]
            elif isinstance(node, ast.Import):
                found = [(alias.name, "") for alias in node.names]
            else:
                continue
            for module, name in found:
                top, _, rest = module.partition(".")
                whose, _, inside = rest.partition(".")
                if top == "briefer" and whose in ROOMS and whose != place.parts[0]:
                    yield Entry(str(place), place.parts[0], whose, inside, name)


def test_outsiders_import_a_rooms_face_and_never_its_insides():
    seen = [
        entry
        for entry in entries()
        if entry.inside and entry.whose not in OPEN and (entry.room, entry.module) not in INSIDE
    ]
    assert len(entries()) > 500
    assert seen == []


def test_outsiders_import_what_a_face_promises():
    seen = [
        entry
        for entry in entries()
        if not entry.inside
        and entry.whose not in OPEN
        and entry.name not in importlib.import_module(f"briefer.{entry.whose}").__all__
    ]
    assert seen == []


def test_no_exception_is_kept_that_nobody_needs():
    assert set(INSIDE) - {(entry.room, entry.module) for entry in entries()} == set()


def test_no_room_is_called_open_that_is_entered_by_its_face():
    assert set(OPEN) - {entry.whose for entry in entries() if entry.inside} == set()


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in OPEN])
def test_a_face_gives_what_it_promises(room):
    face = importlib.import_module(f"briefer.{room}")
    lost = []
    for name in face.__all__:
        if not hasattr(face, name):
            importlib.import_module(f"briefer.{room}.{name}")  # a module that is named whole
        if not hasattr(face, name):
            lost.append(name)
    assert lost == []


def circle(imported: dict[str, set[str]]) -> list[str]:
    """Return modules of which each needs the next, and the last the first; none if none do."""
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_two_modules_need_each_other():
    graph = grimp.build_graph("briefer", exclude_type_checking_imports=True, cache_dir=None)
    needed = {each: graph.find_modules_directly_imported_by(each) for each in graph.modules}
    assert len(needed) > 100
    assert circle(needed) == []


def test_a_circle_would_be_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == {"b", "c"}
