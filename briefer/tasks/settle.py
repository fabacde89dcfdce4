"""From proposed claims to checked ones: check, repair once, then the policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefer import checks
from briefer.errors import (
    BrieferError,
    ContextLengthError,
    OutputError,
    UnsupportedClaimsError,
)
from briefer.llm import Message, ModelInfo, Reply, Request
from briefer.model import Claim, Finding
from briefer.prompting import Prompt, PromptLibrary, with_known_ids
from briefer.tasks.answers import ClaimAnswer, RepairAnswer, read_answer
from briefer.tasks.task import Log, Task, follow_up
from briefer.text import guess_language

Policy = Literal["flag", "quote", "drop", "fail"]
"""What becomes of a claim that still fails its check after repair."""

_SHOWN_FINDINGS = 4


@dataclass(frozen=True, slots=True)
class Drafted:
    """Claims as a model proposed them, with the conversation that they came out of.

    ``story_of`` says which articles tell one story, where they do not all: a claim that cites
    nothing must be found in one of them.
    """

    claims: tuple[ClaimAnswer, ...]
    request: Request
    reply: Reply
    story_of: Mapping[int, int] | None = None


def settle(
    draft: Drafted,
    source: checks.Source,
    *,
    policy: Policy,
    prompts: PromptLibrary,
    model: ModelInfo,
    log: Log,
    language: str | None = None,
    qualified: bool = False,
) -> Task[list[Claim]]:
    """Check every claim, send the failing ones back once, and apply the policy.

    Returns one claim for each proposed, in order; a dropped one is handled as ``dropped``.
    ``qualified`` ids name article and sentence (``2.S7``).

    Raises:
        UnsupportedClaimsError: the policy is ``fail`` and a claim failed.
    """
    inspect = Inspector(source, draft.claims, language, draft.story_of)
    claims = [inspect(each) for each in draft.claims]
    failing = [index for index, claim in enumerate(claims) if claim.fails]
    if failing:
        repaired = yield from _repair(
            [claims[index] for index in failing],
            draft,
            inspect,
            prompts=prompts,
            model=model,
            log=log,
            language=language,
            qualified=qualified,
        )
        for index, claim in zip(failing, repaired, strict=True):
            claims[index] = claim
    return [under(policy, claim, draft.request.label) for claim in claims]


class Inspector:
    """Checks claims against their source, in its language or, if need be, by figures alone."""

    def __init__(
        self,
        source: checks.Source,
        claims: Sequence[ClaimAnswer],
        language: str | None,
        story_of: Mapping[int, int] | None = None,
    ) -> None:
        self._source = source
        self._story_of = story_of or {}
        # Only a language that was asked for can differ; what the model made of it is looked at
        # over all its claims, since one alone is too short to tell.
        self._language = guess_language(" ".join(c.text for c in claims)) if language else None

    def __call__(self, claim: ClaimAnswer) -> Claim:
        """Return a claim as checking it found it."""
        return self._translated(claim) if self._is_translated(claim) else self._plain(claim)

    def _is_translated(self, claim: ClaimAnswer) -> bool:
        if self._language is None:
            return False
        named, _ = self._source.resolve(claim.evidence)
        article = named[0].article if named else 1
        return self._source.language_of(article) != self._language

    def _plain(self, claim: ClaimAnswer) -> Claim:
        checked = checks.check(claim.text, self._source, claim.evidence).claim(claim.text)
        stories = {self._story_of.get(e.article, 0) for e in checked.evidence}
        if checked.origin != "found" or len(stories) == 1 or checked.fails:
            return checked
        why = "no one story says it: parts of it stand in several"
        mixed = Finding("unsupported", why, level="unsupported")
        return replace(checked, findings=(*checked.findings, mixed), status="unsupported")

    def _translated(self, claim: ClaimAnswer) -> Claim:
        assert self._language is not None  # noqa: S101 (narrows for the type checker)
        verdict = checks.check_translation(
            claim.text, self._source, claim.evidence, language=self._language
        )
        return replace(verdict.claim(claim.text), checked="figures")


def _repair(
    failing: Sequence[Claim],
    draft: Drafted,
    inspect: Inspector,
    *,
    prompts: PromptLibrary,
    model: ModelInfo,
    log: Log,
    language: str | None,
    qualified: bool,
) -> Task[list[Claim]]:
    """Send failing claims back once. A repair that is no better leaves the claim as it was."""
    prompt = prompts.get("repair", variant=model.variant)
    numbered = [
        _shown(number, claim, qualified=qualified) for number, claim in enumerate(failing, 1)
    ]
    request = _request(prompt, draft, numbered, model, language)
    outcome = (yield [request])[0]
    log.add(request, outcome)
    try:
        if isinstance(outcome, BrieferError):
            raise outcome
        answer = read_answer(outcome.text, "repair")
    except (OutputError, ContextLengthError):
        return list(failing)
    assert isinstance(answer, RepairAnswer)  # noqa: S101 (narrows the union)
    anew = {each.number: each for each in answer.claims}
    return [_better(claim, anew.get(number), inspect) for number, claim in enumerate(failing, 1)]


def _better(claim: Claim, anew: ClaimAnswer | None, inspect: Inspector) -> Claim:
    if anew is None:
        return claim
    checked = inspect(anew)
    if checked.fails and _against(checked) >= _against(claim):
        return claim
    return replace(checked, repaired=True)


def _against(claim: Claim) -> int:
    return sum(finding.level != "doubt" for finding in claim.findings)


def _shown(number: int, claim: Claim, *, qualified: bool) -> dict[str, object]:
    """Return a failing claim as the repair prompt and the extractive engine see it."""

    def name(article: int, sentence: str) -> str:
        return f"{article}.{sentence}" if qualified else sentence

    messages = [finding.message for finding in claim.findings if finding.level != "doubt"]
    return {
        "number": number,
        "text": claim.text,
        "evidence": [name(e.article, e.sentence) for e in claim.evidence],
        "findings": messages[:_SHOWN_FINDINGS],
        "sentences": [{"id": name(e.article, e.sentence), "text": e.text} for e in claim.evidence],
    }


def _request(
    prompt: Prompt,
    draft: Drafted,
    numbered: Sequence[dict[str, object]],
    model: ModelInfo,
    language: str | None,
) -> Request:
    inputs = {"claims": numbered, "language": language}
    messages: tuple[Message, ...] = prompt.render_from(inputs)
    if prompt.continues:
        messages = follow_up(draft.request, draft.reply, messages)
    schema = prompt.schema
    if model.enum_ids:
        ids = sorted({sentence["id"] for each in numbered for sentence in each["sentences"]})  # type: ignore[attr-defined]
        schema = with_known_ids(schema, ids) if ids else schema
    return Request(
        model=model.name,
        messages=messages,
        schema_name=prompt.schema_name,
        schema=schema,
        prompt=prompt.ref,
        sampling=prompt.sampling,
        inputs=inputs,
        label=draft.request.label,
    )


def under(policy: Policy, claim: Claim, label: str) -> Claim:
    """Return what a policy makes of a checked claim (raises UnsupportedClaimsError)."""
    if not claim.fails:
        return claim
    if policy == "fail":
        against = (finding.message for finding in claim.findings if finding.level != "doubt")
        why = next(against, "the source says nothing like it")
        raise UnsupportedClaimsError(f"{label}: the source does not bear out {claim.text!r}: {why}")
    if policy == "drop" or (policy == "quote" and not claim.evidence):
        return replace(claim, handling="dropped")
    if policy == "quote":
        best = claim.evidence[0]
        return replace(
            claim,
            text=best.text,
            evidence=(best,),
            handling="quoted",
            original=claim.text,
        )
    return claim


def unrepeated(claims: Iterable[ClaimAnswer]) -> list[ClaimAnswer]:
    """Leave out claims that say word for word what an earlier one said."""
    seen: set[str] = set()
    kept = []
    for claim in claims:
        words = " ".join(claim.text.casefold().split()).rstrip(".")
        if words not in seen:
            seen.add(words)
            kept.append(claim)
    return kept


def split_dropped(claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Return (kept, dropped)."""
    kept = tuple(claim for claim in claims if claim.handling != "dropped")
    return kept, tuple(claim for claim in claims if claim.handling == "dropped")
