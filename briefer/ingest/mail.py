"""Mails: a story sent by mail, a newsletter, one that was forwarded.

The parser's policy is the older `compat32`, for it gives fields as they stand: `policy.default`
parses them itself, and takes 0.8 s over 20 KB of parameters, falls over 3,000 brackets in a
sender, and puts quotation marks round a name without an address.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from itertools import pairwise

from briefer import lang
from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest.boilerplate import without_boilerplate
from briefer.ingest.charsets import markup_text
from briefer.ingest.dates import iso_date
from briefer.ingest.making import Facts, count_words, language_tag, make_article, one_line
from briefer.ingest.markup import Block, html_blocks, text_blocks
from briefer.ingest.reading import article_from_text
from briefer.model import Article

_SUBJECT_MARKS = re.compile(
    r"(?:\s*(?:re|fwd?|aw|wg|tr|rv|vs|sv)\s*:|\s*\[[^\]]{1,40}\])+\s*", re.IGNORECASE
)
_PAGES = lang.page_phrases()
_FORWARDED = re.compile(
    rf"(?:[-_ ]{{3,}}[^\n]{{0,60}}(?:{'|'.join(_PAGES.forwarding)})"
    r"[^\n]{0,40}[-_ ]{3,}|begin forwarded message:)[ \t]*\Z",
    re.IGNORECASE,
)
_LONGEST_MARK = 160
_FORWARDED_HEADER = re.compile(
    rf"\*?(?P<name>{'|'.join(sorted(_PAGES.mail_fields))})\s*:\*?\s*(?P<value>.*)", re.IGNORECASE
)
_FIELD_START = re.compile(
    rf"(?<!\S)(?:{'|'.join(sorted(_PAGES.mail_fields))})\s?:\s", re.IGNORECASE
)
_FIELDS_IN_LINE = 3
_FIELDS = {name: tells for name, tells in _PAGES.mail_fields.items() if tells != "other"}
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_LONG_FIELD = re.compile(
    rb"^(content-[a-z-]{1,40}:[^\n]{2000})[^\n]+"
    rb"|^(content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*){50})"
    rb"(?:\n[ \t][^\n]*)+",
    re.IGNORECASE | re.MULTILINE,
)
"""A field whose parameters the parser would take quadratic time over."""

_OUTLOOK_ADDRESS = re.compile(r"\[(?:mailto:)?([^\s\[\]]+@[^\s\[\]]+)\]", re.IGNORECASE)
_LONGEST_ADDRESS = 300
_SENDER = re.compile(r"([^<>]*)<([^<>]*)>([^<>,;]*)")
_COMMENTED = re.compile(r"\s*(?P<address>[^\s()]+@[^\s()]+)\s+\((?P<name>[^()]*)\)")
"""How a sender stands before, behind or beside an address. `email.utils.parseaddr` reads the first
two differently from one release of Python to the next."""
_BLOCK, _FEW_BEFORE = 8, 60
"""Lines that the header of a mail inside another has, and words of a note above it."""

_STUB = 0.5
"""Share of the HTML's words below which the plain text beside it is not the mail."""

_MOST_PARTS = 200
_MOST_FORWARDS = 10
_LONGEST_HEADER = 4_000
_CUT, _LITTLE_AROUND = 0.5, 0.8
_FEW_WORDS = 20


def read_mail(data: bytes, *, source: str) -> Article:
    """Make an article of a mail: its plain text, or its HTML where that says far more.

    Subject, date and sender become title, date and author, those of the mail inside when it was
    forwarded. A list's name (``List-Id``) is the outlet. The signature is left out; attachments
    are, with a note.

    Raises:
        NoArticleError: it has no text.
        SourceUnreadableError: it is no mail that can be read.
    """
    data = data.removeprefix(BOM_UTF8)
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    data = _LONG_FIELD.sub(rb"\1\2", data)
    try:
        message = message_from_bytes(data)
    except (MessageError, RecursionError) as error:
        raise SourceUnreadableError(f"{source} is a mail that cannot be read") from error
    return _read(message, source, _MOST_FORWARDS)


def _read(message: Message, source: str, forwards: int) -> Article:
    plain, page, inner, attached = _parts(message)
    facts = _facts(message)
    notes = [f"{attached} attachment{'s' if attached > 1 else ''} left out"] if attached else []
    facts.notes = notes
    text = _text(plain, source)
    words = count_words(text_blocks(text))
    is_stub = words < _FEW_WORDS or (page and words < _STUB * _words_of_page(page, source))
    if page is not None and is_stub and (article := _from_page(page, facts, source)):
        return article
    if words < _FEW_WORDS and inner is not None and forwards:
        article = _read(inner, source, forwards - 1)
        return replace(article, notes=(*notes, *article.notes))
    if not any(char.isalnum() for char in text):
        raise NoArticleError(f"{source} is a mail without text", hint="name the attachment itself")
    return _from_text(text, facts, source)


def _parts(
    message: Message,
) -> tuple[Message | None, Message | None, Message | None, int]:
    """Return the first plain and HTML parts, the first mail inside, and how much is attached."""
    plain = page = inner = None
    attached = 0
    pending = [message]
    for _ in range(_MOST_PARTS):
        if not pending:
            break
        part = pending.pop(0)
        kind = part.get_content_type()
        payload = part.get_payload() if part.is_multipart() else None
        if kind == "message/rfc822" and part is not message:
            first = payload[0] if isinstance(payload, list) and payload else None
            inner = inner or (first if isinstance(first, Message) else None)
        elif isinstance(payload, list):
            pending[:0] = [each for each in payload if isinstance(each, Message)]
        elif part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            attached += part is not message
        elif kind == "text/plain":
            plain = plain or part
        elif kind == "text/html":
            page = page or part
    return plain, page, inner, attached


def _facts(message: Message) -> Facts:
    listed = _header(message, "List-Id")
    return Facts(
        title=_subject(_header(message, "Subject")),
        date=_header(message, "Date"),
        author=_sender(_header(message, "From")),
        outlet=one_line(re.sub(r"<[^>]*>", "", listed).strip('" ')) if listed else None,
        language=language_tag(_header(message, "Content-Language")),
        guid=_header(message, "Message-ID"),
    )


def _sender(value: str | None) -> str | None:
    """Return the name in a sender, or else the address."""
    line = _OUTLOOK_ADDRESS.sub(r"<\1>", (one_line(value) or "")[:_LONGEST_ADDRESS])
    if sender := _SENDER.match(line):
        before, address, behind = map(str.strip, sender.groups())
        line = before or behind or address
    elif sender := _COMMENTED.match(line):
        line = sender["name"].strip() or sender["address"]
    line = line.strip(' "')
    return line if any(map(str.isalpha, line)) else None


def _header(message: Message, name: str) -> str | None:
    """Return a header's text; words in encodings that nobody knows are kept as they are.

    Bytes past ASCII are none of a header's, but common: they are read as UTF-8 or else cp1252.
    """
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return None
    line = str(raw)[:_LONGEST_HEADER]
    if not line.isascii():
        data = line.encode("utf-8", "surrogateescape")
        line = markup_text(data, source="header", charset="cp1252").text
    try:
        pieces = decode_header(line)
    except (HeaderParseError, ValueError):
        return one_line(line)
    text = ""
    for piece, charset in pieces:
        if isinstance(piece, str):
            text += piece
        elif charset is None:
            text += piece.decode("raw_unicode_escape", "replace")
        else:
            text += markup_text(piece, source="header", charset=charset).text
    return one_line(text)


def _subject(subject: str | None) -> str | None:
    return (_SUBJECT_MARKS.sub("", subject, count=1) or subject) if subject else None


def _content(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except ValueError:  # a charset that no codec can have
        return b""
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except ValueError:
        return None


def _text(part: Message | None, source: str) -> str:
    if part is None:
        return ""
    data = _content(part)
    charset = _charset(part)
    # As browsers read it: UTF-8 that says so or not, and cp1252 that is called iso-8859-1.
    text = markup_text(data, source=source, charset=charset).text
    signature = _SIGNATURE.search(text)
    if signature and signature.start():
        text = text[: signature.start()]
    if "format=flowed" in str(part.get("Content-Type", "")).lower().replace('"', ""):
        text = re.sub(r"(?<=\S) \r?\n(?=\S)", " ", text)
    return text


def _from_text(text: str, facts: Facts, source: str) -> Article:
    text, facts = _forwarded(text, facts)
    article = article_from_text(text, source=source, notes=tuple(facts.notes))
    return replace(
        article,
        title=article.title or facts.title,
        date=article.date or iso_date(facts.date),
        author=article.author or facts.author,
        outlet=article.outlet or facts.outlet,
        language=article.language or facts.language,
        guid=facts.guid,
    )


def _forwarded(text: str, facts: Facts) -> tuple[str, Facts]:
    """Return what was forwarded and what its own header lines say, if a mail was."""
    lines = text.splitlines(keepends=True)
    start, inner = _inner_header(lines, facts)
    body = "".join(lines[start:])
    return (body, inner) if any(char.isalnum() for char in body) else (text, facts)


def _forwarded_blocks(blocks: list[Block], facts: Facts) -> tuple[list[Block], Facts]:
    """As `_forwarded`, of HTML, whose line breaks within a paragraph are spaces by now."""
    lines: list[str] = []
    owners: list[int] = []
    for number, block in enumerate(blocks):
        starts = [match.start() for match in _FIELD_START.finditer(block.text)]
        pieces = [block.text[a:b] for a, b in pairwise((0, *starts, None)) if block.text[a:b]]
        if len(starts) < _FIELDS_IN_LINE:
            pieces = [block.text]
        lines += pieces
        owners += [number] * len(pieces)
    start, inner = _inner_header(lines, facts)
    body = blocks[owners[start] :] if start < len(lines) else []
    return (body, inner) if body else (blocks, facts)


def _inner_header(lines: list[str], facts: Facts) -> tuple[int, Facts]:
    """Return the line below the header of a mail that was passed on, and what that header says.

    That is 0 and the facts as they were when none was.
    """
    start = _inner_start(lines)
    if start is None:
        return 0, facts
    found: dict[str, str] = {}
    end = start
    for line in lines[start:]:
        header = _FORWARDED_HEADER.match(line.strip())
        if header is None and line.strip():
            break
        end += 1
        if header is None:
            if found:
                break
            continue
        name = _FIELDS.get(header["name"].lower())
        if name and header["value"].strip():
            found.setdefault(name, header["value"].strip())
    if not found:
        return 0, facts
    return end, Facts(
        title=_subject(one_line(found.get("title"))) or facts.title,
        date=found.get("date") if iso_date(found.get("date")) else facts.date,
        author=_sender(found.get("author")) or facts.author,
        outlet=facts.outlet,
        language=facts.language,
        guid=facts.guid,
        notes=facts.notes,
    )


def _inner_start(lines: list[str]) -> int | None:
    """Return the line at which the header of a mail that was passed on begins.

    That is below a line that says so, or where, under a few words or none, lines name sender,
    date and subject one below the other, as Outlook puts them.
    """
    for number, line in enumerate(lines):
        if len(line) <= _LONGEST_MARK and _FORWARDED.match(line.strip()):
            start = number + 1
            while start < len(lines) and not lines[start].strip():
                start += 1
            return start
    words = 0
    for number, line in enumerate(lines):
        if words > _FEW_BEFORE:
            return None
        fields = set[str]()
        for below in lines[number : number + _BLOCK]:
            field = _FORWARDED_HEADER.match(below.strip()[:_LONGEST_MARK])
            if field is None:
                break
            fields.add(_FIELDS.get(field["name"].lower(), ""))
        if {"author", "date", "title"} <= fields:
            return number
        words += len(line.split())
    return None


def _words_of_page(part: Message, source: str) -> int:
    text = markup_text(_content(part), source=source, charset=_charset(part)).text
    return count_words(html_blocks(text, source=source))


def _from_page(part: Message, facts: Facts, source: str) -> Article | None:
    """Make an article of a mail's HTML: as of a page, or all of it when that finds too little."""
    from briefer.ingest.pages import read_page

    data = _content(part)
    charset = _charset(part)
    whole = html_blocks(markup_text(data, source=source, charset=charset).text, source=source)
    whole, facts = _forwarded_blocks(without_boilerplate(whole, title=facts.title), facts)
    if not whole:
        return None
    found = make_article(whole, facts, source=source)
    try:
        page = read_page(data, source=source, charset=charset)
    except NoArticleError:
        return found
    # A letter has little around it; extraction pays where it has much, and not where it cuts.
    if not _CUT < len(page.text) / len(found.text) < _LITTLE_AROUND:
        return found
    return replace(
        page,
        title=found.title or page.title,
        date=found.date,
        author=page.author or found.author,
        outlet=page.outlet or found.outlet,
        guid=found.guid,
        language=page.language or found.language,
        notes=(*facts.notes, *page.notes),
    )
