"""What is looked at before a pattern is run leaves out nothing that the pattern would find."""

import itertools

import pytest

from briefer import lang
from briefer.analysis import counting, dates
from briefer.analysis.dates import read_dates
from briefer.analysis.quantities import read_quantities
from briefer.analysis.triggers import letters_of, openings

FRAMES = (
    "It said {} was near.", "{}.", "in {} of the year", "Le {} 12", "3 {} in two",
    "by five {} to 3",
)  # fmt: skip


class Anything(frozenset):
    """A set that has something of every other set, so that no pattern is passed over."""

    def isdisjoint(self, other):
        return False

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
        monkeypatch.setattr(module, "letters_of", lambda _: Anything())
        monkeypatch.setattr(module, "has_digit", lambda _: True)
    slow = [(read_dates(text, code), read_quantities(text, code)) for text in said]
    different = [text for text, one, other in zip(said, quick, slow, strict=True) if one != other]
    assert different == []


def test_the_letters_of_a_text_are_parted_by_all_that_is_no_letter():
    assert letters_of("Aujourd’hui, 3 twenty-Five_x") == {"aujourd", "hui", "twenty", "five", "x"}
    assert openings(["d'ici à", "first quarter", "1月"]) == {"d", "first", "月"}
