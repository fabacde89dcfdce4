"""CSV and TSV: whatever separates the fields, in whatever encoding, with faults told row by row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import Any, Literal

from briefer.errors import NoArticleError
from briefer.ingest.decoding import encoding_of
from briefer.ingest.results import MAX_BYTES
from briefer.ingest.tables.values import BadRow, Row

_SEPARATORS = ",;\t|"
_SAMPLE = 1 << 18
_SAID = re.compile(r"sep=(?P<mark>.)\s*", re.IGNORECASE)
"""A first line that spreadsheets read, and write, to say what separates the fields."""

_LOST = re.compile("[\udc80-\udcff]")
_FREE_LINES = 10_000
_MOST_AGAIN = 3


def delimited_rows(
    stream: io.BufferedReader[Any], kind: Literal["csv", "tsv"], source: str
) -> Iterator[Row | BadRow]:
    """Yield the rows below a header of names; see `briefer.ingest.tables.rows.read_rows`.

    Quoting is that of RFC 4180. After a quotation mark that is never closed, reading goes on in
    the line behind the one that it opens in. A line of a TSV with as many fields as the header is
    taken as it stands where its quotation marks do not pair: they are the text's own.
    """
    encoding = encoding_of(stream.peek(_SAMPLE)[:_SAMPLE], source=source)
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    with io.TextIOWrapper(stream, encoding, errors=errors, newline="") as text:
        yield from _rows(_Lines(text), kind, source, encoding)


def _rows(
    lines: _Lines, kind: Literal["csv", "tsv"], source: str, encoding: str
) -> Iterator[Row | BadRow]:
    mark = _separator(lines, kind)
    header: list[str] | None = None
    for place, found in _read(lines, mark):
        cells = found
        if isinstance(cells, str) and kind == "tsv" and header:
            cells = _taken_plainly(lines, header) or cells
        if isinstance(cells, str):
            yield BadRow(place, cells)
        elif not any(cell.strip() for cell in cells):
            continue
        elif header is None:
            header = _names(cells)
        elif len(cells) != len(header):
            fields = f"{len(cells)} field{'' if len(cells) == 1 else 's'}"
            yield BadRow(place, f"has {fields} where the header has {len(header)}")
        elif any(map(_LOST.search, cells)):
            yield BadRow(place, f"is not {encoding.upper().replace('-SIG', '')} text")
        else:
            yield Row(place, dict(zip(header, cells, strict=True)))
    if header is None:
        raise NoArticleError(f"{source} is empty")


def _read(lines: _Lines, mark: str) -> Iterator[tuple[str, list[str] | str]]:
    """Yield the place and fields of each row, or what is wrong with it."""
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))
    while True:
        lines.held.clear()
        # Nothing is left over between rows: a reader for each begins as one for all goes on.
        reader = csv.reader(lines, delimiter=mark, strict=True)
        place = f"line {lines.number + 1}"
        try:
            found = next(reader, None)
        except csv.Error as error:
            yield place, _problem(error)
            lines.again_behind_first()
        else:
            if found is None:
                return
            yield place, found


class _Lines(Iterator[str]):
    """The lines of a text, some of which may have to be read again.

    ``held`` are those of the row that is being read, ``number`` that of the last.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._waiting: deque[str] = deque()
        self._again = 0
        self.held: list[str] = []
        self.number = 0

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._text.readline(MAX_BYTES)
        if not line:
            raise StopIteration
        self.number += 1
        self.held.append(line)
        return line

    def first(self) -> str:
        """Return the first line, to be read again."""
        line = self._text.readline(MAX_BYTES)
        if line:
            self._waiting.append(line)
        return line

    def again_behind_first(self) -> None:
        """Have all lines of the row but its first read again, if that has not been too often."""
        rest = self.held[1:]
        if self._again + len(rest) > _FREE_LINES + _MOST_AGAIN * self.number:
            return
        self._again += len(rest)
        self._waiting.extendleft(reversed(rest))
        self.number -= len(rest)


def _separator(lines: _Lines, kind: Literal["csv", "tsv"]) -> str:
    """Return what separates the fields: the mark that the header has most of."""
    first = lines.first()
    if said := _SAID.fullmatch(first.removeprefix("\ufeff")):
        next(lines)
        return said["mark"]
    if kind == "tsv":
        return "\t"
    counts = Counter(re.sub(r'"[^"]*"', "", first))
    return max(_SEPARATORS, key=lambda mark: counts[mark])


def _names(cells: list[str]) -> list[str]:
    """Return the names of columns: none is empty, and none twice the same."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.removeprefix("\ufeff").split()) or f"column {number}"
        names.append(name if name not in names else f"{name} ({number})")
    return names


def _taken_plainly(lines: _Lines, header: list[str]) -> list[str] | None:
    cells = lines.held[0].rstrip("\r\n").split("\t")
    return cells if len(cells) == len(header) else None


def _problem(error: csv.Error) -> str:
    if "field larger" in str(error):
        longest = f"{MAX_BYTES >> 20} million characters"
        return f"has a field of more than {longest}, or a quotation mark that is never closed"
    if "unexpected end" in str(error):
        return "has a quotation mark that is never closed"
    return "has a quotation mark where none can be"
