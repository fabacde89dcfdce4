"""What a brief leaves behind, and what of it the next one finds."""

import datetime as dt
from dataclasses import replace

import pytest

from briefer.briefing import Memory, Wanted, plan, recall, remember
from briefer.briefing.memory import BRIEFS
from briefer.model import Article, Brief, Claim, Evidence, Provenance, Story
from briefer.store import Store
from briefer.tasks import article_ref
from briefer.text import split
from tests.support.trials import FLOOD, MAYOR, MEETINGS, NURSE

SERIES = "briefer.toml#Daily brief"
NOW = dt.datetime(2026, 4, 14, 6, tzinfo=dt.UTC)


@pytest.fixture
def store():
    with Store.open(None) as opened:
        yield opened


def claim(number, document, sentence=0):
    found = document.sentences[sentence]
    place = Evidence(number, found.id, found.start, found.end, found.text)
    return Claim(found.text, (place,), status="confirmed")


def brief(day, *stories):
    """A brief of a day: a story is its articles; each claims its first sentence."""
    documents = [split(article) for story in stories for article in story]
    told, first = [], 1
    for story in stories:
        numbers = tuple(range(first, first + len(story)))
        first += len(story)
        told.append(
            Story(
                articles=numbers,
                headline=claim(numbers[0], documents[numbers[0] - 1]),
                summary=tuple(claim(n, documents[n - 1], 1) for n in numbers),
                key_facts=(),
                provenance=Provenance("extractive", "extractive"),
            )
        )
    return Brief(
        date=day,
        title="Daily brief",
        top_lines=(claim(1, documents[0]),),
        stories=tuple(told),
        articles=tuple(map(article_ref, documents)),
        failures=(),
        provenance=Provenance("extractive", "extractive"),
    )


def kept(store, day, *stories, series=SERIES):
    for story in stories:
        for article in story:
            store.keep_article(article)
    return remember(store, series, brief(day, *stories), NOW)


def articles(memory):
    return [[document.article for document in story] for story in memory.stories]


def test_the_next_day_recalls_each_story_with_its_articles(store):
    kept(store, "2026-04-13", [MAYOR, MEETINGS], [FLOOD])
    memory = recall(store, SERIES, "2026-04-14")
    assert memory.previous == "2026-04-13"
    assert articles(memory) == [[MAYOR, MEETINGS], [FLOOD]]
    assert memory.stories[0][0] == split(MAYOR)
    assert memory.hashes == {MAYOR.hash, MEETINGS.hash, FLOOD.hash}
    assert [d.article for d in memory.documents] == [MAYOR, MEETINGS, FLOOD]


def test_the_brief_of_the_day_itself_and_later_ones_are_no_memory(store):
    kept(store, "2026-04-14", [MAYOR])
    kept(store, "2026-04-15", [FLOOD])
    assert recall(store, SERIES, "2026-04-14") == Memory()
    assert articles(recall(store, SERIES, "2026-04-15")) == [[MAYOR]]


def test_series_know_nothing_of_each_other(store):
    kept(store, "2026-04-13", [MAYOR], series="briefer.toml#Evening brief")
    assert recall(store, SERIES, "2026-04-14") == Memory()


def test_a_brief_made_again_takes_the_place_of_the_first(store):
    one = kept(store, "2026-04-13", [MAYOR])
    assert kept(store, "2026-04-13", [MAYOR]) == one
    assert kept(store, "2026-04-13", [FLOOD]) != one
    assert articles(recall(store, SERIES, "2026-04-14")) == [[FLOOD]]


def test_an_article_of_two_briefs_is_in_its_latest_story_only(store):
    kept(store, "2026-04-12", [MAYOR, NURSE])
    kept(store, "2026-04-13", [MAYOR, MEETINGS])
    memory = recall(store, SERIES, "2026-04-14")
    assert articles(memory) == [[MAYOR, MEETINGS], [NURSE]]
    assert memory.previous == "2026-04-13"


def test_only_so_many_briefs_are_looked_back_at(store):
    kept(store, "2026-04-01", [FLOOD])
    for day in range(2, 2 + BRIEFS):
        kept(store, f"2026-04-{day:02}", [MAYOR])
    assert articles(recall(store, SERIES, "2026-05-01")) == [[MAYOR]]


def test_an_article_that_the_store_lost_is_left_out(store):
    for article in (MAYOR, FLOOD):
        store.keep_article(article)
    remember(store, SERIES, brief("2026-04-13", [MAYOR, MEETINGS], [NURSE], [FLOOD]), NOW)
    memory = recall(store, SERIES, "2026-04-14")
    assert articles(memory) == [[MAYOR], [FLOOD]]
    assert memory.previous == "2026-04-13"


def test_every_claim_is_kept_with_its_place_and_what_it_rests_on(store):
    number = kept(store, "2026-04-13", [MAYOR, MEETINGS], [FLOOD])
    edition = store.last_brief(SERIES)
    assert edition.id == number
    first, second = edition.stories
    places = [each.where for each in first.claims]
    assert places == [
        "$.stories[0].headline",
        "$.stories[0].summary[0]",
        "$.stories[0].summary[1]",
        "$.top_lines[0]",
    ]
    assert second.claims[0].where == "$.stories[1].headline"
    for told, article in ((first.claims[0], MAYOR), (first.claims[2], MEETINGS)):
        (rest,) = told.rests
        assert rest.article == article.hash
        assert rest.text in article.text
    assert {resting.edition for resting in store.resting_on(FLOOD.hash)} == {number}
    assert list(store.verify()) == []


def test_it_lasts_until_the_next_run(tmp_path):
    path = tmp_path / "store.db"
    with Store.open(path) as store:
        kept(store, "2026-04-13", [MAYOR, MEETINGS], [FLOOD])
    with Store.open(path) as store:
        assert articles(recall(store, SERIES, "2026-04-14")) == [[MAYOR, MEETINGS], [FLOOD]]


def test_a_story_that_was_two_is_one_from_the_day_an_article_joins_them(store):
    acquitted = Article(
        "Oskar Brenn, the former mayor of Lisk, was acquitted of taking bribes from the builder "
        "Harmon Estates. Prosecutor Eva Dolan, who had spoken of eleven meetings and 400,000 "
        "crowns, said she would appeal to the high court.",
        title="Former mayor Brenn acquitted in Lisk",
        date="2026-04-15",
        outlet="Lisk Courier",
        language="en",
    )
    kept(store, "2026-04-14", (MAYOR,), (MEETINGS,))
    halves = {MAYOR.hash, MEETINGS.hash}

    def planned(*articles, day):
        memory = recall(store, SERIES, day)
        return plan([split(article) for article in articles], Wanted(day, memory=memory)).stories

    (joined,) = planned(acquitted, day="2026-04-15")
    assert {d.article.hash for d in joined.earlier} == halves
    for article in (MAYOR, MEETINGS):
        assert any(text in article.text for text in joined.told)
    made = brief("2026-04-15", (acquitted,))
    (story,) = made.stories
    hashes = tuple(document.article.hash for document in joined.earlier)
    store.keep_article(acquitted)
    remember(store, SERIES, replace(made, stories=(replace(story, earlier=hashes),)), NOW)

    (known,) = planned(acquitted, MAYOR, MEETINGS, day="2026-04-16")
    assert known.is_known
    assert {d.article.hash for d in known.documents} == {acquitted.hash, *halves}
    half = replace(MEETINGS, text=f"{MEETINGS.text} Dolan has appealed.", date="2026-04-16")
    (again,) = planned(half, MAYOR, day="2026-04-16")
    assert {d.article.hash for d in again.earlier} == {acquitted.hash, *halves}
