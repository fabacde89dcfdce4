"""Reading figures and dates takes time that grows with the text, whatever the text."""

import pytest

from benchmarks.generators.hostile import HOSTILE, hostile
from briefer.analysis.dates import read_dates
from briefer.analysis.quantities import read_quantities
from tests.support.timing import least

pytestmark = pytest.mark.one_python

FLOOR = 0.02
"""Seconds of processor time below which a figure is mostly noise."""
MORE = {
    "groups": "1,1,1,",
    "scores": "3-1 ",
    "halves": "half a ",
    "ranges": "between 5 and ",
    "ratios": "one in ",
    "weekdays": "Monday, 14 ",
    "bounds": "not more than ",
}


@pytest.mark.parametrize("kind", [*HOSTILE, *MORE])
@pytest.mark.parametrize("read", [read_quantities, read_dates])
def test_ten_times_the_text_is_read_in_about_ten_times_the_time(read, kind):
    def text(size):
        return (MORE[kind] * size)[:size] if kind in MORE else hostile(kind, size)

    few, many = text(10_000), text(100_000)
    most = 15 * max(FLOOR, least(lambda: read(few, "en"), most=FLOOR))
    assert least(lambda: read(many, "en"), most=most) <= most
