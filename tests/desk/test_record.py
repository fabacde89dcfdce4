"""The record of a brief: whole, or told to be changed."""

import json
import re
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.desk import Desk, problems_of_record, record_text
from briefer.model import Publication, publication_key, tagged_hash
from tests.support.desk import DAY, TOLD, brief_of, decide_all, desk_of, path_of

FREE = {"edition.number", "edition.made", "edition.current"}
"""What says where a store has the edition, and is no part of what it is."""


def decided():
    """Return a desk on which everything that there is was done once."""
    desk = desk_of()
    path = path_of(desk.open(DAY), "The work will cost 21")
    desk.propose(DAY, path, "The work will cost 12 million euros.", "an assistant")
    desk.settle(DAY, 1, "jon", accept=True)
    desk.decide(DAY, "$.stories[1]", "move", "mara", to=1)
    decide_all(desk)
    desk.sign(DAY, "mara")
    desk.decide(DAY, path_of(desk.open(DAY), "The operator"), "flag", "jon", note="Really?")
    desk.sign(DAY, "ada", statement="Read.")
    now = desk.open(DAY)
    key = publication_key(now.content, "feed")
    desk.store.plan_publication(
        Publication(key, now.edition, now.content, "feed", "planned", "", "", "ada")
    )
    return desk


@pytest.fixture(scope="module")
def desk():
    with (desk := decided()).store:
        yield desk


@pytest.fixture(scope="module")
def record(desk):
    return desk.record(DAY)


@pytest.fixture(scope="module")
def text(record):
    return record_text(record)


def test_a_record_tells_what_was_made_decided_signed_and_published(desk, record, text):
    assert desk.problems_of(text) == []
    assert [each["action"] for each in record["decisions"]] == ["edit", "move", "accept", "flag"]
    assert record["models"] == {"writer": "scripted:hand", "judge": None}
    assert record["checks"]["edits"] == ["briefer 0.1.0"]
    assert (record["signed_by"], [each["who"] for each in record["signoffs"]]) == (
        ["ada"],
        ["mara", "ada"],
    )
    assert record["publications"][0]["target"] == "feed"
    assert 0 < record["changed"] < 0.1


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_changing_any_byte_fails(text, data):
    raw = text.encode()
    at = data.draw(st.integers(0, len(raw) - 1))
    other = data.draw(st.binary(min_size=0, max_size=2).filter(lambda b: b != raw[at : at + 1]))
    changed = (raw[:at] + other + raw[at + 1 :]).decode("utf-8", "surrogateescape")
    assert list(problems_of_record(changed)) != [] or changed == text


def leaves(value, path=""):
    """Yield the place of everything in a record that holds nothing else."""
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from leaves(each, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for at, each in enumerate(value):
            yield from leaves(each, f"{path}.{at}")
    else:
        yield path


def put(record, path, change):
    *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    for step in steps:
        record = record[step]
    record[last] = change(record[last])


def other(value):
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return value + "x"
        case None | [] | {}:
            return "x"
    raise AssertionError(value)


def test_changing_any_field_fails_even_where_the_record_s_own_hash_is_made_anew(record):
    # One of each sort: that of the last story, decision, signature.
    places = {re.sub(r"\d+", "n", each): each for each in leaves(record) if each != "hash"}.values()
    assert len(places) > 150
    unseen = []
    for place in places:
        forged = deepcopy(record)
        put(forged, place, other)
        forged["hash"] = tagged_hash("record", {n: v for n, v in forged.items() if n != "hash"})
        if not list(problems_of_record(record_text(forged))):
            unseen.append(place)
    assert {each for each in unseen if not each.startswith("publications.")} == FREE


def test_a_record_with_its_last_decisions_taken_off_is_held_to_its_signatures(record):
    forged = deepcopy(record)
    del forged["decisions"][-1]
    forged["hash"] = tagged_hash("record", {n: v for n, v in forged.items() if n != "hash"})
    told = " ".join(problems_of_record(record_text(forged)))
    assert "the signature of ada is under decisions that are not in it" in told


def test_another_whole_record_is_found_out_beside_the_store(desk, record):
    with decided().store as store:
        other_desk = Desk(store)
        other_desk.decide(DAY, path_of(other_desk.open(DAY), "About 400"), "cut", "jon")
        forged = record_text(other_desk.record(DAY))
        assert list(problems_of_record(forged)) == []
        assert desk.problems_of(forged) == [
            "the store has other decisions or signatures for this edition"
        ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no record of a brief"),
        ('{"kind": "record"}', "version None, not 1"),
        ('{"kind": "record", "record_version": 1}', "something is missing in it"),
        (json.dumps({"kind": "record", "record_version": 1, "hash": 1, "edition": []}), "missing"),
    ],
)
def test_what_is_no_record_is_told_and_no_error(text, told):
    assert told in " ".join(problems_of_record(text))


def test_a_brief_that_nobody_touched_has_a_record_too():
    with desk_of(brief=brief_of(told=TOLD[:2])).store as store:
        desk = Desk(store)
        assert desk.problems_of(record_text(desk.record(DAY))) == []
