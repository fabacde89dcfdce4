"""A brief as one HTML page that needs nothing else: no script, no font, no request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from jinja2 import Environment

from briefer.lazy import cached_property
from briefer.model import Article, Brief, Document, Evidence, Release
from briefer.render import statuses
from briefer.render.corrections import with_html_note, with_json_ld
from briefer.render.environment import environment_of
from briefer.render.escape import plain
from briefer.render.page import Page, failed_line, is_counted
from briefer.render.release import release_line, with_html_release
from briefer.text import base_language, guess_language, split, spoken_date

_ADDRESS = re.compile(r"https?://[^\s\"'<>]+\Z", re.IGNORECASE)
_ENOUGH = 60
"""Characters from which a text's language can be told."""


def brief_html(
    brief: Brief,
    *,
    explain: bool = False,
    articles: Mapping[str, Article] | None = None,
    release: Release | None = None,
) -> str:
    """Return a brief as an HTML page; every mark links to the sentence it names, and back.

    Beside a claim that is pointed at or focused stand the sentences it rests on, each lit in its
    paragraph. Whatever a model or a source wrote is escaped; the only links that leave the page
    are the articles' own addresses, and only if they are ``http`` or ``https``.

    Args:
        brief: The brief.
        explain: Whether to say why each story stands where it does.
        articles: The articles by their hashes; of one that is missing, its cited sentences are
            shown without the paragraphs they stand in.
        release: How it goes out, if it is published: then it says so under its title.
    """
    page = Page.of(brief)
    sources = Sources(brief, page, dict(articles or {}))
    template = _environment().get_template("brief.html.jinja")
    text = template.render(page=page, brief=brief, explain=explain, sources=sources)
    text = re.sub(r"\n\s*\n+", "\n", text).strip("\n") + "\n"
    if release is not None:
        text = with_html_release(text, release_line(brief.provenance, release))
    return with_json_ld(with_html_note(text, brief), brief, release)


def address(url: str | None) -> str | None:
    """Return a URL that may be linked to, None for every other.

    One that holds what acts instead of showing (control and bidi characters) is none: a page is
    also printed on terminals.
    """
    return url if url and _ADDRESS.match(url) and plain(url) == url else None


def anchor(evidence: Evidence) -> str:
    """Return the id of a cited sentence on the page: ``a2-S3``."""
    return f"a{evidence.article}-{evidence.sentence}"


class Stretch(NamedTuple):
    """A part of a paragraph; ``evidence`` is set for a sentence that is cited."""

    text: str
    evidence: Evidence | None = None


@dataclass
class Sources:
    """The sentences that a page cites, in their paragraphs, and where each of them is cited.

    ``cited_at`` fills while the page is written, from its top: the ids of the marks that name a
    sentence.
    """

    brief: Brief
    page: Page
    articles: dict[str, Article]
    cited_at: dict[str, list[str]] = field(default_factory=dict)
    _marks: int = 0

    def mark(self, evidence: Evidence) -> str:
        """Note that a sentence is cited here; return the id of the mark."""
        self._marks += 1
        name = f"r{self._marks}"
        self.cited_at.setdefault(anchor(evidence), []).append(name)
        return name

    def back(self, evidence: Evidence) -> list[str]:
        """Return the marks that name a sentence."""
        return self.cited_at.get(anchor(evidence), [])

    def paragraph(self, evidence: Evidence) -> list[Stretch]:
        """Return the paragraph that a sentence stands in, the sentence alone cited."""
        return self._stretches(evidence.article, [evidence])

    def paragraphs(self, number: int, cited: Iterable[Evidence]) -> list[list[Stretch]]:
        """Return the paragraphs of an article that cited sentences stand in, in order."""
        groups: dict[object, list[Evidence]] = {}
        for each in cited:
            sentence = self._sentence(each)
            key: object = each.start if sentence is None else ("p", sentence)
            groups.setdefault(key, []).append(each)
        return [self._stretches(number, group) for group in groups.values()]

    def language(self, number: int) -> str | None:
        """Return the language of an article if it is another than the page's; else None."""
        found = self._languages.get(number)
        return None if found == self.page.language else found

    @cached_property
    def _languages(self) -> dict[int, str]:
        found = {}
        for number, article, cited in self.page.cited:
            declared = base_language(article.language)
            text = " ".join(each.text for each in cited)
            if declared or len(text) >= _ENOUGH:
                found[number] = declared or guess_language(text)
        return found

    @cached_property
    def _documents(self) -> dict[int, Document]:
        held = ((n, self.articles.get(ref.hash)) for n, ref in enumerate(self.brief.articles, 1))
        cited = {number for number, _, _ in self.page.cited}
        return {n: split(article) for n, article in held if article is not None and n in cited}

    def _sentence(self, evidence: Evidence) -> int | None:
        """Return the number of the paragraph that a sentence stands in, if that is known."""
        document = self._documents.get(evidence.article)
        held = None if document is None else document.by_id.get(evidence.sentence)
        return None if held is None or held.text != evidence.text else held.paragraph

    def _stretches(self, number: int, cited: list[Evidence]) -> list[Stretch]:
        paragraph = self._sentence(cited[0])
        document = self._documents.get(number)
        if paragraph is None or document is None:
            return [Stretch(each.text, each) for each in cited]
        inside = [s for s in document.sentences if s.paragraph == paragraph]
        text, at, end = document.article.text, inside[0].start, inside[-1].end
        parts = []
        for each in sorted(cited, key=lambda each: each.start):
            parts += [Stretch(text[at : each.start]), Stretch(each.text, each)]
            at = each.end
        return [part for part in (*parts, Stretch(text[at:end])) if part.text.strip()]


def spaced(text: str) -> str:
    """Return a part of a text on one line, with a space where there was any at its ends."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() else ""
    return f"{lead}{plain(text.strip())}{tail}"


@cache
def _environment() -> Environment:
    env = environment_of("briefer.render")
    env.filters["plain"] = plain
    env.filters["spaced"] = spaced
    env.filters["spoken"] = spoken_date
    env.globals.update(
        anchor=anchor,
        address=address,
        failed_line=failed_line,
        is_counted=is_counted,
        statuses=statuses,
    )
    return env
