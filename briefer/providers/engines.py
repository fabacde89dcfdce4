"""Every engine that answers: how its models are named, and how one is made from settings.

`ENGINES` is the table. A new engine is a module of its own, a function here that makes it, and a
row; nothing else asks which engine it is. What a row needs is imported when one of its models is
asked for.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from rapidfuzz import process
from rapidfuzz.distance import OSA

from briefer.config import NAMED_ENDPOINTS, Resolved, Settings, choose_model, named_endpoint
from briefer.errors import ModelNameError
from briefer.llm import Provider
from briefer.providers.gate import Gate

if TYPE_CHECKING:
    from briefer.providers.embedding import EmbeddingProvider
    from briefer.providers.endpoint import OpenAISettings


@dataclass(frozen=True, slots=True)
class Making:
    """What an engine is made from, beside the settings.

    ``gate`` is what every attempt passes; ``on_retry`` is told of every attempt that is followed
    by another.
    """

    gate: Gate
    on_retry: Callable[[object], None]


class Maker(Protocol):
    """Makes an engine for a model of its; ``model`` is the whole name, with the engine's."""

    def __call__(self, model: str, settings: Settings, making: Making) -> Provider:
        """Return the engine (raises SettingError); nothing is sent yet."""
        ...


@dataclass(frozen=True, slots=True)
class EngineType:
    """One engine.

    Attributes:
        name: What its models' names begin with: ``openai`` of ``openai:NAME``. One whose only
            form is its name has that one model.
        make: Makes it.
        forms: How its models are written, as messages show it.
        example: A name to propose where another was mistaken; empty for none.
        suffix: Of files that are its models, with the dot.
        asks_model: Whether a language model answers, or code alone. What code answers is neither
            kept nor held to a rate.
        judges: Whether its models read well enough to judge claims unless that is switched off.
        asks_endpoint: Whether it goes to a web address. Then a bare model name beside a base URL
            is its, its answers are told apart by endpoint, and they may cost something.
        is_preset: Whether it is an endpoint of `NAMED_ENDPOINTS`, asked as ``openai`` is.
        ignores: Settings that it cannot follow, and why, as a sentence's beginning.
        preload: Begins to import what its first request needs.
        embed: Makes what asks its models for embeddings, if it has such.
        embedding_example: The name of one of those.
    """

    name: str
    make: Maker
    forms: tuple[str, ...]
    example: str = ""
    suffix: str = ""
    asks_model: bool = True
    judges: bool = False
    asks_endpoint: bool = False
    is_preset: bool = False
    ignores: Mapping[str, str] = field(default_factory=dict)
    preload: Callable[[], object] | None = None
    embed: Callable[[str, Settings, Gate], EmbeddingProvider] | None = None
    embedding_example: str = ""

    def names(self, model: str) -> bool:
        """Return whether a model's whole name is one of this engine's."""
        engine, colon, name = model.partition(":")
        return engine == self.name and bool(name if self.forms != (self.name,) else not colon)


def engine_of(model: str) -> EngineType | None:
    """Return the engine that a model's whole name is of, None when it is of none."""
    return next((engine for engine in ENGINES if engine.names(model)), None)


def qualified(model: str, settings: Settings) -> str:
    """Return the model's name with its engine: ``openai:NAME`` for a bare name at a base URL.

    Raises:
        ModelNameError: no engine answers to the name.
    """
    if engine_of(model) is not None:
        return model
    meant = _meant(model)
    if meant is not None:
        raise ModelNameError(
            f"no engine is called {model.partition(':')[0]!r}; did you mean {meant!r}?",
            hint=f"try --model {meant}",
        )
    if _is_bare(model, settings):
        return f"{_HOSTED.name}:{model}"
    for engine in ENGINES:
        if engine.suffix and Path(model).suffix == engine.suffix:
            raise ModelNameError(
                f"no engine is called {model!r}", hint=f"try --model {engine.name}:{model}"
            )
    examples = [engine.example for engine in ENGINES if engine.example]
    near = process.extractOne(model, examples, score_cutoff=70)
    forms = [form for engine in ENGINES if not engine.is_preset for form in engine.forms]
    presets = ", ".join(f"{name}:" for name in NAMED_ENDPOINTS)
    raise ModelNameError(
        f"no engine answers to the model {model!r}: it must be {_listed(forms)}, or a NAME behind "
        f"one of {presets}",
        hint=f"try --model {near[0] if near else f'{_HOSTED.name}:{model}'}",
    )


def embedding_model(model: str, settings: Settings) -> tuple[EngineType, str]:
    """Return the engine of an embedding model, and the model's name there.

    Raises:
        ModelNameError: it is no embedding model's name.
    """
    engine = engine_of(model)
    if engine is not None and engine.embed is not None:
        return engine, model.partition(":")[2]
    if engine is None and _is_bare(model, settings):
        return _HOSTED, model
    able = [engine for engine in ENGINES if engine.embed is not None and not engine.is_preset]
    forms = [form for engine in able for form in engine.forms]
    raise ModelNameError(
        f"no embedding model is called {model!r}: it must be {_listed(forms)}",
        hint=f"try --embedding-model {able[0].embedding_example}",
    )


def endpoint_of(model: str, base_url: str | None) -> str:
    """Return whose answers a model's are: the same name may mean two models elsewhere."""
    engine = engine_of(model)
    if engine is None or not engine.asks_endpoint:
        return ""
    address = urlsplit(base_url or "")
    return address.netloc.rpartition("@")[2] + address.path.rstrip("/")


def unfollowed(resolved: Resolved) -> dict[str, str]:
    """Return the settings that are set and the engine cannot follow, with why, a clause each."""
    settings = resolved.settings
    if settings.replay is not None:
        return {}
    model, _ = choose_model(resolved)
    engine = engine_of(model)
    if engine is None:
        return {}
    found = {name: why for name, why in engine.ignores.items() if getattr(settings, name)}
    wants = settings.judge in ("open", "all") and not settings.judge_model
    if wants and not engine.asks_model:
        found["judge"] = f"{model} reads no claims again"
    return found


def _meant(model: str) -> str | None:
    """Return a model's name with the engine that its own is a slip of the pen for, if any is.

    A slip is one letter too many, too few, another or exchanged for its neighbour, and not the
    first. ``mixtral`` is none: models are called so.
    """
    engine, _, name = model.partition(":")
    for each in ENGINES if name else ():
        named = NAMED_ENDPOINTS.get(each.name)
        if each.forms == (each.name,) or (named is not None and named.names_models):
            continue
        if engine[:1] == each.name[0] and OSA.distance(engine, each.name) == 1:
            return f"{each.name}:{name}"
    return None


def _is_bare(model: str, settings: Settings) -> bool:
    """Tell whether a name without an engine is that of a model at the endpoint that is set."""
    engines = {engine.name for engine in ENGINES}
    is_own = model.partition(":")[0] in engines
    return bool(settings.base_url) and not is_own and re.fullmatch(r"\S+", model) is not None


def _listed(forms: list[str]) -> str:
    return f"{', '.join(forms[:-1])} or {forms[-1]}" if len(forms) > 1 else forms[0]


def _extractive(model: str, settings: Settings, making: Making) -> Provider:  # noqa: ARG001
    from briefer.providers.extractive import ExtractiveProvider

    return ExtractiveProvider()


def _local(model: str, settings: Settings, making: Making) -> Provider:
    from briefer.providers.gated import GatedProvider
    from briefer.providers.local import LocalProvider

    local = LocalProvider(model, max_output_tokens=settings.max_output_tokens)
    return GatedProvider(local, making.gate)


def _openai(model: str, settings: Settings, making: Making) -> Provider:
    from briefer.providers.openai import OpenAIProvider

    return OpenAIProvider(
        replace(
            _asking(model, settings),
            context_tokens=settings.context_tokens or _window(model, settings.base_url),
            max_output_tokens=settings.max_output_tokens,
        ),
        on_retry=making.on_retry,
        gate=making.gate,
    )


def _openai_preload() -> None:
    from briefer.providers.openai import preload

    preload()


def _openai_embed(name: str, settings: Settings, gate: Gate) -> EmbeddingProvider:
    from briefer.providers.embedding import EmbeddingProvider

    endpoint = endpoint_of(f"openai:{name}", settings.base_url)
    return EmbeddingProvider(_asking(f"openai:{name}", settings), endpoint=endpoint, gate=gate)


def _asking(model: str, settings: Settings) -> OpenAISettings:
    """Return where and how a model is asked, without what only some models have."""
    from briefer.providers.endpoint import OpenAISettings

    engine, _, name = model.partition(":")
    named = named_endpoint(model)
    return OpenAISettings(
        model=name,
        engine=engine,
        key_env=settings.api_key_env,
        needs_key=None if named is None else not named.is_own and _is_at(settings, named.base_url),
        base_url=settings.base_url,
        api_key=settings.api_key,
        timeout=settings.timeout,
        total_timeout=settings.total_timeout,
        max_attempts=settings.max_attempts,
        max_connections=settings.concurrency,
    )


def _is_at(settings: Settings, base_url: str) -> bool:
    return urlsplit(settings.base_url or "").hostname == urlsplit(base_url).hostname


def _window(model: str, base_url: str | None) -> int | None:
    """Return the context size that is published for a hosted model, so that a first plan fits.

    A server of one's own may have been started with less, whatever its model could take.
    """
    if base_url is not None and _is_own(urlsplit(base_url).hostname or ""):
        return None
    from briefer import pricing

    return pricing.window(model, base_url)


def _is_own(host: str) -> bool:
    """Tell by its name alone whether a host is this machine or one of the same network."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".internal", ".lan"))


ENGINES = (
    EngineType(
        "extractive",
        _extractive,
        forms=("extractive",),
        example="extractive",
        asks_model=False,
        ignores={
            "language": "extractive picks sentences and translates none",
            "audience": "extractive picks sentences and words none",
            "style": "extractive picks sentences and words none",
        },
    ),
    EngineType(
        "local",
        _local,
        forms=("local:NAME", "local:PATH.gguf"),
        example="local:smollm2",
        suffix=".gguf",
    ),
    EngineType(
        "openai",
        _openai,
        forms=("openai:NAME",),
        judges=True,
        asks_endpoint=True,
        preload=_openai_preload,
        embed=_openai_embed,
        embedding_example="openai:text-embedding-3-small",
    ),
    *(
        EngineType(
            name,
            _openai,
            forms=(f"{name}:NAME",),
            judges=True,
            asks_endpoint=True,
            is_preset=True,
            preload=_openai_preload,
            embed=_openai_embed,
        )
        for name in NAMED_ENDPOINTS
    ),
)
"""The engines, in the order in which messages name them."""

_HOSTED = next(engine for engine in ENGINES if engine.asks_endpoint)
"""Whose a bare model name at a base URL is."""
