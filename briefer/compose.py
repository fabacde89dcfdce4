"""Puts engines together from settings; nothing is imported, opened or sent before it is needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.config import DEFAULT, Resolved, Settings, choose_model
from briefer.errors import SettingError, UsageError
from briefer.ingest import Columns
from briefer.llm import ModelInfo, Provider
from briefer.model import Provenance, Usage, tagged_hash
from briefer.prompting import PromptLibrary
from briefer.providers import (
    EngineType,
    Making,
    RoutedProvider,
    embedding_model,
    endpoint_of,
    engine_of,
    qualified,
    unfollowed,
)
from briefer.runs import Budget, Governor, Price, Tally
from briefer.scrub import masked
from briefer.tasks import DigestPlan, Judge, Plan
from briefer.version import __version__, code_hash

if TYPE_CHECKING:
    from briefer.gather import GatherSettings
    from briefer.providers import CachedProvider, EmbeddingProvider
    from briefer.runs import Afterwards
    from briefer.store import Store

GENERATOR = f"briefer {__version__}"


@dataclass(frozen=True, slots=True)
class Engine:
    """A run's engine: who answers, what keeps the answers, and what governs the asking.

    ``cached`` is None where nothing is kept (replaying, extractive), ``is_gated`` False where
    the provider's requests pass no gate by themselves. ``judge`` reads claims again, None where
    nobody does; what it takes costs ``judge_price``.
    """

    provider: Provider
    governor: Governor
    cached: CachedProvider | None = None
    is_gated: bool = False
    judge: Judge | None = None
    judge_price: Price | None = None

    @property
    def needed_judge(self) -> Judge:
        """Who reads claims again (raises UsageError where nobody does)."""
        if self.judge is None:
            raise UsageError(
                "there is no model to read claims again",
                hint="set --model to one at an endpoint, or --judge-model",
            )
        return self.judge

    @property
    def forget(self) -> Callable[[Iterable[str]], None] | None:
        """What forgets answers; None where asking again would give the same ones."""
        engine = engine_of(self.provider.info.name)
        if engine is None or not engine.asks_endpoint or not self.is_gated:
            return None
        return self.cached.forget if self.cached is not None else lambda _: None

    @property
    def asks_model(self) -> bool:
        """Whether a language model answers, or code alone."""
        engine = engine_of(self.provider.info.name)
        return engine is not None and engine.asks_model


def make_engine(
    resolved: Resolved, store: Store | None = None, note: Callable[[str], None] = lambda _: None
) -> Engine:
    """Return the engine that the settings ask for, recording, replaying or keeping.

    With both folders set, what was recorded is replayed and what was not is asked and recorded.
    ``note`` is told of the first recording that cannot be written.

    Raises:
        ModelNameError: no engine answers to the model's name, or the judge's.
        SettingError: recordings, or a budget without a price, cannot be used; no trust in the file.
    """
    resolved.demand_trust()
    settings = resolved.settings
    if settings.replay is not None and settings.record is None:
        return _replaying(settings)
    model, _ = choose_model(resolved)
    model = qualified(model, settings)
    engine = _engine(model)
    governor = _governor(model, settings)
    writer = _provider(engine, model, settings, governor)
    second = _second_reader(model, settings, governor)
    resolved.demand_trust(keys=engine.asks_endpoint or second is not None)
    judge = judge_of(settings, writer.info if second is None else second.provider.info)
    inner = writer
    if second is not None and judge is not None:
        inner = RoutedProvider(writer, second.provider)
    is_kept = engine.asks_model or inner is not writer
    made = Engine(
        _recorded(inner, settings, note),
        governor,
        is_gated=is_kept,
        judge=judge,
        judge_price=governor.tally.price if second is None else second.price,
    )
    if store is None or not is_kept:
        return made
    from briefer.providers import CachedProvider

    here = endpoint_of(model, settings.base_url)
    there = here if second is None else second.endpoint
    cached = CachedProvider(inner.info, lambda: inner, store, endpoint=here, judge_endpoint=there)
    return replace(made, provider=_recorded(cached, settings, note), cached=cached)


@dataclass(frozen=True, slots=True)
class _SecondReader:
    """A judge that is another model, or at another endpoint, than the one that writes."""

    provider: Provider
    price: Price
    endpoint: str


def _second_reader(model: str, settings: Settings, writer: Governor) -> _SecondReader | None:
    """Return the judge where the settings name another; it keeps to the same budget."""
    named = judge_settings(model, settings)
    if named is None:
        return None
    name, own = named
    price = price_of(name, own)
    governor = Governor(
        settings.concurrency,
        rpm=settings.rpm,
        tpm=settings.tpm,
        budget=writer.budget and writer.budget.beside(price, name),
        tally=writer.tally,
        patience=settings.total_timeout,
    )
    writer.join(governor, price)
    provider = _provider(_engine(name), name, own, governor)
    return _SecondReader(provider, price, endpoint_of(name, own.base_url))


def judge_settings(model: str, settings: Settings) -> tuple[str, Settings] | None:
    """Return the judge's whole name and settings where it is not the model that writes.

    The key of ``base_url`` goes to no other endpoint.

    Raises:
        ModelNameError: no engine answers to the name.
        SettingError: the engine cannot judge.
    """
    if settings.judge == "off" or not (settings.judge_model or settings.judge_base_url):
        return None
    elsewhere = settings.judge_base_url is not None
    own = replace(
        settings,
        base_url=settings.judge_base_url or settings.base_url,
        api_key=settings.judge_api_key or (None if elsewhere else settings.api_key),
        context_tokens=None,
        max_output_tokens=None,
    )
    name = qualified(settings.judge_model or model, own)
    if not _engine(name).asks_model:
        raise SettingError(f"{name} is no model that could read claims: set another judge_model")
    return name, own


def judge_of(settings: Settings, info: ModelInfo) -> Judge | None:
    """Return who reads claims again, None for nobody; ``info`` is the model that would."""
    engine = engine_of(info.name)
    if engine is None or not engine.asks_model:
        return None
    able = engine.judges or settings.judge_model is not None
    judging = settings.judge or ("open" if able else "off")
    return None if judging == "off" else Judge(info, judging)


def _replaying(settings: Settings) -> Engine:
    from briefer.providers import ReplayProvider, recorded_engines

    assert settings.replay is not None  # noqa: S101 (narrows for the type checker)
    governor = Governor(settings.concurrency)
    if settings.model is None:
        provider = ReplayProvider(settings.replay)
    else:
        wanted = qualified(settings.model, settings)
        recorded = {info.name: info for info in recorded_engines(settings.replay)}
        info = recorded.get(wanted)
        if info is None:
            info = _provider(_engine(wanted), wanted, settings, Governor(1)).info
        provider = ReplayProvider(settings.replay, info)
    second = _second_reader(provider.info.name, settings, governor)
    judge = judge_of(settings, provider.info if second is None else second.provider.info)
    price = None if second is None else second.price
    return Engine(provider, governor, judge=judge, judge_price=price)


def _recorded(provider: Provider, settings: Settings, note: Callable[[str], None]) -> Provider:
    if settings.record is None:
        return provider
    from briefer.providers import RecordProvider, ReplayProvider

    secrets = tuple(filter(None, [settings.api_key]))
    provider = RecordProvider(provider, settings.record, secrets=secrets, note=note)
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


def cost_of(made: Provenance, price: Price, judge_price: Price | None = None) -> float | None:
    """Return what a result cost in US dollars, None if that is unknown or nothing was taken.

    What the judge took is reckoned at the judge's price, if that is another.
    """
    whole = made.usage
    if not whole.input_tokens and not whole.output_tokens:
        return None
    judged = made.judge.usage if made.judge is not None else Usage()
    cost = price(whole - judged)
    if judged.input_tokens or judged.output_tokens:
        more = (judge_price or price)(judged)
        cost = None if cost is None or more is None else cost + more
    return None if cost is None else float(cost)


def kept_cost(
    made: Provenance, price: Price, engine: Engine, settings: Settings, store: Store | None
) -> float | None:
    """Return what a result cost, as `cost_of`; kept, for the list of prices takes long to load."""
    if not made.usage.input_tokens and not made.usage.output_tokens:
        return None
    judge = made.judge
    of = [engine.provider.info.name, settings.base_url, astuple(made.usage)]
    judged = judge and [judge.model, settings.judge_base_url, astuple(judge.usage)]
    key = tagged_hash("cost", [code_hash(), of, judged])
    if store is not None:
        match store.result(key):
            case (cost,) if cost is None or isinstance(cost, float):
                return cost
    cost = cost_of(made, price, engine.judge_price)
    if store is not None:
        store.keep_result(key, (cost,))
    return cost


def afterwards(engine: Engine, prompts: PromptLibrary, price: Price) -> list[Afterwards]:
    """Return what is usually asked about the answers to a run's first requests."""
    from briefer.runs import JUDGED, REPAIRED

    found = []
    if engine.judge is not None:
        label = prompts.get("judge").ref.label
        found.append(replace(JUDGED, prompt=label, price=engine.judge_price or price))
    if engine.asks_model:
        label = prompts.get("repair", variant=engine.provider.info.variant).ref.label
        found.append(replace(REPAIRED, prompt=label, price=price))
    return found


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
    found += [
        f"{reason}: {name} {getattr(settings, name)!r} is ignored"
        for name, reason in unfollowed(resolved).items()
    ]
    if settings.replay is None:
        found += filter(None, [choose_model(resolved)[1]])
        # A stranger's folder may hold a briefer.toml: a key must not leave unseen.
        from_file = not origins["base_url"].startswith(("$", "--", DEFAULT))
        if settings.api_key and from_file:
            found.append(
                f"the key in {origins['api_key']} goes to {masked(settings.base_url or '')}, "
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
        columns=columns_of(settings),
        fetch=replace(
            known,
            user_agent=settings.user_agent or known.user_agent,
            spacing=settings.spacing,
            ignore_robots=frozenset(settings.ignore_robots),
            allow_private=settings.allow_private,
        ),
    )


def columns_of(settings: Settings) -> Columns:
    """Return the columns of tables that the user named."""
    return Columns(settings.text_column, settings.id_column, settings.title_column)


def load_prompts(settings: Settings) -> PromptLibrary:
    """Return the shipped prompts, shadowed by the user's own (raises as `PromptLibrary.at`)."""
    return PromptLibrary.at(settings.prompts, settings.max_output_tokens)


def summary_plan(settings: Settings, prompt: str | None = None, judge: Judge | None = None) -> Plan:
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
        judge=judge,
    )


def opening_plan(settings: Settings, judge: Judge | None = None) -> DigestPlan:
    """Return how the top lines of a brief are written."""
    return DigestPlan(
        language=settings.language,
        unsupported=settings.unsupported,
        context_tokens=settings.context_tokens,
        generator=GENERATOR,
        audience=settings.audience,
        style=settings.style,
        judge=judge,
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

    resolved.demand_trust()
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
    resolved.demand_trust(keys=True)
    kind, name = embedding_model(settings.embedding_model, settings)
    if kind.embed is None:
        return None
    # Language models cost more a token: reckoned at their price no limit is crossed.
    shared = engine.governor.budget if engine.provider.info.provider == kind.name else None
    return kind.embed(name, settings, _governor(f"{kind.name}:{name}", settings, shared))
