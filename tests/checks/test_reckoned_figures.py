"""What follows from the figures of a source is borne out; what does not, is told at its level."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.making import verdict


def levels(claim, *texts):
    kinds = {"number", "money", "date"}
    return {f.level for f in verdict(claim, *texts).findings if f.kind in kinds}


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(0, 59), st.integers(13, 175))
def test_the_minutes_between_two_times_of_day_are_borne_out(hour, minute, apart):
    end = 60 * hour + minute + apart
    story = (
        f"The mayor left the hall at {hour}:{minute:02} p.m. "
        f"and came back at {end // 60}:{end % 60:02} p.m."
    )
    claim = "The mayor was away from the hall for {} minutes."
    if end < 720:
        assert levels(claim.format(apart), story) == set()
        assert levels(claim.format(apart + 7), story)


@settings(max_examples=40, deadline=None)
@given(st.integers(300, 600), st.integers(11, 250))
def test_points_between_two_percentages_are_borne_out(low, apart):
    story = f"Turnout fell from {(low + apart) / 10}% to {low / 10}%, the office said."
    claim = "Turnout fell by {} percentage points, the office said."
    assert levels(claim.format(apart / 10), story) == set()
    assert levels(claim.format((apart + 9) / 10), story) & {"contradicted", "unsupported"}


@settings(max_examples=30, deadline=None)
@given(st.integers(20, 110), st.integers(3, 9))
def test_a_multiple_of_two_figures_is_borne_out(low, times):
    story = f"Rents have risen from {low} to {low * times} crowns since the bridge opened."
    claim = "Rents are {} times as high as when the bridge opened."
    assert levels(claim.format(times), story) == set()
    assert levels(claim.format(times + 1), story)


@pytest.mark.parametrize(
    ("story", "claim"),
    [
        ("The plant gives 60 per cent of the heat and the works another 25 per cent.",
         "The remaining 15 per cent of the heat comes from elsewhere."),
        ("The toll rose from 127 to 141 in a night.", "The toll rose by 14 in a night."),
        ("One order in eight was for a methanol engine.",
         "An eighth of the orders was for a methanol engine."),
        ("The storm will reach the coast between 3 and 5 p.m. on Friday.",
         "The storm will reach the coast between 15:00 and 17:00 on Friday."),
        ("For the fifth year in a row, ambushes were the main cause of deaths.",
         "Ambushes were the main cause of deaths for five years in a row."),
        ("The council met on Friday.", "Here is a summary of the article in 114 words:"),
    ],
)  # fmt: skip
def test_what_follows_from_the_source_is_no_finding(story, claim):
    assert levels(claim, story) == set()


@pytest.mark.parametrize(
    ("story", "claim"),
    [
        ("The fare rises to 30 crowns per month.", "The fare rises to 30 crowns per week."),
        ("Rents have tripled since 2010.", "Rents have doubled since 2010."),
        ("Brann won 3-1 against Viking.", "Brann won 1-3 against Viking."),
        ("Ruud beat Holm 6-4, 3-6, 7-5.", "Ruud beat Holm 6-4, 6-3, 7-5."),
        ("Each of the three towns will pay 2 million crowns.",
         "The three towns will pay 2 million crowns in all."),
        ("He was at home at 3 p.m. on Friday.", "He was at home at 3 a.m. on Friday."),
        ("Civil Protection counts 38 dead and the ministry 41.",
         "Civil Protection counts 41 dead and the ministry 38."),
        ("The plan needs at least 300 nurses.", "The plan needs at most 300 nurses."),
    ],
)  # fmt: skip
def test_another_figure_in_its_place_is_a_contradiction(story, claim):
    assert "contradicted" in levels(claim, story)


def test_a_rate_is_told_with_the_figure():
    found = verdict("The fare rises to 30 crowns per week.", "The fare rises to 30 crowns a month.")
    (message,) = [f.message for f in found.findings if f.kind == "money"]
    assert message == ("the claim says 30 crowns per week; the source says 30 crowns a month [S1]")


@pytest.mark.parametrize(
    ("story", "claim"),
    [
        ("They spoke for more than 35 hours.", "They spoke for 35 hours."),
        ("The budget is up to 190 million euros.", "The budget is 190 million euros."),
        ("The book is coming out on May 5.", "The book is coming out on May 5, 2015."),
    ],
)
def test_a_bound_or_a_year_more_or_less_is_only_a_doubt(story, claim):
    assert levels(claim, story) == {"doubt"}


def test_a_number_that_stands_nowhere_is_unsupported_and_a_small_count_doubted():
    story = "The woman stole from banks in several states, police said."
    assert levels("The woman stole 149,000 dollars from banks.", story) == {"unsupported"}
    assert levels("The woman stole from banks in six states.", story) == {"doubt"}


def test_a_number_that_the_article_has_of_something_else_is_only_a_doubt():
    story = (
        "The woman stole from banks in several states, police said. "
        "The bus line carries 31,700 passengers a week, the transit office said."
    )
    claim = "The woman stole 31,700 cards from banks, police said."
    assert levels(claim, story) <= {"doubt"}
    assert "unsupported" in levels(claim.replace("31,700", "52,900"), story)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The inquiry took half a year.", "The inquiry took six months."),
        ("The outage lasted two days.", "The outage lasted 48 hours."),
        ("The trial ran for one and a half years.", "The trial ran for 18 months."),
    ],
)
def test_a_span_of_time_may_be_told_in_another_unit(claim, source):
    assert verdict(claim, source).status == "confirmed"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The inquiry took half a year.", "The inquiry took seven months."),
        ("The outage lasted three days.", "The outage lasted 48 hours."),
    ],
)
def test_another_span_of_time_is_not_borne_out(claim, source):
    assert verdict(claim, source).status in {"unsupported", "contradicted"}
