"""Words that their opposites, or others of their scale, stand in for: rose, fell."""

from __future__ import annotations

from briefer import lang
from briefer.compare.versions.hunks import Hunk
from briefer.compare.versions.passage import Passage, is_rewritten
from briefer.lang import Scale
from briefer.model import ChangeType

_SIDES = lang.every_language().sides

_SMALL = 6
_DIRECTIONS = lang.every_language().directions
_MORE_OPPOSITES = frozenset(lang.every_language().opposite_pairs)
_PREFIXES = lang.every_language().negating_prefixes
_MOMENTS = lang.every_language().moments
_AMOUNTS = lang.every_language().amount_words
_LOOSE = lang.every_language().loose_opposites
_VAGUE = lang.every_language().vague_scale


def _by_word(scales: tuple[Scale, ...]) -> dict[str, dict[int, int]]:
    """Return each word's scales by number, with its group on each."""
    out: dict[str, dict[int, int]] = {}
    for number, scale in enumerate(scales):
        for side, group in enumerate(scale):
            for word in sorted(group):
                out.setdefault(word, {})[number] = side
    return out


_SCALES: tuple[tuple[ChangeType, dict[str, dict[int, int]]], ...] = (
    ("status", _by_word(lang.every_language().state_scales)),
    ("number", _by_word(lang.every_language().amount_scales)),
)


def find_contrasts(passage: Passage) -> None:
    """Note a word that its opposite stands in for: rose, fell."""
    for hunk in passage.alignment.hunks:
        if hunk in passage.explained or _is_wide(hunk):
            continue
        for u in range(hunk.a, hunk.b):
            for v in range(hunk.c, hunk.d):
                mine, theirs = passage.word(0, u), passage.word(1, v)
                if hunk in passage.explained or mine in _LOOSE or theirs in _LOOSE:
                    continue
                number = _opposites(mine, theirs)
                if number is None or passage.in_quotes(0, u):
                    continue
                old, new = (u, u + 1), (v, v + 1)
                passage.add(_contrast(mine, number), passage.arrow(old, new), old, new, hunk)


def _is_wide(hunk: Hunk) -> bool:
    """Return whether a hunk is so long that words in it need not stand for each other."""
    return hunk.b - hunk.a > _SMALL or hunk.d - hunk.c > _SMALL


def _opposites(one: str, other: str) -> int | None:
    for number, side in _SIDES.get(one, ()):
        if (number, 1 - side) in _SIDES.get(other, ()):
            return number
    short, long = sorted((one, other), key=len)
    turned = len(short) >= _WHOLE and any(long == f"{prefix}{short}" for prefix in _PREFIXES)
    return -1 if turned or frozenset((one, other)) in _MORE_OPPOSITES else None


_WHOLE = 4


def _contrast(word: str, number: int) -> ChangeType:
    if word in _DIRECTIONS:
        return "place"
    if word in _MOMENTS:
        return "date"
    return "number" if number == 0 or word in _AMOUNTS else "negation"


def find_scaled(passage: Passage) -> None:
    """Note a word that another of its scale stands in for, where nothing else was found."""
    for hunk in passage.alignment.hunks:
        if hunk in passage.explained or is_rewritten(hunk) or hunk.a == hunk.b:
            continue
        if passage.in_quotes(0, hunk.a):
            continue
        _find_scaled(passage, hunk)


def _find_scaled(passage: Passage, hunk: Hunk) -> None:
    keys = [{u.key for u in side.units} for side in passage.sides]
    for u in range(hunk.a, hunk.b):
        for v in range(hunk.c, hunk.d):
            mine, theirs = passage.word(0, u), passage.word(1, v)
            if (
                passage.alignment.old.units[u].key in keys[1]
                or passage.alignment.new.units[v].key in keys[0]
            ):
                continue  # it only stands elsewhere
            for kind, table in _SCALES:
                apart = _apart(table.get(mine, {}), table.get(theirs, {}))
                if apart and not {mine, theirs} <= _VAGUE:
                    old, new = (u, u + 1), (v, v + 1)
                    passage.add(kind, passage.arrow(old, new), old, new, hunk)
                    return


def _apart(mine: dict[int, int], theirs: dict[int, int]) -> bool:
    return any(theirs.get(number, side) != side for number, side in mine.items())
