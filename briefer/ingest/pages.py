"""Web pages: the article in them, without what stands around it."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING

from briefer import lang
from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest.boilerplate import without_boilerplate
from briefer.ingest.charsets import markup_text
from briefer.ingest.dates import iso_date
from briefer.ingest.making import (
    FEWEST_WORDS,
    count_words,
    letters,
    make_article,
    one_line,
    same_words,
)
from briefer.ingest.markup import Block, blocks_of, html_blocks, parse_fragment, text_blocks
from briefer.ingest.metadata import PageFacts, read_metadata
from briefer.ingest.nesting import check_nesting
from briefer.ingest.pruning import framed, opened, prune, teasers
from briefer.ingest.refusals import Doubt, is_remnant, looks_walled, refusal
from briefer.model import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_PAGE_BYTES = 10 * 1024 * 1024
"""Larger pages are no articles; the libraries below take quadratic time on some of them."""

_MUCH_MORE, _CLEARLY_MORE, _AS_MUCH = 2, 1.5, 0.9
_CLUMPS, _CLUMPED = 2, 80
_FEW = 100
"""Words of an article below which it is looked for in what the page hides as well."""

_FEWEST_WALLED = 150
"""Words below which a page that says it has a wall shows only the teaser before it."""

_PARTS, _MOST_COMPARED = frozenset("p div li td h2 h3 section blockquote".split()), 4_000
_MANY_TEASERS = 4
_TOLD_BY = 20_000
"""Characters that tell whether a page is headlines: each of its links is looked for in them."""

_HEAD_LINES, _HEAD_LINE = 8, 100
"""How many lines, how long, may stand before the title that an extraction took along."""

_BY = re.compile(rf"\A(?:{'|'.join(sorted(lang.page_phrases().byline_words))})\s+", re.IGNORECASE)


def read_page(
    data: bytes, *, source: str, url: str | None = None, charset: str | None = None
) -> Article:
    """Make an article of a web page.

    The text is what `trafilatura` finds, less captions, prompts and links to other stories: a
    paragraph a line, blank lines between, headings as ``## ...``, list items as ``- ...``. Title,
    author, date (ISO, with its time where the page says it), outlet, canonical address and
    language are those that the page declares. Nothing is fetched.

    Raises:
        NoArticleError: there is no article in it; the message says why.
        SourceUnreadableError: it is larger than 10 MB, or has too many tags, or too many in each
            other.
    """
    if len(data) > MAX_PAGE_BYTES:
        raise SourceUnreadableError(f"{source} is a web page larger than {MAX_PAGE_BYTES >> 20} MB")
    decoded = markup_text(data, source=source, charset=charset)
    tree = parse_fragment(decoded.text, source=source)
    if tree is None:
        raise NoArticleError(f"{source} is an empty web page")
    check_nesting(tree, source)
    page = read_metadata(tree, url=url)
    blocks = _article_blocks(tree, page, source)
    words = count_words(blocks)
    doubt: Doubt | None = None
    if words < _FEWEST_WALLED and looks_walled(tree, page, blocks):
        doubt = "walled"
    elif words < FEWEST_WORDS and not (url is None and _is_note(tree, blocks)):
        doubt = "few"
    elif _is_list(tree, page, blocks):
        doubt = "list"
    elif is_remnant(tree, blocks):
        doubt = "remnant"
    if error := refusal(tree, page, blocks, source=source, doubt=doubt):
        raise error
    page.facts.notes += decoded.notes
    if page.free is False:
        page.facts.notes.append("the page says that not all of it is free to read")
    return make_article(blocks, page.facts, source=source)


def _article_blocks(tree: HtmlElement, page: PageFacts, source: str) -> list[Block]:
    """Return the article's paragraphs: extracted, or those that JSON-LD holds if they are more."""
    pruned = prune(deepcopy(tree))
    blocks = _extracted(pruned, page)
    if count_words(blocks) < _FEW and (shown := opened(pruned)) is not None:
        found = _extracted(shown, page)
        if count_words(found) > _CLEARLY_MORE * count_words(blocks):
            blocks = found
    if not _is_huge(pruned) and (frame := framed(pruned)) is not None:
        found = _extracted(frame, page)
        if _hold(found, blocks) and count_words(found) < _CLEARLY_MORE * count_words(blocks):
            blocks = found
    if len(blocks) <= _CLUMPS and count_words(blocks) > _CLUMPED:
        # Its last resort is all text in one piece.
        whole = _without_head_lines(without_boilerplate(blocks_of(pruned)), page)
        if (
            len(whole) > _CLUMPS
            and _AS_MUCH < count_words(whole) / count_words(blocks) < 1 / _AS_MUCH
        ):
            blocks = whole
    if page.body and len(page.body) < MAX_PAGE_BYTES:
        is_html = re.search(r"</?(?:p|br)\b", page.body, re.IGNORECASE)
        told = html_blocks(page.body, source=source) if is_html else text_blocks(page.body)
        told = without_boilerplate(told, title=page.facts.title)
        more = count_words(told) / max(1, count_words(blocks))
        # The page may hold the same text without its paragraphs, from the same place.
        if more > _MUCH_MORE or (more > _AS_MUCH and len(told) > 2 * len(blocks)):
            return told
    return blocks


def _hold(blocks: list[Block], others: list[Block]) -> bool:
    """Whether blocks hold all the text of others."""
    text = " ".join(block.text for block in blocks)
    return all(block.text in text for block in others)


def _extracted(tree: HtmlElement, page: PageFacts) -> list[Block]:
    """Return the paragraphs of what trafilatura takes for a page's article."""
    import trafilatura

    # It logs as errors what is only a page without an article.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        with_metadata=False,
        # The extractors that it compares with take quadratic time on many paragraphs.
        fast=_is_huge(tree),
    )
    if document is None or isinstance(document, dict):
        return []
    blocks = without_boilerplate(blocks_of(document.body), title=page.facts.title)
    return _without_head_lines(blocks, page)


def _is_huge(tree: HtmlElement) -> bool:
    return sum(1 for _ in tree.iter(*_PARTS)) > _MOST_COMPARED


def _without_head_lines(blocks: list[Block], page: PageFacts) -> list[Block]:
    """Leave out the title with what stands above it, and the byline and date below it."""
    kept = list(blocks)
    title = one_line(page.facts.title)
    for index, block in enumerate(kept[:_HEAD_LINES]):
        if title and same_words(block.text, title):
            kept = kept[index + 1 :]
            break
        if len(block.text) > _HEAD_LINE:
            break
    author = one_line(page.facts.author)
    while len(kept) > 1 and len(kept[0].text) < _HEAD_LINE:
        line = _BY.sub("", kept[0].text)
        is_sentence = re.search(r"[.!?]\Z", line) is not None
        named = author is not None and not is_sentence and letters(line).startswith(letters(author))
        signed = line != kept[0].text and line[:1].isupper() and not is_sentence
        if not named and not signed and iso_date(line) is None:
            break
        kept.pop(0)
    return kept or blocks


def _is_note(tree: HtmlElement, blocks: list[Block]) -> bool:
    """Whether a file is a few words and nothing else: no menus, forms or scripts."""
    if not blocks or next(tree.iter("script", "form", "nav"), None) is not None:
        return False
    return count_words(blocks) >= _AS_MUCH * count_words(blocks_of(tree))


def _is_list(tree: HtmlElement, page: PageFacts, blocks: list[Block]) -> bool:
    """Whether what was found is headlines of other articles, or their teasers."""
    if page.is_article:
        return False
    prose = [block for block in blocks if block.kind == "prose"]
    text = "\n".join(block.text for block in blocks)[:_TOLD_BY]
    lines = (one_line("".join(each.itertext())) for each in tree.iter("a") if each.get("href"))
    listed = [line for line in lines if line and len(line.split()) > 2]  # noqa: PLR2004
    if page.is_listing and len(listed) >= _MANY_TEASERS and count_words(prose) < _FEWEST_WALLED:
        return True
    titles = [line for line in listed if line in text]
    if len(titles) > 3 and sum(map(len, titles)) > len(text) / 2:  # noqa: PLR2004
        return True
    number, lines_of = teasers(tree)
    told = [block for block in blocks if block.text in lines_of]
    return number >= _MANY_TEASERS and count_words(told) > count_words(blocks) / 2
