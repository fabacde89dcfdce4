"""Which stories a day has, what of it is known already, and what is too old."""

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.briefing import Memory, Wanted, in_doubt, plan
from briefer.model import Article
from briefer.text import split
from tests.support.trials import FLOOD, MAYOR, MEETINGS, NURSE

DAY = "2026-04-14"
LATE = Article(
    "Oskar Brenn, the former mayor of Lisk, was acquitted of taking bribes from the builder Harmon "
    "Estates. Prosecutor Eva Dolan, who had spoken of eleven meetings and 400,000 crowns, said she "
    "would appeal to the high court.",
    title="Former mayor Brenn acquitted in Lisk",
    date="2026-04-15",
    outlet="Lisk Courier",
    language="en",
)
REPRINT = replace(FLOOD, outlet="Channel North", title="Flood cuts off two villages")
ALL = [MAYOR, MEETINGS, NURSE, FLOOD, REPRINT, LATE]
DOCUMENTS = {article.hash: split(article) for article in ALL}


@dataclass(frozen=True)
class Section:
    name: str
    terms: tuple = ()
    outlets: tuple = ()
    weight: float = 1.0


def docs(*articles):
    return [DOCUMENTS.get(article.hash) or split(article) for article in articles]


def planned(*articles, date=DAY, earlier=(), **more):
    memory = Memory("2026-04-13", tuple(tuple(docs(*story)) for story in earlier))
    return plan(docs(*articles), Wanted(date, memory=memory, **more))


def titles(story):
    return [document.article.title for document in story.documents]


def told(agenda):
    return {frozenset(d.article.hash for d in story.everything) for story in agenda.stories}


def hashes(*articles):
    return frozenset(article.hash for article in articles)


def test_a_day_without_memory_has_its_stories_all_new():
    agenda = planned(MAYOR, MEETINGS, NURSE, FLOOD)
    assert told(agenda) == {hashes(MAYOR, MEETINGS), hashes(NURSE), hashes(FLOOD)}
    assert (agenda.known, agenda.older) == (0, 0)
    assert all(not story.earlier and not story.is_known for story in agenda.stories)


@settings(max_examples=25)
@given(st.permutations(ALL))
def test_the_stories_and_their_order_of_reading_depend_on_no_order(articles):
    def shape(agenda):
        return {
            (
                tuple(d.article.hash for d in story.documents),
                tuple(d.article.hash for d in story.copies),
                story.sources,
                story.weight.score,
            )
            for story in agenda.stories
        }

    assert shape(planned(*articles)) == shape(planned(*ALL))
    scores = [story.weight.score for story in planned(*articles).stories]
    assert scores == sorted(scores, reverse=True)


def test_stories_of_one_weight_stand_as_they_came():
    assert titles(planned(NURSE, FLOOD).stories[0]) == [NURSE.title]
    assert titles(planned(FLOOD, NURSE).stories[0]) == [FLOOD.title]
    heavy = Section("Law", terms=("court",), weight=3.0)
    story = planned(FLOOD, NURSE, sections=[heavy]).stories[0]
    assert titles(story) == [NURSE.title]
    assert story.weight.section == "Law"


def test_a_reprint_is_a_copy_and_no_source_of_its_own():
    (story,) = planned(REPRINT, FLOOD).stories
    assert len(story.documents) == len(story.copies) == 1
    assert story.sources == 1
    assert {d.article.hash for d in story.everything} == hashes(FLOOD, REPRINT)


def test_of_a_known_story_only_what_is_new_is_told():
    agenda = planned(MAYOR, LATE, FLOOD, date="2026-04-15", earlier=[[MAYOR, MEETINGS]])
    update = next(story for story in agenda.stories if LATE.title in titles(story))
    assert titles(update) == [LATE.title]
    assert {d.article.hash for d in update.earlier} == hashes(MAYOR, MEETINGS)
    assert not update.is_known
    assert (agenda.known, agenda.older) == (1, 0)


def test_a_story_that_earlier_briefs_had_whole_is_named_once_more():
    agenda = planned(MAYOR, MEETINGS, earlier=[[MAYOR, MEETINGS]])
    (story,) = agenda.stories
    assert story.is_known
    assert {d.article.hash for d in story.documents} == hashes(MAYOR, MEETINGS)
    assert agenda.known == 0


def test_what_no_source_has_any_more_is_not_named():
    agenda = planned(FLOOD, earlier=[[MAYOR, MEETINGS]])
    assert told(agenda) == {hashes(FLOOD)}


@pytest.mark.parametrize(("day", "is_named"), [(14, True), (16, True), (17, False), (30, False)])
def test_after_two_days_without_news_a_known_story_is_left_out(day, is_named):
    agenda = planned(MAYOR, MEETINGS, date=f"2026-04-{day}", earlier=[[MAYOR, MEETINGS]])
    assert bool(agenda.stories) == is_named
    assert agenda.known == (0 if is_named else 2)


def test_a_known_story_without_any_date_is_named_for_as_long_as_it_is_there():
    undated = replace(FLOOD, date=None)
    (story,) = planned(undated, date="2027-01-01", earlier=[[undated]]).stories
    assert story.is_known


def test_a_reprint_of_what_is_known_is_told_with_its_past():
    (story,) = planned(REPRINT, earlier=[[FLOOD]]).stories
    assert {d.article.hash for d in story.earlier} == hashes(FLOOD)
    assert {d.article.hash for d in story.documents} == hashes(REPRINT)


def test_earlier_stories_stay_apart_whatever_they_look_like():
    agenda = planned(MAYOR, MEETINGS, earlier=[[MAYOR], [MEETINGS]])
    assert told(agenda) == {hashes(MAYOR), hashes(MEETINGS)}
    joined = planned(LATE, date="2026-04-15", earlier=[[MAYOR], [MEETINGS]])
    (story,) = joined.stories
    assert {d.article.hash for d in story.earlier} >= hashes(MAYOR)


SINCE = dt.datetime(2026, 4, 14, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("date", "since", "is_told"),
    [
        ("2026-04-14", SINCE, True),
        ("2026-04-13", SINCE, False),
        ("2026-04-13", SINCE - dt.timedelta(seconds=1), True),
        ("2026-04-14T00:00:00Z", SINCE, True),
        ("2026-04-13T23:59:59Z", SINCE, False),
        ("2026-04-14T01:00:00+02:00", SINCE, False),
        ("2026-04-13T23:00:00-02:00", SINCE, True),
        ("2026-04-14T00:30:00", SINCE, True),
        ("9999-12-31", SINCE, True),
        ("1000-01-01", SINCE, False),
        ("0001-01-01", SINCE, True),  # what software writes when it knows no date
        ("last Tuesday", SINCE, True),
        (None, SINCE, True),
        ("1999-01-01", None, True),
    ],
)
def test_what_is_dated_before_since_is_left_out_and_counted(date, since, is_told):
    agenda = planned(replace(FLOOD, date=date), since=since)
    assert len(agenda.stories) == is_told
    assert agenda.older == (not is_told)


@settings(max_examples=60)
@given(st.data())
def test_every_article_is_told_known_or_too_old(data):
    today = data.draw(st.lists(st.sampled_from(ALL), unique_by=lambda a: a.hash))
    past = data.draw(st.lists(st.sampled_from(ALL), unique_by=lambda a: a.hash))
    cut = data.draw(st.integers(0, len(past)))
    day = data.draw(st.integers(14, 20))
    since = data.draw(st.none() | st.just(dt.datetime(2026, 4, 15, tzinfo=dt.UTC)))
    earlier = [part for part in (past[:cut], past[cut:]) if part]
    agenda = planned(*today, date=f"2026-04-{day}", earlier=earlier, since=since)
    shown = [d.article.hash for story in agenda.stories for d in story.everything]
    assert len(shown) == len(set(shown))
    assert len(shown) + agenda.known + agenda.older == len(today)
    assert set(shown) <= hashes(*today)
    new = hashes(*today) - hashes(*past)
    if since is None:
        assert new <= set(shown)
    for story in agenda.stories:
        assert story.is_known == (not new & {d.article.hash for d in story.everything})
        assert story.sources >= 1
        assert {d.article.hash for d in story.earlier} <= hashes(*past)


def test_whoever_judges_is_asked_only_of_articles_in_doubt():
    asked = set()

    def judge(pairs):
        asked.update(article.hash for pair in pairs for article in pair)
        return [0.0] * len(pairs)

    old = replace(NURSE, date="2025-01-01", title="Old", text=NURSE.text + " Long ago.")
    since = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    wanted = Wanted(DAY, since=since, memory=Memory(DAY, (tuple(docs(MAYOR)),)))
    documents = docs(MAYOR, NURSE, FLOOD, old)
    alone = plan(documents, wanted)
    parted = plan(documents, wanted, judge)
    assert [article.hash for article in in_doubt(documents, wanted)] == sorted(asked)
    assert asked == hashes(MAYOR, NURSE)
    assert in_doubt(docs(MAYOR, MEETINGS, FLOOD), wanted) == []
    nurse = next(s for s in parted.stories if NURSE.title in titles(s))
    assert nurse.earlier == ()
    assert next(s for s in alone.stories if NURSE.title in titles(s)).earlier != ()


def test_nothing_makes_no_story():
    assert planned().stories == ()
    assert planned(earlier=[[MAYOR]]).stories == ()
