"""The day and the moment of an article are read from its date in one place."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefer.model import Article, has_time, read_day, read_moment

UTC = dt.UTC


def test_a_day_alone_is_that_day_and_begins_at_midnight_utc():
    article = Article("text", date="2026-11-22")
    assert article.day == dt.date(2026, 11, 22)
    assert article.moment == dt.datetime(2026, 11, 22, tzinfo=UTC)
    assert not has_time(article.date)


def test_a_moment_keeps_its_zone_and_its_day_is_that_of_its_own_calendar():
    article = Article("text", date="2026-11-22T23:30:00-05:00")
    assert article.day == dt.date(2026, 11, 22)
    assert article.moment == dt.datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
    assert article.moment.utcoffset() == dt.timedelta(hours=-5)
    assert has_time(article.date)


def test_a_moment_without_a_zone_is_read_as_utc():
    assert read_moment("2026-11-22T10:00") == dt.datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.mark.parametrize("date", [None, "", "soon", "22 November 2026", "2026-02-30", "0001-01-01"])
def test_what_cannot_be_read_is_no_day_and_no_moment(date):
    assert Article("text", date=date).day is None
    assert Article("text", date=date).moment is None
    assert not has_time(date)


@pytest.mark.parametrize(
    "date", [" 2026-11-22 ", "2026-11-22, late", "2026-11-22T25:00", "20261122"]
)
def test_a_day_stands_whatever_is_written_behind_it(date):
    assert read_day(date) == dt.date(2026, 11, 22)
    assert read_moment(date) == dt.datetime(2026, 11, 22, tzinfo=UTC)
    assert not has_time(date)


def test_the_day_and_the_moment_are_no_part_of_what_makes_articles_equal():
    asked, fresh = Article("text", date="2026-11-22"), Article("text", date="2026-11-22")
    assert asked.day
    assert asked == fresh
    assert asked.hash == fresh.hash


@given(st.datetimes())
def test_whatever_python_writes_is_read_back(moment):
    assume(1000 < moment.year < 9000)
    assert read_moment(moment.isoformat()) == moment.replace(tzinfo=UTC)
    assert read_day(moment.isoformat()) == read_day(moment.date().isoformat()) == moment.date()


@given(st.text(max_size=30))
def test_any_text_is_read_or_none(text):
    assert (read_day(text) is None) == (read_moment(text) is None)
