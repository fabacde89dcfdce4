"""A sentence copied with its sense turned stands against the claim; a free wording is a doubt."""

import pytest

from briefer.checks import Source, Verdict, check
from briefer.model import Article
from briefer.text import split


def checked(source: str, claim: str) -> Verdict:
    """Check a claim against a text of which it cites every sentence."""
    document = split(Article(source, language="en"))
    return check(claim, Source([document]), [s.id for s in document.sentences])


PIER = "The harbour board closed the old pier before the storm reached the town on Monday evening."
FERRY = "The council may sell the old ferry to a yard in Oslo, and the crew will stay on board."
PUMPS = "Engineers from the port repaired the pumps on Tuesday, and the lock opened to ships again."
TURNED = [
    (PIER, PIER.replace("before", "after"), "negation", "contradicted"),
    (FERRY, FERRY.replace("to a yard", "from a yard"), "order", "contradicted"),
    (FERRY, FERRY.replace("may sell", "will sell"), "certainty", "unsupported"),
    (PUMPS, PUMPS.replace("repaired", "only repaired"), "quantifier", "unsupported"),
    (PUMPS, PUMPS.replace("the pumps", "all the pumps"), "quantifier", "unsupported"),
    (PUMPS, PUMPS.replace(", and the lock", " because the lock"), "cause", "unsupported"),
    (PUMPS, PUMPS.replace("repaired", "never repaired"), "negation", "contradicted"),
]


@pytest.mark.parametrize(("text", "claim", "kind", "status"), TURNED)
def test_a_copy_with_its_sense_turned_is_flagged(text, claim, kind, status):
    verdict = checked(text, claim)
    assert verdict.status == status
    assert kind in {f.kind for f in verdict.findings if f.level != "doubt"}


def test_the_same_turn_in_a_claim_worded_freely_leaves_it_open():
    claim = "After the storm had come to the town, the old pier was shut by those in charge of it."
    assert checked(PIER, claim).status == "open"
    assert checked(FERRY, "The old ferry leaves the council's hands for Oslo.").status == "open"


def test_a_copy_told_of_less_is_not_flagged():
    for text, claim in (
        (PIER, "The harbour board closed the old pier."),
        (FERRY, "The council may sell the old ferry to a yard in Oslo."),
        ("The pumps failed on Tuesday, the port said.", "The pumps failed on Tuesday."),
    ):
        assert checked(text, claim).supported


def test_a_denial_in_another_sentence_is_another_matter():
    text = (
        "The dairy shut down its plant over mould in a cheese that was made at the plant. "
        "The warning does not concern cheese not made at the plant."
    )
    claim = "The dairy shut down its plant over mould in a cheese made at the plant."
    assert "negation" not in {f.kind for f in checked(text, claim).findings}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The plan was refused twice by the board.",
            "The plan was turned down twice by the board.",
        ),
        ("He was given a year more to build it.", "He was given twelve months more to build it."),
        (
            "The ministry limits classes to 12 pupils. A bill would raise that limit to 16 pupils.",
            "A bill would permit classes of up to 16 pupils.",
        ),
        (
            "The crew did not know that the harbour was closed on Monday.",
            "The crew was unaware that the harbour was closed on Monday.",
        ),
        (
            "A clerk told the court on 13 May that she had booked the sums without an invoice.",
            "On 13 May a clerk told the court that she had booked the sums without an invoice.",
        ),
        (
            "The board said that the project's pumps were installed by the port in June.",
            "The project's pumps were installed by the port in June, the board said.",
        ),
    ],
)
def test_the_same_in_other_words_is_not_flagged(text, claim):
    assert checked(text, claim).supported


def test_a_condition_holds_for_what_hangs_on_it_and_for_no_other_clause():
    trailing = (
        "The town must sell the mill if it is to keep the bridge that the county built, "
        "but the ferry has stopped as the river froze."
    )
    kinds = {
        f.kind for f in checked(trailing, "The ferry has stopped as the river froze.").findings
    }
    assert "cause" not in kinds
    inset = "Divers found -- years later, if the guess is right -- some crates of the lost ship."
    kinds = {f.kind for f in checked(inset, "Divers found some crates of the lost ship.").findings}
    assert "cause" not in kinds
    for hanging in (
        "The town will sell the mill if a court agrees.",
        "The mayor said that if a court agrees, the town will sell the mill.",
    ):
        assert "cause" in {
            f.kind for f in checked(hanging, "The town will sell the mill.").findings
        }


def test_a_state_that_is_over_is_not_confirmed_as_one_of_now():
    text = "The airport was closed on Wednesday after the storm. It has been open again since."
    assert checked(text, "The airport is closed.").status != "confirmed"
    assert checked(text, "The airport was closed on Wednesday.").status == "confirmed"


def test_another_label_than_the_source_has_in_brackets_contradicts_whatever_else_it_names():
    text = "CDU leader Bernd Kruse accused the mayor, Jens Ahlers (SPD), of hiding the costs."
    verdict = checked(text, "Mayor Jens Ahlers (CDU) was accused by Bernd Kruse.")
    assert "role" in {f.kind for f in verdict.findings if f.level == "contradicted"}
    text = "The SPD's Jens Ahlers, the mayor, was accused of hiding the costs."
    assert checked(text, "Mayor Jens Ahlers (SPD) was accused of hiding the costs.").supported


def test_a_copy_that_names_whom_its_sentence_only_points_back_to_is_a_copy():
    text = (
        "In the north Halden makes ship engines. It plans to hire at least 300 technicians by the "
        "end of 2026, most of them in Houston."
    )
    claim = "Halden plans to hire at least 300 technicians after 2026, most of them in Houston."
    assert checked(text, claim).status == "contradicted"


def test_what_another_says_is_not_confirmed_of_a_speaker_in_the_next_sentence():
    text = "Lindner's lawyer gave no comment. The consultant said he had taken the sums for fees."
    assert (
        checked(text, "Lindner's lawyer said he had taken the sums for fees.").status != "confirmed"
    )
    assert (
        checked(text, "The consultant said he had taken the sums for fees.").status == "confirmed"
    )
