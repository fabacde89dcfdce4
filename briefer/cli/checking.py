"""``verify``: any text, whoever wrote it, against its source."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefer.cli.options import OUTPUT, settings_of, takes
from briefer.cli.output import Output, tell
from briefer.cli.run import UNSUPPORTED, strict_about

if TYPE_CHECKING:
    from briefer.config import FailOn
    from briefer.model import ClaimStatus

_BAD_LINE = 2


@takes(*OUTPUT)
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
    """Check every sentence of a text against its source; no model is asked.

    Evidence is found in the source, at most three sentences a claim, and findings say what the
    text says and what the source says. With --jsonl each line gets {"supported", "status", "by",
    "score", "evidence", "findings"}; supported is false for unsupported and contradicted.

    Example: briefer verify summary.md article.txt --fail-on unsupported
    """
    from briefer.errors import UsageError

    with Output(flags) as output:
        if jsonl:
            if source is not None:
                raise UsageError("--jsonl reads articles and claims from one file or stdin")
            statuses, broken = _lines(text or "-", output)
            code = _BAD_LINE if broken else 0
        else:
            if text is None or source is None:
                raise UsageError("verify takes a TEXT and its SOURCE, or --jsonl")
            statuses, code = _one(text, source, output), 0
    if not code and strict_about(statuses, _fail_on(flags)):
        return UNSUPPORTED
    return code


def _one(text: str, source: str, output: Output) -> set[ClaimStatus]:
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
    verification = api.verify(*(item.load() for item in items))
    if output.format == "md":
        output.result(verification_markdown(verification))
    else:
        value = verification_value(verification)
        output.result(dumps(value, pretty=output.format == "json") + "\n")
    return {claim.status for claim in verification.claims}


def _lines(path: str, output: Output) -> tuple[set[ClaimStatus], bool]:
    """Check claims line by line; return their statuses, and whether a line was no claim."""
    from briefer.render import dumps

    statuses: set[ClaimStatus] = set()
    broken = False
    for number, line in enumerate(_read_lines(path), 1):
        answer: dict[str, Any]
        try:
            article, claim = _claim(line)
        except ValueError as error:
            broken = True
            tell(f"line {number}: {error}")
            answer = {"error": str(error)}
        else:
            answer = _answer(article, claim)
            statuses.add(answer["status"])
        output.result(dumps(answer, pretty=False) + "\n")
    return statuses, broken


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
    from briefer.render import value_of

    try:
        verdict = check_claim(claim, article)
    except BrieferError as error:
        # What could not be compared is not borne out: nothing of it was found.
        return {
            "supported": False,
            "status": "unsupported",
            "by": "words",
            "score": 0.0,
            "evidence": [],
            "findings": [],
            "error": str(error),
        }
    checked = verdict.claim(claim)
    return {
        "supported": not checked.fails,
        "status": checked.status,
        "by": checked.by,
        "score": verdict.score,
        "evidence": value_of(verdict.evidence),
        "findings": value_of(verdict.findings),
    }


def _fail_on(flags: dict[str, Any]) -> FailOn:
    import os

    from briefer.config import resolve

    return resolve(settings_of(flags), environ=os.environ, cwd=Path.cwd()).settings.fail_on
