"""The top lines of a brief, the task driven by hand."""

from dataclasses import replace

import pytest

from briefer.errors import ContextLengthError
from briefer.model import Article
from briefer.tasks import DigestPlan, Plan, digest, renumbered, story
from briefer.text import split


def claim(text, *ids):
    return {"text": text, "evidence": list(ids)}


@pytest.fixture
def day(hand, model):
    """Three documents and the stories they tell, numbered as in a brief."""
    texts = [
        "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people.",
        "Halden raised its forecast to 4.4 billion euros. Shares gained 5 percent.",
        "The council voted 14 to 11 for a single fare of $2.90. It starts in September.",
    ]
    documents = [split(Article(text, source=f"{n}.txt")) for n, text in enumerate(texts, 1)]
    stories = []
    for document in documents:
        lead, rest = document.sentences
        answer = {
            "headline": claim(lead.text, "S1"),
            "summary": [claim(rest.text, "S2")],
            "key_facts": [],
        }
        task = story([document], hand.prompts, model, Plan())
        told = hand.play(task, [answer])[0]
        stories.append(renumbered(told, [len(stories) + 1]))
    return documents, stories


def test_the_prompt_shows_the_sentences_that_the_stories_rest_on(hand, day, model):
    documents, stories = day
    task = digest(stories, documents, hand.prompts, model, DigestPlan())
    line = claim("Rescue teams evacuated 6,800 people.", "1.S2")
    result, asked = hand.play(task, [{"top_lines": [line]}])
    prompt = asked[0][0].messages[-1].content
    assert "[2.S1] Halden raised its forecast" in prompt
    assert "[3.S2] It starts in September." in prompt
    (top,) = result.top_lines
    assert [(e.article, e.sentence) for e in top.evidence] == [(1, "S2")]
    assert top.status == "confirmed"
    assert result.provenance.requests == (asked[0][0].key,)


def test_a_line_that_mixes_up_articles_is_sent_back_and_flagged(hand, day, model):
    documents, stories = day
    task = digest(stories, documents, hand.prompts, model, DigestPlan())
    wrong = claim("Halden evacuated 9,900 people.", "2.S1")
    result, asked = hand.play(task, [{"top_lines": [wrong]}], [{"claims": []}])
    assert asked[1][0].prompt.label == "repair@2"
    assert "[2.S1] Halden raised" in asked[1][0].messages[-1].content
    assert [line.is_flagged for line in result.top_lines] == [True]


def test_a_line_without_a_citation_must_be_found_in_one_story(hand, day, model):
    documents, stories = day
    mixed = claim("Halden raised its forecast and rescue teams evacuated 6,800 people.")
    plain = claim("Rescue teams evacuated 6,800 people.")
    task = digest(stories, documents, hand.prompts, model, DigestPlan())
    result, _ = hand.play(task, [{"top_lines": [mixed, plain]}], [{"claims": []}])
    assert [line.is_flagged for line in result.top_lines] == [True, False]
    (finding,) = result.top_lines[0].findings
    assert finding.message == "no one story says it: parts of it stand in several"


def test_no_more_lines_than_asked_for_are_kept(hand, day, model):
    documents, stories = day
    task = digest(stories, documents, hand.prompts, model, DigestPlan(limit=2))
    lines = [claim(d.sentences[0].text, f"{n}.S1") for n, d in enumerate(documents, 1)]
    result, _ = hand.play(task, [{"top_lines": lines}])
    assert len(result.top_lines) == 2


def test_sentences_of_failing_claims_are_not_shown(hand, day, model):
    documents, stories = day
    flagged = tuple(replace(c, status="unsupported") for c in stories[0].summary)
    stories = [replace(stories[0], summary=flagged), *stories[1:]]
    requests = next(digest(stories, documents, hand.prompts, model, DigestPlan()))
    assert "6,800" not in requests[0].messages[-1].content


def test_without_any_sentence_nothing_is_asked(hand, day, model):
    documents, stories = day
    bare = [replace(s, headline=None, summary=(), key_facts=()) for s in stories]
    with pytest.raises(StopIteration) as stop:
        next(digest(bare, documents, hand.prompts, model, DigestPlan()))
    assert stop.value.value.top_lines == ()


def many(hand, day, model, count):
    documents, stories = day
    documents = [documents[n % 3] for n in range(count)]
    stories = [renumbered(alone(stories[n % 3]), [n + 1]) for n in range(count)]
    return digest(stories, documents, hand.prompts, model, DigestPlan())


def alone(told):
    """Return the story as if it were the only one of its brief."""
    return renumbered(told, [1] * 3)


def lines_of(request):
    stories = request.inputs["stories"][:2]
    return {
        "top_lines": [claim(a["sentences"][0]["text"], a["sentences"][0]["id"]) for a in stories]
    }


def test_a_day_past_the_window_is_written_in_rounds(hand, day, model):
    task = many(hand, day, replace(model, context_tokens=3_000), 90)
    requests = next(task)
    shown = {a["number"] for request in requests for a in request.inputs["stories"]}
    assert len(requests) > 1
    assert shown == set(range(1, 91))
    with pytest.raises(StopIteration) as stop:
        answer_all(hand, task, requests)
    assert stop.value.value.top_lines


def answer_all(hand, task, requests):
    for _ in range(20):
        requests = task.send([hand.reply(lines_of(request)) for request in requests])


def test_a_window_that_turns_out_smaller_makes_more_requests(hand, day, model):
    task = many(hand, day, model, 90)
    requests = next(task)
    assert len(requests) == 1
    for _ in range(8):
        requests = task.send([ContextLengthError("too long")] * len(requests))
        if len(requests) > 1:
            break
    assert len(requests) > 1
