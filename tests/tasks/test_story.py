"""One story from several articles, the task driven by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import ContextLengthError
from briefer.model import (
    Ahead,
    Article,
    Claim,
    Difference,
    Evidence,
    Finding,
    Provenance,
    Quotation,
    Side,
    Story,
)
from briefer.providers.extractive import answer_for
from briefer.tasks import Plan, renumbered, story
from briefer.text import split

FIRST = (
    "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. "
    "The governor called it a catastrophe."
)
SECOND = (
    "A dam burst above Monfrei early on Monday. Nearly 7,000 people left their homes. "
    "Two bridges are closed."
)


def claim(text, *ids):
    return {"text": text, "evidence": list(ids)}


@pytest.fixture
def two():
    return [
        split(Article(FIRST, source="a.txt", outlet="The Valley Post", date="2026-11-20")),
        split(Article(SECOND, source="b.txt", outlet="Canal 4", title="Dam bursts")),
    ]


@pytest.fixture
def answer():
    return {
        "headline": claim("The dam at Monfrei broke on Monday.", "1.S1"),
        "summary": [claim("Rescue teams evacuated 6,800 people.", "1.S2")],
        "key_facts": [claim("Two bridges are closed.", "2.S3")],
    }


def test_the_prompt_shows_every_article_with_its_outlet_and_its_sentences(hand, two, model, answer):
    told, asked = hand.play(story(two, hand.prompts, model, Plan()), [answer])
    prompt = asked[0][0].messages[-1].content
    assert "Article 1: The Valley Post\nPublished Friday 20 November 2026" in prompt
    assert "Article 2: Canal 4\nTitle: Dam bursts" in prompt
    assert "[2.S2] Nearly 7,000 people left their homes." in prompt
    assert told.articles == (1, 2)
    (fact,) = told.key_facts
    assert [(e.article, e.sentence, e.text) for e in fact.evidence] == [
        (2, "S3", "Two bridges are closed.")
    ]
    assert {c.status for c in told.claims} == {"confirmed"}


def test_a_claim_that_mixes_figures_of_two_articles_is_sent_back(hand, two, model, answer):
    answer["summary"] = [claim("Rescue teams evacuated 9,900 people.", "1.S2", "2.S2")]
    mended = {"claims": [{"number": 1, **claim("Nearly 7,000 people left their homes.", "2.S2")}]}
    told, asked = hand.play(story(two, hand.prompts, model, Plan()), [answer], [mended])
    assert asked[1][0].messages[: len(asked[0][0].messages)] == asked[0][0].messages
    assert told.summary[0].repaired
    assert told.summary[0].status == "confirmed"


def test_a_story_of_one_article_asks_what_its_summary_asks(hand, two, model):
    from briefer.tasks import first_requests

    (asked,) = next(story(two[:1], hand.prompts, model, Plan()))
    (wanted,) = first_requests(two[0], hand.prompts, model, Plan())
    assert asked.key == wanted.key


def test_past_the_window_the_heads_of_all_articles_are_shown(hand, model):
    long = [
        split(Article(" ".join(f"Fact {n} of {who} is {n * 7}." for n in range(400)), source=who))
        for who in ("one", "two", "three")
    ]
    small = replace(model, context_tokens=4_000)
    (request,) = next(story(long, hand.prompts, small, Plan(max_output_tokens=500)))
    shown = [len(article["sentences"]) for article in request.inputs["articles"]]
    assert shown[0] == shown[1] == shown[2]
    assert 10 < shown[0] < 400


def test_a_window_that_turns_out_smaller_is_asked_with_less(hand, model):
    long = [
        split(Article(" ".join(f"Fact {n} of {who} is {n * 7}." for n in range(200)), source=who))
        for who in ("one", "two")
    ]
    task = story(long, hand.prompts, model, Plan(max_output_tokens=500))
    (first,) = next(task)
    (second,) = task.send([ContextLengthError("too long")])
    assert len(second.messages[-1].content) < 0.8 * len(first.messages[-1].content)


def test_a_window_that_nothing_fits_is_an_error(hand, two, model):
    task = story(two, hand.prompts, model, Plan())
    next(task)

    def shrink():
        for _ in range(10):
            task.send([ContextLengthError("too long")])

    with pytest.raises(ContextLengthError):
        shrink()


def test_the_engine_without_a_model_takes_sentences_of_the_first_articles_language(two):
    def shown(number, document, language):
        return {
            "number": number,
            "language": language,
            "title": document.article.title,
            "sentences": [
                {"id": f"{number}.{s.id}", "text": s.text, "paragraph": 0, "kind": "prose"}
                for s in document.sentences
            ],
        }

    german = split(Article("Der Damm bei Monfrei brach am Montag. 7.000 Menschen flohen."))
    articles = [shown(1, two[0], "en"), shown(2, german, "de"), shown(3, two[1], "en")]
    answer = answer_for("story", {"articles": articles})
    cited = {
        i.split(".")[0]
        for c in (answer["headline"], *answer["summary"], *answer["key_facts"])
        for i in c["evidence"]
    }
    assert "2" not in cited
    assert cited == {"1", "3"}


@given(st.permutations([3, 5, 9]))
def test_renumbering_moves_every_number_and_nothing_else(numbers):
    def evidence(article):
        return Evidence(article, "S1", 0, 4, "Text")

    def made(of):
        found = Finding("number", f"the claim says 2; the source says 3 [{of(3)}.S1]")
        claim = Claim("Text", (evidence(of(1)), evidence(of(3))), findings=(found,))
        return Story(
            articles=(of(1), of(2), of(3)),
            copies=(of(3),),
            headline=claim,
            summary=(claim,),
            key_facts=(claim,),
            dropped=(claim,),
            news=(claim,),
            provenance=Provenance("by hand", "by hand"),
            quotations=(Quotation("Text", None, evidence(of(2))),),
            ahead=(Ahead("2026-11-26", evidence(of(2))),),
            differences=(
                Difference("number", "they differ", (Side("30", (of(1), of(2)), evidence(of(1))),)),
            ),
        )

    assert renumbered(made(lambda n: n), numbers) == made(lambda n: numbers[n - 1])


def test_a_finding_in_a_story_of_one_article_names_the_brief_s_number_of_it():
    found = Finding("number", "the claim says 2; the source says 3 [S1]")
    headline = Claim("Text", (Evidence(1, "S1", 0, 4, "Text"),), findings=(found,))
    alone = Story((1,), headline, (), (), Provenance("by hand", "by hand"))
    (told,) = renumbered(alone, [9]).headline.findings
    assert told.message == "the claim says 2; the source says 3 [9.S1]"
