"""The versions of developing stories and their gold hold together."""

import json
from itertools import pairwise
from typing import get_args

import pytest

from briefer.model.change import NOT_FACTUAL, ChangeType
from tests.support.repository import FIXTURES

VERSIONS = FIXTURES / "versions"
GOLD = {
    path.parent.name: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(VERSIONS.glob("*/gold.json"))
}
PAIRS = [
    pytest.param(slug, pair, id=f"{slug}-{pair['old']}-{pair['new']}")
    for slug, gold in GOLD.items()
    for pair in gold["pairs"]
]


def _text(slug, version):
    return (VERSIONS / slug / f"{version}.txt").read_text(encoding="utf-8")


def _names(slug):
    return sorted(path.stem for path in (VERSIONS / slug).glob("v*.txt"))


def test_there_is_gold_for_a_long_story_and_a_short_one():
    assert {slug: len(_names(slug)) for slug in GOLD} == {"silo-blast": 6, "library-hours": 3}


@pytest.mark.parametrize("slug", GOLD)
def test_every_neighbouring_pair_has_gold_and_so_has_first_to_last(slug):
    names = _names(slug)
    expected = [*pairwise(names), (names[0], names[-1])]
    assert [(pair["old"], pair["new"]) for pair in GOLD[slug]["pairs"]] == expected


@pytest.mark.parametrize(("slug", "pair"), PAIRS)
@pytest.mark.parametrize("side", ["old", "new"])
def test_a_changed_sentence_stands_once_in_its_version_and_holds_its_words(slug, pair, side):
    text = _text(slug, pair[side])
    for change in pair["changes"]:
        sentence, words = change[side], change[f"{side}_words"]
        assert sentence is not None or words is None
        if sentence is not None:
            assert text.count(sentence) == 1
            assert sentence.count(words or sentence) == 1


@pytest.mark.parametrize(("slug", "pair"), PAIRS)
def test_a_headline_change_is_in_the_title_line_and_no_other_is(slug, pair):
    for side in ("old", "new"):
        title = _text(slug, pair[side]).splitlines()[0].removeprefix("# ")
        for change in pair["changes"]:
            if change[side] is not None:
                assert (change[side] == title) == change.get("headline", False)


@pytest.mark.parametrize(("slug", "pair"), PAIRS)
def test_types_are_known_and_fit_the_sides_they_have(slug, pair):
    for change in pair["changes"]:
        kind = change["type"]
        assert {kind, *change.get("accept", ())} <= set(get_args(ChangeType))
        assert change["factual"] == (kind not in NOT_FACTUAL)
        assert (change["old"] is None) == (kind == "added")
        assert (change["new"] is None) == (kind == "dropped")
        if kind == "moved" and not change.get("optional"):
            assert change["old"] == change["new"]
        elif change["old"] and change["new"]:
            assert change["old"] != change["new"] or kind == "moved"


@pytest.mark.parametrize(("slug", "pair"), PAIRS)
def test_what_no_change_names_is_the_same_in_both_versions(slug, pair):
    old, new = (_rest(slug, pair, side) for side in ("old", "new"))
    assert old == new


def _rest(slug, pair, side):
    """Return the words of a version without its changed sentences, quotes and dashes made one."""
    text = _text(slug, pair[side])
    for sentence in {change[side] for change in pair["changes"]} - {None}:
        text = text.replace(sentence, " ")
    for fancy, plain in {"“": '"', "”": '"', "—": "-", "--": "-"}.items():
        text = text.replace(fancy, plain)
    return text.split()


def test_every_type_of_change_occurs():
    kinds = {
        change["type"] for gold in GOLD.values() for p in gold["pairs"] for change in p["changes"]
    }
    assert kinds == set(get_args(ChangeType))
