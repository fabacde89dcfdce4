"""``verify``: any text, whoever wrote it, against its source."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from briefer.cli.options import FORMATS, JUDGE, OUTPUT, formats_of, settings_of, takes
from briefer.cli.output import Output, tell
from briefer.cli.run import UNSUPPORTED, Run, strict_about

if TYPE_CHECKING:
    from briefer.config import FailOn, Resolved
    from briefer.errors import BrieferError
    from briefer.model import Article, Claim, ClaimStatus

_BAD_LINE = 2


_ASKING = ("model", "base_url", "prompts", "record", "replay", "store", "no_store", "concurrency")
_BOUNDS = ("rpm", "tpm", "max_cost", "max_tokens_total")
_FETCHED = ("limit", "recheck", "allow_private", "user_agent", "ignore_robots")


@takes(*JUDGE, *_ASKING, *_BOUNDS, *_FETCHED, *OUTPUT)
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

    With --jsonl each line gets {"supported", "status", "by", "score", "evidence", "findings"};
    supported is false for unsupported and contradicted, and the exit code is 0 unless --fail-on
    is given. With --judge a model reads what comparing words leaves open.

    Example: briefer verify draft.md article.txt
    """
    from briefer.cli.drafts import check_drafts
    from briefer.errors import UsageError

    given = list(texts or ())
    if problems:
        flags = {**flags, "format": "lines"}
    with Output(flags, () if problems else formats_of(FORMATS)) as output:
        run = Run("verify", flags, output) if flags["judge"] in ("open", "all") else None
        if jsonl:
            if len(given) > 1 or source or drafts or problems:
                raise UsageError("--jsonl reads articles and claims from one file or stdin")
            statuses, broken = _lines(given[0] if given else "-", output, run)
            code = _BAD_LINE if broken else 0
            fail_on = _settings(flags).settings.fail_on
        else:
            if not (drafts or source):
                given, source = given[:1], given[1:]
            if not given or not (drafts or source):
                raise UsageError(
                    "verify takes a TEXT and its SOURCE, or --jsonl",
                    hint="name both, or texts whose front matter names their sources: --drafts",
                )
            statuses, code = check_drafts(given, source or [], output, run, _settings(flags))
            fail_on = _fail_on(_settings(flags))
    if not code and not exit_zero and strict_about(statuses, fail_on):
        return UNSUPPORTED
    return code


def _lines(path: str, output: Output, run: Run | None) -> tuple[set[ClaimStatus], bool]:
    """Check claims line by line; return their statuses, and whether a line was no claim."""
    if run is not None:
        return _lines_again(path, output, run)
    answers = _Answers(output)
    for number, line in enumerate(_read_lines(path), 1):
        try:
            article, claim = _claim(line)
        except ValueError as error:
            answers.broken(number, error)
        else:
            answers.put(_answer(article, claim))
    return answers.statuses, answers.is_broken


def _lines_again(path: str, output: Output, run: Run) -> tuple[set[ClaimStatus], bool]:
    """Check claims line by line with a judge; a line's answer keeps its place."""
    import anyio

    from briefer.errors import BrieferError
    from briefer.ingest import article_from_text

    answers = _Answers(output)
    wrong: dict[int, tuple[int, ValueError]] = {}
    count = 0

    def claims() -> Iterator[tuple[Article, str]]:
        nonlocal count
        for number, line in enumerate(_read_lines(path), 1):
            try:
                article, claim = _claim(line)
                given = article_from_text(article, source=f"line {number}")
            except (ValueError, BrieferError) as error:
                wrong.setdefault(count, (number, ValueError(str(error))))
                count += 1
                continue
            count += 1
            places.append(count - 1)
            yield given, claim

    places: list[int] = []
    told = 0

    def tell_wrong(before: int) -> None:
        nonlocal told
        while told < before:
            if told in wrong:
                answers.broken(*wrong.pop(told))
            told += 1

    def settle(index: int, result: Claim | BrieferError) -> None:
        nonlocal told
        tell_wrong(places[index])
        told += 1
        answers.put(_failed(result) if isinstance(result, BrieferError) else _said(result))

    async def work() -> None:
        async with run.session as session:
            await session.check(claims(), settle)

    with run.shown():
        anyio.run(work)
    tell_wrong(count)
    return answers.statuses, answers.is_broken


class _Answers:
    """The answers to lines, printed as they come, and what they come to."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self.statuses: set[ClaimStatus] = set()
        self.is_broken = False

    def put(self, answer: dict[str, Any]) -> None:
        """Print the answer to a claim."""
        self.statuses.add(answer["status"])
        self._print(answer)

    def broken(self, number: int, error: ValueError) -> None:
        """Print what is wrong with a line that is no claim."""
        self.is_broken = True
        tell(f"line {number}: {error}")
        self._print({"error": str(error)})

    def _print(self, answer: dict[str, Any]) -> None:
        from briefer.render import dumps

        self._output.result(dumps(answer, pretty=False) + "\n")


def _read_lines(path: str) -> Iterator[str]:
    from briefer.errors import SourceNotFoundError, SourceUnreadableError

    if path == "-":
        yield from _decoded(sys.stdin.buffer)
        return
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 (reads line by line)
            yield from _decoded(stream)
    except FileNotFoundError as error:
        raise SourceNotFoundError(f"there is no file {path}") from error
    except OSError as error:
        raise SourceUnreadableError(f"{path} cannot be read: {error.strerror}") from error


def _decoded(stream: Any) -> Iterator[str]:
    for line in stream:
        yield line.decode("utf-8", "replace")


def _claim(line: str) -> tuple[str, str]:
    """Read one line (raises ValueError with what is wrong)."""
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError("not JSON") from error
    if not isinstance(value, dict):
        raise ValueError('not an object with "article" and "claim"')  # noqa: TRY004
    for name in ("article", "claim"):
        if not isinstance(value.get(name), str) or not value[name].strip():
            raise ValueError(f'"{name}" must be a text')
    return value["article"], value["claim"]


def _answer(article: str, claim: str) -> dict[str, Any]:
    from briefer.api import check_claim
    from briefer.errors import BrieferError

    try:
        return _said(check_claim(claim, article).claim(claim))
    except BrieferError as error:
        return _failed(error)


def _said(claim: Claim) -> dict[str, Any]:
    from briefer.render import value_of

    return {
        "supported": not claim.fails,
        "status": claim.status,
        "by": claim.by,
        "score": claim.score,
        "evidence": value_of(claim.evidence),
        "findings": value_of(claim.findings),
    }


def _failed(error: BrieferError) -> dict[str, Any]:
    """Return the answer to what could not be compared: nothing of it was found."""
    return {
        "supported": False,
        "status": "unsupported",
        "by": "words",
        "score": 0.0,
        "evidence": [],
        "findings": [],
        "error": str(error),
    }


def _settings(flags: dict[str, Any]) -> Resolved:
    from briefer.config import resolve_here

    return resolve_here(settings_of(flags))


def _fail_on(resolved: Resolved) -> FailOn:
    """Return what makes a check fail: what does not stand, unless something else is set."""
    from briefer.config import DEFAULT

    is_set = not resolved.origins["fail_on"].startswith(DEFAULT)
    return resolved.settings.fail_on if is_set else "unsupported"
