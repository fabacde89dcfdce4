"""Text that no newspaper prints: one thing over and over, to see what reading it costs."""

from __future__ import annotations

import itertools

PERSONS = "different persons"
HOSTILE: dict[str, str] = {
    "digits": "1234567890",
    "numbers": "12 ",
    "grouped digits": "1,234 ",
    "commas": ",",
    "straight quotes": '"',
    "quoted words": '"alpha" ',
    "quotes never closed": "“alpha ",
    "capitals": "A",
    "capitalised words": "Alpha Bravo ",
    "and": "and ",
    "names with and": "Anna and ",
    "brackets": "(",
    "ids": "[S1] ",
    "one word": "council ",
    "emoji": "😀",
    "one long word": "x",
    "hyphens": "a-",
    "initials": "A. ",
    "short sentences": "The council met. ",
    "denials": "not ",
    "hedges": "may ",
    "speakers": "Anna said ",
    "days of a month": "May 5 ",
    "money": "$5 million ",
    "per cent": "5 % ",
    "fractions": "1/2/",
    "clock times": "10:30 ",
    "number words": "one hundred and ",
    "lines": "a\n",
    PERSONS: "",
}
"""What is repeated, by the name of the kind; persons are a list in which no two are the same."""

_SYLLABLES = ("bdfgklmnprst", "aeiou", "bdklmnrst", "aeo")


def hostile(kind: str, size: int) -> str:
    """Return so many characters of one kind."""
    if kind == PERSONS:
        names = ["".join(letters).title() for letters in itertools.product(*_SYLLABLES)]
        pairs = itertools.product(["Lund", "Marsh", "Okoro", "Velde", "Pryce", "Stroem"], names)
        return ", ".join(f"{first} {last}" for last, first in pairs)[:size]
    unit = HOSTILE[kind]
    return (unit * (size // len(unit) + 1))[:size]
