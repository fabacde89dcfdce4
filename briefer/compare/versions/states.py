"""Words of one scale that another of it stands in for: arrested, charged; murder, manslaughter."""

from __future__ import annotations

from briefer.compare.versions.found import Case, is_rewritten
from briefer.compare.versions.hunks import Hunk
from briefer.model import ChangeType

# one scale a line: what is apart by "|" is another thing, what is not means the same
_STATES = """
questioned interviewed | arrested detained held | charged indicted | convicted | acquitted cleared | sentenced jailed imprisoned | released freed | wanted | extradited
murder | manslaughter | assault | robbery | burglary | theft stealing | fraud | embezzlement | arson | rape | kidnapping abduction | treason | perjury | bribery | terrorism | espionage spying
killed died dead deaths fatalities | injured wounded hurt injuries | missing unaccounted | rescued saved | unhurt uninjured unharmed | hospitalised hospitalized
critical | serious | stable
delayed postponed | cancelled canceled | suspended | resumed
proposed | approved passed adopted | rejected defeated | withdrawn | signed | vetoed
"""  # noqa: E501
_AMOUNTS = """
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
    ("status", _read(_STATES)),
    ("number", _read(_AMOUNTS)),
)


def find_states(case: Case) -> None:
    """Note a word that another of its scale stands in for, where nothing else was found."""
    for hunk in case.pair.hunks:
        if hunk in case.explained or is_rewritten(hunk) or hunk.a == hunk.b:
            continue
        if case.in_quotes(0, hunk.a):
            continue
        _find_state(case, hunk)


def _find_state(case: Case, hunk: Hunk) -> None:
    keys = [{u.key for u in side.units} for side in case.sides]
    for u in range(hunk.a, hunk.b):
        for v in range(hunk.c, hunk.d):
            mine, theirs = _word(case, 0, u), _word(case, 1, v)
            if case.pair.old.units[u].key in keys[1] or case.pair.new.units[v].key in keys[0]:
                continue  # it only stands elsewhere
            for kind, table in _SCALES:
                apart = _apart(table.get(mine, {}), table.get(theirs, {}))
                if apart and not {mine, theirs} <= _VAGUE:
                    old, new = (u, u + 1), (v, v + 1)
                    case.add(kind, case.arrow(old, new), old, new, hunk)
                    return


def _word(case: Case, side: int, unit: int) -> str:
    me = case.sides[side]
    return me.reading.tokens[me.units[unit].first].low


def _apart(mine: dict[int, int], theirs: dict[int, int]) -> bool:
    return any(theirs.get(number, side) != side for number, side in mine.items())
