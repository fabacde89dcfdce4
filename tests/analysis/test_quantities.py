"""Numbers in digits and words, and quantities in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.analysis.numerals import DIGITS, read_digits, read_english, read_french, read_german
from briefer.analysis.quantities import read_quantities

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_english(n):
    if n < 20:
        return SMALL[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{SMALL[n % 10]}" if n % 10 else "")
    for size, name in (
        (10**9, "billion"),
        (10**6, "million"),
        (1_000, "thousand"),
        (100, "hundred"),
    ):
        if n >= size:
            rest = n % size
            joint = " and " if rest and rest < 100 else " "
            return f"{in_english(n // size)} {name}" + (joint + in_english(rest) if rest else "")
    raise AssertionError(n)


GERMAN = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn"
).split()
GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()


def in_german(n):
    if n < 20:
        return GERMAN[n]
    if n < 100:
        tens = GERMAN_TENS[n // 10 - 2]
        return f"{GERMAN[n % 10]}und{tens}" if n % 10 else tens
    for size, name in ((1_000, "tausend"), (100, "hundert")):
        if n >= size:
            rest = n % size
            return in_german(n // size) + name + (in_german(rest) if rest else "")
    raise AssertionError(n)


FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
).split()
FRENCH_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def in_french(n):
    if n < 20:
        return FRENCH[n]
    if n < 70:
        joint = " et " if n % 10 == 1 else "-"
        return FRENCH_TENS[n // 10] + (joint + FRENCH[n % 10] if n % 10 else "")
    if n < 80:
        return "soixante et onze" if n == 71 else f"soixante-{FRENCH[n - 60]}"
    if n < 100:
        return "quatre-vingts" if n == 80 else f"quatre-vingt-{FRENCH[n - 80]}"
    if n < 1_000:
        head = "cent" if n < 200 else f"{FRENCH[n // 100]} cent"
        return head + (f" {in_french(n % 100)}" if n % 100 else "")
    head = "mille" if n < 2_000 else f"{in_french(n // 1_000)} mille"
    return head + (f" {in_french(n % 1_000)}" if n % 1_000 else "")


@given(st.integers(0, 10**12 - 1))
def test_english_number_words_are_read_back(n):
    words = in_english(n).replace("-", " ").split()
    assert read_english(words) == n


@given(st.integers(0, 999_999))
def test_german_number_words_are_read_back(n):
    assert read_german(in_german(n)) == n


@given(st.integers(0, 999_999))
def test_french_number_words_are_read_back(n):
    words = in_french(n).replace("-", " ").replace("vingts", "vingt").split()
    assert read_french(words) == n


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_every_way_of_grouping_digits_is_read_alike(whole, cents):
    english = f"{whole:,}.{cents:02}"
    forms = {
        "en": english,
        "de": english.translate(str.maketrans(",.", ".,")),
        "fr": english.replace(",", "\u202f").replace(".", ","),
    }
    for language, text in forms.items():
        match = DIGITS.fullmatch(text)
        assert match is not None
        value, decimals = read_digits(text, language)
        assert value == pytest.approx(whole + cents / 100)
        assert decimals == 2


@given(st.integers(1, 10**9))
def test_a_count_in_words_or_digits_is_the_same_quantity(n):
    words = read_quantities(f"They counted {in_english(n)} votes.")
    digits = read_quantities(f"They counted {n:,} votes.")
    assert [(q.low, q.high) for q in words if q.low != 1 or n == 1] == [(n, n)] or n == 1
    assert [(q.low, q.high) for q in digits] == [(n, n)]


@pytest.mark.parametrize(
    ("text", "low", "high", "kind", "qualifier"),
    [
        ("10,000 to 30,000 troops", 10_000, 30_000, "count", ""),
        ("between ten and thirty thousand troops", 10_000, 30_000, "count", ""),
        ("between 4.1 and 4.4 billion euros", 4.1e9, 4.4e9, "money", ""),
        ("around £20m", 20e6, 20e6, "money", "about"),
        ("76 euro cents", 0.76, 0.76, "money", ""),
        ("180 basis points", 1.8, 1.8, "points", ""),
        ("up to 35 percent", 35, 35, "percent", "max"),
        ("no fewer than 12 people", 12, 12, "count", "min"),
        ("nearly one in three", 1 / 3, 1 / 3, "fraction", "under"),
        ("half a million people", 5e5, 5e5, "count", ""),
        ("three and a half years", 3.5, 3.5, "count", ""),
        ("the 103rd minute", 103, 103, "ordinal", ""),
    ],
)
def test_a_quantity_is_read_with_its_range_kind_and_qualifier(text, low, high, kind, qualifier):
    found = read_quantities(text)[0]
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert (found.kind, found.qualifier) == (kind, qualifier)


def test_a_change_from_one_value_to_another_is_no_range():
    values = [(q.low, q.high) for q in read_quantities("The toll rose from 27 to 41.")]
    assert values == [(27, 27), (41, 41)]


@pytest.mark.parametrize(("digits", "value"), [("6,5", 6.5), ("20.000", 2e4), ("20\u202f000", 2e4)])
def test_a_measure_behind_von_is_no_share(digits, value):
    found = read_quantities(f"eine Anlage mit einer Leistung von {digits} Megawatt", "de")
    assert [(q.low, q.kind, q.unit) for q in found] == [(value, "count", "MW")]


@given(st.text(max_size=120), st.sampled_from(["en", "de", "fr", "pl"]))
def test_spans_are_those_of_the_text(text, language):
    for q in read_quantities(text, language):
        assert text[q.start : q.end] == q.text
        assert q.low <= q.high or q.kind == "score"


@pytest.mark.parametrize(
    ("text", "kind", "low"),
    [
        ("The budget went from 310 to 345 million euros.", "money", 310e6),
        ("Rates rose from 3.5 to 4 percent.", "percent", 3.5),
    ],
)
def test_where_a_change_began_has_the_unit_and_magnitude_of_its_end(text, kind, low):
    began = read_quantities(text)[0]
    assert (began.kind, began.low, began.high) == (kind, low, low)


def test_where_a_count_began_stays_as_it_is():
    first, second = read_quantities("Staff fell from 1,200 to 900.")
    assert (first.low, second.low) == (1_200, 900)
