"""The OpenAI-compatible provider on a good day, and what it learns about an endpoint."""

import json
import subprocess
import sys

import anyio
import pytest

from briefer.errors import (
    AuthenticationError,
    BadRequestError,
    ConnectionFailedError,
    CutOffError,
    EmptyAnswerError,
    MissingKeyError,
    ProviderTimeoutError,
    RefusedError,
    ServerError,
    SettingError,
)
from briefer.llm import Reply
from briefer.model import Usage
from briefer.providers.chat import model_names
from briefer.providers.openai import OpenAIProvider, OpenAISettings
from tests.support.asking import ARTICLE, KEY, SCHEMA, ask, complete, provider, request
from tests.support.loopback import (
    answer,
    drip,
    drop_before_headers,
    error,
    hang,
    html,
    late,
    refusing,
    sequence,
    wrong_shape,
)


def answered(reply):
    assert isinstance(reply, Reply), repr(reply)
    return json.loads(reply.text)


GOOD = {"headline": {"text": "The dam broke.", "evidence": ["S1"]}}


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


# Learning


def test_an_endpoint_without_schemas_is_asked_for_an_object_and_given_the_schema_in_words(loopback):
    loopback.script = refusing("json_schema")
    asked = provider(loopback)
    first, second = complete(asked, request(), request())
    assert answered(first) == answered(second) == GOOD
    said = loopback.calls[-1].body["messages"]
    assert loopback.calls[-1].mode == "json_object"
    assert said[0]["content"] == "Summarize."
    assert said[1]["content"].startswith(ARTICLE)
    assert json.dumps(SCHEMA, separators=(",", ":")) in said[1]["content"]


def test_an_endpoint_that_takes_no_format_at_all_is_asked_in_words(loopback):
    loopback.script = refusing(
        "json_schema", "json_object", then=answer(f"Sure!\n```json\n{json.dumps(GOOD)}\n```")
    )
    assert answered(ask(loopback)) == GOOD
    assert [call.mode for call in loopback.calls] == ["json_schema", "json_object", "text"]
    assert "JSON Schema" in loopback.calls[-1].prompt


def test_everything_an_endpoint_lacks_is_learnt_once(loopback):
    loopback.script = refusing("json_schema", "json_object", "temperature", "max_tokens", "seed")

    async def run():
        asked = provider(loopback)
        for number in range(5):
            await asked.complete(request(f"[S1] Story {number}.", max_tokens=9, seed=1))
        await asked.close()

    anyio.run(run)
    assert loopback.count == 5 + 5
    assert [set(call.body) for call in loopback.calls[5:]] == [
        {"model", "messages", "max_completion_tokens"}
    ] * 5


def test_first_requests_in_flight_together_learn_side_by_side(loopback):
    refused = ("json_schema", "json_object", "temperature", "max_tokens", "seed")
    loopback.script = late(0.02, refusing(*refused))
    asked = provider(loopback)
    questions = [request(f"[S1] Story {n}.", max_tokens=9, seed=1) for n in range(20)]
    replies = complete(asked, *questions)
    assert [answered(reply)["headline"]["text"] for reply in replies] == [
        f"Story {n}." for n in range(20)
    ]
    assert loopback.count <= 20 * (1 + len(refused))


def test_the_older_name_of_the_limit_is_tried_where_the_newer_is_unknown(loopback):
    loopback.script = refusing("max_completion_tokens")
    asked = provider(loopback)
    asked._features = OpenAIProvider(OpenAISettings("m", api_key=KEY))._features
    complete(asked, request(max_tokens=9))
    names = {"max_completion_tokens", "max_tokens"}
    assert [call.body.keys() & names for call in loopback.calls] == [
        {"max_completion_tokens"},
        {"max_tokens"},
    ]


def test_a_limit_of_the_wrong_size_is_reported_and_not_dropped(loopback):
    loopback.script = error(400, "max_tokens is too large: 99999", param="max_tokens")
    failed = ask(loopback, request(max_tokens=99999))
    assert type(failed) is BadRequestError
    assert "max_tokens is too large: 99999" in str(failed)
    assert loopback.count == 1


@pytest.mark.parametrize(
    "says",
    [
        "Invalid schema for response_format 'odd'",
        "Automatic parser generation failed: JSON schema error at #: unrecognized type odd",
        "The provided JSON schema contains features not supported by xgrammar",
    ],
)
def test_one_refused_schema_does_not_cost_the_others_theirs(loopback, says):
    refusal = error(400, says)
    good = answer()

    def script(call):
        named = call.body.get("response_format", {}).get("json_schema", {}).get("name")
        return (refusal if named == "odd" else good)(call)

    loopback.script = script

    async def run():
        asked = provider(loopback)
        for name in ("odd", "summary", "odd"):
            assert answered(await asked.complete(request(schema_name=name))) == GOOD
        await asked.close()

    anyio.run(run)
    assert [call.mode for call in loopback.calls] == ["json_schema", "text", "json_schema", "text"]


def test_a_message_that_quotes_the_article_teaches_nothing(loopback):
    loopback.script = error(
        400, "Invalid 'messages[1].content': 'the temperature fell'", param="messages[1].content"
    )
    assert type(ask(loopback)) is BadRequestError
    assert loopback.count == 1


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


# Looking without asking


def probe(server, **settings):
    async def run():
        asked = provider(server, **settings)
        try:
            return await asked.probe()
        finally:
            await asked.close()

    return anyio.run(run)


def test_a_probe_says_whether_the_endpoint_has_the_model_and_asks_it_nothing(loopback):
    host = loopback.host
    assert probe(loopback, model="loopback-1") == f"{host} answers and has the model loopback-1"
    assert probe(loopback) == f"{host} answers, and the model m is not among the 1 it lists"
    assert loopback.count == 0


@pytest.mark.parametrize("script", [error(404, "no such path")])
def test_a_probe_makes_do_without_a_list_of_models(loopback, script):
    loopback.script = script
    assert probe(loopback).endswith("answers, and does not say which models it has")


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (error(401, f"bad key {KEY}"), AuthenticationError),
        (error(500), ServerError),
        (drop_before_headers(), ConnectionFailedError),
        (hang(), ProviderTimeoutError),
    ],
)
def test_a_probe_of_an_endpoint_that_is_no_use_says_why(loopback, script, kind):
    loopback.script = script
    with pytest.raises(kind) as failed:
        probe(loopback, timeout=0.2)
    assert loopback.host in str(failed.value)
    assert KEY not in str(failed.value)


@pytest.mark.parametrize("body", [b"no JSON", b"[]", b'{"data": 1}', b'{"data": [1, {"id": 2}]}'])
def test_a_list_of_models_that_is_none_has_no_names(body):
    assert model_names(body) == ()


# Keys, addresses, costs of starting


@pytest.mark.parametrize(
    ("base_url", "host"),
    [(None, "api.openai.com"), ("https://EU.api.openai.com:443/v1", "EU.api.openai.com:443")],
)
def test_openai_itself_without_a_key_is_an_error_before_any_connection(base_url, host):
    asked = OpenAIProvider(OpenAISettings("m", base_url=base_url))
    (failed,) = complete(asked, request())
    assert type(failed) is MissingKeyError
    assert str(failed) == f"{host} needs an API key and none is set"


@pytest.mark.parametrize("key", [None, "", "  \n"])
def test_an_endpoint_of_ones_own_needs_no_key(loopback, key):
    assert answered(ask(loopback, api_key=key)) == GOOD
    assert loopback.calls[0].headers["authorization"] == "Bearer none"


def test_the_line_end_of_a_key_file_is_not_part_of_the_key(loopback):
    ask(loopback, api_key=f" {KEY}\n")
    assert loopback.calls[0].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"api_key": "sk-two words"},
        {"api_key": "sk-ключ"},
        {"api_key": "sk-a\r\nx: y"},
        {"base_url": "localhost:8080/v1"},
        {"base_url": "ftp://localhost/v1"},
        {"base_url": "http://"},
        {"base_url": "http://[::1/v1"},
        {"base_url": "http://host:99999/v1"},
        {"timeout": 0},
        {"total_timeout": -1.0},
        {"max_attempts": 0},
    ],
)
def test_settings_that_cannot_work_are_refused_without_showing_the_key(wrong):
    with pytest.raises(SettingError) as refused:
        OpenAISettings("m", **wrong)
    assert "sk-" not in str(refused.value)


def test_a_key_is_not_in_the_settings_repr():
    assert KEY not in repr(OpenAISettings("m", api_key=KEY))


def test_a_query_in_the_base_url_goes_along_and_is_not_shown(loopback):
    loopback.script = sequence(answer(), error(400, "no"))
    url = f"{loopback.url}?api-version=2026-01&sig=secret-signature"
    asked = provider(loopback, base_url=url)
    _, failed = complete(asked, request(), request("[S1] Other."))
    assert loopback.calls[0].path == (
        "/v1/chat/completions?api-version=2026-01&sig=secret-signature"
    )
    assert "sig" not in str(failed)


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


def test_the_sdk_is_not_imported_before_a_request_is_made():
    program = (
        "import sys; from briefer.providers import openai as ours;"
        "ours.OpenAIProvider(ours.OpenAISettings('m', base_url='http://127.0.0.1:9/v1'));"
        "print('openai' in sys.modules, 'tiktoken' in sys.modules);"
        "ours.preload().join(); print('openai' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["False", "False", "True"]


def test_a_body_that_drips_within_its_time_is_an_answer(loopback):
    loopback.script = drip(0.0001)
    assert answered(ask(loopback)) == GOOD


@pytest.mark.parametrize("script", [html(200, "Welcome"), wrong_shape(), wrong_shape([1])])
def test_the_wrong_address_is_hinted_at_when_a_page_answers(loopback, script):
    loopback.script = script
    failed = ask(loopback, max_attempts=1)
    assert "/v1" in failed.hint
    assert loopback.host in str(failed)
