"""A claim that tells in one sentence what was and what is, cut into its two halves.

"Stefan Hollar, not Peter Hollan", "from 11 to 14": each half is held to its own version, and the
figures to the way that the claim says they went.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from briefer import lang
from briefer.analysis.equivalence import value_of
from briefer.analysis.quantities import Quantity
from briefer.compare.versions.hunks import Wording
from briefer.model import Finding, Span

_NEAR = 4
"""Characters between what sets two facts against each other and the second fact."""
_ARTICLE = re.compile(r"\s*(?:\w{1,3}\s+)?")
_MARKS = re.compile(r"\s+([,.;:)])")

Sort = Literal["quantity", "date", "name", "words"]


class Mention(NamedTuple):
    """A fact that a claim names: what sort it is of, where, and a figure's value."""

    sort: Sort
    start: int
    end: int
    figure: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Halves:
    """What a claim says was so, and what it says is so now, as sentences of their own.

    ``was`` and ``now`` are where the claim names the two; ``turned`` is a finding where it says
    that a figure rose and the figures fell, or the other way round.
    """

    old: str
    new: str
    was: Span
    now: Span
    turned: Finding | None = None


def halves_of(text: str, language: str) -> Halves | None:
    """Return a claim's halves; None if it does not set what is against what was."""
    mentions = _mentions(text, language)
    for was, now, old, new in (*_shifted(text, language, mentions), *_opposed(text, mentions)):
        return Halves(
            _tidy(old), _tidy(new), _span(text, was), _span(text, now),
            _turned(text, language, was, now),
        )  # fmt: skip
    return None


def is_movement(word: str) -> bool:
    """Return whether a word says that a figure rose or fell."""
    low = word.casefold()
    every = lang.every_language()
    return low in every.upward or low in every.downward


_Cut = tuple[Mention, Mention, str, str]


def _shifted(text: str, language: str, mentions: list[Mention]) -> Iterator[_Cut]:
    """Yield the halves of "from WAS to NOW"."""
    for leading, joining in lang.language(language).shifts:
        for found in re.finditer(rf"\b(?:{leading})\b", text, re.IGNORECASE):
            was = _behind(text, found.end(), mentions)
            if was is None:
                continue
            joint = re.compile(rf"[\s\w,]{{0,24}}?\b(?:{joining})\b", re.IGNORECASE)
            to = joint.match(text, was.end)
            now = None if to is None else _behind(text, to.end(), mentions)
            if to is None or now is None or now.sort != was.sort:
                continue
            before, rest = text[: found.start()], text[now.end :]
            word = re.search(rf"\b(?:{joining})\Z", to[0], re.IGNORECASE)
            lead = word[0] if word else ""
            tail = text[was.end : to.end()].removesuffix(lead)
            said = f"{before}{lead} "
            yield (
                was,
                now,
                f"{said}{_text(text, was)}{tail}{rest}",
                f"{said}{_text(text, now)}{rest}",
            )


def _opposed(text: str, mentions: list[Mention]) -> Iterator[_Cut]:
    """Yield the halves of "NOW, not WAS" and its like."""
    for found in _instead().finditer(text):
        was = _behind(text, found.end(), mentions)
        if was is None:
            continue
        same = [m for m in mentions if m.sort == was.sort and m.end <= found.start()]
        if not same:
            continue
        now = _likest(same, was)
        rest = text[was.end :]
        if found[0].lstrip().startswith("("):
            rest = rest.lstrip().removeprefix(")")
        new = f"{text[: found.start()]}{rest}"
        between = text[now.end : found.start()]
        yield was, now, f"{text[: now.start]}{_text(text, was)}{between}{rest}", new


def _likest(same: list[Mention], was: Mention) -> Mention:
    """Return the mention nearest before, of one kind of figure if there is such a one."""
    if was.figure is not None:
        kind = value_of(was.figure)[:2]
        alike = [m for m in same if m.figure is not None and value_of(m.figure)[:2] == kind]
        same = alike or same
    return same[-1]


@cache
def _instead() -> re.Pattern[str]:
    return re.compile("|".join(lang.every_language().instead), re.IGNORECASE)


def _behind(text: str, at: int, mentions: list[Mention]) -> Mention | None:
    """Return the mention that stands behind a place, an article or preposition apart."""
    led = _ARTICLE.match(text, at)
    latest = (led.end() if led else at) + _NEAR
    near = [m for m in mentions if at <= m.start <= latest and "," not in text[at : m.start]]
    return min(near, key=lambda m: (m.start, -m.end), default=None)


def _mentions(text: str, language: str) -> list[Mention]:
    """Return the facts of a claim in order, each in full."""
    wording = Wording(text, language)
    found: list[Mention] = []
    for unit in wording.units:
        fact = unit.fact
        if isinstance(fact, Quantity):
            start = fact.lead if fact.qualifier else fact.start
            found.append(Mention("quantity", min(start, fact.start), fact.end, fact))
        elif fact is not None:
            found.append(Mention("date", fact.start, fact.end))
    taken = [(m.start, m.end) for m in found]
    found += [
        Mention("name", name.start, name.end)
        for name in wording.reading.names
        if not any(a < name.end and name.start < b for a, b in taken)
    ]
    return sorted(found, key=lambda m: m.start)


def _turned(text: str, language: str, was: Mention, now: Mention) -> Finding | None:
    """Return a finding where a claim says that its figures went another way than they did."""
    one, other = was.figure, now.figure
    if one is None or other is None or value_of(one)[:2] != value_of(other)[:2]:
        return None
    known = lang.language(language)
    for word in re.finditer(r"[^\W\d_]+", text):
        low = word[0].casefold()
        rises, falls = low in known.upward, low in known.downward
        if (rises and value_of(other).high < value_of(one).low) or (
            falls and value_of(other).low > value_of(one).high
        ):
            message = f"from {one.text} to {other.text} is not “{word[0]}”"
            return Finding("number", message, Span(word.start(), word.end(), word[0]))
    return None


def _span(text: str, mention: Mention) -> Span:
    return Span(mention.start, mention.end, _text(text, mention))


def _text(text: str, mention: Mention) -> str:
    return text[mention.start : mention.end]


def _tidy(text: str) -> str:
    return _MARKS.sub(r"\1", " ".join(text.split()))
