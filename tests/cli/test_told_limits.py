"""An endpoint that tells its limits is never asked for more, and hardly for less."""

import time

import pytest

from tests.support.loopback import answer, late, telling


class Timed:
    """A script that notes when each call came."""

    def __init__(self, script):
        self.script = script
        self.times = []

    def __call__(self, call):
        self.times.append(time.monotonic())
        return self.script(call)

    @property
    def seconds(self):
        return self.times[-1] - self.times[0]


@pytest.mark.parametrize("steady", [True, False], ids=["refilling", "by the window"])
@pytest.mark.parametrize(("kind", "limit"), [("requests", 20), ("tokens", 7_000)])
def test_limits_told_in_headers_are_held_without_a_single_refusal(
    newsroom, loopback, kind, limit, steady
):
    """Sixty articles of some 350 tokens each, at about twenty a second.

    Where other processes have the cores, answers come late and out of turn: that is no reason for
    a refusal. How little time is lost is measured where time is simulated (`tests/runs`).
    """
    newsroom.fill(60)
    script = telling(kind, limit, 1.0, steady=steady, then=late(0.02))
    loopback.script = timed = Timed(script)
    assert newsroom.run().code == 0
    assert loopback.refused == 0
    assert len(timed.times) == newsroom.count
    # Twenty go at once, forty more in two seconds.
    assert 1.5 <= timed.seconds <= 60


def test_what_is_left_is_waited_for_until_the_reset_that_was_told(newsroom):
    """Others use the same account: the third answer says that nothing is left for two seconds."""
    said = {"x-ratelimit-limit-requests": "100", "x-ratelimit-remaining-requests": "0"}
    ends = None

    def script(call):
        nonlocal ends
        now = time.monotonic()
        act = answer()(call)
        if call.number < 2:
            return act
        ends = ends or now + 2.0
        if now >= ends:
            return act
        told = {**said, "x-ratelimit-reset-requests": f"{ends - now:.3f}s"}
        return type(act)(body=act.body, headers=tuple(told.items()))

    newsroom.server.script = timed = Timed(script)
    assert newsroom.run("--concurrency", "3").code == 0
    early = [at for at in timed.times if at < ends - 0.05]
    assert 3 <= len(early) <= 3 + 3
    assert min(at for at in timed.times if at not in early) >= ends - 0.05
    assert timed.times[-1] < ends + 60
