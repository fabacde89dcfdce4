"""The terms of a sentence: its facts, expressions and content words, with what each may mean.

An expression is several words that mean one thing (*take place*, *call ... off*). Meanings are
numbers of groups of like words: a term of one text answers a term of another that has its root,
or whose meanings say the same or more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefer import lang
from briefer.analysis.tokens import stem

if TYPE_CHECKING:
    from briefer.analysis.dates import DateMention
    from briefer.analysis.entities import Name
    from briefer.analysis.quantities import Quantity
    from briefer.analysis.reading import Reading
    from briefer.analysis.tokens import Word

TermKind = Literal["word", "quantity", "date", "name"]
_GAP = 4
"""Tokens within which the particle of an expression stands: "called the strike *off*"."""
_PARTICLE = 4
"""Letters of the longest particle."""
_INSIDE = frozenset("-’'")
"""Marks that may stand inside an expression: "semi-final"."""
_NOTHING: frozenset[int] = frozenset()


class Term(NamedTuple):
    """One term: its first and last token, and its root or the fact that it is.

    ``base`` is the root of an expression's first word, empty for a single word; ``wants`` are the
    meanings that bear it out, ``means`` those that it bears out itself.
    """

    first: int
    last: int
    kind: TermKind
    root: str = ""
    base: str = ""
    wants: frozenset[int] = _NOTHING
    means: frozenset[int] = _NOTHING
    fact: Quantity | DateMention | Name | None = None


class _Expressions(NamedTuple):
    """The expressions that begin with one root: further roots and name, and the second roots."""

    entries: list[tuple[tuple[str, ...], str]]
    seconds: frozenset[str]


class _Meanings(NamedTuple):
    """What is known of a language's words, by their roots."""

    expressions: dict[str, _Expressions]
    wants: dict[str, frozenset[int]]
    means: dict[str, frozenset[int]]
    opposites: dict[str, frozenset[int]]
    """Root to what it is opposed to: ``2n`` and ``2n + 1`` are the sides of contrast n."""


@lru_cache(maxsize=64)
def meanings_of(language: str) -> _Meanings:
    """Return what is known of a language's words, by their roots."""
    expressions: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    wants: dict[str, set[int]] = defaultdict(set)
    means: dict[str, set[int]] = defaultdict(set)
    sides: dict[str, set[int]] = defaultdict(set)

    roots: dict[str, str] = {}

    def add(table: dict[str, set[int]], entries: Iterable[str], number: int) -> None:
        for entry in entries:
            root = roots.get(entry)
            if root is None:
                root = roots[entry] = _root(entry, language, expressions)
            table[root].add(number)

    for number, (same, more) in enumerate(lang.read_meanings(language)):
        add(wants, same, number)
        add(means, same, number)
        add(means, more, number)
    for number, (one, other) in enumerate(lang.read_antonyms(language)):
        add(sides, one, 2 * number)
        add(sides, other, 2 * number + 1)
    for entries in expressions.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry))
    by_first = {
        first: _Expressions(entries, frozenset(rest[0] for rest, _ in entries))
        for first, entries in expressions.items()
    }
    return _Meanings(by_first, _frozen(wants), _frozen(means), _frozen(sides))


def _root(
    entry: str, language: str, expressions: dict[str, list[tuple[tuple[str, ...], str]]]
) -> str:
    """Return the root of a word, or the name of an expression, which is entered if it is new."""
    if "_" not in entry and "-" not in entry:
        return stem(entry, language) or entry
    first, *rest = (stem(word, language) or word for word in entry.replace("-", "_").split("_"))
    name = "_".join((first, *rest))
    known = (tuple(rest), name)
    if known not in expressions[first]:
        expressions[first].append(known)
    return name


def _frozen(table: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    return {root: frozenset(numbers) for root, numbers in table.items()}


def sides_of(root: str, language: str) -> frozenset[int]:
    """Return the sides of contrasts that a root is on; ``side ^ 1`` is the opposite."""
    return meanings_of(language).opposites.get(root, _NOTHING)


def read_terms(reading: Reading) -> list[Term]:
    """Return the terms of a sentence, in order."""
    tokens, language = reading.tokens, reading.language
    known = meanings_of(language)
    facts, forms = _facts(reading), reading.forms
    found: list[Term] = []
    at = 0
    while at < len(tokens):
        fact = facts.get(at)
        if fact is not None:
            found.append(fact)
            at = fact.last + 1
            continue
        token = tokens[at]
        if token.kind == "w":
            root = token.stem or token.low
            content = token.content
            entries = known.expressions.get(root)
            expression = None
            if entries is not None and not forms.isdisjoint(entries.seconds):
                expression = _expression(tokens, at, entries, forms, content=content)
            if expression is not None:
                name, last, apart = expression
                found.append(_term(at, at if apart else last, name, root if content else "", known))
                at = at + 1 if apart else last + 1
                continue
            if content:
                found.append(_term(at, at, root, "", known))
        at += 1
    return found


def _term(first: int, last: int, root: str, base: str, known: _Meanings) -> Term:
    wants, means = known.wants.get(root, _NOTHING), known.means.get(root, _NOTHING)
    # Half the time of calling the class, and there are many words.
    return tuple.__new__(Term, (first, last, "word", root, base, wants, means, None))


def _expression(
    tokens: list[Word],
    at: int,
    known: _Expressions,
    forms: frozenset[str],
    *,
    content: bool,
) -> tuple[str, int, bool] | None:
    """Return an expression that begins at a token, its last token, and whether it stands apart."""
    for rest, name in known.entries:
        if rest[0] not in forms:
            continue
        index, apart = at + 1, False
        for root in rest:
            gap = _GAP if content and len(rest) == 1 and len(root) <= _PARTICLE else 1
            place = _next(tokens, index, root, gap)
            if place < 0:
                break
            apart = apart or any(token.kind != "p" for token in tokens[index:place])
            index = place + 1
        else:
            return name, index - 1, apart
    return None


def _next(tokens: list[Word], start: int, root: str, gap: int) -> int:
    end = start + gap
    for index in range(start, len(tokens)):
        if index >= end:
            return -1
        token = tokens[index]
        if token.kind == "p":
            if token.text not in _INSIDE:
                return -1
            end += 1
            continue
        if root in (token.stem, token.low):
            return index
    return -1


def _facts(reading: Reading) -> dict[int, Term]:
    """Return the facts of a sentence by the token that each begins at; the first one read wins."""
    out: dict[int, Term] = {}
    taken: set[int] = set()

    def put(first: int, last: int, kind: TermKind, fact: Quantity | DateMention | Name) -> None:
        if taken.isdisjoint(range(first, last + 1)):
            out[first] = Term(first, last, kind, fact=fact)
            taken.update(range(first, last + 1))

    for date in reading.dates:
        put(*reading.tokens_of(date.start, date.end), "date", date)
    for quantity in reading.quantities:
        start = quantity.lead if quantity.qualifier else quantity.start
        put(*reading.tokens_of(start, quantity.end), "quantity", quantity)
    for name in reading.names:
        put(name.first, name.last, "name", name)
    return out
