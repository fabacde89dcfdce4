"""Forms of one word compare equal, and other words do not."""

import pytest

from briefer.analysis.tokens import stem


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "soldier soldiers"),
        ("en", "family families"),
        ("en", "deploy deployed deployment deploying"),
        ("en", "pay paid payment payments"),
        ("en", "organise organized organisation organization"),
        ("en", "colour colors coloured"),
        ("en", "neighbour neighbors"),
        ("en", "old older oldest"),
        ("de", "haus häuser hauses"),
        ("de", "regierung regierungen"),
        ("fr", "gouvernement gouvernements"),
        ("es", "ministro ministros"),
        ("nl", "woning woningen"),
        ("sv", "flicka flickor"),
    ],
)
def test_forms_of_one_word_have_one_stem(language, forms):
    assert len({stem(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "important import",
        "university universal",
        "police policy",
        "office officer",
        "author authority",
        "several severe",
        "four for",
        "organ organisation",
        "engine engineer",
    ],
)
def test_other_words_keep_other_stems(pair):
    one, other = pair.split()
    assert stem(one) != stem(other)


def test_a_word_of_a_language_without_a_stemmer_stays_as_it_is():
    assert stem("家", "ja") == "家"
    assert stem("slova", "xx") == "slova"


def test_what_is_no_text_stays_as_it_is():
    assert stem("\ud800en") == "\ud800en"
