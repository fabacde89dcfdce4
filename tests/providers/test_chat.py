"""Cutting JSON out of answers, and masking secrets."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.providers.chat import cut_json
from briefer.scrub import MASK, scrub, scrub_message
from tests.support.timing import processor_time

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.text(), JSON)
PROSE = st.text().filter(lambda text: "{" not in text and "}" not in text)


@settings(max_examples=50)
@given(OBJECTS, PROSE, PROSE, st.sampled_from(["", "```", "```json\n"]))
def test_an_object_is_found_whatever_prose_stands_round_it(value, before, after, fence):
    written = json.dumps(value, ensure_ascii=False)
    found = cut_json(f"{before}{fence}{written}\n{fence[:3]}{after}")
    assert json.loads(found) == value


@settings(max_examples=50)
@given(OBJECTS, st.sampled_from([None, 2]))
def test_an_answer_that_is_json_comes_back_unchanged(value, indent):
    written = json.dumps(value, indent=indent)
    assert cut_json(written) == written


@given(st.text())
def test_any_text_gives_an_object_in_it_or_itself(text):
    found = cut_json(text)
    assert found in text
    if found != text.strip():
        assert found[:1] == "{" or "<think" in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<think>{"draft": 1}</think>{"a": 1}', '{"a": 1}'),
        ('{"first": 1} or rather {"second": 22}', '{"second": 22}'),
        ('{"a": 1} {"b": 1}', '{"b": 1}'),
        ('Use {curly} and {x: 1}, so: {"a": {"b": "}"}}', '{"a": {"b": "}"}}'),
        ('{"a": "line\nbreak"}', '{"a": "line\nbreak"}'),
        ('{"a": [{"inner": 1}, {"cut', '{"a": [{"inner": 1}, {"cut'),
        ("no object here", "no object here"),
        ("", ""),
    ],
)
def test_which_object_is_taken(text, found):
    assert cut_json(text) == found


@pytest.mark.parametrize(
    "text",
    ['{"a":' * 40_000, '{"' * 40_000, "{ " * 40_000 + '"', '{"a": 1' * 40_000, '{"a": "{' * 40_000],
)
def test_hostile_text_takes_no_time(text):
    with processor_time() as spent:
        assert cut_json(text) in text
    assert spent.seconds < 2


@pytest.mark.parametrize(
    "secret",
    [
        "sk-proj-Ab12Cd34Ef56",
        "sk-abc*****wxyz",
        "gsk_1234567890abcdef",
        "hf_AbCdEf0123456789",
        "AIzaSyA1234567890abcdefghij",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
    ],
)
def test_what_is_shaped_like_a_key_is_masked(secret):
    assert scrub(f"key {secret}, ok") == f"key {MASK}, ok"


def test_a_known_key_is_masked_whatever_its_shape():
    assert scrub("say correct-horse-battery!", ["correct-horse-battery"]) == f"say {MASK}!"
    assert scrub("Authorization: Bearer abc.def-123") == f"Authorization: Bearer {MASK}"
    assert scrub("http://me:hunter2@host/v1") == f"http://{MASK}@host/v1"


@pytest.mark.parametrize(
    "text",
    [
        "The bearer of bad news spoke; bearer certificates were sold.",
        "scikit-learn, sk-learn and risk-averse task-forces",
        "none of them, as the plan says",
        "a@b.example wrote to ollama",
    ],
)
def test_plain_prose_is_left_alone(text):
    assert scrub(text, ["none", "", "ollama"]) == text


def test_a_message_loses_its_queries_and_line_breaks():
    assert scrub_message("see\nhttps://a.example/b?c=d&e for more\x07") == (
        "see https://a.example/b for more"
    )
