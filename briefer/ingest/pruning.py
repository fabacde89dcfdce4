"""What is changed in a page before its article is looked for."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from briefer.ingest.markup import blocks_of, is_hidden, show
from briefer.ingest.nesting import shown_sizes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_EMBED = re.compile(
    r"(?:^|\s)(?:instagram-media|tiktok-embed|bluesky-embed"
    r"|(?:social|mastodon|tweet)-embed)(?:$|\s)",
    re.IGNORECASE,
)
_CLUTTER = re.compile(
    r"(?:^|[\s_]|(?<!has)(?<!with)(?<!no)-)(?:caption|image-credit|photo-credit|related"
    r"|read-?more|share|sharing|social|newsletter|subscribe-box|sign-?up|promo|cookie|consent"
    r"|advert(?:isement)?|sponsored|taboola|outbrain|author-?bio|about-?the-?author)"
    r"(?:$|[\s_-]|__|--)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"(?:^|\s)comments?(?:-(?:area|list|section))?(?:$|\s)", re.IGNORECASE)
"""What readers' comments stand in; extraction knows them by these names, but not in sections."""

_BOX = 200
"""Characters up to which an element that is called clutter is that."""

_HEADLINES = frozenset("h1 h2 h3 h4 h5 h6".split())
_MOST_LOST = 0.4
"""Share of a page's text past which what looks like teasers or posts is its article."""

_TEASER = 800
"""Characters up to which an ``article`` under a linked headline is a teaser of another."""

_FRAMES = frozenset("article main".split())
_HOLDERS = frozenset("body div section td center".split())
_BETWEEN = frozenset("ul ol dl blockquote h2 h3 h4 h5 h6".split())
_FRAMED = 0.6
"""Share of the paragraphs' text from which the element that they stand in is the article."""


def prune(tree: HtmlElement) -> HtmlElement:
    """Take out posts of social networks, small boxes of clutter, and teasers of other articles.

    All else is left to the extraction. What would be much of the page together stays. Changes
    ``tree`` and returns it.
    """
    sizes = shown_sizes(tree)
    taken = [
        each
        for each in tree.iter("blockquote", "div", "p", "section", "ul", "span")
        if (name := each.get("class"))
        and (_EMBED.search(name) or (_CLUTTER.search(name) and sizes[each] <= _BOX))
    ]
    taken += [
        each
        for each in tree.iter("section")
        if _COMMENTS.search(each.get("id") or each.get("class") or "")
    ]
    teasers = [each for each in tree.iter("article") if _is_teaser(each, sizes[each])]
    if len(teasers) > 1 or next(tree.iter("h1"), None) is not None:
        taken += teasers
    if sum(sizes[each] for each in taken) <= _MOST_LOST * sizes[tree]:
        for each in taken:
            if each.getparent() is not None:
                each.drop_tree()
    return tree


def opened(tree: HtmlElement) -> HtmlElement | None:
    """Return a copy where all that is hidden or set aside is shown; None if nothing is.

    Pages that are streamed hold their text in hidden elements until a script moves it.
    """
    closed = [each for each in tree.iter("*") if each.tag == "aside" or is_hidden(each)]
    if not any(next(each.iter("p"), None) is not None for each in closed):
        return None
    copy = deepcopy(tree)
    for element in copy.iter("*"):
        if element.tag == "aside":
            element.tag = "div"
        show(element)
    return copy


def framed(tree: HtmlElement) -> HtmlElement | None:
    """Return a copy where what holds most paragraphs is a ``main``; None where something is.

    Without such a frame, extraction takes single paragraphs and leaves out what is between them.
    """
    if any(True for _ in tree.iter(*_FRAMES)):
        return None
    shown = shown_sizes(tree)
    sizes: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None and parent.tag in _HOLDERS:
            sizes[parent] = sizes.get(parent, 0) + shown[paragraph]
    holder = max(sizes, key=lambda each: sizes[each], default=None)
    if holder is None or sizes[holder] < _FRAMED * sum(sizes.values()):
        return None
    if not any(child.tag in _BETWEEN for child in holder):
        return None
    path = tree.getroottree().getpath(holder)
    copy = deepcopy(tree)
    (twin,) = copy.getroottree().xpath(path)
    frame = twin.makeelement("main")
    frame.text, twin.text = twin.text, None
    frame.extend(list(twin))
    twin.append(frame)
    return copy


def teasers(tree: HtmlElement) -> tuple[int, frozenset[str]]:
    """Return how many linked headlines have a box of their own, and the lines in those boxes."""
    headlines = [
        each
        for each in tree.iter(*_HEADLINES)
        if next(each.iter("a"), None) is not None or next(each.iterancestors("a"), None) is not None
    ]
    if not headlines:
        return 0, frozenset()
    linked = set(headlines)
    counts: dict[HtmlElement, int] = {}
    for each in reversed(list(tree.iter("*"))):  # what stands in an element comes before it
        if (above := each.getparent()) is not None:
            within = counts.get(each, 0) + (each in linked)
            counts[above] = counts.get(above, 0) + within
    sizes = shown_sizes(tree)
    lines: set[str] = set()
    boxes = 0
    for headline in headlines:
        box = headline
        while (above := box.getparent()) is not None and counts.get(above) == 1:
            box = above
        if 0 < sizes[box] <= _TEASER:
            boxes += 1
            lines.update(block.text for block in blocks_of(box))
    return boxes, frozenset(lines)


def _is_teaser(article: HtmlElement, size: int) -> bool:
    """Whether an ``article`` is short and its headline is a link."""
    if size > _TEASER or next(article.iter("h1"), None) is not None:
        return False
    headings = list(article.iter("h2", "h3", "h4", "h5"))
    return any(next(each.iter("a"), None) is not None for each in headings) or any(
        next(link.iter("h2", "h3", "h4", "h5"), None) is not None for link in article.iter("a")
    )
