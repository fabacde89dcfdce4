"""Puts engines together from settings; nothing is imported, opened or sent before it is needed."""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rapidfuzz import process

from briefer.config import DEFAULT, Resolved, Settings, choose_model
from briefer.errors import ModelNameError
from briefer.llm import Provider
from briefer.model import Usage
from briefer.prompting import PromptLibrary
from briefer.runs import Budget, Governor, Tally
from briefer.runs.progress import Price

if TYPE_CHECKING:
    from briefer.gather import GatherSettings
    from briefer.providers.cached import CachedProvider
    from briefer.providers.embedding import EmbeddingProvider
    from briefer.providers.endpoint import OpenAISettings
    from briefer.store import Store

ENGINES = ("extractive", "local", "openai")


@dataclass(frozen=True, slots=True)
class Engine:
    """A run's engine: who answers, what keeps the answers, and what governs the asking.

    ``cached`` is None where nothing is kept (replaying, extractive), ``is_gated`` False where
    the provider's requests pass no gate by themselves.
    """

    provider: Provider
    governor: Governor
    cached: CachedProvider | None = None
    is_gated: bool = False


def make_provider(resolved: Resolved) -> Provider:
    """Return the provider that the settings ask for, on its own (raises as `make_engine`)."""
    return make_engine(resolved).provider


def make_engine(resolved: Resolved, store: Store | None = None) -> Engine:
    """Return the engine that the settings ask for, recording, replaying or keeping.

    With both folders set, what was recorded is replayed and what was not is asked and recorded.

    Raises:
        ModelNameError: no engine answers to the model's name.
        SettingError: a folder of recordings, or a budget without a price, cannot be used.
    """
    settings = resolved.settings
    if settings.replay is not None and settings.record is None:
        return Engine(_replaying(settings), Governor(settings.concurrency))
    model, _ = choose_model(resolved)
    model = qualified(model, settings)
    governor = _governor(model, settings)
    if model == "extractive":
        return Engine(_recorded(_engine(model, settings, governor), settings), governor)
    inner = _recorded(_engine(model, settings, governor), settings)
    if store is None:
        return Engine(inner, governor, is_gated=True)
    from briefer.providers.cached import CachedProvider

    cached = CachedProvider(
        inner.info, lambda: inner, store, endpoint=_endpoint(model, settings.base_url)
    )
    return Engine(cached, governor, cached, is_gated=True)


def _replaying(settings: Settings) -> Provider:
    from briefer.providers.cassette import ReplayProvider, recorded_engines

    assert settings.replay is not None  # noqa: S101 (narrows for the type checker)
    if settings.model is None:
        return ReplayProvider(settings.replay)
    wanted = qualified(settings.model, settings)
    recorded = {info.name: info for info in recorded_engines(settings.replay)}
    info = recorded.get(wanted) or _engine(wanted, settings, Governor(1)).info
    return ReplayProvider(settings.replay, info)


def _recorded(provider: Provider, settings: Settings) -> Provider:
    if settings.record is None:
        return provider
    from briefer.providers.cassette import RecordProvider, ReplayProvider

    secrets = tuple(filter(None, [settings.api_key]))
    provider = RecordProvider(provider, settings.record, secrets=secrets)
    if settings.replay is not None:
        provider = ReplayProvider(settings.replay, provider.info, otherwise=provider)
    return provider


def price_of(model: str, settings: Settings) -> Price:
    """Return what one reply of a model costs; prices are looked up when first asked for."""

    def price(usage: Usage) -> Decimal | None:
        from briefer import pricing

        return pricing.cost(model, usage, settings.base_url)

    return price


def _governor(model: str, settings: Settings, budget: Budget | None = None) -> Governor:
    price = price_of(model, settings)
    if budget is None and (settings.max_cost is not None or settings.max_tokens_total is not None):
        budget = Budget(
            max_cost=None if settings.max_cost is None else Decimal(str(settings.max_cost)),
            max_tokens=settings.max_tokens_total,
            price=price,
            model=model,
        )
    return Governor(
        settings.concurrency,
        rpm=settings.rpm,
        tpm=settings.tpm,
        budget=budget,
        tally=Tally(price=price),
        patience=settings.total_timeout,
    )


def _endpoint(model: str, base_url: str | None) -> str:
    """Return whose answers an openai model's are: the same name may mean two models elsewhere."""
    if not model.startswith("openai:"):
        return ""
    address = urlsplit(base_url or "")
    return address.netloc.rpartition("@")[2] + address.path.rstrip("/")


def notes(resolved: Resolved) -> list[str]:
    """Return what a user should know of the settings before a run, a line each."""
    settings, origins = resolved.settings, resolved.origins
    found = list(resolved.warnings)
    if settings.embedding_model and (settings.record or settings.replay):
        found.append("recordings hold no vectors: embedding_model is ignored")
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


def gather_settings(settings: Settings, since: dt.datetime | None) -> GatherSettings:
    """Return how much to gather and how to fetch; ``since``: what is dated before is left."""
    from briefer.fetch import FetchSettings
    from briefer.gather import GatherSettings

    known = FetchSettings()
    return GatherSettings(
        limit=settings.limit,
        since=since,
        recheck=settings.recheck,
        fetch=replace(
            known,
            user_agent=settings.user_agent or known.user_agent,
            spacing=settings.spacing,
            ignore_robots=frozenset(settings.ignore_robots),
            allow_private=settings.allow_private,
        ),
    )


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


def make_embedder(resolved: Resolved, engine: Engine) -> EmbeddingProvider | None:
    """Return the embedding model that the settings ask for, None if they ask for none.

    Recordings hold no vectors: recorded and replayed runs go without. What vectors take counts
    against the same limits as what the engine takes.

    Raises:
        ModelNameError: the name is of no embedding model.
        SettingError: a budget in dollars, and the model's price is not known.
    """
    settings = resolved.settings
    if settings.embedding_model is None or settings.record or settings.replay:
        return None
    name = _embedding_name(settings.embedding_model, settings)
    from briefer.providers.embedding import EmbeddingProvider

    model = f"openai:{name}"
    # Language models cost more a token: reckoned at their price no limit is crossed.
    shared = engine.governor.budget if engine.provider.info.provider == "openai" else None
    return EmbeddingProvider(
        _asking(name, settings),
        endpoint=_endpoint(model, settings.base_url),
        gate=_governor(model, settings, shared),
    )


def _embedding_name(model: str, settings: Settings) -> str:
    engine, colon, name = model.partition(":")
    if engine == "openai" and colon and name:
        return name
    if settings.base_url and engine not in ENGINES and re.fullmatch(r"\S+", model):
        return model
    raise ModelNameError(
        f"no embedding model is called {model!r}: it must be openai:NAME",
        hint="try --embedding-model openai:text-embedding-3-small",
    )


def _asking(name: str, settings: Settings) -> OpenAISettings:
    """Return where and how a model of the endpoint is asked, without what only some models have."""
    from briefer.providers.endpoint import OpenAISettings

    return OpenAISettings(
        model=name,
        base_url=settings.base_url,
        api_key=settings.api_key,
        timeout=settings.timeout,
        total_timeout=settings.total_timeout,
        max_attempts=settings.max_attempts,
        max_connections=settings.concurrency,
    )


def _engine(model: str, settings: Settings, governor: Governor) -> Provider:
    engine, _, name = model.partition(":")
    if engine == "extractive":
        from briefer.providers.extractive import ExtractiveProvider

        return ExtractiveProvider()
    if engine == "local":
        from briefer.providers.gated import GatedProvider
        from briefer.providers.local import LocalProvider

        local = LocalProvider(model, max_output_tokens=settings.max_output_tokens)
        return GatedProvider(local, governor)
    from briefer.providers.openai import OpenAIProvider

    return OpenAIProvider(
        replace(
            _asking(name, settings),
            context_tokens=settings.context_tokens or _window(model, settings.base_url),
            max_output_tokens=settings.max_output_tokens,
        ),
        on_retry=governor.tally.retried,
        gate=governor,
    )


def _window(model: str, base_url: str | None) -> int | None:
    """Return the context size that is published for a hosted model, so that a first plan fits.

    A server of one's own may have been started with less, whatever its model could take.
    """
    if base_url is not None and _is_own(urlsplit(base_url).hostname or ""):
        return None
    from briefer import pricing

    return pricing.window(model, base_url)


def _is_own(host: str) -> bool:
    """Whether a host is this machine or one of the same network, by its name alone."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".internal", ".lan"))
