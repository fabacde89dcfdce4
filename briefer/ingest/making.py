"""Articles from blocks of text and what a source says of them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from briefer.errors import NoArticleError
from briefer.ingest.datelines import read_dateline
from briefer.ingest.dates import iso_date
from briefer.ingest.markup import Block, join
from briefer.model import Article
from briefer.text import base_language

_WORD = re.compile(r"\w+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_BROKEN = re.compile(r" *[\t\r\n\f\v]+ *")
_SCHEME = re.compile(r"https?:", re.IGNORECASE)
_LONGEST_LINE = 500

FEWEST_WORDS = 20
"""Of an article on the web; less is what a site says of itself."""


@dataclass(slots=True)
class Facts:
    """What a source says of an article; everything as it stands there, cleaned on the way out."""

    title: str | None = None
    url: str | None = None
    date: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    guid: str | None = None
    dateline: str | None = None
    notes: list[str] = field(default_factory=list)


def make_article(blocks: list[Block], facts: Facts, *, source: str) -> Article:
    """Make an article of its blocks.

    A first block that only repeats the title is left out; a dateline is read from the first
    paragraph, or else taken from ``facts``.

    Raises:
        NoArticleError: there are no words in it.
    """
    title = one_line(facts.title)
    if len(blocks) > 1 and title and same_words(blocks[0].text, title):
        blocks = blocks[1:]
    if not blocks:
        held = "a title and no text" if title else "no text"
        raise NoArticleError(f"{source} holds {held}", hint="there is nothing to summarize in it")
    text = join(blocks)
    dateline = read_dateline(text, 0)
    return Article(
        text=text,
        title=title,
        url=web_address(facts.url),
        date=iso_date(facts.date),
        author=one_line(facts.author),
        outlet=one_line(facts.outlet),
        language=language_tag(facts.language),
        dateline=dateline.place if dateline else one_line(facts.dateline),
        body_start=dateline.end if dateline else 0,
        source=source,
        notes=tuple(facts.notes),
        guid=one_line(facts.guid),
    )


def one_line(value: object) -> str | None:
    """Return text on one line, without control characters and HTML entities, or None."""
    if not isinstance(value, str):
        return None
    line = " ".join(html.unescape(value[: 4 * _LONGEST_LINE]).split())
    line = "".join(char for char in line if char.isprintable())
    return line[:_LONGEST_LINE].strip() or None


def without_tags(value: object) -> str | None:
    """Return a title or name that may hold HTML as plain text on one line, or None."""
    if not isinstance(value, str):
        return None
    return one_line(re.sub(r"</?[A-Za-z][^<>]{0,300}>", "", value[: 4 * _LONGEST_LINE]))


def web_address(value: object, base: str | None = None) -> str | None:
    """Return an http or https address, made absolute by ``base``, without its fragment; or None.

    Spaces inside it are kept as ``%20``, line ends are not; ``feed:`` stands for http.
    """
    if not isinstance(value, str):
        return None
    text = _BROKEN.sub("", value[:4_000].strip()).replace(" ", "%20").replace("&amp;", "&")
    if text[:5].lower() == "feed:":
        rest = text[5:].removeprefix("//")
        text = rest if _SCHEME.match(rest) else f"http://{rest}"
    try:
        whole = urljoin(base, text) if base else text
        parts = urlsplit(whole)
        port_is_number = parts.port is None or parts.port >= 0
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or not port_is_number:
        return None
    if not whole.isprintable():
        return None
    return whole.split("#", 1)[0]


def language_tag(value: object) -> str | None:
    """Return a language tag (``en-GB``), or None when it is none."""
    if not isinstance(value, str):
        return None
    tag = value.strip().split(",")[0].strip().replace("_", "-").split(".")[0]
    return tag if base_language(tag) and tag.lower() not in ("und", "mul", "zxx") else None


def same_words(one: str, other: str) -> bool:
    """Whether two lines have the same letters and digits."""
    return letters(one) == letters(other)


def letters(line: str) -> str:
    """Return the letters and digits of a line, case-folded, to compare it by."""
    return "".join(char for char in line.casefold() if char.isalnum())


def few_words(number: int) -> str:
    """Return what is said of a page that holds so few words."""
    return f"holds only {number} word{'s' if number != 1 else ''} of text, too few for an article"


def count_words(blocks: list[Block]) -> int:
    """Return how many words blocks have; scripts without spaces count two characters a word."""
    text = "\n".join(block.text for block in blocks)
    wide = len(_WIDE.findall(text))
    return len(_WORD.findall(_WIDE.sub(" ", text))) + wide // 2
