"""The OpenAI-compatible provider on a good day: what is sent, and what comes back."""

import anyio
import pytest

from briefer.errors import (
    CutOffError,
    EmptyAnswerError,
    RefusedError,
)
from briefer.llm import Reply
from briefer.model import Usage
from tests.support.asking import (
    ARTICLE,
    GOOD,
    KEY,
    SCHEMA,
    answered,
    ask,
    complete,
    provider,
    request,
)
from tests.support.loopback import (
    answer,
    drip,
    error,
    html,
    late,
    wrong_shape,
)


def test_a_request_comes_back_as_a_reply(loopback):
    reply = ask(loopback, request(temperature=0.2, max_tokens=77, seed=5))
    assert answered(reply) == GOOD
    assert reply.model == "loopback-1"
    assert reply.finish_reason == "stop"
    assert reply.details == (("server", loopback.host),)
    (call,) = loopback.calls
    assert call.headers["authorization"] == f"Bearer {KEY}"
    assert call.body == {
        "model": "m",
        "messages": [
            {"role": "system", "content": "Summarize."},
            {"role": "user", "content": ARTICLE},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "summary", "schema": SCHEMA, "strict": True},
        },
        "temperature": 0.2,
        "seed": 5,
        "max_tokens": 77,
    }


def test_what_is_not_asked_for_is_not_sent(loopback):
    ask(loopback, request(temperature=None))
    assert set(loopback.calls[0].body) == {"model", "messages", "response_format"}


def test_the_settings_limit_holds_where_the_prompt_sets_none(loopback):
    asked = provider(loopback, max_output_tokens=900)
    complete(asked, request(), request("[S1] Other.", max_tokens=50))
    assert sorted(call.body["max_tokens"] for call in loopback.calls) == [50, 900]


def test_the_engine_is_part_of_the_name_here_and_not_on_the_wire(loopback):
    asked = provider(loopback, model="org/m:8b", context_tokens=4096, max_output_tokens=10)
    assert (asked.info.provider, asked.info.name) == ("openai", "openai:org/m:8b")
    assert (asked.info.context_tokens, asked.info.max_output_tokens) == (4096, 10)
    complete(asked, request(model="openai:org/m:8b"))
    assert loopback.calls[0].body["model"] == "org/m:8b"


def test_usage_is_read_with_cached_and_reasoning_tokens(loopback):
    loopback.script = answer(
        usage={
            "prompt_tokens": 100,
            "completion_tokens": 40,
            "prompt_tokens_details": {"cached_tokens": 64},
            "completion_tokens_details": {"reasoning_tokens": 30},
        }
    )
    assert ask(loopback).usage == Usage(100, 40, 64, 30)


@pytest.mark.parametrize("usage", [False, {"prompt_tokens": None}, {"prompt_tokens": 0}, "lots"])
def test_a_missing_usage_is_counted_here_and_says_so(loopback, usage):
    loopback.script = answer('{"headline": 1}', usage=usage)
    counted = ask(loopback).usage
    assert counted.estimated
    assert 15 < counted.input_tokens < 40
    assert 3 < counted.output_tokens < 10


@pytest.mark.parametrize(
    "text",
    [
        "Here you are:\n```json\n{}\n```\nAnything else?",
        '<think>Is {it} one claim? {{"draft": 1}}</think>\n\n{}',
        "  {}  ",
        "{} I hope that {this} helps.",
    ],
)
def test_json_is_cut_out_of_what_surrounds_it(loopback, text):
    whole = '{"headline": {"text": "a } in \\"it\\"", "evidence": []}}'
    loopback.script = answer(text.replace("{{", "{").replace("{}", whole).replace("}}<", "}<"))
    assert ask(loopback).text == whole


def test_content_in_parts_is_put_together(loopback):
    loopback.script = answer(
        content=[{"type": "text", "text": '{"a"'}, {"type": "text", "text": ": 1}"}]
    )
    assert ask(loopback).text == '{"a": 1}'


@pytest.mark.parametrize("path", ["/home/me/models/tiny.gguf", "C:\\models\\tiny.gguf"])
def test_a_servers_disk_is_not_part_of_its_models_name(loopback, path):
    loopback.script = answer(model=path)
    assert ask(loopback).model == "tiny.gguf"


def test_a_models_name_may_have_slashes(loopback):
    loopback.script = answer(model="org/tiny:8b")
    assert ask(loopback).model == "org/tiny:8b"


def test_lone_surrogates_neither_stop_a_request_nor_reach_a_reply(loopback):
    loopback.script = answer('{"a": "x\ud83d"}')
    reply = ask(loopback, request("[S1] Broken \udc80 text, NUL \x00, bell \x07."))
    assert loopback.calls[0].body["messages"][1]["content"] == (
        "[S1] Broken \ufffd text, NUL \x00, bell \x07."
    )
    assert reply.text == '{"a": "x\ufffd"}'


# Answers that are none


@pytest.mark.parametrize(
    ("script", "kind", "says"),
    [
        (
            answer("", refusal="I can't help with that."),
            RefusedError,
            "m refused to a.txt: I can't help",
        ),
        (answer("", finish_reason="content_filter"), RefusedError, "content filter"),
        (error(400, "flagged", code="content_filter"), RefusedError, "by its filter: flagged"),
        (
            answer('{"a": ', finish_reason="length", usage={
                "prompt_tokens": 9, "completion_tokens": 20,
                "completion_tokens_details": {"reasoning_tokens": 15},
            }),
            CutOffError,
            "the answer of m to a.txt was cut off after 20 tokens, 15 of them reasoning",
        ),
        (answer("   \n"), EmptyAnswerError, "the answer of m to a.txt is empty"),
        (answer(content=None), EmptyAnswerError, "is empty"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_says_why_and_is_not_asked_again(loopback, script, kind, says):
    loopback.script = script
    failed = ask(loopback)
    assert type(failed) is kind
    assert says in str(failed)
    assert loopback.count == 1


def test_no_more_requests_are_on_the_wire_than_connections_allowed(loopback):
    loopback.script = late(0.02)
    replies = ask(loopback, *(request(f"[S1] {n}.") for n in range(12)), max_connections=3)
    assert all(isinstance(reply, Reply) for reply in replies)
    assert loopback.peak == 3
    assert loopback.connections <= 3


def test_connections_are_kept_open_between_requests(loopback):
    async def run():
        asked = provider(loopback)
        for number in range(4):
            await asked.complete(request(f"[S1] {number}."))
        await asked.close()

    anyio.run(run)
    assert loopback.connections == 1


def test_a_second_life_after_closing_opens_a_new_pool(loopback):
    asked = provider(loopback)
    complete(asked, request())
    assert answered(complete(asked, request("[S1] The dam broke."))[0]) == GOOD


def test_a_body_that_drips_within_its_time_is_an_answer(loopback):
    loopback.script = drip(0.0001)
    assert answered(ask(loopback)) == GOOD


@pytest.mark.parametrize("script", [html(200, "Welcome"), wrong_shape(), wrong_shape([1])])
def test_the_wrong_address_is_hinted_at_when_a_page_answers(loopback, script):
    loopback.script = script
    failed = ask(loopback, max_attempts=1)
    assert "/v1" in failed.hint
    assert loopback.host in str(failed)
