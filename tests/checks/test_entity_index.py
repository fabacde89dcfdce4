"""Which mentions of a source are of one thing, and what a pronoun can stand for."""

import itertools

import pytest

from briefer.analysis.reading import Reading
from briefer.analysis.tokens import words
from briefer.checks.mentions import same_entity
from tests.support.making import source
from tests.support.timing import least

STORY = (
    "Manchester City and Manchester United met on Sunday. City won through Kevin De Bruyne. "
    "De Bruyne said he was glad. Mrs Anna Berg, 45, met Mr Dahl in Oslo. She resigned. "
    "The Federal Reserve said it would wait, and the Fed did. "
    "Volodymyr Zelenskyy spoke in Kyiv, Ukrainian officials said. Katie Jordan ran. Jordan won."
)


def index(text=STORY):
    made = source(text, language="en")
    return made, made.register({1})


def names(text, made):
    return Reading(text, words(text), "en", made.known | {"city", "fed", "united"}).names


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("City", "Manchester City"),
        ("Zelensky", "Volodymyr Zelenskyy"),
        ("Ukraine", "Kyiv"),
        ("Berg", "Anna Berg"),
        ("Kevin Bruyne", "Kevin De Bruyne"),
        ("Jordan", "Katie Jordan"),
    ],
)
def test_a_name_is_found_under_each_of_its_forms(said, meant):
    made, entities = index()
    (name,) = names(f"We saw {said} there.", made)
    assert meant in [n.text for e in entities.candidates(name) for _, n in e.mentions]


@pytest.mark.parametrize("said", ["Kate Berg", "Liverpool", "Kevin Dahlin", "France"])
def test_another_name_is_no_entity_of_the_source(said):
    made, entities = index()
    (name,) = names(f"We saw {said} there.", made)
    assert entities.entity_of(name) is None


def test_two_clubs_of_one_city_are_two_entities():
    _, entities = index()
    both = [e for e in entities.entities if "manchester" in e.words]
    assert sorted(e.name for e in both) == ["Manchester City", "Manchester United"]


def test_a_surname_is_not_cut_to_a_pronoun():
    made, _ = index("Thomas Hess spoke. He left.")
    (hess,) = names("We met Hess there.", made)
    (he,) = names("We met Hes there.", made)
    assert not same_entity(hess, he)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("We met Jordan Henderson there.", []),
        ("We met Dawn French and Michael Jordan.", []),
        ("We met Georgia Smith in Georgia.", ["GE"]),
        ("We met French police in Georgia.", ["FR", "GE"]),
    ],
)
def test_a_person_called_like_a_country_is_none(text, countries):
    found = Reading(text, words(text), "en", frozenset()).names
    assert [n.nation for n in found if n.nation] == countries


@pytest.mark.parametrize("text", ["I've seen it.", "We said CLICK HERE and left.", "Une loi."])
def test_what_has_capitals_and_names_nobody_is_no_name(text):
    assert Reading(text, words(text), "en", frozenset()).names == []


@pytest.mark.parametrize(
    ("sentence", "pronoun", "first"),
    [(2, "he", "Kevin De Bruyne"), (4, "she", "Anna Berg"), (5, "it", "Federal Reserve")],
)
def test_a_pronoun_stands_for_the_last_that_fits_it(sentence, pronoun, first):
    made, entities = index()
    spoken = made.sentences[sentence]
    token = [t.low for t in spoken.words].index(pronoun)
    assert entities.antecedents(spoken, token)[0].name == first


def test_she_is_nobody_who_is_called_mister():
    made, entities = index()
    token = [t.low for t in made.sentences[4].words].index("she")
    found = entities.antecedents(made.sentences[4], token)
    assert "Dahl" not in [e.name for e in found]


def _invented(count):
    letters = itertools.product("bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou")
    heads = ["".join(each).capitalize() for each in itertools.islice(letters, 2 * count)]
    return [f"{one} {other}" for one, other in zip(heads[::2], heads[1::2], strict=True)]


def _indexing(count):
    text = ". ".join(f"{name} ran" for name in _invented(count)) + "."
    return lambda: source(text, language="en").register({1}).candidates


def test_indexing_takes_time_linear_in_the_number_of_names():
    few, many = least(_indexing(50), times=3), least(_indexing(500), times=3)
    assert many < 25 * few + 0.05
