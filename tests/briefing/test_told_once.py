"""Both days as a strong model tells them: what is to come, who said what, nothing three times."""

import datetime as dt
import re

import anyio
import pytest

from briefer import Session
from briefer.ingest import find
from briefer.render import brief_html, brief_markdown
from tests.support.loopback import Loopback
from tests.support.repository import ROOT
from tests.support.scripted import everything_told, scripted

pytestmark = pytest.mark.loopback

DAYS = {"day1": "2026-11-20", "day2": "2026-11-21"}


@pytest.fixture(scope="module")
def briefs(tmp_path_factory):
    """The briefs of both days, the second of which remembers the first."""
    store = str(tmp_path_factory.mktemp("memory") / "store.db")

    async def run(url):
        made = {}
        for day, date in DAYS.items():
            options = {"model": "openai:loopback-1", "base_url": url, "store": store}
            async with Session.of({**options, "since": "last"}) as session:
                made[day] = await session.daily(find([str(ROOT / "fixtures/days" / day)]), date)
        return made

    with Loopback(scripted()) as server:
        return anyio.run(run, server.url)


@pytest.fixture(scope="module", params=DAYS)
def brief(request, briefs):
    return briefs[request.param]


def body_of(brief):
    return brief_markdown(brief).partition("\n## Sources\n")[0]


def words_of(text):
    return " ".join(re.findall(r"\w+", text.casefold()))


def test_what_comes_next_is_to_come_and_told_once(brief):
    body = body_of(brief)
    for story in brief.stories:
        days = [event.date for event in story.ahead]
        assert days == sorted(set(days))
        assert all(day > brief.date for day in days)
        for event, fact in story.coming:
            told = event.evidence.text if fact is None else fact.text
            assert body.count(told) == (story.status != "developing"), told
            if fact is None:
                place = (event.evidence.article, event.evidence.start)
                for claim in (*story.claims, *story.news):
                    cited = {(e.article, e.start) for e in claim.evidence}
                    assert place not in cited or not _names(claim.text, event.date), claim.text


def _names(text, date):
    day = dt.date.fromisoformat(date)
    return f"{day:%A}" in text or f"{day.day} {day:%B}" in text


def test_what_comes_next_is_told_in_the_briefs_words_where_a_fact_has_it(briefs):
    told = {
        fact.text
        for brief in briefs.values()
        for story in brief.stories
        for _, fact in story.coming
        if fact
    }
    assert "More rain is expected on Sunday." in told
    assert "The railway means to inspect the embankment on Monday." in told
    assert "The public can see the chart from 15 January." in told
    page = brief_html(briefs["day1"])
    assert len(re.findall(r"class=\"claim\"[^\n]*More rain is expected on Sunday\.", page)) == 1


def test_a_quotation_is_whole_has_its_speakers_role_and_is_told_once(briefs):
    said = {
        quotation.text: quotation.said_by
        for brief in briefs.values()
        for story in brief.stories
        for quotation in story.quotations
    }
    assert said["I do not need him to sit. I need the ninety-four."] == "Hendrik Maas"
    plumber = "A policeman is a fine thing. That week I would rather have had a plumber."
    assert said[plumber] == "Runa Fjellheim, mayor"
    assert "Aksel Rind, chief executive" in said.values()
    assert "Karsten Ohlin, Brennmark's foreign minister" in said.values()
    assert "Greta Moll, Rail Workers' Federation" in said.values()
    for brief in briefs.values():
        for story in brief.stories:
            texts = [words_of(quotation.text) for quotation in story.quotations]
            for at, text in enumerate(texts):
                assert not any(text in other for other in texts[:at] + texts[at + 1 :])


def test_nothing_is_told_three_times_and_nothing_unsure_leads(brief):
    body = body_of(brief)
    assert brief.top_lines[0].status == "confirmed"
    places = [line.evidence[0].article for line in brief.top_lines]
    assert places == sorted(places)  # they stand as their stories do
    written = {told.headline.text for told in everything_told()}
    stories = [story for story in brief.stories if story.headline.text in written]
    assert len(stories) >= len(brief.stories) - 1
    for story in stories:
        assert story.headline.status == "confirmed"
        assert body.count(story.headline.text) <= 1 + (story.headline.text in _lines(brief))
        for claim in (*story.summary, *story.key_facts):
            assert words_of(claim.text) != words_of(story.headline.text)


def _lines(brief):
    return {line.text for line in brief.top_lines}


def test_a_developing_story_without_news_is_a_line(briefs):
    (storm,) = [story for story in briefs["day2"].stories if story.status == "developing"]
    told = body_of(briefs["day2"])
    assert storm.headline.text in told
    assert not any(claim.text in told for claim in (*storm.summary, *storm.key_facts))
