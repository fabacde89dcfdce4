"""``verify``: any text, whoever wrote it, against its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Optional

import typer

from briefer.cli.claims import check_claims, kind_of_claims
from briefer.cli.ignored import Ignored
from briefer.cli.options import FORMATS, JUDGE, TABLES, formats_of, settings_of, takes
from briefer.cli.output import Output
from briefer.cli.run import UNSUPPORTED, Run, strict_about

if TYPE_CHECKING:
    from briefer.config import FailOn, Resolved

_BAD_LINE = 2
_CLAIM_FORMATS = Literal["jsonl", "csv", "tsv", "parquet"]


_ASKING = ("model", "base_url", "prompts", "record", "replay", "store", "no_store", "concurrency")
_OUTPUT = ("fail_on", "table_format", "out", "quiet", "debug")
_BOUNDS = ("rpm", "tpm", "max_cost", "max_tokens_total")
_FETCHED = ("limit", "recheck", "allow_private", "user_agent", "ignore_robots")


_IGNORED = (
    Ignored(
        ("judge_model", "judge_base_url", *(name for name in _ASKING if name != "no_store")),
        lambda given: given["judge"] not in ("open", "all"),
        "no model is asked without --judge open or --judge all",
    ),
)


@takes(*JUDGE, *_ASKING, *_BOUNDS, *_FETCHED, *TABLES, *_OUTPUT, ignored=_IGNORED)
def verify(
    texts: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            metavar="TEXT [SOURCE]...",
            help="The text to check (a file, or - for standard input) and what it must rest on: "
            "files, folders, web addresses, or -. With --source or --drafts, all are texts.",
        ),
    ] = None,
    source: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--source",
            metavar="SOURCE",
            help="What every TEXT must rest on: a file, a folder or an address; several times.",
        ),
    ] = None,
    drafts: Annotated[
        bool,
        typer.Option(
            "--drafts",
            help="Every argument is a text; its front matter names its sources, under sources.",
        ),
    ] = False,
    exit_zero: Annotated[
        bool,
        typer.Option("--exit-zero", help="Leave with 0 whatever is found, as linters can."),
    ] = False,
    problems: Annotated[
        bool,
        typer.Option(
            "--problems",
            help="Print what is wrong alone, a line each, as linters do: FILE:LINE: what.",
        ),
    ] = False,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help='Read lines of {"article", "claim"} from TEXT or stdin; answer a line for a line.',
        ),
    ] = False,
    *,
    flags: dict[str, Any],
) -> int:
    """Check every sentence of a text against its sources; no model is asked without --judge.

    The text may be Markdown, HTML or plain: headings, list items, table cells and block
    quotations are checked each by itself. Evidence is found in the sources, at most three
    sentences a claim, and findings say what the text says and what the article says. Leaves with
    3 when the sources do not bear something out, unless --exit-zero or --fail-on none is given.

    A table alone (CSV, TSV, JSON Lines, Parquet) has an article and a claim in each row, and is
    answered row by row, into a table with --out NAME.csv. With --jsonl the lines of TEXT or stdin
    are such rows. Each gets {"supported", "status", "by", "score", "evidence", "findings"};
    supported is false for unsupported and contradicted; a row that is no claim makes the exit code
    2. With --judge a model reads what comparing words leaves open.

    Example: briefer verify draft.md article.txt
    """
    from briefer.cli.drafts import check_drafts
    from briefer.compose import columns_of
    from briefer.errors import UsageError

    given = list(texts or ())
    table = kind_of_claims(given[0]) if given and not (source or drafts) else None
    is_table = jsonl or (table is not None and len(given) == 1)
    flags = {**flags, "format": "lines" if problems else flags["table_format"]}
    formats = formats_of(_CLAIM_FORMATS if is_table else FORMATS)
    with Output(flags, () if problems else formats) as output:
        run = Run("verify", flags, output) if flags["judge"] in ("open", "all") else None
        if is_table:
            if len(given) > 1 or source or drafts or problems:
                raise UsageError("--jsonl reads articles and claims from one file or stdin")
            columns = columns_of(_settings(flags).settings)
            path, kind = given[0] if given else "-", table or "jsonl"
            checked = check_claims(path, kind, output, run, columns)
            statuses, code = checked.statuses, _BAD_LINE if checked.is_broken else 0
        else:
            if not (drafts or source):
                given, source = given[:1], given[1:]
            if not given or not (drafts or source):
                raise UsageError(
                    "verify takes a TEXT and its SOURCE, or --jsonl",
                    hint="name both, or texts whose front matter names their sources: --drafts",
                )
            statuses, code = check_drafts(given, source or [], output, run, _settings(flags))
    if not code and not exit_zero and strict_about(statuses, _fail_on(_settings(flags))):
        return UNSUPPORTED
    return code


def _settings(flags: dict[str, Any]) -> Resolved:
    from briefer.config import resolve_here

    return resolve_here(settings_of(flags))


def _fail_on(resolved: Resolved) -> tuple[FailOn, ...]:
    """Return what makes a check fail: what does not stand, unless something else is set."""
    from briefer.config import DEFAULT

    is_set = not resolved.origins["fail_on"].startswith(DEFAULT)
    return resolved.settings.fail_on if is_set else ("unsupported",)
