"""Texts held to what they must rest on, for ``verify``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.cli.output import Output, tell

if TYPE_CHECKING:
    from briefer.cli.run import Run
    from briefer.config import Resolved
    from briefer.model import Article, ClaimStatus, Document, Draft, Verification

_STDIN = "-"


def check_drafts(
    texts: Sequence[str],
    sources: Sequence[str],
    output: Output,
    run: Run | None,
    resolved: Resolved,
) -> tuple[set[ClaimStatus], int]:
    """Check texts against sources and those that they name; print each result as it is there.

    Returns the statuses that claims have, and the code of the first text that could not be
    checked, which stops no other.

    Raises:
        UsageError: standard input is named twice.
        BrieferError: the only text there is cannot be checked.
    """
    from briefer.errors import BrieferError, UsageError

    if [*texts, *sources].count(_STDIN) > 1:
        raise UsageError("only one of TEXT and SOURCE can be standard input")
    from_sources = _Sources(sources, resolved)
    codes: list[int] = []
    wanted: list[tuple[str, Draft, list[Document]]] = []
    for text in texts:
        try:
            wanted.append((text, *from_sources.read(text)))
        except BrieferError as error:
            if len(texts) == 1:
                raise
            tell(str(error))
            tell(f"hint: {error.hint}")
            codes.append(error.exit_code)
    checked = _checked(wanted, run)
    for number, (name, _, _) in enumerate(wanted):
        _print(checked[number], output, is_first=not number, name="" if name == _STDIN else name)
    if output.format == "json":
        _print_json(checked, output, single=len(texts) == 1)
    statuses = {claim.status for each in checked for claim in each.claims}
    return statuses, codes[0] if codes else 0


def _checked(
    wanted: Sequence[tuple[str, Draft, list[Document]]], run: Run | None
) -> list[Verification]:
    """Check texts by words alone, or with a judge where there is a run that has one."""
    import anyio

    from briefer.tasks import verify

    if run is None:
        return [verify(draft, documents) for _, draft, documents in wanted]

    async def work() -> list[Verification]:
        async with run.session as session:
            return [await session.verify(draft, documents) for _, draft, documents in wanted]

    with run.shown():
        return anyio.run(work)


class _Sources:
    """Reads texts and what they rest on, each source once."""

    def __init__(self, sources: Sequence[str], resolved: Resolved) -> None:
        self._sources = sources
        self._resolved = resolved
        self._read: dict[str, list[Document]] = {}

    def read(self, text: str) -> tuple[Draft, list[Document]]:
        """Return a text, and what it must rest on (raises BrieferError)."""
        from briefer.errors import UsageError
        from briefer.ingest import is_address, load_draft

        if is_address(text):
            raise UsageError(f"{text} is an address: a text to check is a file, or -")
        if Path(text).is_dir():
            raise UsageError(f"{text} is a folder; name the texts to check")
        draft = load_draft(text, stdin=sys.stdin.buffer)
        beside = Path(text).parent
        own = [each if is_address(each) else str(beside / each) for each in draft.sources]
        names = [*self._sources, *own]
        if not names:
            raise UsageError(
                f"{draft.source} does not say what it rests on",
                hint="name it under sources in its front matter, or with --source",
            )
        documents = [each for name in dict.fromkeys(names) for each in self._documents(name)]
        return draft, documents

    def _documents(self, name: str) -> list[Document]:
        if name not in self._read:
            from briefer.text import split

            self._read[name] = [split(article) for article in self._articles(name)]
        return self._read[name]

    def _articles(self, name: str) -> list[Article]:
        """Return the articles of a source (raises BrieferError)."""
        from briefer.cli.finding import standard_input
        from briefer.compose import columns_of
        from briefer.ingest import TableReading, find, is_address

        if is_address(name):
            return self._fetched(name)
        tables = TableReading(columns_of(self._resolved.settings))
        return [item.load() for item in find([name], stdin=standard_input([name]), tables=tables)]

    def _fetched(self, address: str) -> list[Article]:
        import anyio

        from briefer.compose import gather_settings
        from briefer.errors import SourceUnreadableError
        from briefer.gather import gather

        async def work() -> list[Article]:
            settings = gather_settings(self._resolved.settings, None)
            found = await gather([address], settings=settings)
            if found.failures:
                failure = found.failures[0]
                raise SourceUnreadableError(failure.message, hint=failure.hint)
            return list(found.articles)

        return anyio.run(work)


def _print(verification: Verification, output: Output, *, is_first: bool, name: str) -> None:
    from briefer.render import (
        dumps,
        plain,
        problem_lines,
        verification_markdown,
        verification_value,
    )

    if output.format == "md":
        page = verification_markdown(verification, name)
        output.result(page if is_first else f"\n{page}")
    elif output.format == "lines":
        for line in problem_lines(verification, plain(name) or "standard input"):
            output.result(f"{line}\n")
    elif output.format == "jsonl":
        output.result(dumps(verification_value(verification), pretty=False) + "\n")


def _print_json(checked: Sequence[Verification], output: Output, *, single: bool) -> None:
    from briefer.render import dumps, verification_value, verifications_value

    if single:
        output.result(dumps(verification_value(checked[0])) + "\n")
    else:
        output.result(dumps(verifications_value(checked)) + "\n")
