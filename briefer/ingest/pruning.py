"""What is taken out of a page before its article is looked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefer.ingest.markup import is_hidden

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = (
    "figure figcaption aside nav form button dialog select iframe object embed video audio picture"
    " svg canvas noscript template style footer menu"
).split()
_NAMED = "div section p ul ol span a h2 h3 h4 blockquote article".split()
_CLUTTER = re.compile(
    r"(?:^|[\s_]|(?<!has)(?<!with)(?<!no)-)(?:caption|image-credit|photo-credit|related|recommend(?:ed|ations)?|read-?more"
    r"|(?:also|up|read)-?(?:read|next|also)|share|sharing|social|newsletter|subscribe-box|sign-?up"
    r"|promo|cookie|consent|breadcrumbs?|comments?|advert(?:isement)?|sponsored|taboola|outbrain"
    r"|most-?(?:read|popular)|trending|author-?bio|about-?the-?author|tags?|topics|skip-?link"
    r"|pagination|side-?bar|rail|widget|teasers?|cards?|more-(?:stories|news|from|on|articles)"
    r"|twitter-tweet|instagram-media|tiktok-embed|bluesky-embed|(?:social|mastodon|tweet)-embed)"
    r"(?:$|[\s_-]|__|--)",
    re.IGNORECASE,
)
_KEPT = frozenset("html body main".split())
_ALWAYS = frozenset("style svg noscript template nav iframe blockquote".split())
_MOST_LOST = 0.4
"""Share of the page's text past which a marked part is its article, whatever it is called."""

_HOLDERS = frozenset("div section ul ol table tbody tr td header center".split())
_MANY_LINKS, _LINKED = 6, 0.7
"""Links, and the share of the text that is in them, from which an element is a list of links."""

_TEASER = 800
"""Characters up to which an ``article`` under a linked headline is a teaser of another."""


def prune(tree: HtmlElement) -> HtmlElement:
    """Take out what is no article by its element, by what its makers call it, or by its looks.

    That is captions, menus, forms, what is hidden, share and subscribe boxes, posts of social
    networks, and the teasers of other articles. Changes ``tree`` and returns it.
    """
    total = sum(len(text) for text in tree.itertext())
    for figure in list(tree.iter("figure")):
        if next(figure.iter("table"), None) is not None and figure.getparent() is not None:
            figure.drop_tag()
    for element in list(tree.iter(*_DROPPED)):
        _drop(element, total)
    for element in list(tree.iter(*_NAMED)):
        name = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
        if is_hidden(element) or (name and _CLUTTER.search(name)):
            _drop(element, total)
    teasers = [each for each in tree.iter("article") if _is_teaser(each)]
    if len(teasers) > 1 or next(tree.iter("h1"), None) is not None:
        for element in teasers:
            _drop(element, total)
    for element in _link_farms(tree):
        element.drop_tree()
    return tree


def _link_farms(tree: HtmlElement) -> list[HtmlElement]:
    """Return the largest elements that hold many links and little else.

    Extraction would leave them out too, but only after it has weighed each of their parts in
    several ways: it takes a quarter of the time without them.
    """
    sizes: dict[HtmlElement, tuple[int, int, int]] = {}
    farms: dict[HtmlElement, None] = {}
    for element in reversed(list(tree.iter("*"))):
        text = len((element.text or "").strip())
        linked = links = 0
        for child in element:
            below = sizes.pop(child, (0, 0, 0))
            text += below[0] + len((child.tail or "").strip())
            linked += below[1]
            links += below[2]
        if element.tag == "a" and element.get("href"):
            linked, links = text, 1
        sizes[element] = (text, linked, links)
        if links >= _MANY_LINKS and linked > _LINKED * text and element.tag in _HOLDERS:
            for child in element:
                farms.pop(child, None)
            farms[element] = None
    return [each for each in farms if not any(above in farms for above in each.iterancestors())]


def _drop(element: HtmlElement, total: int) -> None:
    if element.getparent() is None or element.tag in _KEPT:
        return
    if element.tag in _ALWAYS or is_hidden(element) or not _holds_article(element, total):
        element.drop_tree()


def _holds_article(element: HtmlElement, total: int) -> bool:
    if _size(element) > _MOST_LOST * total or next(element.iter("h1", "main"), None) is not None:
        return True
    return any(each.get("itemprop") == "articleBody" for each in element.iter("div", "section"))


def _size(element: HtmlElement) -> int:
    return sum(len(text) for text in element.itertext())


def _is_teaser(article: HtmlElement) -> bool:
    """Whether an ``article`` is short and its headline is a link."""
    if next(article.iter("h1"), None) is not None or _size(article) > _TEASER:
        return False
    headings = list(article.iter("h2", "h3", "h4", "h5"))
    return any(next(each.iter("a"), None) is not None for each in headings) or any(
        next(link.iter("h2", "h3", "h4", "h5"), None) is not None for link in article.iter("a")
    )
