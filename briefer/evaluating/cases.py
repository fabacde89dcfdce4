"""What prompts, models and checks are measured on: cases, a JSON object a line or a table's row.

For writing: ``id``, the article as ``article`` (its text) or ``path`` (a file, from where the cases
are), ``must_say`` and ``must_not`` (facts: a text, or a list of wordings of which one will do),
``limits`` (``words``, ``claims``: at most so many), ``note``.

For checking: ``article``, ``claim``, ``supported``, and, if there are, ``id``, ``cited`` (sentences
of the article that the claim names), ``error`` (the kind of error) and what else judged sets hold.
``article`` is a text, or the id of one in a file of lines with ``id`` and ``text``: one that is
named too, or ``NAME.articles.jsonl`` beside ``NAME.claims.jsonl``. Tables have the same fields as
columns; see `briefer.evaluating.lines`.
"""

from __future__ import annotations

import json
import os
import tempfile
import weakref
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefer.evaluating.lines import AS_USUAL, Line, WrongLineError, lines_of, parsed
from briefer.ingest import Item, TableReading, article_from_text, find
from briefer.model import Article, tagged_hash

Fact = tuple[str, ...]
"""Wordings of one fact; it is stated when one of them is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that is no case: which, and why."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Limits:
    """At most so many words and claims; None where there is no limit."""

    words: int | None = None
    claims: int | None = None


@dataclass(frozen=True, slots=True)
class WritingCase:
    """An article to summarize, with what its summary must and must not state."""

    id: str
    item: Item
    must_say: tuple[Fact, ...] = ()
    must_not: tuple[Fact, ...] = ()
    limits: Limits = Limits()
    hash: str = ""


@dataclass(frozen=True, slots=True)
class CheckCase:
    """A claim about an article, with whether the article bears it out."""

    id: str
    article: Article
    claim: str
    supported: bool
    cited: tuple[str, ...] = ()
    error: str | None = None
    hash: str = ""


_WRITING = {"id", "article", "path", "title", "must_say", "must_not", "limits", "note"}
_CHECKS = {"id", "article", "claim", "supported", "cited", "error", "span", "model", "note"}
_ARTICLES = {"id", "text", "title", "note"}
_WHICH = {
    "writing": ("a case for writing", _WRITING),
    "checks": ("a claim to check", _CHECKS),
    "articles": ("an article", _ARTICLES),
}


def writing_problems(
    files: Sequence[str],
    tables: TableReading = AS_USUAL,
) -> list[Problem]:
    """Return what is wrong with files of cases for writing, all of it, in their order.

    Raises:
        SourceError: a file cannot be read.
        UsageError: a table has no column of a name that the user gave.
    """
    problems: list[Problem] = []
    seen: set[str] = set()
    for file in files:
        for line in lines_of(file, tables, _WRITING):
            try:
                case = _writing(line, file)
                _demand_new("a case", case.id, seen)
                seen.add(case.id)
                _demand_file(file, line.read().get("path"))
            except WrongLineError as error:
                problems.append(Problem(file, line.number, str(error)))
    return problems


def writing_cases(
    files: Sequence[str],
    tables: TableReading = AS_USUAL,
) -> Iterator[WritingCase]:
    """Yield the cases for writing of files without problems, reading no further than is asked."""
    for file in files:
        for line in lines_of(file, tables, _WRITING):
            yield _writing(line, file)


class CheckFiles:
    """Claims to check in files, with their articles, of which only a few are held at a time."""

    def __init__(
        self,
        files: Sequence[str],
        tables: TableReading = AS_USUAL,
    ) -> None:
        """Find the articles; what is wrong with lines is in `problems`.

        Raises:
            SourceError: a file cannot be read.
            UsageError: a table has no column of a name that the user gave.
        """
        self.problems: list[Problem] = []
        self._tables = tables
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115 (articles of tables, a line each)
        weakref.finalize(self, self._spool.close)
        self._claims: list[str] = []
        self._places: dict[str, dict[str, tuple[str, int]]] = {}
        named: dict[str, tuple[str, int]] = {}
        for file in files:
            if not self._is_of_articles(file):
                self._claims.append(file)
                continue
            named |= self._index(file)
        for file in self._claims:
            beside = Path(file).with_name(Path(file).name.replace(".claims.", ".articles."))
            has_own = ".claims." in Path(file).name and beside.is_file() and not named
            self._places[file] = self._index(str(beside)) if has_own else named
        self._article = lru_cache(maxsize=4)(self._read_article)
        ids: set[str] = set()
        for file in self._claims:
            for line in lines_of(file, tables, _CHECKS):
                try:
                    self._checked(line, file, ids)
                except WrongLineError as error:
                    self.problems.append(Problem(file, line.number, str(error)))

    def cases(self) -> Iterator[CheckCase]:
        """Yield the claims, in the order of the files and of their lines."""
        for file in self._claims:
            for line in lines_of(file, TableReading(self._tables.columns), _CHECKS):
                value = _fields(line, "checks")
                yield CheckCase(
                    id=value.get("id") or f"{Path(file).name}:{line.number}",
                    article=self._article(file, value["article"]),
                    claim=value["claim"],
                    supported=value["supported"],
                    cited=tuple(value.get("cited") or ()),
                    error=value.get("error"),
                    hash=_case_hash(value, "article", "claim", "supported", "cited"),
                )

    def _is_of_articles(self, file: str) -> bool:
        for line in lines_of(file, known={*_ARTICLES, "supported"}):
            try:
                value = line.read()
            except WrongLineError:
                return False
            return "text" in value and not {"claim", "supported"} & set(value)
        return False

    def _index(self, file: str) -> dict[str, tuple[str, int]]:
        """Return where in a file each article's line begins, by id."""
        found: dict[str, tuple[str, int]] = {}
        for line in lines_of(file, self._tables, _ARTICLES):
            try:
                value = _fields(line, "articles")
                for name in ("id", "text"):
                    _text(value, name)
                _demand_new("an article", value["id"], found)
                found[value["id"]] = (
                    (file, line.offset) if line.offset is not None else ("", self._kept(value))
                )
            except WrongLineError as error:
                self.problems.append(Problem(file, line.number, str(error)))
        return found

    def _kept(self, value: dict[str, Any]) -> int:
        """Keep an article of a table, which has no place to read it from again."""
        offset = self._spool.seek(0, os.SEEK_END)
        self._spool.write(json.dumps(value, default=str).encode() + b"\n")
        return offset

    def _checked(self, line: Line, file: str, ids: set[str]) -> None:
        value = _fields(line, "checks")
        for name in ("article", "claim"):
            _text(value, name)
        if not isinstance(value.get("supported"), bool):
            raise WrongLineError('"supported" must be true or false')
        if not all(isinstance(each, str) for each in _list(value, "cited")):
            raise WrongLineError('"cited" must be a list of sentences')
        for name in ("id", "error"):
            if not isinstance(value.get(name), str | None):
                raise WrongLineError(f'"{name}" must be a text')
        name = value.get("id") or f"{Path(file).name}:{line.number}"
        _demand_new("a case", name, ids)
        ids.add(name)
        places = self._places[file]
        if places and value["article"] not in places:
            raise WrongLineError(f"there is no article {value['article'][:60]!r}")

    def _read_article(self, file: str, article: str) -> Article:
        place = self._places[file].get(article)
        if place is None:
            return article_from_text(article, source=file)
        if place[0]:
            with open(place[0], "rb") as stream:  # noqa: PTH123 (one line of it)
                stream.seek(place[1])
                value = parsed(stream.readline())
        else:
            self._spool.seek(place[1])
            value = parsed(self._spool.readline())
        return Article(value["text"], title=value.get("title"), source=article)


def _writing(line: Line, file: str) -> WritingCase:
    value = _fields(line, "writing")
    if ("article" in value) == ("path" in value):
        raise WrongLineError('it needs one of "article" (the text) and "path" (a file)')
    where = "article" if "article" in value else "path"
    _text(value, where)
    for name in ("id", "title"):
        if name in value:
            _text(value, name)
    name = value.get("id") or f"{Path(file).name}:{line.number}"
    titled = ["title"] if "title" in value else []
    return WritingCase(
        id=name,
        item=_item(name, file, value, line),
        must_say=_facts(value, "must_say"),
        must_not=_facts(value, "must_not"),
        limits=_limits(value),
        hash=_case_hash(value, "article", "path", "must_say", "must_not", "limits", *titled),
    )


def _item(name: str, file: str, value: dict[str, Any], line: Line) -> Item:
    """Return the article of a case, to be read when its turn comes."""
    title = value.get("title")

    def load() -> Article:
        if "path" in value:
            return next(iter(find([_beside(file, value["path"])]))).load()
        if line.load is not None:
            return replace(line.load(), source=name)
        return article_from_text(value["article"], source=name)

    def titled() -> Article:
        article = load()
        return article if title is None else replace(article, title=title)

    return Item(name, titled)


def _beside(file: str, path: str) -> str:
    return os.path.normpath(Path(file).parent / path)


def _facts(value: dict[str, Any], name: str) -> tuple[Fact, ...]:
    facts = []
    for each in _list(value, name):
        wordings = (each,) if isinstance(each, str) else tuple(each if type(each) is list else ())
        if not wordings or not all(isinstance(w, str) and w.strip() for w in wordings):
            raise WrongLineError(f'"{name}" must be a list of facts: texts, or lists of wordings')
        facts.append(wordings)
    return tuple(facts)


def _limits(value: dict[str, Any]) -> Limits:
    limits = value.get("limits") or {}
    if not isinstance(limits, dict):
        raise WrongLineError('"limits" must be an object')
    if unknown := sorted(set(limits) - {"words", "claims"}):
        raise WrongLineError(f"unknown limit {', '.join(unknown)}; there are words and claims")
    for name, limit in limits.items():
        if type(limit) is not int or limit < 1:
            raise WrongLineError(f'"limits.{name}" must be a whole number above 0')
    return Limits(limits.get("words"), limits.get("claims"))


def _list(value: dict[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise WrongLineError(f'"{name}" must be a list')
    return found


def _demand_new(what: str, name: str, known: Collection[str]) -> None:
    if name in known:
        raise WrongLineError(f"there is {what} {name!r} already")


def _demand_file(file: str, path: str | None) -> None:
    if path is not None and not Path(_beside(file, path)).is_file():
        raise WrongLineError(f"there is no file {path}")


def _text(value: dict[str, Any], name: str) -> None:
    if not isinstance(value.get(name), str) or not value[name].strip():
        raise WrongLineError(f'"{name}" must be a text')


def _fields(line: Line, kind: str) -> dict[str, Any]:
    what, known = _WHICH[kind]
    value = line.read()
    if unknown := sorted(set(value) - known):
        names = ", ".join(map(repr, unknown))
        raise WrongLineError(f"unknown field {names}; {what} has {', '.join(sorted(known))}")
    return value


def _case_hash(value: dict[str, Any], *names: str) -> str:
    return tagged_hash("case", [value.get(name) for name in names])
