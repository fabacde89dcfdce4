import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.analysis.dates import read_dates
from briefer.analysis.days import day_of
from briefer.checks import Source
from briefer.compare.upcoming import upcoming_events
from briefer.ingest.reading import read_article
from briefer.model import Article
from briefer.text import split
from tests.support.repository import ROOT

FRIDAY = dt.date(2026, 11, 20)


def days(text, language="en", day=FRIDAY, date="2026-11-20"):
    found = upcoming_events(Source([split(Article(text, date=date, language=language))]), 1, day)
    return [each.date for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers will meet in Aldersund on Thursday.", ["2026-11-26"]),
        ("The verdict is due on 18 December.", ["2026-12-18"]),
        ("The trial is to resume on 12 January.", ["2027-01-12"]),
        ("The gates open tomorrow.", ["2026-11-21"]),
        ("A decision is expected on Monday next week.", ["2026-11-23"]),
        ("The bridge will be closed by the army on Sunday.", ["2026-11-22"]),
        ("She said that the shop would shut on 30 November 2026.", ["2026-11-30"]),
        ("The report must be ready by 31 March.", ["2027-03-31"]),
        ("Talks begin on Monday and are to end on Wednesday.", ["2026-11-23", "2026-11-25"]),
    ],
)
def test_what_is_to_come_has_its_day(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met in Aldersund on Thursday.",
        "The minister said on Thursday that the plant would close.",
        "The final, won by Ardenne on Tuesday, drew a record crowd.",
        "The verdict is expected next week.",
        "The line will not reopen before mid-January.",
        "The bridge will open in October.",
        "The power will not be back before Tuesday.",
        "The shop will open on Friday.",
        "They will play on Thursdays.",
        "The trial will end next Saturday.",
        "The bridge opened on 18 December 2024.",
    ],
)
def test_what_was_and_what_has_no_certain_day_is_left_out(text):
    assert days(text) == []


def test_only_what_comes_after_the_day_is_ahead():
    text = "The ministers will meet on Thursday. They will meet again on 3 December."
    assert days(text, day=dt.date(2026, 11, 26)) == ["2026-12-03"]


def test_an_undated_article_has_only_its_full_dates():
    text = "The ministers will meet on Thursday. They will meet again on 3 December 2026."
    assert days(text, date=None) == ["2026-12-03"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Die Minister wollen am Donnerstag in Aldersund beraten.", "de", ["2026-11-26"]),
        ("Die Minister berieten am Donnerstag, teilte das Amt mit.", "de", []),
        ("Les ministres se réuniront jeudi à Aldersund.", "fr", ["2026-11-26"]),
        ("Les ministres étaient réunis jeudi à Aldersund.", "fr", []),
    ],
)
def test_german_and_french_are_read(text, language, expected):
    assert days(text, language) == expected


def test_the_dates_ahead_that_the_fixtures_editor_named_are_found():
    gold = json.loads((ROOT / "fixtures/days/gold.json").read_text("utf-8"))
    found = 0
    for each in gold["ahead"]:
        file = ROOT / f"fixtures/days/day{each['day']}/{each['article']}.md"
        document = split(read_article(file.read_bytes(), source=file.name))
        day = dt.date.fromisoformat(gold["days"][str(each["day"])])
        found += any(
            each["date"] == one.date and each["wording"] in one.evidence.text
            for one in upcoming_events(Source([document]), 1, day)
        )
    assert found >= 0.8 * len(gold["ahead"])


@given(
    st.dates(dt.date(1990, 1, 2), dt.date(2090, 1, 1)),
    st.dates(dt.date(1990, 1, 2), dt.date(2090, 1, 1)),
)
def test_a_full_date_means_itself_and_a_weekday_the_last_or_the_next(on, other):
    (full,) = read_dates(other.isoformat())
    assert day_of(full, on, None) == other
    (weekday,) = read_dates(f"on {other:%A}")
    past, future = day_of(weekday, on, "past"), day_of(weekday, on, "future")
    assert past.isoweekday() == other.isoweekday()
    assert 0 <= (on - past).days < 7
    assert (future is None) == (on.isoweekday() == other.isoweekday())
    assert future is None or 0 < (future - on).days < 7
