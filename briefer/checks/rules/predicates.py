# ruff: noqa: E501 (a group of the tables below is one line)
"""Words of opposite meaning: rose for fell, for for against, opened for closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.checks.alignment import Place, nearest
from briefer.checks.findings import finding

if TYPE_CHECKING:
    from briefer.analysis.reading import Reading
    from briefer.checks.context import Case
    from briefer.model import Finding, FindingKind

_CLOSE = 0.25
_AHEAD = 0.08

# one contrast a line, its sides apart by "|" (words of one side mean the same here)
_PAIRS = """
rise rose risen rises rising increase increased increases climb climbed jump jumped grow grew grown gain gained surged surge soared widened improved improve up higher | fall fell fallen falls falling decrease decreased decreases drop dropped decline declined slip slipped shrink shrank shrunk slumped plunged narrowed worsened down lower sank tumbled
win won wins winning victory | lose lost loses losing defeat defeated
ahead | level equalised equaliser behind
favour favor favoured support supported supports back backed backing for | against oppose opposed opposes opposing
accept accepted accepts welcomed welcome approve approved approves adopted | reject rejected rejects rejecting refuse refused
allow allowed allows permit permitted | forbid forbidden ban banned banning bar barred prevent prevented
open opened opens reopen reopened | close closed closes closing shut
expensive dear dearer costlier | cheap cheaper cheapest
more | less fewer
most | least fewest
before | after
first | last
early earlier | late later
inside | outside
above | below beneath
earliest soonest | latest
minimum | maximum
buy bought buys buying purchase | sell sold sells selling
arrive arrived arrives entered joined | leave left leaves departed
hire hired hiring recruit | fire fired sack sacked dismiss dismissed
start started starts begin began begun | end ended ends finish finished stopped stop
long longer longest | short shorter shortest
high highest | low lowest
large larger largest big bigger biggest | small smaller smallest
north northern | south southern
east eastern | west western
north northern | east eastern west western
men man male boys boy | women woman female girls girl
son brother father husband | daughter sister mother wife
acquitted acquit innocent cleared | convicted convict guilty
admit admits admitted | deny denies denied
lift lifted eased ease | impose imposed tightened tighten
strengthen strengthened stronger strong | weaken weakened weaker weak
import imports imported | export exports exported
profit profits | loss losses
inflow | outflow
majority | minority
morning | evening afternoon
young younger youngest | old older oldest elderly
public | private
rich richer | poor poorer
increase increased raise raised raises | cut cuts reduce reduced lowered
stieg gestiegen steigt steigen zugelegt erhöht | sank gesunken sinkt sinken fiel gefallen gesenkt
dafür | dagegen
augmenté augmente augmenter hausse | baissé baisse baisser diminué
"""


def _read() -> dict[str, list[tuple[int, int]]]:
    sides: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(_PAIRS.strip().splitlines()):
        for side, text in enumerate(line.split("|")):
            for word in text.split():
                sides.setdefault(word, []).append((number, side))
    return sides


SIDES = _read()
"""Word to the (contrast, side)s that it is on."""
_WEAK = frozenset(
    "more less most before after first last for up down back level left higher lower early late".split()
)
"""Too common to contrast unless the words round them are the same."""


def check_contrasts(case: Case) -> list[Finding]:
    """Find a word of the claim whose opposite stands where it should in the source."""
    claim = case.claim
    for index, token in enumerate(claim.tokens):
        sides = SIDES.get(token.low)
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
    return any((number, 1 - side) in SIDES.get(t.low, ()) for t in case.claim.tokens) and not any(
        (number, side) in SIDES.get(t.low, ()) for s in case.evidence[:1] for t in s.words
    )


def _places(case: Case, number: int, side: int) -> list[Place]:
    out = []
    for sentence in case.window:
        if sentence.number not in case.close:
            continue
        for at, token in enumerate(sentence.words):
            if (number, side) in SIDES.get(token.low, ()) and not _denied(sentence.reading, at):
                out.append(Place(sentence, at, at))
    return out


def _denied(reading: Reading, index: int) -> bool:
    operators = reading.operators
    return any(o.kind == "negation" and index in o.heads for o in operators)


def _finding(index: int, place: Place, case: Case) -> Finding:
    token = case.claim.tokens[index]
    word = place.sentence.words[place.first]
    offset = place.sentence.sentence.start
    near = case.claim.quantities or any(SIDES[token.low][0] == (0, side) for side in (0, 1))
    figure = near and SIDES[token.low][0][0] == 0
    kind: FindingKind = "number" if figure or token.low in _AMOUNTS else "negation"
    message = (
        f"the claim says “{token.text}”; the source says “{word.text}” "
        f"[{case.label(place.sentence)}]"
    )
    return finding(kind, message, case.span(token.start, token.end), place,
                   word.start - offset, word.end - offset)  # fmt: skip
