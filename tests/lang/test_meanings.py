"""The lists of words of like and of opposite meaning: what may stand in them, and what may not."""

from __future__ import annotations

from importlib.resources import files
from itertools import combinations
from time import process_time

import pytest

from briefer.analysis.terms import meanings_of, sides_of
from briefer.analysis.tokens import stem
from briefer.lang import WRITTEN, read_antonyms, read_meanings

NOT_ALIKE = (
    ("convict", "charge", "a charge is yet to be proved"),
    ("charge", "arrest", "who is arrested may go free without a charge"),
    ("say", "allege", "an allegation is doubted by whoever reports it as one"),
    ("collapse", "explosion", "a building may collapse without exploding"),
    ("war", "invasion", "an invasion is how some wars begin"),
    ("beach", "cliff", "both are on a coast, and are different places"),
    ("accident", "attack", "an accident is not meant"),
    ("murder", "kill", "a killing may be lawful or unintended"),
    ("soar", "rise", "a rise may be slight"),
    ("collie", "dog", "a dog may be of any breed"),
    ("rifle", "weapon", "a weapon may be a knife"),
    ("hurricane", "storm", "few storms are hurricanes"),
    ("cancer", "illness", "an illness may be the flu"),
    ("recession", "slowdown", "an economy may grow more slowly and still grow"),
    ("refugee", "migrant", "a migrant may have left for work"),
    ("terrorist", "militant", "who calls a militant a terrorist takes sides"),
    ("murder", "manslaughter", "a court tells them apart"),
    ("pandemic", "epidemic", "an epidemic may stay in one country"),
    ("injure", "kill", "the injured live"),
    ("elect", "appoint", "an appointment needs no vote"),
    ("resign", "fire", "one goes of his own will, the other does not"),
    ("import", "export", "goods go the other way"),
    ("daughter", "sister", "they are different relatives"),
    ("dentist", "doctor", "few doctors are dentists"),
    ("propose", "approve", "a proposal may be turned down"),
    ("threaten", "attack", "a threat may come to nothing"),
)
"""What a claim says, what a source says that does not bear it out, and why."""

ALIKE = (
    ("rise", "soar"),
    ("kill", "murder"),
    ("dog", "collie"),
    ("vehicle", "lorry"),
    ("illness", "cancer"),
    ("arrest", "detention"),
    ("film", "movie"),
    ("refusal", "rejection"),
    ("cancel", "call_off"),
    ("semi-final", "semifinal"),
    ("colour", "color"),
    ("lorry", "truck"),
    ("poverty", "hardship"),
    ("take_place", "happen"),
)
"""What a claim says, and what bears it out."""


def _root(entry: str, language: str = "en") -> str:
    words = entry.replace("-", "_").split("_")
    return "_".join(stem(word, language) or word for word in words)


def _bears_out(source: str, claim: str) -> bool:
    known = meanings_of("en")
    one, other = _root(claim), _root(source)
    none = frozenset[int]()
    return one == other or bool(known.wants.get(one, none) & known.means.get(other, none))


@pytest.mark.parametrize(("claim", "source", "reason"), NOT_ALIKE)
def test_words_that_change_a_fact_do_not_bear_each_other_out(
    claim: str, source: str, reason: str
) -> None:
    assert not _bears_out(source, claim), reason


@pytest.mark.parametrize(("claim", "source"), ALIKE)
def test_a_like_or_narrower_word_bears_a_word_out(claim: str, source: str) -> None:
    assert _bears_out(source, claim)


@pytest.mark.parametrize("language", WRITTEN)
def test_no_group_has_a_word_beside_its_opposite(language: str) -> None:
    wrong = []
    for same, more in read_meanings(language):
        sides = {word: sides_of(_root(word, language), language) for word in same | more}
        wrong += [
            (one, other)
            for one, other in combinations(sorted(sides), 2)
            if any(side ^ 1 in sides[other] for side in sides[one])
            and not sides[one] & sides[other]
            and {one, other} & same
        ]
    assert wrong == []


@pytest.mark.parametrize("language", WRITTEN)
def test_no_contrast_has_a_word_on_both_its_sides(language: str) -> None:
    for one, other in read_antonyms(language):
        assert one
        assert other
        roots = [{_root(word, language) for word in side} for side in (one, other)]
        assert not roots[0] & roots[1]


@pytest.mark.parametrize("language", WRITTEN)
def test_every_line_of_the_lists_holds_words_of_its_language(language: str) -> None:
    folder = files("briefer.lang") / language / "meanings"
    for table in folder.iterdir():
        for line in table.read_text("utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            same, _, more = line.partition("<")
            words = [*same.split(), *more.split()]
            assert same.split(), line
            assert len(words) > 1, line
            assert len(set(words)) == len(words), line
            assert all(
                part.replace("'", "").isalnum()
                for word in words
                for part in word.strip("-").replace("-", "_").split("_")
            ), line
            assert line == line.lower(), line


def test_a_language_without_lists_has_no_like_words() -> None:
    assert read_meanings("fi") == ()
    assert read_antonyms("fi") == ()


def test_reading_the_lists_takes_next_to_no_time() -> None:
    """Half as long as it may, mostly; one reading of many that nothing else disturbed is enough."""

    def took() -> float:
        began = process_time()
        read_meanings("en")
        return process_time() - began

    assert any(took() < 0.01 for _ in range(200))
