"""What a GGUF file says of the model in it: its header, read without loading the model.

Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (versions 2 and 3).
"""

from __future__ import annotations

import math
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from briefer.errors import ModelUnavailableError

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_STRING, _ARRAY = 8, 9
_SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
_MAX_ENTRIES = 1_000_000
_MAX_DIMENSIONS = 8

Value = int | float | bool | str | None


class _BadFileError(Exception):
    """The bytes are not those of a GGUF header."""


@dataclass(frozen=True, slots=True)
class ModelHeader:
    """What is known of a model before it is loaded.

    ``context_tokens`` is what it was trained for, ``memory_per_token`` the bytes a token takes in
    the model's cache at 16 bits a number; either is None when the file does not say.
    """

    architecture: str
    parameters: int
    context_tokens: int | None
    memory_per_token: int | None


def read(file: Path) -> ModelHeader:
    """Read the header of a GGUF file.

    Raises:
        ModelUnavailableError: there is no such file, or it is not a sound GGUF file.
    """
    try:
        with file.open("rb") as stream:
            return _header(_Reader(stream, os.fstat(stream.fileno()).st_size))
    except FileNotFoundError as error:
        raise ModelUnavailableError(f"there is no model file {file}") from error
    except OSError as error:
        raise ModelUnavailableError(f"{file} cannot be read: {error.strerror}") from error
    except _BadFileError as error:
        raise ModelUnavailableError(
            f"{file} is not a model in GGUF format: {error}",
            hint="local:PATH takes a .gguf file as llama.cpp reads it; is this one whole?",
        ) from error


class _Reader:
    """Little-endian values from a stream, never more of them than the file can hold."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size

    def take(self, length: int) -> bytes:
        if length > self._left:
            raise _BadFileError("it ends early")
        self._left -= length
        return self._stream.read(length)

    def skip(self, length: int) -> None:
        if length > self._left:
            raise _BadFileError("it ends early")
        self._left -= length
        self._stream.seek(length, os.SEEK_CUR)

    def number(self, code: str) -> int:
        (value,) = struct.unpack(f"<{code}", self.take(struct.calcsize(f"<{code}")))
        return int(value)

    def count(self) -> int:
        value = self.number("Q")
        if value > _MAX_ENTRIES:
            raise _BadFileError("a length in it is out of all bounds")
        return value

    def string(self) -> str:
        return self.take(self.number("Q")).decode("utf-8", "replace")

    def value(self, kind: int) -> Value:
        """Return a scalar or a string; None for an array, which is skipped."""
        if kind == _STRING:
            return self.string()
        if kind == _ARRAY:
            self._skip_array()
            return None
        code = self._code(kind)
        (value,) = struct.unpack(f"<{code}", self.take(struct.calcsize(f"<{code}")))
        return value if isinstance(value, int | float) else None

    def _skip_array(self) -> None:
        kind, length = self.number("I"), self.number("Q")
        if kind == _STRING:
            for _ in range(length):
                self.skip(self.number("Q"))
        elif kind == _ARRAY:
            raise _BadFileError("an array of arrays is in it")
        else:
            self.skip(length * struct.calcsize(f"<{self._code(kind)}"))

    def _code(self, kind: int) -> str:
        try:
            return _SCALARS[kind]
        except KeyError:
            raise _BadFileError(f"a value of unknown type {kind} is in it") from None


def _header(reader: _Reader) -> ModelHeader:
    if reader.take(4) != _MAGIC:
        raise _BadFileError("it does not begin as one does")
    version = reader.number("I")
    if version not in _VERSIONS:
        raise _BadFileError(f"version {version} is not one of those read here, 2 and 3")
    tensors, entries = reader.count(), reader.count()
    values: dict[str, Value] = {}
    for _ in range(entries):
        key = reader.string()
        values[key] = reader.value(reader.number("I"))
    architecture = str(values.get("general.architecture", "unknown"))
    return ModelHeader(
        architecture=architecture,
        parameters=sum(_tensor_size(reader) for _ in range(tensors)),
        context_tokens=_positive(values, f"{architecture}.context_length"),
        memory_per_token=_memory_per_token(values, architecture),
    )


def _tensor_size(reader: _Reader) -> int:
    reader.string()
    dimensions = reader.number("I")
    if dimensions > _MAX_DIMENSIONS:
        raise _BadFileError(f"a tensor of {dimensions} dimensions is in it")
    size = math.prod(reader.number("Q") for _ in range(dimensions))
    reader.number("I")
    reader.number("Q")
    return size


def _positive(values: dict[str, Value], key: str) -> int | None:
    value = values.get(key)
    return value if isinstance(value, int) and value > 0 else None


def _memory_per_token(values: dict[str, Value], architecture: str) -> int | None:
    def get(name: str) -> int | None:
        return _positive(values, f"{architecture}.{name}")

    layers, width, heads = get("block_count"), get("embedding_length"), get("attention.head_count")
    if layers is None or width is None or heads is None:
        return None
    keys = get("attention.key_length") or width // heads
    cached = get("attention.value_length") or width // heads
    return 2 * layers * (get("attention.head_count_kv") or heads) * (keys + cached)
