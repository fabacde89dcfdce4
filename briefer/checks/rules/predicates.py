"""Words of opposite meaning: rose for fell, for for against, opened for closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer import lang
from briefer.checks.alignment import Place, nearest
from briefer.checks.findings import finding

if TYPE_CHECKING:
    from briefer.analysis.reading import Reading
    from briefer.checks.context import Case
    from briefer.model import Finding, FindingKind

_CLOSE = 0.25
_AHEAD = 0.08

_SIDES = lang.every_language().sides
"""Word to the (contrast, side)s that it is on."""
_WEAK = frozenset(
    """more less most before after first last for up down back level left higher lower early
    late""".split()
)
"""Too common to contrast unless the words round them are the same."""


def check_contrasts(case: Case) -> list[Finding]:
    """Find a word of the claim whose opposite stands where it should in the source."""
    claim = case.claim
    for index, token in enumerate(claim.tokens):
        sides = _SIDES.get(token.low)
        if not sides or _denied(claim, index):
            continue
        for number, side in sides:
            same, other = _places(case, number, side), _places(case, number, 1 - side)
            if not other:
                continue
            best, _ = nearest(claim, index, index, same, case.source)
            rival, which = nearest(claim, index, index, other, case.source)
            bar = _CLOSE if token.low not in _WEAK else _CLOSE_WEAK
            if rival >= bar and rival > max(best, 0.0) + _AHEAD and not _mixed(case, number, side):
                return [_finding(index, other[which], case)]
    return []


_CLOSE_WEAK = 0.5
_AMOUNTS = frozenset({"more", "less", "fewer", "most", "least", "fewest"})


def _mixed(case: Case, number: int, side: int) -> bool:
    """Whether the claim itself has words of both sides: it compares."""
    return any((number, 1 - side) in _SIDES.get(t.low, ()) for t in case.claim.tokens) and not any(
        (number, side) in _SIDES.get(t.low, ()) for s in case.evidence[:1] for t in s.words
    )


def _places(case: Case, number: int, side: int) -> list[Place]:
    out = []
    for sentence in case.window:
        if sentence.number not in case.close:
            continue
        for at, token in enumerate(sentence.words):
            if (number, side) in _SIDES.get(token.low, ()) and not _denied(sentence.reading, at):
                out.append(Place(sentence, at, at))
    return out


def _denied(reading: Reading, index: int) -> bool:
    operators = reading.operators
    return any(o.kind == "negation" and index in o.heads for o in operators)


def _finding(index: int, place: Place, case: Case) -> Finding:
    token = case.claim.tokens[index]
    word = place.sentence.words[place.first]
    offset = place.sentence.sentence.start
    near = case.claim.quantities or any(_SIDES[token.low][0] == (0, side) for side in (0, 1))
    figure = near and _SIDES[token.low][0][0] == 0
    kind: FindingKind = "number" if figure or token.low in _AMOUNTS else "negation"
    message = (
        f"the claim says “{token.text}”; the source says “{word.text}” "
        f"[{case.label(place.sentence)}]"
    )
    return finding(kind, message, case.span(token.start, token.end), place,
                   word.start - offset, word.end - offset)  # fmt: skip
