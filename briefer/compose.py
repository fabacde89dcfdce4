"""Puts engines together from settings; nothing is imported, opened or sent before it is needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import process

from briefer.config import DEFAULT, Resolved, Settings, choose_model
from briefer.errors import ModelNameError
from briefer.llm import Provider
from briefer.prompting import PromptLibrary

if TYPE_CHECKING:
    from briefer.store import Store

ENGINES = ("extractive", "local", "openai")


def make_provider(resolved: Resolved) -> Provider:
    """Return the provider that the settings ask for, recording or replaying.

    With both folders set, what was recorded is replayed and what was not is asked and recorded.

    Raises:
        ModelNameError: no engine answers to the model's name.
        SettingError: a folder of recordings cannot be used.
    """
    settings = resolved.settings
    if settings.replay is not None and settings.record is None:
        from briefer.providers.cassette import ReplayProvider, recorded_engines

        if settings.model is None:
            return ReplayProvider(settings.replay)
        wanted = qualified(settings.model, settings)
        recorded = {info.name: info for info in recorded_engines(settings.replay)}
        info = recorded.get(wanted) or _engine(wanted, settings).info
        return ReplayProvider(settings.replay, info)
    model, _ = choose_model(resolved)
    provider = _engine(qualified(model, settings), settings)
    if settings.record is not None:
        from briefer.providers.cassette import RecordProvider, ReplayProvider

        secrets = tuple(filter(None, [settings.api_key]))
        provider = RecordProvider(provider, settings.record, secrets=secrets)
        if settings.replay is not None:
            provider = ReplayProvider(settings.replay, provider.info, otherwise=provider)
    return provider


def notes(resolved: Resolved) -> list[str]:
    """Return what a user should know of the settings before a run, a line each."""
    settings, origins = resolved.settings, resolved.origins
    found = list(resolved.warnings)
    if settings.replay is None:
        model, reason = choose_model(resolved)
        found += filter(None, [reason])
        if model == "extractive" and settings.language:
            found.append(
                f"extractive picks sentences and translates none: language {settings.language!r} "
                "is ignored"
            )
        # A stranger's folder may hold a briefer.toml: a key must not leave unseen.
        from_file = not origins["base_url"].startswith(("$", "--", DEFAULT))
        if settings.api_key and from_file:
            found.append(
                f"the key in {origins['api_key']} goes to {settings.base_url}, "
                f"as {origins['base_url']} says"
            )
    return found


def qualified(model: str, settings: Settings) -> str:
    """Return the model's name with its engine: ``openai:NAME`` for a bare name at a base URL.

    Raises:
        ModelNameError: no engine answers to the name.
    """
    engine, colon, name = model.partition(":")
    if model == "extractive" or (engine in ("local", "openai") and colon and name):
        return model
    if settings.base_url and engine not in ENGINES and re.fullmatch(r"\S+", model):
        return f"openai:{model}"
    if Path(model).suffix == ".gguf":
        raise ModelNameError(f"no engine is called {model!r}", hint=f"try --model local:{model}")
    near = process.extractOne(model, ["extractive", "local:smollm2"], score_cutoff=70)
    raise ModelNameError(
        f"no engine answers to the model {model!r}: it must be extractive, local:NAME, "
        "local:PATH.gguf or openai:NAME",
        hint=f"try --model {near[0] if near else f'openai:{model}'}",
    )


def warm_up(settings: Settings, provider: Provider) -> None:
    """Start importing what the first request needs, beside the reading of the articles."""
    if provider.info.provider == "openai" and settings.replay is None:
        from briefer.providers.openai import preload

        preload()


def load_prompts(settings: Settings) -> PromptLibrary:
    """Return the shipped prompts, shadowed by the user's own (raises as `PromptLibrary.at`)."""
    return PromptLibrary.at(settings.prompts)


def store_path(resolved: Resolved) -> Path:
    """Return where the store is, whether it is used or not, and whether it is there or not."""
    from briefer.store import default_path

    return resolved.settings.store or default_path(resolved.file)


def open_store(resolved: Resolved, note: Callable[[str], None]) -> Store:
    """Return the store that the settings ask for, in memory if they ask for none.

    Raises:
        SettingError: as `briefer.store.Store.open`.
    """
    from briefer.store import Store

    settings = resolved.settings
    path = None if settings.no_store else store_path(resolved)
    return Store.open(path, note=note, secrets=tuple(filter(None, [settings.api_key])))


def _engine(model: str, settings: Settings) -> Provider:
    engine, _, name = model.partition(":")
    if engine == "extractive":
        from briefer.providers.extractive import ExtractiveProvider

        return ExtractiveProvider()
    if engine == "local":
        from briefer.providers.local import LocalProvider

        return LocalProvider(model, max_output_tokens=settings.max_output_tokens)
    from briefer.providers.openai import OpenAIProvider, OpenAISettings

    return OpenAIProvider(
        OpenAISettings(
            model=name,
            base_url=settings.base_url,
            api_key=settings.api_key,
            context_tokens=settings.context_tokens,
            max_output_tokens=settings.max_output_tokens,
            timeout=settings.timeout,
            total_timeout=settings.total_timeout,
            max_attempts=settings.max_attempts,
            max_connections=settings.concurrency,
        )
    )
