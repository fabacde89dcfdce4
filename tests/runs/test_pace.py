"""Reading what endpoints say of their limits."""

import pytest

from briefer.runs.pace import Even, Told, duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1s", 1.0),
        ("6m0s", 360.0),
        ("20ms", 0.02),
        ("1m30.5s", 90.5),
        ("1h2m3s", 3723.0),
        ("1d", 86400.0),
        ("12", 12.0),
        ("0.5", 0.5),
        (" 7.66s ", 7.66),
        (None, None),
        ("", None),
        ("soon", None),
        ("1s later", None),
        ("-5", None),
        ("nan", None),
    ],
)
def test_a_reset_is_read_as_endpoints_write_it(text, seconds):
    assert duration(text) == (seconds if seconds is None else pytest.approx(seconds))


def test_no_minute_has_more_than_its_share_and_little_less():
    for rate in (1, 2, 7, 300, 599, 601, 60_000):
        even, now, times = Even(rate), 0.0, []
        while now < 130:
            now += even.wait(now)
            even.take(now, 1)
            times.append(now)
        most = max(sum(start <= t < start + 60 for t in times) for start in times[:200])
        assert most <= rate
        assert len(times) >= 0.98 * rate * 130 / 60


def test_what_was_taken_too_much_is_given_back():
    even = Even(60)
    even.take(0.0, 10)
    assert even.wait(0.0) == pytest.approx(10, rel=0.01)
    even.correct(-8)
    assert even.wait(0.0) == pytest.approx(2, rel=0.01)


def answered(kind, limit, left, reset):
    told = {"limit": limit, "remaining": left, "reset": f"{reset}s"}
    return {f"x-ratelimit-{name}-{kind}": str(value) for name, value in told.items()}


def told_alone(kind, limit, left, reset):
    """A limit as it stands after one request that had the endpoint to itself, at 0.0."""
    told = Told(kind)
    mark = told.take(0.0, 1)
    told.end(1)
    told.read(answered(kind, limit, left, reset), 0.0, mark)
    return told


def test_headers_of_one_limit_say_nothing_of_the_other():
    told = Told("tokens")
    mark = told.take(0.0, 1)
    told.end(1)
    told.read(answered("requests", 10, 0, 9), 0.0, mark)
    assert told.wait(0.0, 1e9) == 0


def test_more_than_the_whole_limit_goes_when_all_is_there():
    told = told_alone("tokens", 1000, 400, 36)
    assert told.wait(0.0, 400) == 0
    assert told.wait(0.0, 5000) == pytest.approx(36, abs=0.02)
    assert told.wait(36.02, 5000) == 0


def test_an_answer_that_was_overtaken_brings_no_reset_forward():
    told = Told("requests")
    marks = [told.take(0.0, 1) for _ in range(20)]
    told.end(1)
    told.read(answered("requests", 20, 0, 2.0), 0.0, marks[19])
    told.end(1)
    told.read(answered("requests", 20, 5, 1.5), 0.1, marks[14])
    for _ in range(18):
        told.end(1)
    assert told.wait(1.7, 1) == pytest.approx(0.3, abs=0.02)
    assert told.wait(2.02, 20) == 0.0


def test_what_is_under_way_when_all_is_full_again_is_not_there():
    told = Told("requests")
    first, second = (told.take(0.0, 1) for _ in range(2))
    told.end(1)
    told.read(answered("requests", 2, 1, 1.0), 0.1, first)
    assert told.wait(0.1, 1) == pytest.approx(1.0, abs=0.02), "the other may not have come yet"
    assert told.wait(1.12, 1) == 0.0
    told.take(1.12, 1)
    assert told.wait(1.12, 1) == float("inf"), "nor now: only its answer can tell"
    told.end(1)
    told.read(answered("requests", 2, 1, 0.5), 1.2, second)
    assert told.wait(1.2, 1) == pytest.approx(0.5, abs=0.02)


def test_answers_that_say_nothing_end_no_run():
    told = told_alone("requests", 1, 0, 1.0)
    assert told.wait(1.02, 1) == 0.0
    told.take(1.02, 1)
    told.end(1)
    assert told.wait(1.02, 1) == 0.0


def test_what_others_take_of_the_same_account_is_seen():
    told = told_alone("requests", 100, 90, 5.0)
    marks = [told.take(1.0, 1) for _ in range(3)]
    told.end(1)
    told.read(answered("requests", 100, 0, 40.0), 1.1, marks[0])
    assert told.wait(1.1, 1) == pytest.approx(40.0, abs=0.02)
