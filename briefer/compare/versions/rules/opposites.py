"""Words that their opposites, or others of their scale, stand in for: rose, fell."""

from __future__ import annotations

from briefer import lang
from briefer.compare.versions.hunks import Hunk
from briefer.compare.versions.passage import Passage, is_rewritten
from briefer.model import ChangeType

_SIDES = lang.every_language().sides

_SMALL = 6
_DIRECTIONS = frozenset(
    """north northern south southern east eastern west western inside outside above below
    beneath inner outer upper left right indoors outdoors onshore offshore upstream downstream
    northbound southbound eastbound westbound""".split()
)
_MORE_OPPOSITES = frozenset(
    frozenset(pair.split("|"))
    for pair in """inner|outer upper|lower left|right indoors|outdoors onshore|offshore
    upstream|downstream northbound|southbound eastbound|westbound alive|dead safe|dangerous
    guilty|innocent present|absent empty|full""".split()
)
_TURNED = ("un", "in", "im", "il", "ir", "non", "non-", "dis")
_MOMENTS = frozenset(
    """before after early earlier late later morning evening afternoon earliest soonest
    latest""".split()
)
_LEANING = frozenset({"first", "last", "up", "down", "for", "back", "level", "start", "end"})
# one scale a line: what is apart by "|" is another thing, what is not means the same
_STATE_SCALES = """
questioned interviewed | arrested detained held | charged indicted | convicted | acquitted cleared | sentenced jailed imprisoned | released freed | wanted | extradited
murder | manslaughter | assault | robbery | burglary | theft stealing | fraud | embezzlement | arson | rape | kidnapping abduction | treason | perjury | bribery | terrorism | espionage spying
killed died dead deaths fatalities | injured wounded hurt injuries | missing unaccounted | rescued saved | unhurt uninjured unharmed | hospitalised hospitalized
critical | serious | stable
delayed postponed | cancelled canceled | suspended | resumed
proposed | approved passed adopted | rejected defeated | withdrawn | signed | vetoed
"""  # noqa: E501
_AMOUNT_SCALES = """
doubled | tripled | quadrupled | halved
hourly | daily | weekly | fortnightly | monthly | quarterly | yearly annual annually
all every | most majority | some several | few
single | double | triple
"""
_VAGUE = frozenset({"some", "several", "few"})
"""Of these one may stand for another without a fact's changing."""


def _read(table: str) -> dict[str, dict[int, int]]:
    out: dict[str, dict[int, int]] = {}
    for number, line in enumerate(table.strip().splitlines()):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                out.setdefault(word, {})[number] = side
    return out


_SCALES: tuple[tuple[ChangeType, dict[str, dict[int, int]]], ...] = (
    ("status", _read(_STATE_SCALES)),
    ("number", _read(_AMOUNT_SCALES)),
)


def find_contrasts(passage: Passage) -> None:
    """Note a word that its opposite stands in for: rose, fell."""
    for hunk in passage.alignment.hunks:
        if hunk in passage.explained or _is_wide(hunk):
            continue
        for u in range(hunk.a, hunk.b):
            for v in range(hunk.c, hunk.d):
                mine, theirs = passage.word(0, u), passage.word(1, v)
                if hunk in passage.explained or mine in _LEANING or theirs in _LEANING:
                    continue
                number = _opposites(mine, theirs)
                if number is None or passage.in_quotes(0, u):
                    continue
                old, new = (u, u + 1), (v, v + 1)
                passage.add(_contrast(mine, number), passage.arrow(old, new), old, new, hunk)


def _is_wide(hunk: Hunk) -> bool:
    """Whether a hunk is so long that words in it need not stand for each other."""
    return hunk.b - hunk.a > _SMALL or hunk.d - hunk.c > _SMALL


def _opposites(one: str, other: str) -> int | None:
    for number, side in _SIDES.get(one, ()):
        if (number, 1 - side) in _SIDES.get(other, ()):
            return number
    short, long = sorted((one, other), key=len)
    turned = len(short) >= _WHOLE and any(long == f"{prefix}{short}" for prefix in _TURNED)
    return -1 if turned or frozenset((one, other)) in _MORE_OPPOSITES else None


_WHOLE = 4


def _contrast(word: str, number: int) -> ChangeType:
    if word in _DIRECTIONS:
        return "place"
    if word in _MOMENTS:
        return "date"
    return "number" if number == 0 or word in _AMOUNTS else "negation"


_AMOUNTS = frozenset(
    """more less fewer most least fewest minimum maximum majority minority high higher highest low
    lower lowest large larger largest small smaller smallest long longer longest short shorter
    shortest profit profits loss losses raise raised raises cut cuts reduce reduced lowered
    increase increased""".split()
)


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
