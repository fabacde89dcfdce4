"""Why a page that was fetched holds no article."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from briefer import lang
from briefer.errors import NoArticleError
from briefer.ingest.making import count_words, few_words
from briefer.ingest.markup import Block, blocks_of
from briefer.ingest.nesting import outermost

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from briefer.ingest.metadata import PageFacts

_PAGES = lang.page_phrases()
_WALL = re.compile(
    # What a wall says begins its line; a sentence that tells of a subscription has a subject.
    rf"(?:\A|[.!?:|–—]\s+)\W*(?P<before>(?:[\w'’]+\W+){{0,3}}?)(?:{'|'.join(_PAGES.paywalls)})",
    re.IGNORECASE,
)
_WALL_CLASS = re.compile(
    r"(?:^|[\s_-])(?:paywall|pay-wall|subscriber-only|subscribers-only|metered|piano-offer|tp-modal"
    r"|premium-(?:content|wall)|meteredContent|regwall)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WALL_WORDS = 10
_WALL_SIZE = 100
"""Characters that a part of a paywall shows when it is up; a paywall itself may show fewer."""

_WALL_ELEMENTS = 300
"""Elements from which what shows so few characters is no wall."""

_FRAME, _BOXES = frozenset(("header", "footer")), frozenset(("div", "section", "aside"))

_CONSENT = re.compile("|".join(_PAGES.consents), re.IGNORECASE)
_SCRIPT = re.compile(
    rf"(?:{'|'.join(_PAGES.script_requests)}) (?:your )?java\s?script"
    rf"|java\s?script (?:is |to be )?(?:{'|'.join(_PAGES.script_states)})",
    re.IGNORECASE,
)
_ROBOT = re.compile("|".join(_PAGES.robot_checks), re.IGNORECASE)
_LOGIN = re.compile("|".join(_PAGES.log_ins), re.IGNORECASE)
_GONE = re.compile(
    rf"(?:{'|'.join(_PAGES.missing_nouns)})[^.]{{0,60}}(?:{'|'.join(_PAGES.missing_verbs)})"
    rf"|\b404\b|\b410\b|{'|'.join(_PAGES.missing_lines)}",
    re.IGNORECASE,
)
_GONE_TITLE = re.compile(
    rf"\A\W*(?:{'|'.join(_PAGES.error_words)})?\W*4(?:04|10)\b|{'|'.join(_PAGES.missing_titles)}",
    re.IGNORECASE,
)
_BROKEN = re.compile(rf"\b50[0234]\b|{'|'.join(_PAGES.failures)}", re.IGNORECASE)
_CONSENT_CLASS = re.compile(r"consent|cookie-?wall|cmp-|gdpr|privacy-?wall", re.IGNORECASE)
_ABOUT_ITSELF = 120
"""Words up to which what a page says is about itself: consent, an error, a log-in."""

_NEXT_TO_NOTHING = 30
_MANY_LINKS, _LINKED_SHARE = 8, 0.5
_LITTLE, _LONG, _SENTENCE = 50, 300, 15
"""Words below which a text is what is left of a page that shows so many, in lines of so many."""

_SCRIPTED = 2_000
"""Characters of script in a page that shows nothing, past which a script was to show it."""

_BROWSER = "open it in a browser and save the article as a file"
_ONE_ARTICLE = "name the address of one article"


Doubt = Literal["few", "walled", "list", "remnant"]
"""Why a text is no article: too few words, the rest behind a paywall, headlines of others, or a
little of a page that shows much."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """What of a page is looked at for a reason: all it shows, or only what looks like an article.

    ``strict``: it could be an article, so that a reason must be certain.
    """

    tree: HtmlElement
    page: PageFacts
    text: str
    title: str
    words: int
    strict: bool
    walled: bool

    @property
    def short(self) -> bool:
        return self.words <= _ABOUT_ITSELF and not (self.strict and self.page.is_article)


def refusal(
    tree: HtmlElement,
    page: PageFacts,
    found: list[Block],
    *,
    source: str,
    doubt: Doubt | None,
) -> NoArticleError | None:
    """Return the error that says why there is no article in a page.

    ``found`` is what text there was. With a ``doubt`` it is known that this is no article, and
    there is always a reason; without, None when nothing speaks against it.
    """
    blocks = blocks_of(tree) if doubt else found
    signs = _Signs(
        tree,
        page,
        " . ".join(block.text for block in blocks),
        " ".join(" ".join(each.itertext()) for each in tree.iter("title")),
        count_words(blocks),
        strict=doubt is None,
        walled=doubt == "walled",
    )
    for holds, what, hint in _REASONS:
        if holds(signs):
            return _error(source, what, hint)
    if doubt is None:
        return None
    hint = f"its feed is {page.feed}" if page.feed and not page.is_article else _ONE_ARTICLE
    if doubt == "list" or _is_index(signs):
        return _error(source, "is an index page: it lists articles and is none", hint)
    words = count_words(found)
    if doubt == "remnant":
        what = (
            f"shows far more text than the {words} words that could be told from its surroundings"
        )
        return _error(source, what, "save its text as a .txt file")
    if words:
        return _error(source, few_words(words), hint)
    return _error(source, "holds no article", hint)


def looks_walled(tree: HtmlElement, page: PageFacts, found: list[Block]) -> bool:
    """Whether a page says that it does not show all of its article to everybody.

    That is what it declares, or a line that says so: behind the beginning of the article, outside
    head and foot, where every site offers subscriptions, and not in one of its sentences; or an
    element that is called a paywall and holds more than a button.
    """
    if page.free is False:
        return True
    text = "\n".join(block.text for block in found)
    frames = outermost(tree, lambda each: each.tag in _FRAME)
    frame = {block.text for each in frames for block in blocks_of(each)}
    begun = not found
    for block in blocks_of(tree):
        inside = block.text in text
        begun = begun or inside
        if not begun or block.text in frame or not (wall := _WALL.search(block.text)):
            continue
        if not inside:
            return True
        said_to_readers = len(wall["before"].split()) <= 1 or count_words([block]) <= _WALL_WORDS
        if said_to_readers and text.endswith(block.text):
            return True
    for each in outermost(tree, lambda each: bool(_WALL_CLASS.search(_names(each)))):
        # What is called so can also be the whole article that it stands before.
        lines = (block.text for block in blocks_of(each))
        if sum(len(line) for line in lines if line not in text) >= _WALL_SIZE:
            return True
    return any(map(_is_wall, tree.iter(*_BOXES)))


def _names(element: HtmlElement) -> str:
    """Return what a box is called by its page, in one line."""
    if element.tag not in _BOXES:
        return ""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_wall(box: HtmlElement) -> bool:
    """Whether a box is called a wall, and holds a few words and no article."""
    if not any(map(_WALL_CLASS.fullmatch, _names(box).split())):
        return False
    if next(islice(box.iter(), _WALL_ELEMENTS, None), None) is not None:
        return False
    return 0 < sum(len(block.text) for block in blocks_of(box)) < _WALL_SIZE


def is_remnant(tree: HtmlElement, found: list[Block]) -> bool:
    """Whether what was found is a few words of a page that shows many."""
    if count_words(found) >= _LITTLE:
        return False
    lines = dict.fromkeys(block.text for block in blocks_of(tree) if block.kind == "prose")
    sizes = (count_words([Block(line)]) for line in lines)
    return sum(size for size in sizes if size >= _SENTENCE) >= _LONG


def _error(source: str, what: str, hint: str) -> NoArticleError:
    return NoArticleError(f"{source} {what}", hint=hint)


def _is_gone(signs: _Signs) -> bool:
    if not signs.short:
        return False
    return bool(_GONE_TITLE.search(signs.title)) or (
        not signs.strict and bool(_GONE.search(signs.text))
    )


def _is_broken(signs: _Signs) -> bool:
    if signs.strict or signs.page.is_article or not signs.short:
        return False
    return bool(_BROKEN.search(f"{signs.title} . {signs.text}"))


def _asks_for_a_person(signs: _Signs) -> bool:
    return signs.short and bool(_ROBOT.search(f"{signs.title} . {signs.text}"))


def _is_walled(signs: _Signs) -> bool:
    return not signs.strict and signs.walled


def _asks_for_consent(signs: _Signs) -> bool:
    if not signs.short or signs.page.is_article:
        return False
    # What is on the buttons is not among the blocks.
    pressed = " . ".join(" ".join(each.itertext()) for each in signs.tree.iter("button"))
    said = len(set(_CONSENT.findall(f"{signs.title} . {signs.text} . {pressed}")))
    marks = (
        f"{each.get('class') or ''} {each.get('id') or ''}"
        for each in signs.tree.iter("body", "main", "dialog", "form", "div")
    )
    marked = any(_CONSENT_CLASS.search(mark) for mark in marks)
    if signs.strict:
        return bool(_CONSENT.search(signs.text)) and said + marked > 1
    return said > 0


def _needs_script(signs: _Signs) -> bool:
    if signs.strict:
        return signs.short and bool(_SCRIPT.search(signs.text))
    silent = " ".join(" ".join(each.itertext()) for each in signs.tree.iter("noscript"))
    if signs.short and _SCRIPT.search(f"{signs.text} {silent}"):
        return True
    scripts = list(signs.tree.iter("script"))
    size = sum(len(each.text or "") + 300 * bool(each.get("src")) for each in scripts)
    return signs.words < _NEXT_TO_NOTHING and size > _SCRIPTED


def _is_log_in(signs: _Signs) -> bool:
    fields = signs.tree.iter("input")
    password = any((each.get("type") or "").lower() == "password" for each in fields)
    if signs.strict:
        return password and signs.short and bool(_LOGIN.search(f"{signs.title} . {signs.text}"))
    return password or (signs.short and bool(_LOGIN.search(signs.title)))


def _is_index(signs: _Signs) -> bool:
    """Whether most of what a page shows is links that are long enough for headlines."""
    lines = (
        " ".join("".join(each.itertext()).split())
        for each in signs.tree.iter("a")
        if each.get("href")
    )
    titles = [line for line in lines if len(line.split()) > 2]  # noqa: PLR2004 (no menus)
    share = sum(map(len, titles)) / max(1, len(signs.text))
    return signs.page.is_listing or (len(titles) >= _MANY_LINKS and share > _LINKED_SHARE)


_REASONS: tuple[tuple[Callable[[_Signs], bool], str, str], ...] = (
    (_is_gone, "is a page that says the article was not found", "check the address"),
    (_is_broken, "is an error page of the site", "try again later"),
    (_asks_for_a_person, "is a page that asks whether a person is reading", _BROWSER),
    (
        _is_walled,
        "is behind a paywall: only a teaser is shown",
        "save the article as a file from a browser that is logged in",
    ),
    (
        _asks_for_consent,
        "is a consent page: the site shows the article only after its cookies are accepted",
        _BROWSER,
    ),
    (
        _needs_script,
        "is a script-only page: its text appears only in a browser that runs JavaScript",
        _BROWSER,
    ),
    (_is_log_in, "is a log-in page", "save the article as a file from a browser"),
)
"""The first that holds is the reason."""
