"""Keys and addresses, looking at an endpoint without asking it, and what starting costs."""

import subprocess
import sys

import anyio
import pytest

from briefer.errors import (
    AuthenticationError,
    ConnectionFailedError,
    MissingKeyError,
    ProviderTimeoutError,
    ServerError,
    SettingError,
)
from briefer.providers.chat import model_names
from briefer.providers.openai import OpenAIProvider, OpenAISettings
from tests.support.asking import GOOD, KEY, answered, ask, complete, provider, request
from tests.support.loopback import (
    answer,
    drop_before_headers,
    error,
    hang,
    sequence,
)


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
        probe(loopback, timeout=0.2 if kind is ProviderTimeoutError else 60)
    assert loopback.host in str(failed.value)
    assert KEY not in str(failed.value)


@pytest.mark.parametrize("body", [b"no JSON", b"[]", b'{"data": 1}', b'{"data": [1, {"id": 2}]}'])
def test_a_list_of_models_that_is_none_has_no_names(body):
    assert model_names(body) == ()
