"""What became of the sentences that claims rest on: planted edits, and articles that are gone."""

import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefer.compare.versions.staleness import ArticleUpdate, SentenceUpdate, worst
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
    return ArticleUpdate(OLD, split(Article(text)))


def test_a_sentence_that_is_the_same_elsewhere_in_the_text_is_unaffected():
    updates = now(
        "Two bridges are closed. The dam at Monfrei broke on Monday. "
        "Rescue  teams evacuated 6,800 people. The governor, Ana Reis, called it a catastrophe."
    )
    assert {updates.of(s.id).standing for s in OLD.sentences} == {"unaffected"}
    assert [s.id for s in updates.of("S4").new] == ["S1"]


def test_a_changed_figure_makes_its_sentence_stale_with_both_wordings_and_the_change():
    updates = now(OLD.article.text.replace("6,800", "7,200"))
    update = updates.of("S2")
    assert update.standing == "stale"
    assert update.old == "Rescue teams evacuated 6,800 people."
    assert [s.text for s in update.new] == ["Rescue teams evacuated 7,200 people."]
    (change,) = update.changes
    assert (change.type, change.old.text, change.new.text) == ("number", "6,800", "7,200")
    assert "6,800" in update.reason
    assert updates.of("S3").standing == "unaffected"


def test_what_was_dropped_supports_nothing_any_more():
    updates = now(OLD.article.text.replace(" The governor, Ana Reis, called it a catastrophe.", ""))
    update = updates.of("S3")
    assert (update.standing, update.new, update.reason) == (
        "unsupported",
        (),
        "the sentence was dropped",
    )
    assert updates.of("S4").standing == "unaffected"


def test_an_article_that_is_gone_supports_nothing_and_says_why():
    updates = ArticleUpdate(OLD, None, "410 Gone")
    update = updates.of("S1", "The dam at Monfrei broke on Monday.")
    assert (update.standing, update.reason) == ("unsupported", "410 Gone")
    assert updates.changes == ()


def test_another_article_in_its_place_supports_nothing():
    updates = now(
        "A choir from Lund won the autumn contest with a song about herring. "
        "Its conductor thanked the audience in three languages and bowed."
    )
    update = updates.of("S1")
    assert update.standing == "unsupported"
    assert "not there any more" in update.reason


def test_a_sentence_is_found_by_its_text_where_its_number_means_another():
    updates = now(OLD.article.text.replace("6,800", "7,200"))
    assert updates.of("S1", "Rescue teams evacuated 6,800 people.").standing == "stale"
    assert updates.of("S9", "Nobody ever wrote this here.").standing == "unsupported"


def test_evidence_moves_with_its_sentence_and_not_with_one_that_changed():
    updates = now("A word before. " + OLD.article.text.replace("6,800", "7,200"))
    first, second = (Evidence(1, s.id, s.start, s.end, s.text) for s in OLD.sentences[:2])
    (moved,) = updates.moved([first])
    text = updates.new.article.text
    assert (moved.sentence, text[moved.start : moved.end]) == ("S2", first.text)
    assert updates.moved([first, second]) is None


def test_a_claim_stands_as_badly_as_the_worst_of_its_sentences():
    updates = [
        SentenceUpdate("unaffected", "a"),
        SentenceUpdate("unsupported", "b"),
        SentenceUpdate("stale", "c"),
    ]
    assert worst(updates) == "unsupported"
    assert worst(updates[::2]) == "stale"
    assert worst([]) == "unaffected"


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
@settings(max_examples=20)
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
    updates = ArticleUpdate(old, split(Article(text)))
    for before, s in zip(document.sentences, old.sentences, strict=True):
        if before.id not in gone:
            assert updates.of(s.id).standing == "unaffected", s.text
