"""Which column of a table holds what: as the user says, else by the names that are usual."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from briefer.errors import NoArticleError, UsageError

_NO_LETTER = re.compile(r"[\W_]+")

_TEXT = (
    "text", "body", "article", "articlebody", "content", "articletext", "fulltext", "bodytext",
    "maintext", "articlecontent", "contenttext", "document", "story", "plaintext", "rawtext",
    "cleantext", "cleanedtext", "newstext", "bodyhtml", "contenthtml",
)  # fmt: skip
_ID = (
    "id", "articleid", "docid", "documentid", "newsid", "storyid", "itemid", "uid", "uuid", "guid",
    "identifier", "doi", "warcrecordid", "index", "idx", "unnamed0", "column1",
)  # fmt: skip
_TITLE = ("title", "headline", "articletitle", "newstitle", "heading")
_DATE = (
    "date", "published", "publishedat", "datepublished", "publishdate", "publisheddate", "pubdate",
    "publicationdate", "datepublish", "firstpublished", "publishingdate", "datetime", "timestamp",
    "time", "versioncreated", "created", "createdat",
)  # fmt: skip
_URL = ("url", "link", "articleurl", "canonicalurl", "sourceurl", "weburl", "uri", "permalink")
_OUTLET = (
    "outlet", "source", "publisher", "publication", "newspaper", "sourcename", "sourcedomain",
    "domain", "site", "website", "provider",
)  # fmt: skip
_AUTHOR = ("author", "authors", "byline", "creator")
_LANGUAGE = ("language", "lang", "inlanguage", "languagecode")

_OF_CLAIM = ("article", "text", "document", "source", "premise")
_CLAIM = ("claim", "statement", "hypothesis", "summary")
"""As sets of claims are usually published; the first that is there."""

_LEAST_ALIKE = 70


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that articles are read from, by name; None for one that is not known.

    As a wish, those that the user names; of a table, those that it has.
    """

    text: str | None = None
    id: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None

    @property
    def taken(self) -> frozenset[str | None]:
        """Columns that are not carried through: what becomes of them stands in the result."""
        return frozenset((self.text, self.id))

    def told(self) -> str:
        """Return one line on what is read from where."""
        used = [(each.name, getattr(self, each.name)) for each in fields(self)]
        return ", ".join(f"{what} from {name!r}" for what, name in used if name is not None)


_USUAL = {
    "text": _TEXT,
    "id": _ID,
    "title": _TITLE,
    "date": _DATE,
    "url": _URL,
    "outlet": _OUTLET,
    "author": _AUTHOR,
    "language": _LANGUAGE,
}
OPTIONS = {"text": "--text-column", "id": "--id-column", "title": "--title-column"}


def columns_of(names: Collection[str], wanted: Columns, source: str) -> Columns:
    """Return the columns that articles are read from.

    A column that is named ends a run where it is missing; one that is guessed by its name is the
    first that is usual. The only column of a table holds the texts.

    Raises:
        UsageError: there is no column of a name that the user gave.
        NoArticleError: no column is called as one with texts usually is.
    """
    found = guessed(names, wanted, source)
    if found.text is None:
        if len(names) != 1:
            raise NoArticleError(
                f"{source} has no column that is called as one with articles usually is; "
                f"it has {listed(names)}",
                hint="name the column with --text-column",
            )
        (only,) = names
        return Columns(text=only)
    return found


def guessed(names: Collection[str], wanted: Columns, source: str) -> Columns:
    """Return the columns as `columns_of` does, with no text where none can be guessed."""
    chosen: dict[str, str] = {}
    for what, option in OPTIONS.items():
        name = getattr(wanted, what)
        if name is not None:
            _demand(name, option, names, source)
            chosen[what] = name
    plain = {_NO_LETTER.sub("", name.casefold()): name for name in reversed(list(names))}
    for what, usual in _USUAL.items():
        if what not in chosen:
            spelled = (plain.get(each) for each in usual)
            free = (name for name in spelled if name not in (None, *chosen.values()))
            if name := next(free, None):
                chosen[what] = name
    return Columns(**chosen)


def claim_columns(names: Collection[str], wanted: Columns, source: str = "") -> tuple[str, str]:
    """Return the columns of a claim's article and of the claim; usual names where there is none.

    Raises:
        UsageError: there is no column of a name that the user gave.
    """
    if wanted.text is not None:
        _demand(wanted.text, OPTIONS["text"], names, source)
    article = wanted.text or next((name for name in _OF_CLAIM if name in names), _OF_CLAIM[0])
    free = (name for name in _CLAIM if name in names and name != article)
    return article, next(free, _CLAIM[0])


def is_text_name(name: str) -> bool:
    """Return whether columns with articles are usually called so."""
    return _NO_LETTER.sub("", name.casefold()) in _TEXT


def listed(names: Collection[str]) -> str:
    """Return names of columns for a message: the first of many."""
    shown = [repr(name[:60]) for name in list(names)[:_MOST_SHOWN]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


_MOST_SHOWN = 12


def carried(values: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """Return what is carried through of a row."""
    return dict(_rest(values, columns))


def _rest(values: Mapping[str, Any], columns: Columns) -> Iterator[tuple[str, Any]]:
    taken = columns.taken
    return ((name, value) for name, value in values.items() if name not in taken)


def _demand(name: str, option: str, names: Collection[str], source: str) -> None:
    if name in names:
        return
    from rapidfuzz import process

    near = process.extractOne(name, list(names), score_cutoff=_LEAST_ALIKE)
    raise UsageError(
        f"{source} has no column {name!r}; it has {listed(names)}",
        hint=f"{option} {near[0] if near else 'NAME'}",
    )
