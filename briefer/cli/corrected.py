"""Corrected editions, as files and kept in the store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.cli.output import tell
from briefer.whole_file import replace_file

if TYPE_CHECKING:
    from briefer.api import Form
    from briefer.config import Settings
    from briefer.model import Brief, Summary
    from briefer.revising import Affected, Current
    from briefer.store import Edition, Store

_SUFFIXES = {"md": ".md", "html": ".html", "json": ".json", "ninjs": ".ninjs.json"}
_LONGEST = 60


def write_corrected(
    found: list[Affected],
    current: Current,
    store: Store,
    folder: Path,
    formats: Sequence[Form],
    settings: Settings,
) -> dict[int, list[str]]:
    """Write and keep the corrected edition of each; returns the files by the edition's number."""
    import datetime as dt

    from briefer.desk import envelope_of, refresh_archive
    from briefer.errors import OutputFileError
    from briefer.model import Brief
    from briefer.revising import corrected, keep

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFileError(f"{folder} cannot be made: {error.strerror or error}") from error
    now = dt.datetime.now(dt.UTC)
    files: dict[int, list[str]] = {}
    for each in found:
        done = corrected(each.edition, current, store, now.isoformat(timespec="seconds"))
        if done is None:
            tell(f"{edition_name(each.edition)} is damaged in the store and cannot be corrected")
            continue
        paths = []
        for form in formats:
            text = _rendered(done.result, form, store)
            if text is not None:
                path = folder / f"{_stem(done.result)}{_SUFFIXES[form]}"
                replace_file(path, text)
                paths.append(str(path))
        if "html" in formats and isinstance(done.result, Brief):
            refresh_archive(folder, done.result, envelope_of(settings))
        keep(store, done, now)
        files[each.edition.id] = paths
    return files


def edition_name(edition: Edition) -> str:
    """Return what to call an edition: ``Brief of 2026-11-22``."""
    if edition.kind == "brief":
        return f"Brief of {edition.day}"
    return f"Summary of {edition.series.partition(' | ')[0].removeprefix('file:')}"


def _rendered(result: Brief | Summary, form: Form, store: Store) -> str | None:
    """Return an edition in a format; None where there is no such form of a summary."""
    from briefer.api import render
    from briefer.model import Brief
    from briefer.render import brief_html

    if form != "html":
        return render(result, form)
    if not isinstance(result, Brief):
        return None
    held = (store.article(ref.hash) for ref in result.articles)
    return brief_html(result, articles={each.hash: each for each in held if each is not None})


def _stem(result: Brief | Summary) -> str:
    """Return a file's name without its suffix: that of the original, and the version."""
    from briefer.model import Brief

    if isinstance(result, Brief):
        return f"{result.date}.v{result.version}"
    article = result.article
    name = re.sub(r"[^a-z0-9]+", "-", (article.title or article.source).casefold()).strip("-")
    return f"summary-{name[:_LONGEST].rstrip('-') or 'article'}.v{result.version}"
