"""A story's articles are read once for all that is asked of them."""

import json
from collections import Counter

import anyio

from briefer.briefing import Desk, Wanted
from briefer.checks import source
from briefer.ingest import Item
from briefer.llm import ModelInfo, Reply
from briefer.model import Article
from briefer.prompting import PromptLibrary
from briefer.runs import Live
from briefer.tasks import DigestPlan, Plan

DAM = """The dam at Lowmoor broke on Tuesday after two weeks of rain, the water board said.

Some 400 people were moved to a school. "We heard it before we saw it," said Mary Poole, a farmer.

The council will meet on 27 November to vote on repairs that cost £3 million.
"""
FLOOD = """The dam at Lowmoor broke on Tuesday after two weeks of rain, officials said.

Some 450 people were moved to a school in Lowmoor. Nobody was hurt when the dam broke.

The council will meet on 27 November to vote on repairs.
"""
SAID = {"text": "Two weeks of rain broke the dam at Lowmoor.", "evidence": ["1.S1"]}
LINE = {"text": DAM.partition("\n")[0], "evidence": ["1.S1"]}


class Writer:
    """A model that words a story freely, and the top lines as the article does."""

    info = ModelInfo("test", "writer", None)

    async def complete(self, request):
        whole = {"headline": SAID, "summary": [SAID], "key_facts": [SAID], "top_lines": [LINE]}
        return Reply(json.dumps(whole), "writer")


def test_sentences_are_read_once_for_the_checks_of_a_story_and_for_what_code_adds(monkeypatch):
    read = Counter()

    def counted(text, *rest):
        read[text] += 1
        return words(text, *rest)

    words = source.words
    monkeypatch.setattr(source, "words", counted)
    articles = [Article(DAM, date="2026-11-24"), Article(FLOOD, date="2026-11-24")]
    items = [Item(str(number), lambda each=each: each) for number, each in enumerate(articles)]
    desk = Desk(Live(Writer(), 1), PromptLibrary.at(), Plan(), DigestPlan())
    brief = anyio.run(desk.brief, items, Wanted("2026-11-25"), lambda _: None)
    (story,) = brief.stories
    assert story.headline.sources == 2
    assert [len(story.quotations), len(story.ahead)] == [1, 1]
    assert read[LINE["text"]] == 1
    assert max(count for text, count in read.items() if text.strip()) == 1
