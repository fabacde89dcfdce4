"""A server's wish to be left alone for a while is read in one way, whatever it is asked for."""

from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.retry_after import retry_after

NOW = 1_800_000_000.0


@given(st.integers(-100, 10_000))
def test_a_date_to_come_back_at_is_the_seconds_until_then(seconds):
    then = formatdate(NOW + seconds, usegmt=True)
    assert retry_after({"retry-after": then}, NOW) == max(0, seconds)
    assert retry_after({"retry-after": str(seconds)}, NOW) == max(0, seconds)


def test_a_date_counts_from_the_servers_own_clock():
    headers = {
        "date": formatdate(NOW - 5_000, usegmt=True),
        "retry-after": formatdate(NOW - 4_970, usegmt=True),
    }
    assert retry_after(headers, NOW) == 30


def test_milliseconds_go_before_seconds():
    assert retry_after({"retry-after-ms": "1500", "retry-after": "7"}, NOW) == 1.5


def test_a_date_without_a_zone_is_in_utc():
    then = formatdate(NOW + 60).replace(" -0000", "")
    assert retry_after({"retry-after": then}, NOW) == 60


@pytest.mark.parametrize("text", ["", "soon", "nan", "inf", "-inf", "1e999", "Mon, 99 Nov"])
def test_what_is_no_time_asks_for_nothing(text):
    assert retry_after({"retry-after": text}, NOW) is None


def test_no_header_asks_for_nothing():
    assert retry_after({}, NOW) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_header_can_be_read(text, date):
    assert (retry_after({"retry-after": text, "date": date}, NOW) or 0) >= 0
