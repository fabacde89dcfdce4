"""JSON-LD: what a page declares of its article in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefer.ingest.making import letters, one_line, web_address, without_tags

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = Mapping[str, Any]

_ARTICLE_TYPES = re.compile(
    r"(?:[A-Za-z]*NewsArticle|Article|BlogPosting|Report|LiveBlogPosting|TechArticle|SocialMediaPosting"
    r"|ScholarlyArticle)\Z"
)
_LISTING_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage"})
_OTHERS = frozenset(
    "itemListElement relatedLink mentions citation isBasedOn hasPart about review comment"
    " significantLink subjectOf recommendation".split()
)
"""Under these names an article holds others, or a list does."""

_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*+(?:"|\Z))|,(?=\s*+[}\]])', re.DOTALL)
_OPENINGS = ("<!--", "<![CDATA[", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/")
_ENDINGS = (";", "-->", "//]]>", "// ]]>", "]]>", "/*]]>*/")
_MOST_SCRIPTS, _MOST_NODES, _LONGEST_SCRIPT = 40, 4_000, 2_000_000
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class _Placed:
    """An object and whether it stands in a list of others, or in another article."""

    node: Node
    inside: bool


class Declared:
    """The JSON-LD of a page: all its objects, and those that are named by an ``@id``."""

    def __init__(self, tree: HtmlElement) -> None:
        self._placed = list(_objects(tree))
        self._named: dict[str, Node] = {}
        for placed in self._placed:
            name = placed.node.get("@id")
            # A reference is an object with nothing but its name; the fullest one is meant.
            if isinstance(name, str) and len(placed.node) > len(self._named.get(name, ())):
                self._named[name] = placed.node

    @property
    def nodes(self) -> list[Node]:
        """All objects, outer ones first."""
        return [placed.node for placed in self._placed]

    @property
    def is_listing(self) -> bool:
        """Whether the page declares to be a list of others."""
        return any(_types(node) & _LISTING_TYPES for node in self.nodes)

    def resolve(self, value: Any) -> Any:
        """Return what a reference by ``@id`` stands for, or the value itself."""
        if isinstance(value, list):
            return [self.resolve(each) for each in value[:50]]
        if isinstance(value, Mapping) and isinstance(name := value.get("@id"), str):
            named = self._named.get(name)
            return named if named is not None and len(named) > len(value) else value
        return value

    def article(self, titles: list[str | None], addresses: list[str | None]) -> Node | None:
        """Return the page's own article.

        That is the one whose address or headline is the page's; else the first, but none of a list,
        and none inside another article. ``titles`` are what the page is called elsewhere.
        """
        shown = {letters(title) for title in titles if title}
        own = {_bare(address) for address in addresses if address}
        best: tuple[int, Node] | None = None
        for placed in self._placed:
            if not _is_article(placed.node):
                continue
            known = any(_bare(each) in own for each in self._addresses(placed.node))
            headline = letters(
                without_tags(placed.node.get("headline"))
                or without_tags(placed.node.get("name"))
                or ""
            )
            called = bool(headline) and any(_is_called(headline, title) for title in shown)
            if placed.inside and not (known or called):
                continue
            worth = 4 * known + 2 * called + (not placed.inside)
            if best is None or worth > best[0]:
                best = worth, placed.node
        return best[1] if best else None

    def _addresses(self, node: Node) -> Iterator[str]:
        for value in (node.get("mainEntityOfPage"), node.get("url"), node.get("@id")):
            inner = value.get("@id") or value.get("url") if isinstance(value, Mapping) else value
            if address := web_address(inner):
                yield address


def people(value: Any) -> list[str]:
    """Return the names in a string, an object, or a list of those; addresses are none."""
    listed = value if isinstance(value, list) else [value]
    names = [each.get("name") if isinstance(each, Mapping) else each for each in listed[:20]]
    shown = [without_tags(first(name)) for name in names]
    return list(dict.fromkeys(name for name in shown if name))


def first(value: Any) -> Any:
    """Return the first of a list, or what is no list."""
    return value[0] if isinstance(value, list) and value else value


def free(node: Node) -> bool | None:
    """Return what an object says of being free to read."""
    value = node.get("isAccessibleForFree")
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    return None


def _objects(tree: HtmlElement) -> Iterator[_Placed]:
    for number, script in enumerate(tree.iter("script")):
        if number >= _MOST_SCRIPTS:
            return
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        pending: list[tuple[Any, bool]] = [(_parsed(script.text or ""), False)]
        for _ in range(_MOST_NODES):
            if not pending:
                break
            value, inside = pending.pop(0)
            if isinstance(value, list):
                pending[:0] = [(each, inside) for each in value[:200]]
            elif isinstance(value, Mapping):
                yield _Placed(value, inside)
                pending += [
                    (inner, inside or key in _OTHERS)
                    for key, inner in value.items()
                    if isinstance(inner, dict | list) and key != "comment"
                ]


def _parsed(text: str) -> Any:
    """Parse a script as leniently as search engines do: commas too many, comments round it."""
    text = text.strip()
    if len(text) > _LONGEST_SCRIPT:
        return None
    for mark in _OPENINGS:
        text = text.removeprefix(mark).strip()
    for mark in _ENDINGS:
        text = text.removesuffix(mark).strip()
    for attempt in (text, _TOKEN.sub(r"\1", text)):
        try:
            # Line ends inside strings are wrong and common.
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: Node) -> set[str]:
    kind = node.get("@type")
    listed = kind if isinstance(kind, list) else [kind]
    return {each.rpartition("/")[2] for each in listed if isinstance(each, str)}


def _is_article(node: Node) -> bool:
    return any(_ARTICLE_TYPES.match(kind) for kind in _types(node)) and bool(
        node.get("headline") or node.get("articleBody") or node.get("datePublished")
    )


def _is_called(headline: str, title: str) -> bool:
    """Whether a headline is a title, or the title with the outlet's name or less behind it."""
    shorter, longer = sorted((headline, title), key=len)
    return headline == title or (len(shorter) > len(longer) / 2 and longer.startswith(shorter))


def _bare(address: str) -> str:
    """Return an address without scheme, query and closing slash, to compare it by."""
    line = one_line(address) or ""
    return line.partition("://")[2].partition("?")[0].rstrip("/").removeprefix("www.").casefold()
