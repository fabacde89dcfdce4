"""Entries of feeds: those that hold their whole text are articles, the others lead to one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefer import lang
from briefer.ingest.boilerplate import without_boilerplate
from briefer.ingest.dates import iso_date
from briefer.ingest.making import (
    Facts,
    count_words,
    language_tag,
    make_article,
    one_line,
    web_address,
    without_tags,
)
from briefer.ingest.markup import Block, blocks_of, parse_fragment, text_blocks
from briefer.ingest.pruning import prune
from briefer.ingest.results import Link
from briefer.model import Article

_FULL_CONTENT = 80
"""Words from which an entry's content is its article; teasers have about 20 to 60."""

_FULL_SUMMARY = 150
"""The same for a description, which by rights is a teaser."""

_MORE_THAN_SUMMARY = 1.5
_FEW, _ALL_THERE_IS = 30, 40
_CUT_OFF = re.compile(
    r"(?:\[\s*(?:…|\.{3}|&hellip;)\s*\]|…|\.{3}|"
    rf"{'|'.join(lang.page_phrases().cut_offs)})[\s.!»>→]*\Z",
    re.IGNORECASE,
)
_APPEARED = re.compile(r"\bappeared first on\b", re.IGNORECASE)
_MEDIA = re.compile(r"\.(?:mp3|mp4|m4a|m4v|ogg|wav|mov|webm|jpe?g|png|gif|webp)\Z", re.IGNORECASE)
_TAGGED = re.compile(r"<(?:/?[A-Za-z][^<>]*>|!--)|&(?:#\d+|[a-z]+);")
_END = 500


@dataclass(frozen=True, slots=True)
class Body:
    """Some text of an entry. ``full``: it stands where the whole article belongs."""

    text: str
    is_html: bool
    full: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as its feed puts it."""

    title: str | None
    url: str | None
    date: str | None
    author: str | None
    outlet: str | None
    language: str | None
    guid: str | None
    bodies: tuple[Body, ...]


def read_entry(entry: Entry, *, source: str, base: str | None) -> Article | Link | None:
    """Return an entry's article, the link to it, or None when there is neither.

    Its text is an article when it is clearly more than a teaser: long, or much longer than the
    summary beside it, and not cut off at its end; or when no link leads to more.

    Raises:
        SourceUnreadableError: its HTML has too many tags.
    """
    url = web_address(entry.url, base)
    if url and _MEDIA.search(urlsplit(url).path):
        url = None
    blocks = _whole_text(entry, source, has_link=url is not None)
    title = without_tags(entry.title)
    if blocks:
        facts = Facts(
            title=title,
            url=url,
            date=entry.date,
            author=without_tags(entry.author),
            outlet=without_tags(entry.outlet),
            language=entry.language,
            guid=entry.guid,
        )
        return make_article(blocks, facts, source=source)
    if url is None:
        return None
    return Link(
        url=url,
        title=title,
        date=iso_date(entry.date),
        outlet=without_tags(entry.outlet),
        guid=one_line(entry.guid),
        language=language_tag(entry.language),
    )


def _whole_text(entry: Entry, source: str, *, has_link: bool) -> list[Block]:
    """Return the entry's article, or nothing when it has but a teaser."""
    full = _longest(entry, source, full=True)
    short = _longest(entry, source, full=False)
    for blocks, enough in ((full, _FULL_CONTENT), (short, _FULL_SUMMARY)):
        kept = without_boilerplate(blocks, title=entry.title)
        if not kept:
            continue
        words = count_words(kept)
        if not has_link and words >= _ALL_THERE_IS:
            return kept
        if _is_cut_off(blocks):
            continue
        beyond = blocks is full and bool(short) and words > _MORE_THAN_SUMMARY * count_words(short)
        if words >= enough or (beyond and words >= _FEW):
            return kept
    return []


def _longest(entry: Entry, source: str, *, full: bool) -> list[Block]:
    found: list[Block] = []
    for body in entry.bodies:
        if body.full is full and body.text:
            is_html = body.is_html and bool(_TAGGED.search(body.text))
            blocks = _html(body.text, source) if is_html else text_blocks(body.text)
            if count_words(blocks) > count_words(found):
                found = blocks
    return found


def _html(text: str, source: str) -> list[Block]:
    tree = parse_fragment(text, source=source)
    return [] if tree is None else blocks_of(prune(tree))


def _is_cut_off(blocks: list[Block]) -> bool:
    """Whether the text ends as a teaser does; a blog engine's signature alone says nothing."""
    last = [block.text for block in blocks if not _APPEARED.search(block.text)]
    return not last or bool(_CUT_OFF.search(last[-1][-_END:]))
