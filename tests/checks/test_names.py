"""Names of a claim that its source lacks, exchanges, turns round or holds otherwise."""

import pytest

from benchmarks.generators.passages import fixture_stories
from briefer.checks import Source, check
from briefer.checks.mentions import LONG
from briefer.model import Article
from briefer.text import split
from tests.support.making import source, verdict
from tests.support.timing import least

STORY = (
    "Bayern Munich beat Borussia Dortmund 3-1 on Saturday. Coach Thomas Hess praised his players. "
    "Red Bull driver Max Verstappen won the race in Monza. "
    "The winger Franck Ribéry scored twice. "
    "Manchester City signed Jude Olsen from Leeds. "
    "The chief financial officer, Matthias Reuter, said stocks fell."
)
NAMES = {"name", "place", "role"}


def levels(claim, text=STORY, **fields):
    return {f.level for f in verdict(claim, text, **fields).findings if f.kind in NAMES}


@pytest.mark.parametrize("stranger", ["Putin", "Ronaldo", "Obama", "Merkel"])
@pytest.mark.parametrize("rest", ["praised his players.", "said stocks fell.", "scored twice."])
def test_an_unknown_name_that_opens_a_claim_is_unsupported(stranger, rest):
    assert levels(f"{stranger} {rest}") & {"unsupported", "contradicted"}


@pytest.mark.parametrize("stranger", ["Mortensen", "Sunak", "Rashford"])
def test_a_rare_name_that_opens_a_claim_is_doubted_at_least(stranger):
    assert levels(f"{stranger} praised his players.")
    assert "unsupported" in levels(f"{stranger} said that stocks fell.")


@pytest.mark.parametrize(
    "opener",
    ["Revenue", "Critics", "Officials", "Rescuers", "Penguins", "Furthermore,", "Moreover,"],
)
def test_an_ordinary_word_that_opens_a_claim_is_no_name(opener):
    assert levels(f"{opener} praise his players.") == set()


@pytest.mark.parametrize(
    "claim",
    [
        "Hess praised his players.",
        "Red Bull's Max Verstappen won the race in Monza.",
        "City signed Jude Olsen from Leeds.",
        "Ribery scored twice.",
        "Borussia Dortmund were beaten by Bayern Munich 3-1 on Saturday.",
        "The CFO, Matthias Reuter, said stocks fell.",
        "Bayern beat Dortmund 3-1 on Saturday.",
    ],
)
def test_a_name_in_another_form_is_no_finding(claim):
    assert levels(claim) == set()


@pytest.mark.parametrize(
    "claim",
    [
        "Borussia Dortmund beat Bayern Munich 3-1 on Saturday.",
        "Max Verstappen won the race in Imola.",
        "Chief executive Matthias Reuter said stocks fell.",
        "Coach Peter Hess praised his players.",
        "Manchester United signed Jude Olsen from Leeds.",
    ],
)
def test_another_name_in_ones_place_is_contradicted(claim):
    assert "contradicted" in levels(claim)


@pytest.mark.parametrize(
    ("article", "claim", "language"),
    [
        ("Former minister Karin Dahl was fined.", "Minister Karin Dahl was fined.", "en"),
        ("The former mayor, Ola Berg, spoke.", "The mayor, Ola Berg, spoke.", "en"),
        ("Deputy minister Karin Dahl spoke.", "Minister Karin Dahl spoke.", "en"),
        ("The acting director, Tor Vik, spoke.", "The director, Tor Vik, spoke.", "en"),
        ("Der frühere Bürgermeister Ola Berg sprach.", "Bürgermeister Ola Berg sprach.", "de"),
        ("L’ancien maire Jean Petit a parlé.", "Le maire Jean Petit a parlé.", "fr"),
    ],
)
def test_former_deputy_and_acting_are_not_dropped(article, claim, language):
    assert "contradicted" in levels(claim, article, language=language)
    assert levels(article, article, language=language) == set()


def test_the_outlet_is_a_source_by_its_own_name_and_another_is_none():
    made = Source([split(Article("The mayor resigned.", outlet="Lisk Courier", language="en"))])
    assert not [f for f in check("The mayor resigned, the Courier said.", made).findings
                if f.kind in NAMES]  # fmt: skip
    assert "unsupported" in {
        f.level for f in check("The mayor resigned, the Herald said.", made).findings
    }


@pytest.mark.parametrize(
    "claim",
    ["The race in Monza had CEO and DNA talk.", "Asked on TV, Hess praised his players."],
)
def test_common_acronyms_name_nobody(claim):
    assert levels(claim) == set()


def test_another_nationality_in_an_office_is_contradicted():
    story = "U.S. Defense Secretary Pete Hegseth spoke in Brussels. British officials listened."
    assert "contradicted" in levels("UK Defence Secretary Pete Hegseth spoke in Brussels.", story)
    assert levels("American Defence Secretary Pete Hegseth spoke in Brussels.", story) == set()


def test_a_pronoun_that_stands_for_somebody_else_only_raises_a_doubt():
    story = "Mr Karl Dahl left for Oslo at night. He told nobody why. Mr Tom Berg stayed at home."
    assert "doubt" in levels("Tom Berg told nobody why.", story)
    assert levels("Karl Dahl told nobody why.", story) == set()


def test_names_listed_together_that_the_sentence_keeps_apart_raise_a_doubt():
    story = "It will hire in Singapore and Houston, while posts in Gdansk go."
    assert levels("It will hire most of them in Singapore and Gdansk.", story)
    assert levels("It will hire in Houston and Singapore.", story) == set()


def test_a_description_that_holds_a_name_is_no_rival_of_the_name_it_stands_for():
    story = (
        "The Oslo-area pastor Nils Vik spoke. The Oslo-area pastor told his church of the tithes."
    )
    assert "contradicted" not in levels("Vik told his church of the tithes.", story)


def _seconds(claim):
    made = source(STORY, language="en")
    check("Hess praised his players.", made)
    return least(lambda: check(claim, made), times=3)


def test_a_claim_of_many_names_takes_time_linear_in_their_number():
    parts = [f"{a}{b}{c}o" for a in "BDFGKLMNPR" for b in "aeiou" for c in "bdfgklmnpr"]
    few, many = (", ".join(f"{p} Hess" for p in parts[:n]) + " met." for n in (50, 500))
    assert _seconds(many) < 30 * _seconds(few) + 0.1


@pytest.mark.parametrize("unit", ["Aa Bb ", "Xq, ", "XQ ", "Oslo-", "Mr A. "])
def test_hostile_capitals_take_time_linear_in_the_text(unit):
    short, long = (_seconds(unit * (size // len(unit))) for size in (1_000, 10_000))
    assert long < 30 * short + 0.2


def test_the_noun_of_a_compound_that_an_acronym_begins_is_no_name():
    text = "Die neun Ratsmitglieder der CDU stimmten gegen das Projekt. Das teilte die Stadt mit."
    assert "unsupported" not in levels(
        "Die neun CDU-Mitglieder stimmten gegen das Projekt.", text, language="de"
    )
    assert levels("Die neun SPD-Mitglieder stimmten gegen das Projekt.", text, language="de")


def misspelled(word):
    """The word with a letter of its middle changed, one of another shape and sound."""
    at = len(word) // 2
    return word[:at] + ("z" if word[at].lower() != "z" else "k") + word[at + 1 :]


def test_a_misspelled_name_is_never_confirmed_and_its_right_spelling_is_told():
    looked_at = 0
    for story in fixture_stories():
        held = Source([story.document])
        for passage in story.passages[:40]:
            for person in story.persons:
                surname = person.split()[-1]
                if len(surname) < LONG or person not in passage.text:
                    continue
                told = check(passage.text.replace(surname, misspelled(surname)), held)
                if told.status in {"unsupported", "contradicted"}:
                    continue
                looked_at += 1
                assert told.status == "open", passage.text
                assert any(surname in finding.message for finding in told.findings), told.findings
    assert looked_at > 20


@pytest.mark.parametrize(
    "claim",
    ["Herr Mueller of Fuerth paid.", "Herr Muller of Furth paid.", "The Müllers of Fürth paid."],
)
def test_a_letter_written_out_and_an_ending_are_no_misspelling(claim):
    text = "Herr Müller of Fürth paid 300 euros on Monday. The Müllers of Fürth paid at once."
    assert levels(claim, text) == set()


def test_a_stranger_before_the_title_of_one_who_is_known_is_no_first_name():
    article = (
        "Orkney MSP Liam McArthur said that the ferry was a lifeline. Mr McArthur lives there."
    )
    said = "{} Liam McArthur said that the ferry was a lifeline."
    for known in ("Orkney MSP", "MSP", "Mr"):
        assert verdict(said.format(known), article).status == "confirmed", known
    assert verdict(said.format("Dumfries MSP"), article).status == "open"  # a rare word
    for stranger in ("Zsofia Halmos MSP", "Halmos MSP", "Zsofia Halmos Senator"):
        assert verdict(said.format(stranger), article).status == "unsupported", stranger
