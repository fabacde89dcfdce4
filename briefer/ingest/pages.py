"""Web pages: the article in them, without what stands around it."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING

from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest.boilerplate import without_boilerplate
from briefer.ingest.charsets import markup_text
from briefer.ingest.making import count_words, make_article, one_line, same_words
from briefer.ingest.markup import Block, blocks_of, html_blocks, parse_fragment, text_blocks
from briefer.ingest.metadata import PageFacts, read_metadata
from briefer.ingest.refusals import looks_walled, refusal
from briefer.model import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_PAGE_BYTES = 10 * 1024 * 1024
"""Larger pages are no articles; the libraries below take quadratic time on some of them."""

_MUCH_MORE, _AS_MUCH = 2, 0.9
_FEWEST_WORDS, _PLENTY = 20, 200
_FEWEST_WALLED = 150
"""Words below which a page that says it has a wall shows only the teaser before it."""

_DROPPED = (
    "figure figcaption aside nav form button dialog select iframe object embed video audio picture"
    " svg canvas noscript template style footer menu"
).split()
_CAPTIONS = re.compile(
    r"(?:^|[\s_-])(?:caption|image-credit|photo-credit|related|recommend(?:ed|ations)?|read-?more"
    r"|also-?read|share|sharing|social|newsletter|subscribe-box|sign-?up|promo|cookie|consent"
    r"|breadcrumbs?|comments?|advert(?:isement)?|sponsored|taboola|outbrain|most-?(?:read|popular)"
    r"|trending|author-?bio|about-?the-?author|tags?|topics|skip-?link|pagination)(?:$|[\s_-]|__|--)",
    re.IGNORECASE,
)
_STRUCTURE = frozenset("html body main article".split())
_MOST_LOST = 0.4
"""Share of the page's words past which a marked part is its article, whatever it is called."""


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
        SourceUnreadableError: it is larger than 10 MB, or has too many tags.
    """
    if len(data) > MAX_PAGE_BYTES:
        raise SourceUnreadableError(f"{source} is a web page larger than {MAX_PAGE_BYTES >> 20} MB")
    decoded = markup_text(data, source=source, charset=charset)
    tree = parse_fragment(decoded.text, source=source)
    if tree is None:
        raise NoArticleError(f"{source} is an empty web page")
    page = read_metadata(tree, url=url)
    blocks = _article_blocks(tree, page, source)
    words = count_words(blocks)
    walled = words < _FEWEST_WALLED and looks_walled(tree, page, _between(tree))
    sure = words < _FEWEST_WORDS or walled or _is_list(tree, page, blocks)
    if error := refusal(tree, page, blocks, source=source, sure=sure):
        raise error
    page.facts.notes += decoded.notes
    if page.free is False:
        page.facts.notes.append("the page says that not all of it is free to read")
    return make_article(blocks, page.facts, source=source)


def _between(tree: HtmlElement) -> str:
    """Return what a page shows between its head and foot, where every site offers subscriptions."""
    frame = {block.text for each in tree.iter("header", "footer") for block in blocks_of(each)}
    return " . ".join(block.text for block in blocks_of(tree) if block.text not in frame)


def _article_blocks(tree: HtmlElement, page: PageFacts, source: str) -> list[Block]:
    """Return the article's paragraphs: extracted, or those that JSON-LD holds if they are more."""
    pruned = _pruned(deepcopy(tree))
    # The second way compares with other extractors, which pays where the first finds little.
    blocks = _extracted(pruned, page, fast=True)
    if count_words(blocks) < _PLENTY:
        blocks = max(blocks, _extracted(pruned, page, fast=False), key=count_words)
    if page.body and len(page.body) < MAX_PAGE_BYTES:
        is_html = re.search(r"</?(?:p|br)\b", page.body, re.IGNORECASE)
        told = html_blocks(page.body, source=source) if is_html else text_blocks(page.body)
        told = without_boilerplate(told, title=page.facts.title)
        more = count_words(told) / max(1, count_words(blocks))
        # The page may hold the same text without its paragraphs, from the same place.
        if more > _MUCH_MORE or (more > _AS_MUCH and len(told) > 2 * len(blocks)):
            return told
    return blocks


def _extracted(tree: HtmlElement, page: PageFacts, *, fast: bool) -> list[Block]:
    """Return the paragraphs of what trafilatura takes for a page's article."""
    import trafilatura

    # It logs as errors what is only a page without an article.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(
        tree, include_comments=False, with_metadata=False, fast=fast
    )
    if document is None or isinstance(document, dict):
        return []
    blocks = without_boilerplate(blocks_of(document.body), title=page.facts.title)
    return _without_head_lines(blocks, page)


def _pruned(tree: HtmlElement) -> HtmlElement:
    """Take out of a page what is no article by its element, or by what its makers call it."""
    total = sum(len(text) for text in tree.itertext())
    for element in list(tree.iter(*_DROPPED)):
        if element.getparent() is not None and not _is_too_much(element, total):
            element.drop_tree()
    for element in list(
        tree.iter("div", "section", "p", "ul", "ol", "span", "a", "h2", "h3", "h4")
    ):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        hides = element.get("aria-hidden") == "true" or "hidden" in element.attrib
        if not (hides or (name.strip() and _CAPTIONS.search(name))):
            continue
        if element.getparent() is not None and not _is_too_much(element, total):
            element.drop_tree()
    return tree


def _is_too_much(element: HtmlElement, total: int) -> bool:
    return element.tag in _STRUCTURE or (
        element.tag not in ("style", "svg", "noscript", "template", "nav", "iframe")
        and sum(len(text) for text in element.itertext()) > _MOST_LOST * total
    )


def _without_head_lines(blocks: list[Block], page: PageFacts) -> list[Block]:
    """Leave out the byline and the date that stand before the first paragraph."""
    author = one_line(page.facts.author)
    kept = list(blocks)
    while len(kept) > 1 and len(kept[0].text) < 100:  # noqa: PLR2004 (a line, no paragraph)
        line = kept[0].text
        named = author and same_words(
            re.sub(r"\A(?:by|von|par|por|di)\s", "", line, flags=re.IGNORECASE), author
        )
        if not (
            named or re.match(r"(?:by|von|par|por) [^\W\d_][^.!?]{2,80}\Z", line, re.IGNORECASE)
        ):
            break
        kept.pop(0)
    return kept


def _is_list(tree: HtmlElement, page: PageFacts, blocks: list[Block]) -> bool:
    """Whether what was found is headlines of other articles."""
    if page.is_article:
        return False
    prose = [block for block in blocks if block.kind == "prose"]
    if page.is_listing and count_words(prose) < _FEWEST_WALLED:
        return True
    text = "\n".join(block.text for block in blocks)
    lines = (one_line("".join(each.itertext())) for each in tree.iter("a") if each.get("href"))
    titles = [line for line in lines if line and len(line.split()) > 2 and line in text]  # noqa: PLR2004
    return len(titles) > 3 and sum(map(len, titles)) > len(text) / 2  # noqa: PLR2004
