"""Articles in, checked briefs out: every claim names its source sentences and was held to them.

    import briefer

    summary = briefer.summarize(text, model="extractive")
    for claim in summary.claims:
        print(claim.text, [e.sentence for e in claim.evidence], claim.status)

Nothing is printed and nothing heavy is imported before it is needed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from briefer.lazy import lazy_names
from briefer.version import __version__

if TYPE_CHECKING:
    from briefer.api import (
        Options,
        Session,
        daily,
        daily_async,
        diff,
        fetch,
        fetch_async,
        read,
        read_async,
        render,
        summarize,
        summarize_async,
        verify,
        verify_async,
    )
    from briefer.errors import BrieferError
    from briefer.model import Article, Brief, Claim, Summary, Verification
else:
    _get = lazy_names(
        __name__,
        {
            "api": (
                "Options",
                "Session",
                "daily",
                "daily_async",
                "diff",
                "fetch_async",
                "read",
                "read_async",
                "summarize",
                "summarize_async",
                "verify",
                "verify_async",
            ),
            "errors": ("BrieferError",),
            "model": ("Article", "Brief", "Claim", "Summary", "Verification"),
        },
    )

    def __getattr__(name: str) -> Any:
        # The rooms of these names are what is there once anything has imported them.
        return import_module(f"{__name__}.{name}") if name in _CALLED else _get(name)


_CALLED = ("fetch", "render")

__all__ = [
    "Article",
    "Brief",
    "BrieferError",
    "Claim",
    "Options",
    "Session",
    "Summary",
    "Verification",
    "__version__",
    "daily",
    "daily_async",
    "diff",
    "fetch",
    "fetch_async",
    "read",
    "read_async",
    "render",
    "summarize",
    "summarize_async",
    "verify",
    "verify_async",
]


class _Room(ModuleType):
    """The room ``fetch`` or ``render``, which can be called as the function of that name."""

    def __call__(self, *given: Any, **options: Any) -> Any:
        from briefer import api

        return getattr(api, self.__name__.rpartition(".")[2])(*given, **options)


class _Package(ModuleType):
    """The package: importing a room puts it in the place of the function of that name."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in _CALLED and type(value) is ModuleType:
            value.__class__ = _Room
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted(__all__)


sys.modules[__name__].__class__ = _Package
