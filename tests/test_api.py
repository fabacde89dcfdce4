"""briefer as a library."""

import asyncio
from dataclasses import replace

import anyio
import pytest

import briefer
from briefer.errors import (
    ModelNameError,
    NoArticleError,
    SettingError,
    SourceNotFoundError,
    UsageError,
)
from briefer.ingest import Item

TEXT = """# Ministers meet

Britain and France will host ministers from 30 countries on Thursday in Brussels.

The UK has indicated a deployment of 10,000 to 30,000 personnel.
"""


def test_summarize_takes_a_text_and_returns_a_checked_summary(capfd):
    summary = briefer.summarize(TEXT, model="extractive")
    assert summary.article.title == "Ministers meet"
    assert {claim.status for claim in summary.claims} == {"confirmed"}
    for claim in summary.claims:
        for evidence in claim.evidence:
            assert TEXT[evidence.start : evidence.end] == evidence.text
    assert capfd.readouterr() == ("", "")


def test_summarize_takes_an_article_and_keeps_what_it_says():
    article = briefer.Article(TEXT, outlet="The Paper", source="desk")
    summary = briefer.summarize(article, model="extractive")
    assert (summary.article.outlet, summary.article.source) == ("The Paper", "desk")


def test_the_async_twins_return_the_same():
    async def both():
        one, brief = await asyncio.gather(
            briefer.summarize_async(TEXT, model="extractive"),
            briefer.daily_async([TEXT], date="2026-11-22", model="extractive"),
        )
        return one, brief, await briefer.verify_async("30 countries will meet.", TEXT)

    one, brief, verification = asyncio.run(both())
    assert one == briefer.summarize(TEXT, model="extractive")
    assert brief == briefer.daily([TEXT], date="2026-11-22", model="extractive")
    assert verification == briefer.verify("30 countries will meet.", TEXT)


def test_the_sync_functions_work_inside_a_running_loop():
    async def notebook():
        return briefer.summarize(TEXT, model="extractive")

    assert asyncio.run(notebook()).claims


def test_daily_keeps_what_failed_and_goes_on():
    brief = briefer.daily([TEXT, "   "], date="2026-11-22", model="extractive")
    assert len(brief.stories) == 1
    assert [(f.source, f.error) for f in brief.failures] == [("article 2", "NoArticleError")]
    assert {e.article for claim in brief.claims for e in claim.evidence} == {1}
    assert brief.top_lines == ()  # its one story says it all


def test_top_lines_cite_article_and_sentence():
    other = (
        "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people from the valley."
    )
    titled = [
        briefer.Article(TEXT, title="Ministers to meet", source="article 1"),
        briefer.Article(other, title="Dam breaks", source="article 2"),
    ]
    brief = briefer.daily(titled, date="2026-11-22", model="extractive")
    assert sorted(each.source for each in brief.articles) == ["article 1", "article 2"]
    texts = [{"article 1": TEXT, "article 2": other}[each.source] for each in brief.articles]
    assert len(brief.top_lines) == 2
    for line in brief.top_lines:
        for evidence in line.evidence:
            text = texts[evidence.article - 1]
            assert text[evidence.start : evidence.end] == evidence.text


def test_verify_shows_what_the_source_does_not_say():
    verification = briefer.verify(
        "The UK has indicated 10,000 to 30,000 personnel. The UK has indicated 90,000 personnel.",
        TEXT,
    )
    assert [claim.status for claim in verification.claims] == ["confirmed", "contradicted"]
    (wrong,) = verification.unsupported
    assert wrong.findings[0].kind == "number"
    assert "90,000" in wrong.findings[0].message


def test_options_that_make_no_sense_are_refused():
    with pytest.raises(ModelNameError):
        briefer.summarize(TEXT, model="poet")
    with pytest.raises(SettingError):
        briefer.summarize(TEXT, model="extractive", concurrency=0)
    with pytest.raises(UsageError):
        briefer.daily([TEXT], date="yesterday", model="extractive")
    with pytest.raises(NoArticleError):
        briefer.summarize("  ", model="extractive")
    with pytest.raises(NoArticleError):
        briefer.daily([], model="extractive")
    with pytest.raises(SettingError, match="did you mean 'model'"):
        briefer.summarize(TEXT, modle="extractive")


def test_equal_articles_give_equal_summaries_wherever_they_were_read():
    one = briefer.summarize(briefer.Article(TEXT, source="a.txt"), model="extractive")
    two = briefer.summarize(briefer.Article(TEXT, source="b.txt"), model="extractive")
    assert replace(one, article=two.article) == two
    assert one.article.hash == two.article.hash
    assert one.provenance.requests == two.provenance.requests


def test_a_session_serves_many_articles():
    async def run():
        async with briefer.Session.of({"model": "extractive"}) as session:
            return [await session.summarize(briefer.Article(TEXT)) for _ in range(3)]

    assert len(set(asyncio.run(run()))) == 1


def test_a_session_yields_each_result_or_error_in_the_order_of_the_sources():
    def unreadable():
        raise SourceNotFoundError("gone")

    items = [
        Item("a", lambda: briefer.Article(TEXT)),
        Item("b", unreadable),
        briefer.Article(TEXT),
    ]

    async def run():
        async with briefer.Session.of({"model": "extractive"}) as session:
            return [each async for each in session.summaries(items)]

    first, failed, last = anyio.run(run)
    assert (first.source, failed.source, last.source) == ("a", "b", "text")
    assert isinstance(failed.error, SourceNotFoundError)
    assert first.summary == last.summary
    assert {e.text for c in first.summary.claims for e in c.evidence} <= {
        sentence.text for sentence in first.document.sentences
    }


def test_a_brief_is_the_last_of_the_events_on_the_way_to_it():
    def unreadable():
        raise SourceNotFoundError("gone")

    items = [briefer.Article(TEXT), Item("b", unreadable)]

    async def run():
        async with briefer.Session.of({"model": "extractive"}) as session:
            return [each async for each in session.briefing(items, "2026-11-22")]

    failed, told, brief = anyio.run(run)
    assert (failed.source, str(failed.error)) == ("b", "gone")
    assert [document.article.text for document in told.documents] == [TEXT]
    assert [failure.source for failure in brief.failures] == ["b"]
    assert [story.claims for story in brief.stories] == [told.story.claims]


def test_whoever_stops_reading_ends_the_run():
    asked = []

    def item(number):
        def load():
            asked.append(number)
            return briefer.Article(TEXT)

        return Item(str(number), load)

    async def run():
        async with briefer.Session.of({"model": "extractive", "concurrency": 1}) as session:
            async for result in session.summaries(map(item, range(500))):
                return result.source
        return None

    assert anyio.run(run) == "0"
    assert len(asked) < 500
