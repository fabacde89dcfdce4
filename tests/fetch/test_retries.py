"""When an address is tried again, on a clock that the test turns."""

import anyio
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import FetchError, PageGoneError
from briefer.fetch.retries import AttemptFailed, Budget, passes, persist


class Turned:
    """A clock that moves when somebody sleeps or works."""

    def __init__(self):
        self.time = 0.0
        self.waits = []

    def __call__(self):
        return self.time

    async def sleep(self, seconds):
        self.waits.append(seconds)
        self.time += seconds


def persisted(outcomes, *, attempts=10, total=1000.0, work=0.0):
    """Go on until the outcomes end; returns the result or error, and the clock."""
    clock = Turned()
    budget = Budget(total, clock)
    left = list(outcomes)

    async def attempt():
        with budget.running():
            clock.time += work
        outcome = left.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def main():
        try:
            return await persist(attempt, max_attempts=attempts, budget=budget, sleep=clock.sleep)
        except FetchError as error:
            return error

    return anyio.run(main), clock, left


def failed(asked=None):
    return AttemptFailed(FetchError("busy", status=503), retry_after=asked)


@given(st.lists(st.none() | st.floats(0, 60), min_size=1, max_size=6))
def test_no_wait_is_shorter_than_asked_or_much_longer(asked):
    result, clock, _ = persisted([*map(failed, asked), "page"])
    assert result == "page"
    assert len(clock.waits) == len(asked)
    for wait, floor in zip(clock.waits, asked, strict=True):
        assert wait >= (floor or 0)
        assert wait <= max(floor or 0, 21)


@given(st.floats(0, 100), st.floats(0, 40), st.lists(st.none() | st.floats(0, 60), max_size=8))
def test_waits_and_attempts_stay_within_the_time(total, work, asked):
    result, clock, _ = persisted([*map(failed, asked), *[failed()] * 20], total=total, work=work)
    assert isinstance(result, FetchError)
    assert sum(clock.waits) <= total
    assert clock.time - work <= total


def test_what_is_final_is_not_tried_again():
    result, clock, left = persisted([PageGoneError("gone"), "page"])
    assert isinstance(result, PageGoneError)
    assert (clock.waits, left) == ([], ["page"])


def test_the_last_error_says_why_there_is_no_other():
    result, _, left = persisted([failed()] * 5, attempts=3)
    assert str(result) == "busy (tried 3 times)"
    assert result.status == 503
    assert len(left) == 2
    result, clock, _ = persisted([failed(61.0)] * 5)
    assert str(result) == "busy (tried once; it asks to wait 61 s)"
    assert clock.waits == []


@given(st.integers(100, 599))
def test_only_what_may_pass_is_tried_again(status):
    assert passes(status) is (status in (408, 429) or (status >= 500 and status not in (501, 505)))
