"""A brief as one HTML page that needs nothing else: no script, no font, no request."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from briefer.model import Brief, Evidence
from briefer.render import statuses
from briefer.render.corrections import with_html_note
from briefer.render.escape import plain
from briefer.render.page import Page, failed_line, spoken_date

_ADDRESS = re.compile(r"https?://[^\s\"'<>]+\Z", re.IGNORECASE)


def brief_html(brief: Brief, *, explain: bool = False) -> str:
    """Return a brief as an HTML page; every mark links to the sentence it names.

    Whatever a model or a source wrote is escaped; the only links that leave the page are the
    articles' own addresses, and only if they are ``http`` or ``https``.
    """
    template = _environment().get_template("brief.html.jinja")
    text = template.render(page=Page.of(brief), brief=brief, explain=explain)
    return with_html_note(re.sub(r"\n\s*\n+", "\n", text).strip("\n") + "\n", brief)


def address(url: str | None) -> str | None:
    """Return a URL that may be linked to, None for every other."""
    return url if url and _ADDRESS.match(url) else None


def anchor(evidence: Evidence) -> str:
    """Return the id of a cited sentence on the page: ``a2-S3``."""
    return f"a{evidence.article}-{evidence.sentence}"


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("briefer.render"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    env.filters["plain"] = plain
    env.filters["spoken"] = spoken_date
    env.globals.update(anchor=anchor, address=address, failed_line=failed_line, statuses=statuses)
    return env
