"""Results as Markdown and JSON. Every text that a model or a source wrote is escaped here.

What is asked for is imported then: most runs print one form of one result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefer.render.changes import (
        change_value,
        changes_markdown,
        changes_value,
        word_diff_text,
    )
    from briefer.render.changes_html import changes_html
    from briefer.render.corrections import correction_text
    from briefer.render.escape import escape_markdown, place_markdown, plain
    from briefer.render.html import brief_html
    from briefer.render.jsonable import (
        brief_value,
        dumps,
        failure_value,
        schema,
        summaries_value,
        summary_value,
        value_of,
        verification_value,
    )
    from briefer.render.markdown import (
        brief_markdown,
        facts_markdown,
        summary_markdown,
        verification_markdown,
    )
    from briefer.render.ninjs import brief_ninjs, summary_ninjs
    from briefer.render.parsing import brief_from, summary_from

__all__ = [
    "brief_from",
    "brief_html",
    "brief_markdown",
    "brief_ninjs",
    "brief_value",
    "change_value",
    "changes_html",
    "changes_markdown",
    "changes_value",
    "correction_text",
    "dumps",
    "escape_markdown",
    "facts_markdown",
    "failure_value",
    "place_markdown",
    "plain",
    "schema",
    "summaries_value",
    "summary_from",
    "summary_markdown",
    "summary_ninjs",
    "summary_value",
    "value_of",
    "verification_markdown",
    "verification_value",
    "word_diff_text",
]

_HOMES = {
    "brief_from": "parsing",
    "brief_html": "html",
    "brief_markdown": "markdown",
    "brief_ninjs": "ninjs",
    "brief_value": "jsonable",
    "change_value": "changes",
    "changes_html": "changes_html",
    "changes_markdown": "changes",
    "changes_value": "changes",
    "correction_text": "corrections",
    "dumps": "jsonable",
    "escape_markdown": "escape",
    "facts_markdown": "markdown",
    "failure_value": "jsonable",
    "place_markdown": "escape",
    "plain": "escape",
    "schema": "jsonable",
    "summaries_value": "jsonable",
    "summary_from": "parsing",
    "summary_markdown": "markdown",
    "summary_ninjs": "ninjs",
    "summary_value": "jsonable",
    "value_of": "jsonable",
    "verification_markdown": "markdown",
    "verification_value": "jsonable",
    "word_diff_text": "changes",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"briefer.render.{_HOMES[name]}"), name)
    return value
