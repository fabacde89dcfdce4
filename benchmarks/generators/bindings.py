# ruff: noqa: E501 (patterns are long)
"""True sentences made wrong by tying a figure, a quotation or an act to the wrong one.

What is made keeps every name and number of the article: only who owns which is exchanged.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from benchmarks.generators.making import Maker, put
from benchmarks.generators.passages import FULL_NAME, SAYING, Passage

_MONTH = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
)
_WORDS = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
_FIGURE = re.compile(
    rf"(?i)(?P<sign>[$£€]?)(?<![\w.,:-])(?P<n>\d[\d,]*(?:\.\d+)?|(?:{_WORDS})\b)(?![\w:]|-\w|[.,]\d|-\d)"
    r"(?P<unit>(?: (?:million|billion|per cent|percent|euros?|dollars|pounds|kroner|metres|points|years|months|days|weeks|hours|minutes)\b)*|%)"
)
_SIDES = re.compile(r"\b(?:and|but|while|compared with|against|whereas|versus)\b|;")
_RANGE = re.compile(
    r"\b(?:between|from)\b[^,;]*$|\b(?:aged?|scored?|won|lost|beat\w*|drew)\b[^,;]*$"
)


def owner_exchanged(passage: Passage) -> Iterator[str]:
    """Exchange two figures of one kind that stand on two sides of a conjunction.

    Wrong: each belongs to a noun of its own (words follow or stand before it on its side), and
    they differ. Ranges, scores, ages, dates and years are left alone.
    """
    bare, text = passage.bare, passage.text
    figures = [m for m in _FIGURE.finditer(bare) if not _is_date(m, bare)]
    for one, two in itertools.pairwise(figures):
        between = bare[one.end() : two.start()]
        if one["n"] == two["n"] or (one["sign"], one["unit"]) != (two["sign"], two["unit"]):
            continue
        if one["n"].isalpha() != two["n"].isalpha() or not _SIDES.search(between):
            continue
        if len(between.split()) < 3 or _RANGE.search(bare[: one.start()]):
            continue
        yield swapped(text, one, two)


def swapped(text: str, one: re.Match[str], two: re.Match[str]) -> str:
    """Return the text with two figures in each other's place, small where they are words."""
    first, second = (m[0].lower() if m["n"].isalpha() else m[0] for m in (one, two))
    out = text[: one.start()] + second + text[one.end() : two.start()] + first + text[two.end() :]
    return out[0].upper() + out[1:]


def _is_date(m: re.Match[str], bare: str) -> bool:
    before, after = bare[max(0, m.start() - 12) : m.start()], bare[m.end() : m.end() + 12]
    return bool(
        re.search(rf"\b(?:{_MONTH})\.? $", before)
        or re.match(rf" (?:{_MONTH})\b", after)
        or re.fullmatch(r"(?:1[5-9]|20)\d\d", m["n"])
        or re.match(r" ?[ap]\.?m\b|-|–", after)
        or re.search(r"[-–]$", before)
    )


def from_to_exchanged(passage: Passage) -> Iterator[str]:
    """Exchange where a figure came from and where it went: wrong, the change then runs back."""
    bare, text = passage.bare, passage.text
    figures = [m for m in _FIGURE.finditer(bare) if not _is_date(m, bare)]
    for one, two in itertools.pairwise(figures):
        between = bare[one.end() : two.start()]
        lead = bare[: one.start()].rstrip().split()[-1:]
        to_from = lead == ["to"] and between.strip() in {"from", "from about"}
        from_to = lead == ["from"] and between.strip() in {"to", "to about"}
        moved = re.search(
            r"\b(?:rose|fell|rise|fall|increas\w*|decreas\w*|cut|raised|grew|slipped|narrowed|down|up|climb\w*|dropp?\w*|gone|went)\b",
            bare,
        )
        if (to_from or from_to) and moved and one["n"] != two["n"]:
            yield swapped(text, one, two)


def speaker_exchanged(passage: Passage) -> Iterator[str]:
    """Give a quotation to somebody else of the article. Wrong: the sentence names who said it,
    and the other is not in it."""
    if not passage.has_quotation:
        return
    for m in re.finditer(
        rf"\b({FULL_NAME})(?= {SAYING}\b)|(?<=said )({FULL_NAME})(?=[,.])", passage.bare
    ):
        name = m[1] or m[2]
        if re.search(r"[A-Z][\w’-]+ $", passage.bare[: m.start()]):
            continue
        for other in _others(passage, {name})[:1]:
            yield put(passage.text, *m.span(), other)
    persons = {p.split()[-1]: p for p in passage.story.persons}
    for m in re.finditer(
        rf"\b([A-Z][\w’-]+)(?= {SAYING}\b)|(?<=said )([A-Z][\w’-]+)(?=[,.])", passage.bare
    ):
        name = m[1] or m[2]
        if name in persons and not re.search(r"[A-Z][\w’-]+ $", passage.bare[: m.start()]):
            for other in _others(passage, {persons[name]})[:1]:
                yield put(passage.text, *m.span(), other.split()[-1])


def actor_exchanged(passage: Passage) -> Iterator[str]:
    """Tell of another person of the article what is said of the one who opens the sentence.

    Wrong: the other is named neither in the sentence nor in the one before.
    """
    known = {name: name for name in passage.story.persons}
    known |= {name.split()[-1]: name for name in passage.story.persons}
    m = re.match(
        rf"({FULL_NAME}|[A-Z][\w’-]+?)(?=,? (?:\d\d,|who|said|was|is|has|had|will|[a-z]+ed)\b)",
        passage.bare,
    )
    if m and m[1] in known:
        full = " " in m[1]
        for other in _others(passage, {known[m[1]]}, near=1)[:1]:
            yield put(passage.text, *m.span(), other if full else other.split()[-1])


def pronoun_misread(passage: Passage) -> Iterator[str]:
    """Read a pronoun as somebody else. Wrong: whoever it is read as is named neither in the
    sentence nor in the three before, where its antecedent must be."""
    m = re.match(r"(He|She)(?= [a-z]+)", passage.bare)
    if not m or not any(
        person.split()[-1] in p.text for person in passage.story.persons for p in passage.before
    ):
        return
    for other in _others(passage, set(), near=3)[:2]:
        yield put(passage.text, *m.span(), other)


def _others(passage: Passage, but: set[str], near: int = 0) -> list[str]:
    """Return persons of the article who are not in a sentence, nor in some before it."""
    context = [passage.text, *(p.text for p in passage.before[-near:])] if near else [passage.text]
    taken = {word for name in but for word in name.split()}
    return [
        person
        for person in passage.story.persons
        if not taken & set(person.split())
        and not any(person.split()[-1] in text for text in context)
    ]


BINDINGS: dict[str, Maker] = {
    "owners of figures exchanged": owner_exchanged,
    "from and to exchanged": from_to_exchanged,
    "speaker exchanged": speaker_exchanged,
    "another person of the article": actor_exchanged,
    "pronoun read as somebody else": pronoun_misread,
}
