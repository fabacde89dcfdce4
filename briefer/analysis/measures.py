"""What measures are worth in each other: five miles are eight kilometres.

One table of factors, in the base unit of each dimension, from the definitions of the units (a yard
is 0.9144 m, a pound 0.45359237 kg). Within one system of units a conversion is exact, and told as
exactly as any figure; across two it is rounded, so that two figures are compared at the precision
of the rounder one.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.analysis.quantity import Quantity

Fit = Literal["same", "near", "no"]


class Measure(NamedTuple):
    """A unit: its dimension, its system of units, and what it may be worth in the base unit."""

    dimension: str
    system: str
    factors: tuple[float, ...]

    @property
    def factor(self) -> float:
        """What it is worth, where only one thing can be meant, and what it mostly means."""
        return self.factors[0]


_TABLE = """
length metric: mm 0.001, cm 0.01, m 1, km 1000
length imperial: in 0.0254, ft 0.3048, yd 0.9144, mi 1609.344
length nautical: nmi 1852
area metric: m2 1, ha 1e4, km2 1e6
area imperial: ft2 0.09290304, yd2 0.83612736, ac 4046.8564224, mi2 2589988.110336
volume metric: ml 0.001, cl 0.01, l 1, hl 100, m3 1000
volume imperial: pint 0.473176473|0.56826125, gal 3.785411784|4.54609
volume cubic: ft3 28.316846592
volume barrels: bbl 158.987294928
mass metric: mg 1e-6, g 0.001, kg 1, t 1000
mass imperial: oz 0.028349523125, lb 0.45359237, st 6.35029318
mass tons: ton 1000|907.18474|1016.0469088
speed metric: km/h 1, m/s 3.6
speed imperial: mph 1.609344, ft/s 1.09728
speed nautical: kn 1.852
time clock: s 1, min 60, h 3600, d 86400, wk 604800
time calendar: mo 2629746, y 31556952
bytes decimal: kB 1e3|1024, MB 1e6|1048576, GB 1e9|1073741824, TB 1e12|1099511627776
power metric: kW 1, MW 1e3, GW 1e6
power horses: hp 0.73549875|0.745699872
energy metric: kWh 1, MWh 1e3, GWh 1e6, TWh 1e9
temperature celsius: degC 1
temperature fahrenheit: degF 1
temperature unsaid: deg 1
"""


def _read(table: str) -> Iterator[tuple[str, Measure]]:
    for line in table.strip().splitlines():
        head, _, rest = line.partition(":")
        dimension, system = head.split()
        for symbol, worth in (each.split() for each in rest.split(",")):
            yield symbol, Measure(dimension, system, tuple(map(float, worth.split("|"))))


MEASURES = dict(_read(_TABLE))
"""Symbol to unit. Where a name is that of several units (a US gallon or a British one), each of
them may be meant."""
_SPEEDS = {"km/h": ("km", "h"), "mph": ("mi", "h"), "m/s": ("m", "s"), "kn": ("nmi", "h")}
_OF_WAYS = {way: speed for speed, way in _SPEEDS.items()}
DURATIONS = frozenset(symbol for symbol, m in MEASURES.items() if m.dimension == "time")
TEMPERATURES = frozenset(symbol for symbol, m in MEASURES.items() if m.dimension == "temperature")

_EXACT = 1e-12
_DIGIT = 10
_CAP_DIGIT, _CAP = 0.105, 0.05
"""How far rounding may lead from what is converted: a figure of one digit (six feet, which are
1.83 metres, told as two), and any other."""
_OTHER = 0.2
"""How far off a figure is another one, however it is rounded."""
_HEDGED = 0.25
"""The same where one of the two is told with *about*."""
_ABOUT = 0.1
_SAME_DEGREES, _OTHER_DEGREES = 1.0, 2.0
_FREEZING, _NINE_FIFTHS = 32.0, 1.8
_BEYOND = 0.8
"""What *more than* may leave out, of what is converted."""


def convertible(one: str, other: str) -> bool:
    """Tell whether two different units measure the same: miles and metres, no days and metres."""
    mine, theirs = MEASURES.get(one), MEASURES.get(other)
    return mine is not None and theirs is not None and mine.dimension == theirs.dimension


def exact_factor(unit: str, into: str) -> float | None:
    """Return what one unit is in another of its own system; None where that is rounded."""
    mine, theirs = MEASURES.get(unit), MEASURES.get(into)
    if mine is None or theirs is None or mine[:2] != theirs[:2]:
        return None
    if len(mine.factors) > 1 or len(theirs.factors) > 1:
        return None
    return mine.factor / theirs.factor


def converted(value: float, unit: str, into: str) -> float:
    """Return a value in another unit of its dimension, and as it is where there is none."""
    mine, theirs = MEASURES.get(unit), MEASURES.get(into)
    if unit == into or mine is None or theirs is None or mine.dimension != theirs.dimension:
        return value
    if mine.dimension == "temperature":
        return _degrees(value, unit, into)
    return value * mine.factor / theirs.factor


def apart(q: Quantity) -> Quantity:
    """Return a speed as a way and what it is told per, and anything else as it is."""
    way = _SPEEDS.get(q.unit)
    return q if way is None else q._replace(unit=way[0], rate=way[1])


def speed_of(unit: str, rate: str) -> str | None:
    """Return the speed that a way told per a time is: *163 km* an hour is one of km/h."""
    return _OF_WAYS.get((unit, rate)) if rate else None


def round_fit(claim: Quantity, value: float) -> Fit:
    """Compare a claim's measure with a value in its unit that was exactly converted.

    What does not come out even is rounded: twenty inches are 1.7 feet.
    """
    off = abs(claim.low - value) / abs(value) if value else 1.0
    if off > _CAP or abs(claim.low - value) > claim.step / 2 + _EXACT * abs(value):
        return "no"
    return "same" if off <= _CAP / 2 else "near"


def fit(claim: Quantity, source: Quantity) -> Fit:
    """Compare a claim's measure with one of the source in a unit of another system.

    ``same`` is what a careful writer makes of the source's; ``near`` is what two roundings, or a
    hedge, might make of it, and what nobody can tell; ``no`` another measure. Both ends of a range
    are compared.
    """
    ends = {(claim.low, source.low), (claim.high, source.high)}
    found = [_fit_value(mine, theirs, claim, source) for mine, theirs in ends]
    return "no" if "no" in found else "near" if "near" in found else "same"


def _fit_value(mine: float, theirs: float, claim: Quantity, source: Quantity) -> Fit:
    one, other = MEASURES[claim.unit], MEASURES[source.unit]
    if one.dimension == "temperature":
        return _fit_degrees(mine, theirs, claim, source)
    of_one_sort = one.system == other.system  # British pints are none of a US gallon
    worths = (zip if of_one_sort else product)(one.factors, other.factors)
    fits = {_fit_ratio(mine, theirs, other_ / one_, claim, source) for one_, other_ in worths}
    return "same" if "same" in fits else "near" if "near" in fits else "no"


def _fit_ratio(mine: float, theirs: float, ratio: float, claim: Quantity, source: Quantity) -> Fit:
    """Compare two values, a unit of the source's being some of the claim's."""
    value = theirs * ratio
    if not mine or not value:
        return "same" if mine == value else "no"
    off = abs(mine - value) / abs(value)
    hedged = "about" in {claim.qualifier, source.qualifier}
    if off > (_HEDGED if hedged else _OTHER):
        return "no"
    rounded = abs(mine - value) <= claim.step / 2 + _EXACT * abs(value)
    if rounded and off <= _cap(mine):
        return "same"
    if claim.qualifier in {"over", "under", "min", "max"}:
        over = claim.qualifier in {"over", "min"}
        low, high = (_BEYOND, 1.0) if over else (1.0, 2 - _BEYOND)
        beyond = low <= mine / value <= high
        coarse = claim.step > source.step * ratio or claim.word
        return "same" if beyond and coarse and abs(mine - value) <= claim.step else "near"
    if claim.qualifier == "about" and off <= _ABOUT and claim.step >= source.step * ratio:
        return "same"
    back = mine / ratio
    back_rounded = abs(back - theirs) <= min(source.step / 2, _cap(theirs) * theirs)
    return "near" if hedged or rounded or back_rounded or off <= _cap(value) / 2 else "no"


def _cap(value: float) -> float:
    return _CAP_DIGIT if value < _DIGIT else _CAP


def _degrees(value: float, unit: str, into: str) -> float:
    if (unit, into) == ("degC", "degF"):
        return value * _NINE_FIFTHS + _FREEZING
    if (unit, into) == ("degF", "degC"):
        return (value - _FREEZING) / _NINE_FIFTHS
    return value


def _fit_degrees(mine: float, theirs: float, claim: Quantity, source: Quantity) -> Fit:
    """Compare temperatures, and differences of them: two degrees Celsius are 3.6 Fahrenheit.

    Degrees of which nobody says may be either's, and a difference reads as a temperature does:
    that is left open.
    """
    if "deg" in {claim.unit, source.unit}:
        if mine == theirs:
            return "same"
        other = ({claim.unit, source.unit} - {"deg"}).pop()
        unsaid = "degC" if other == "degF" else "degF"
        claim = claim._replace(unit=unsaid) if claim.unit == "deg" else claim
        source = source._replace(unit=unsaid) if source.unit == "deg" else source
        return "no" if _fit_degrees(mine, theirs, claim, source) == "no" else "near"
    to_kelvin = 1.0 if claim.unit == "degC" else 1 / _NINE_FIFTHS
    off = abs(mine - _degrees(theirs, source.unit, claim.unit))
    hedge = 2.0 if "about" in {claim.qualifier, source.qualifier} else 1.0
    if off <= claim.step / 2 + _EXACT and off * to_kelvin <= _SAME_DEGREES:
        return "same"
    if off * to_kelvin <= _OTHER_DEGREES * hedge:
        return "near"
    scale = _NINE_FIFTHS if claim.unit == "degF" else 1 / _NINE_FIFTHS
    apart = abs(mine - theirs * scale)
    return "near" if apart <= max(claim.step / 2, _CAP * mine) + _EXACT else "no"
