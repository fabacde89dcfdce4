"""How elements of a document stand in each other, told in one walk however deep they are nested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.errors import SourceUnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree
    from lxml.html import HtmlElement

_UNREAD = frozenset("script style noscript template".split())
_MOST_ABOVE = 1_000_000
"""Elements above each element, in all: a page of 10,000 has about 150,000. What looks at all that
stands in each element, as the extraction does, takes so many steps."""

_ORDINARY = 24
"""Elements above one, on the average, that many elements may have: feeds of thousands of entries
have eight."""

_DEEPEST = 256
"""Elements in each other, which libxml2 allows."""


def check_nesting(tree: etree._Element, source: str) -> None:
    """Refuse a document whose elements are nested so deeply that looking into each takes too long.

    Raises:
        SourceUnreadableError: they are.
    """
    elements = list(tree.iter("*"))
    if len(elements) * _DEEPEST <= _MOST_ABOVE:
        return
    depths: dict[etree._Element | None, int] = {None: -1, tree.getparent(): -1}
    above = 0
    for each in elements:
        depths[each] = depths[each.getparent()] + 1
        above += depths[each]
    if above > max(_MOST_ABOVE, _ORDINARY * len(elements)):
        raise SourceUnreadableError(
            f"{source} has too many elements in each other", hint="save its text as a .txt file"
        )


def shown_sizes(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Return how many characters each element shows, without scripts, styles and outer spaces."""
    sizes: dict[HtmlElement, int] = {}
    for each in reversed(list(tree.iter())):  # what stands in an element comes before it
        size = sizes.get(each, 0)
        if isinstance(each.tag, str) and each.tag not in _UNREAD:
            size += len((each.text or "").strip())
        sizes[each] = size
        above = each.getparent()
        if above is not None and each is not tree:
            sizes[above] = sizes.get(above, 0) + size + len((each.tail or "").strip())
    return sizes


def outermost(tree: HtmlElement, holds: Callable[[HtmlElement], bool]) -> Iterator[HtmlElement]:
    """Yield the elements for which something holds and that stand in no other such one."""
    inside: set[HtmlElement] = set()
    for each in tree.iter("*"):
        if each.getparent() in inside:
            inside.add(each)
        elif holds(each):
            inside.add(each)
            yield each
