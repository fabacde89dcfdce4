"""The rules on the sense of words: what turns it is told, the same thing told otherwise is not."""

import pytest

from briefer.checks import Source, Verdict, check
from briefer.model import Article
from briefer.text import split
from tests.support.making import verdict


def checked(source: str, claim: str) -> Verdict:
    """Check a claim against a text of which it cites every sentence."""
    document = split(Article(source, language="en"))
    return check(claim, Source([document]), [s.id for s in document.sentences])


def kinds(source: str, claim: str) -> set[str]:
    return {finding.kind for finding in checked(source, claim).findings}


REASON = "The harbour board closed the old pier because the timbers had rotted."


@pytest.mark.parametrize("joint", ["although", "though", "unless", "despite the fact that"])
def test_a_reason_told_as_something_else_is_not_confirmed(joint):
    claim = REASON.replace("because", joint)
    assert checked(REASON, claim).status != "confirmed"


def test_a_concession_that_the_source_makes_too_raises_no_doubt():
    text = "The board kept the old pier open although the timbers had rotted."
    assert "cause" not in kinds(text, text.replace("although", "though"))


def test_due_on_a_day_tells_no_cause_and_due_to_something_does():
    assert "cause" not in kinds("A verdict will be given on Monday.", "The verdict is due Monday.")
    claim = "The pier was closed due to the storm."
    assert "cause" in kinds("The pier was closed. There was a storm.", claim)


def test_provided_by_somebody_is_no_condition():
    text = "The films were provided by the museum and shown in the hall."
    assert "cause" not in kinds(text, "The films were shown in the hall.")
    text = "The films will be shown in the hall provided that the museum agrees."
    assert "cause" in kinds(text, "The films will be shown in the hall.")


@pytest.mark.parametrize(
    ("limited", "raised"),
    [
        ("Some of the pumps failed", "All of the pumps failed"),
        ("Most of them, the mayor said, were rescued", "All of them, the mayor said, were rescued"),
        ("Nearly all the pumps failed", "All the pumps failed"),
        ("It was the second-highest wave", "It was the highest wave"),
        ("It was one of the largest waves", "It was the largest wave"),
    ],
)
def test_what_is_said_of_a_part_is_not_confirmed_of_the_whole(limited, raised):
    rest = " in the harbour on Monday, and all the boats were safe."
    assert checked(limited + rest, raised + rest).status != "confirmed"


@pytest.mark.parametrize("word", ["former", "retired", "acting", "outgoing"])
def test_a_word_that_unsays_an_office_may_not_be_left_out(word):
    text = f"The prize went to a {word} director of the museum in Oslo."
    claim = "The prize went to a director of the museum in Oslo."
    assert "quantifier" in kinds(text, claim)


def test_an_adjective_of_another_noun_may_be_left_out_with_it():
    text = "The jury heard of the death of the onetime friend Odin Marsh in the harbour."
    claim = "The jury heard of the death of Odin Marsh in the harbour."
    assert "quantifier" not in kinds(text, claim)


def test_most_before_an_adjective_limits_nothing():
    text = "Her walk to the stage was one of the night's most moving moments."
    assert "quantifier" not in kinds(text, "Her walk to the stage was a moving moment.")


@pytest.mark.parametrize(("said", "other"), [("month", "week"), ("hour", "day")])
def test_a_rate_is_counted_by_what_the_source_counts_it_by(said, other):
    text = f"The guards cost the city 40,000 euros each {said}."
    assert checked(text, text).status == "confirmed"
    assert checked(text, text.replace(said, other)).status != "confirmed"


def test_clock_times_exchanged_between_two_acts_are_not_confirmed():
    text = (
        "The bureau gave a warning at 9 p.m. on Monday and raised it to red at 4 a.m. on Tuesday."
    )
    turned = text.replace("9 p.m.", "_").replace("4 a.m.", "9 p.m.").replace("_", "4 a.m.")
    assert checked(text, turned).status != "confirmed"


def test_figures_exchanged_round_from_and_to_are_not_confirmed():
    text = "The operating loss narrowed to four million euros from seven million."
    claim = "The operating loss narrowed to seven million from four million euros."
    assert checked(text, claim).status != "confirmed"


def test_a_relation_word_of_another_phrase_is_no_rival():
    text = "In a film shot by the harbour museum, the crew is seen. The museum reports it."
    claim = "According to the harbour museum, the crew is seen in a film."
    assert "order" not in kinds(text, claim)


def test_what_officials_plainly_said_may_be_told_in_other_words_but_not_copied():
    text = "The boats returned safely to the harbour on Monday night, the navy said."
    assert "attribution" not in kinds(text, "Three ships are back safely in the harbour.")
    assert "attribution" in kinds(text, text.replace(", the navy said", ""))


@pytest.mark.parametrize("saying", ["allegedly", "reportedly"])
def test_what_is_only_alleged_may_not_be_told_as_a_fact(saying):
    text = f"The clerk {saying} took 300 euros from the harbour fund."
    claim = "The clerk took 300 euros from the harbour fund."
    assert checked(text, claim).status != "confirmed"


def test_considered_is_a_hedge_only_before_an_act():
    assert "certainty" in kinds(
        "The board considered closing the pier.", "The board decided on closing the pier."
    )
    text = "The police described the man as armed and dangerous."
    assert "certainty" not in kinds(text, "The man is considered armed and dangerous.")


def test_without_the_possibility_of_a_thing_is_without_it():
    text = "She was sentenced to life in prison without the possibility of parole."
    claim = "She was sentenced to life in prison without parole."
    assert not kinds(text, claim) & {"certainty", "negation"}


@pytest.mark.parametrize("more", ["no fewer than", "not less than"])
def test_an_idiom_of_amount_denies_nothing(more):
    text = "The earthquake killed at least 41 people in the valley on Monday."
    verdict = checked(text, text.replace("at least", more))
    assert not any(f.kind == "negation" and f.level != "doubt" for f in verdict.findings)


@pytest.mark.parametrize("opening", ["Only the mayor said", "All of them, the mayor said,"])
def test_a_word_before_the_first_content_word_of_a_claim_is_read_too(opening):
    text = "The mayor said the pumps were surprised by the flood."
    claim = f"{opening} the pumps were surprised by the flood."
    assert "quantifier" in kinds(text, claim)


def test_what_somebody_works_as_is_no_reason():
    text = "He worked in the harbour as a guard for the museum from 2004 to 2011, the website says."
    claim = "The man, who was 73, had worked as a guard for the museum in the harbour."
    assert "cause" not in kinds(text, claim)


def test_days_of_a_list_are_no_rivals_of_each_other():
    text = (
        "The programme about the harbour is shown on Sundays, Tuesdays and Fridays at the museum."
    )
    assert "order" not in kinds(text, "The museum programme is shown on Tuesdays and Fridays.")


def test_what_an_expression_of_the_source_denies_is_not_confirmed_in_one_word():
    source = "Secretary Pete Hegseth is not anticipated to be present at the meeting."
    assert verdict("Pete Hegseth will attend.", source).status != "confirmed"
