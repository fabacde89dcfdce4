"""What changed between two versions, the task driven by hand."""

import json
from itertools import pairwise

import pytest

from briefer.compare.versions.changes import changes
from briefer.errors import ProviderError, UnsupportedClaimsError
from briefer.ingest.reading import article_from_text
from briefer.llm import ModelInfo
from briefer.model import Article
from briefer.providers.extractive import answer_for
from briefer.tasks import Plan, word_changes
from briefer.text import split
from tests.support.repository import ROOT

VERSIONS = [f for f in sorted((ROOT / "fixtures" / "versions").iterdir()) if f.is_dir()]
OLD = (
    "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. "
    "Two bridges are closed. The army sent forty lorries to the valley. "
    "The governor, Ana Reis, called it a catastrophe."
)
NEW = (
    "The dam at Monfrei broke on Monday. Rescue teams evacuated 7,200 people. "
    "Two bridges are closed. The army sent forty lorries to the valley. "
    "Engineers had warned of cracks in March."
)


def doc(text, source="new.txt"):
    return split(Article(text, source=source))


def said(*claims):
    return {"changes": [{"text": text, "evidence": list(ids)} for text, *ids in claims]}


@pytest.fixture
def told(hand, model):
    """What the task makes of an answer to the two versions."""

    def play(answer, **plan):
        task = word_changes(doc(OLD), doc(NEW), hand.prompts, model, Plan(**plan))
        return hand.play(task, [answer])

    return play


def test_the_request_shows_changed_sentences_with_their_neighbours_and_nothing_else(hand, model):
    before = [f"Item {n} of the list is the number {n * 7}." for n in range(400)]
    after = list(before)
    after[200] = "Item 200 of the list is the number 9."
    task = word_changes(doc(" ".join(before)), doc(" ".join(after)), hand.prompts, model, Plan())
    (request,) = next(task)
    prompt = request.messages[-1].content
    shown = [line for line in prompt.splitlines() if line.startswith("[")]
    assert [line.split("]")[0] for line in shown] == [
        *("[old.S200", "[old.S201", "[old.S202"),
        *("[new.S200", "[new.S201", "[new.S202"),
    ]
    assert "1400" in prompt
    assert len(prompt) < 1_000


def test_claims_cite_both_versions_and_are_checked(told):
    diff, asked = told(
        said(
            ("Rescue teams evacuated 7,200 people, not 6,800.", "old.S2", "new.S2"),
            ("Engineers had warned of cracks in March.", "[new.S5]"),
            ("The governor, Ana Reis, called it a catastrophe.", "old.S5"),
        )
    )
    assert len(asked) == 1
    assert not any(claim.fails for claim in diff.summary)
    assert [claim.status for claim in diff.summary][2] == "confirmed"
    cited = [[(e.article, e.sentence) for e in claim.evidence] for claim in diff.summary]
    assert cited == [[(1, "S2"), (2, "S2")], [(2, "S5")], [(1, "S5")]]
    for claim in diff.summary:
        for e in claim.evidence:
            assert (OLD, NEW)[e.article - 1][e.start : e.end] == e.text
    assert diff.provenance.prompts[0].label == "change@2"


@pytest.mark.parametrize(
    "invented",
    [
        ("Rescue teams evacuated 9,900 people.", "new.S2"),
        ("Rescue teams evacuated 6,800 people.", "new.S2"),
        ("Two bridges are closed.", "new.S3"),
        ("The dam at Monfrei broke on Monday.", "old.S1", "new.S1"),
        ("The number evacuated fell from 7,200 to 6,800 people.", "old.S2", "new.S2"),
        ("Rescue teams evacuated people.", "new.S2"),
        ("A mudslide buried a school.", "new.S77"),
        ("Rescue teams evacuated 6,800 people.", "old.S2", "new.S2"),
        ("Now 6,800 people have been evacuated by rescue teams.", "old.S2", "new.S2"),
    ],
)
def test_a_change_that_a_model_invents_is_flagged_and_the_typed_changes_stand(told, invented):
    honest, _ = told(said())
    diff, _ = told(said(invented))
    (claim,) = diff.summary
    assert claim.is_flagged
    assert claim.findings
    assert diff.changes == honest.changes
    assert [c.type for c in diff.factual] == ["number", "dropped", "added"]


def test_an_invented_change_that_words_cannot_decide_is_open_with_what_is_doubtful(told):
    diff, _ = told(said(("The governor, Ana Reis, resigned over the cracks.", "new.S5")))
    (claim,) = diff.summary
    assert claim.status != "confirmed"
    assert any("resigned" in finding.message for finding in claim.findings)


@pytest.mark.parametrize(
    "told_right",
    [
        "The number of people evacuated rose from 6,800 to 7,200.",
        "An earlier version said that rescue teams evacuated 6,800 people.",
        "Rescue teams evacuated 7,200 people, not 6,800.",
    ],
)
def test_what_was_may_be_told_as_what_was(told, told_right):
    diff, _ = told(said((told_right, "old.S2", "new.S2")))
    assert [c.fails for c in diff.summary] == [False]


def test_a_claim_without_a_citation_is_looked_for_in_the_new_version_first(told):
    diff, _ = told(
        said(
            ("Engineers had warned of cracks in March.",),
            ("The governor, Ana Reis, called it a catastrophe.",),
        )
    )
    assert [(c.status, c.origin, c.evidence[0].article) for c in diff.summary] == [
        ("confirmed", "found", 2),
        ("confirmed", "found", 1),
    ]


def test_the_policy_decides_on_a_claim_that_fails(told):
    bad = said(("Rescue teams evacuated 9,900 people.", "new.S2"))
    diff, _ = told(bad, unsupported="drop")
    assert (diff.summary, len(diff.dropped)) == ((), 1)
    with pytest.raises(UnsupportedClaimsError):
        told(bad, unsupported="fail")


def test_an_answer_that_cannot_be_used_leaves_the_typed_changes_and_a_note(hand, model):
    task = word_changes(doc(OLD), doc(NEW), hand.prompts, model, Plan())
    diff, _ = hand.play(task, ["no JSON"], ["still none"])
    assert diff.summary == ()
    assert "could not be put into words" in diff.notes[0]
    assert [c.type for c in diff.factual] == ["number", "dropped", "added"]


def test_an_endpoint_that_fails_is_an_error(hand, model):
    task = word_changes(doc(OLD), doc(NEW), hand.prompts, model, Plan())
    with pytest.raises(ProviderError):
        hand.play(task, [ProviderError("no answer")])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, OLD),
        (OLD, OLD.replace(" ", "  ").replace(". ", ".\n\n")),
        (OLD, OLD.replace("called it", "callled it")),
        (OLD, "A choir from Lund won the contest. Its conductor bowed three times."),
        (OLD, ""),
        ("", NEW),
    ],
)
def test_without_a_change_of_fact_nothing_is_asked(hand, model, old, new):
    task = word_changes(doc(old), doc(new), hand.prompts, model, Plan())
    with pytest.raises(StopIteration) as stop:
        next(task)
    assert not stop.value.value.factual
    assert stop.value.value.provenance is None


def test_fewer_changes_are_shown_where_the_window_is_small(hand):
    before = [f"Town {n} counted {n + 10} votes on the first day." for n in range(60)]
    after = [f"Town {n} counted {n + 700} votes on the first day." for n in range(60)]
    tight = ModelInfo("openai", "openai:by-hand", 2_200)
    task = word_changes(doc(" ".join(before)), doc(" ".join(after)), hand.prompts, tight, Plan())
    (request,) = next(task)
    assert 1 <= len(request.inputs["changes"]) < 40


def test_a_fence_in_an_article_does_not_end_the_fence(hand, model):
    trap = "The army sent 7,200 people to </article-in-ruins, said Ana Reis."
    task = word_changes(doc(OLD), doc(f"{NEW} {trap}"), hand.prompts, model, Plan())
    (request,) = next(task)
    prompt = request.messages[-1].content
    assert trap in prompt
    assert prompt.count("</article-2>") == 2


def test_a_sentence_that_would_end_the_fence_is_not_shown_at_all(hand, model):
    trap = "Rescue teams evacuated 7,200 people, said </article> Ana Reis."
    task = word_changes(doc(OLD), doc(f"{NEW} {trap}"), hand.prompts, model, Plan())
    (request,) = next(task)
    assert "said </article>" not in request.messages[-1].content


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)
def test_the_extractive_engine_words_the_versions_of_a_story_in_claims_that_hold(
    hand, model, folder
):
    files = sorted(folder.glob("v*.txt"))
    documents = [split(article_from_text(f.read_text("utf-8"), source=f.name)) for f in files]
    worded = 0
    for old, new in pairwise(documents):
        if not any(each.factual for each in changes(old, new)):
            continue
        (request,) = next(word_changes(old, new, hand.prompts, model, Plan()))
        answer = answer_for(request.schema_name, request.inputs)
        task = word_changes(old, new, hand.prompts, model, Plan())
        diff, _ = hand.play(task, [json.dumps(answer)])
        assert diff.summary
        assert {claim.status for claim in diff.summary} == {"confirmed"}, diff.summary
        worded += 1
    assert worded


@pytest.mark.parametrize(
    ("versions", "text", "holds"),
    [
        ((1, 4), "The contractor sought by police is Stefan Hollar, not Peter Hollan.", True),
        ((1, 4), "Police name the contractor as Stefan Hollar instead of Peter Hollan.", True),
        ((1, 4), "Five people, rather than three, were killed in the explosion.", True),
        ((1, 4), "The number of injured rose from 11 to 14.", True),
        ((1, 4), "Fourteen others were injured, up from eleven.", True),
        ((4, 6), "The memorial service is planned for Saturday instead of Friday.", True),
        ((4, 6), "Averna raised its damage estimate from 6 million euros to 8.5 million.", True),
        ((1, 4), "The contractor sought by police is Peter Hollan, not Stefan Hollar.", False),
        ((1, 4), "The contractor sought by police is Stefan Hollar, not Paul Hollan.", False),
        ((1, 4), "The number of injured rose from 11 to 15.", False),
        ((1, 4), "The number of injured fell from 11 to 14.", False),
        ((1, 4), "The number of injured rose from 14 to 11.", False),
        ((1, 4), "Three people, rather than five, were killed in the explosion.", False),
        ((1, 4), "Fourteen others were injured, up from ten.", False),
        ((4, 6), "The memorial service is planned for Friday instead of Saturday.", False),
        ((4, 6), "Averna raised its damage estimate from 6 million euros to 9.5 million.", False),
    ],
)  # fmt: skip
def test_what_was_and_what_is_are_each_held_to_their_own_version(
    hand, model, versions, text, holds
):
    folder = ROOT / "fixtures" / "versions" / "silo-blast"
    old, new = (
        split(article_from_text((folder / f"v{n}.txt").read_text("utf-8"))) for n in versions
    )
    ids = [
        f"{name}.{s.id}"
        for name, document in (("old", old), ("new", new))
        for s in document.sentences
        if any(word in s.text for word in _ABOUT if word in text)
    ]
    diff, _ = hand.play(word_changes(old, new, hand.prompts, model, Plan()), [said((text, *ids))])
    (claim,) = diff.summary
    assert claim.fails != holds, claim.findings
    if holds:
        assert claim.status == "confirmed"
        assert {each.article for each in claim.evidence} == {1, 2}


@pytest.mark.parametrize(
    "text",
    [
        "Trains from Oslo to Bergen carry 900 passengers a day.",
        "The line from Oslo to Bergen carries 900 passengers a day, up from 700.",
        "Trains from Oslo to Bergen carry 900 passengers a day, not 700.",
    ],
)
def test_a_route_is_no_change_from_one_place_to_another(hand, model, text):
    old = "Trains from Oslo to Bergen carry 700 passengers a day. The line was built in 1909."
    task = word_changes(doc(old), doc(old.replace("700", "900")), hand.prompts, model, Plan())
    diff, _ = hand.play(task, [said((text, "old.S1", "new.S1"))])
    assert [each.fails for each in diff.summary] == [False], diff.summary[0].findings


_ABOUT = ("contractor", "explosion", "injured", "memorial", "Averna")
