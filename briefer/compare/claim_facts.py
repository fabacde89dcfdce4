"""Which changed facts of the sentences under two claims the claims tell, and in which words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefer import lang
from briefer.analysis.dates import DateMention
from briefer.analysis.equivalence import date_key, value_of
from briefer.analysis.quantities import Quantity
from briefer.compare.versions.changes import changes
from briefer.compare.versions.hunks import Wording
from briefer.compare.versions.surface import normalized
from briefer.lazy import cached_property
from briefer.model import (
    Article,
    Change,
    ChangedFact,
    ChangeType,
    Claim,
    Document,
    Place,
    Sentence,
    Span,
)

_MOST_OF = 0.5
"""How much of what tells one wording from the other a claim must have to say it."""
_FAR = 8
"""Words over which what a claim says of a fact may stretch, to be lit as one."""
_FIGURES: frozenset[ChangeType] = frozenset({"number", "money", "date"})
_TWO_SIDED: frozenset[ChangeType] = _FIGURES | {"name"}
_BY_CUE: frozenset[ChangeType] = frozenset(
    {"negation", "certainty", "status", "attribution", "role", "quotation"}
)
"""Changes that may hang on a small word, which a claim need not have in common with its source."""


@dataclass(frozen=True)
class ClaimWords:
    """A claim's words, with its figures and dates read."""

    text: str
    language: str

    @cached_property
    def wording(self) -> Wording:
        """Its units: words, and facts of several words as one."""
        return Wording(self.text, self.language)

    @cached_property
    def figures(self) -> frozenset[str]:
        """What its figures and dates mean, however they are written."""
        return frozenset(_keys(self.wording))

    @cached_property
    def roots(self) -> dict[str, int]:
        """The roots of its content words, with the first unit of each."""
        return _roots(self.wording)

    @cached_property
    def document(self) -> Document:
        """The claim as a text of one sentence."""
        sentence = Sentence("S1", 0, len(self.text), self.text)
        return Document(Article(self.text, language=self.language), (sentence,))


def changed_facts(
    old: ClaimWords, new: ClaimWords, found: Sequence[Change], claims: tuple[Claim, Claim]
) -> tuple[ChangedFact, ...]:
    """Return the facts that changed from one claim to the other.

    Args:
        old: The earlier claim.
        new: The later one.
        found: What changed in the sentences that they rest on. Where nothing did, a claim that its
            source does not bear out differs from one that it does by what is held against it.
        claims: The two as they were checked.
    """
    facts = [fact for change in found if (fact := _told(change, old, new)) is not None]
    if not found and claims[0].fails != claims[1].fails:
        facts += _against(old, new, claims)
    told = {fact.type for fact in facts}
    wanted = {change.type for change in found} & _BY_CUE
    if wanted - told or any(fact.type in wanted and None in (fact.old, fact.new) for fact in facts):
        between = [_between(each) for each in changes(old.document, new.document)]
        facts = [_filled(fact, between) for fact in facts]
        facts += [each for each in between if each.type in wanted - told]
    if "negation" not in {fact.type for fact in facts}:
        facts += _denied(found, old, new)
    return tuple(dict.fromkeys(facts))


def _denied(found: Sequence[Change], old: ClaimWords, new: ClaimWords) -> Iterable[ChangedFact]:
    """Yield a denial that came or went with its sentences', where only one claim denies."""
    change = next((each for each in found if each.type == "negation"), None)
    was, now = _denial(old), _denial(new)
    if change is not None and (was is None) != (now is None):
        yield ChangedFact("negation", change.message, was, now)


def _denial(claim: ClaimWords) -> Span | None:
    """Return the first word of a claim that denies by grammar; None where none does."""
    denials = lang.language(claim.language).denials
    for word in claim.wording.reading.tokens:
        if word.low in denials or word.low.endswith("n't"):
            return Span(word.start, word.end, word.text)
    return None


def _filled(fact: ChangedFact, between: Sequence[ChangedFact]) -> ChangedFact:
    """Return a fact with the words on its empty side, as comparing the two claims finds them."""
    for each in between:
        if each.type != fact.type or each.old is None or each.new is None:
            continue
        if fact.old is None and fact.new is not None and _meet(each.new, fact.new):
            return replace(fact, old=each.old)
        if fact.new is None and fact.old is not None and _meet(each.old, fact.old):
            return replace(fact, new=each.new)
    return fact


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _told(change: Change, old: ClaimWords, new: ClaimWords) -> ChangedFact | None:
    """Return a change of the sentences as the claims tell it; None where they tell none of it."""
    was, now = _said(change, 0, old), _said(change, 1, new)
    still, already = _said(change, 0, new), _said(change, 1, old)
    if was is not None and now is None and still is not None:
        was = None  # the new claim says it too: whatever changed, it is not this
    if now is not None and was is None and already is not None:
        now = None
    if was is None and now is None:
        return None
    return ChangedFact(change.type, change.message, was, now)


def _said(change: Change, side: int, claim: ClaimWords) -> Span | None:
    """Return where a claim says what one side of a change does."""
    place, other = (change.old, change.new) if side == 0 else (change.new, change.old)
    if place is None or not place.text:
        return None
    if other is None or normalized(place.text) not in normalized(other.text):
        literal = _literal(place, claim)
        if literal is not None:
            return literal
    words = Wording(place.text, claim.language)
    if change.type in _FIGURES and (keys := set(_keys(words))):
        return _span_of(claim, keys)
    mine = _roots(words)
    theirs = {} if other is None else _roots(Wording(other.text, claim.language))
    telling = [root for root in mine if root not in theirs]
    if not telling:
        return _literal(place, claim) if not mine or not theirs else None
    there = [root for root in telling if root in claim.roots]
    least = 1 if change.type == "name" else max(1, math.ceil(_MOST_OF * len(telling)))
    if len(there) < least:
        return None
    return _stretch(claim, [claim.roots[root] for root in there])


def _literal(place: Place, claim: ClaimWords) -> Span | None:
    wanted = normalized(place.text)
    at = claim.text.casefold().find(wanted.casefold())
    if at < 0 or claim.text[at - 1 : at].isalnum():
        return None
    end = at + len(wanted)
    return None if claim.text[end : end + 1].isalnum() else Span(at, end, claim.text[at:end])


def _span_of(claim: ClaimWords, keys: set[str]) -> Span | None:
    """Return the first figure or date of a claim that means one of some."""
    for number, unit in enumerate(claim.wording.units):
        if unit.fact is not None and _key(unit.fact) in keys:
            return _stretch(claim, [number])
    return None


def _stretch(claim: ClaimWords, units: Sequence[int]) -> Span:
    """Return the words of a claim from the first of some units to the last, if they are near."""
    first = min(units)
    last = max(unit for unit in units if unit - first <= _FAR)
    start, end = claim.wording.span(first, last)
    return Span(start, end, claim.text[start:end])


def _keys(wording: Wording) -> Iterable[str]:
    return (_key(unit.fact) for unit in wording.units if unit.fact is not None)


def _key(fact: Quantity | DateMention) -> str:
    """Return what a figure means, apart from what it counts: "eleven others" is "11 people"."""
    if not isinstance(fact, Quantity):
        return date_key(fact)
    return value_of(fact).key


def _roots(wording: Wording) -> dict[str, int]:
    found: dict[str, int] = {}
    for unit in wording.content(0, len(wording.units)):
        fact = wording.units[unit].fact
        found.setdefault(wording.units[unit].key if fact is None else _key(fact), unit)
    return found


def _against(
    old: ClaimWords, new: ClaimWords, claims: tuple[Claim, Claim]
) -> Iterable[ChangedFact]:
    """Yield what two claims on the same sentences say differently, where one of them is wrong."""
    wrong = 0 if claims[0].fails else 1
    spans = [f.claim for f in claims[wrong].findings if f.level != "doubt" and f.claim is not None]
    for change in changes(old.document, new.document):
        if change.type not in _TWO_SIDED or change.old is None or change.new is None:
            continue
        if not _differ(change.old, change.new, old.language):
            continue
        fact = _between(change)
        side = fact.old if wrong == 0 else fact.new
        if side is not None and any(_meet(span, side) for span in spans):
            yield fact


def _differ(old: Place, new: Place, language: str) -> bool:
    """Return whether two places tell another figure, bounds apart, where they tell figures."""
    one, other = (frozenset(_keys(Wording(p.text, language))) for p in (old, new))
    return not (one & other)


def _between(change: Change) -> ChangedFact:
    """Return a change from one claim's text to the other's."""
    spans = (
        None if place is None else Span(place.start, place.end, place.text)
        for place in (change.old, change.new)
    )
    return ChangedFact(change.type, change.message, *spans)
