"""Quantities and dates as they are really written: bounds, rates, multiples, marks and spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.analysis.comparison import compare
from briefer.analysis.dates import read_dates
from briefer.analysis.quantities import read_quantities

MONTHS = (
    "January February March April May June July August September October November December"
).split()
COUNTS = st.integers(2, 10**7)


def only(text, language="en"):
    (quantity,) = read_quantities(text, language)
    return quantity


@given(st.integers(1, 999))
def test_a_number_with_a_space_behind_each_comma_is_the_same_number(n):
    spaced = f"{n * 1_000:,}".replace(",000", ", 000")
    assert only(f"They counted {spaced} votes.").low == n * 1_000


@given(COUNTS)
def test_digits_as_wide_as_a_character_are_the_same_number(n):
    wide = str(n).translate({ord("0") + i: 0xFF10 + i for i in range(10)})
    assert only(f"費用は{wide}円です", "ja").low == n


@given(st.integers(1, 999), st.integers(0, 999))
def test_what_a_mark_with_three_digits_means_is_the_language_s_own(whole, rest):
    text = f"{whole},{rest:03}"
    for language in ("ru", "fi", "cs", "de", "sv"):
        assert only(text, language).low == pytest.approx(whole + rest / 1_000)
    for language in ("en", "ja", "zh", "hi"):
        assert only(text, language).low == whole * 1_000 + rest


@given(st.integers(1, 99), st.sampled_from([("lakh", 1e5), ("crore", 1e7), ("million", 1e6)]))
def test_magnitudes_are_multiplied_out(n, magnitude):
    word, value = magnitude
    assert only(f"About {n} {word} people came.").low == n * value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("3.14億円", "ja", 3.14e8),
        ("5万人", "zh", 5e4),
        ("300 Mio. Kronen mehr", "de", 3e8),
        ("2 mil millones de euros", "es", 2e9),
        ("5 млн человек", "ru", 5e6),
        ("4 miljard euro", "nl", 4e9),
        ("12,34,567 people", "en", 1_234_567),
        ("two dozen firms", "en", 24),
        ("half a dozen firms", "en", 6),
        ("a quarter of a million people", "en", 250_000),
        ("une vingtaine de personnes", "fr", 20),
        ("2½ years", "en", 2.5),
    ],
)
def test_a_number_is_read_in_the_words_of_its_language(text, language, value):
    assert read_quantities(text, language)[0].low == pytest.approx(value)


@given(st.integers(1, 10**6), st.sampled_from(["DKK", "PLN", "NOK", "CHF", "HUF", "SGD"]))
def test_a_currency_code_may_stand_on_either_side(n, code):
    before, behind = only(f"It cost {code} {n}."), only(f"It cost {n} {code}.")
    assert (before.kind, before.unit, before.low) == ("money", code, n)
    assert compare(before, behind) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DKK 300", "300 kroner"),
        ("5,000 ¥", "5,000 yen"),
        ("500 PLN", "500 zlotys"),
        ("Rs 5 crore", "50 million rupees"),
        ("46m", "46 m"),
        ("between £3.35 and £4.5 million", "£3.35m to £4.5m"),
        ("will not exceed 190 million euros", "up to 190 million euros"),
        ("a little over 600 hours", "barely over 600 hours"),
        ("more than seven years", "over seven years"),
        ("a seven-day period", "over seven days"),
        ("87 minutes", "the 87th minute"),
        ("an eighth, he said", "one order in eight"),
        ("1.8 billion", "nearly 1.8 billion"),
        ("doubled", "twice as many"),
        ("3 euros a ton", "3 euros per ton"),
        ("20-30 foot", "20 or 30 feet"),
    ],
)
def test_the_same_quantity_in_other_words_is_the_same(one, other):
    assert compare(only(one), only(other)) == "same"


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("3-1", "1-3", "reversed"),
        ("30 crowns per week", "30 crowns per month", "rate"),
        ("2 million crowns in all", "2 million crowns each", "rate"),
        ("doubled", "tripled", "no"),
        ("at most 300", "at least 300", "opposite"),
        ("35 hours", "more than 35 hours", "qualifier"),
        ("five years", "five weeks", "no"),
        ("300 Swiss francs", "300 euros", "no"),
    ],
)
def test_what_only_looks_like_it_is_another(one, other, match):
    assert compare(only(one), only(other)) == match


@pytest.mark.parametrize(
    "text",
    [
        "F-16s and an A-10 flew over.",
        "The G7 met on COVID-19.",
        "1. Police found the gun.",
        "He won the second half.",
    ],
)
def test_the_number_in_a_name_and_of_a_list_is_no_quantity(text):
    assert read_quantities(text) == []


def test_a_rise_up_to_a_value_bounds_nothing():
    assert only("The toll rose up to 50.").qualifier == ""
    assert only("The toll may be up to 50.").qualifier == "max"


def test_an_amount_risen_by_and_to_is_no_range():
    found = read_quantities("It rose by 16 cents to 76 cents.")
    assert [(q.low, q.high) for q in found] == [(0.16, 0.16), (0.76, 0.76)]


def test_votes_to_votes_are_a_score():
    assert (only("lost by five votes to three").low, only("by five votes to three").high) == (5, 3)


@given(st.integers(1, 28), st.integers(0, 11), st.integers(1990, 2060))
def test_a_date_is_the_same_in_every_order_and_abbreviation(day, month, year):
    name = MONTHS[month]
    short = {"May": "May", "September": "Sept."}.get(name, f"{name[:3]}.")
    forms = [
        f"on {day} {name} {year}",
        f"on {name} {day}, {year}",
        f"on {name} {day} , {year}",
        f"on {short} {day}, {year}",
        f"on {day} {short} {year}",
        f"on {name.lower()} {day}, {year}"
        if name not in {"May", "March"}
        else f"{day} {name} {year}",
        f"on {year}-{month + 1:02}-{day:02}",
    ]
    for text in forms:
        (date,) = read_dates(text)
        assert (date.day, date.month, date.year) == (day, month + 1, year), text


@given(st.integers(1, 11), st.integers(1, 11))
def test_two_hours_share_the_half_of_the_day_behind_the_second(one, other):
    first, second = read_dates(f"between {one} and {other} p.m.")
    assert second.hour == other + 12
    assert first.hour == (one + 12 if one < other else one)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He came on Thursday, 14 more followed.", {"weekday": 4}),
        ("It opens on Mon., he said.", {"weekday": 1}),
        ("a summer 2016 release", {"season": 2, "year": 2016}),
        ("it opens on monday", {"weekday": 1}),
        ("by the middle of March", {"month": 3, "part": "mid"}),
    ],
)
def test_a_day_ends_where_a_count_begins(text, parts):
    assert [date.parts() for date in read_dates(text)] == [parts]


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("14 ноября 2025", "ru", {"day": 14, "month": 11, "year": 2025}),
        ("14. listopadu 2025", "cs", {"day": 14, "month": 11, "year": 2025}),
        ("2025年11月14日", "zh", {"day": 14, "month": 11, "year": 2025}),
        ("el 3 de mayo de 2016", "es", {"day": 3, "month": 5, "year": 2016}),
    ],
)
def test_dates_are_read_in_every_language_that_cldr_has(text, language, parts):
    assert [date.parts() for date in read_dates(text, language)] == [parts]
