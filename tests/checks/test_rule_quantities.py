"""Quantities of a claim against its source."""

import pytest

from tests.support.making import kinds, verdict

STORY = (
    "The UK has indicated a troop deployment ranging from 10,000 to 30,000 personnel. "
    "Sales rose 14% to 612 million euros, and Services gained nearly 17% to reach 197 million. "
    "About 6,800 people have been evacuated. Some 2,300 of them are sleeping in schools. "
    "The margin widened by 180 basis points. The company plans to hire at least 300 technicians. "
    "Two years ago one order in eight was for a methanol engine. The toll rose from 27 to 41."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Britain has indicated a deployment of between ten and thirty thousand troops.",
        "Britain has indicated a deployment of up to 30,000 troops.",
        "Sales increased by 14 percent to €612m.",
        "Sales rose to about 610 million euros.",
        "Nearly 7,000 people have been evacuated.",
        "Around a third of those evacuated are sleeping in schools.",
        "The margin widened by 1.8 percentage points.",
        "The company plans to hire 300 or more technicians.",
        "One-eighth of orders two years ago were for a methanol engine.",
        "The toll rose by 14 to forty-one.",
    ],
)
def test_a_quantity_said_another_way_is_no_finding(claim):
    assert kinds(claim, STORY) == set()


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("The UK has indicated a deployment of 30,000 personnel.", "number"),
        ("The UK has indicated a deployment of 10,000 to 35,000 personnel.", "number"),
        ("Sales rose 14% to 612 billion euros.", "money"),
        ("Sales rose 14% to 612 million dollars.", "money"),
        ("Sales rose 24% to 612 million euros.", "number"),
        ("The margin widened by 180 percentage points.", "number"),
        ("The company plans to hire at most 300 technicians.", "number"),
        ("About 8,600 people have been evacuated.", "number"),
        ("The toll rose from 27 to 47.", "number"),
    ],
)
def test_another_quantity_is_found(claim, kind):
    assert kind in kinds(claim, STORY)


def test_figures_that_differ_in_their_last_digit_are_others_however_long():
    for size in range(4, 14):
        figure = "9876543219876"[:size]
        last = int(figure[-1])
        wrong = f"{figure[:-1]}{last % 9 + 1}"
        for unit in ("dollars", "ballots"):
            story = f"The office counted {figure} {unit} on Friday, it said."
            assert kinds(story.replace(figure, wrong), story) & {"money", "number"}, (size, unit)
            assert not kinds(story, story)


def test_the_right_number_of_another_thing_is_found():
    claim = "Services reached 612 million euros."
    story = "Sales at Propulsion rose to 612 million euros, and Services reached 197 million euros."
    assert kinds(claim, story) & {"money", "name", "number"}


def test_the_message_says_what_both_say_and_where():
    finding = verdict("The UK has indicated a deployment of 30,000 personnel.", STORY).findings[0]
    assert finding.message == "the claim says 30,000; the source says 10,000 to 30,000 [S1]"
    assert finding.claim is not None
    assert finding.claim.text == "30,000"
    assert finding.source is not None
    assert finding.source.text == "10,000 to 30,000"


def test_german_and_french_numbers_are_compared():
    german = "Die Stadtwerke rechnen mit Kosten von 37,6 Millionen Euro und rund 1.250 Haushalten."
    assert kinds("Die Kosten liegen bei 37,6 Mio. Euro.", german, language="de") == set()
    assert kinds("Die Kosten liegen bei 39,6 Millionen Euro.", german, language="de") == {"money"}
    french = "Quelque 38 400 passagers avaient réservé pour ces cinq jours de grève."
    assert kinds("Environ 38 400 passagers avaient réservé.", french, language="fr") == set()
    assert kinds("Quelque 58 400 passagers avaient réservé.", french, language="fr") == {"number"}


def test_a_measure_is_no_rival_of_a_count():
    source = (
        "In 2011 a contractor had sunk 31 boreholes along the line of the tunnel. "
        "Only four, because drilling from a barge is dear, were in the harbour itself. "
        "The boreholes in the harbour were 20 metres deep."
    )
    found = verdict("Four of the 31 boreholes drilled in 2011 lay in the harbour itself.", source)
    assert found.supported
    assert verdict("Five of the 31 boreholes lay in the harbour.", source).status != "confirmed"


@pytest.mark.parametrize("count", ["two", "three", "four", "3", "seven"])
@pytest.mark.parametrize("where", ["", " in Corran"])
def test_another_count_of_the_same_thing_is_against_the_source_however_small(count, where):
    text = f"A fire{where} killed five people. It burned all night, and the street is closed."
    assert verdict(f"A fire killed {count} people.", text).status == "contradicted"
