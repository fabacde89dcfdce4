"""Whatever an endpoint answers, what leaves the provider is a reply or one of our errors."""

import json
import random
from dataclasses import astuple

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.errors import (
    AuthenticationError,
    BrieferError,
    ForbiddenError,
    ProviderError,
    ServerError,
)
from briefer.llm import Reply
from briefer.providers.embedding import read_vectors
from briefer.providers.failures import AttemptFailed, Endpoint
from briefer.runs import Governor
from tests.support.asking import Clock, ask, provider, request
from tests.support.loopback import Act, error, html, json_act

BIG = "@@an integer of 5,000 digits@@"
ODD = [
    *(None, True, False, BIG, "9" * 5_000, 10**4_000, -(10**4_000), -1, 0, 2**63, 7),
    *(1e400, float("nan"), -0.0, "", "stop", "403", "²", "\ud800", "\x1b[31m\u202e", "x" * 20_000),
    *([], ["stop"], [[1]], [{}], {}, {"message": {"a": 1}, "code": BIG}, {"code": "9" * 5_000}),
    *({"message": [BIG, 10**4_000], "code": {"a": 1}, "type": ["t"], "param": 1},),
    json.loads("[" * 400 + "]" * 400),
]
"""Values of every type and size; `BIG` is written as an integer."""


def good():
    return {
        "model": "m",
        "choices": [
            {
                "finish_reason": "stop",
                "message": {"content": '{"a": 1}', "refusal": None},
            }
        ],
        "usage": {
            "prompt_tokens": 3,
            "completion_tokens": 4,
            "prompt_cache_hit_tokens": 1,
            "prompt_tokens_details": {"cached_tokens": 1},
            "completion_tokens_details": {"reasoning_tokens": 1},
        },
    }


ERROR = {"error": {"message": "m", "code": "c", "type": "t", "param": "p"}}
"""An error's object; each of its fields may be anything too."""


def paths(value, at=()):
    """Every place in a value, the value itself included."""
    yield at
    parts = value.items() if isinstance(value, dict) else ()
    parts = enumerate(value) if isinstance(value, list) else parts
    for key, part in parts:
        yield from paths(part, (*at, key))


def put(value, path, odd):
    if not path:
        return odd
    copy = value.copy()
    copy[path[0]] = put(value[path[0]], path[1:], odd)
    return copy


def written(value):
    return json.dumps(value).replace(f'"{BIG}"', "9" * 5_000).encode()


def some_act(chance):
    """An answer with any status and headers, of which one or two fields are anything."""
    status = chance.choice([200, 200, 200, 299, 400, 401, 403, 404, 429, 500, 503, 599, 799])
    value = good() if status == 200 and chance.random() < 0.8 else ERROR
    for _ in range(chance.choice([1, 2])):
        value = put(value, chance.choice(list(paths(value))), chance.choice(ODD))
    return Act(
        status=status,
        body=written(value),
        headers=((chance.choice(HEADERS), chance.choice(NUMBERS)),),
        content_type=f"application/json; charset={chance.choice(CHARSETS)}",
    )


HEADERS = [
    *("retry-after", "retry-after-ms", "x-should-retry", "content-encoding", "x-request-id"),
    *("x-ratelimit-reset-requests", "x-ratelimit-remaining-tokens", "x-ratelimit-limit-requests"),
]
NUMBERS = ["9" * 5_000, "-1", "1e400", "nan", "1.5", "0x10", "", f"{'9' * 400}m1s", "gzip"]
CHARSETS = ["utf-8", "utf-16", "hex", "rot13", "undefined", "idna", "nonsense", "x" * 999]


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers())
def test_any_field_of_any_type_and_size_gives_a_reply_or_an_error_of_ours(loopback, seed):
    """Forty answers an example: what is measured is reading them, not opening connections."""
    chance = random.Random(seed)
    given_acts = [some_act(chance) for _ in range(40)]
    loopback.script = lambda call: given_acts[int(call.prompt.rsplit(" ", 1)[1])]
    clock = Clock()
    governor = Governor(1, tpm=10**9, clock=clock, sleep=clock.sleep)

    async def everything():
        asked = provider(loopback, max_attempts=1, timeout=20, gate=governor)
        for number in range(len(given_acts)):
            result = None
            try:
                result = await asked.complete(request(f"[S1] The dam broke. {number}"))
            except BrieferError as failed:
                result = failed
            if isinstance(result, BrieferError):
                assert str(result).isprintable()
                assert len(str(result)) < 1_000
            else:
                assert isinstance(result, Reply)
                assert max(astuple(result.usage)) < 10**15
        await asked.close()

    anyio.run(everything)


VECTORS = {"data": [{"index": 0, "embedding": [1.0, 2.0]}], "usage": {"prompt_tokens": 3}}


@given(st.sampled_from(list(paths(VECTORS))), st.sampled_from(range(len(ODD))))
def test_any_field_of_an_answer_with_vectors_gives_vectors_or_a_failed_attempt(path, odd):
    spent, failed = [], None
    body = written(put(VECTORS, path, ODD[odd]))
    try:
        read_vectors(1, body, spent.append, endpoint=Endpoint("h", "m"))
    except AttemptFailed as error:
        failed = error
    assert failed is None or type(failed.error) is ServerError
    assert all(usage.input_tokens < 10**15 for usage in spent)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (html(403, "Attention Required! | Cloudflare"), ForbiddenError),
        (error(403, "Your request was blocked."), ForbiddenError),
        (error(403, "Invalid API key", code="invalid_api_key"), AuthenticationError),
        (lambda _: json_act({"error": {"message": "Incorrect API key"}}, 403), AuthenticationError),
    ],
)
def test_a_403_is_about_the_key_only_where_it_says_so(loopback, fault, kind):
    loopback.script = fault
    failed = ask(loopback)
    assert type(failed) is kind
    assert issubclass(kind, ProviderError)
    assert loopback.count == 1
