"""Do the claim's quantities stand in the source, and on the right thing?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefer import lang
from briefer.analysis.comparison import compare, same_sort
from briefer.checks.alignment import STRONG, Fact, Place, outdone
from briefer.checks.arithmetic import is_part, is_reckoned
from briefer.checks.findings import describe, finding
from briefer.checks.rules.binding import bound_elsewhere
from briefer.lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.analysis.comparison import Match
    from briefer.analysis.quantities import Quantity
    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.model import Finding, FindingLevel

_COUNTED = 3
_FEW = 12
"""Small counts are the sum of something, or the number of those named, almost anywhere."""
_SWAPPED = 0.15
_RIVAL = 0.25
"""How close a quantity must be to be shown as what the source says instead."""
_VERBATIM = 0.75
_BESIDE = 0.5
"""How alike the words beside a rival must be where the source has the figure with a bound."""
_FAR_CLOSER = 0.3
"""How much closer a rival of the same unit must be to be sure without the same words beside it."""
_MOST_CHECKED = 60
"""Quantities of one claim that are checked."""
_MOST_RECKONED = 200
"""Sentences that are looked through for figures a quantity may follow from."""
_MOST_PLACES = 24
"""Places that are measured for one quantity: more of them tell no more."""


def check_quantities(context: Context) -> Iterator[Finding]:
    """Find the quantities of a claim that its source does not bear out.

    A quantity that the source has otherwise, in the same place of a like sentence, is
    contradicted; one that stands nowhere and follows from nothing is unsupported; whatever words
    cannot settle is a doubt.
    """
    mine = context.claim.quantities[:_MOST_CHECKED]
    if not mine:
        return
    standing = _Standing(context)
    for q in mine:
        if (
            (_compares(q, context) and is_reckoned(q, context))
            or _is_pronoun(q)
            or _is_of_text(q, context)
        ):
            continue
        if result := _check_one(q, context, standing):
            yield result


def _is_pronoun(q: Quantity) -> bool:
    """*One* is a number only with a unit behind it."""
    return q.kind == "count" and q.word and q.low == 1 and not q.unit


def _is_of_text(q: Quantity, context: Context) -> bool:
    """Tell whether a quantity measures the summary itself: "in 200 words or less:"."""
    if q.kind != "count" or q.unit:
        return False
    tokens, known = context.claim.tokens, lang.language(context.claim.language)
    after = context.claim.token_at(q.end - 1) + 1
    if after >= len(tokens) or tokens[after].low not in known.text_units:
        return False
    return any(token.low in known.texts for token in tokens)


class _Standing:
    """The quantities of the articles that the evidence is from, with their places."""

    def __init__(self, context: Context) -> None:
        self._mine = context.claim.quantities[:_MOST_CHECKED]
        self._context = context
        self.entries = context.figures.entries

    @cached_property
    def free(self) -> list[tuple[Quantity, Place]]:
        """Those that no quantity of the claim stands for already."""
        taken = {
            number
            for q in self._mine
            for number, match in self._context.figures_like(q).items()
            if match == "same"
        }
        return [entry for number, entry in enumerate(self.entries) if number not in taken]

    @cached_property
    def _free_ids(self) -> frozenset[int]:
        return frozenset(id(q) for q, _ in self.free)

    def is_taken(self, other: Quantity) -> bool:
        """Tell whether a quantity of the claim already stands for one of the source."""
        return id(other) not in self._free_ids


@dataclass
class _Seen:
    """What the source has to a quantity: the same, the same otherwise put, and its rivals."""

    agree: list[Place] = field(default_factory=list)
    odd: list[tuple[Quantity, Place, Match]] = field(default_factory=list)
    rivals: list[tuple[Quantity, Place]] = field(default_factory=list)


def _seen(q: Quantity, context: Context) -> _Seen:
    seen = _Seen()
    close, matches, entries = context.close, context.figures_like(q), context.figures.entries
    for number in sorted({*matches, *context.figures.of(close)}):
        (other, place), match = entries[number], matches.get(number, "no")
        if match == "same":
            seen.agree.append(place)
        elif place.sentence.number not in close:
            continue
        elif match != "no":
            seen.odd.append((other, place, match))
        elif same_sort(q, other) and not _is_pronoun(other) and not _is_measured(other, q):
            seen.rivals.append((other, place))
    for found in (seen.agree, seen.odd, seen.rivals):
        del found[_MOST_PLACES:]
    return seen


def _check_one(  # noqa: PLR0911  one verdict a line
    q: Quantity, context: Context, standing: _Standing
) -> Finding | None:
    claim = context.claim
    first, last = claim.tokens_of(q.start, q.end)
    fact = Fact(claim, first, last, context.source)
    seen = _seen(q, context)
    best, which = fact.nearest(seen.agree)
    odd_best, odd_which = fact.nearest([p for _, p, _ in seen.odd])
    if odd_which >= 0 and odd_best > best:
        other, place, match = seen.odd[odd_which]
        if match in {"opposite", "rate", "reversed"}:
            lost = match == "reversed" and _is_of_loser(place, context)
            return _differs(q, other, place, context, "doubt" if lost else "contradicted")
        if not _is_bounded_elsewhere(q, context) and (
            odd_best >= STRONG or not is_reckoned(q, context)
        ):
            if (held := _held_by_rival(q, odd_best, seen, standing, context)) is not None:
                return held
            plain = other.qualifier in {"", "about"} and not other.is_range
            added = q.qualifier in {"min", "max"} and plain and match != "near"
            sure = added and odd_best >= STRONG
            return _differs(q, other, place, context, "contradicted" if sure else "doubt")
    if seen.agree:
        seen.rivals = [(r, p) for r, p in seen.rivals if r.kind == q.kind]
        rival, rival_which = fact.nearest([p for _, p in seen.rivals])
        closest = _Closest(fact, seen.agree[which], best, rival_which, rival)
        return _on_another_thing(q, context, seen, standing, closest)
    if seen.odd:
        return None
    if is_part(q, context.window):
        return None
    rival, rival_which = fact.nearest([p for _, p in seen.rivals])
    beside = fact.slot(seen.rivals[rival_which][1]) if rival_which >= 0 else 0.0
    verbatim = beside >= _VERBATIM
    plain = _is_few(q) and not q.qualifier and rival >= _RIVAL
    counted = _is_counted(q) and beside < _BESIDE
    if not verbatim and (counted or (not plain and is_reckoned(q, context))):
        return None
    if rival_which >= 0 and rival >= _RIVAL:
        sure = verbatim or (rival >= STRONG and q.kind != "ordinal")
        level = "contradicted" if sure else _nowhere(q, context)
        return _differs(q, *_told_beside(q, rival_which, seen, fact, context), context, level)
    message = f"the claim says {q.text}; the source does not say that"
    return finding(_kind(q), message, context.span(q.start, q.end), level=_nowhere(q, context))


def _is_of_loser(place: Place, context: Context) -> bool:
    """Tell whether one of two says that somebody lost: "lost 0-2" is what "won 2-0" says."""
    losing = lang.language(context.claim.language).losing
    mine = not losing.isdisjoint(token.low for token in context.claim.tokens)
    return mine == losing.isdisjoint(place.sentence.reading.lows)


def _told_beside(
    q: Quantity, which: int, seen: _Seen, fact: Fact, context: Context
) -> tuple[Quantity, Place]:
    """Return the rival that a reader is told of.

    That is money beside money, where there is any, and of "from $2.50 to $2.90" the one behind the
    word that stands before the claim's.
    """
    alike = [(other, place) for other, place in seen.rivals if other.kind == q.kind]
    other, place = seen.rivals[which]
    if alike and other.kind != q.kind:
        other, place = alike[max(fact.nearest([place for _, place in alike])[1], 0)]
    before = _word_before(context.claim.tokens, context.claim.tokens_of(q.start, q.end)[0])
    if before and _word_before(place.sentence.words, place.first) != before:
        for rival, stands in alike:
            near = stands.sentence is place.sentence
            if near and _word_before(stands.sentence.words, stands.first) == before:
                return rival, stands
    return other, place


def _word_before(tokens: Sequence[Word], at: int) -> str:
    return tokens[at - 1].low if at > 0 else ""


def _held_by_rival(
    q: Quantity, best: float, seen: _Seen, standing: _Standing, context: Context
) -> Finding | None:
    """Find another figure between the very words beside a claim's, which its sentence bounds.

    "Gained as much as 7.2% before closing 4.9% higher" does not say "closed 7.2% higher".
    """
    fact = Fact(context.claim, *context.claim.tokens_of(q.start, q.end), context.source)
    rivals = [(r, p) for r, p in seen.rivals if r.kind == q.kind and not standing.is_taken(r)]
    rival, which = fact.nearest([p for _, p in rivals])
    if which < 0 or rival <= best:
        return None
    other, place = rivals[which]
    if fact.slot(place) < _BESIDE:
        return None
    return _differs(q, other, place, context, "contradicted")


def _nowhere(q: Quantity, context: Context) -> FindingLevel:
    """Return what it means that a quantity is not in the evidence and follows from nothing there.

    A rank and a small count may be told in other words, or by naming those that are counted. Any
    other is unsupported when its value is nowhere in the article, of whatever it is told there,
    and follows from no two figures that stand together.
    """
    if _is_few(q) or q.kind in {"ordinal", "times", "fraction"} or q.low in context.figures.values:
        return "doubt"
    together = (s for s in context.scope[:_MOST_RECKONED] if len(s.reading.quantities) > 1)
    return "doubt" if any(is_reckoned(q, context, [s]) for s in together) else "unsupported"


def _is_few(q: Quantity) -> bool:
    return q.kind == "count" and q.low <= _FEW and not q.unit and not q.is_range


class _Closest(NamedTuple):
    """Where a quantity that the source has stands closest, and its closest rival (-1: none)."""

    fact: Fact
    own: Place
    best: float
    rival: int
    closeness: float


def _on_another_thing(
    q: Quantity, context: Context, seen: _Seen, standing: _Standing, closest: _Closest
) -> Finding | None:
    """Find that the source has the quantity, but of something else than the claim."""
    fact, own, best, which, rival = closest
    if which >= 0 and _is_inset(own, seen.rivals[which][1]):
        return None
    if which >= 0:
        other, place = seen.rivals[which]
        taken = standing.is_taken(other)
        if taken and rival - best >= _SWAPPED and _is_swapped(q, own, seen, context):
            together = place.sentence is own.sentence
            return _differs(q, other, place, context, "contradicted" if together else "doubt")
        if outdone(best, rival) and not taken:
            plain = q.kind != "ordinal" and not q.qualifier and fact.slot(place) >= _VERBATIM
            sure = plain or (q.unit == other.unit != "" and rival - best >= _FAR_CLOSER)
            return _differs(q, other, place, context, "contradicted" if sure else "doubt")
    free = [p for r, p in seen.rivals if not standing.is_taken(r)]
    alike = [
        (other, place)
        for other, place in standing.free
        if other.kind == q.kind and other.unit == q.unit
    ]
    if not free and not alike:
        return None
    tokens = context.claim.tokens_of(q.start, q.end)
    return bound_elsewhere(context, tokens, own, free, alike, _kind(q))


def _is_inset(own: Place, rival: Place) -> bool:
    """Tell a figure in brackets behind another: "a million people (by some counts two million)"."""
    if own.sentence is not rival.sentence or own.first < rival.last:
        return False
    between = [t.text for t in own.sentence.words[rival.last : own.first]]
    return between.count("(") > between.count(")")


def _is_swapped(q: Quantity, own: Place, seen: _Seen, context: Context) -> bool:
    """Tell whether another quantity of the claim would rather be where this one is."""
    for other in context.claim.quantities[:_MOST_CHECKED]:
        if other is q or other.kind != q.kind or other.unit != q.unit:
            continue
        places = [p for r, p in seen.rivals if compare(other, r) == "same"]
        if not places:
            continue
        first, last = context.claim.tokens_of(other.start, other.end)
        fact = Fact(context.claim, first, last, context.source)
        if fact.closeness(own) - fact.nearest(places)[0] >= _SWAPPED:
            return True
    return False


def _is_measured(other: Quantity, q: Quantity) -> bool:
    """Whether one counts things and the other measures: four boreholes, and their 20 metres."""
    return q.kind == other.kind == "count" and not q.unit and bool(other.unit)


def _kind(q: Quantity) -> Literal["money", "number"]:
    return "money" if q.kind == "money" else "number"


def _differs(
    q: Quantity, other: Quantity, place: Place, context: Context, level: FindingLevel
) -> Finding:
    message = describe(q.text, other.text, context, place, lead=(q, other))
    span = context.span(_lead(q), q.end)
    if compare(q, other) == "rate":
        text = place.sentence.sentence.text
        said, stands = _with_rate(q, context.claim.text), _with_rate(other, text)
        label = context.label(place.sentence)
        message = f"the claim says {said}; the source says {stands} [{label}]"
        span = context.span(_lead(q), max(q.end, q.tail))
    return finding(_kind(q), message, span, place, _lead(other), other.end, level)


def _with_rate(q: Quantity, text: str) -> str:
    """Return a quantity's words with its rate, and *each* where that stands further off."""
    told = text[_lead(q) : max(q.end, q.tail)]
    return f"{told} each" if q.rate == "each" and q.tail <= q.end else told


def _is_bounded_elsewhere(q: Quantity, context: Context) -> bool:
    """Tell whether a bound that seems to be missing stands before another quantity of the claim.

    "Lindner risks a maximum of ten years, the consultant six": the maximum is both's.
    """
    if q.qualifier:
        return False
    return any(other.qualifier and other.start < q.start for other in context.claim.quantities)


def _lead(q: Quantity) -> int:
    return min(q.lead, q.start) if q.qualifier else q.start


def _compares(q: Quantity, context: Context) -> bool:
    """Tell whether a quantity is a difference: "three lower", "14 more than"."""
    last = context.claim.token_at(q.end - 1)
    near = context.claim.tokens[last + 1 : last + 4]
    return not lang.language(context.claim.language).comparatives.isdisjoint(t.low for t in near)


def _is_counted(q: Quantity) -> bool:
    """Tell whether a quantity may count what the source names ("two ministers")."""
    return q.kind == "count" and q.word and q.low <= _COUNTED and not q.unit
