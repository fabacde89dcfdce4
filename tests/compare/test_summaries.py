"""Summaries compared claim by claim: what changed is told, and other words are no change."""

import json
import random
from collections import Counter

import pytest

from benchmarks import versions
from benchmarks.version_edits import cosmetic, factual, version
from briefer.compare.summaries import compare_summaries
from briefer.ingest import read_article
from briefer.llm import ModelInfo, Reply
from briefer.model import Article
from briefer.prompting import PromptLibrary
from briefer.providers.extractive import answer_for
from briefer.tasks import Plan, carry_over, summarize
from briefer.text import split
from tests.support.repository import ROOT

MODEL = ModelInfo("openai", "openai:by-hand", 100_000)
FIXTURES = ROOT / "fixtures"
OLD = (
    "The dam at Monfrei broke on Monday and killed 31 people, the fire service said. "
    "Rescue teams evacuated 6,800 people. Two bridges are closed. "
    "The governor, Ana Reis, will speak to the families on Friday. "
    "Engineers had warned of cracks in March."
)
NEW = (
    "The dam at Monfrei broke on Monday and killed 34 people, the fire service said. "
    "Rescue teams evacuated 6,800 people. "
    "The governor, Ana Reis, spoke to the families on Friday. "
    "Engineers had warned of cracks in March. Schools stay shut this week."
)


@pytest.fixture(scope="module")
def prompts():
    return PromptLibrary.at()


def played(task, answer):
    """Return a task's result; ``answer`` gives each request's."""
    try:
        requests = next(task)
        while True:
            requests = task.send([Reply(json.dumps(answer(r)), "by-hand") for r in requests])
    except StopIteration as stop:
        return stop.value


def extractive(document, prompts, **plan):
    return played(
        summarize(document, prompts, MODEL, Plan(**plan)),
        lambda r: answer_for(r.schema_name, r.inputs),
    )


def written(document, prompts, *claims):
    """Return a summary as a model words it: (text, ids) for headline, summary and key facts."""
    told = [{"text": text, "evidence": ids.split()} for text, ids in claims]
    answer = {"headline": told[0], "summary": told[1:3], "key_facts": told[3:]}

    def say(request):
        if request.schema_name == "summary":
            return answer
        return {"claims": [{**told[0], "number": 1}]}  # repair: as it was

    return played(summarize(document, prompts, MODEL, Plan()), say)


def doc(text):
    return split(Article(text))


def found(comparison):
    return [
        (
            each.change,
            each.old and each.old.claim.text,
            each.new and each.new.claim.text,
            [(f.type, f.old and f.old.text, f.new and f.new.text) for f in each.facts],
            each.cause,
        )
        for each in comparison.claims
    ]


@pytest.fixture
def two(prompts):
    """Two versions of one article, and a summary of each in a model's own words."""
    before, now = doc(OLD), doc(NEW)
    old = written(
        before, prompts,
        ("Dam break at Monfrei kills 31", "S1"),
        ("Thirty-one people died when the Monfrei dam gave way on Monday.", "S1"),
        ("Some 6,800 residents were brought to safety.", "S2"),
        ("Two bridges cannot be used.", "S3"),
        ("On Friday the governor, Ana Reis, will speak to the bereaved.", "S4"),
        ("Cracks had been reported by engineers in March.", "S5"),
    )  # fmt: skip
    new = written(
        now, prompts,
        ("Dam break at Monfrei kills 34", "S1"),
        ("The dam at Monfrei burst on Monday, and 34 people were killed.", "S1"),
        ("Rescuers evacuated 6,800 people.", "S2"),
        ("Governor Ana Reis spoke to the families on Friday.", "S3"),
        ("Schools stay shut this week.", "S5"),
    )  # fmt: skip
    return old, new, before, now


def test_each_claim_is_changed_new_gone_or_in_other_words_and_says_what_and_why(two):
    comparison = compare_summaries(*two)
    told = found(comparison)
    assert told[0] == (
        "changed", "Dam break at Monfrei kills 31", "Dam break at Monfrei kills 34",
        [("number", "31", "34")], None,
    )  # fmt: skip
    assert told[1][0::3] == ("changed", [("number", "Thirty-one", "34")])
    assert told[2][0::3] == ("reworded", [])
    assert told[3][0::3] == ("changed", [("status", "will speak", "spoke")])
    assert [(each[0], each[2], each[4]) for each in told[4:5]] == [
        ("new", "Schools stay shut this week.", "article")
    ]
    assert [(each[0], each[1], each[4]) for each in told[5:]] == [
        ("gone", "Two bridges cannot be used.", "article"),
        ("gone", "Cracks had been reported by engineers in March.", "selection"),
    ]
    assert comparison.counts == {"changed": 3, "new": 1, "gone": 2, "reworded": 1, "kept": 0}
    for each in comparison.claims:
        for fact in each.facts:
            for span, placed in ((fact.old, each.old), (fact.new, each.new)):
                assert span is None or placed.claim.text[span.start : span.end] == span.text


def test_a_summary_alone_is_compared_by_what_it_cites(two):
    old, new, _, _ = two
    told = found(compare_summaries(old, new))
    assert [each[0] for each in told] == [each[0] for each in found(compare_summaries(*two))]
    # What the other summary does not cite, the other article may say all the same.
    assert {each[4] for each in told if each[0] in {"new", "gone"}} == {None}


def test_what_two_claims_said_and_one_says_now_is_neither_new_nor_gone(prompts):
    document = doc(OLD)
    apart = written(
        document, prompts,
        ("Dam breaks", "S1"),
        ("The dam at Monfrei broke on Monday.", "S1"),
        ("The fire service put the number of people killed at 31.", "S1"),
    )  # fmt: skip
    drawn = written(
        document, prompts,
        ("Dam breaks", "S1"),
        ("The dam at Monfrei broke on Monday, and the fire service put the dead at 31.", "S1"),
    )  # fmt: skip
    for old, new in ((apart, drawn), (drawn, apart)):
        comparison = compare_summaries(old, new, document, document)
        assert {each.change for each in comparison.claims} == {"kept", "reworded"}
        assert len(comparison.claims) == 3


def test_of_two_models_on_one_article_the_one_that_is_wrong_is_told(prompts):
    document = doc(OLD)
    same = ("Two bridges are closed.", "S3")
    right = written(document, prompts, ("Dam kills 31 people at Monfrei", "S1"), same)
    wrong = written(document, prompts, ("Dam kills 35 people at Monfrei", "S1"), same)
    assert wrong.headline.fails
    told, _ = found(compare_summaries(right, wrong, document, document))
    assert told[0::3] == ("changed", [("number", "31", "35")])


def test_texts_that_are_no_versions_of_one_article_are_said_to_be_none(prompts):
    other = doc("A choir from Lund won the contest. Its conductor bowed three times to the hall.")
    here, there = doc(OLD), other
    comparison = compare_summaries(
        extractive(here, prompts), extractive(there, prompts), here, there
    )
    assert comparison.note
    assert {each.change for each in comparison.claims} == {"new", "gone"}
    assert {each.cause for each in comparison.claims} == {None}


def test_over_an_unchanged_article_no_claim_is_changed_whoever_worded_it(prompts):
    answers = json.loads((FIXTURES / "scripted" / "articles.json").read_text("utf-8"))["answers"]
    counts, titled = Counter(), 0
    for told in answers:
        (name,) = told["articles"]
        document = split(read_article((FIXTURES / name).read_bytes(), source=name))
        answer = {key: told[key] for key in ("headline", "summary", "key_facts")}
        long = Plan(length="long")
        free = played(summarize(document, prompts, MODEL, long), lambda _, a=answer: a)
        picked = extractive(document, prompts, length="long")
        titled += free.headline.text == picked.headline.text  # a title stands for an open headline
        for old, new in ((free, picked), (picked, free), (free, free)):
            for documents in ((document, document), ()):
                comparison = compare_summaries(old, new, *documents)
                counts.update(comparison.counts)
                assert not [each for each in comparison.claims if each.change == "changed"]
                assert {each.cause for each in comparison.claims} <= {None, "selection"}
    assert counts["reworded"] > 200
    told = sum(1 + len(a["summary"]) + len(a["key_facts"]) for a in answers)
    assert counts["kept"] == 2 * told + 4 * titled


def test_planted_edits_change_the_claims_on_their_sentence_and_no_other(prompts):
    seen = Counter()
    for name, document in versions.sources([versions.ARTICLES])[::2]:
        rng = random.Random(name)
        old = extractive(document, prompts)
        cited = {e.text for claim in old.claims for e in claim.evidence}
        edits = [e for e in factual(document, rng, 1) if e.old in cited]
        for edit in edits + cosmetic(document, rng, 2):
            now = split(version(document, edit))
            task = carry_over(old, document, now, prompts, MODEL, Plan())
            new = played(task, lambda r: answer_for(r.schema_name, r.inputs))
            for each in compare_summaries(old, new, document, now).claims:
                if each.old is None or each.old.claim.evidence[0].text != edit.old:
                    assert each.change in {"kept", "new"}, (edit, each)
                elif edit.kind == "cosmetic":
                    assert each.change == "kept", (edit, each)
                else:
                    wanted = "gone" if edit.kind == "dropped" else "changed"
                    assert each.change == wanted, (edit, each)
                    seen[edit.kind] += 1
    assert len(seen) >= 8
