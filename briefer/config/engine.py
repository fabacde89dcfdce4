"""Which model is used when none is set."""

from __future__ import annotations

from briefer.config.resolving import Resolved

DEFAULT_HOSTED_MODEL = "gpt-6-luna"
"""The cheapest model of OpenAI's newest generation in genai-prices 0.2.3 ($0.10 and $0.50 per
million tokens in and out, a window of a million); a whole daily brief costs about a cent."""

EXTRACTIVE = "extractive"


def choose_model(resolved: Resolved) -> tuple[str, str]:
    """Return the model to use and one line that says why, empty when it was set.

    Left out, it is a hosted one when there is a key or an endpoint; else the engine that needs
    neither, and the line says how to get a language model.
    """
    settings, origins = resolved.settings, resolved.origins
    if settings.model:
        return settings.model, ""
    hosted = f"openai:{DEFAULT_HOSTED_MODEL}"
    for name in ("base_url", "api_key"):
        if getattr(settings, name):
            return hosted, f"no model is set, but {name} is, by {origins[name]}: using {hosted}"
    reason = (
        "no model is set: sentences are picked from the article, by no language model; one "
        f"writes with ${settings.api_key_env} set, or at no cost with Ollama and "
        "--model ollama:llama3.2"
    )
    return EXTRACTIVE, reason
