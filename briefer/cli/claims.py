"""``verify`` of claims with their articles: a row of a table, or a line of JSON, each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefer.cli.output import Output, tell
from briefer.cli.run import Run

if TYPE_CHECKING:
    from briefer.errors import BrieferError
    from briefer.ingest import BadRow, Columns, Row, TableKind
    from briefer.model import Article, Claim, ClaimStatus
    from briefer.render import TableWriter

_TABLES = frozenset({"csv", "tsv", "parquet"})


@dataclass(slots=True)
class Checked:
    """What claims came to: their statuses, and whether a row was no claim."""

    statuses: set[ClaimStatus] = field(default_factory=set)
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A claim with its article, and what else its row has; ``problem`` where it is no claim."""

    place: str
    article: str = ""
    claim: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    problem: str | None = None


def kind_of_claims(path: str) -> TableKind | None:
    """Return what kind of table a file is by its name, None if it is none, or an archive."""
    from briefer.ingest import kind_by_name

    kind = kind_by_name(path)
    return None if kind == "warc" else kind


def check_claims(
    path: str, kind: TableKind, output: Output, run: Run | None, columns: Columns
) -> Checked:
    """Check the claims of a table, a row each, and print an answer to each in its place.

    Args:
        path: The table, or - for standard input.
        kind: What it is.
        output: Where answers go.
        run: Whose judge reads again what comparing words leaves open, if any.
        columns: Those that the user named.

    Raises:
        SourceError: the table cannot be read.
        UsageError: it has no column of a name that the user gave.
    """
    from briefer.ingest import open_rows

    answers = _Answers(output)
    rows = (_row_of(row, columns) for row in open_rows(path, kind))
    if run is None:
        for row in rows:
            answers.put(row, None if row.problem else _compared(row))
    else:
        _check_again(rows, answers, run)
    answers.end()
    return answers.checked


def _check_again(rows: Iterator[_Row], answers: _Answers, run: Run) -> None:
    """Have a judge read again what comparing words leaves open; each answer keeps its place."""
    import anyio

    from briefer.errors import BrieferError
    from briefer.ingest import article_from_text

    waiting: deque[_Row] = deque()

    def claims() -> Iterator[tuple[Article, str]]:
        for row in rows:
            try:
                article = None if row.problem else article_from_text(row.article, source=row.place)
            except BrieferError as error:
                waiting.append(_Row(row.place, extra=row.extra, problem=str(error)))
                continue
            waiting.append(row)
            if article is not None:
                yield article, row.claim

    def tell_problems() -> None:
        while waiting and waiting[0].problem is not None:
            answers.put(waiting.popleft(), None)

    def settle(_: int, result: Claim | BrieferError) -> None:
        tell_problems()
        answers.put(waiting.popleft(), result)

    async def work() -> None:
        async with run.session as session:
            await session.check(claims(), settle)

    with run.shown():
        anyio.run(work)
    tell_problems()


def _row_of(found: Row | BadRow, columns: Columns) -> _Row:
    """Return a row as a claim with its article, or with why it is none."""
    from briefer.ingest import Row, claim_columns

    if not isinstance(found, Row):
        return _Row(found.place, problem=found.problem.removeprefix("is "))
    values = found.values
    article, claim = claim_columns(values, columns)
    extra = {name: value for name, value in values.items() if name not in (article, claim)}
    if columns.id in extra:
        extra = {"id": extra.pop(columns.id), **extra}
    for name in (article, claim):
        text = values.get(name)
        if not isinstance(text, str) or not text.strip():
            return _Row(found.place, extra=extra, problem=f'"{name}" must be a text')
    return _Row(found.place, values[article], values[claim], extra)


class _Answers:
    """The answers to rows, printed as they come or written as a table."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._table: TableWriter | None = None
        if output.format in _TABLES:
            from briefer.render import VERDICT_FIELDS, TableWriter

            form: Any = output.format
            self._table = TableWriter(form, None, output.folder, VERDICT_FIELDS)
        self.checked = Checked()

    def put(self, row: _Row, result: Claim | BrieferError | None) -> None:
        """Print the answer to a row: what its claim came to, or why it is none."""
        from briefer.render import claim_answer

        if result is None:
            self.checked.is_broken = True
            tell(f"{row.place}: {row.problem}")
            self._print(row, {"error": row.problem})
            return
        answer = claim_answer(result)
        self.checked.statuses.add(answer["status"])
        self._print(row, answer)

    def end(self) -> None:
        """Write the table, if one is wanted."""
        if self._table is not None:
            self._output.write(self._table.write_to)
            self._table.close()

    def _print(self, row: _Row, answer: dict[str, Any]) -> None:
        from briefer.render import dumps, plain_value, verdict_row

        carried = dict(row.extra)
        known = carried.pop("id", None)
        if self._table is not None:
            self._table.put(verdict_row(row.claim, answer, known, carried))
            return
        said = {"id": known} if "id" in row.extra else {}
        said |= {"columns": plain_value(carried)} if carried else {}
        self._output.result(dumps({**said, **answer}, pretty=False) + "\n")


def _compared(row: _Row) -> Claim | BrieferError:
    from briefer.api import check_claim
    from briefer.errors import BrieferError

    try:
        return check_claim(row.claim, row.article).claim(row.claim)
    except BrieferError as error:
        return error
