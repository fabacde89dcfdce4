"""What is looked at before a pattern is run leaves out nothing that the pattern would find."""

import itertools
import re

import pytest

from briefer import lang
from briefer.analysis import counting, dates
from briefer.analysis.dates import read_dates
from briefer.analysis.quantities import read_quantities
from briefer.analysis.triggers import matches_at, openings, runs_of

FRAMES = (
    "It said {} was near.", "{}.", "in {} of the year", "Le {} 12", "3 {} in two",
    "by five {} to 3",
)  # fmt: skip


class Everywhere:
    """Runs that have every word, at every place, so that no pattern is passed over anywhere."""

    def __init__(self, text):
        self.words = Anything(runs_of(text).words)
        self.digits = range(len(text))

    def have(self, openers):
        return True

    def starts(self, openers, *, digits=False):
        return self.digits


class Anything(frozenset):
    def __contains__(self, item):
        return True


def texts(code):
    known = lang.language(code)
    tables = (
        known.months, known.months_short, known.weekdays, known.weekdays_short, known.seasons,
        known.quarters, known.relative_days, known.day_parts, known.number_words,
        known.fraction_words, known.halves, known.lumps, known.multiples, known.multiple_verbs,
        known.times, known.ordinal_words,
    )  # fmt: skip
    for table, frame in itertools.product(tables, FRAMES):
        for word in table:
            yield frame.format(word)
            yield frame.format(word.capitalize() + "s")
    for day, part in itertools.product(known.weekdays, known.day_parts):
        yield f"am {day.capitalize()}{part}"


@pytest.mark.parametrize("code", ["en", "de", "fr", "es", "ja", "th", "pl"])
def test_no_date_and_no_number_is_passed_over(code, monkeypatch):
    said = list(dict.fromkeys(texts(code)))
    quick = [(read_dates(text, code), read_quantities(text, code)) for text in said]
    assert any(found for pair in quick for found in pair)
    for module in (dates, counting):
        monkeypatch.setattr(module, "runs_of", Everywhere)
    slow = [(read_dates(text, code), read_quantities(text, code)) for text in said]
    different = [text for text, one, other in zip(said, quick, slow, strict=True) if one != other]
    assert different == []


def test_the_runs_of_a_text_are_parted_by_all_that_is_neither_letter_nor_digit():
    runs = runs_of("Aujourd’hui, 3 twenty-Five_x12")
    assert runs.words == {"aujourd", "hui", "twenty", "five", "x"}
    assert runs.digits == [13, 28]
    assert runs.starts(frozenset({"five", "aujourd", "six"})) == [0, 22]
    assert runs.starts(frozenset({"five"}), digits=True) == [13, 22, 28]
    assert openings(["d'ici à", "first quarter", "1月"]) == {"d", "first", "月"}


def test_places_count_in_the_text_where_lower_case_is_longer():
    runs = runs_of("İİ then ten")
    assert runs.starts(frozenset({"ten"})) == [8]


def test_matches_at_places_are_in_order_and_apart():
    pattern = re.compile(r"a+b?")
    assert [m[0] for m in matches_at(pattern, "aab xa", [0, 1, 5])] == ["aab", "a"]
