"""What people decide about editions, what they sign, and what programs propose."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import cache, lru_cache
from typing import Any, TypeVar

from briefer.errors import ConflictError, StoreReadError, StoreWriteError, UsageError
from briefer.model import Decision, Proposal, ProposalState, Signoff, link_hash
from briefer.store.core import Core
from briefer.store.packing import UnpackError, pack, shown, unpack

T = TypeVar("T")
Link = TypeVar("Link", Decision, Signoff)

_KEPT = 4_096
"""Decisions and signatures that are kept read: the same bytes are the same decision."""
DECISIONS = "SELECT data, hash, path FROM decisions"
_DECIDED = "SELECT DISTINCT edition FROM decisions"
SIGNOFFS = "SELECT data, hash, '' FROM signoffs"
PROPOSALS = "SELECT data, edition, number FROM proposals"


class Reviews(Core):
    """The part of the store that holds decisions and signatures, which are only ever added to.

    What cannot be kept raises StoreWriteError, what cannot be read StoreReadError: neither may
    pass for nothing.
    """

    def decisions(self, edition: str) -> tuple[Decision, ...]:
        """Return the decisions about an edition, by its hash, the first in front.

        Raises:
            StoreReadError: one is damaged, or the chain is broken.
        """
        rows = self._database.ask(f"{DECISIONS} WHERE edition = ? ORDER BY number", shown(edition))
        return _chain(Decision, edition, rows)

    def decided_editions(self) -> frozenset[str]:
        """Return the hashes of the editions that anything was decided about."""
        return frozenset(known for (known,) in self._database.ask(_DECIDED))

    def head(self, edition: str) -> tuple[str, int, int]:
        """Return what tells whether anything was decided since.

        That is the last decision's hash (the edition's where there is none), how many decisions
        there are, and how many signatures.
        """
        ((count, last, signed),) = self._database.ask(
            """
            SELECT count(*), max(number),
                (SELECT count(*) FROM signoffs WHERE signoffs.edition = ?)
            FROM decisions WHERE edition = ?
            """,
            shown(edition),
            shown(edition),
        )
        if not count:
            return edition, 0, signed
        ((known,),) = self._database.ask(
            "SELECT hash FROM decisions WHERE edition = ? AND number = ?", shown(edition), last
        )
        return known, count, signed

    def last_decision(self, edition: str, path: str) -> str:
        """Return the hash of the last decision about a claim or story; empty if there is none."""
        rows = self._database.ask(
            "SELECT hash FROM decisions WHERE edition = ? AND path = ?"
            " ORDER BY number DESC LIMIT 1",
            *(shown(edition), shown(path)),
        )
        return rows[0][0] if rows else ""

    def add_decisions(
        self,
        edition: str,
        paths: Sequence[str],
        make: Callable[[tuple[Decision, ...]], Iterable[Decision]],
    ) -> tuple[Decision, ...]:
        """Add decisions about an edition, all or none; returns them as they are kept.

        Args:
            edition: Its hash.
            paths: The claims and stories whose decisions so far are to be looked at.
            make: Is given those, as they stand while nobody else can add any, and returns the new
                ones; their number, time, ``previous`` and hash are filled in here. What it raises
                is raised.

        Raises:
            StoreWriteError: they cannot be kept.
        """
        self._settle()
        marks = ", ".join("?" * len(paths))
        of_paths = f"{DECISIONS} WHERE edition = ? AND path IN ({marks}) ORDER BY number"

        def add(connection: sqlite3.Connection) -> tuple[Decision, ...]:
            rows = connection.execute(of_paths, (shown(edition), *map(shown, paths))).fetchall()
            new = list(make(tuple(_read(Decision, *row) for row in rows)))
            number, previous = _last(connection, "decisions", edition)
            for at, wanted in enumerate(new):
                self._refuse_secrets(wanted.after, wanted.note)
                number += 1
                decision = _linked(wanted, number, edition, previous, self._time())
                new[at] = decision
                connection.execute(
                    "INSERT INTO decisions (edition, number, path, hash, data)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (shown(edition), number, shown(decision.path), decision.hash, _bytes(decision)),
                )
                previous = decision.hash
            return tuple(new)

        return self._transact(add)

    def signoffs(self, edition: str) -> tuple[Signoff, ...]:
        """Return the signatures under an edition, the first in front (raises as `decisions`)."""
        rows = self._database.ask(f"{SIGNOFFS} WHERE edition = ? ORDER BY number", shown(edition))
        return _chain(Signoff, edition, rows)

    def add_signoff(self, signoff: Signoff) -> Signoff:
        """Add a signature; number, time, ``previous`` and hash are filled in here.

        Raises:
            ConflictError: something was decided since ``signoff.head``.
            StoreWriteError: it cannot be kept.
        """
        self._settle()
        self._refuse_secrets(signoff.statement)

        def add(connection: sqlite3.Connection) -> Signoff:
            decided, head = _last(connection, "decisions", signoff.edition)
            if (head, decided) != (signoff.head, signoff.decisions):
                raise ConflictError(
                    "somebody decided something while this was read: it is not signed"
                )
            number, previous = _last(connection, "signoffs", signoff.edition)
            new = _linked(signoff, number + 1, signoff.edition, previous, self._time())
            connection.execute(
                "INSERT INTO signoffs (edition, number, hash, data) VALUES (?, ?, ?, ?)",
                (shown(new.edition), new.number, new.hash, _bytes(new)),
            )
            return new

        return self._transact(add)

    def proposals(self, edition: str) -> tuple[Proposal, ...]:
        """Return what programs proposed for an edition, the first in front."""
        rows = self._database.ask(f"{PROPOSALS} WHERE edition = ? ORDER BY number", shown(edition))
        return tuple(_value(Proposal, data) for data, *_ in rows)

    def add_proposal(self, proposal: Proposal) -> Proposal:
        """Keep a proposal; its number and time are filled in here (raises StoreWriteError)."""
        self._settle()
        self._refuse_secrets(proposal.text, proposal.why, proposal.by)

        def add(connection: sqlite3.Connection) -> Proposal:
            (number,) = connection.execute(
                "SELECT coalesce(max(number), 0) + 1 FROM proposals WHERE edition = ?",
                (shown(proposal.edition),),
            ).fetchone()
            new = replace(proposal, number=number, made=self._time())
            connection.execute(
                "INSERT INTO proposals (edition, number, state, data) VALUES (?, ?, ?, ?)",
                (shown(new.edition), number, new.state, _bytes(new)),
            )
            return new

        return self._transact(add)

    def settle_proposal(
        self, edition: str, number: int, state: ProposalState, who: str
    ) -> Proposal:
        """Note what a person decided about a proposal.

        Raises:
            UsageError: there is none of that number.
            ConflictError: it was decided before.
            StoreWriteError: it cannot be kept.
        """

        def settle(connection: sqlite3.Connection) -> Proposal:
            row = connection.execute(
                f"{PROPOSALS} WHERE edition = ? AND number = ?", (shown(edition), number)
            ).fetchone()
            if row is None:
                raise UsageError(f"there is no proposal {number} for this edition")
            old = _value(Proposal, row[0])
            if old.state != "pending":
                raise ConflictError(f"{old.decided_by} has {old.state} this proposal already")
            new = replace(old, state=state, decided_by=who, decided=self._time())
            connection.execute(
                "UPDATE proposals SET state = ?, data = ? WHERE edition = ? AND number = ?",
                (state, _bytes(new), shown(edition), number),
            )
            return new

        return self._transact(settle)

    def _refuse_secrets(self, *texts: str | None) -> None:
        if self._in_use(*texts):
            raise StoreWriteError(
                "an API key in use stands in the text, which is not kept", hint="take the key out"
            )


def _last(connection: sqlite3.Connection, table: str, edition: str) -> tuple[int, str]:
    """Return the number and hash of a chain's last link; those of the edition itself for none."""
    row: Any = connection.execute(
        f"SELECT number, hash FROM {table} WHERE edition = ? ORDER BY number DESC LIMIT 1",  # noqa: S608 (a constant)
        (shown(edition),),
    ).fetchone()
    return (0, edition) if row is None else row


def _linked(link: Link, number: int, edition: str, previous: str, made: str) -> Link:
    new = replace(link, number=number, edition=edition, previous=previous, made=made)
    return replace(new, hash=new.derived)


def _bytes(value: Decision | Signoff | Proposal) -> bytes:
    return pack(asdict(value))


def value_from(kind: type[T], value: Any) -> T:
    """Return a value of the model from its JSON values (raises ValueError)."""
    found: T = _adapter(kind).validate_python(value)  # type: ignore[arg-type]  # classes are hashable
    return found


@cache
def _adapter(kind: type) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _value(kind: type[T], data: bytes) -> T:
    return _parsed(kind, data)[0]


def _parsed(kind: type[T], data: bytes) -> tuple[T, Any]:
    """Return a value of the model, and the JSON values it was kept as."""
    try:
        value = unpack(data)
        return value_from(kind, value), value
    except (UnpackError, ValueError) as error:
        raise StoreReadError(f"a {kind.__name__.lower()} in the store is damaged") from error


def _read(kind: type[Link], data: bytes, known: str, path: str) -> Link:
    link: Link = _read_once(kind, data, known, path)  # type: ignore[arg-type]  # classes are hashable
    return link


@lru_cache(maxsize=_KEPT)
def _read_once(kind: Any, data: bytes, known: str, path: str) -> Any:
    link, value = _parsed(kind, data)
    is_there = not isinstance(link, Decision) or shown(link.path) == path
    if link.hash != known or link_hash(kind, value) != known or not is_there:
        raise StoreReadError(
            f"the {kind.__name__.lower()} {link.number} of {link.edition} is not what was kept"
        )
    return link


def _chain(
    kind: type[Link], edition: str, rows: Iterable[tuple[bytes, str, str]]
) -> tuple[Link, ...]:
    links = tuple(_read(kind, *row) for row in rows)  # each is what its hash was made from
    for problem in broken_links(edition, links, is_read=True):
        raise StoreReadError(problem)
    return links


def broken_links(
    edition: str, links: Sequence[Decision | Signoff], *, is_read: bool = False
) -> Iterator[str]:
    """Yield what is wrong with a chain of decisions or signatures, in order, a line each.

    Their hashes are derived again, unless they were when they were read.
    """
    previous = edition
    for number, link in enumerate(links, 1):
        name = f"{type(link).__name__.lower()} {number} of {edition}"
        if link.number != number or link.edition != edition:
            yield f"{name} is not the one that was kept there"
        if link.previous != previous:
            yield f"{name} does not follow on the one before it"
        if not is_read and link.hash != link.derived:
            yield f"{name} is not the one that its hash was made from"
        previous = link.hash


def wrong_reviews(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with what people decided and signed, a line each."""
    named = "SELECT edition FROM decisions UNION SELECT edition FROM signoffs ORDER BY 1"
    for (edition,) in connection.execute(named).fetchall():
        yield from _wrong_chain(connection, Decision, DECISIONS, edition)
        yield from _wrong_chain(connection, Signoff, SIGNOFFS, edition)
    for data, edition, number in connection.execute(PROPOSALS):
        try:
            _value(Proposal, data)
        except StoreReadError:
            yield f"the proposal {number} of {edition} is damaged"


def _wrong_chain(
    connection: sqlite3.Connection, kind: type[Link], rows: str, edition: str
) -> Iterator[str]:
    links: list[Link] = []
    try:
        for row in connection.execute(f"{rows} WHERE edition = ? ORDER BY number", (edition,)):
            links.append(_read(kind, *row))  # noqa: PERF401 (those before a damaged one count)
    except StoreReadError as error:
        yield str(error)
        return
    yield from broken_links(edition, links, is_read=True)
    if kind is Signoff:
        heads = dict(
            connection.execute("SELECT number, hash FROM decisions WHERE edition = ?", (edition,))
        )
        for each in links:
            if isinstance(each, Signoff) and heads.get(each.decisions, edition) != each.head:
                yield f"signoff {each.number} of {edition} is under a decision that is not there"
