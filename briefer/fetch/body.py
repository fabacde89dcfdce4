"""Reading an answer's body without ever holding more of it than is allowed."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from briefer.errors import FetchError, TooLargeError, UnsupportedContentError

ACCEPT_ENCODING = "gzip, deflate"
"""What every server speaks and Python unpacks in pieces of bounded size."""

_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_PDF_MAGIC = b"%PDF-"
_HEADER = 2
"""Bytes by which zlib's format is told from the bare stream inside it."""

_MOST_MEMBERS = 100
"""Of one gzip stream. Some writers put several after one another; very many are an attack."""

_HEAD = 1024
"""Bytes in which a file says what it is; PDFs may start with something else."""

_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^\s;"',]+)""", re.IGNORECASE)
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_READ = re.compile(
    r"text/.*|message/rfc822|application/(?:x-)?pdf|application/(?:rss|atom|rdf)"
    r"|application/(?:.*\+|x-)?(?:xml|json)"
)
_UNTOLD = re.compile(
    r"(?:application|binary)/(?:octet-stream|(?:x-)?(?:force-)?download|(?:x-)?gzip(?:-compressed)?)"
)
"""Types that say nothing of what is inside."""


@dataclass(frozen=True, slots=True)
class ContentType:
    """A Content-Type header: the type in lower case, or None if it is none, and the charset."""

    name: str | None
    charset: str | None

    @classmethod
    def of(cls, header: str | None) -> ContentType:
        """Read a header's text; None is no header."""
        text = header or ""
        found = _TYPE.match(text.strip().lower())
        charset = _CHARSET.search(text)
        return cls(found[0] if found else None, charset[1].lower() if charset else None)

    @property
    def untold(self) -> bool:
        """Whether only the body can say what it is."""
        return self.name is not None and _UNTOLD.fullmatch(self.name) is not None

    def demand_readable(self, host: str) -> None:
        """Raise UnsupportedContentError if this type holds no article."""
        if self.name is not None and not self.untold and not _READ.fullmatch(self.name):
            raise UnsupportedContentError(f"{host} sent {self.name}, which holds no article")


class Body:
    """Takes a body piece by piece and unpacks it as it comes.

    Args:
        encoding: The Content-Encoding header, or None.
        limit: Bytes, as sent and unpacked.
        host: For messages.
        cut: Whether what is over the limit is left out, instead of being an error.
    """

    def __init__(self, encoding: str | None, limit: int, host: str, *, cut: bool = False) -> None:
        self._limit = limit
        self._host = host
        self._cut = cut
        self._sent = 0
        self._unpacked = bytearray()
        self._unpack = _unpacker(encoding, host)

    def add(self, piece: bytes) -> bool:
        """Take a piece as it came; returns whether more is wanted.

        Raises:
            TooLargeError: there is more than the limit.
            FetchError: it is not packed as its header says.
        """
        self._sent += len(piece)
        room = self._limit - len(self._unpacked)
        if self._unpack is None:
            self._unpacked += piece[: room + 1]
        else:
            self._unpacked += self._unpack.take(piece, room + 1)
        if max(self._sent, len(self._unpacked)) <= self._limit:
            return True
        if not self._cut:
            raise _too_large(self._host, self._limit)
        del self._unpacked[self._limit :]
        return False

    @property
    def head(self) -> bytes | None:
        """The first bytes, once there are enough of them to see what it is."""
        return bytes(self._unpacked[:_HEAD]) if len(self._unpacked) >= _HEAD else None

    def whole(self) -> bytes:
        """Return all of it, at its end.

        Raises:
            FetchError: it was packed, and a part is missing.
        """
        if self._unpack is not None and self._sent and not self._unpack.complete and not self._cut:
            raise FetchError(f"{self._host} sent a packed body whose end is missing")
        return bytes(self._unpacked)


_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""What no text has; ESC stands in Japanese mails."""


def demand_known(head: bytes, content: ContentType, host: str) -> None:
    """Raise UnsupportedContentError if a body of an untold type does not look like a document."""
    if not (
        _PDF_MAGIC in head[:_HEAD]
        or head.startswith(_GZIP_MAGIC)
        or _CONTROL.search(head[:_HEAD]) is None
    ):
        raise UnsupportedContentError(f"{host} sent {content.name}, which holds no article")


def is_archive(body: bytes, content: ContentType) -> bool:
    """Return whether this is a file that was stored packed, as sitemaps are."""
    return content.untold and body.startswith(_GZIP_MAGIC)


def unpacked(body: bytes, limit: int, host: str) -> bytes:
    """Return what a gzip file holds; raises as `Body` does."""
    inner = Body("gzip", limit, host)
    inner.add(body)
    return inner.whole()


def demand_length(header: str | None, limit: int, host: str) -> None:
    """Raise TooLargeError if the header announces more than the limit."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit() and int(text[:20]) > limit:
        raise _too_large(host, limit)


def _too_large(host: str, limit: int) -> TooLargeError:
    return TooLargeError(f"{host} sent more than {limit:,} bytes")


def _unpacker(encoding: str | None, host: str) -> _Unpacker | None:
    name = (encoding or "identity").strip().lower()
    if name in ("identity", ""):
        return None
    if name in ("gzip", "x-gzip"):
        return _Unpacker(host, _GZIP)
    if name == "deflate":
        # The header means zlib's format; some servers send the bare stream inside it.
        return _Unpacker(host, zlib.MAX_WBITS, -zlib.MAX_WBITS)
    raise FetchError(f"{host} packed its answer in a way it was not asked for ({name[:40]})")


class _Unpacker:
    """Unpacks no more than it is asked for; what would come after is dropped with the answer."""

    def __init__(self, host: str, *formats: int) -> None:
        self._host = host
        self._format, *self._others = formats
        self._stream = zlib.decompressobj(self._format)
        self._begun = False
        self._held = b""
        self._members = 1

    @property
    def complete(self) -> bool:
        return self._stream.eof

    def take(self, piece: bytes, room: int) -> bytes:
        """Return at most ``room`` bytes of what the pieces so far hold beyond what was returned."""
        out = bytearray()
        piece, self._held = self._held + piece, b""
        if not self._begun and len(piece) < _HEADER:
            self._held = piece
            return b""
        while piece and len(out) < room:
            if self._stream.eof:
                if self._format != _GZIP or not piece.startswith(_GZIP_MAGIC[:1]):
                    break  # padding, or rubbish behind the end
                self._members += 1
                if self._members > _MOST_MEMBERS:
                    raise self._broken()
                self._stream = zlib.decompressobj(self._format)
            try:
                out += self._stream.decompress(piece, room - len(out))
            except zlib.error:
                if self._begun or not self._others:
                    raise self._broken() from None
                self._format = self._others.pop()
                self._stream = zlib.decompressobj(self._format)
                continue
            self._begun = True
            piece = self._stream.unused_data or self._stream.unconsumed_tail
        return bytes(out)

    def _broken(self) -> FetchError:
        return FetchError(f"{self._host} sent a body that cannot be unpacked")
