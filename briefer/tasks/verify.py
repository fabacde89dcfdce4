"""Any text, whoever wrote it, checked place by place against what it must rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefer import checks
from briefer.model import (
    Claim,
    Document,
    Draft,
    Finding,
    Passage,
    Provenance,
    Verification,
    status_of,
)
from briefer.prompting import PromptLibrary
from briefer.tasks.answers import ClaimAnswer
from briefer.tasks.judge import Judge, Material, read_again
from briefer.tasks.summarize import Plan, article_ref, pages_of
from briefer.tasks.task import Log, Task
from briefer.tasks.verdicts import Ground

_ID = r" \[(?:(?P<article>\d+)\.)?S(?P<sentence>\d+)\]\Z"
_WROTE = re.compile(r"\Athe claim says (?P<said>.+?); the source(?P<rest> .+)\Z", re.DOTALL)
_HAS = re.compile(r"\A(?P<who>the claim|the source) (?P<rest>.+)\Z", re.DOTALL)
_PLACED = re.compile(rf"(?P<told>.+){_ID}", re.DOTALL)


def verify(draft: Draft, documents: Sequence[Document]) -> Verification:
    """Check every passage of a draft against documents, finding its evidence there.

    ``documents[0]`` is article 1 to the evidence. A heading or table cell without a figure
    that no sentence says is open: it may be a label and state nothing.
    """
    claims = _checked(draft, checks.Source(documents))
    return _verification(draft, documents, claims)


def verify_again(
    draft: Draft, documents: Sequence[Document], prompts: PromptLibrary, judge: Judge, plan: Plan
) -> Task[Verification]:
    """Do as `verify`, and have a judge read what words do not confirm.

    Raises:
        ProviderError, BudgetError, ReplayMissError: as the driver sent them.
    """
    log = Log(judge.model, plan.generator)
    found = _checked(draft, checks.Source(documents))
    claims = yield from _again(found, documents, prompts, judge, plan, log)
    return replace(_verification(draft, documents, claims), provenance=log.provenance)


def check_again(
    claim: str, document: Document, prompts: PromptLibrary, judge: Judge, plan: Plan
) -> Task[Claim]:
    """Check one claim, and have a judge read it unless words confirm it (raises as above)."""
    checked = checks.check(claim, checks.Source([document])).claim(claim)
    log = Log(judge.model, plan.generator)
    (read,) = yield from _again([checked], [document], prompts, judge, plan, log)
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
    read = yield from _again(checked, [document], prompts, judge, plan, log)
    return read, log.provenance


def _checked(draft: Draft, source: checks.Source) -> list[Claim]:
    return [_of_its_kind(checks.check(p.text, source).claim(p.text), p) for p in draft.passages]


def _of_its_kind(claim: Claim, passage: Passage) -> Claim:
    """Return a label's claim as open where all that is found is that no sentence says it."""
    if passage.kind not in ("heading", "cell") or claim.status != "unsupported":
        return claim
    if any(char.isdigit() for char in claim.text):
        return claim
    if any(each.kind != "unsupported" and each.level != "doubt" for each in claim.findings):
        return claim
    findings = tuple(replace(each, level="doubt") for each in claim.findings)
    return replace(claim, findings=findings, status=status_of(findings, carried=False))


def _verification(
    draft: Draft, documents: Sequence[Document], claims: Sequence[Claim]
) -> Verification:
    first, *others = map(article_ref, documents)
    told = [replace(c, findings=tuple(map(_to_the_writer, c.findings))) for c in claims]
    return Verification(first, tuple(told), others=tuple(others), passages=draft.passages)


def _to_the_writer(finding: Finding) -> Finding:
    """Return a finding with its message addressed to who wrote the text.

    "the claim says $3.90; the source says $2.90 [S1]" becomes "You wrote $3.90. The article says
    $2.90 (sentence 1)."
    """
    if finding.by == "judge":
        return finding
    told, where = finding.message, ""
    if placed := _PLACED.fullmatch(told):
        told = placed["told"]
        article = f"article {placed['article']}, " if placed["article"] else ""
        where = f" ({article}sentence {placed['sentence']})"
    if wrote := _WROTE.match(told):
        told = f"You wrote {_ended(wrote['said'])} The article{wrote['rest']}"
    elif has := _HAS.match(told):
        who = "Your text" if has["who"] == "the claim" else "The article"
        told = f"{who} {has['rest']}"
    else:
        told = told[:1].upper() + told[1:]
    return replace(finding, message=_ended(told + where))


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _again(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    prompts: PromptLibrary,
    judge: Judge,
    plan: Plan,
    log: Log,
) -> Task[list[Claim]]:
    source = checks.Source(documents)

    def inspect(answer: ClaimAnswer) -> Claim:
        return checks.check(answer.text, source, answer.evidence).claim(answer.text)

    def name(article: int, sentence: str) -> str:
        return sentence if len(documents) == 1 else f"{article}.{sentence}"

    ground = Ground(source, name, inspect)
    alone = documents[0] if len(documents) == 1 else None
    # Of several articles, the sentences round a claim's evidence are shown beside it.
    pages = () if alone is None else pages_of(alone, prompts, judge.model, plan)
    material = Material(ground, pages, documents[0].article.source)
    return (yield from read_again(claims, material, judge, prompts, log))
