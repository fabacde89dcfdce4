"""A new version's summary: what did not change keeps its words, the task driven by hand."""

import json
import random

import pytest

from benchmarks import version_edits
from briefer.errors import ContextLengthError, MalformedAnswerError, UnsupportedClaimsError
from briefer.ingest.reading import article_from_text
from briefer.llm import Reply
from briefer.model import Article
from briefer.providers.extractive import answer_for
from briefer.tasks import Plan, carry_over, summarize
from briefer.text import split
from tests.support.repository import FIXTURES

ARTICLES = sorted((FIXTURES / "articles").iterdir())
DOCUMENTS = {p.name: split(article_from_text(p.read_text("utf-8"))) for p in ARTICLES}
OLD = (
    "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. "
    "Two bridges are closed. The army sent forty lorries to the valley. "
    "The governor, Ana Reis, called it a catastrophe."
)
ANSWER = {
    "headline": {"text": "Dam at Monfrei broke on Monday", "evidence": ["S1"]},
    "summary": [
        {"text": "Some 6,800 people were evacuated by rescue teams.", "evidence": ["S2"]},
        {"text": "Governor Ana Reis called it a catastrophe.", "evidence": ["S5"]},
    ],
    "key_facts": [
        {"text": "The army sent forty lorries.", "evidence": ["S4"]},
        {"text": "There are two bridges closed.", "evidence": ["S3"]},
    ],
}


def doc(text):
    return split(Article(text, source="story.txt"))


@pytest.fixture
def old(hand, model):
    summary, _ = hand.play(summarize(doc(OLD), hand.prompts, model, Plan()), [ANSWER])
    return summary


@pytest.fixture
def carried(hand, model, old):
    def play(text, *rounds, summary=old, **plan):
        task = carry_over(summary, doc(OLD), doc(text), hand.prompts, model, Plan(**plan))
        if rounds:
            return hand.play(task, *rounds)
        with pytest.raises(StopIteration) as stop:
            next(task)
        return stop.value.value, []

    return play


def texts(summary):
    return [claim.text for claim in summary.claims]


def test_white_space_places_and_spelling_cost_no_request_and_no_word(carried, old):
    new = "Two bridges  are closed. " + OLD.replace("Two bridges are closed. ", "").replace(
        "called it", "callled it"
    )
    summary, _ = carried(new)
    assert texts(summary) == texts(old)
    assert summary.article.hash == doc(new).article.hash
    assert summary.key_facts[1].evidence[0].sentence == "S1"
    for claim in summary.claims:
        for e in claim.evidence:
            assert new[e.start : e.end] == e.text


def test_one_changed_figure_is_one_request_about_one_sentence(carried, old):
    summary, asked = carried(
        OLD.replace("6,800", "7,200"),
        [
            {
                "claims": [
                    {
                        "number": 2,
                        "text": "Some 7,200 people were evacuated by rescue teams.",
                        "evidence": ["S2"],
                    }
                ],
                "key_facts": [],
            }
        ],
    )
    prompt = asked[0][0].messages[-1].content
    assert "Claim 2: Some 6,800 people were evacuated by rescue teams." in prompt
    assert [line for line in prompt.splitlines() if line.startswith("[")] == [
        "[S2] Rescue teams evacuated 7,200 people."
    ]
    wanted = texts(old)
    wanted[1] = "Some 7,200 people were evacuated by rescue teams."
    assert texts(summary) == wanted
    assert {claim.status for claim in summary.claims} == {"confirmed"}
    assert [p.label for p in summary.provenance.prompts] == ["carry@2", "summarize@3"]


def test_a_claim_whose_sentence_is_gone_is_taken_out_and_counted(carried, old):
    summary, _ = carried(OLD.replace(" The army sent forty lorries to the valley.", ""))
    assert texts(summary) == [t for t in texts(old) if "army" not in t]
    (gone,) = summary.dropped
    assert gone.text == "The army sent forty lorries."
    assert "not in the newer version" in gone.findings[0].message


def test_what_is_new_comes_after_what_was_known(carried, old):
    added = "Engineers had warned of cracks in March."
    summary, asked = carried(
        f"{OLD} {added}",
        [{"claims": [], "key_facts": [{"text": added, "evidence": ["S6"]}]}],
    )
    assert texts(summary) == [*texts(old), added]
    assert added in asked[0][0].messages[-1].content


def test_a_claim_written_anew_with_an_invented_figure_is_flagged_and_not_sent_back(carried):
    claim = {"number": 2, "text": "Some 9,900 people were evacuated.", "evidence": ["S2"]}
    answer = {"claims": [claim], "key_facts": []}
    new = OLD.replace("6,800", "7,200")
    summary, asked = carried(new, [answer])
    assert summary.summary[0].is_flagged
    assert len(asked) == 1
    summary, _ = carried(new, [answer], unsupported="drop")
    assert [c.text for c in summary.dropped] == [claim["text"]]
    with pytest.raises(UnsupportedClaimsError):
        carried(new, [answer], unsupported="fail")


def test_a_claim_that_the_model_leaves_out_is_not_carried_over_as_it_was(carried):
    summary, _ = carried(OLD.replace("6,800", "7,200"), [{"claims": [], "key_facts": []}])
    assert not any("6,800" in text for text in texts(summary))
    assert "not written anew" in summary.dropped[0].findings[0].message


def test_a_headline_whose_sentence_is_gone_is_written_from_the_lead(carried):
    _, asked = carried(
        OLD.replace("The dam at Monfrei broke on Monday. ", ""),
        [
            {
                "claims": [{"number": 1, "text": "6,800 people evacuated", "evidence": ["S1"]}],
                "key_facts": [],
            }
        ],
    )
    assert "[S1] Rescue teams evacuated 6,800 people." in asked[0][0].messages[-1].content


def test_another_text_is_summarized_as_if_there_were_no_old_one(carried):
    other = "A choir from Lund won the contest. Its conductor bowed three times."
    answer = {
        "headline": {"text": "A choir from Lund won the contest.", "evidence": ["S1"]},
        "summary": [{"text": "Its conductor bowed three times.", "evidence": ["S2"]}],
        "key_facts": [],
    }
    summary, asked = carried(other, [answer])
    assert asked[0][0].prompt.name == "summarize"
    assert len(texts(summary)) == 2
    assert summary.article.notes[-1].startswith("summarized anew: the two are not versions")


def test_before_a_paywall_only_what_stands_there_is_told(hand, model):
    document = DOCUMENTS["football-cup-semifinal.md"]
    old, _ = played(summarize(document, hand.prompts, model, Plan()), verbatim)
    text = document.article.text
    stub = text[: text.index("Goalkeeper")] + "Subscribe to continue reading.\n"
    now = split(article_from_text(stub))
    new, asked = played(carry_over(old, document, now, hand.prompts, model, Plan()), verbatim)
    assert asked == 0
    assert set(texts(new)) < set(texts(old))
    assert {c.findings[0].message for c in new.dropped} == {
        "not in the newer version: the newer version is cut short"
    }


def test_changes_past_the_window_are_summarized_in_parts(carried):
    answer = {**ANSWER, "summary": [{"text": "Two bridges are closed.", "evidence": ["S3"]}]}
    new = OLD.replace("6,800", "7,200")
    summary, asked = carried(new, [ContextLengthError("too long")], [answer])
    assert [round_[0].prompt.name for round_ in asked] == ["carry", "summarize"]
    assert "Two bridges are closed." in texts(summary)


def test_an_answer_that_cannot_be_used_twice_is_an_error(carried):
    with pytest.raises(MalformedAnswerError):
        carried(OLD.replace("6,800", "7,200"), ["no JSON"], ["none"])


def test_a_flagged_claim_keeps_its_words_and_its_mark(carried, hand, model, old):
    wrong = json.loads(json.dumps(ANSWER))
    wrong["key_facts"][0]["text"] = "The army sent ninety lorries."
    task = summarize(doc(OLD), hand.prompts, model, Plan())
    flagged, _ = hand.play(task, [wrong], [{"claims": []}])
    summary, _ = carried(OLD.replace(" ", "  "), summary=flagged)
    assert texts(summary) == texts(flagged)
    assert summary.key_facts[0].is_flagged
    assert summary.key_facts[0].findings


def played(task, word):
    """Play a task with the engine that needs no model, its claims worded by ``word``.

    Returns the result and how many requests it took.
    """
    asked = 0
    try:
        requests = next(task)
        while True:
            asked += len(requests)
            requests = task.send([Reply(worded(r, word), "scripted") for r in requests])
    except StopIteration as stop:
        return stop.value, asked


def worded(request, word):
    answer = json.loads(json.dumps(answer_for(request.schema_name, request.inputs)))
    for group in answer.values():
        for claim in group if isinstance(group, list) else [group]:
            claim["text"] = word(claim["text"])
    return json.dumps(answer)


def verbatim(text):
    return text


def otherwise(text):
    return f"In other words, {text[:1].lower()}{text[1:]}"


@pytest.mark.parametrize("word", [verbatim, otherwise])
@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_over_planted_edits_no_claim_on_an_unchanged_sentence_is_worded_differently(
    hand, model, name, word
):
    document = DOCUMENTS[name]
    rng = random.Random(name)
    old, _ = played(summarize(document, hand.prompts, model, Plan()), word)
    seen = 0
    for edit in version_edits.factual(document, rng, 1) + version_edits.cosmetic(document, rng, 3):
        now = split(version_edits.version(document, edit))
        new, asked = played(carry_over(old, document, now, hand.prompts, model, Plan()), word)
        is_factual = edit.kind != "cosmetic"
        assert asked <= (1 if is_factual else 0), edit
        for claim in old.claims:
            if is_factual and any(e.text == edit.old for e in claim.evidence):
                continue
            seen += 1
            assert claim.text in texts(new), (edit.how, claim.text)
    assert seen > 100


def test_a_headline_that_was_the_title_becomes_the_new_versions_title(hand, model):
    dead = "A fire in Corran harbour killed {} people, the fire service said. Nobody else was hurt."
    old, new = (
        split(Article(dead.format(n), title=f"Harbour fire kills {n} in Corran", source="a.txt"))
        for n in ("three", "five")
    )
    answer = {
        "headline": {"text": old.article.title, "evidence": ["S1"]},
        "lede": [{"text": old.sentences[0].text, "evidence": ["S1"]}],
        "key_facts": [],
    }
    first, _ = hand.play(summarize(old, hand.prompts, model, Plan()), [answer])
    anew = [{"number": 2, "text": new.sentences[0].text, "evidence": ["S1"]}]
    task = carry_over(first, old, new, hand.prompts, model, Plan())
    told, asked = hand.play(task, [{"claims": anew, "key_facts": []}])
    assert [each["number"] for each in asked[0][0].inputs["claims"]] == [2]
    assert (told.headline.text, told.headline.status) == (new.article.title, "confirmed")
    assert [claim.text for claim in told.summary] == [new.sentences[0].text]
    assert not told.headline.carried
