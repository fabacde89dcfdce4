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


PIECES = st.just("9" * 5_000) | st.sampled_from(
    (
        "Thu, |31 |99999999999999999999 |Nov |Feb |2026 |0001 |9999 |23:59:59 |24:61:61 |GMT|-2359"
        "|99999999999999999999:00:00 |+99999999999999999999|+9999|-0000|nan|1e400|0x10|٣٤|²|1_0|(|;"
    ).split("|")
)
HEADERS = st.text(max_size=40) | st.lists(PIECES, max_size=7).map("".join)


@given(HEADERS, HEADERS, st.none() | HEADERS)
def test_any_header_can_be_read(text, date, milliseconds):
    headers = {"retry-after": text, "date": date}
    if milliseconds is not None:
        headers["retry-after-ms"] = milliseconds
    assert (retry_after(headers, NOW) or 0) >= 0
