"""What the OpenAI-compatible provider learns about an endpoint from its refusals."""

import json

import anyio
import pytest

from briefer.errors import (
    BadRequestError,
)
from briefer.providers.openai import OpenAIProvider, OpenAISettings
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
    error,
    late,
    refusing,
)


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
