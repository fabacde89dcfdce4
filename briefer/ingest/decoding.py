"""Bytes to text: UTF-8 first, then what a byte order mark or the bytes themselves say."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from briefer.errors import SourceUnreadableError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16: the mark of the one begins like that of the other."""

_SIGNATURES = (
    (rb"\x89PNG\r\n\x1a\n", "a PNG image"),
    (rb"\xff\xd8\xff", "a JPEG image"),
    (rb"GIF8[79]a", "a GIF image"),
    (rb"RIFF....WEBP", "a WebP image"),
    (rb"RIFF", "a RIFF sound or video file"),
    (rb"%PDF-", "a PDF document"),
    (rb"PK\x03\x04|PK\x05\x06", "a ZIP archive or an office document"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (rb"\{\\rtf", "an RTF document"),
    (rb"\x1f\x8b", "a gzip archive"),
    (rb"BZh[1-9]1AY", "a bzip2 archive"),
    (rb"\xfd7zXZ\x00", "an xz archive"),
    (rb"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (rb"SQLite format 3\x00", "a SQLite database"),
    (rb"\x7fELF", "a program"),
    (rb"[\s\x00]*\x16{1,4}\x01", "a story off the wire in ANPA 1312"),
    (rb"[\s\x00]*\x01[A-Za-z]{1,20}\d{1,8}\s", "a story off the wire in IPTC 7901"),
    (
        rb"(?i:(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!--.{0,400}?-->\s*)?(?:<!doctype html|<html[\s>]))",
        "a web page (HTML)",
    ),
)
_KINDS = tuple((re.compile(pattern, re.DOTALL), kind) for pattern, kind in _SIGNATURES)

_ENCODINGS = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2",
    "iso8859_15", "koi8_r", "mac_roman", "gb18030", "big5", "cp932", "euc_jp", "cp949",
]  # fmt: skip
"""Encodings that articles are still found in; the guess is far better among these than all."""

_LATIN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "iso8859_2", "iso8859_15", "mac_roman"})
_CENTRAL_EUROPE = re.compile(
    rb"[\x8a\x8e\x9a\x9e\xdd\xfd]|(?<=[A-Za-z\x80-\xff])[\xb3\xb9\xbf\xba]"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SAMPLE = 32_768
_MANY_CONTROLS = 0.05
"""Share of control characters past which bytes are no text."""

_FEW_FAULTS = 0.1
"""Invalid to valid multi-byte sequences up to which a text is damaged UTF-8 and nothing else."""


_FEW_ZEROS, _STRAY = 3, 0.001
"""Zero bytes, and their share of a text, up to which they are strays and no sign of a program."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and what decoding it had to put up with, one line each."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, source: str, encoding: str | None = None) -> Decoded:
    """Decode a text file. A byte order mark is no part of the text; all else is kept.

    With ``encoding`` that and no other is tried. Without: a byte order mark, UTF-8, UTF-16 that
    shows by its zero bytes, and last a guess by `charset-normalizer` on the lines that are not
    ASCII, with a note. Bytes that do not fit are replaced only in a text that is nearly all
    UTF-8, and then counted in a note. Control characters are kept and counted.

    Raises:
        SourceUnreadableError: the bytes are no text, or not in that encoding.
    """
    for pattern, kind in _KINDS:
        if pattern.match(data):
            raise SourceUnreadableError(
                f"{source} is {kind}, not plain text", hint="save its text as a .txt or .md file"
            )
    return decode_unknown(data, source=source, encoding=encoding)


def decode_unknown(data: bytes, *, source: str, encoding: str | None = None) -> Decoded:
    """Decode as `decode` does, whatever kind of document the bytes seem to be.

    Raises:
        SourceUnreadableError: the bytes are no text, or not in ``encoding``.
    """
    decoded = _as_told(data, source, encoding) if encoding else _as_found(data, source)
    controls = len(_CONTROL.findall(decoded.text))
    if controls > _MANY_CONTROLS * len(decoded.text):
        raise _binary(source)
    if controls:
        note = f"{controls} control character{'s' if controls > 1 else ''} kept"
        return Decoded(decoded.text, (*decoded.notes, note))
    return decoded


def encoding_of(sample: bytes, *, source: str) -> str:
    """Return the name of the encoding that a text which begins so is in, as `decode` finds it.

    ``sample`` may end in mid-character. UTF-8 comes as ``utf-8-sig``, which passes over its mark.

    Raises:
        SourceUnreadableError: it is no text in any known encoding.
    """
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return "utf-8-sig" if encoding == "utf-8" else encoding.rpartition("-")[0]
    if b"\x00" in sample:
        return "utf-8-sig"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        if _damaged(sample) is None:
            return _fitting(sample, source)[0]
    return "utf-8-sig"


def _binary(source: str) -> SourceUnreadableError:
    return SourceUnreadableError(f"{source} is a binary file, not text")


def _as_told(data: bytes, source: str, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise SourceUnreadableError(f"there is no text encoding called {encoding!r}") from None
    except UnicodeError:
        raise SourceUnreadableError(f"{source} is not {encoding} text") from None
    return Decoded(text.removeprefix("\ufeff"))


def _as_found(data: bytes, source: str) -> Decoded:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], source, encoding)
    if b"\x00" in data:
        return _with_zeros(data, source)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _damaged(data) or _guessed(data, source)


def _marked(data: bytes, source: str, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError:
        damaged = _damaged(data) if encoding == "utf-8" else None
        if damaged is None:
            raise SourceUnreadableError(
                f"{source} begins as {encoding.upper()} text but is damaged"
            ) from None
        return damaged


def _with_zeros(data: bytes, source: str) -> Decoded:
    """Read UTF-16 without a mark, or a text with a few stray zero bytes, which go.

    In UTF-16 every second byte of Latin text is zero, and hardly any other.
    """
    even, odd = data[:_SAMPLE:2], data[1:_SAMPLE:2]
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros.count(0) > len(zeros) / 2 and others.count(0) == 0:
            try:
                return Decoded(data.decode(encoding), (f"read as {encoding.upper()}, not UTF-8",))
            except UnicodeDecodeError:
                break
    stray = data.count(0)
    if stray <= max(_FEW_ZEROS, len(data) * _STRAY):
        rest = _as_found(data.replace(b"\x00", b""), source)
        note = f"{stray} zero byte{'s' if stray > 1 else ''} left out"
        return Decoded(rest.text, (*rest.notes, note))
    raise _binary(source)


def _damaged(data: bytes) -> Decoded | None:
    """Read UTF-8 with a few bytes broken, as by a cut in mid-character, or None if it is not."""
    text = data.decode("utf-8", "replace")
    faults = text.count("\ufffd") - data.count("\ufffd".encode())
    valid = len(text) - faults - len(text.encode("ascii", "ignore"))
    if faults > max(1, valid * _FEW_FAULTS) or not valid:
        return None
    note = f"{faults} damaged character{'s' if faults > 1 else ''} replaced by \ufffd"
    return Decoded(text, (note,))


def _guessed(data: bytes, source: str) -> Decoded:
    encoding, text = _fitting(data, source)
    return Decoded(text, (f"read as {encoding}, not UTF-8",))


def _fitting(data: bytes, source: str) -> tuple[str, str]:
    """Return the encoding that fits bytes best, and the text that they are in it."""
    # Imported here: it costs 30 ms, and nearly every article is UTF-8.
    from charset_normalizer import from_bytes

    sample = _foreign_lines(data)
    found = [match.encoding for match in from_bytes(sample, cp_isolation=_ENCODINGS)]
    if (
        found
        and (found[0] in _LATIN or _mostly_ascii(sample))
        and not _is_central(found[0], sample)
    ):
        found.insert(0, "cp1252")
    for encoding in found:
        try:
            return encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceUnreadableError(f"{source} is not text in any known encoding")


def _foreign_lines(data: bytes) -> bytes:
    """Return the lines with bytes past ASCII, up to a size: the rest says nothing."""
    picked: list[bytes] = []
    size = 0
    at = 0
    while size < _SAMPLE and (match := _HIGH.search(data, at)):
        start = max(data.rfind(b"\n", 0, match.start()) + 1, match.start() - _SAMPLE // 8)
        end = data.find(b"\n", match.start())
        end = min(len(data) if end < 0 else end + 1, start + _SAMPLE // 4)
        picked.append(data[start:end])
        size += end - start
        at = end
    return b"".join(picked)


def _mostly_ascii(sample: bytes) -> bool:
    return len(_HIGH.findall(sample)) < len(sample) / 12


def _is_central(encoding: str, sample: bytes) -> bool:
    """Whether a Latin text is Polish, Czech and the like: Western ones hardly use these bytes.

    The detector cannot tell cp1250 from cp1252, in which most of the same bytes are letters too.
    """
    marks = len(_CENTRAL_EUROPE.findall(sample))
    return encoding != "cp1252" and marks > len(_HIGH.findall(sample)) / 12
