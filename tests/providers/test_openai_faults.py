"""The OpenAI-compatible provider on bad days: what is said, and that no secret is in it."""

import anyio
import pytest

from briefer.errors import (
    AuthenticationError,
    BadRequestError,
    BrieferError,
    ConnectionFailedError,
    ContextLengthError,
    ForbiddenError,
    ModelUnavailableError,
    ProviderTimeoutError,
    RateLimitError,
    ServerError,
)
from briefer.llm import Reply
from tests.support.asking import KEY, ask, provider, request
from tests.support.loopback import (
    drop_before_headers,
    drop_mid_body,
    error,
    garbage,
    hang,
    html,
    raw,
    window,
)


@pytest.mark.parametrize(
    ("fault", "kind", "says"),
    [
        (error(400, "bad"), BadRequestError, "answered 400 (Bad Request): bad"),
        (error(401, "who?"), AuthenticationError, "answered 401 (Unauthorized): who?"),
        (error(403, "not you"), ForbiddenError, "answered 403 (Forbidden): not you"),
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


@pytest.mark.parametrize(
    ("fault", "timeout"),
    [(error(401, f"no: {KEY}"), 60), (error(500, f"no: {KEY}"), 60), (hang(), 0.05)],
)
def test_no_chain_of_exceptions_drags_the_key_along(loopback, fault, timeout):
    loopback.script = fault

    async def run():
        asked = provider(loopback, max_attempts=2, timeout=timeout)
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
