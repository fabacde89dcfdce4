"""Who says it, and in which words: attributions and quotations."""

from __future__ import annotations

from briefer import lang
from briefer.compare.versions.hunks import Hunk, Wording
from briefer.compare.versions.passage import Passage, is_rewritten

_ALLEGING = lang.every_language().alleging
_REPORTING = lang.every_language().plain_reporting | lang.every_language().source_markers

_PRONOUNS = lang.every_language().source_pronouns
_PREPOSITIONS = lang.every_language().source_prepositions
_INSET = lang.every_language().inset_attributions
_TELLING = lang.every_language().reporting_verbs | lang.every_language().source_markers
_LONGEST = 14
_BEHIND = 4
_LEAST_QUOTED = 3


def find_attributions(passage: Passage) -> None:
    """Note what only one version attributes, or attributes to somebody else."""
    touched = {side: _touched(passage, side) for side in (0, 1)}
    for side in (0, 1):
        for token, hunk in touched[side]:
            rivals = [t for t, _ in touched[1 - side]]
            if hunk in passage.explained or _is_wide(hunk):
                continue
            if rivals:
                continue
            if not _stands_bare(passage, side, token, hunk):
                continue
            _note_lost(passage, side, hunk)
    _find_distance(passage, touched)
    _find_sources(passage)


def _touched(passage: Passage, side: int) -> list[tuple[int, Hunk]]:
    me = passage.sides[side]
    out = []
    for op in me.reading.operators:
        low = me.reading.tokens[op.first].low
        if op.kind != "attribution" or not (low in _TELLING or low in _ALLEGING):
            continue
        unit = me.unit_of(op.first)
        if (hunk := passage.changed(side, unit)) and not passage.in_quotes(side, unit):
            out.append((op.first, hunk))
    return out


def _is_wide(hunk: Hunk) -> bool:
    return max(hunk.b - hunk.a, hunk.d - hunk.c) > _LONGEST


def _stands_bare(passage: Passage, side: int, token: int, hunk: Hunk) -> bool:
    """Return whether the statement stays and only its source came or went."""
    me, other = passage.sides[side], passage.sides[1 - side]
    begin, stop = (hunk.a, hunk.b) if side == 0 else (hunk.c, hunk.d)
    there = (hunk.c, hunk.d) if side == 0 else (hunk.a, hunk.b)
    verb = me.unit_of(token)
    opening = begin == 0 and stop - verb <= _BEHIND
    closing = verb - begin <= _LONGEST and stop >= len(me.units) - 1
    inserted = me.reading.tokens[token].low in _INSET
    enclosed = len(me.content(verb + 1, stop)) <= _BEHIND
    kept = len(me.units) - (stop - begin) >= _BEHIND
    return kept and not other.content(*there) and (opening or closing or inserted or enclosed)


def _note_lost(passage: Passage, side: int, hunk: Hunk) -> None:
    old, new = (hunk.a, hunk.b), (hunk.c, hunk.d)
    whole = (0, len(passage.sides[1 - side].units))
    if side == 0:
        new = whole
        message = f"no longer attributed: “{passage.words(0, old)}” is gone"
    else:
        old = whole
        message = f"now attributed: “{passage.words(1, new)}”"
    passage.add("attribution", message, old, new, hunk)


def _find_distance(passage: Passage, touched: dict[int, list[tuple[int, Hunk]]]) -> None:
    """Note "said" become "claimed": the article no longer lends its own voice."""
    for token, hunk in touched[0]:
        for token_, hunk_ in touched[1]:
            if hunk != hunk_ or hunk in passage.explained or _is_wide(hunk):
                continue
            mine, theirs = _low(passage.alignment.old, token), _low(passage.alignment.new, token_)
            if (mine in _ALLEGING) != (theirs in _ALLEGING):
                u, v = passage.alignment.old.unit_of(token), passage.alignment.new.unit_of(token_)
                old, new = (u, u + 1), (v, v + 1)
                passage.add("attribution", passage.arrow(old, new), old, new, hunk)


def _low(side: Wording, token: int) -> str:
    return side.reading.tokens[token].low


def _find_sources(passage: Passage) -> None:
    """Note "police said" become "witnesses said"."""
    for hunk in passage.alignment.hunks:
        if hunk in passage.explained or _is_wide(hunk) or hunk.a == hunk.b or hunk.c == hunk.d:
            continue
        if not (
            _beside(passage.alignment.old, hunk.a, hunk.b)
            and _beside(passage.alignment.new, hunk.c, hunk.d)
        ):
            continue
        if passage.in_quotes(0, hunk.a) or passage.in_quotes(1, hunk.c):
            continue
        content = (
            passage.alignment.old.content(hunk.a, hunk.b),
            passage.alignment.new.content(hunk.c, hunk.d),
        )
        if not all(content) or max(map(len, content)) > _BEHIND or _pronouns(passage, hunk):
            continue
        keys = [{passage.sides[s].units[u].key for u in content[s]} for s in (0, 1)]
        if keys[0] & keys[1]:
            continue
        if any(passage.sides[s].units[u].fact is not None for s in (0, 1) for u in content[s]):
            continue
        old, new = (hunk.a, hunk.b), (hunk.c, hunk.d)
        passage.add("attribution", passage.arrow(old, new), old, new, hunk)


def _beside(side: Wording, begin: int, stop: int) -> bool:
    """Return whether units stand right before a verb of saying, or behind "according to"."""
    tokens = side.reading.tokens
    after = side.units[stop].first if stop < len(side.units) else -1
    if after >= 0 and tokens[after].low in _REPORTING | _ALLEGING:
        return True
    lows = [tokens[side.units[u].first].low for u in range(max(0, begin - 3), begin)]
    return (
        lows[-2:] == ["according", "to"]
        or lows[-3:] == ["according", "to", "the"]
        or (bool(lows) and lows[-1] in _PREPOSITIONS)
    )


def _pronouns(passage: Passage, hunk: Hunk) -> bool:
    old = {
        _low(passage.alignment.old, passage.alignment.old.units[u].first)
        for u in range(hunk.a, hunk.b)
    }
    new = {
        _low(passage.alignment.new, passage.alignment.new.units[u].first)
        for u in range(hunk.c, hunk.d)
    }
    return bool((old | new) & _PRONOUNS)


def find_quotations(passage: Passage) -> None:
    """Note words changed between quotation marks, and words that came under them or out."""
    for hunk in passage.alignment.hunks:
        if hunk in passage.explained:
            continue
        old = [u for u in range(hunk.a, hunk.b) if passage.in_quotes(0, u)]
        new = [v for v in range(hunk.c, hunk.d) if passage.in_quotes(1, v)]
        if not old and not new:
            continue
        whole = len(old) == hunk.b - hunk.a and len(new) == hunk.d - hunk.c
        if is_rewritten(hunk) and not whole:
            continue
        if _is_small_word(passage, hunk) or (_is_outside(passage, hunk)):
            continue
        before, after = passage.ranges(hunk)
        passage.add(
            "quotation",
            f"quoted words changed: {passage.arrow(before, after)}",
            before,
            after,
            hunk,
        )
    if not passage.alignment.hunks and not passage.heading:
        _find_marks(passage)


def _around(passage: Passage, hunk: Hunk) -> bool:
    """Return whether the equal words beside a one-sided hunk are quoted on the other side too."""
    before = hunk.a - 1, hunk.c - 1
    after = hunk.b, hunk.d
    quoted = []
    for u, v in (before, after):
        if 0 <= u < len(passage.alignment.old.units) and 0 <= v < len(passage.alignment.new.units):
            quoted.append(passage.in_quotes(0, u) and passage.in_quotes(1, v))
    return bool(quoted) and any(quoted)


def _is_outside(passage: Passage, hunk: Hunk) -> bool:
    """Return whether a quotation as a whole came or went with the hunk: no words of it changed."""
    return not _around(passage, hunk) and (hunk.a == hunk.b or hunk.c == hunk.d)


def _is_small_word(passage: Passage, hunk: Hunk) -> bool:
    """Return whether an article or the like came or went, nothing that denies or doubts."""
    units = [(passage.alignment.old, u) for u in range(hunk.a, hunk.b)]
    units += [(passage.alignment.new, u) for u in range(hunk.c, hunk.d)]
    lows = [_low(side, side.units[u].first) for side, u in units]
    if any(side.content(u, u + 1) for side, u in units) or len(units) > 1:
        return False
    table = lang.language(passage.alignment.old.language).cues
    return not any(low in table or low.endswith("n't") for low in lows)


def _find_marks(passage: Passage) -> None:
    """Note the same words, quoted in one version and told in the other."""
    units = range(len(passage.alignment.old.units))
    if len(passage.alignment.new.units) != len(passage.alignment.old.units):
        return
    gone = [u for u in units if passage.in_quotes(0, u) and not passage.in_quotes(1, u)]
    come = [u for u in units if passage.in_quotes(1, u) and not passage.in_quotes(0, u)]
    for changed, what in ((gone, "no longer"), (come, "now")):
        if len(changed) >= _LEAST_QUOTED:
            span = (changed[0], changed[-1] + 1)
            passage.add(
                "quotation",
                f"{what} between quotation marks: “{passage.words(1, span)}”",
                span,
                span,
            )
