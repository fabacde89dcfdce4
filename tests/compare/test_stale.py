"""What became of the sentences that claims rest on: planted edits, and articles that are gone."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefer.compare.versions.staleness import Fate, Fates, worst
from briefer.ingest.reading import article_from_text
from briefer.model import Article, Evidence
from briefer.text import split
from tests.support.repository import FIXTURES

ARTICLES = sorted((FIXTURES / "articles").iterdir())
DOCUMENTS = {p.name: split(article_from_text(p.read_text("utf-8"))) for p in ARTICLES}
OLD = split(
    Article(
        "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. "
        "The governor, Ana Reis, called it a catastrophe. Two bridges are closed."
    )
)


def even_spaced(sentence):
    return " ".join(sentence.text.split())


def now(text):
    return Fates(OLD, split(Article(text)))


def test_a_sentence_that_is_the_same_elsewhere_in_the_text_is_unaffected():
    fates = now(
        "Two bridges are closed. The dam at Monfrei broke on Monday. "
        "Rescue  teams evacuated 6,800 people. The governor, Ana Reis, called it a catastrophe."
    )
    assert {fates.of(s.id).standing for s in OLD.sentences} == {"unaffected"}
    assert [s.id for s in fates.of("S4").new] == ["S1"]


def test_a_changed_figure_makes_its_sentence_stale_with_both_wordings_and_the_change():
    fates = now(OLD.article.text.replace("6,800", "7,200"))
    fate = fates.of("S2")
    assert fate.standing == "stale"
    assert fate.old == "Rescue teams evacuated 6,800 people."
    assert [s.text for s in fate.new] == ["Rescue teams evacuated 7,200 people."]
    (change,) = fate.changes
    assert (change.type, change.old.text, change.new.text) == ("number", "6,800", "7,200")
    assert "6,800" in fate.reason
    assert fates.of("S3").standing == "unaffected"


def test_what_was_dropped_supports_nothing_any_more():
    fates = now(OLD.article.text.replace(" The governor, Ana Reis, called it a catastrophe.", ""))
    fate = fates.of("S3")
    assert (fate.standing, fate.new, fate.reason) == (
        "unsupported",
        (),
        "the sentence was dropped",
    )
    assert fates.of("S4").standing == "unaffected"


def test_an_article_that_is_gone_supports_nothing_and_says_why():
    fates = Fates(OLD, None, "410 Gone")
    fate = fates.of("S1", "The dam at Monfrei broke on Monday.")
    assert (fate.standing, fate.reason) == ("unsupported", "410 Gone")
    assert fates.changes == ()


def test_another_article_in_its_place_supports_nothing():
    fates = now(
        "A choir from Lund won the autumn contest with a song about herring. "
        "Its conductor thanked the audience in three languages and bowed."
    )
    fate = fates.of("S1")
    assert fate.standing == "unsupported"
    assert "not there any more" in fate.reason


def test_a_sentence_is_found_by_its_text_where_its_number_means_another():
    fates = now(OLD.article.text.replace("6,800", "7,200"))
    assert fates.of("S1", "Rescue teams evacuated 6,800 people.").standing == "stale"
    assert fates.of("S9", "Nobody ever wrote this here.").standing == "unsupported"


def test_evidence_moves_with_its_sentence_and_not_with_one_that_changed():
    fates = now("A word before. " + OLD.article.text.replace("6,800", "7,200"))
    first, second = (Evidence(1, s.id, s.start, s.end, s.text) for s in OLD.sentences[:2])
    (moved,) = fates.moved([first])
    text = fates.new.article.text
    assert (moved.sentence, text[moved.start : moved.end]) == ("S2", first.text)
    assert fates.moved([first, second]) is None


def test_a_claim_stands_as_badly_as_the_worst_of_its_sentences():
    fates = [Fate("unaffected", "a"), Fate("unsupported", "b"), Fate("stale", "c")]
    assert worst(fates) == "unsupported"
    assert worst(fates[::2]) == "stale"
    assert worst([]) == "unaffected"


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
@given(seed=st.integers(0, 10**6))
def test_dropping_sentences_leaves_every_other_unaffected(name, seed):
    document = DOCUMENTS[name]
    rng = random.Random(seed)
    sentences = [s for s in document.sentences if s.kind == "prose"]
    gone = {s.id for s in rng.sample(sentences, 2)}
    kept = [s for s in document.sentences if s.id not in gone]
    text = "\n\n".join(even_spaced(s) for s in kept)
    old = split(Article("\n\n".join(even_spaced(s) for s in document.sentences)))
    assume([s.text for s in old.sentences] == [even_spaced(s) for s in document.sentences])
    fates = Fates(old, split(Article(text)))
    for before, s in zip(document.sentences, old.sentences, strict=True):
        if before.id not in gone:
            assert fates.of(s.id).standing == "unaffected", s.text
