"""Briefs and summaries as ninjs 3.3, the news agencies' JSON (IPTC, News in JSON)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from briefer.model import (
    ArticleRef,
    Brief,
    Claim,
    Correction,
    Evidence,
    Provenance,
    Release,
    Story,
    Summary,
    read_moment,
    word_count,
)
from briefer.render.corrections import corrections_text
from briefer.render.escape import plain
from briefer.render.markdown import cited, marks, name_of
from briefer.render.page import Page, maker, second_reader
from briefer.render.reading_time import heading_of
from briefer.render.release import newscode, release_line, source_type
from briefer.render.statuses import OPEN_SIGN, ClaimCounts, is_open, warning
from briefer.text import guess_language, spoken_date

_STANDARD = {
    "name": "ninjs",
    "version": "3.3",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.3.json",
}
_SUMMARY_GENRE = {"name": "Summary", "uri": "http://cv.iptc.org/newscodes/genre/Summary"}
_TAG = re.compile(r"<[^>]+>")


def brief_ninjs(
    brief: Brief,
    *,
    version: int | None = None,
    made: str | None = None,
    release: Release | None = None,
) -> dict[str, Any]:
    """Return a brief as a ninjs 3.3 object: a text whose sources are its associations.

    The ``uri`` stands for the brief of its title and day, whatever its version says; the same
    brief always gives the same object.

    Args:
        brief: The brief.
        version: Of the brief of this day, if not the brief's own.
        made: When this version was made, ISO; that of its last correction, or the beginning of
            the brief's day, if None.
        release: How it goes out, if it is published.
    """
    page = Page.of(brief)
    title = f"{brief.title}, {spoken_date(brief.date)}"
    said = "" if release is None else release_line(brief.provenance, release)
    sections = dict.fromkeys(story.section for story in brief.stories if story.section)
    return {
        **_head(
            "brief", f"{brief.title}|{brief.date}", *_edition(brief, version, made, brief.date)
        ),
        "language": page.language,
        "title": plain(title),
        "headlines": [{"role": "main", "value": plain(title)}],
        **_bodies(_brief_body(brief, page, said)),
        "by": _by(brief.provenance),
        "digitalSourceType": newscode(source_type(brief.provenance, brief.claims, release)),
        "edNote": " ".join(
            filter(None, [said, _note(brief.provenance, page.counts, brief.corrections)])
        ),
        "genres": [_SUMMARY_GENRE],
        **_if("subjects", [{"name": plain(section)} for section in sections]),
        **_if("infoSources", _outlets(brief.articles)),
        **_if("associations", [_association(article) for article in brief.articles]),
    }


def summary_ninjs(
    summary: Summary, *, version: int | None = None, made: str | None = None
) -> dict[str, Any]:
    """Return a summary of one article as a ninjs 3.3 object.

    The ``uri`` stands for the summary of that article, whatever the article's version says.

    Args:
        summary: The summary.
        version: Of this summary, if not its own.
        made: When this version was made, ISO; that of its last correction, or the article's own
            date, if None.
    """
    article = summary.article
    headline = article.title or article.source
    if summary.headline and not summary.headline.is_flagged:
        headline = summary.headline.text
    said = " ".join(claim.text for claim in summary.claims)
    return {
        **_head(
            "summary",
            article.url or article.source,
            *_edition(summary, version, made, article.date),
        ),
        "language": guess_language(said),
        "title": plain(headline),
        "headlines": [{"role": "main", "value": plain(headline)}],
        **_bodies(_summary_body(summary)),
        "by": _by(summary.provenance),
        "digitalSourceType": newscode(source_type(summary.provenance, summary.claims)),
        "edNote": _note(
            summary.provenance, ClaimCounts.of(summary.claims, summary.dropped), summary.corrections
        ),
        "genres": [{"name": "Summary"}],
        **_if("infoSources", _outlets([article])),
        "associations": [_association(article)],
    }


def _head(kind: str, name: str, version: int, made: str | None) -> dict[str, Any]:
    return {
        "uri": f"urn:uuid:{uuid5(NAMESPACE_URL, f'briefer:{kind}:{name}')}",
        "standard": _STANDARD,
        "type": "text",
        "representationType": "full",
        "version": str(version),
        **_if("versionCreated", _moment(made)),
        "pubStatus": "usable",
    }


def _edition(
    edition: Brief | Summary, version: int | None, made: str | None, otherwise: str | None
) -> tuple[int, str | None]:
    """Return which version an edition is, and when it was made."""
    last = max((each.made for each in edition.corrections), default=otherwise)
    return version or edition.version, made or last


def _moment(when: str | None) -> str | None:
    """Return an ISO moment with its zone, UTC where none is named; None for what is no date."""
    found = read_moment(when)
    return None if found is None else found.isoformat(timespec="seconds")


def _bodies(lines: Iterable[str]) -> dict[str, Any]:
    """Return the body as HTML and as plain text, a block a line."""
    blocks = list(lines)
    text = "\n\n".join(_unescaped(_TAG.sub("", block)) for block in blocks)
    words = word_count(text)
    return {
        "bodies": [
            {
                "role": "main",
                "contentType": "text/html",
                "wordCount": words,
                "value": "\n".join(blocks),
            },
            {
                "role": "main",
                "contentType": "text/plain",
                "charCount": len(text),
                "wordCount": words,
                "value": text,
            },
        ]
    }


def _brief_body(brief: Brief, page: Page, said: str) -> Iterator[str]:
    if said:
        yield f"<p><strong>{_text(said)}</strong></p>"
    if brief.top_lines:
        yield "<h2>Top lines</h2>"
        yield from (_said("p", claim, in_brief=True) for claim in brief.top_lines)
    for section, stories in page.sections():
        if section:
            yield f"<h2>{_text(section)}</h2>"
        for number, story in stories:
            yield from _story(number, story, brief, "h3" if section else "h2")
    for title, short in (("In brief", page.short), ("Still developing", page.developing)):
        if short:
            yield f"<h2>{title}</h2>"
        for number, story in short:
            yield f"<p>{_headed(story, brief, page.partly.get(number, ()))}</p>"
    sentences = [each for _, _, cited in page.cited for each in cited]
    yield from _cited(sentences, brief.articles, in_brief=True)


def _story(number: int, story: Story, brief: Brief, tag: str) -> Iterator[str]:
    """Yield a story's blocks; the marks of its headline stand with its sources."""
    yield f"<{tag}>{number}. {_text(heading_of(story, brief.articles))}</{tag}>"
    head = story.headline
    names = ", ".join(
        each["name"] for each in _outlets([brief.articles[n - 1] for n in story.articles])
    )
    if head is not None and head.is_flagged:
        yield _said("p", head, in_brief=True)
    elif head is not None:
        parts = [
            escape(names, quote=False),
            marks(head, in_brief=True),
            OPEN_SIGN if is_open(head) else "",
        ]
        yield f"<p>{' '.join(filter(None, parts))}</p>"
    coming = [fact for _, fact in story.coming]
    for claim in dict.fromkeys((*story.lede, *story.news, *story.claims)):
        if claim != head and (claim not in coming or claim in story.news):
            yield _said("p", claim, in_brief=True)
    for said in story.quotations:
        who = f" ({_text(said.said_by)})" if said.speaker else ""
        yield f"<p>“{_text(said.text)}”{who} [{name_of(said.evidence)}]</p>"
    for event, fact in story.coming:
        told = f"{_text(event.evidence.text)} [{name_of(event.evidence)}]"
        line = told if fact is None else _line(fact, in_brief=True)
        yield f"<p>{spoken_date(event.date)}: {line}</p>"
    yield from _differences(story, brief)


def _headed(story: Story, brief: Brief, claims: Iterable[Claim]) -> str:
    """Return a story that is told in a line, or in part, as one block's text."""
    if story.headline is None or story.headline.is_flagged:
        first = _text(heading_of(story, brief.articles))
    else:
        first = _line(story.headline, in_brief=True)
    return " ".join((first, *(_line(claim, in_brief=True) for claim in claims)))


def _differences(story: Story, brief: Brief) -> Iterator[str]:
    """Yield a block for each point on which a story's articles differ."""
    for point in story.differences:
        sides = []
        for side in point.sides:
            outlet = brief.articles[side.articles[0] - 1].outlet
            who = f" ({_text(outlet)})" if outlet else ""
            sides.append(f"“{_text(side.says)}” [{name_of(side.evidence)}]{who}")
        yield f"<p>Sources differ, {point.name}: {'; '.join(sides)}</p>"


def _cited(
    sentences: Sequence[Evidence], articles: Sequence[ArticleRef], *, in_brief: bool = False
) -> Iterator[str]:
    """Yield the sentences that marks name, so that no mark is left without one."""
    if sentences:
        yield "<h2>Cited sentences</h2>"
    for each in sentences:
        article = articles[each.article - 1]
        name = name_of(each) if in_brief else each.sentence
        outlet = f"{_text(article.outlet)}: " if article.outlet else ""
        yield f"<p>[{name}] {outlet}{_text(each.text)}</p>"


def _summary_body(summary: Summary) -> Iterator[str]:
    if summary.headline and summary.headline.is_flagged:  # it heads nothing, but is not hidden
        yield _said("p", summary.headline)
    for claim in summary.summary:
        yield _said("p", claim)
    if summary.key_facts:
        yield "<h2>Key facts</h2>"
        yield from (_said("p", claim) for claim in summary.key_facts)
    told = (summary.headline, *summary.summary, *summary.key_facts)
    yield from (_said("p", claim) for claim in summary.claims if claim not in told)
    yield from _cited(cited(summary.claims), [summary.article])


def _said(tag: str, claim: Claim, *, in_brief: bool = False) -> str:
    return f"<{tag}>{_line(claim, in_brief=in_brief)}</{tag}>"


def _line(claim: Claim, *, in_brief: bool) -> str:
    text = _text(claim.text)
    if claim.is_flagged:
        text = f"{warning(claim)} {text}"
    elif claim.handling == "quoted":
        text = f"“{text}”"
    parts = [text, marks(claim, in_brief=in_brief), OPEN_SIGN if is_open(claim) else ""]
    return " ".join(filter(None, parts))


def _text(text: str) -> str:
    return escape(plain(text), quote=False)


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _by(provenance: Provenance) -> str:
    return plain(provenance.generator or "briefer")


def _note(provenance: Provenance, counts: ClaimCounts, corrections: Sequence[Correction]) -> str:
    corrected = f"Correction: {corrections_text(corrections)}" if corrections else ""
    parts = [corrected, maker(provenance), second_reader(provenance), counts.sentence]
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def _outlets(articles: Sequence[ArticleRef]) -> list[dict[str, Any]]:
    names = dict.fromkeys(article.outlet for article in articles if article.outlet)
    return [{"name": plain(name)} for name in names]


def _association(article: ArticleRef) -> dict[str, Any]:
    """Return an article as ninjs has what an item rests on: named, and found by its address."""
    address = article.url or ""
    known = urlsplit(address).scheme in ("http", "https") and address.isascii()
    name = uuid5(NAMESPACE_URL, f"briefer:article:{article.hash}")
    title = plain(article.title or article.source)
    return {
        "name": title,
        "uri": address if known else f"urn:uuid:{name}",
        "type": "text",
        "representationType": "partial",
        **_if("contentCreated", _moment(article.date)),
        **_if("language", article.language),
        "headlines": [{"role": "main", "value": title}],
        **_if("by", article.author and plain(article.author)),
        **_if("infoSources", _outlets([article])),
    }


def _if(name: str, value: Any) -> dict[str, Any]:
    """Return a property if it has a value."""
    return {name: value} if value else {}
