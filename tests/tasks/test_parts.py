"""The parts of what is told: each a checked claim, empty where the articles do not say it."""

import pytest

from briefer.model import Article
from briefer.render import summary_from, summary_markdown, summary_value
from briefer.tasks import Plan, story, summarize
from briefer.text import split

TEXT = """The dam at Monfrei broke on Monday at 9:30. Rescue teams evacuated 6,800 people.

The valley has lost its only road, Mayor Ada Lind said. The union of masons wants an inquiry.

The dam was built in 1931.

Subscribe to our newsletter."""


def claim(text, *ids, **more):
    return {"text": text, "evidence": list(ids), **more}


@pytest.fixture
def article():
    return split(
        Article(
            TEXT, title="Dam bursts", date="2026-11-20", outlet="The Valley Post", dateline="LUNT"
        )
    )


@pytest.fixture
def answer():
    return {
        "headline": claim("The dam at Monfrei broke on Monday.", "S1"),
        "lede": [
            claim("The dam at Monfrei broke on Monday at 9:30.", "S1"),
            claim("Rescue teams evacuated 6,800 people.", "S2"),
        ],
        "key_facts": [claim("Rescue teams evacuated 6,800 people.", "S2")],
        "why_it_matters": [claim("The valley has lost its only road, Mayor Ada Lind said.", "S3")],
        "background": [claim("The dam was built in 1931.", "S5")],
        "positions": [
            claim("The union of masons wants an inquiry.", "S4", who="Union of masons"),
            claim("The valley has lost its road, Ada Lind said.", "S3", who="Bishop Crane"),
        ],
        "timeline": [claim("At 9:30 on Monday the dam at Monfrei broke.", "S1")],
        "topic": {"kind": "disaster", "text": "dam burst"},
        "place": {"kind": "europe", "text": "Monfrei"},
        "importance": 4,
    }


def test_every_part_is_checked_and_what_the_lede_says_is_no_key_fact(hand, article, model, answer):
    told, asked = hand.play(summarize(article, hand.prompts, model, Plan()), [answer])
    assert [place for place, _ in told.placed_claims()] == [
        "headline", "summary[0]", "summary[1]", "why_it_matters", "background[0]",
        "positions[0].claim", "positions[1].claim", "timeline[0]",
    ]  # fmt: skip
    assert all(each.evidence and not each.fails for each in told.claims)
    assert (told.topic.kind, told.place.name, told.importance) == ("disaster", "Monfrei", 4)
    assert [each.who for each in told.positions] == ["Union of masons", ""]  # no bishop is in it
    assert summary_from(summary_value(told)) == told
    shown = summary_markdown(told)
    for words in ("**Why it matters:** The valley", "- Union of masons: The union", "**Timeline**"):
        assert words in shown
    prompt = asked[0][0].messages[-1].content
    assert "Published Friday 20 November 2026" in prompt
    assert "The Valley Post, LUNT" in prompt
    assert "newsletter" not in prompt


def test_a_part_that_the_article_does_not_bear_out_fails_like_any_claim(
    hand, article, model, answer
):
    answer["background"] = [claim("The dam was built in 1977.", "S5")]
    answer["timeline"] = [claim("At 11:45 on Monday the dam at Monfrei broke.", "S1")]
    task = summarize(article, hand.prompts, model, Plan(unsupported="drop"))
    told, _ = hand.play(task, [answer], [{"claims": []}])
    assert told.background == told.timeline == ()
    assert {each.text for each in told.dropped} == {
        "The dam was built in 1977.", "At 11:45 on Monday the dam at Monfrei broke.",
    }  # fmt: skip


def test_a_summary_of_before_there_were_parts_still_loads(hand, article, model, answer):
    old = {name: answer[name] for name in ("headline", "key_facts")} | {"summary": answer["lede"]}
    told, _ = hand.play(summarize(article, hand.prompts, model, Plan("summarize@2")), [old])
    value = summary_value(told)
    for name in ("why_it_matters", "background", "positions", "timeline", "topic", "place"):
        del value[name]
    assert summary_from(value) == told


def test_a_story_is_told_what_its_readers_know_and_where_its_articles_differ(hand, article, model):
    other = split(Article("The dam at Monfrei broke on Monday at 9:40.", outlet="Canal 4"))
    task = story(
        [article, other], hand.prompts, model, Plan(),
        known=["Rain fell all week."], differences=["time: “9:30” [1.S1]; “9:40” [2.S1]"],
    )  # fmt: skip
    (request,) = next(task)
    prompt = request.messages[-1].content
    assert "The reader knows:\n- Rain fell all week.\nPut first what is new" in prompt
    assert "The articles differ:\n- time: “9:30” [1.S1]; “9:40” [2.S1]" in prompt


def test_a_sources_own_title_is_its_word_unless_its_text_says_otherwise(hand, model):
    text = "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people."
    for title, status in (
        ("Valley flees the water", "confirmed"),
        ("9,900 flee the water", "unsupported"),
    ):
        document = split(Article(text, title=title))
        answer = {"headline": claim(title, "S2"), "lede": [claim("The dam broke.", "S1")]}
        told, _ = (
            hand.play(summarize(document, hand.prompts, model, Plan()), [answer], [{"claims": []}])
            if status != "confirmed"
            else hand.play(summarize(document, hand.prompts, model, Plan()), [answer])
        )
        assert told.headline.status == status
