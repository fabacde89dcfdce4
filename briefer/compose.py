"""Puts engines together from settings; nothing is imported, opened or sent before it is needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.config import DEFAULT, Resolved, Settings, choose_model
from briefer.llm import Provider
from briefer.model import Usage
from briefer.prompting import PromptLibrary
from briefer.providers import (
    EngineType,
    Making,
    embedding_model,
    endpoint_of,
    engine_of,
    qualified,
)
from briefer.runs import Budget, Governor, Price, Tally
from briefer.tasks import DigestPlan, Plan
from briefer.version import __version__

if TYPE_CHECKING:
    from briefer.gather import GatherSettings
    from briefer.providers import CachedProvider, EmbeddingProvider
    from briefer.store import Store

GENERATOR = f"briefer {__version__}"


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
    engine = _engine(model)
    governor = _governor(model, settings)
    inner = _recorded(_provider(engine, model, settings, governor), settings)
    if not engine.asks_model:
        return Engine(inner, governor)
    if store is None:
        return Engine(inner, governor, is_gated=True)
    from briefer.providers import CachedProvider

    cached = CachedProvider(
        inner.info, lambda: inner, store, endpoint=endpoint_of(model, settings.base_url)
    )
    return Engine(cached, governor, cached, is_gated=True)


def _replaying(settings: Settings) -> Provider:
    from briefer.providers import ReplayProvider, recorded_engines

    assert settings.replay is not None  # noqa: S101 (narrows for the type checker)
    if settings.model is None:
        return ReplayProvider(settings.replay)
    wanted = qualified(settings.model, settings)
    recorded = {info.name: info for info in recorded_engines(settings.replay)}
    info = recorded.get(wanted)
    if info is None:
        info = _provider(_engine(wanted), wanted, settings, Governor(1)).info
    return ReplayProvider(settings.replay, info)


def _recorded(provider: Provider, settings: Settings) -> Provider:
    if settings.record is None:
        return provider
    from briefer.providers import RecordProvider, ReplayProvider

    secrets = tuple(filter(None, [settings.api_key]))
    provider = RecordProvider(provider, settings.record, secrets=secrets)
    if settings.replay is not None:
        provider = ReplayProvider(settings.replay, provider.info, otherwise=provider)
    return provider


def _engine(model: str) -> EngineType:
    engine = engine_of(model)
    assert engine is not None, model  # noqa: S101 (a qualified name has its engine)
    return engine


def _provider(engine: EngineType, model: str, settings: Settings, governor: Governor) -> Provider:
    return engine.make(model, settings, Making(governor, governor.tally.retried))


def price_of(model: str, settings: Settings) -> Price:
    """Return what one reply of a model costs; prices are looked up when first asked for."""
    engine = engine_of(model)
    is_free = engine is not None and not engine.asks_endpoint

    def price(usage: Usage) -> Decimal | None:
        if is_free:
            return Decimal(0)
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


def notes(resolved: Resolved) -> list[str]:
    """Return what a user should know of the settings before a run, a line each."""
    settings, origins = resolved.settings, resolved.origins
    found = list(resolved.warnings)
    if settings.embedding_model and (settings.record or settings.replay):
        found.append("recordings hold no vectors: embedding_model is ignored")
    if settings.replay is None:
        model, reason = choose_model(resolved)
        found += filter(None, [reason])
        engine = engine_of(model)
        for name, reason in engine.ignores.items() if engine else ():
            if value := getattr(settings, name):
                found.append(f"{reason}: {name} {value!r} is ignored")
        # A stranger's folder may hold a briefer.toml: a key must not leave unseen.
        from_file = not origins["base_url"].startswith(("$", "--", DEFAULT))
        if settings.api_key and from_file:
            found.append(
                f"the key in {origins['api_key']} goes to {settings.base_url}, "
                f"as {origins['base_url']} says"
            )
    return found


def warm_up(settings: Settings, provider: Provider) -> None:
    """Start importing what the first request needs, beside the reading of the articles."""
    engine = engine_of(provider.info.name)
    if engine is not None and engine.preload is not None and settings.replay is None:
        engine.preload()


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


def summary_plan(settings: Settings, prompt: str | None = None) -> Plan:
    """Return how an article or a story is summarized; with another prompt than the settings'."""
    return Plan(
        prompt=prompt or settings.prompt or "summarize",
        language=settings.language,
        unsupported=settings.unsupported,
        context_tokens=settings.context_tokens,
        max_output_tokens=settings.max_output_tokens,
        generator=GENERATOR,
        length=settings.length,
        audience=settings.audience,
        style=settings.style,
    )


def opening_plan(settings: Settings) -> DigestPlan:
    """Return how the top lines of a brief are written."""
    return DigestPlan(
        language=settings.language,
        unsupported=settings.unsupported,
        context_tokens=settings.context_tokens,
        generator=GENERATOR,
        audience=settings.audience,
        style=settings.style,
    )


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
    kind, name = embedding_model(settings.embedding_model, settings)
    if kind.embed is None:
        return None
    # Language models cost more a token: reckoned at their price no limit is crossed.
    shared = engine.governor.budget if engine.provider.info.provider == kind.name else None
    return kind.embed(name, settings, _governor(f"{kind.name}:{name}", settings, shared))
