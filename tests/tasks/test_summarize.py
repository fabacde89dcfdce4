"""Summarizing one article, the task driven by hand."""

from dataclasses import replace

import pytest

from briefer.errors import (
    ContextLengthError,
    CutOffError,
    EmptyAnswerError,
    MalformedAnswerError,
    RefusedError,
    ServerError,
    UnsupportedClaimsError,
)
from briefer.model import Article
from briefer.tasks import Plan, first_requests, summarize
from briefer.text import split


def claim(text, *ids):
    return {"text": text, "evidence": list(ids)}


HOSTS = claim("Britain and France will host defence ministers from around 30 countries.", "S1")
DEPLOYMENT = claim("The UK has indicated a deployment of 10,000 to 30,000 personnel.", "S2")
ABSENT = claim("U.S. Defense Secretary Pete Hegseth is not expected to attend the meeting.", "S3")
WRONG = claim("The UK has indicated a deployment of 40,000 personnel.", "S2")
GOOD = {"headline": HOSTS, "summary": [DEPLOYMENT], "key_facts": [ABSENT]}
BAD = {**GOOD, "key_facts": [WRONG]}


def repaired(text, *ids):
    return {"claims": [{"number": 1, "text": text, "evidence": list(ids)}]}


def test_a_good_answer_takes_one_request_and_every_claim_is_confirmed(hand, story, model):
    summary, asked = hand.play(summarize(story, hand.prompts, model, Plan()), [GOOD])
    assert [len(requests) for requests in asked] == [1]
    assert [c.status for c in summary.claims] == ["confirmed"] * 3
    evidence = summary.summary[0].evidence[0]
    assert story.article.text[evidence.start : evidence.end] == evidence.text
    assert summary.provenance.requests == (asked[0][0].key,)
    assert [p.label for p in summary.provenance.prompts] == ["summarize@3"]
    assert summary.provenance.usage.input_tokens == 10


def test_a_failing_claim_is_sent_back_once_with_what_was_found(hand, story, model):
    task = summarize(story, hand.prompts, model, Plan())
    fixed = repaired("The UK has indicated 10,000 to 30,000 personnel.", "S2")
    summary, asked = hand.play(task, [BAD], [fixed])
    (first,), (second,) = asked
    assert second.prompt.label == "repair@2"
    assert second.messages[: len(first.messages)] == first.messages
    sent = second.messages[-1].content
    assert "40,000" in sent
    assert "Wrong: " in sent
    assert "[S2] The UK has indicated" in sent
    assert summary.key_facts[0].status == "confirmed"
    assert summary.key_facts[0].repaired
    assert "30,000" in summary.key_facts[0].text


def test_a_repair_that_is_no_better_leaves_the_claim_flagged(hand, story, model):
    task = summarize(story, hand.prompts, model, Plan())
    summary, _ = hand.play(task, [BAD], [repaired("The UK will send 50,000 personnel.", "S2")])
    fact = summary.key_facts[0]
    assert (fact.status, fact.handling, fact.repaired) == ("contradicted", "kept", False)
    assert fact.is_flagged
    assert fact.text == WRONG["text"]
    assert {finding.kind for finding in fact.findings} == {"number"}


@pytest.mark.parametrize(
    "outcome",
    [CutOffError("cut"), EmptyAnswerError("empty"), ContextLengthError("long"), "no JSON"],
)
def test_a_repair_that_fails_leaves_the_claim_flagged(hand, story, model, outcome):
    task = summarize(story, hand.prompts, model, Plan())
    summary, _ = hand.play(task, [BAD], [outcome])
    assert summary.key_facts[0].status == "contradicted"
    assert summary.key_facts[0].is_flagged


def settled(hand, story, model, policy):
    task = summarize(story, hand.prompts, model, Plan(unsupported=policy))
    return hand.play(task, [BAD], [{"claims": []}])[0]


def test_quote_puts_the_cited_sentence_in_the_claims_place(hand, story, model):
    fact = settled(hand, story, model, "quote").key_facts[0]
    assert (fact.status, fact.handling) == ("contradicted", "quoted")
    assert fact.text == story.sentences[1].text
    assert fact.original == WRONG["text"]


def test_drop_takes_the_claim_out_and_keeps_count(hand, story, model):
    summary = settled(hand, story, model, "drop")
    assert summary.key_facts == ()
    assert [(c.text, c.handling) for c in summary.dropped] == [(WRONG["text"], "dropped")]
    assert summary.dropped[0].status == "contradicted"


def test_fail_ends_the_article_with_what_is_wrong(hand, story, model):
    with pytest.raises(UnsupportedClaimsError, match=r"story\.txt") as caught:
        settled(hand, story, model, "fail")
    assert caught.value.exit_code == 3


def test_a_malformed_answer_is_asked_for_again_with_the_reason(hand, story, model):
    task = summarize(story, hand.prompts, model, Plan())
    summary, asked = hand.play(task, [{"headline": HOSTS, "summary": [{"text": "x"}]}], [GOOD])
    again = asked[1][0]
    assert again.prompt.label == "reask@1"
    assert "required field missing @ $.summary[0].evidence" in again.messages[-1].content
    assert again.schema == asked[0][0].schema
    assert len(summary.provenance.requests) == 2


def test_an_answer_malformed_twice_is_an_error_that_names_the_article(hand, story, model):
    task = summarize(story, hand.prompts, model, Plan())
    with pytest.raises(MalformedAnswerError, match=r"story\.txt: .*asked twice: not valid JSON"):
        hand.play(task, ["nonsense"], ["more nonsense"])


def test_a_cut_off_answer_is_asked_for_again_with_more_room(hand, story, model):
    task = summarize(story, hand.prompts, model, Plan())
    _, asked = hand.play(task, [CutOffError("cut off")], [GOOD])
    assert asked[1][0].sampling.max_tokens == 2 * asked[0][0].sampling.max_tokens


@pytest.mark.parametrize("error", [RefusedError("no"), ServerError("down")])
def test_other_errors_end_the_article_at_once(hand, story, model, error):
    task = summarize(story, hand.prompts, model, Plan())
    with pytest.raises(type(error)):
        hand.play(task, [error])


def test_ids_that_do_not_exist_never_become_evidence(hand, story, model):
    invented = {**GOOD, "summary": [claim(DEPLOYMENT["text"], "S99")]}
    summary, _ = hand.play(summarize(story, hand.prompts, model, Plan()), [invented])
    assert [e.sentence for e in summary.summary[0].evidence] == ["S2"]
    assert summary.summary[0].origin == "found"


def test_what_is_said_twice_is_kept_once(hand, story, model):
    twice = {**GOOD, "key_facts": [DEPLOYMENT, ABSENT, ABSENT]}
    summary, _ = hand.play(summarize(story, hand.prompts, model, Plan()), [twice])
    assert [c.text for c in summary.key_facts] == [ABSENT["text"]]


def test_facts_alone_are_asked_for_with_their_own_prompt(hand, story, model):
    task = summarize(story, hand.prompts, model, Plan(prompt="facts"))
    summary, asked = hand.play(task, [{"key_facts": [DEPLOYMENT]}])
    assert asked[0][0].prompt.label == "facts@1"
    assert (summary.headline, summary.summary) == (None, ())
    assert len(summary.key_facts) == 1


def long_story(paragraphs=60):
    text = "\n\n".join(
        f"Mayor number {n} opened bridge {n} on Monday. It cost {n} million euros to build."
        for n in range(1, paragraphs + 1)
    )
    return split(Article(text, source="long.txt"))


def part_answer(request):
    sentence = request.inputs["sentences"][0]
    return {
        "headline": claim(sentence.text, sentence.id),
        "summary": [claim(sentence.text, sentence.id)],
        "key_facts": [],
    }


def test_an_article_past_the_window_is_read_in_chunks_and_merged(hand, model):
    document = long_story()
    small = replace(model, context_tokens=1_600, max_output_tokens=300)
    task = summarize(document, hand.prompts, small, Plan())
    parts = next(task)
    assert len(parts) > 1
    seen = {s.id for request in parts for s in request.inputs["sentences"]}
    assert seen == {s.id for s in document.sentences}
    (merge,) = task.send([hand.reply(part_answer(request)) for request in parts])
    assert merge.prompt.label == "merge@3"
    last = document.sentences[-2]
    answer = {
        "headline": claim(last.text, last.id),
        "summary": [claim(last.text, last.id)],
        "key_facts": [],
    }
    with pytest.raises(StopIteration) as stop:
        task.send([hand.reply(answer)])
    assert [e.sentence for e in stop.value.value.headline.evidence] == [last.id]


def test_a_window_that_turns_out_smaller_makes_the_plan_smaller(hand, model):
    task = summarize(long_story(), hand.prompts, model, Plan())
    assert len(next(task)) == 1
    rounds = 0
    requests = task.send([ContextLengthError("too long")])
    while len(requests) == 1 and rounds < 5:
        requests = task.send([ContextLengthError("too long")])
        rounds += 1
    assert len(requests) > 1


def test_a_window_too_small_for_anything_is_an_error(hand, story, model):
    task = summarize(story, hand.prompts, model, Plan())
    with pytest.raises(ContextLengthError, match=r"story\.txt: even 200 tokens"):
        refuse_all(task)


def refuse_all(task):
    requests = next(task)
    for _ in range(20):
        requests = task.send([ContextLengthError("too long")] * len(requests))


def test_a_grammar_engine_gets_the_ids_that_exist(hand, story, model):
    (request,) = first_requests(story, hand.prompts, replace(model, enum_ids=True), Plan())
    ids = request.schema["properties"]["headline"]["properties"]["evidence"]["items"]
    assert ids == {"type": "string", "enum": ["S1", "S2", "S3"]}


def test_a_hosted_engine_gets_one_schema_for_every_article(hand, story, model):
    (one,) = first_requests(story, hand.prompts, model, Plan())
    (other,) = first_requests(long_story(), hand.prompts, model, Plan())
    assert one.schema == other.schema
    assert one.key != other.key


def test_the_same_article_and_settings_make_the_same_key(hand, story, model):
    again = split(replace(story.article, source="elsewhere.txt"))
    (one,) = first_requests(story, hand.prompts, model, Plan())
    (other,) = first_requests(again, hand.prompts, model, Plan())
    assert one.key == other.key


def test_claims_in_another_language_are_held_to_figures_and_dates_and_stay_open(hand, story, model):
    german = {
        "headline": claim("Großbritannien und Frankreich empfangen Minister aus 30 Ländern.", "S1"),
        "summary": [claim("Das Land hat 10.000 bis 30.000 Soldaten in Aussicht gestellt.", "S2")],
        "key_facts": [claim("Der Minister wird an dem Treffen nicht teilnehmen.", "S3")],
    }
    task = summarize(story, hand.prompts, model, Plan(language="German"))
    summary, asked = hand.play(task, [german])
    assert "Write in German." in asked[0][0].messages[-1].content
    assert {(c.status, c.checked) for c in summary.claims} == {("open", "figures")}


def test_a_wrong_figure_in_another_language_is_flagged(hand, story, model):
    wrong = claim("Das Land hat 90.000 Soldaten in Aussicht gestellt, und das ist viel.", "S2")
    german = {"headline": wrong, "summary": [wrong], "key_facts": []}
    task = summarize(story, hand.prompts, model, Plan(language="German"))
    summary, _ = hand.play(task, [german], [{"claims": []}])
    assert summary.headline.status == "unsupported"
    assert summary.headline.is_flagged


def test_a_language_asked_for_that_is_the_articles_own_changes_nothing(hand, story, model):
    task = summarize(story, hand.prompts, model, Plan(language="English"))
    summary, _ = hand.play(task, [GOOD])
    assert {c.checked for c in summary.claims} == {"all"}
