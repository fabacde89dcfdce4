"""A story's articles are read once for all that is asked of them."""

from collections import Counter

import anyio

from briefer.briefing import BriefMaker, Wanted
from briefer.checks import source
from briefer.ingest import Item
from briefer.prompting import PromptLibrary
from briefer.runs import Live
from briefer.tasks import DigestPlan, Plan
from tests.support.writer import DAM, FLOOD, TOLD, Writer, dated


def test_sentences_are_read_once_for_the_checks_of_a_story_and_for_what_code_adds(monkeypatch):
    read = Counter()

    def counted(text, *rest):
        read[text] += 1
        return words(text, *rest)

    words = source.words
    monkeypatch.setattr(source, "words", counted)
    articles = [dated(DAM), dated(FLOOD)]
    items = [Item(each.source, lambda each=each: each) for each in articles]
    maker = BriefMaker(Live(Writer(), 1), PromptLibrary.at(), Plan(), DigestPlan())
    brief = anyio.run(maker.brief, items, Wanted("2026-11-25"), lambda _: None)
    (story,) = brief.stories
    assert story.headline.text in TOLD.values()
    assert story.headline.sources == 2
    assert [len(story.quotations), len(story.ahead)] == [1, 1]
    # The top lines are held to all of a day's articles, which are another source.
    assert read[DAM.partition("\n")[0]] == 2
    assert max(count for text, count in read.items() if text.strip()) == 2
