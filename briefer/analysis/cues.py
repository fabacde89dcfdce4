"""Negation, certainty and attribution: the words that change what a sentence asserts.

Each marker governs the first content words behind it in its clause (its *heads*): in "is not
expected to fail" the *not* governs *expected* and *fail*. Two sentences about the same thing are
compared marker by marker through their heads.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang
from briefer.analysis.tokens import stem

if TYPE_CHECKING:
    from briefer.analysis.tokens import Word
    from briefer.lang import CueKind, Language

_REACH = 9
_MOST_HEADS = 2


@lru_cache(maxsize=64)
def _catenative_stems(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in lang.language(language).catenatives)


@lru_cache(maxsize=64)
def _first_words(language: str) -> frozenset[str]:
    """Return the words that a marker of a language begins with."""
    return frozenset(cue.partition(" ")[0] for cue in lang.language(language).cues)


class Operator(NamedTuple):
    """A marker: token indexes of its span, how strong it is, and the tokens it governs.

    ``level`` of a hedge: 1 may, 2 expected or likely, 3 planned; of an attribution: 1 said,
    2 alleged, claimed. A negation's level is 1 (grammatical: not, no) or 2 (in a verb: deny).
    """

    kind: CueKind
    first: int
    last: int
    level: int
    heads: tuple[int, ...]


def read_operators(tokens: list[Word], clauses: list[int], language: str) -> list[Operator]:
    """Read the markers of one sentence, in order."""
    known = lang.language(language)
    if not known.cues:
        return []
    found: list[Operator] = []
    lows = [t.low for t in tokens]
    first_words = _first_words(known.code)
    at = 0
    while at < len(tokens):
        step = 1
        if lows[at] not in first_words and not lows[at].endswith("n't"):
            at += step
            continue
        for length in range(min(known.longest_cue, len(tokens) - at), 0, -1):
            phrase = " ".join(lows[at : at + length])
            entries = known.cues.get(phrase)
            if entries is None and length == 1 and phrase.endswith("n't"):
                entries = (("negation", 1),)
            if entries is None:
                continue
            if _idiom(lows, at, length, known) or _is_followed_otherwise(lows, at, length, known):
                step = length
                break
            ability = lows[at] in known.abilities and " ".join(lows[at + 1 : at + 2]) == "not"
            for kind, level in entries:
                if kind == "hedge" and ability:
                    continue
                heads = _heads(
                    tokens,
                    clauses,
                    at + length,
                    known,
                    back=known.negation_follows and kind == "negation",
                )
                found.append(Operator(kind, at, at + length - 1, level, heads))
            step = length
            break
        at += step
    return found


def _idiom(lows: list[str], at: int, length: int, known: Language) -> bool:
    """Whether a marker is part of a phrase in which it means something else."""
    around = " ".join(lows[max(0, at - 2) : at + length + 3])
    return any(idiom in around and lows[at] in idiom.split() for idiom in known.cue_idioms)


def _is_followed_otherwise(lows: list[str], at: int, length: int, known: Language) -> bool:
    """Return whether a cue lacks behind it what makes it one: "is *considered* dangerous"."""
    endings = known.cue_followers.get(" ".join(lows[at : at + length]))
    return endings is not None and not any(
        low.endswith(endings) for low in lows[at + length : at + length + 1]
    )


def _heads(  # noqa: C901
    tokens: list[Word], clauses: list[int], start: int, known: Language, *, back: bool
) -> tuple[int, ...]:
    heads: list[int] = []
    catenative = _catenative_stems(known.code)
    clause = clauses[start - 1]
    for index in range(start, min(start + _REACH, len(tokens))):
        if clauses[index] != clause:
            break
        token = tokens[index]
        if token.kind == "p" or token.low in known.cue_skipped:
            continue
        if token.content:
            if heads and (tokens[heads[0]].stem not in catenative or not token.text.islower()):
                break
            heads.append(index)
            if len(heads) == (1 if tokens[start - 1].low in known.noun_negations else _MOST_HEADS):
                break
    if back and len(heads) < _MOST_HEADS:
        for index in range(start - 2, max(-1, start - _REACH), -1):
            if clauses[index] != clause:
                break
            if tokens[index].content:
                heads.append(index)
                break
    return tuple(heads)
