"""Text out of the bytes of a page, feed or JSON document, which may name their own encoding."""

from __future__ import annotations

import codecs
import re

from briefer.errors import SourceUnreadableError
from briefer.ingest.decoding import MARKS, Decoded, decode_unknown

_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*(?P<xml>[\w.:-]+)"""
    rb"""|<meta[^>]{0,300}?charset\s*=\s*["']?\s*(?P<meta>[\w.:-]+)""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4_096
_REMOVED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
          "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-9": "cp1254", "tis-620": "cp874",
          "iso8859-11": "cp874", "big5": "big5hkscs"}  # fmt: skip
"""Encodings that are declared, and the larger ones that are meant (as browsers read them)."""

_NAMES = {"x-gbk": "gb18030", "windows-31j": "cp932", "x-sjis": "cp932", "windows-874": "cp874",
          "x-mac-roman": "mac-roman", "x-euc-jp": "euc_jp"}  # fmt: skip
"""What Python does not know them by."""

_SHIFTED = frozenset({"iso2022_jp", "hz"})
_WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})
_KNOWN = re.compile(
    r"(?:cp|iso8859|koi8|utf-|mac|euc|gb|big5|shift_jis|iso2022_jp|hz|johab|tis|ascii|ptcp)"
)
"""Python has text codecs that no document is written in, some of them slow (punycode)."""


def markup_text(data: bytes, *, source: str, charset: str | None = None) -> Decoded:
    """Decode a document that may declare its encoding, without characters that XML forbids.

    A byte order mark decides; then UTF-8, if the bytes are that and not only ASCII, because no
    other encoding passes for it; then ``charset`` (from HTTP), an XML declaration, an HTML
    ``meta``, and last a guess with a note.

    Raises:
        SourceUnreadableError: the bytes are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            decoded = Decoded(data[len(mark) :].decode(encoding, "replace"))
            break
    else:
        decoded = _without_mark(data, source, charset)
    return Decoded(_REMOVED.sub("", decoded.text), decoded.notes)


def _without_mark(data: bytes, source: str, charset: str | None) -> Decoded:
    named = [name for label in (charset, _declared(data)) if (name := _codec(label))]
    if b"\x00" not in data:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            if not named or not text.isascii() or named[0] not in _SHIFTED:
                return Decoded(text)
    for name in named:
        if (name in _WIDE) is (b"\x00" in data):
            text = data.decode(name, "replace")
            faults = text.count("\ufffd")
            if not faults:
                return Decoded(text)
            if name == named[-1] and faults < max(2, len(text) / 100):
                return Decoded(text, (f"{faults} damaged characters replaced by \ufffd",))
    return _guessed(data, source)


def _guessed(data: bytes, source: str) -> Decoded:
    try:
        return decode_unknown(data, source=source)
    except SourceUnreadableError:
        if b"\x00" in data[:64]:
            raise
        # A page with rubbish in it is still a page.
        return Decoded(data.decode("utf-8", "replace"), ("damaged characters replaced by \ufffd",))


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (match["xml"] or match["meta"]).decode("ascii") if match else None


def _codec(label: str | None) -> str | None:
    """Return the name of the codec that a declared label means, or None."""
    if not label or not label.isascii():
        return None
    label = label.strip("\"' ").lower()
    try:
        name = codecs.lookup(_NAMES.get(label, label)).name
    except (LookupError, ValueError):
        return None
    return _MEANT.get(name, name) if _KNOWN.match(name) and name != "utf-7" else None
