"""Models of endpoints that have a name: where they are asked, with whose key, which are slips."""

import pytest

from briefer.compose import judge_settings, make_engine
from briefer.config import NAMED_ENDPOINTS, resolve
from briefer.errors import MissingKeyError, ModelNameError
from briefer.providers.engines import qualified

KEYS = {"OPENAI_API_KEY": "sk-openai", "OPENAI_BASE_URL": "https://proxy.example/v1"}


def settle(tmp_path, flags, environ=None):
    return resolve(flags, environ={**KEYS, **(environ or {})}, cwd=tmp_path)


def test_each_is_asked_at_its_own_address_with_its_own_key_alone(tmp_path):
    for name, endpoint in NAMED_ENDPOINTS.items():
        bare = settle(tmp_path, {"model": f"{name}:some/model:1b"}).settings
        assert (bare.base_url, bare.api_key) == (endpoint.base_url, None)
        for variable in endpoint.keys:
            found = settle(tmp_path, {"model": f"{name}:x"}, {variable: "own"})
            assert (found.settings.base_url, found.settings.api_key) == (endpoint.base_url, "own")
            assert found.origins["base_url"] == f"default of {name}:"
        engine = make_engine(settle(tmp_path, {"model": f"{name}:x", "no_store": True}))
        assert engine.provider.info.name == f"{name}:x"


def test_what_is_set_for_briefer_comes_first_and_a_model_may_be_called_as_an_endpoint(tmp_path):
    own = {"base_url": "http://127.0.0.1:9/v1", "api_key_env": "MINE"}
    found = settle(tmp_path, {"model": "ollama:x", **own}, {"MINE": "m"}).settings
    assert (found.model, found.base_url, found.api_key) == ("ollama:x", own["base_url"], "m")
    (tmp_path / "briefer.toml").write_text('base_url = "http://127.0.0.1:9/v1"\n')
    assert settle(tmp_path, {"model": "vllm:x"}).settings.base_url == own["base_url"]
    assert settle(tmp_path, {"model": "mistral:7b"}).settings.model == "openai:mistral:7b"


def test_a_judge_elsewhere_is_asked_elsewhere(tmp_path):
    flags = {"model": "anthropic:a", "judge_model": "openai:b"}
    resolved = settle(tmp_path, flags, {"ANTHROPIC_API_KEY": "ant"})
    assert resolved.settings.api_key == "ant"
    name, own = judge_settings("anthropic:a", resolved.settings)
    assert (name, own.base_url, own.api_key) == (
        *("openai:b", "https://api.openai.com/v1"),
        "sk-openai",
    )
    flags = {"model": "openai:a", "judge_model": "ollama:b"}
    name, own = judge_settings("openai:a", settle(tmp_path, flags).settings)
    assert (name, own.base_url, own.api_key) == ("ollama:b", "http://localhost:11434/v1", None)


def test_a_slip_of_the_pen_is_told_also_beside_a_base_url(tmp_path):
    flags = {"base_url": "http://127.0.0.1:9/v1"}
    for here in ({}, flags):
        settings = settle(tmp_path, here).settings
        for wrong, right in (
            ("opnai:x", "openai:x"),
            ("antropic:claude:1", "anthropic:claude:1"),
            ("olama:m", "ollama:m"),
            ("lcoal:smollm2", "local:smollm2"),
        ):
            with pytest.raises(ModelNameError, match=f"did you mean '{right}'") as caught:
                qualified(wrong, settings)
            assert caught.value.hint == f"try --model {right}"
    for name in ("llama3:8b", "mixtral:8x7b", "qwen3:4b", "deepseek-r1:7b", "gemma3:4b"):
        assert qualified(name, settle(tmp_path, flags).settings) == f"openai:{name}"


def test_a_hosted_endpoint_without_its_key_names_the_variable(tmp_path):
    provider = make_engine(settle(tmp_path, {"model": "gemini:x", "no_store": True})).provider
    with pytest.raises(MissingKeyError) as caught:
        provider._demand_key()
    assert "GEMINI_API_KEY" in caught.value.hint
