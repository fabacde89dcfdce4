"""When the next request may go: plain arithmetic over times that the caller passes in.

Three things hold a run back, and each is one class here: a rate that the user set (`Even`), the
limits that an endpoint tells in ``x-ratelimit-*`` headers (`Told`), and, where it tells nothing,
what its refusals teach (`Learned`). All times are seconds on one clock that only goes forward.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

MINUTE = 60.0
INSTANT = 1e-6
"""Seconds that are none: sums of times are rounded."""

_PERIODS = (1.0, MINUTE, 3_600.0, 86_400.0)
_CATCH_UP = 0.05
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|us|µs|ns|[smhd])")
_UNITS = {
    "d": 86_400.0,
    "h": 3_600.0,
    "m": 60.0,
    "s": 1.0,
    "ms": 1e-3,
    "us": 1e-6,
    "µs": 1e-6,
    "ns": 1e-9,
}
_LONG = 5.0
"""Seconds of refusals that tell an endpoint which counts by the minute from one that refills."""

_ENOUGH = 10
"""How many must pass between two refusals for their rate to be told from chance."""

_APART = 0.05, 4
"""The share of a limit, and the units, between two answers that tell how the limit works."""

_LATER = 0.01
"""Seconds after a reset that was told: it is told rounded."""

_ROUNDED = 0.01
"""How far a reset may be from what a rate of refilling gives, as a share of the whole period,
beside one unit: what is left is told in whole ones."""


@dataclass(slots=True)
class Even:
    """So many units a minute, evenly; the generic cell rate algorithm (ITU-T I.371).

    In no minute do more arrive than that: requests go one interval apart, and a little slower, as
    the way there is not always equally long. Only at rates where a timer's own lateness would
    matter is a twentieth of a second caught up.
    """

    per_minute: float
    due: float = -math.inf
    _interval: float = field(init=False)
    _early: float = field(init=False)

    def __post_init__(self) -> None:
        fast = self.per_minute > MINUTE / _CATCH_UP / 2
        self._early = _CATCH_UP if fast else 0.0
        self._interval = (MINUTE + _CATCH_UP) / (self.per_minute - fast)

    def wait(self, now: float) -> float:
        """Return the seconds until the next may go."""
        return max(0.0, self.due - self._early - now)

    def take(self, now: float, units: float) -> None:
        """Take note that something of so many units goes."""
        self.due = max(self.due, now) + units * self._interval

    def correct(self, units: float) -> None:
        """Add what was taken too little, or give back what was too much (below 0)."""
        self.due += units * self._interval


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one request stands among the others that count against the same limit.

    Attributes:
        at: When it went, in seconds.
        sent: Units sent until then, its own included.
        beside: Units that were under way when it went, its own not included.
    """

    at: float
    sent: float
    beside: float


@dataclass(frozen=True, slots=True)
class _Sample:
    """What one answer told: units used and seconds to the reset, at some time in between."""

    used: float
    reset: float
    earliest: float
    latest: float

    def counts_down_from(self, before: _Sample) -> bool:
        """Return whether the reset may be the very moment that was told before."""
        passed = before.reset - self.reset
        early, late = self.earliest - before.latest, self.latest - before.earliest
        return early - 1.0 <= passed <= late + 1.0


@dataclass(slots=True)
class Told:
    """One limit as the endpoint's headers tell it: ``requests`` or ``tokens``.

    An answer's headers know of the requests that the endpoint saw before it, and nobody knows
    which those are: connections overtake each other, and so do answers. Certain is that it knew
    all that had been answered before its request went. So an answer tells the least that can be
    left, if the endpoint saw none of the rest before it, and the most, if it saw all; what is
    known already is kept between the two. What is known is thus never more than there is, in
    whatever order requests and answers travel and however long they take, unless others use the
    same account: their part is seen when less is left than there would be without them.

    Endpoints refill steadily, and ``reset`` is when all is full again, in proportion to what is
    used; or they count from anew at ``reset``, which then comes nearer as time goes by, whatever
    is used. It is taken for the first when two answers say so that no counting from anew
    explains, and then two more: at worst all is waited for that would be back by and by.
    """

    kind: str
    limit: float = math.inf
    _left: float = math.inf
    _opens: float = -math.inf
    _at: float = -math.inf
    _sent: float = 0.0
    _under_way: float = 0.0
    _period: float | None = None
    _likely: float | None = None
    _anchor: _Sample | None = None

    def take(self, now: float, units: float) -> Mark:
        """Take note that a request of so many units goes."""
        if self._opens - INSTANT <= now:  # what was waited for is there
            now = max(now, self._opens)
        self._left, self._at = self._left_at(now) - units, now
        mark = Mark(now, self._sent + units, self._under_way)
        self._sent += units
        self._under_way += units
        return mark

    def end(self, units: float) -> None:
        """Take note that a request of so many units is under way no more."""
        self._under_way -= units

    def read(self, headers: Mapping[str, str], now: float, mark: Mark) -> None:
        """Take note of the headers of an answer to the request of a mark, once it has ended."""
        limit = _number(headers.get(f"x-ratelimit-limit-{self.kind}"))
        left = _number(headers.get(f"x-ratelimit-remaining-{self.kind}"))
        reset = duration(headers.get(f"x-ratelimit-reset-{self.kind}"))
        if left is None or reset is None:
            return
        known = self._left_at(now) if self._left < math.inf else -math.inf
        self.limit = max(limit or left, left, 1.0)
        self._classify(_Sample(self.limit - left, reset, mark.at, now))
        later, opens = self._sent - mark.sent, now + reset + _LATER
        if opens >= self._opens or (later, mark.beside) == (0.0, 0.0):
            # Else the endpoint told of a later state already: each use puts the reset off.
            known = min(known, left + self._refilled(now - mark.at))
            self._opens = opens
        self._left = min(self.limit, max(known, left - later - mark.beside))
        self._at = now

    def _classify(self, sample: _Sample) -> None:
        anchor = self._anchor = self._anchor or sample
        share, units = _APART
        if abs(sample.used - anchor.used) < max(share * self.limit, units):
            return
        self._anchor = sample
        nearness = 1 / self.limit + _ROUNDED
        steady = [
            period
            for period in _PERIODS
            if all(
                abs(each.reset - period * each.used / self.limit) <= nearness * period
                for each in (anchor, sample)
            )
        ]
        if bool(steady) == sample.counts_down_from(anchor):
            return
        found = steady[0] if steady else None
        self._period = found if found == self._likely else None
        self._likely = found

    def wait(self, now: float, units: float) -> float:
        """Return the seconds until so many units may go."""
        units = min(units, self.limit)
        left = self._left_at(now)
        if left >= units:
            return 0.0
        refilled = math.inf
        if self._period is not None:
            refilled = (units - left) * self._period / self.limit
        if now < self._opens:
            return min(refilled, self._opens - now)
        # All was full again, but for what is under way: an answer will tell.
        return refilled if self._under_way > 0 else 0.0

    def _left_at(self, now: float) -> float:
        if self._at < self._opens <= now:
            return max(self._left, self.limit - self._under_way)
        return min(self.limit, self._left + self._refilled(now - self._at))

    def _refilled(self, seconds: float) -> float:
        return seconds * self.limit / self._period if self._period is not None else 0.0


class Learned:
    """What refusals teach: additive increase, multiplicative decrease, over the whole run.

    A refusal stops everything for as long as the endpoint asks, or for a time that doubles; then
    one request goes alone, and when it passes the run goes on under a limit.

    - If that took long, with nothing under way, the endpoint counts by the minute: what it took in
      the minute before the refusal is its quota of a minute, which may go as fast as it will.
    - If not, it refills, or has room for so many at once: between two refusals it took about what
      it can, and requests go one by one a little slower than that.

    Either limit grows, slowly at first, and ever faster the longer nothing is refused, so that one
    that was lifted is forgotten. After the first refusal, when no rate is measured yet, it grows
    fast until the next one.
    """

    def __init__(self) -> None:
        self.opens = -math.inf
        """When the pause ends."""
        self.since: float | None = None
        """When the refusals began that nothing has yet passed after."""
        self.sent = 0
        """How many went."""
        self._noticed = 0
        """How many were sent until the latest refusal; those tell nothing new."""
        self._floor = -math.inf
        """Until when the endpoint asked to wait."""
        self._idle = -math.inf
        self._backoff = 0.0
        self._probing = False
        self._marked: float | None = None
        """The start of the last refusals but these, and how many passed since."""
        self._passed_since = 0
        self._passed: deque[list[float]] = deque()
        self._rate: float | None = None
        self._measured = False
        self._quota: float | None = None
        self._set = 0.0
        self._due = -math.inf

    def wait(self, now: float, under_way: int) -> float:
        """Return the seconds until the next may go; infinite: not before an answer came."""
        if self.since is not None and self._probing:
            return math.inf
        if self.since is not None or now < self.opens:
            return max(0.0, self.opens - now)
        if self._rate is not None:
            return max(0.0, self._due - now)
        if self._quota is not None:
            return self._until_quota(now, under_way)
        return 0.0

    def went(self, now: float) -> int:
        """Take note that one goes; returns its number, counted from 1."""
        self.sent += 1
        self._probing = self.since is not None
        rate = self._rate_now(now)
        if rate is not None:
            # A timer is late by a little every time: where that matters it is made up for.
            late = _CATCH_UP if rate > 1 / _CATCH_UP / 2 else 0.0
            self._due = max(self._due, now - late) + 1 / rate
        return self.sent

    def passed(self, now: float, number: int, sent: float, under_way: int) -> None:
        """Take note that a request was answered and not refused.

        Args:
            now: The time.
            number: Which request, as `went` counted it.
            sent: When it was sent.
            under_way: How many have no answer yet.
        """
        tick = math.floor(now * 10) / 10
        if self._passed and self._passed[-1][0] == tick:
            self._passed[-1][1] += 1
        else:
            self._passed.append([tick, 1])
        self._forget(now)
        self._passed_since += 1
        if self.since is not None:
            if number > self._noticed:
                self._reopen(now, sent)
            else:
                self._settled(now, under_way)

    def refused(self, now: float, number: int, under_way: int, retry_after: float | None) -> None:
        """Take note of a refusal, with the seconds that the endpoint asks to wait, if it does."""
        self._floor = max(self._floor, now + (retry_after or 0.0))
        if number <= self._noticed:
            self.opens = max(self.opens, self._floor)
            self._settled(now, under_way)
            return
        if self.since is None:
            self.since = self._idle = now
            self._backoff = 1.0
            if self._quota is not None and retry_after is None:
                self._backoff = max(1.0, self._until_quota(now, 0, at_least=1))
        else:
            self._backoff = min(30.0, self._backoff * 2)
        self._probing = False
        self._noticed = self.sent
        self.opens = self._floor if retry_after is not None else now + self._backoff

    def gone(self, now: float, number: int, under_way: int) -> None:
        """Take note that one came to nothing: no answer, or it was given up."""
        if number > self._noticed:
            self._probing = False
        elif self.since is not None:
            self._settled(now, under_way)

    def _settled(self, now: float, under_way: int) -> None:
        """Look again at once when all that was under way has ended: there may be room now."""
        if under_way == 0:
            self._idle = now
            if self._quota is None:
                self._backoff = 1.0
                self.opens = max(self._floor, min(self.opens, now + 1.0))

    def _reopen(self, now: float, sent: float) -> None:
        began = self.since if self.since is not None else sent
        # The one that just passed is counted too.
        minute = max(1, self._count(began - MINUTE) - 1)
        old = self._rate_now(began)
        if sent - max(began, self._idle) > _LONG:
            if self._count(now - MINUTE + 1.0) - 1 >= minute:
                # Nothing is a minute old yet and it passed: minutes begin by the endpoint's clock.
                self._passed = deque([[self._passed[-1][0], 1]])
            self._quota, self._rate = float(minute), None
        else:
            rate, self._measured = self._slower(began, old)
            self._rate = max(1 / MINUTE, rate)
            self._quota, self._due = None, sent + 1 / self._rate
        if self._marked is None or self._measured or self._quota is not None:
            self._marked, self._passed_since = began, 0
        self._set = now
        self.since, self._probing = None, False

    def _slower(self, began: float, old: float | None) -> tuple[float, bool]:
        """Return the rate after a refusal, and whether it is a measured one."""
        if old is None or self._marked is None or began <= self._marked:
            return 0.5 * self._count(began - 1.0), False
        if self._passed_since <= _ENOUGH:
            return (0.85 if self._measured else 0.5) * old, self._measured
        rate = 0.95 * (self._passed_since - 1) / (began - self._marked)
        return min(old, max(rate, (0.85 if self._measured else 0.6) * old)), True

    def _rate_now(self, now: float) -> float | None:
        if self._rate is None:
            return None
        calm = max(0.0, now - self._set)
        if not self._measured:
            return self._rate * 2 ** min(calm, 30.0)
        return self._rate * _grown(calm / 30.0, 0.1, 2.0)

    def _quota_now(self, now: float) -> int:
        calm = max(0.0, now - self._set)
        return math.floor((self._quota or 0.0) * _grown(calm / MINUTE, 0.005, 4.0))

    def _until_quota(self, now: float, under_way: int, at_least: int = 0) -> float:
        """Return the seconds until fewer passed within a minute than the quota."""
        over = self._count(now - MINUTE) + under_way - self._quota_now(now) + 1
        over = max(over, at_least)
        if over <= 0:
            return 0.0
        for tick, number in self._passed:
            if tick + 0.1 > now - MINUTE:
                over -= int(number)
                if over <= 0:
                    return tick + 0.1 + MINUTE - now
        return math.inf if under_way else 1.0

    def _count(self, start: float) -> int:
        return sum(int(number) for tick, number in self._passed if tick + 0.1 > start)

    def _forget(self, now: float) -> None:
        keep = min(now, self.since if self.since is not None else now) - MINUTE - 1
        while self._passed and self._passed[0][0] < keep:
            self._passed.popleft()


def _grown(calm: float, step: float, steps: float) -> float:
    """Return a growth that is additive for some steps and doubles with each one after."""
    return (
        1 + step * min(calm, steps)
        if calm <= steps
        else (1 + step * steps) * 2 ** min(calm - steps, 30.0)
    )


def duration(text: str | None) -> float | None:
    """Return the seconds in ``1s``, ``6m0s``, ``20ms``, ``1m30.5s`` or ``12``; None if unclear."""
    if text is None:
        return None
    text = text.strip()
    number = _number(text)
    if number is not None:
        return number
    parts = _DURATION.findall(text)
    if not parts or "".join(amount + unit for amount, unit in parts) != text:
        return None
    return float(sum(float(amount) * _UNITS[unit] for amount, unit in parts))


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text is not None else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
