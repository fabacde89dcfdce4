"""From proposed claims to checked ones: check, read again, repair once, then the policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from briefer import checks
from briefer.analysis.injection import is_addressed_to_machine
from briefer.errors import (
    BrieferError,
    ContextLengthError,
    OutputError,
    UnsupportedClaimsError,
)
from briefer.llm import Message, ModelInfo, Reply, Request
from briefer.model import Claim, Finding, word_count
from briefer.prompting import Prompt, PromptLibrary, with_known_ids
from briefer.tasks.answers import ClaimAnswer, RepairAnswer, read_answer
from briefer.tasks.judge import Judge, Material, Page, read_again
from briefer.tasks.task import Log, Task, follow_up
from briefer.tasks.verdicts import Ground
from briefer.text import guess_language

Policy = Literal["flag", "quote", "drop", "fail"]
"""What becomes of a claim that still fails its check after repair."""

_SHOWN_FINDINGS = 4


@dataclass(frozen=True, slots=True)
class Drafted:
    """Claims as a model proposed them, with the conversation that they came out of.

    ``pages`` are the requests in which the model saw the articles: the same one, or those for
    the parts of a long article. ``story_of`` says which articles tell one story, where they do not
    all: a claim that cites nothing must be found in one of them. ``read`` has claims that a judge
    confirmed before, by their words: what says the same again is not read again. ``limits`` says
    how many words claims may have, by their place; the headline's is 0.
    """

    claims: tuple[ClaimAnswer, ...]
    request: Request
    reply: Reply
    pages: tuple[Page, ...] = ()
    story_of: Mapping[int, int] | None = None
    read: Mapping[str, Claim] = field(default_factory=dict)
    limits: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms claims are settled.

    ``policy`` is for those that fail to the end, ``judge`` reads them again, ``language`` is the
    one that was asked for. ``qualified`` ids name article and sentence (``2.S7``).
    """

    policy: Policy = "flag"
    judge: Judge | None = None
    language: str | None = None
    qualified: bool = False


def settle(
    draft: Drafted,
    source: checks.Source,
    terms: Terms,
    *,
    prompts: PromptLibrary,
    model: ModelInfo,
    log: Log,
) -> Task[list[Claim]]:
    """Check every claim, have it read again, send failing ones back once, apply the policy.

    Returns one claim for each proposed, in order; a dropped one is handled as ``dropped``.

    Raises:
        UnsupportedClaimsError: the policy is ``fail`` and a claim failed.
        ProviderError, BudgetError, ReplayMissError: as the driver sent them.
    """
    inspect = Inspector(source, draft.claims, terms.language, draft.story_of)
    ground = Ground(source, _qualified if terms.qualified else _bare, inspect)
    material = Material(ground, draft.pages, draft.request.label)
    checked = [draft.read.get(words_of(each.text)) or inspect(each) for each in draft.claims]
    claims = yield from read_again(checked, material, terms.judge, prompts, log)
    # One that copies sentences, or is too small to be told of lengths, cannot shorten anything.
    shortens = model.provider != "extractive" and model.variant is None
    failing = [
        index
        for index, claim in enumerate(claims)
        if claim.handling == "kept"
        and (claim.fails or (shortens and _is_long(claim, draft.limits.get(index))))
    ]
    if failing:
        before = {index: claims[index] for index in failing}
        anew = yield from _repair(before, draft, ground, prompts, model, log, terms.language)
        mended = [index for index, claim in zip(failing, anew, strict=True) if claim.repaired]
        compared = [claim for claim in anew if claim.repaired]
        read = yield from read_again(compared, material, terms.judge, prompts, log)
        for index, claim in zip(mended, read, strict=True):
            claims[index] = _better(claims[index], claim)
    most = draft.limits.get(0)
    if claims and most and terms.language is None and claims[0].handling == "kept":
        claims[0] = _headed(claims[0], most, ground)
    return [under(terms.policy, claim, draft.request.label) for claim in claims]


def _is_long(claim: Claim, most: int | None) -> bool:
    return most is not None and word_count(claim.text) > most


def _headed(headline: Claim, most: int, ground: Ground) -> Claim:
    """Return the title of an article that a headline cites, where that is too long or open."""
    if not _is_long(headline, most) and headline.status != "open":
        return headline
    for number in dict.fromkeys(each.article for each in headline.evidence):
        title = " ".join((ground.source.documents[number - 1].article.title or "").split())
        if title and word_count(title) <= most and not is_addressed_to_machine(title):
            named = ground.inspect(ClaimAnswer(text=title, evidence=ground.names(headline)))
            if named.status == "confirmed":
                return named
    return headline


def _bare(_article: int, sentence: str) -> str:
    return sentence


def _qualified(article: int, sentence: str) -> str:
    return f"{article}.{sentence}"


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
        if checked.status == "open" and self._is_title(checked):
            return replace(checked, status="confirmed", findings=())
        stories = {self._story_of.get(e.article, 0) for e in checked.evidence}
        if checked.origin != "found" or len(stories) == 1 or checked.fails:
            return checked
        why = "no one story says it: parts of it stand in several"
        mixed = Finding("unsupported", why, level="unsupported")
        return replace(checked, findings=(*checked.findings, mixed), status="unsupported")

    def _is_title(self, claim: Claim) -> bool:
        """Return whether a claim is, word for word, the title of an article that it cites."""
        cited = {self._source.documents[each.article - 1].article for each in claim.evidence}
        said = words_of(claim.text)
        return any(article.title and words_of(article.title) == said for article in cited)

    def _translated(self, claim: ClaimAnswer) -> Claim:
        assert self._language is not None  # noqa: S101 (narrows for the type checker)
        verdict = checks.check_translation(
            claim.text, self._source, claim.evidence, language=self._language
        )
        return replace(verdict.claim(claim.text), checked="figures")


def _repair(
    failing: Mapping[int, Claim],
    draft: Drafted,
    ground: Ground,
    prompts: PromptLibrary,
    model: ModelInfo,
    log: Log,
    language: str | None,
) -> Task[list[Claim]]:
    """Send failing claims back once; return what came of each, held to its sentences by words.

    Those that are too long go with them; ``failing`` has claims by their places. One that did not
    come back, or came back as it was, is returned as it was.
    """
    prompt = prompts.get("repair", variant=model.variant)
    numbered = [
        _shown(number, claim, ground, draft.limits.get(index))
        for number, (index, claim) in enumerate(failing.items(), 1)
    ]
    request = _request(prompt, draft, numbered, model, language)
    outcome = (yield [request])[0]
    log.add(request, outcome)
    try:
        if isinstance(outcome, BrieferError):
            raise outcome
        answer = read_answer(outcome.text, "repair")
    except (OutputError, ContextLengthError):
        return list(failing.values())
    assert isinstance(answer, RepairAnswer)  # noqa: S101 (narrows the union)
    given = {each.number: each for each in answer.claims}
    anew = (given.get(number) for number in range(1, len(failing) + 1))
    return [
        claim
        if each is None or _is_same(each, claim, ground)
        else replace(ground.inspect(each), repaired=True)
        for claim, each in zip(failing.values(), anew, strict=True)
    ]


def _is_same(answer: ClaimAnswer, claim: Claim, ground: Ground) -> bool:
    """Tell whether a model stands by a claim: its words, on no other sentences."""
    same_words = answer.text.split() == claim.text.split()
    return same_words and (claim.by == "judge" or set(answer.evidence) <= set(ground.names(claim)))


def _better(claim: Claim, anew: Claim) -> Claim:
    """Return a claim written anew, unless no less is found against it than against the old one.

    In place of one that does not fail, only a shorter one that is as sure.
    """
    if not claim.fails:
        shorter = word_count(anew.text) < word_count(claim.text)
        as_sure = anew.status in (claim.status, "confirmed")
        return replace(anew, repaired=False) if shorter and as_sure else claim
    return claim if anew.fails and _against(anew) >= _against(claim) else anew


def _against(claim: Claim) -> int:
    return sum(finding.level != "doubt" for finding in claim.findings)


def _shown(number: int, claim: Claim, ground: Ground, most: int | None = None) -> dict[str, object]:
    """Return a failing claim as the repair prompt and the extractive engine see it."""
    messages = [finding.message for finding in claim.findings if finding.level != "doubt"]
    if _is_long(claim, most):
        words = word_count(claim.text)
        messages.insert(0, f"it has {words} words; say its news in at most {most}")
    return {
        "number": number,
        "text": claim.text,
        "evidence": [ground.name(e.article, e.sentence) for e in claim.evidence],
        "findings": messages[:_SHOWN_FINDINGS],
        "sentences": [
            {"id": ground.name(e.article, e.sentence), "text": e.text} for e in claim.evidence
        ],
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
    if not claim.fails or claim.handling != "kept":
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
        words = words_of(claim.text)
        if words not in seen:
            seen.add(words)
            kept.append(claim)
    return kept


def words_of(text: str) -> str:
    """Return a claim's words without case, spaces and full stop, by which one is told again."""
    return " ".join(text.casefold().split()).rstrip(".")


def split_dropped(claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Return (kept, dropped)."""
    kept = tuple(claim for claim in claims if claim.handling != "dropped")
    return kept, tuple(claim for claim in claims if claim.handling == "dropped")
