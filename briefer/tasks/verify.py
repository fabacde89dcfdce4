"""Any text, whoever wrote it, checked sentence by sentence against its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefer import checks
from briefer.model import Article, Claim, Document, Provenance, Verification
from briefer.prompting import PromptLibrary
from briefer.tasks.answers import ClaimAnswer
from briefer.tasks.judge import Judge, Material, read_again
from briefer.tasks.summarize import Plan, article_ref, pages_of
from briefer.tasks.task import Log, Task
from briefer.tasks.verdicts import Ground
from briefer.text import split

_MARK = re.compile(r"\s*\[(?:\d+\.)?S\d+(?:,\s*(?:\d+\.)?S\d+)*\]")


def verify(text: Article, document: Document) -> Verification:
    """Check every sentence of ``text`` against ``document``, finding its evidence there.

    Headings are no claims. Evidence marks such as ``[S7]`` are taken out before the check.
    """
    source = checks.Source([document])
    claims = []
    for sentence in split(text).sentences:
        words = _MARK.sub("", sentence.text).strip()
        if sentence.kind != "heading" and any(char.isalnum() for char in words):
            verdict = checks.check(words, source)
            claims.append(verdict.claim(words))
    return Verification(article_ref(document), tuple(claims))


def verify_again(
    text: Article, document: Document, prompts: PromptLibrary, judge: Judge, plan: Plan
) -> Task[Verification]:
    """Do as `verify`, and have a judge read what words do not confirm.

    Raises:
        ProviderError, BudgetError, ReplayMissError: as the driver sent them.
    """
    found = verify(text, document)
    log = Log(judge.model, plan.generator)
    claims = yield from _again(found.claims, document, prompts, judge, plan, log)
    return replace(found, claims=tuple(claims), provenance=log.provenance)


def check_again(
    claim: str, document: Document, prompts: PromptLibrary, judge: Judge, plan: Plan
) -> Task[Claim]:
    """Check one claim, and have a judge read it unless words confirm it (raises as above)."""
    checked = checks.check(claim, checks.Source([document])).claim(claim)
    log = Log(judge.model, plan.generator)
    (read,) = yield from _again([checked], document, prompts, judge, plan, log)
    return read


def check_together(
    claims: Sequence[tuple[str, Sequence[str]]],
    document: Document,
    prompts: PromptLibrary,
    judge: Judge,
    plan: Plan,
) -> Task[tuple[list[Claim], Provenance]]:
    """Check claims of one article, each with the ids it cites, and have them read together.

    Returns them in order, with how they were read (raises as above).
    """
    source = checks.Source([document])
    checked = [checks.check(text, source, cited).claim(text) for text, cited in claims]
    log = Log(judge.model, plan.generator)
    read = yield from _again(checked, document, prompts, judge, plan, log)
    return read, log.provenance


def _again(
    claims: tuple[Claim, ...] | list[Claim],
    document: Document,
    prompts: PromptLibrary,
    judge: Judge,
    plan: Plan,
    log: Log,
) -> Task[list[Claim]]:
    source = checks.Source([document])

    def inspect(answer: ClaimAnswer) -> Claim:
        return checks.check(answer.text, source, answer.evidence).claim(answer.text)

    ground = Ground(source, lambda _, sentence: sentence, inspect)
    pages = pages_of(document, prompts, judge.model, plan)
    material = Material(ground, pages, document.article.source)
    return (yield from read_again(claims, material, judge, prompts, log))
