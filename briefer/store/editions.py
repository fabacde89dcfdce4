"""Briefs and summaries that were made, and the source sentences that each claim rests on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from briefer.store.core import Core, put_text
from briefer.store.packing import Text, UnpackError, bounded, shown, unpack, value_of

EditionKind = Literal["brief", "summary"]

_TAG = "b2:"


@dataclass(frozen=True, slots=True)
class Rest:
    """A sentence that a claim rests on: the article's hash, the sentence's id there, its text."""

    article: str
    sentence: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A claim of an edition; ``where`` is its place in the edition's value, as a JSON path."""

    text: str
    rests: tuple[Rest, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class KeptStory:
    """One story of an edition: its headline, the hashes of all its articles, its claims."""

    headline: str
    articles: tuple[str, ...] = ()
    claims: tuple[KeptClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A brief or a summary as it was made.

    ``series`` and ``day`` say what it is an edition of: a series has one brief a day, and a
    summary's series is what it summarizes (its ``day`` is empty). ``made`` is when, ISO;
    ``supersedes`` the id of the edition it replaced, ``current`` whether none has replaced it.
    ``value`` is what was given: the JSON of the brief or summary.
    """

    id: int
    kind: EditionKind
    series: str
    day: str
    made: str
    supersedes: int | None
    current: bool
    value: Any
    stories: tuple[KeptStory, ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """One claim of an edition and one sentence under it; ``story`` counts from 0."""

    edition: int
    kind: EditionKind
    series: str
    day: str
    story: int
    claim: KeptClaim
    rest: Rest


class Editions(Core):
    """The part of the store that remembers what was made."""

    def keep_brief(
        self, series: str, day: str, made: str, value: Any, stories: Iterable[KeptStory]
    ) -> int:
        """Keep a series' brief of a day; an earlier one of that day is superseded, and kept too.

        One that equals the earlier in everything but ``made`` is that one.

        Args:
            series: Which brief it is, where there are several (a title, a file's path).
            day: The day it is of, ISO.
            made: When it was made, ISO.
            value: The brief as JSON values.
            stories: What it tells, and what each claim rests on.

        Returns:
            The edition's id; 0 where it cannot be kept, because a key in use stands in it, or
            the store cannot be written.
        """
        return self._keep("brief", (series, day, made), value, tuple(stories))

    def keep_summary(
        self, series: str, made: str, value: Any, story: KeptStory, *, later: bool = False
    ) -> int:
        """Keep a summary, as `keep_brief` does; it supersedes the last one of its series.

        Args:
            series: What makes two summaries editions of one: the article's identity, with
                whatever else there is one summary for (a language, a prompt).
            made: When it was made, ISO.
            value: The summary as JSON values.
            story: What it tells, of one article.
            later: It may wait for what is written next, and a killed process may lose it. Its id
                is then not known yet, unless it is there already.
        """
        return self._keep("summary", (series, "", made), value, (story,), later=later)

    def briefs(
        self, series: str | None = None, *, before: str | None = None, limit: int | None = None
    ) -> list[Edition]:
        """Return the current briefs of a series, or of all, the newest day first.

        Args:
            series: Which brief.
            before: Only days before this one, ISO.
            limit: How many at most.
        """
        return self._current("brief", series, before=before, limit=limit)

    def last_brief(self, series: str, *, before: str | None = None) -> Edition | None:
        """Return a series' brief of its last day, before a day if that is given."""
        found = self.briefs(series, before=before, limit=1)
        return found[0] if found else None

    def summary(self, series: str) -> Edition | None:
        """Return the current summary of a series."""
        found = self._current("summary", series, limit=1)
        return found[0] if found else None

    def summaries(self, *, limit: int | None = None) -> list[Edition]:
        """Return the current summaries, the newest first."""
        return self._current("summary", None, limit=limit)

    def summaries_in(self, series: str) -> list[Edition]:
        """Return every summary of a series, also those that were replaced, the newest first."""
        self._settle()
        where = "WHERE kind = 'summary' AND series = ? ORDER BY editions.id DESC"
        return list(self._editions(where, shown(series)))

    def edition(self, number: int) -> Edition | None:
        """Return a brief or summary by its id, current or not; None if there is none."""
        self._settle()
        found = list(self._editions("WHERE editions.id = ?", bounded(number)))
        return found[0] if found else None

    def brief_numbers(self, day: str | None = None) -> list[int]:
        """Return the ids of the current briefs, or of those of a day; the newest in front."""
        self._settle()
        wanted = None if day is None else shown(day)
        rows = self._database.read(
            "SELECT id FROM editions WHERE current AND kind = 'brief' AND (? IS NULL OR day = ?)"
            " ORDER BY day DESC, id DESC",
            wanted,
            wanted,
        )
        return [number for (number,) in rows]

    def is_current(self, number: int) -> bool | None:
        """Return whether none has replaced an edition; None if there is none of that id."""
        rows = self._database.read("SELECT current FROM editions WHERE id = ?", bounded(number))
        return bool(rows[0][0]) if rows else None

    def resting_on(self, what: str, *, superseded: bool = False) -> list[Resting]:
        """Return the claims that rest on an article, the newest edition's first.

        Args:
            what: An article's hash, or an identity: then any of its versions.
            superseded: Also those of editions that were replaced.
        """
        self._settle()
        if what.startswith(_TAG):
            hashes = {what}
        else:
            rows = self._database.read(
                "SELECT hash FROM versions JOIN identities ON identities.id = identity_id"
                " JOIN articles ON articles.id = article_id WHERE identity = ?",
                shown(what),
            )
            hashes = {known for (known,) in rows}
        ids: set[int] = set()
        for known in hashes:
            rows = self._database.read("SELECT edition_id FROM rests WHERE article_hash = ?", known)
            ids.update(number for (number,) in rows)
        return [
            Resting(edition.id, edition.kind, edition.series, edition.day, index, claim, rest)
            for number in sorted(ids, reverse=True)
            for edition in self._editions("WHERE editions.id = ?", number)
            if edition.current or superseded
            for index, story in enumerate(edition.stories)
            for claim in story.claims
            for rest in claim.rests
            if rest.article in hashes
        ]

    def relied_on(self) -> list[str]:
        """Return the identities of the articles that current editions rest on, oldest first."""
        self._settle()
        rows = self._database.read(
            """
            SELECT DISTINCT identities.id, identity FROM editions
            JOIN rests ON edition_id = editions.id JOIN articles ON hash = article_hash
            JOIN versions ON article_id = articles.id JOIN identities ON identities.id = identity_id
            WHERE current ORDER BY 1
            """
        )
        return [identity for _, identity in rows]

    def _keep(
        self,
        kind: EditionKind,
        place: tuple[str, str, str],
        value: Any,
        stories: tuple[KeptStory, ...],
        *,
        later: bool = False,
    ) -> int:
        series, day, made = place
        plain = {"value": value, "stories": [_plain(story) for story in stories]}
        if self._secrets and self._in_use(series, *_texts_in(plain)):
            return 0
        row = (kind, shown(series), shown(day))
        text = value_of(plain)
        if later and not self._database.waiting:
            # Most often all is as it was, which takes no transaction to see.
            rows = self._database.read(f"{_SAME} AND hash = ?", *row, text.hash)
            if rows:
                return int(rows[0][0])
        found: list[int] = []
        self._write(
            partial(
                _put_edition,
                row=row,
                made=shown(made),
                text=text,
                rests=articles_of(stories),
                found=found,
            ),
            patient=not later,
            later=later,
        )
        return found[-1] if found else 0

    def _current(
        self,
        kind: EditionKind,
        series: str | None,
        *,
        before: str | None = None,
        limit: int | None = None,
    ) -> list[Edition]:
        self._settle()
        name = None if series is None else shown(series)
        until = None if before is None else shown(before)
        return list(
            self._editions(
                """
                WHERE current AND kind = ? AND (? IS NULL OR series = ?)
                AND (? IS NULL OR day < ?) ORDER BY day DESC, editions.id DESC LIMIT ?
                """,
                *(kind, name, name, until, until),
                -1 if limit is None else limit,
            )
        )

    def _editions(self, where: str, *values: Any) -> Iterator[Edition]:
        for row in self._database.read(f"{EDITIONS} {where}", *values):
            try:
                yield edition_of(row)
            except UnpackError:
                self._database.tell("a brief or summary in the store is damaged")


_SAME = """
    SELECT editions.id FROM editions JOIN texts ON texts.id = text_id
    WHERE kind = ? AND series = ? AND day = ? AND current
"""

EDITIONS = """
    SELECT editions.id, kind, series, day, made, supersedes, current, data
    FROM editions JOIN texts ON texts.id = text_id
"""


def edition_of(row: Sequence[Any]) -> Edition:
    """Return an edition from its columns (raises UnpackError)."""
    number, kind, series, day, made, supersedes, current, data = row
    text = unpack(data)
    try:
        stories = tuple(_story_of(story) for story in text["stories"])
        value = text["value"]
    except (KeyError, TypeError) as error:
        raise UnpackError(f"no edition: {error!r}") from error
    return Edition(number, kind, series, day, made, supersedes, bool(current), value, stories)


def articles_of(stories: Iterable[KeptStory]) -> frozenset[str]:
    """Return the hashes of all articles that stories are told from or rest on."""
    found: set[str] = set()
    for story in stories:
        found.update(story.articles)
        found.update(rest.article for claim in story.claims for rest in claim.rests)
    return frozenset(map(shown, found))


def _plain(story: KeptStory) -> dict[str, Any]:
    """Return a story's fields; `asdict` copies deeply, at ten times the cost."""
    claims = [
        {
            "text": claim.text,
            "rests": [
                {"article": rest.article, "sentence": rest.sentence, "text": rest.text}
                for rest in claim.rests
            ],
            "where": claim.where,
        }
        for claim in story.claims
    ]
    return {"headline": story.headline, "articles": story.articles, "claims": claims}


def _story_of(value: Any) -> KeptStory:
    return KeptStory(
        headline=value["headline"],
        articles=tuple(value["articles"]),
        claims=tuple(
            KeptClaim(
                text=claim["text"],
                rests=tuple(Rest(**rest) for rest in claim["rests"]),
                where=claim["where"],
            )
            for claim in value["claims"]
        ),
    )


def _texts_in(value: Any) -> Iterator[str]:
    """Yield every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield str(key)
            yield from _texts_in(held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _texts_in(held)


def _put_edition(
    connection: sqlite3.Connection,
    *,
    row: tuple[str, str, str],
    made: str,
    text: Text,
    rests: frozenset[str],
    found: list[int],
) -> None:
    """Write an edition; its id goes into ``found``."""
    before: Any = connection.execute(
        "SELECT id, text_id FROM editions WHERE kind = ? AND series = ? AND day = ? AND current",
        row,
    ).fetchone()
    text_id = put_text(connection, text)
    number = None
    if before is not None:
        number, known = before
        if text_id == known:
            found.append(number)
            return
    connection.execute("UPDATE editions SET current = 0 WHERE id = ?", (number,))
    (made_id,) = connection.execute(
        """
        INSERT INTO editions (kind, series, day, made, text_id, supersedes, current)
        VALUES (?, ?, ?, ?, ?, ?, 1) RETURNING id
        """,
        (*row, made, text_id, number),
    ).fetchone()
    connection.executemany(
        "INSERT INTO rests VALUES (?, ?)", [(made_id, known) for known in sorted(rests)]
    )
    found.append(made_id)
