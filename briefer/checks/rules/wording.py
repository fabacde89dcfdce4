"""A claim that retells one sentence almost word for word: what was changed in it?

The tokens of both are aligned; only a negation put in or taken out is looked at. Paraphrases
never get here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from briefer import lang
from briefer.checks.alignment import Place
from briefer.checks.findings import finding

if TYPE_CHECKING:
    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.checks.source import SourceSentence
    from briefer.model import Finding

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


def check_wording(context: Context) -> list[Finding]:
    """Compare a claim with the sentence it retells, token by token."""
    claim = context.claim
    if not context.evidence:
        return []
    sentence = max(context.evidence, key=lambda s: (context.share(s), -s.number))
    if context.share(sentence) < _VERBATIM:
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
        result = _negated(old, new, here, at, sentence, context)
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
    sentence: SourceSentence, context: Context,
) -> Finding | None:  # fmt: skip
    if _denies(old) == _denies(new) or _times(context.claim.tokens) == _times(sentence.words):
        return None
    if any(t.low not in _NOT | _COMES_AND_GOES and not t.low.endswith("n't") and t.stem
           and t.low not in context.common for _, t in (new if _denies(new) else old)):  # fmt: skip
        return None
    claim = context.claim
    first, last = (new[0][0], new[-1][0]) if new else (at, at)
    start, end = claim.tokens[first].start, claim.tokens[last].end
    low, high = (old[0][0], old[-1][0]) if old else (here, here)
    offset = sentence.sentence.start
    begin, stop = sentence.words[low].start - offset, sentence.words[high].end - offset
    text = sentence.sentence.text[begin:stop]
    said = claim.text[start:end]
    message = f"the claim says “{said}”; the source says “{text}” [{context.label(sentence)}]"
    return finding("negation", message, context.span(start, end), Place(sentence, low, high), begin,
                   stop)  # fmt: skip
