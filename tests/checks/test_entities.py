"""Names, places and roles of a claim against its source."""

import pytest

from tests.support.making import kinds

STORY = (
    "U.S. Defense Secretary Pete Hegseth is not anticipated to be present at the meeting. "
    "Officials from Britain and Germany will chair it. "
    "Maasdam coach Henrik Sloth, a Dane, refused to blame the referee. "
    "The final will be played in Brussels. "
    "Stefano Bruni, who represents Paolo Vescari, called the theory a fairy tale. "
    "The North Atlantic Treaty Organization will host the talks. "
    "Ingrid Lauridsen, a statistician in Aarhus, led the study."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The American defence secretary, Pete Hegseth, is not anticipated at the meeting.",
        "Hegseth is not anticipated to be present.",
        "British and German officials will chair the meeting.",
        "Sloth, Maasdam's Danish coach, refused to blame the referee.",
        "NATO will host the talks.",
        "Vescari's lawyer, Stefano Bruni, called the theory a fairy tale.",
        "Brussels hosts the final.",
    ],
)
def test_a_name_said_another_way_is_no_finding(claim):
    assert kinds(claim, STORY) == set()


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("UK Defence Secretary Pete Hegseth is not anticipated to be present.", "role"),
        ("Sloth, Maasdam's German coach, refused to blame the referee.", "role"),
        ("U.S. Interior Secretary Pete Hegseth is not anticipated to be present.", "role"),
        ("Officials from Britain and France will chair it.", "name"),
        ("The final will be played in Antwerp.", "place"),
        ("Maasdam coach Karl Lindqvist refused to blame the referee.", "name"),
        ("Ingrid Petersen, a statistician in Aarhus, led the study.", "name"),
        ("Klaus Sloth refused to blame the referee.", "name"),
    ],
)
def test_another_name_role_or_place_is_found(claim, kind):
    assert kind in kinds(claim, STORY)


def test_a_first_name_the_source_never_gives_is_no_finding():
    story = "Mr Balmer told the council that the bridge was safe."
    assert kinds("Steve Balmer told the council that the bridge was safe.", story) == set()


def test_the_claims_name_for_the_sources_pronoun_is_no_finding():
    story = "Graça Antunes took a different view. She said people were woken by the water."
    assert kinds("Graça Antunes said people were woken by the water.", story) == set()


def test_a_german_noun_is_not_taken_for_a_name():
    story = "Geschäftsführerin Katrin Oltmanns sagte, niemand werde zum Anschluss gezwungen."
    claim = "Niemand wird nach den Worten der Chefin Katrin Oltmanns zum Anschluss gezwungen."
    assert kinds(claim, story, language="de") == set()
