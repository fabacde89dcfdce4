"""Ordinary words and names, told apart by how often each form is written."""

import pytest

from briefer.text.vocabulary import word_sort


@pytest.mark.parametrize("word", ["revenue", "Critics", "turnout", "wages", "habitants"])
def test_a_word_mostly_in_lower_case_is_ordinary(word):
    assert word_sort(word) == "ordinary"


@pytest.mark.parametrize("word", ["Putin", "merkel", "Hess", "Juventus", "Reuters"])
def test_a_word_mostly_with_a_capital_is_a_name(word):
    assert word_sort(word) == "name"


@pytest.mark.parametrize("word", ["Qzxvian", "", "\ud800", "a b"])
def test_what_the_vocabulary_lacks_is_rare(word):
    assert word_sort(word) == "rare"
