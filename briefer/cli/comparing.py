"""``diff --summary``: two summaries compared, of versions or from anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.cli.output import Output

if TYPE_CHECKING:
    from briefer.model import Article, Document, Summary, SummaryComparison

_KINDS = ("summary", "summaries")


def compare(
    written: tuple[Summary, Summary] | None,
    versions: tuple[Article, Article] | None,
    flags: dict[str, Any],
    output: Output,
) -> SummaryComparison:
    """Print two summaries compared, and return what was printed.

    Args:
        written: The summaries, where they were given.
        versions: Else the versions whose summaries are compared.
        flags: The command's.
        output: Where to print.

    Raises:
        BrieferError: a version could not be summarized.
    """
    if written is not None:
        comparison = _compared(written, flags, output)
    else:
        assert versions is not None  # noqa: S101 (one of the two is given)
        comparison = _of_versions(versions, flags, output)
    if comparison.note:
        output.note(comparison.note)
    _print(comparison, output)
    return comparison


def _of_versions(
    versions: tuple[Article, Article], flags: dict[str, Any], output: Output
) -> SummaryComparison:
    import anyio

    from briefer.cli.run import Run

    run = Run("diff", flags, output)

    async def work() -> SummaryComparison:
        async with run.session as session:
            return await session.compare_summaries(*versions)

    return anyio.run(work)


def _compared(
    written: tuple[Summary, Summary], flags: dict[str, Any], output: Output
) -> SummaryComparison:
    """Compare two summaries, with their articles where the store has them."""
    from briefer.cli.store import opened
    from briefer.compare.summaries import compare_summaries
    from briefer.text import split

    if flags["no_store"]:
        return compare_summaries(*written)
    documents: list[Document | None] = []
    with opened(flags, output) as store:
        for summary in written:
            article = store.article(summary.article.hash)
            documents.append(None if article is None else split(article))
    return compare_summaries(*written, *documents)


def _print(comparison: SummaryComparison, output: Output) -> None:
    from briefer.render import (
        comparison_html,
        comparison_markdown,
        comparison_value,
        dumps,
        value_of,
    )

    if output.format == "md":
        output.result(comparison_markdown(comparison))
    elif output.format == "html":
        output.result(comparison_html(comparison))
    elif output.format == "jsonl":
        lines = map(value_of, comparison.claims)
        output.result("".join(dumps(line, pretty=False) + "\n" for line in lines))
    else:
        output.result(dumps(comparison_value(comparison)) + "\n")


def written_summaries(old: str, new: str) -> tuple[Summary, Summary] | None:
    """Return two summaries that files hold as ``summarize`` writes them; None of other files.

    Raises:
        UsageError: one of the two holds a summary, the other none; or one holds several.
    """
    from briefer.errors import UsageError

    found = [_summary_in(each) for each in (old, new)]
    if found[0] is not None and found[1] is not None:
        return found[0], found[1]
    for summary, other in ((found[0], new), (found[1], old)):
        if summary is not None:
            raise UsageError(
                f"{other} is no summary in JSON, and the other one is",
                hint="compare two summaries, or two versions of an article",
            )
    return None


def _summary_in(source: str) -> Summary | None:
    """Return the one summary that a file holds; None if it is of another kind."""
    from briefer.errors import UsageError
    from briefer.ingest import MAX_BYTES
    from briefer.render import summary_from

    path = Path(source)
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        with path.open("rb") as stream:
            if not stream.read(1024).lstrip().startswith(b"{"):
                return None
        lines = _values(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    if not lines or not all(isinstance(e, dict) and e.get("kind") in _KINDS for e in lines):
        return None
    listed = (line.get("summaries", [line]) for line in lines)
    values = [each for held in listed if isinstance(held, list) for each in held]
    if len(values) != 1:
        raise UsageError(
            f"{source} holds {len(values)} summaries, and diff compares one with one",
            hint="summarize each article into a file of its own: --out",
        )
    value, version = values[0], lines[0].get("schema_version")
    is_object = isinstance(value, dict)
    summary = summary_from({"schema_version": version, **value}) if is_object else None
    if summary is None:
        raise UsageError(f"{source} holds a summary that cannot be read", hint="make it anew")
    return summary


def _values(text: str) -> list[Any]:
    """Return the one value of a JSON text, or those of its lines."""
    try:
        return [json.loads(text)]
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
