"""Mails: a story sent by mail, a newsletter, one that was forwarded."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from briefer import lang
from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest.boilerplate import without_boilerplate
from briefer.ingest.charsets import markup_text
from briefer.ingest.dates import iso_date
from briefer.ingest.decoding import decode_unknown
from briefer.ingest.making import Facts, language_tag, make_article, one_line
from briefer.ingest.markup import html_blocks
from briefer.ingest.reading import article_from_text
from briefer.model import Article

_SUBJECT_MARKS = re.compile(
    r"(?:\s*(?:re|fwd?|aw|wg|tr|rv|vs|sv)\s*:|\s*\[[^\]]{1,40}\])+\s*", re.IGNORECASE
)
_PAGES = lang.page_phrases()
_FORWARDED = re.compile(
    rf"^(?:[-_ ]{{3,}}[^\n]{{0,60}}(?:{'|'.join(_PAGES.forwarding)})"
    r"[^\n]{0,40}[-_ ]{3,}|begin forwarded message:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARDED_HEADER = re.compile(
    rf"\*?(?P<name>{'|'.join(sorted(_PAGES.mail_fields))})\s*:\*?\s*(?P<value>.*)", re.IGNORECASE
)
_FIELDS = {name: tells for name, tells in _PAGES.mail_fields.items() if tells != "other"}
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_MOST_PARTS = 200
_MOST_FORWARDS = 10
_CUT, _LITTLE_AROUND = 0.5, 0.8
_FEW_WORDS = 20


def read_mail(data: bytes, *, source: str) -> Article:
    """Make an article of a mail: its plain text, or else its HTML.

    Subject, date and sender become title, date and author, those of the mail inside when it was
    forwarded. A list's name (``List-Id``) is the outlet. The signature is left out; attachments
    are, with a note.

    Raises:
        NoArticleError: it has no text.
        SourceUnreadableError: it is no mail that can be read.
    """
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
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
    if len(re.findall(r"\w+", text)) < _FEW_WORDS:
        if page is not None and (article := _from_page(page, facts, source)):
            return article
        if inner is not None and forwards:
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
    name, address = parseaddr(_header(message, "From") or "")
    listed = _header(message, "List-Id")
    return Facts(
        title=_subject(_header(message, "Subject")),
        date=_header(message, "Date"),
        author=one_line(name) or one_line(address),
        outlet=one_line(re.sub(r"<[^>]*>", "", listed).strip('" ')) if listed else None,
        language=language_tag(_header(message, "Content-Language")),
        guid=_header(message, "Message-ID"),
    )


def _header(message: Message, name: str) -> str | None:
    """Return a header's text; words in encodings that nobody knows are kept as they are."""
    raw = message.get(name)
    if raw is None:
        return None
    try:
        pieces = decode_header(str(raw))
    except (HeaderParseError, ValueError):
        return one_line(str(raw))
    text = ""
    for piece, charset in pieces:
        if isinstance(piece, str):
            text += piece
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
    try:
        text = data.decode(charset or "utf-8")
    except (LookupError, ValueError):
        text = decode_unknown(data, source=source).text
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
    mark = _FORWARDED.search(text)
    if mark is None:
        return text, facts
    lines = text[mark.end() :].lstrip("\r\n").splitlines(keepends=True)
    found: dict[str, str] = {}
    used = 0
    for line in lines:
        header = _FORWARDED_HEADER.match(line.strip())
        if header is None and line.strip():
            break
        used += 1
        if header is None:
            if found:
                break
            continue
        name = _FIELDS.get(header["name"].lower())
        if name and header["value"].strip():
            found.setdefault(name, header["value"].strip())
    body = "".join(lines[used:])
    if not found or not any(char.isalnum() for char in body):
        return text, facts
    author = parseaddr(found.get("author", ""))
    inner = Facts(
        title=_subject(one_line(found.get("title"))) or facts.title,
        date=found.get("date") if iso_date(found.get("date")) else facts.date,
        author=one_line(author[0]) or one_line(author[1]) or one_line(found.get("author")),
        outlet=facts.outlet,
        language=facts.language,
        guid=facts.guid,
        notes=facts.notes,
    )
    return body, inner


def _from_page(part: Message, facts: Facts, source: str) -> Article | None:
    """Make an article of a mail's HTML: as of a page, or all of it when that finds too little."""
    from briefer.ingest.pages import read_page

    data = _content(part)
    charset = _charset(part)
    whole = html_blocks(markup_text(data, source=source, charset=charset).text, source=source)
    whole = without_boilerplate(whole, title=facts.title)
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
