"""What works on this machine, and how to mend what does not: the substance of ``doctor``."""

from __future__ import annotations

import importlib.util
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import anyio

from briefer.compose import (
    gather_settings,
    load_prompts,
    make_engine,
    notes,
    open_store,
    store_path,
)
from briefer.config import Resolved, resolve
from briefer.errors import BrieferError
from briefer.providers import weights
from briefer.text import tokens
from briefer.version import __version__

if TYPE_CHECKING:
    from briefer.gather import Look

_NOUNS = {"html": "a page", "feed": "a feed", "opml": "a list of feeds", "sitemap": "a sitemap"}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at. ``exit_code`` is 0 unless it stands in the way of work."""

    state: Literal["ok", "note", "FAIL"]
    what: str
    mend: str = ""
    exit_code: int = 0


def diagnose(flags: Mapping[str, Any], *, environ: Mapping[str, str], cwd: Path) -> list[Diagnosis]:
    """Look at the interpreter, settings, prompts, token vocabulary, engines and sources."""
    found = [
        Diagnosis("ok", f"briefer {__version__} on Python {platform.python_version()}"),
    ]
    try:
        resolved = resolve(flags, environ=environ, cwd=cwd)
    except BrieferError as error:
        return [*found, _failed("settings", error)]
    found.append(Diagnosis("ok", "settings: read"))
    for part in (_prompts, _tokens, _embedded, _engine, _sources):
        found += part(resolved)
    return found


def _failed(what: str, error: BrieferError) -> Diagnosis:
    return Diagnosis("FAIL", f"{what}: {error}", error.hint, error.exit_code)


def _prompts(resolved: Resolved) -> Iterator[Diagnosis]:
    try:
        library = load_prompts(resolved.settings)
        problems = list(library.problems())
    except BrieferError as error:
        yield _failed("prompts", error)
        return
    for where, what in problems:
        yield Diagnosis("FAIL", f"prompts: {where}: {what}", "briefer prompts check", 2)
    if not problems:
        yield Diagnosis("ok", f"prompts: {len(library.keys())}, all sound")


def _tokens(_: Resolved) -> Iterator[Diagnosis]:
    yield Diagnosis("ok", f"tokens: counted offline ({tokens.count('briefer')} for one word)")


def _embedded(_: Resolved) -> Iterator[Diagnosis]:
    if importlib.util.find_spec("xllamacpp") is None:
        yield Diagnosis(
            "note",
            "embedded models: llama.cpp is not installed",
            "pip install 'briefer-news[local]'",
        )
    for model in weights.known():
        if weights.path(model.name) is None:
            mend = f"briefer models pull {model.name} ({model.size >> 20} MB)"
            yield Diagnosis("note", f"embedded models: {model.name} is not here", mend)
        else:
            yield Diagnosis("ok", f"embedded models: {model.name} is here")


def _engine(resolved: Resolved) -> Iterator[Diagnosis]:
    try:
        engine = make_engine(resolved)
    except BrieferError as error:
        yield _failed("engine", error)
        return
    provider = engine.provider
    yield Diagnosis("ok", f"engine: {provider.info.name}")
    if engine.judge is not None:
        which = "all claims" if engine.judge.judging == "all" else "what words leave open"
        yield Diagnosis("ok", f"judge: {engine.judge.model.name} reads {which}")
    for note in notes(resolved):
        yield Diagnosis("note", note)
    if resolved.settings.replay is None:
        yield from anyio.run(_reach, provider)


def _sources(resolved: Resolved) -> Iterator[Diagnosis]:
    """Look at each source that is set: whether it answers, lets us in, and has articles."""
    from briefer.gather import look

    settings = resolved.settings
    if not settings.sources:
        yield Diagnosis("note", "sources: none are set", "name them in briefer.toml")
        return
    store = None
    if not settings.no_store and store_path(resolved).exists():
        store = open_store(resolved, lambda _: None)
    try:
        looks = anyio.run(
            partial(look, fetch=gather_settings(settings, None).fetch, store=store),
            settings.sources,
        )
    finally:
        if store is not None:
            store.close()
    for each in looks:
        yield _source(each)


def _source(look: Look) -> Diagnosis:
    before = f"; it last answered {look.last:%Y-%m-%d %H:%M} UTC" if look.last else ""
    what = f"source {look.source}: "
    if look.error is not None:
        said = f"{what}{look.error}{before or '; it never answered before'}"
        return Diagnosis("FAIL", said, look.error.hint, look.error.exit_code)
    name = f"{look.title!r}, " if look.title else ""
    kind = _NOUNS.get(look.kind or "", look.kind or "here")
    things = f"{look.found} {'article' if look.found == 1 else 'articles'}"
    if look.found:
        return Diagnosis("ok", f"{what}{name}{kind} with {things}{before}")
    return Diagnosis("note", f"{what}{name}{kind}, and it holds no article now{before}")


async def _reach(provider: Any) -> list[Diagnosis]:
    """Ask each endpoint that the engine has whether it is there and knows the model."""
    found = []
    try:
        for what, each in getattr(provider, "parts", {"endpoint": provider}).items():
            try:
                said = await each.probe() if hasattr(each, "probe") else None
            except BrieferError as error:
                found.append(_failed(what, error))
            else:
                found += [Diagnosis("ok", f"{what}: {said}")] if said else []
    finally:
        await provider.close()
    return found
