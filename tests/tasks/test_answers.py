"""A model's answer is read, or refused in words that the model can act on."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import MalformedAnswerError
from briefer.prompting import SCHEMAS
from briefer.tasks.answers import _SHAPES, read_answer

CLAIM = {"text": "A claim.", "evidence": ["S1"]}
SUMMARY = {"headline": CLAIM, "summary": [CLAIM], "key_facts": [CLAIM, CLAIM, CLAIM]}


def changed(**parts):
    return json.dumps({**SUMMARY, **parts})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not valid JSON: Expecting value at character 0"),
        ('{"headline": ', "not valid JSON"),
        ("[" * 100_000, "not usable JSON: nested too deep"),
        ("[]", "must be an object @ $"),
        (changed(headline=None), "must be an object @ $.headline"),
        (changed(summary=[]), "must not be empty @ $.summary"),
        (changed(summary="none"), "must be a list @ $.summary"),
        (
            changed(key_facts=[CLAIM, CLAIM, {"text": "x"}]),
            "required field missing @ $.key_facts[2].evidence",
        ),
        (changed(key_facts=[{"text": "  ", "evidence": []}]), "must not be empty @ $.key_facts[0]"),
        (
            changed(headline={"text": "It rained. " * 200, "evidence": ["S1"]}),
            "must be one sentence, of at most 2,000 characters @ $.headline.text",
        ),
        (
            changed(key_facts=[{"text": 3, "evidence": []}]),
            "must be a string @ $.key_facts[0].text",
        ),
    ],
)
def test_a_malformed_answer_is_named_with_its_place(text, says):
    with pytest.raises(MalformedAnswerError) as caught:
        read_answer(text, "summary")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["S1", "S2"], ["S1", "S2"]),
        ("S1, S2", ["S1", "S2"]),
        (["[S1]", "s2"], ["S1", "S2"]),
        (7, ["S7"]),
        (["7", "S7"], ["S7"]),
        ("[2.S7] [3.S1]", ["2.S7", "3.S1"]),
        ([], []),
        ("", []),
    ],
)
def test_ids_are_read_however_a_model_writes_them(written, read):
    answer = read_answer(changed(headline={"text": "x", "evidence": written}), "summary")
    assert answer.headline.evidence == read


def test_marks_that_a_model_writes_into_its_text_are_taken_out():
    forged = {"text": "Tolls rose [S9] sharply [2.S1, S3].", "evidence": ["S1"]}
    answer = read_answer(changed(headline=forged), "summary")
    assert (answer.headline.text, answer.headline.evidence) == ("Tolls rose sharply.", ["S1"])


def test_every_schema_that_is_sent_has_a_shape_that_reads_it():
    def made(schema):
        match schema["type"]:
            case "object":
                return {name: made(part) for name, part in schema["properties"].items()}
            case "array":
                return [made(schema["items"])]
            case "integer":
                return 1
        return schema.get("enum", ["S1"])[0]

    assert set(_SHAPES) == {name for name, schema in SCHEMAS.items() if schema}
    for name in _SHAPES:
        value = made(SCHEMAS[name])
        assert read_answer(json.dumps(value), name).model_dump() == value


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_no_answer_breaks_the_reader(text):
    with pytest.raises(MalformedAnswerError, match=r"."):
        read_answer(text, "summary")
