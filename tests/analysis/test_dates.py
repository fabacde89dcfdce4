"""Dates and times in running text."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.analysis.dates import read_dates, resolve
from briefer.analysis.entities import read_names
from briefer.analysis.tokens import words


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("on Friday, 23 May 2025", "en", {"weekday": 5, "day": 23, "month": 5, "year": 2025}),
        ("on June 3, 2025", "en", {"day": 3, "month": 6, "year": 2025}),
        ("before mid-January", "en", {"month": 1, "part": "mid"}),
        ("by the end of 2026", "en", {"year": 2026, "part": "late"}),
        ("at 3:40 a.m.", "en", {"hour": 3, "minute": 40}),
        ("in the third quarter", "en", {"quarter": 3}),
        ("Thursday night", "en", {"weekday": 4, "daytime": "night"}),
        ("am Samstag, dem 14. November 2026", "de",
         {"weekday": 6, "day": 14, "month": 11, "year": 2026}),
        ("am Donnerstagabend", "de", {"weekday": 4, "daytime": "abend"}),
        ("le vendredi 10 juillet", "fr", {"weekday": 5, "day": 10, "month": 7}),
        ("2025-11-22", "pl", {"year": 2025, "month": 11, "day": 22}),
    ],
)  # fmt: skip
def test_a_date_is_read_into_the_parts_it_names(text, language, parts):
    assert read_dates(text, language)[0].parts() == parts


@pytest.mark.parametrize("text", ["It may be late.", "He will march on.", "2,300 people", "€2020"])
def test_what_only_looks_like_a_date_is_none(text):
    assert read_dates(text) == []


@given(st.text(max_size=120), st.sampled_from(["en", "de", "fr", "pl"]))
def test_spans_are_those_of_the_text(text, language):
    for date in read_dates(text, language):
        assert text[date.start : date.end] == date.text


@pytest.mark.parametrize(
    ("text", "written"),
    [("It opens tomorrow.", dt.date.max), ("It opened yesterday.", dt.date.min)],
)
def test_a_day_beyond_the_calendar_is_none(text, written):
    (mention,) = read_dates(text, "en")
    assert resolve(mention, written) is None


@pytest.mark.parametrize("said", ["Jan. 4", "Aug. 4", "Sept. 4", "Nov. 4", "Nov 4", "Mon."])
def test_a_month_or_weekday_cut_short_is_no_name(said):
    tokens = words(f"The council will vote on {said}, the mayor said.", "en")
    assert [n.text for n in read_names(tokens, "en")] == []


def test_a_person_called_as_a_month_is_one():
    assert [n.text for n in read_names(words("It was won by Jan Petersen.", "en"), "en")] == [
        "Jan Petersen"
    ]
