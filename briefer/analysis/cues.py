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

_HYPHENS = frozenset("-‐‑")
_ENDS = frozenset(",;:.!?–—\"“”'‘’«»„()")
_COMING = 3
"""The level of hedges that say what is planned or will be."""
_SIGN = 2
"""Tokens behind a sign of rank: its point and its number."""
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

    ``level`` of a hedge: 1 may, 2 expected or likely, 3 planned, 4 *sees* sales of; of an
    attribution: 1 said, 2 alleged, claimed; of a negation: 1 by grammar (not, no), 2 in a verb
    (deny).
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
    behind = 0
    reported = False
    for at, low in enumerate(lows):
        if at < behind or not (low in first_words or low.endswith("n't")):
            continue
        length, entries = _cue_at(tokens, lows, at, known)
        behind = at + length
        ability = low in known.abilities and " ".join(lows[at + 1 : at + 2]) == "not"
        for kind, level in entries:
            if kind == "hedge" and ability:
                continue
            # What somebody *said would* come is what he said *will* come.
            coming = kind == "hedge" and reported and low in known.backshifts
            reported = reported or (kind == "attribution" and _is_past(low, known))
            back = known.negation_follows and kind == "negation"
            heads = _heads(tokens, clauses, behind, known, back=back)
            found.append(Operator(kind, at, behind - 1, _COMING if coming else level, heads))
    return found


def _cue_at(
    tokens: list[Word], lows: list[str], at: int, known: Language
) -> tuple[int, tuple[tuple[CueKind, int], ...]]:
    """Return the words of the longest cue that begins at a token, and what it is a cue of."""
    if _is_of_compound(tokens, at, known):
        return 1, ()
    for length in range(min(known.longest_cue, len(tokens) - at), 0, -1):
        phrase = " ".join(lows[at : at + length])
        entries = known.cues.get(phrase)
        if entries is None and length == 1 and phrase.endswith("n't"):
            entries = (("negation", 1),)
        if entries is not None:
            return length, () if _is_none(tokens, lows, at, length, known) else entries
    return 1, ()


def _is_of_compound(tokens: list[Word], at: int, known: Language) -> bool:
    """Whether a word is the end of a compound, or denies its beginning: *in-demand*, *no-fly*."""
    return _is_joint(tokens, at - 1) or (
        tokens[at].low in known.denials and _is_joint(tokens, at + 1)
    )


def _is_joint(tokens: list[Word], at: int) -> bool:
    """Whether a token is a hyphen without spaces between two words."""
    if not 0 < at < len(tokens) - 1 or tokens[at].text not in _HYPHENS:
        return False
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _has_clause(tokens: list[Word], start: int, known: Language) -> bool:
    """Whether what somebody *maintains* is a clause or a quotation, and no thing.

    It follows the verb, or stands before it and the verb ends the sentence or its part.
    """
    if start >= len(tokens) or tokens[start].text in _ENDS:
        return True
    if tokens[start].low in known.subordinators:
        return True
    for token in tokens[start : start + _REACH]:
        if token.text in _ENDS:
            return False
        if token.low in known.before_verbs and token.low not in known.pronouns:
            return True
    return False


def _is_past(low: str, known: Language) -> bool:
    return low in known.irregular_pasts or low.endswith(known.verb_endings or ("\0",))


def _is_none(tokens: list[Word], lows: list[str], at: int, length: int, known: Language) -> bool:
    """Whether what looks like a cue is none where it stands."""
    return (
        _idiom(lows, at, length, known)
        or _is_rank_sign(tokens, at)
        or _is_of_date(tokens, at, known)
        or tokens[at].end - tokens[at].start > len(lows[at])  # the *project's* is a thing
        or _is_followed_otherwise(lows, at, length, known)
        or (lows[at] in known.clausal_cues and not _has_clause(tokens, at + length, known))
    )


def _is_rank_sign(tokens: list[Word], at: int) -> bool:
    """Whether a word is short for "number": "*No.* 1"."""
    after = tokens[at + 1 : at + 3]
    return (
        len(after) == _SIGN
        and after[0].text == "."
        and after[0].start == tokens[at].end
        and after[1].kind == "n"
    )


def _is_of_date(tokens: list[Word], at: int, known: Language) -> bool:
    """Whether a word is a month beside its day or year: "13 *May*"."""
    if tokens[at].low not in known.month_homographs or not tokens[at].text[0].isupper():
        return False
    return any(t.kind == "n" for t in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]))


def _idiom(lows: list[str], at: int, length: int, known: Language) -> bool:
    """Whether a marker is part of a phrase in which it means something else."""
    idioms = _idioms_with(known).get(lows[at])
    if idioms is None:
        return False
    around = " ".join(lows[max(0, at - 2) : at + length + 3])
    return any(idiom in around for idiom in idioms)


@lru_cache(maxsize=64)
def _idioms_with(known: Language) -> dict[str, list[str]]:
    """Return the phrases in which cues mean something else, by each of their words."""
    out: dict[str, list[str]] = {}
    for idiom in sorted(known.cue_idioms):
        for word in set(idiom.split()):
            out.setdefault(word, []).append(idiom)
    return out


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
