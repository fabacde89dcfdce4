"""In what order stories are shown."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from briefer.compare.stories.weigh import weigh
from briefer.model import Article

DAY = dt.date(2026, 11, 22)


@dataclass(frozen=True)
class Part:
    name: str
    terms: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    weight: float = 1.0


def article(title="Ministers meet", date="2026-11-22", outlet=None, text="They met."):
    return Article(text, title=title, date=date, outlet=outlet)


@given(st.integers(1, 200), st.integers(0, 10))
def test_more_independent_sources_and_newer_articles_count_more(outlets, age):
    older = (DAY - dt.timedelta(days=age)).isoformat()
    here = weigh([article(date=older)], outlets, DAY).score
    assert weigh([article(date=older)], outlets + 1, DAY).score > here
    assert weigh([article(date=DAY.isoformat())], outlets, DAY).score >= here


def test_the_newest_article_of_a_story_tells_its_age():
    weight = weigh([article(date="2026-11-19"), article(date="2026-11-21T08:00:00Z")], 2, DAY)
    assert "newest article 1 day old" in weight.reasons


def test_an_article_of_tomorrow_is_as_fresh_as_one_of_today():
    assert weigh([article(date="2026-11-23")], 1, DAY) == weigh([article()], 1, DAY)


def test_a_section_takes_stories_by_title_by_mentions_and_by_outlet():
    politics = Part("Politics", terms=("minister", "ministers"), weight=2)
    sport = Part("Sport", outlets=("Goal Weekly",))
    once = article(title="Weather", text="A minister spoke.")
    twice = article(title="Weather", text="A minister spoke. The minister left.")
    assert weigh([article()], 1, DAY, [politics]).section == "Politics"
    assert weigh([once], 1, DAY, [politics]).section is None
    assert weigh([twice], 1, DAY, [politics]).section == "Politics"
    assert weigh([article(outlet="goal weekly")], 1, DAY, [sport, politics]).section == "Sport"
    assert weigh([article(title="Administer")], 1, DAY, [politics]).section is None


def test_a_section_takes_what_is_on_an_outlets_site():
    sport = Part("Sport", outlets=("goal.example",))
    there = Article("They met.", url="https://www.goal.example/a")
    named = Article("They met.", url="https://m.goal.example/a", outlet="Goal Weekly")
    elsewhere = Article("They met.", url="https://goal.example.net/a")
    assert weigh([there], 1, DAY, [sport]).section == "Sport"
    assert weigh([named], 1, DAY, [sport]).section == "Sport"
    assert weigh([elsewhere], 1, DAY, [sport]).section is None


def test_a_sections_weight_multiplies_and_is_given_as_a_reason():
    plain = weigh([article()], 3, DAY)
    weighted = weigh([article()], 3, DAY, [Part("Politics", ("ministers",), weight=2)])
    assert weighted.score == 2 * plain.score
    assert weighted.reasons == (
        "3 independent sources",
        "newest article of the day itself",
        "section Politics, weight 2",
    )


def test_a_story_without_a_date_says_so():
    assert "no date is known" in weigh([article(date=None)], 1, DAY).reasons


def test_no_section_is_spoken_of_only_where_there_are_sections():
    assert all("section" not in reason for reason in weigh([article()], 1, DAY).reasons)
    elsewhere = [Part("Sport", ("penalty kick",))]
    assert weigh([article()], 1, DAY, elsewhere).reasons[-1] == "in no section"
