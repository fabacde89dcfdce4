"""The OpenAI-compatible provider on bad days: what is tried again, when, and what is said."""

from email.utils import formatdate

import anyio
import pytest

from briefer.errors import (
    AuthenticationError,
    BadRequestError,
    BrieferError,
    ConnectionFailedError,
    ContextLengthError,
    CutOffError,
    ModelUnavailableError,
    ProviderTimeoutError,
    RateLimitError,
    ServerError,
)
from briefer.llm import Reply
from tests.support.asking import KEY, Clock, ask, complete, provider, request
from tests.support.loopback import (
    Act,
    Loopback,
    answer,
    drip,
    drop_before_headers,
    drop_mid_body,
    error,
    garbage,
    hang,
    html,
    late,
    mix,
    per_request,
    raw,
    sequence,
    window,
    wrong_shape,
)

TRANSIENT = {
    "408": error(408),
    "409": error(409),
    "429": error(429),
    "500": error(500),
    "502 page": html(502),
    "503": error(503, "Loading model"),
    "529": lambda _: Act(status=529, body=b"overloaded", content_type="text/plain"),
    "dropped before the headers": drop_before_headers(),
    "dropped mid-body": drop_mid_body(),
    "garbage": garbage(),
    "half of a JSON": raw(b'{"choices": [{"message": {"content": "{'),
    "empty body": raw(b""),
    "a page instead of JSON": html(200),
    "JSON of another shape": wrong_shape(),
    "no choices": wrong_shape({"choices": []}),
    "a choice without message": wrong_shape({"choices": [{"index": 0}]}),
    "an error with status 200": wrong_shape({"error": {"code": 502, "message": "upstream"}}),
    "an error in a choice": wrong_shape(
        {"choices": [{"message": {}, "error": {"code": 429, "message": "slow"}}]}
    ),
}


@pytest.mark.parametrize("fault", TRANSIENT.values(), ids=TRANSIENT.keys())
def test_what_may_pass_is_tried_again(loopback, fault):
    loopback.script = sequence(fault, fault)
    clock = Clock()
    assert isinstance(ask(loopback, clock=clock), Reply)
    assert loopback.count == 3
    assert 0.5 <= clock.slept[0] <= 1.5
    assert 1.0 <= clock.slept[1] <= 2.0


@pytest.mark.parametrize(
    ("fault", "kind", "says"),
    [
        (error(400, "bad"), BadRequestError, "answered 400 (Bad Request): bad"),
        (error(401, "who?"), AuthenticationError, "answered 401 (Unauthorized): who?"),
        (error(403, "not you"), AuthenticationError, "answered 403 (Forbidden): not you"),
        (
            error(404, "no such model", code="model_not_found"),
            ModelUnavailableError,
            "answered 404 (Not Found) for the model 'm': no such model",
        ),
        (html(404, "Not here"), ModelUnavailableError, "404 (Not Found): an HTML page, “404 Not"),
        (error(422, body={"detail": "odd"}), BadRequestError, "422 (Unprocessable"),
        (error(501), ServerError, "501"),
        (
            error(429, "You exceeded your current quota", code="insufficient_quota"),
            RateLimitError,
            "429 (Too Many Requests): You exceeded your current quota",
        ),
        (error(402, "Insufficient Balance"), RateLimitError, "402"),
        (error(400, "API key not valid."), AuthenticationError, "API key not valid."),
        (error(503, headers={"x-should-retry": "false"}), ServerError, "503"),
    ],
)
def test_what_cannot_pass_is_said_at_once(loopback, fault, kind, says):
    loopback.script = fault
    failed = ask(loopback)
    assert type(failed) is kind
    assert str(failed).startswith(loopback.host)
    assert says in str(failed)
    assert loopback.count == 1


@pytest.mark.parametrize(
    "fault",
    [
        html(404, "Not Found"),
        raw(b"404 page not found", 404, "text/plain"),
        error(404, body={"detail": "Not Found"}),
        error(404, "File Not Found", type="not_found_error"),
    ],
)
def test_an_unknown_path_is_not_taken_for_an_unknown_model(loopback, fault):
    loopback.script = fault
    failed = ask(loopback)
    assert type(failed) is ModelUnavailableError
    assert "the model" not in str(failed)
    assert "--base-url" in failed.hint
    assert "/v1" in failed.hint


def test_an_unknown_model_is_named(loopback):
    loopback.script = error(404, "model 'm' not found, try pulling it first")
    failed = ask(loopback)
    assert "404 (Not Found) for the model 'm': model 'm' not found" in str(failed)
    assert "--model" in failed.hint


def test_an_account_without_credit_is_told_so(loopback):
    loopback.script = error(429, "no", type="insufficient_quota", code=None)
    assert "credit" in ask(loopback).hint


@pytest.mark.parametrize(
    ("fault", "kind", "says"),
    [
        (error(429, "slow down"), RateLimitError, "429 (Too Many Requests): slow down"),
        (error(500), ServerError, "500 (Internal Server Error): Internal Server Error"),
        (error(408), ProviderTimeoutError, "408"),
        (error(409), BadRequestError, "409"),
        (garbage(), ServerError, "answered 200 (OK) with a body that is not JSON"),
        (html(200), ServerError, "answered 200 (OK) with an HTML page"),
        (
            drop_mid_body(),
            ConnectionFailedError,
            "broke the connection before its answer was complete",
        ),
        (drop_before_headers(), ConnectionFailedError, "broke the connection"),
    ],
)
def test_after_the_last_attempt_the_error_says_how_many_there_were(loopback, fault, kind, says):
    loopback.script = fault
    failed = ask(loopback, max_attempts=3)
    assert type(failed) is kind
    assert says in str(failed)
    assert str(failed).endswith("(tried 3 times)")
    assert loopback.count == 3


NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0.25"}, 0.25),
        ({"retry-after-ms": "1500", "retry-after": "2"}, 1.5),
        ({"retry-after": formatdate(NOW + 9, usegmt=True)}, 9),
        ({"retry-after": formatdate(NOW - 9, usegmt=True)}, 0),
        (
            {
                "date": formatdate(NOW + 1000, usegmt=True),
                "retry-after": formatdate(NOW + 1004, usegmt=True),
            },
            4,
        ),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_that_the_endpoint_asks_for_is_kept(loopback, headers, asked, status):
    loopback.script = sequence(error(status, headers=headers))
    clock = Clock()
    assert isinstance(ask(loopback, clock=clock, now=lambda: NOW), Reply)
    (slept,) = clock.slept
    assert asked <= slept <= asked * 1.1


@pytest.mark.parametrize("nonsense", ["soon", "nan", "inf", "1e999", "", "Mon, 99 Foo 2026"])
def test_a_wait_that_makes_no_sense_is_ours_to_choose(loopback, nonsense):
    loopback.script = sequence(error(429, headers={"retry-after": nonsense}))
    clock = Clock()
    assert isinstance(ask(loopback, clock=clock), Reply)
    assert 0.5 <= clock.slept[0] <= 1.5


def test_a_wait_beyond_the_total_time_fails_now_and_says_why(loopback):
    loopback.script = error(429, "daily limit", headers={"retry-after": "3600"})
    clock = Clock()
    failed = ask(loopback, clock=clock, total_timeout=90)
    assert type(failed) is RateLimitError
    assert str(failed).endswith(
        "daily limit (tried once; it asks to wait 3600 s, and total_timeout leaves 90 s)"
    )
    assert clock.slept == []
    assert loopback.count == 1


def test_retries_end_with_the_total_time(loopback):
    loopback.script = error(500)
    clock = Clock()
    failed = ask(loopback, clock=clock, total_timeout=10, max_attempts=1000)
    assert type(failed) is ServerError
    assert "total_timeout leaves no time for another" in str(failed)
    assert clock.now < 10
    assert loopback.count == len(clock.slept) + 1


def test_every_retry_is_told_of_before_its_wait(loopback):
    loopback.script = sequence(
        error(429, "slow", headers={"retry-after": "3"}), drop_before_headers()
    )
    clock, events = Clock(), []

    def on_retry(event):
        events.append((event, len(clock.slept)))

    ask(loopback, clock=clock, on_retry=on_retry)
    assert [slept for _, slept in events] == [0, 1]
    first, second = (event for event, _ in events)
    assert (first.label, first.attempt, first.status, first.retry_after) == ("a.txt", 1, 429, 3)
    assert type(first.error) is RateLimitError
    assert first.wait == clock.slept[0]
    assert (second.attempt, second.status, second.retry_after) == (2, None, None)
    assert type(second.error) is ConnectionFailedError


# Time


@pytest.mark.parametrize("slow", [hang(), drip(0.02), late(5)], ids=["hang", "drip", "late"])
def test_an_attempt_ends_with_its_time_and_the_next_may_go_better(loopback, slow):
    loopback.script = sequence(slow)
    assert isinstance(ask(loopback, timeout=0.15), Reply)
    assert loopback.count == 2


def test_an_endpoint_that_hangs_for_ever_is_given_up(loopback):
    loopback.script = hang()
    failed = ask(loopback, timeout=0.05, max_attempts=2)
    assert type(failed) is ProviderTimeoutError
    assert str(failed) == f"{loopback.host} did not answer within 0.05 s (tried 2 times)"


def test_waiting_for_a_free_connection_does_not_use_up_an_attempts_time(loopback):
    loopback.script = late(0.1)
    replies = ask(
        loopback,
        *(request(f"[S1] {n}.") for n in range(6)),
        max_connections=2,
        timeout=0.25,
        max_attempts=1,
    )
    assert all(isinstance(reply, Reply) for reply in replies)


def test_cancelling_a_request_is_neither_swallowed_nor_retried(loopback):
    loopback.script = hang()

    async def run():
        asked = provider(loopback)
        with anyio.move_on_after(0.1) as scope:
            await asked.complete(request())
        assert scope.cancelled_caught
        loopback.script = answer()
        reply = await asked.complete(request())
        await asked.close()
        return reply

    assert isinstance(anyio.run(run), Reply)
    assert loopback.count == 2


# Where nobody is


def test_an_endpoint_that_is_down_is_named(loopback):
    # Port 9 is the discard service, which nothing runs any more.
    failed = ask(loopback, base_url="http://127.0.0.1:9/v1", max_attempts=2)
    assert type(failed) is ConnectionFailedError
    assert str(failed) == "127.0.0.1:9 cannot be reached: Connection refused (tried 2 times)"


@pytest.mark.loopback
def test_an_endpoint_that_comes_back_is_found_again():
    with Loopback() as first:
        asked = provider(first, on_retry=lambda event: event.attempt == 2 and again.__enter__())
    again = Loopback(port=first.port)
    try:
        (reply,) = complete(asked, request())
    finally:
        again.__exit__()
    assert isinstance(reply, Reply)
    assert again.count == 1


# Context


CONTEXT = {
    "OpenAI": error(400, "too long", code="context_length_exceeded", param="messages"),
    "vLLM": error(
        400,
        body={
            "object": "error",
            "message": "This model's maximum context length is 4096 tokens. However, you "
            "requested 9000 tokens (8000 in the messages, 1000 in the completion).",
            "type": "BadRequestError",
            "param": None,
            "code": 400,
        },
    ),
    "vLLM, newer": error(
        400, "Input length (11680) exceeds model's maximum context length (4096).", code=400
    ),
    "vLLM, no room": error(400, "max_tokens must be at least 1, got -7584.", param="max_tokens"),
    "llama.cpp": error(
        400,
        body={
            "error": {
                "code": 400,
                "message": "the request exceeds the available context size, try increasing it",
                "type": "exceed_context_size_error",
                "n_prompt_tokens": 9000,
                "n_ctx": 4096,
            }
        },
    ),
    "LM Studio": error(
        400,
        body={
            "error": "Trying to keep the first 15857 tokens when context the overflows. However, "
            "the model is loaded with context length of only 8192 tokens"
        },
    ),
    "Ollama": error(400, "prompt too long; exceeded max context length by 50 tokens"),
    "Anthropic": error(400, "prompt is too long: 200251 tokens > 199999 maximum"),
    "Gemini": error(
        400,
        body=[
            {
                "error": {
                    "code": 400,
                    "message": "The input token count (1048577) exceeds the maximum number of "
                    "tokens allowed (1048576).",
                    "status": "INVALID_ARGUMENT",
                }
            }
        ],
    ),
    "TGI": error(
        422,
        body={
            "error": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096"
        },
    ),
    "too large a body": error(413, "Request Entity Too Large"),
    "over a minute's budget": error(
        429, "Request too large for m on tokens per min (TPM): Limit 30000", code="tokens"
    ),
    "as a server error": error(500, "Context size has been exceeded."),
}


@pytest.mark.parametrize("refusal", CONTEXT.values(), ids=CONTEXT.keys())
def test_too_long_a_request_is_known_in_every_dialect(loopback, refusal):
    loopback.script = refusal
    assert type(ask(loopback, request(max_tokens=10))) is ContextLengthError
    assert loopback.count == 1


def test_a_window_refuses_the_long_and_answers_the_short(loopback):
    loopback.script = window(200)
    long, short = ask(loopback, request("[S1] " + "word " * 200), request())
    assert type(long) is ContextLengthError
    assert isinstance(short, Reply)


# Secrets


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 429, 500])
def test_a_key_in_a_servers_message_is_masked(loopback, status):
    loopback.script = error(
        status,
        f"Incorrect key {KEY}; header 'Bearer {KEY}'; sk-proj-another*****0042; "
        "see https://example.org/keys?token=abc123 or https://me:pass@example.org/",
    )
    failed = ask(loopback, max_attempts=1)
    for secret in (KEY, "another", "token=abc123", "me:pass"):
        assert secret not in str(failed)
    assert "https://example.org/keys" in str(failed)


@pytest.mark.parametrize("fault", [error(401, f"no: {KEY}"), error(500, f"no: {KEY}"), hang()])
def test_no_chain_of_exceptions_drags_the_key_along(loopback, fault):
    loopback.script = fault

    async def run():
        asked = provider(loopback, max_attempts=2, timeout=0.05)
        try:
            await asked.complete(request())
        except BrieferError as failed:
            return failed
        finally:
            await asked.close()

    failed = anyio.run(run)
    assert failed.__cause__ is None
    assert failed.__context__ is None


def test_a_servers_long_and_many_lined_message_becomes_a_short_line(loopback):
    loopback.script = error(400, "one\ntwo\x1b[31m\u202e " + "three " * 500)
    said = str(ask(loopback))
    assert "one two" in said
    assert said.isprintable()
    assert len(said) < 400


# Many at once


def test_under_mixed_faults_every_request_ends_answered_or_with_a_reason(loopback):
    loopback.script = mix(
        7,
        (0.2, error(500)),
        (0.1, drop_mid_body()),
        (0.1, garbage()),
        (0.05, answer('{"a', finish_reason="length")),
        (0.05, error(429, headers={"retry-after-ms": "20"})),
        (0.05, drop_before_headers()),
    )
    stories = [request(f"[S1] Story {n}.") for n in range(150)]
    answers = ask(loopback, *stories, max_attempts=20, total_timeout=1e9)
    good = [reply for reply in answers if isinstance(reply, Reply)]
    bad = [failed for failed in answers if isinstance(failed, BrieferError)]
    assert len(good) + len(bad) == 150
    assert {type(failed) for failed in bad} == {CutOffError}
    assert len(good) > 120
    asked = [call.body["messages"][1]["content"] for call in loopback.calls]
    assert set(asked) == {f"[S1] Story {n}." for n in range(150)}


def test_each_request_has_attempts_of_its_own(loopback):
    loopback.script = per_request(error(500), error(503))
    replies = ask(loopback, *(request(f"[S1] {n}.") for n in range(10)), max_attempts=3)
    assert all(isinstance(reply, Reply) for reply in replies)
    assert loopback.count == 30
