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


def test_headers_of_one_limit_say_nothing_of_the_other():
    told = Told("tokens")
    told.read(
        {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "9s"}, 0, 1, 1, 0
    )
    assert told.wait(0.0, 1e9) == 0


def test_more_than_the_whole_limit_goes_when_all_is_there():
    told = Told("tokens")
    headers = {
        "x-ratelimit-limit-tokens": "1000",
        "x-ratelimit-remaining-tokens": "400",
        "x-ratelimit-reset-tokens": "36s",
    }
    told.read(headers, 0.0, 1, 1, 0)
    assert told.wait(0.0, 400) == 0
    assert told.wait(0.0, 5000) == pytest.approx(36)
    assert told.wait(36.0, 5000) == 0


def test_an_answer_that_was_overtaken_brings_no_reset_forward():
    def headers(left, reset):
        return {
            "x-ratelimit-limit-requests": "20",
            "x-ratelimit-remaining-requests": str(left),
            "x-ratelimit-reset-requests": f"{reset}s",
        }

    told = Told("requests")
    told.read(headers(0, 2.0), 0.0, number=20, sent=20, later=0)
    told.read(headers(5, 1.5), 0.1, number=15, sent=20, later=5)
    assert told.wait(1.7, 1) == pytest.approx(0.3)
    assert told.wait(2.0, 20) == 0.0
