"""Prints the results of ``summarize`` and ``facts``: as they come, or all of them as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from briefer.cli.run import Run

if TYPE_CHECKING:
    from briefer.ingest import Record
    from briefer.model import Failure, Summary, SummaryComparison
    from briefer.render import TableWriter
    from briefer.revising import Summarized
    from briefer.runs import Failed

_TABLES = frozenset({"csv", "tsv", "parquet"})


class Printer:
    """Prints each result as it is ready; a document of JSON or a table needs all of them."""

    def __init__(
        self, run: Run, markdown: Callable[..., str], chosen: tuple[str, ...] | None = None
    ) -> None:
        """Begin to print.

        Args:
            run: The run.
            markdown: Writes a summary, and its comparison if any, as Markdown.
            chosen: The only columns to print of each result, all if None.

        Raises:
            UsageError: the format has no columns to choose from, or cannot be written here.
        """
        self._run = run
        self._format = run.output.format
        self._markdown = markdown
        self._chosen = chosen
        self._seen: set[str] = set()
        self._kept: list[tuple[Summary, Record | None]] = []
        self._failures: list[tuple[Failure, Record | None]] = []
        self._comparison: SummaryComparison | None = None
        self._printed = 0
        self._table = _table(run, chosen) if self._format in _TABLES else None

    def put(self, result: Summarized | Failed) -> None:
        """Print a source's summary or error."""
        from briefer.briefing import failure_of
        from briefer.render import summary_row, summary_value, value_of, with_evidence
        from briefer.runs import Failed

        record = result.record
        if isinstance(result, Failed):
            self._run.failed(result.source, result.error)
            self._put(failure_of(result.source, result.error), record)
            return
        summary = result.summary
        self._run.saw((*summary.claims, *summary.dropped))
        if self._format == "md":
            told = self._markdown(summary, result.comparison)
            told = with_evidence(told, self._run.session.settings.evidence)
            self._run.result(("\n" if self._printed else "") + told)
        elif self._is_tabular:
            known, columns = _parts(record, summary.article.source)
            cost = self._run.session.cost(summary.provenance) if self._wants("cost") else None
            self._row(summary_row(summary, cost, known, columns))
        elif self._format == "jsonl":
            value = summary_value(summary)
            if result.comparison is not None:
                value["comparison"] = value_of(result.comparison)
            self._line(value, record)
        else:
            self._kept.append((summary, record))
            self._comparison = result.comparison
        self._printed += 1

    def missed(self, failure: Failure) -> None:
        """Take note of something that could not be had."""
        self._run.missed(failure, counts=True)
        self._put(failure, None)

    def end(self) -> None:
        """Print what was kept until the end."""
        from briefer.render import FIELDS, dumps, summaries_value

        if self._format == "json":
            kept, failures = self._kept, self._failures
            parts = [each for each, _ in kept], [each for each, _ in failures]
            value = summaries_value(*parts, self._comparison)
            for listed, found in (("summaries", kept), ("failures", failures)):
                records = (record for _, record in found)
                value[listed] = [_known(*pair) for pair in zip(value[listed], records, strict=True)]
            self._run.output.result(dumps(value) + "\n")
        if self._table is not None:
            self._run.output.write(self._table.write_to)
            self._table.close()
        unseen = [repr(n) for n in self._chosen or () if n not in self._seen and n not in FIELDS]
        if unseen:
            self._run.output.note(f"no result has a column {', '.join(unseen)}")

    @property
    def _is_tabular(self) -> bool:
        return self._table is not None or self._chosen is not None

    def _wants(self, field: str) -> bool:
        return self._chosen is None or field in self._chosen

    def _put(self, failure: Failure, record: Record | None) -> None:
        from briefer.render import failure_row, failure_value

        if self._is_tabular:
            self._row(failure_row(failure, *_parts(record, failure.source)))
        elif self._format == "jsonl":
            self._line(failure_value(failure), record)
        else:
            self._failures.append((failure, record))

    def _row(self, row: Mapping[str, Any]) -> None:
        from briefer.render import chosen_of, dumps

        self._seen.update(row)
        if self._table is not None:
            self._table.put(row)
        else:
            slim = chosen_of(row, self._chosen or ())
            self._run.result(dumps(slim, pretty=False) + "\n")

    def _line(self, value: dict[str, Any], record: Record | None) -> None:
        """Print a result as a line of JSON, with what its row carries through."""
        self._run.result(line_of(value, record))


def chosen_fields(given: str | None, form: str) -> tuple[str, ...] | None:
    """Return the columns that ``--fields`` names, None for all.

    Raises:
        UsageError: none is named, or the format has no columns.
    """
    from briefer.errors import UsageError

    if given is None:
        return None
    names = tuple(dict.fromkeys(filter(None, (name.strip() for name in given.split(",")))))
    if not names:
        raise UsageError("--fields names no column", hint="such as --fields id,headline")
    if form not in {*_TABLES, "jsonl"}:
        raise UsageError(
            f"--fields chooses columns, and {form} has none",
            hint="add --format jsonl, or write a table with --out NAME.csv",
        )
    return names


def _table(run: Run, chosen: tuple[str, ...] | None) -> TableWriter:
    from briefer.render import TableWriter

    return TableWriter(cast("Any", run.output.format), chosen, run.output.folder)


def line_of(value: dict[str, Any], record: Record | None) -> str:
    """Return a result as a line of JSON, with its row's id and what is carried through of it."""
    from briefer.render import dumps

    head = {name: value.pop(name) for name in ("schema_version", "kind")}
    return dumps({**head, **_known(value, record)}, pretty=False) + "\n"


def _known(value: dict[str, Any], record: Record | None) -> dict[str, Any]:
    """Return a result as JSON has it with its row's id and what is carried through of it."""
    from briefer.render import plain_value

    if record is None:
        return value
    return {"id": plain_value(record.id), "columns": plain_value(record.columns), **value}


def _parts(record: Record | None, source: str) -> tuple[Any, Mapping[str, Any]]:
    """Return a result's id and what is carried through."""
    return (source, {}) if record is None else (record.id, record.columns)
