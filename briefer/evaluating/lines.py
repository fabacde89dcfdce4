"""Lines of files of cases: objects of JSON, or rows of a table with the same fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from briefer.errors import SourceNotFoundError, SourceUnreadableError
from briefer.ingest import (
    BadRow,
    Columns,
    Row,
    TableKind,
    TableReading,
    article_of_row,
    claim_columns,
    guessed_columns,
    kind_by_name,
    open_rows,
)
from briefer.model import Article

AS_USUAL = TableReading()
"""Columns are found by the names that are usual."""

_LISTS = ("must_say", "must_not", "cited")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


class WrongLineError(Exception):
    """Why a line is no case."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something.

    Attributes:
        number: Which line of the file it is; of Parquet, which row.
        read: Returns its fields, or raises WrongLineError.
        offset: Where it begins in its file, in bytes; None in a table.
        load: Reads the article that a table's row holds, if it holds one.
    """

    number: int
    read: Callable[[], dict[str, Any]]
    offset: int | None = None
    load: Callable[[], Article] | None = None


def lines_of(
    file: str, tables: TableReading = AS_USUAL, known: Collection[str] = ()
) -> Iterator[Line]:
    """Yield the lines of a file that hold something, as they are asked for.

    A table (CSV, TSV, Parquet, by its name) has a column for each field: ``must_say``, ``cited``
    and the like are a text, or a list in JSON; ``supported`` is true, false, 1 or 0. Columns for
    the text, the id and the title may be called as usual in tables of articles, or as ``tables``
    says; what else a table has is passed over, and told.

    Args:
        file: The file.
        tables: The columns that the user named, and who is told which are read.
        known: The fields that a line may have; those of claims have ``claim`` among them.

    Raises:
        SourceError: the file cannot be read.
        UsageError: there is no column of a name that the user gave.
    """
    kind = kind_by_name(file)
    if kind in ("csv", "tsv", "parquet") or file.endswith(".gz"):
        yield from _rows(file, kind or "jsonl", tables, known)
        return
    offset = 0
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 (reads line by line)
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield Line(number, partial(_parsed, line, tables.columns), offset)
                offset += len(line)
    except FileNotFoundError as error:
        raise SourceNotFoundError(f"there is no file {file}") from error
    except OSError as error:
        raise SourceUnreadableError(f"{file} cannot be read: {error.strerror}") from error


def parsed(line: bytes) -> dict[str, Any]:
    """Return the object that a line of JSON is (raises WrongLineError)."""
    try:
        value = json.loads(line)
    except UnicodeDecodeError:
        raise WrongLineError("not UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise WrongLineError(f"not JSON: {getattr(error, 'msg', 'nested too deep')}") from None
    except ValueError:
        raise WrongLineError("not JSON that can be read: a number of too many digits") from None
    if not isinstance(value, dict):
        raise WrongLineError("not a JSON object")
    return value


def _parsed(line: bytes, wanted: Columns) -> dict[str, Any]:
    value = parsed(line)
    for name, column in (("article", wanted.text), ("id", wanted.id), ("title", wanted.title)):
        if column in value and column != name:
            value[name] = value.pop(column)
    return value


def _rows(
    file: str, kind: TableKind, tables: TableReading, known: Collection[str]
) -> Iterator[Line]:
    told = False
    for row in open_rows(file, kind):
        number = int(row.place.rpartition(" ")[2])
        if isinstance(row, BadRow):
            yield Line(number, partial(_refuse, row.problem.removeprefix("is ")))
            continue
        columns = _columns(row, tables.columns, known, file)
        if not told:
            told = True
            tables.note(f"{file}: {_told(row, columns, known)}")
        load = partial(article_of_row, row.values, columns, f"{file}, {row.place}")
        fields = partial(_fields, row.values, columns, known)
        yield Line(number, fields, load=load if columns.text in row.values else None)


def _columns(row: Row, wanted: Columns, known: Collection[str], file: str) -> Columns:
    """Return the columns that hold text, id and title; a text is no article where a file is."""
    columns = guessed_columns(row.values, wanted, file)
    if "claim" in known:
        text, _ = claim_columns(row.values, wanted)
        return Columns(text=text, id=columns.id)
    if row.values.get("path") and wanted.text is None:
        return Columns(id=columns.id)
    return columns


def _refuse(problem: str) -> dict[str, Any]:
    raise WrongLineError(problem)


def _names(values: Mapping[str, Any], columns: Columns, known: Collection[str]) -> dict[str, str]:
    """Return the column that each field of a line is read from."""
    text = "text" if "text" in known else "article"
    found = {text: columns.text, "id": columns.id, "title": columns.title}
    names = {name: name for name in known if name in values}
    names |= {name: column for name, column in found.items() if column and name in known}
    if "claim" in known:
        names["claim"] = claim_columns(values, columns)[1]
    return names


def _told(row: Row, columns: Columns, known: Collection[str]) -> str:
    names = _names(row.values, columns, known)
    read = ", ".join(f"{name} from {column!r}" for name, column in sorted(names.items()))
    rest = [repr(name) for name in row.values if name not in names.values()]
    return (read or "no column is a field of a case") + (
        f"; not read: {', '.join(rest)}" if rest else ""
    )


def _fields(values: Mapping[str, Any], columns: Columns, known: Collection[str]) -> dict[str, Any]:
    found = {name: values.get(column) for name, column in _names(values, columns, known).items()}
    fields = {name: value for name, value in found.items() if value not in (None, "")}
    for name, value in fields.items():
        if name in _LISTS or name == "limits":
            fields[name] = _structure(name, value)
    if "id" in fields:
        fields["id"] = str(fields["id"])
    if (said := str(fields.get("supported")).strip().lower()) in _BOOLEANS:
        fields["supported"] = _BOOLEANS[said]
    return fields


def _structure(name: str, value: Any) -> Any:
    """Return the list or object that a cell holds: in JSON, or one text in place of a list."""
    if not isinstance(value, str):
        return value
    if not value.lstrip().startswith(("[", "{")):
        return [value] if name in _LISTS else value
    try:
        return json.loads(value)
    except ValueError:
        raise WrongLineError(f'"{name}" is not JSON') from None
    except RecursionError:
        raise WrongLineError(f'"{name}" is nested too deep') from None
