"""A judge reads what every task writes: stories, top lines, changes, carried claims."""

import pytest

from briefer.model import Article
from briefer.tasks import (
    DigestPlan,
    Judge,
    Plan,
    carry_over,
    digest,
    renumbered,
    story,
    summarize,
    word_changes,
)
from briefer.text import split

DAM = (
    "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. "
    "Two bridges are closed. The governor, Ana Reis, called it a catastrophe."
)
LATER = DAM.replace("6,800", "7,200").replace(
    "Two bridges are closed.", "Engineers had warned of cracks in March."
)
SECOND = "A dam burst above Monfrei early on Monday. Two bridges are closed, the army says."


def claim(text, *ids):
    return {"text": text, "evidence": list(ids)}


def verdicts(request, *, wrong=None, ids=("S1",)):
    """Every claim supported by these sentences, but one that has certain words."""
    return {
        "verdicts": [
            {
                "number": each["number"],
                "verdict": "contradicted" if wrong and wrong in each["text"] else "supported",
                "evidence": list(ids),
                "wrong": wrong if wrong and wrong in each["text"] else "",
                "kind": "predicate",
                "reason": "It is not so.",
            }
            for each in request.inputs["claims"]
        ]
    }


@pytest.fixture
def judge(model):
    return Judge(model)


def documents(*texts):
    return [split(Article(text, source=f"{n}.txt")) for n, text in enumerate(texts, 1)]


def test_of_a_story_by_the_ids_that_name_article_and_sentence(hand, model, judge):
    task = story(documents(DAM, SECOND), hand.prompts, model, Plan(judge=judge))
    (draft,) = next(task)
    free = claim("Soldiers report that traffic cannot cross the river in two places.", "2.S2")
    answer = {"headline": claim("The dam at Monfrei broke on Monday.", "1.S1"), "summary": [free]}
    (asked,) = task.send([hand.outcome({**answer, "key_facts": []})])
    assert asked.messages[:-1] == draft.messages
    with pytest.raises(StopIteration) as stop:
        task.send([hand.outcome(verdicts(asked, ids=("2.S2", "1.S3")))])
    (told,) = stop.value.value.summary
    assert (told.status, told.by) == ("confirmed", "judge")
    assert [(e.article, e.sentence) for e in told.evidence] == [(2, "S2"), (1, "S3")]


def test_of_top_lines(hand, model, judge):
    read = documents(DAM)
    headline = claim("The dam at Monfrei broke on Monday.", "S1")
    answer = {"headline": headline, "summary": [headline], "key_facts": []}
    told = hand.play(story(read, hand.prompts, model, Plan()), [answer])[0]
    stories = [renumbered(told, [1])]
    task = digest(stories, read, hand.prompts, model, DigestPlan(judge=judge))
    (draft,) = next(task)
    line = claim("A reservoir wall gave way at the start of the week.", "1.S1")
    (asked,) = task.send([hand.outcome({"top_lines": [line]})])
    assert asked.messages[:-1] == draft.messages
    with pytest.raises(StopIteration) as stop:
        task.send([hand.outcome(verdicts(asked, ids=("1.S1",)))])
    (top,) = stop.value.value.top_lines
    assert (top.status, top.by) == ("confirmed", "judge")
    assert stop.value.value.provenance.judge.read == 1


def test_a_top_line_that_says_again_what_was_read_is_not_read_again(hand, model, judge):
    read = documents(DAM)
    free = claim("A reservoir wall gave way at the start of the week.", "S1")
    task = story(read, hand.prompts, model, Plan(judge=judge))
    next(task)
    (asked,) = task.send([hand.outcome({"headline": free, "summary": [free], "key_facts": []})])
    with pytest.raises(StopIteration) as stop:
        task.send([hand.outcome(verdicts(asked))])
    stories = [renumbered(stop.value.value, [1])]
    task = digest(stories, read, hand.prompts, model, DigestPlan(judge=judge))
    again = claim("A reservoir wall gave way at the start of the week", "1.S1")
    made, asked = hand.play(task, [{"top_lines": [again]}])
    assert [r.prompt.label for each in asked for r in each] == ["digest@3"]
    assert [(line.status, line.by) for line in made.top_lines] == [("confirmed", "judge")]


@pytest.mark.parametrize("ids", [("old.S2", "new.S2"), ("OLD.S2", "[NEW.S2]")])
def test_of_changes_by_the_ids_of_both_versions(hand, model, judge, ids):
    old, new = documents(DAM, LATER)
    task = word_changes(old, new, hand.prompts, model, Plan(judge=judge))
    next(task)
    change = claim("More people than first thought had to leave: 7,200, not 6,800.", *ids)
    (asked,) = task.send([hand.outcome({"changes": [change]})])
    with pytest.raises(StopIteration) as stop:
        task.send([hand.outcome(verdicts(asked, ids=ids))])
    (said,) = stop.value.value.summary
    assert (said.status, said.by) == ("confirmed", "judge")
    assert {(e.article, e.sentence) for e in said.evidence} == {(1, "S2"), (2, "S2")}


def test_that_nothing_changed_there_is_known_whatever_a_judge_says(hand, model, judge):
    old, new = documents(DAM, LATER)
    task = word_changes(old, new, hand.prompts, model, Plan(judge=judge))
    next(task)
    same = claim("The head of the region speaks of a disaster.", "old.S4", "new.S4")
    (asked,) = task.send([hand.outcome({"changes": [same]})])
    with pytest.raises(StopIteration) as stop:
        task.send([hand.outcome(verdicts(asked, ids=("new.S4",)))])
    (said,) = stop.value.value.summary
    assert (said.status, said.by) == ("unsupported", "words")
    assert "did not change" in said.findings[-1].message


def test_of_what_is_written_anew_when_claims_are_carried_over(hand, model, judge):
    before, now = documents(DAM, LATER)
    first = {
        "headline": claim("Dam at Monfrei broke on Monday", "S1"),
        "summary": [claim("Some 6,800 people were evacuated by rescue teams.", "S2")],
        "key_facts": [],
    }
    old = hand.play(summarize(before, hand.prompts, model, Plan()), [first])[0]
    task = carry_over(old, before, now, hand.prompts, model, Plan(judge=judge))
    next(task)
    anew = {
        "claims": [{"number": 2, **claim("Rescuers brought 7,200 to safety.", "S2")}],
        "key_facts": [claim("The operator had ignored specialists who saw cracks.", "S3")],
    }
    (asked,) = task.send([hand.outcome(anew)])
    with pytest.raises(StopIteration) as stop:
        task.send([hand.outcome(verdicts(asked, wrong="had ignored", ids=("S3", "S2")))])
    summary = stop.value.value
    by_text = {c.text: c for c in summary.claims}
    assert by_text["Rescuers brought 7,200 to safety."].status == "confirmed"
    assert by_text["The operator had ignored specialists who saw cracks."].is_flagged
