"""Aligning the sentences of two versions: planted edits come back as what they are."""

import random
import re
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.compare.versions.alignment import align
from briefer.ingest.reading import article_from_text
from briefer.model import Article
from briefer.text import split
from tests.support.repository import FIXTURES
from tests.support.timing import least

ARTICLES = sorted((FIXTURES / "articles").iterdir())
DOCUMENTS = {p.name: split(article_from_text(p.read_text("utf-8"))) for p in ARTICLES}
NAMES = sorted(DOCUMENTS)


def doc(*sentences, title=None):
    return split(Article("\n\n".join(sentences), title=title))


def kinds(alignment):
    return [(len(p.old), len(p.new), p.same, p.moved) for p in alignment.pairs]


def rebuilt(sentences):
    """A document of these sentences, a paragraph each, so that they are cut again as they were."""
    return doc(*(" ".join(text.split()) for text in sentences))


SAME, EDITED = (1, 1, True, False), (1, 1, False, False)


@pytest.mark.parametrize("name", NAMES)
def test_a_version_and_itself_align_one_to_one(name):
    document = DOCUMENTS[name]
    alignment = align(document, document)
    assert alignment.is_same
    assert all(pair.old == pair.new for pair in alignment.pairs)


@pytest.mark.parametrize("name", NAMES)
def test_white_space_quotes_dashes_and_unicode_forms_make_no_difference(name):
    document = DOCUMENTS[name]
    text = document.article.text[document.article.body_start :]
    for old, new in (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'"), (" – ", " — ")):
        text = text.replace(old, new)
    text = unicodedata.normalize("NFD", re.sub(r"(?<=\S) (?=\S)", "  ", text))
    alignment = align(document, split(Article(text, title=document.article.title)))
    assert alignment.is_same


@given(st.sampled_from(NAMES), st.integers(0, 10**6))
def test_every_sentence_stands_in_exactly_one_pair(name, seed):
    rng = random.Random(seed)
    sentences = [s.text for s in DOCUMENTS[name].sentences][:60]
    changed = [s for s in sentences if rng.random() > 0.2]
    rng.shuffle(tail := changed[-5:])
    old, new = rebuilt(sentences), rebuilt(changed[:-5] + tail + ["Something else was added here."])
    alignment = align(old, new)
    assert alignment.is_related
    assert sorted(s.start for p in alignment.pairs for s in p.old) == [
        s.start for s in old.sentences
    ]
    # the new version's are in its order
    assert [s.start for p in alignment.pairs for s in p.new] == [s.start for s in new.sentences]


@pytest.mark.parametrize("name", NAMES)
def test_a_dropped_an_added_and_an_edited_sentence_are_found_where_they_are(name):
    rng = random.Random(name)
    sentences = [s.text for s in DOCUMENTS[name].sentences if len(s.text.split()) > 9]
    dropped, edited, added = sorted(rng.sample(range(2, len(sentences) - 2), 3))
    changed = list(sentences)
    words = changed[edited].split()
    words[len(words) // 2] = "something"
    changed[edited] = " ".join(words)
    changed.insert(added, "Nobody at the ministry of fisheries had foreseen a purple elephant.")
    del changed[dropped]
    old, new = rebuilt(sentences), rebuilt(changed)
    pairs = [p for p in align(old, new).pairs if not p.same]
    texts = [("".join(s.text for s in p.old), "".join(s.text for s in p.new)) for p in pairs]
    assert (sentences[dropped], "") in texts
    assert any("purple elephant" in b and not a for a, b in texts)
    assert any(a == sentences[edited] and "something" in b for a, b in texts)
    assert len(pairs) == 3


@pytest.mark.parametrize("name", NAMES)
def test_a_moved_sentence_is_moved_and_nothing_else_is(name):
    sentences = [s.text for s in DOCUMENTS[name].sentences if len(s.text.split()) > 6]
    moved = [*sentences[:2], *sentences[3:8], sentences[2], *sentences[8:]]
    pairs = [p for p in align(rebuilt(sentences), rebuilt(moved)).pairs if p.moved]
    assert [p.old[0].text for p in pairs] == [sentences[2]]
    assert all(p.same for p in pairs)


def test_a_split_and_a_merge_are_recognised():
    whole = (
        "The council approved the new harbour budget on Monday, and the mayor signed it at once."
    )
    first = "The council approved the new harbour budget on Monday."
    second = "The mayor signed it at once."
    before, after = "It rained in Kelburgh all week.", "Three other motions were put off until May."
    one, two = doc(before, whole, after), doc(before, first, second, after)
    assert kinds(align(one, two)) == [SAME, (1, 2, False, False), SAME]
    assert kinds(align(two, one)) == [SAME, (2, 1, False, False), SAME]


def test_an_added_sentence_beside_an_edited_one_is_no_split():
    old = doc("Twelve people were injured in the crash on Monday.", "The road was closed.")
    new = doc(
        "Nineteen people were injured in the crash on Monday.",
        "Two of them are children from Aldeira.",
        "The road was closed.",
    )
    assert kinds(align(old, new)) == [EDITED, (0, 1, False, False), SAME]


def test_different_articles_are_not_aligned():
    for one, other in combinations(NAMES, 2):
        alignment = align(DOCUMENTS[one], DOCUMENTS[other])
        assert not alignment.is_related, (one, other)
        assert alignment.pairs == ()
        assert alignment.reason


def test_different_languages_are_named():
    german = DOCUMENTS["stadtwerke-waermenetz.md"]
    french = DOCUMENTS["greve-ferries-bretagne.md"]
    assert align(german, french).reason == "the two are in different languages (de and fr)"


def test_an_empty_side_is_said():
    full = DOCUMENTS["transit-fare-vote.txt"]
    assert align(full, split(Article(""))).reason == "the new version has no sentences"
    assert align(split(Article("")), full).reason == "the old version has no sentences"


def test_the_beginning_before_a_paywall_is_a_stub():
    full = DOCUMENTS["flood-valmora-valley.md"]
    sentences = [s.text for s in full.sentences]
    stub = rebuilt([*sentences[:3], "Subscribe to continue reading."])
    assert align(rebuilt(sentences), stub).stub == "new"
    assert align(stub, rebuilt(sentences)).stub == "old"
    assert align(full, full).stub == ""


def test_headlines_are_paired_with_their_spans():
    old = split(article_from_text("---\ntitle: 'Toll climbs to 41'\n---\nIt rained on and on."))
    new = split(article_from_text("# Toll climbs to 43\n\nIt rained on and on."))
    pair = align(old, new).title
    for document, sentence, text in ((old, pair.old[0], "41"), (new, pair.new[0], "43")):
        assert document.article.text[sentence.start : sentence.end] == f"Toll climbs to {text}"
    assert not pair.same


def _long(words, rng, share):
    vocabulary = ["".join(rng.choices("abcdefghijklmnoprstu", k=rng.randint(3, 9)))
                  for _ in range(9_000)]  # fmt: skip
    sentences = []
    for _ in range(words // 15):
        row = rng.choices(vocabulary, k=15)
        sentences.append(" ".join(row).capitalize() + ".")
    changed = []
    for sentence in sentences:
        if rng.random() < share:
            row = sentence.split()
            row[rng.randrange(1, 14)] = "elsewhere"
            sentence = " ".join(row)  # noqa: PLW2901
        changed.append(sentence)
    return doc(*sentences), doc(*changed)


def test_time_does_not_grow_with_the_square_of_the_length():
    rng = random.Random(5)
    spent = {}
    for words in (8_000, 64_000):
        old, new = _long(words, rng, share=1.0)
        most = 24 * spent[8_000] + 0.2 if spent else 0.0
        spent[words] = least(lambda old=old, new=new: align(old, new), most=most)
        alignment = align(old, new)
        found = sum(1 for p in alignment.pairs if p.old and p.new)
        assert found > 0.95 * len(old.sentences)
    assert spent[64_000] < 24 * spent[8_000] + 0.2


def test_the_same_sentence_over_and_over_aligns_quickly():
    old, new = (
        doc(*["He declined to comment."] * 20_000),
        doc(*["He declined to comment."] * 19_000),
    )
    assert least(lambda: align(old, new), most=5) < 5
    alignment = align(old, new)
    assert sum(p.same for p in alignment.pairs) == 19_000
