"""Models at endpoints that have a name, asked on the command line."""

import json

import pytest

from briefer.config import NAMED_ENDPOINTS


@pytest.mark.loopback
@pytest.mark.parametrize("name", ["anthropic", "gemini", "ollama"])
def test_a_server_gets_the_models_name_without_the_endpoints(briefer, story, loopback, name):
    key = NAMED_ENDPOINTS[name].keys[0]
    flags = ("-m", f"{name}:tiny:1b", "--base-url", loopback.url, "--format", "json")
    ran = briefer("summarize", story, *flags, env={key: "sk-its-own"})
    assert ran.code == 0, ran.err
    (call, *_) = loopback.calls
    assert call.body["model"] == "tiny:1b"
    assert call.headers["authorization"] == "Bearer sk-its-own"
    (result,) = json.loads(ran.out)["summaries"]
    assert result["provenance"]["provider"] == name
    assert result["provenance"]["model"].endswith("tiny:1b")
