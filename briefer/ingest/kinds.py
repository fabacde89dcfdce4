"""What bytes are, by what is in them; names and content types only where that leaves a choice."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

from briefer.ingest.decoding import MARKS
from briefer.ingest.references import read_prolog
from briefer.ingest.results import Kind
from briefer.ingest.xmltree import notice_end

_HEAD = 8_192
GZIP = b"\x1f\x8b"
_TAG = re.compile(r"<(?:[\w.-]+:)?(?P<name>[A-Za-z][\w.-]*)(?=[\s/>])")
_ROOTS: dict[str, Kind] = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "channel": "feed",
    "opml": "opml",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "nitf": "nitf",
    "newsml": "newsml",
    "newsmessage": "newsml",
    "newsitem": "newsml",
    "html": "html",
}
_LISTED = frozenset({"feed", "opml", "sitemap"})
_PAGE_STARTS = frozenset("head body title meta link base script style".split())
_BLOCKS = frozenset(
    "address article aside blockquote center div dl figure font footer form h1 h2 h3 h4 h5 h6"
    " header hr main nav ol p section table ul span b i em strong a img br".split()
)
_CLOSED = re.compile(r"</(?:p|div|body|html|article|section|h[1-6]|ul|ol|table)\s*>", re.IGNORECASE)
_HALF_PAIR = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
"""Half of what JSON writes a character past the first 65,536 with: it means none by itself."""

_MARKDOWN_NAMES = (".md", ".markdown")
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml")

_MARKDOWN = re.compile(r"^(?:#{1,6} |[-*] |> |```)|\]\(\S+\)", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)
_HEADER = re.compile(r"(?P<name>[!-9;-~]+):(?:[ \t]|\r?\n|$)")
_MAIL_SIGNS = frozenset(
    "message-id mime-version received return-path delivered-to dkim-signature x-mailer".split()
)
_JSON_FEED = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")

_NINJS_KEYS = frozenset(
    "versioncreated versionCreated contentcreated contentCreated firstcreated firstCreated"
    " body_html body_xhtml body_text headlines bodies slugline pubstatus pubStatus"
    " representationtype representationType".split()
)


def recognise(  # noqa: PLR0911 (one return a kind)
    data: bytes, name: str | None = None, content_type: str | None = None
) -> Kind:
    """Say what bytes are.

    Signatures and structure decide: a feed called ``.txt`` or sent as ``text/html`` is a feed.
    ``name`` (a path or address) and ``content_type`` (as HTTP says it) count only for what could
    be plain text as well, such as a page that begins with a paragraph. Gzip is looked into.
    """
    if data.startswith(GZIP):
        data = gunzipped_head(data)
        if not data or data.startswith(GZIP):
            return "other"
    head = _head(data)
    start = head.lstrip(" \t\r\n\f\v\ufeff\x00")
    declared = (content_type or "").split(";", 1)[0].strip().lower()
    path = re.split(r"[?#]", name or "", maxsplit=1)[0].lower()
    if start.startswith("%PDF-") or ("%PDF-" in head[:1_024] and _says_pdf(path, declared)):
        return "pdf"
    if (end := notice_end(start)) and (listed := _markup(start[end:], path, declared)) in _LISTED:
        return listed
    if start.startswith("<"):
        return _markup(head, path, declared)
    if start[:1] in ("{", "[") and (kind := _json(data, path, declared)):
        return kind
    if start.startswith("http") and _is_addresses(start):
        return "sitemap"
    if _is_mail(start, path, declared):
        return "email"
    says_page = declared in ("text/html", "application/xhtml+xml") or path.endswith(_PAGE_NAMES)
    if says_page and _CLOSED.search(head):
        return "html"
    return "text"


def may_hold_many(head: bytes) -> bool:
    """Say whether a file that begins so can be anything but one article of plain text.

    ``head`` is at least the first 64 bytes. A quick look, for files that are nearly all text.
    """
    start = head.lstrip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe")
    return start.startswith((b"<", b"{", b"[", b"http", b"h\x00t\x00", b"\x1f\x8b"))


def parse_json(text: str) -> Any:
    """Parse a JSON document, or one JSON value a line, which comes as a list.

    Raises:
        ValueError: it is no JSON, or nested too deep.
    """
    text = _HALF_PAIR.sub(r"\\ufffd", text)
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):  # noqa: PLR2004 (one line was tried)
            raise
    try:
        return [json.loads(line) for line in lines]
    except RecursionError:
        raise ValueError("nested too deep") from None


def json_kind(value: Any) -> Kind:
    """Say what a JSON document is: ``feed``, ``ninjs`` or ``json``."""
    if isinstance(value, Mapping):
        version = value.get("version")
        if isinstance(version, str) and _JSON_FEED.match(version):
            return "feed"
        listed = value.get("items")
        if isinstance(listed, list) and any(key in value for key in ("home_page_url", "feed_url")):
            return "feed"
        if _is_ninjs(value) or _is_ninjs(_first(value.get("_items"))):
            return "ninjs"
        return "ninjs" if _is_ninjs(_first(listed)) else "json"
    return "ninjs" if _is_ninjs(_first(value)) else "json"


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else None


def _is_ninjs(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and len(_NINJS_KEYS & set(value)) > 0
        and ("uri" in value or "guid" in value or len(_NINJS_KEYS & set(value)) > 1)
    )


def _head(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) : _HEAD].decode(encoding, "replace")
    # Markup is ASCII in every other encoding; zero bytes go because of UTF-16 without a mark.
    return data[:_HEAD].replace(b"\x00", b"").decode("latin-1")


def gunzipped_head(data: bytes, most: int = 64 * 1024) -> bytes:
    """Return the first bytes that gzip unpacks to, none if it is damaged."""
    try:
        return zlib.decompressobj(31).decompress(data, most)
    except zlib.error:
        return b""


def _says_pdf(path: str, declared: str) -> bool:
    return path.endswith(".pdf") or declared == "application/pdf"


def _markup(  # noqa: PLR0911 (one return a kind)
    head: str, path: str, declared: str
) -> Kind:
    prolog = read_prolog(head)
    doctype = prolog.doctype
    tag = _TAG.match(head, prolog.end)
    name = tag["name"].lower() if tag else ""
    if name in _ROOTS:
        return _ROOTS[name]
    if doctype in _ROOTS:
        return _ROOTS[doctype]
    if name in _PAGE_STARTS:
        return "html"
    is_xml = head.lstrip(" \t\r\n\ufeff").startswith("<?xml")
    if name in _BLOCKS and not is_xml:
        is_markdown = path.endswith(_MARKDOWN_NAMES) or _MARKDOWN.search(head)
        if is_markdown and "html" not in declared and not path.endswith(_PAGE_NAMES):
            return "text"
        if _CLOSED.search(head):
            return "html"
    if "html" in declared or path.endswith(_PAGE_NAMES):
        return "html"
    if is_xml or (name and (path.endswith(".xml") or declared.endswith("xml"))):
        return "xml"
    return "text"


def _json(data: bytes, path: str, declared: str) -> Kind | None:
    says_json = path.endswith((".json", ".jsonl")) or "json" in declared
    try:
        value = parse_json(data.decode(json.detect_encoding(data), "replace").lstrip("\ufeff\x00"))
    except ValueError:
        return "json" if says_json else None
    if isinstance(value, list) and not says_json and not isinstance(_first(value), Mapping):
        return None
    return json_kind(value)


def _is_addresses(start: str) -> bool:
    """Whether every line is a web address; of a long text the last one may be cut off."""
    lines = [line.strip() for line in start.splitlines()]
    if len(start) > _HEAD / 2:
        lines = lines[:-1] or lines
    return all(_ADDRESS.match(line) for line in lines if line)


def _is_mail(start: str, path: str, declared: str) -> bool:
    if start.startswith("From "):
        start = start.partition("\n")[2]
    if _HEADER.match(start) is None:
        return False
    names: set[str] = set()
    for line in start.splitlines():
        if not line.strip():
            break
        if line[0] in " \t" and names:
            continue
        header = _HEADER.match(line)
        if header is None:
            return False
        names.add(header["name"].lower())
    else:
        if len(start) < _HEAD // 2:
            return False
    if path.endswith(".eml") or declared == "message/rfc822":
        return bool(names & (_MAIL_SIGNS | {"from", "subject", "date", "to"}))
    return bool(names & _MAIL_SIGNS) or {"from", "subject"} < names & {
        "from", "subject", "to", "date", "content-type"
    }  # fmt: skip
