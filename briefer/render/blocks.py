"""A brief as blocks of WordPress's editor, which keeps them as blocks (the Block Grammar).

All of it stands in one group, which is found again by its anchor: a correction exchanges that
group, and leaves alone whatever an editor has put before and after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from briefer.model import ArticleRef, Brief, Claim, Release, Story
from briefer.render.corrections import correction_lines
from briefer.render.escape import plain
from briefer.render.html import address
from briefer.render.page import Page, maker
from briefer.render.reading_time import heading_of
from briefer.render.release import release_line
from briefer.render.statuses import OPEN_SIGN, is_open, warning
from briefer.text import spoken_date

_BLOCK = re.compile(r"<!--\s+(/)?wp:([a-z][a-z0-9_/-]*)\s+(?:\{.*?\}\s+)?(/)?-->", re.DOTALL)
_ACTING = {"[": "&#91;", "]": "&#93;", "://": "&#58;//"}
"""What WordPress would make something else of: shortcodes, and addresses alone in a paragraph."""


def brief_anchor(brief: Brief) -> str:
    """Return the anchor of a brief's group: the same for all versions of the brief of a day."""
    return f"briefer-{uuid5(NAMESPACE_URL, f'briefer:brief:{brief.title}|{brief.date}').hex[:16]}"


def brief_blocks(
    brief: Brief, release: Release, *, site: str | None = None, corrected: bool = False
) -> str:
    """Return a brief as one group of blocks.

    Args:
        brief: The brief.
        release: How it goes out.
        site: Where its page is published, ending in a slash.
        corrected: Whether it takes the place of one that was published before.
    """
    inner = "\n\n".join(_blocks(brief, release, site, corrected=corrected))
    anchor = brief_anchor(brief)
    return (
        '<!-- wp:group {"className":"briefer"} -->\n'
        f'<div id="{anchor}" class="wp-block-group briefer">\n{inner}\n</div>\n<!-- /wp:group -->'
    )


def with_blocks(content: str, blocks: str, anchor: str) -> str | None:
    """Return a post's content with its group exchanged for another; None where it has none."""
    opened: list[tuple[str, int, bool]] = []
    for found in _BLOCK.finditer(content):
        closes, name, is_void = found[1], found[2], found[3]
        if not closes:
            if not is_void:
                head = content[found.end() :].lstrip()[:1_000].partition(">")[0]
                is_ours = name == "group" and f'id="{anchor}"' in head
                opened.append((name, found.start(), is_ours))
            continue
        while opened:
            before, start, is_ours = opened.pop()
            if before == name:
                if is_ours:
                    return f"{content[:start]}{blocks}{content[found.end() :]}"
                break
    return None


def _blocks(brief: Brief, release: Release, site: str | None, *, corrected: bool) -> Iterator[str]:
    page = Page.of(brief)
    yield _paragraph(f"<strong>{_text(release_line(brief.provenance, release))}</strong>")
    if corrected or brief.corrections:
        yield _paragraph(f"<strong>{_corrected(brief)}</strong>")
        if brief.corrections:
            yield _list(_text(line) for line in correction_lines(brief.corrections))
    if site:
        version = f".v{brief.version}" if brief.version > 1 else ""
        there = escape(urljoin(site, f"{brief.date}{version}.html"))
        yield _paragraph(f'<a href="{there}">With the sources beside each claim</a>')
    if brief.top_lines:
        yield _heading("Top lines")
        yield _list(_claim(claim, brief) for claim in brief.top_lines)
    for section, stories in page.sections():
        if section:
            yield _heading(section)
        for number, story in stories:
            yield from _story(number, story, brief, 3 if section else 2)
    for name, stories in (("In brief", page.short), ("Still developing", page.developing)):
        heads = [story.headline for _, story in stories if story.headline is not None]
        if heads:
            yield _heading(name)
            yield _list(_claim(claim, brief) for claim in heads)
    yield _heading("Sources")
    yield _list((_source(article) for article in brief.articles), ordered=True)
    yield _paragraph(f"{_text(maker(brief.provenance))} {_text(page.counts.sentence)}.")


def _corrected(brief: Brief) -> str:
    made = max((each.made for each in brief.corrections), default="")
    return f"Corrected on {spoken_date(made[:10])}." if made else "Corrected."


def _story(number: int, story: Story, brief: Brief, level: int) -> Iterator[str]:
    head = story.headline
    title = _text(heading_of(story, brief.articles))
    yield _heading(f"{number}. {title}", escaped=True, level=level)
    names = dict.fromkeys(_link(brief.articles[number - 1]) for number in story.articles)
    yield _paragraph(f"<em>{', '.join(names)}</em>")
    for claim in story.claims:
        if claim.is_flagged or (claim is not head and claim not in story.key_facts):
            yield _paragraph(_claim(claim, brief))
    if not all(claim.is_flagged for claim in story.facts):
        yield _list(_claim(claim, brief) for claim in story.facts if not claim.is_flagged)
    if story.quotations:
        yield _list(
            f"“{_text(each.text)}” ({_text(each.said_by)})" if each.speaker else _text(each.text)
            for each in story.quotations
        )
    for event, fact in story.coming:
        said = _text(event.evidence.text) if fact is None else _claim(fact, brief)
        yield _paragraph(f"{_text(spoken_date(event.date))}: {said}")
    for point in story.differences:
        sides = "; ".join(
            f"“{_text(side.says)}” ({_link(brief.articles[side.articles[0] - 1])})"
            for side in point.sides
        )
        yield _paragraph(f"<strong>Sources differ</strong> ({_text(point.name)}): {sides}")


def _claim(claim: Claim, brief: Brief) -> str:
    text = _text(claim.text)
    if claim.is_flagged:
        text = f"<mark><strong>{_text(warning(claim))}</strong> {text}</mark>"
    elif claim.handling == "quoted":
        text = f"“{text}”"
    named = dict.fromkeys(each.article for each in claim.evidence)
    cited = ", ".join(_linked(brief.articles[number - 1], str(number)) for number in named)
    return " ".join(
        filter(None, [text, OPEN_SIGN if is_open(claim) else "", f"({cited})" if cited else ""])
    )


def _link(article: ArticleRef) -> str:
    return _linked(article, article.outlet or article.title or article.source)


def _source(article: ArticleRef) -> str:
    told = [article.title or article.source, article.outlet]
    return _linked(article, ", ".join(filter(None, told)))


def _linked(article: ArticleRef, name: str) -> str:
    """Return a name that leads to an article, if it has an address."""
    there = address(article.url)
    return f'<a href="{escape(there)}">{_text(name)}</a>' if there else _text(name)


def _heading(text: str, *, escaped: bool = False, level: int = 2) -> str:
    shown = text if escaped else _text(text)
    said = "" if level == 2 else f' {{"level":{level}}}'  # noqa: PLR2004
    tag = f"h{level}"
    head = f'<{tag} class="wp-block-heading">{shown}</{tag}>'
    return f"<!-- wp:heading{said} -->\n{head}\n<!-- /wp:heading -->"


def _paragraph(markup: str) -> str:
    return f"<!-- wp:paragraph -->\n<p>{markup}</p>\n<!-- /wp:paragraph -->"


def _list(items: Iterable[str], *, ordered: bool = False) -> str:
    tag, said = ("ol", ' {"ordered":true}') if ordered else ("ul", "")
    inner = "\n".join(
        f"<!-- wp:list-item -->\n<li>{each}</li>\n<!-- /wp:list-item -->" for each in items
    )
    return (
        f'<!-- wp:list{said} -->\n<{tag} class="wp-block-list">\n{inner}\n</{tag}>\n'
        "<!-- /wp:list -->"
    )


def _text(text: str) -> str:
    shown = escape(plain(text), quote=False)
    for acting, harmless in _ACTING.items():
        shown = shown.replace(acting, harmless)
    return shown
