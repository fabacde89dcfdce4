"""``verify``: any text, whoever wrote it, against its source."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefer.cli.options import JUDGE, OUTPUT, settings_of, takes
from briefer.cli.output import Output, tell
from briefer.cli.run import UNSUPPORTED, Run, strict_about

if TYPE_CHECKING:
    from briefer.config import FailOn
    from briefer.errors import BrieferError
    from briefer.model import Article, Claim, ClaimStatus, Verification

_BAD_LINE = 2


_ASKING = ("model", "base_url", "prompts", "record", "replay", "store", "no_store", "concurrency")
_BOUNDS = ("rpm", "tpm", "max_cost", "max_tokens_total")


@takes(*JUDGE, *_ASKING, *_BOUNDS, *OUTPUT)
def verify(
    text: Annotated[
        str | None,
        typer.Argument(help="The text to check: a file, or - for standard input."),
    ] = None,
    source: Annotated[
        str | None, typer.Argument(help="The article it must rest on: a file, or -.")
    ] = None,
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
    """Check every sentence of a text against its source; no model is asked without --judge.

    Evidence is found in the source, at most three sentences a claim, and findings say what the
    text says and what the source says. With --jsonl each line gets {"supported", "status", "by",
    "score", "evidence", "findings"}; supported is false for unsupported and contradicted. With
    --judge a model reads what comparing words leaves open.

    Example: briefer verify summary.md article.txt --fail-on unsupported
    """
    from briefer.errors import UsageError

    with Output(flags) as output:
        run = Run("verify", flags, output) if flags["judge"] in ("open", "all") else None
        if jsonl:
            if source is not None:
                raise UsageError("--jsonl reads articles and claims from one file or stdin")
            statuses, broken = _lines(text or "-", output, run)
            code = _BAD_LINE if broken else 0
        else:
            if text is None or source is None:
                raise UsageError("verify takes a TEXT and its SOURCE, or --jsonl")
            statuses, code = _one(text, source, output, run), 0
    if not code and strict_about(statuses, _fail_on(flags)):
        return UNSUPPORTED
    return code


def _one(text: str, source: str, output: Output, run: Run | None) -> set[ClaimStatus]:
    """Check one text; return the statuses that its claims have."""
    from briefer import api
    from briefer.errors import UsageError
    from briefer.ingest import find
    from briefer.render import dumps, verification_markdown, verification_value

    if text == source == "-":
        raise UsageError("only one of TEXT and SOURCE can be standard input")
    for each in (text, source):
        if Path(each).is_dir():
            raise UsageError(f"{each} is a folder; verify takes one text and one article")
    items = [next(iter(find([each], stdin=sys.stdin.buffer))) for each in (text, source)]
    draft, article = (item.load() for item in items)
    verification = api.verify(draft, article) if run is None else _read_again(run, draft, article)
    if output.format == "md":
        output.result(verification_markdown(verification))
    else:
        value = verification_value(verification)
        output.result(dumps(value, pretty=output.format == "json") + "\n")
    return {claim.status for claim in verification.claims}


def _read_again(run: Run, draft: Article, article: Article) -> Verification:
    """Check one text with a judge."""
    import anyio

    from briefer.text import split

    async def work() -> Verification:
        async with run.session as session:
            return await session.verify(draft, split(article))

    with run.shown():
        return anyio.run(work)


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


def _fail_on(flags: dict[str, Any]) -> FailOn:
    import os

    from briefer.config import resolve

    return resolve(settings_of(flags), environ=os.environ, cwd=Path.cwd()).settings.fail_on
