"""A claim that retells one sentence almost word for word: what was changed in it?

The tokens of both are aligned; only a word that turns the sense is looked at: a negation put in
or taken out, a name or an office exchanged for another. Paraphrases never get here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from briefer import lang
from briefer.checks.alignment import Place
from briefer.checks.entities import located, same
from briefer.checks.findings import finding

if TYPE_CHECKING:
    from briefer.analysis.entities import Name
    from briefer.analysis.tokens import Word
    from briefer.checks.context import Case
    from briefer.checks.source import SourceSentence
    from briefer.model import Finding, FindingKind

_VERB_NEGATIONS = lang.every_language().verb_negations
_PORTFOLIOS = lang.every_language().portfolios
_OFFICES = lang.every_language().offices

_VERBATIM = 0.75
_SHORT = 3
_NOT = frozenset(
    """not no never none cannot nor neither without nicht kein keine keinen keinem keiner nie pas
    aucun
    aucune jamais""".split()
)
_COMES_AND_GOES = frozenset({"ne", "n'", "also", "a", "an", "the", "ever", "any"})


def check_wording(case: Case) -> list[Finding]:
    """Compare a claim with the sentence it retells, token by token."""
    claim = case.claim
    if not case.evidence:
        return []
    sentence = max(case.evidence, key=lambda s: (case.share(s), -s.number))
    if case.share(sentence) < _VERBATIM:
        return []
    mine = [(i, t) for i, t in enumerate(claim.tokens) if t.kind != "p"]
    theirs = [(i, t) for i, t in enumerate(sentence.words) if t.kind != "p"]
    found: list[Finding] = []
    codes = Levenshtein.opcodes([t.low for _, t in theirs], [t.low for _, t in mine])
    kept = sum(o.src_end - o.src_start for o in codes if o.tag == "equal")
    if kept < _VERBATIM * len(mine):
        return []
    for code in codes:
        if code.tag == "equal":
            continue
        old = theirs[code.src_start : code.src_end]
        new = mine[code.dest_start : code.dest_end]
        if len(old) > _SHORT + 1 or len(new) > _SHORT + 1:
            continue
        here = theirs[min(code.src_start, len(theirs) - 1)][0]
        at = mine[min(code.dest_start, len(mine) - 1)][0]
        result = (
            _negated(old, new, here, at, sentence, case)
            or _office(old, new, sentence, case)
            or _name(old, new, sentence, case)
        )
        if result is not None:
            found.append(result)
    return found


def _denies(tokens: list[tuple[int, Word]]) -> bool:
    return any(t.low in _NOT or t.low.endswith("n't") for _, t in tokens)


def _times(tokens: list[Word]) -> int:
    """How often a sentence denies, in verbs too ("failed to")."""
    return sum(t.low in _NOT or t.low in _VERB_NEGATIONS or t.low.endswith("n't") for t in tokens)


def _negated(
    old: list[tuple[int, Word]], new: list[tuple[int, Word]], here: int, at: int,
    sentence: SourceSentence, case: Case,
) -> Finding | None:  # fmt: skip
    if _denies(old) == _denies(new) or _times(case.claim.tokens) == _times(sentence.words):
        return None
    if any(t.low not in _NOT | _COMES_AND_GOES and not t.low.endswith("n't") and t.stem
           and t.low not in case.common for _, t in (new if _denies(new) else old)):  # fmt: skip
        return None
    claim = case.claim
    first, last = (new[0][0], new[-1][0]) if new else (at, at)
    start, end = claim.tokens[first].start, claim.tokens[last].end
    low, high = (old[0][0], old[-1][0]) if old else (here, here)
    offset = sentence.sentence.start
    begin, stop = sentence.words[low].start - offset, sentence.words[high].end - offset
    text = sentence.sentence.text[begin:stop]
    said = claim.text[start:end]
    message = f"the claim says “{said}”; the source says “{text}” [{case.label(sentence)}]"
    return finding("negation", message, case.span(start, end), Place(sentence, low, high), begin,
                   stop)  # fmt: skip


def _office(
    old: list[tuple[int, Word]], new: list[tuple[int, Word]], sentence: SourceSentence, case: Case
) -> Finding | None:
    if len(old) != len(new):
        return None
    for (there, was), (here, now) in zip(old, new, strict=True):
        roles = _OFFICES.get(was.low), _OFFICES.get(now.low)
        ranges = _PORTFOLIOS.get(was.low), _PORTFOLIOS.get(now.low)
        for one, other in (roles, ranges):
            if one is not None and other is not None and one != other:
                return _exchanged("role", there, here, sentence, case)
    return None


def _name(
    old: list[tuple[int, Word]], new: list[tuple[int, Word]], sentence: SourceSentence, case: Case
) -> Finding | None:
    if not old or not new:
        return None
    mine = _inside(case.claim.names, {i for i, _ in new})
    theirs = _inside(sentence.reading.names, {i for i, _ in old})
    if mine is None or theirs is None or same(mine, theirs):
        return None
    spoken = {n.key for n in sentence.reading.names} | {p for n in sentence.reading.names
                                                        for p in n.parts}  # fmt: skip
    changed = {t.low for i, t in new if mine.first <= i <= mine.last}
    if changed <= spoken or mine.key in spoken:
        return None
    kind: FindingKind = "name"
    if (
        mine.nation
        and theirs.nation
        and any(n.nations.get(mine.nation) == mine.first for n in case.claim.names)
    ):
        kind = "role"
    elif located(case.claim.tokens, mine.first):
        kind = "place"
    return _exchanged(kind, theirs.first, mine.first, sentence, case, theirs.last, mine.last)


def _inside(names: list[Name], tokens: set[int]) -> Name | None:
    return next((n for n in names if any(i in tokens for i in range(n.first, n.last + 1))), None)


def _exchanged(
    kind: FindingKind, there: int, here: int, sentence: SourceSentence, case: Case,
    there_last: int | None = None, here_last: int | None = None,
) -> Finding:  # fmt: skip
    claim, offset = case.claim, sentence.sentence.start
    there_last = there if there_last is None else there_last
    here_last = here if here_last is None else here_last
    start, end = claim.tokens[here].start, claim.tokens[here_last].end
    begin = sentence.words[there].start - offset
    stop = sentence.words[there_last].end - offset
    said, stands = claim.text[start:end], sentence.sentence.text[begin:stop]
    message = f"the claim says {said}; the source says {stands} [{case.label(sentence)}]"
    return finding(kind, message, case.span(start, end), Place(sentence, there, there_last), begin,
                   stop)  # fmt: skip
