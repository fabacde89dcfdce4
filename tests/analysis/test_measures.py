"""Measures in another unit: what a journalist makes of a figure, and what is another one."""

import itertools
import math

import pytest

from briefer.analysis.comparison import compare
from briefer.analysis.equivalence import quantities_conflict, same_quantity, same_value
from briefer.analysis.measures import MEASURES, converted, convertible
from briefer.analysis.quantities import read_quantities
from tests.support.making import verdict

NAMES = {
    "mm": "millimetres", "cm": "cm", "m": "metres", "km": "kilometres", "in": "inches",
    "ft": "feet", "yd": "yards", "mi": "miles", "nmi": "nautical miles", "m2": "square metres",
    "ha": "hectares", "km2": "square kilometres", "ft2": "square feet", "ac": "acres",
    "mi2": "square miles", "ml": "ml", "l": "litres", "m3": "cubic metres",
    "ft3": "cubic feet", "bbl": "barrels", "g": "grams", "kg": "kg", "t": "tonnes",
    "oz": "ounces", "lb": "lb", "km/h": "km/h", "m/s": "metres per second",
    "mph": "mph", "kn": "knots", "s": "seconds", "min": "minutes", "h": "hours", "d": "days",
    "wk": "weeks", "mo": "months", "y": "years", "MB": "megabytes", "GB": "gigabytes",
    "kW": "kilowatts", "MW": "megawatts", "kWh": "kilowatt-hours", "MWh": "megawatt-hours",
}  # fmt: skip
FIGURES = (3, 5, 8, 12, 20, 35, 60, 90, 150, 250, 400, 750, 1_200, 5_000)


def one(text, language="en"):
    (quantity,) = read_quantities(text, language)
    return quantity


def rounded(value):
    """Round as a journalist does: to two figures, and a tenth below ten."""
    if value < 10:
        return f"{value:.1f}"
    size = 10 ** (math.floor(math.log10(value)) - 1)
    return f"{round(value / size) * size:,}"


def pairs():
    """Yield figures in one unit with what they come to in another of the dimension."""
    for unit, other in itertools.permutations(NAMES, 2):
        if not convertible(unit, other):
            continue
        for figure in FIGURES:
            value = converted(figure, unit, other)
            if 1 <= value < 1e6:
                yield f"{figure:,} {NAMES[unit]}", value, NAMES[other]


def test_a_converted_figure_is_never_another_and_one_a_fifth_off_always_is():
    seen = 0
    for source, value, name in pairs():
        same = one(f"{rounded(value)} {name}")
        assert compare(same, one(source)) != "no", (source, same.text)
        assert not quantities_conflict(same, one(source)), (source, same.text)
        for wrong in (value * 1.25, value * 0.75):
            other = one(f"{rounded(wrong)} {name}")
            if (
                abs(other.low - converted(one(source).low, one(source).unit, other.unit))
                < value / 5
            ):
                continue  # rounded towards the right one
            assert compare(other, one(source)) == "no", (source, other.text)
            hedged = one(f"about {rounded(wrong)} {name}")
            assert compare(hedged, one(source)) != "same", (source, hedged.text)
        seen += 1
    assert seen > 400


def test_units_of_different_dimensions_are_never_compared():
    for unit, other in itertools.combinations(NAMES, 2):
        if MEASURES[unit].dimension != MEASURES[other].dimension:
            assert compare(one(f"20 {NAMES[unit]}"), one(f"20 {NAMES[other]}")) == "no" or (
                "m" in {unit, other}  # which may be millions
            )


@pytest.mark.parametrize(
    ("language", "alike"),
    [
        ("en", [
            "2 tonnes = 2,000 kg", "5 miles = 8 km", "86°F = 30°C", "minus 40°C = -40F",
            "a quarter of an acre = 1,000 square metres", "three feet = 90 cm", "six feet = 2 m",
            "1.5 million barrels = 240 million litres", "90 minutes = an hour and a half",
            "18 months = a year and a half", "48 hours = two days", "25 % = a quarter",
            "60 miles an hour = 97 km/h", "half a mile = 800 metres", "30 days = one month",
            "5 feet 10 inches = 1.78 metres", "two hours and 15 minutes = 135 minutes",
            "weighed 150 pounds = weighed 68 kg", "8 pounds, 3 ounces = 8 lb 3 oz",
            "50 square miles = 130 sq km",
            "between 5 and 6 miles = between 8 and 10 km", "3½ miles = 5.6 km",
            "more than 5 miles = more than 8 km", "two tons = 4,000 lb", "2 GB = 2,048 megabytes",
        ]),
        ("de", [
            "zweieinhalb Stunden = 150 Minuten", "eine Viertelstunde = 15 Minuten",
            "fünf Meilen = acht Kilometer", "anderthalb Jahre = 18 Monate", "2 Tonnen = 2000 kg",
            "minus 10 Grad Celsius = 14 Grad Fahrenheit", "ein halbes Jahr = sechs Monate",
            "30 Kilometer pro Stunde = 30 km/h", "300 Quadratkilometer = 30.000 Hektar",
        ]),
        ("fr", [
            "une heure et demie = 90 minutes", "trois quarts d'heure = 45 minutes",
            "300 kilomètres à l'heure = 300 km/h", "un quart d'hectare = 2 500 mètres carrés",
            "30 degrés Celsius = 86 degrés Fahrenheit", "deux tonnes = 2 000 kilos",
        ]),
        ("es", ["5 millas = 8 kilómetros", "100 kilómetros por hora = 62 millas por hora"]),
        ("pl", ["8 kilometrów = 5 mil", "2 tony = 2000 kilogramów"]),
        ("ru", ["8 километров = 5 миль"]),
        ("ja", ["8キロメートル = 5マイル"]),
    ],
)  # fmt: skip
def test_a_measure_is_the_same_in_another_unit_in_every_language(language, alike):
    for pair in alike:
        mine, theirs = (one(text, language) for text in pair.split(" = "))
        for claim, source in ((mine, theirs), (theirs, mine)):
            assert compare(claim, source) in {"same", "near"}, pair
        assert "same" in {compare(mine, theirs), compare(theirs, mine)}, pair
        assert same_quantity(mine, theirs) or "percent" in {mine.kind, theirs.kind}, pair
        assert same_value(mine, theirs), pair


def test_a_unit_that_may_mean_two_things_or_a_figure_too_fine_is_left_open():
    for claim, source in [
        ("8.5 km", "5 miles"), ("one mile", "1.8 km"), ("20 pounds", "20 pounds"),
        ("86 degrees", "30°C"), ("1.5°C", "2.7°F"), ("about 10 km", "5 miles"),
    ]:  # fmt: skip
        expected = "same" if claim == source else "near"
        assert compare(one(claim), one(source)) == expected, (claim, source)
    for claim, source in [
        ("9 km", "5 miles"), ("30°C", "70°F"), ("-10°C", "10°C"), ("3 hectares", "5 acres"),
    ]:  # fmt: skip
        assert compare(one(claim), one(source)) == "no", (claim, source)
    assert compare(one("less than 8 km"), one("more than 5 miles")) == "opposite"


STORY = "The wreck lies five miles off the coast, the navy said on Monday."


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        ("The wreck lies 8 km off the coast.", "confirmed"),
        ("The wreck lies about eight kilometres off the coast.", "confirmed"),
        ("The wreck lies 8.5 km off the coast.", "open"),
        ("The wreck lies 9 km off the coast.", "contradicted"),
        ("The wreck lies 8 miles off the coast.", "contradicted"),
        ("The wreck lies 8 tonnes off the coast.", "unsupported"),
    ],
)
def test_a_claim_may_tell_a_measure_in_another_unit(claim, status):
    assert verdict(claim, STORY).status == status


def test_figures_of_any_length_are_told_apart_by_their_last_digit():
    for figure in ("1,234,567,890,123,456", "98,765,432,109,876,543,211", "1,234,567,890,123.45"):
        other = figure[:-1] + str((int(figure[-1]) + 1) % 10)
        mine, theirs = one(f"€{figure}"), one(f"€{other}")
        assert compare(mine, mine) == "same"
        assert compare(mine, theirs) == "no"
        assert not same_quantity(mine, theirs)
    assert compare(one("1.234567 trillion"), one("1,234,567,000,000")) == "same"
    assert compare(one("12,345.6789 trillion"), one("12,345,678,900,000,000")) == "same"
    assert compare(one("12,345,678,900,000,001"), one("12,345.6789 trillion")) == "no"


def test_a_way_told_per_a_time_is_a_speed_however_it_is_written():
    for text in ("163 km an hour", "163 kilometres an hour", "163 km per hour", "163 km/h"):
        q = one(f"Gusts of {text} hit the cape.")
        assert (q.low, q.unit, q.rate, q.text) == (163, "km/h", "", text)
    q = one("It crept 15 km a day.")
    assert (q.unit, q.rate) == ("km", "d")
