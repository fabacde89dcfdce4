"""Endpoints that have a name: where they are, and which variable holds their key.

A model called ``anthropic:NAME`` is asked at Anthropic's endpoint with Anthropic's key, by the
protocol that all of these speak, OpenAI's Chat Completions. The addresses are those that their
makers document for it, or the ports that their servers listen on unless told otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_OPENAI = "openai"
_DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class NamedEndpoint:
    """One endpoint.

    Attributes:
        base_url: Where it is, up to what Chat Completions begin with.
        keys: Variables that may hold its key, the first that is set wins.
        maker: Whose it is, for the list of models.
        is_own: Whether it is a server on this machine, which asks for no key.
        names_models: Whether models are called so too (``mistral:7b``): beside another base URL
            the name is the model's.
    """

    base_url: str
    keys: tuple[str, ...]
    maker: str
    is_own: bool = False
    names_models: bool = False


NAMED_ENDPOINTS: Mapping[str, NamedEndpoint] = {
    "anthropic": NamedEndpoint("https://api.anthropic.com/v1", ("ANTHROPIC_API_KEY",), "Anthropic"),
    "gemini": NamedEndpoint(
        "https://generativelanguage.googleapis.com/v1beta/openai",
        ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        "Google",
    ),
    "mistral": NamedEndpoint(
        "https://api.mistral.ai/v1", ("MISTRAL_API_KEY",), "Mistral", names_models=True
    ),
    "deepseek": NamedEndpoint("https://api.deepseek.com/v1", ("DEEPSEEK_API_KEY",), "DeepSeek"),
    "xai": NamedEndpoint("https://api.x.ai/v1", ("XAI_API_KEY",), "xAI"),
    "groq": NamedEndpoint("https://api.groq.com/openai/v1", ("GROQ_API_KEY",), "Groq"),
    "openrouter": NamedEndpoint(
        "https://openrouter.ai/api/v1", ("OPENROUTER_API_KEY",), "OpenRouter"
    ),
    "ollama": NamedEndpoint(
        "http://localhost:11434/v1", ("OLLAMA_API_KEY",), "Ollama", is_own=True
    ),
    "llamacpp": NamedEndpoint(
        "http://localhost:8080/v1", ("LLAMA_API_KEY",), "llama.cpp's server", is_own=True
    ),
    "vllm": NamedEndpoint("http://localhost:8000/v1", ("VLLM_API_KEY",), "vLLM", is_own=True),
    "lmstudio": NamedEndpoint(
        "http://localhost:1234/v1", ("LMSTUDIO_API_KEY",), "LM Studio", is_own=True
    ),
}


def named_endpoint(model: str | None) -> NamedEndpoint | None:
    """Return the endpoint that a model's whole name begins with, None where it is of none."""
    engine, _, name = (model or "").partition(":")
    return NAMED_ENDPOINTS.get(engine) if name else None


def place(
    values: MutableMapping[str, Any], origins: MutableMapping[str, str], environ: Mapping[str, str]
) -> None:
    """Set the base URL and the key's variable of a model, and a judge, at an endpoint with a name.

    What is set for briefer itself comes first; OPENAI_BASE_URL is OpenAI's and no other's, so that
    no key goes where it does not belong.
    """
    _place(values, origins, environ, "")
    writer, judge = (_engine(values.get(name)) for name in ("model", "judge_model"))
    if judge == writer or judge is None:
        return
    moved = origins.get("base_url", "").startswith(f"{_DEFAULT} of ")
    if judge == _OPENAI and moved and origins["judge_base_url"] == _DEFAULT:
        # The writer is elsewhere: OpenAI's models are still at OpenAI.
        values["judge_base_url"] = "https://api.openai.com/v1"
        origins["judge_base_url"] = f"{_DEFAULT} of openai:"
        if origins["judge_api_key_env"] == _DEFAULT:
            values["judge_api_key_env"] = "OPENAI_API_KEY"
            origins["judge_api_key_env"] = f"{_DEFAULT} of openai:"
    _place(values, origins, environ, "judge_")


def _place(
    values: MutableMapping[str, Any],
    origins: MutableMapping[str, str],
    environ: Mapping[str, str],
    whose: str,
) -> None:
    model, url, variable = f"{whose}model", f"{whose}base_url", f"{whose}api_key_env"
    endpoint = named_endpoint(values.get(model))
    if endpoint is None:
        return
    if origins[url] != _DEFAULT:
        if endpoint.names_models and _host(values[url]) != _host(endpoint.base_url):
            values[model] = f"{_OPENAI}:{values[model]}"
            return
    else:
        values[url] = endpoint.base_url
        origins[url] = f"{_DEFAULT} of {_engine(values[model])}:"
    if origins[variable] == _DEFAULT:
        held = (name for name in endpoint.keys if environ.get(name, "").strip())
        values[variable] = next(held, endpoint.keys[0])
        origins[variable] = f"{_DEFAULT} of {_engine(values[model])}:"


def _engine(model: str | None) -> str | None:
    engine, colon, _ = (model or "").partition(":")
    return engine if colon else None


def _host(url: str) -> str | None:
    return urlsplit(url).hostname
