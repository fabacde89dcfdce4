"""A new version's summary out of the old one's: what stands is carried over word for word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefer import checks
from briefer.analysis.injection import news_of, orders_of
from briefer.compare.versions.staleness import ArticleUpdate
from briefer.errors import ContextLengthError
from briefer.llm import ModelInfo, Request
from briefer.model import (
    Claim,
    Document,
    Evidence,
    Finding,
    Provenance,
    Sentence,
    Summary,
)
from briefer.prompting import PromptLibrary, with_known_ids
from briefer.tasks.answers import CarryAnswer, ClaimAnswer
from briefer.tasks.judge import Material, page_of, read_again
from briefer.tasks.settle import Inspector, split_dropped, under, words_of
from briefer.tasks.summarize import Plan, article_ref, summarize, title_for_model
from briefer.tasks.task import Log, Task, ask
from briefer.tasks.verdicts import Ground
from briefer.tasks.window import output_limit

_FURTHER = {"short": 1, "standard": 3, "long": 5}
_LEADS = 3
_SHOWN_ADDED = 30
_DEFAULT_OUTPUT = 1_200


def carry_over(
    old: Summary,
    before: Document,
    now: Document,
    prompts: PromptLibrary,
    model: ModelInfo,
    plan: Plan,
    *,
    further: bool = True,
) -> Task[Summary]:
    """Summarize a new version, keeping what the old summary says of all that did not change.

    A claim whose sentences say the same facts keeps its wording; its evidence moves to where they
    stand now. One whose sentences changed in fact is written anew; one whose sentences were
    dropped is taken out, and counted. What the new version adds becomes further key facts. All
    that takes one request, one more to the judge if there is one, and none where no fact changed; a
    claim that fails is not sent back, the policy decides at once. Texts that are no versions of
    one article, or of which the old was only a beginning, are summarized as `summarize` does it.

    Args:
        old: The summary of ``before``, in the language that ``plan`` asks for.
        before: The article as it was.
        now: The article as it is.
        prompts: Where the prompt comes from.
        model: Who is asked.
        plan: As for `summarize`.
        further: Whether to tell what the new version adds.

    Raises:
        OutputError, UnsupportedClaimsError, ProviderError, ReplayMissError: as `summarize`.
    """
    updates = ArticleUpdate(before, now)
    if (why := _no_version(updates)) is not None:
        summary = yield from summarize(now, prompts, model, plan)
        noted = replace(summary.article, notes=(*summary.article.notes, f"summarized anew: {why}"))
        return replace(summary, article=noted)
    work = _Carried(old, now, updates, plan, further=further)
    if not work.anew and not work.added:
        return work.summary({}, (), old.provenance)
    log = Log(model, plan.generator)
    request = _request(work, prompts, model, plan)
    try:
        ((answer, _, _),) = yield from ask([request], prompts, log)
    except ContextLengthError:  # more than the window holds at once: `summarize` takes it in parts
        return (yield from summarize(now, prompts, model, plan))
    assert isinstance(answer, CarryAnswer)  # noqa: S101 (narrows the union)
    given = [*answer.claims, *answer.key_facts[: work.limit]]
    inspect = Inspector(work.source, [*answer.claims, *answer.key_facts], plan.language)
    ground = Ground(work.source, lambda _, sentence: sentence, inspect)
    material = Material(ground, (page_of(request, _ids_in(request)),), request.label)
    compared = [inspect(each) for each in given]
    read = yield from read_again(compared, material, plan.judge, prompts, log)
    settled = [under(plan.unsupported, claim, request.label) for claim in read]
    rewritten = dict(zip((each.number for each in answer.claims), settled, strict=False))
    more = settled[len(answer.claims) :]
    return work.summary(rewritten, more, _together(old.provenance, log.provenance))


def _ids_in(request: Request) -> Iterator[str]:
    """Yield the ids of the sentences that a request shows."""
    for claim in request.inputs["claims"]:
        yield from (each["id"] for each in claim["sentences"])
    yield from (each["id"] for each in request.inputs["added"])


def _no_version(updates: ArticleUpdate) -> str | None:
    """Return why nothing can be carried over; None where it can."""
    alignment = updates.alignment
    if alignment is None or not alignment.is_related:
        return "" if alignment is None else alignment.reason
    if alignment.stub == "old":
        return "the earlier version is only the beginning of the article"
    return None


@dataclass(frozen=True, slots=True)
class _Anew:
    """A claim to be written anew from the sentences that stand for its own now."""

    claim: Claim
    sentences: tuple[Sentence, ...]


class _Carried:
    """An old summary's claims, sorted into those that stand, change and go."""

    def __init__(
        self, old: Summary, now: Document, updates: ArticleUpdate, plan: Plan, *, further: bool
    ) -> None:
        self.now = now
        self._orders = orders_of(now)
        self.source = checks.Source([now])
        self.limit = _FURTHER[plan.length]
        self.anew: dict[int, _Anew] = {}
        self._old = old
        self._updates = updates
        self._plan = plan
        self._kept: dict[int, Claim] = {}
        for number, claim in enumerate(old.claims, 1):
            self._sort(number, claim)
        self.added = self._added() if further else []

    def _sort(self, number: int, claim: Claim) -> None:
        moved = self._updates.moved(claim.evidence)
        if moved is not None:
            self._kept[number] = replace(self._moved(claim, moved), carried=True)
            return
        found = {
            s.id: s
            for e in claim.evidence
            for s in self._updates.of(e.sentence, e.text).new
            if s.id not in self._orders
        }
        sentences = tuple(found.values())
        if not sentences and claim is self._old.headline:
            prose = [s for s in news_of(self.now) if s.kind == "prose"]
            sentences = tuple(prose[:_LEADS])
        titled = self._titled(claim, sentences)
        if titled is not None:
            self._kept[number] = titled
        elif sentences:
            self.anew[number] = _Anew(claim, sentences)
        else:
            updates = [self._updates.of(e.sentence, e.text) for e in claim.evidence]
            reason = next((f.reason for f in updates if f.reason), "the newer version is cut short")
            self._kept[number] = _gone(claim, f"not in the newer version: {reason}")

    def _titled(self, claim: Claim, sentences: Sequence[Sentence]) -> Claim | None:
        """Return the new version's title where a headline was the old one's, if it is borne out."""
        before, now = self._updates.old.article.title, title_for_model(self.now.article)
        is_title = (
            claim is self._old.headline and before and words_of(claim.text) == words_of(before)
        )
        if not is_title or not now or not sentences or self._plan.language is not None:
            return None
        if words_of(now) == words_of(before or ""):  # what changed under it may make it wrong
            return None
        title = ClaimAnswer(text=" ".join(now.split()), evidence=[s.id for s in sentences])
        named = Inspector(self.source, [title], None)(title)
        return named if named.status == "confirmed" else None

    def _moved(self, claim: Claim, evidence: tuple[Evidence, ...]) -> Claim:
        """Return a claim as it was, on its evidence as that stands now."""
        ordered = any(each.sentence in self._orders for each in evidence)
        if not claim.fails and not ordered:
            return replace(claim, evidence=evidence)
        # What was found names sentences and places of the old version.
        ids = [each.sentence for each in evidence]
        again = checks.check(claim.original or claim.text, self.source, ids)
        if ordered:  # an edition that was made before took an order to software for evidence
            checked = replace(again.claim(claim.text), repaired=claim.repaired)
            return under(self._plan.unsupported, checked, self.now.article.source)
        if claim.is_flagged and again.supported:
            return replace(again.claim(claim.text), repaired=claim.repaired)
        if again.supported:
            return replace(claim, evidence=evidence)
        return replace(claim, evidence=evidence, findings=again.findings, status=again.status)

    def _added(self) -> list[Sentence]:
        """Return the sentences that stand for none of the old version."""
        alignment = self._updates.alignment
        # What stands at the end of a stub is the wall, no news.
        pairs = () if alignment is None or alignment.stub else alignment.pairs
        added = [s for pair in pairs if not pair.old for s in pair.new if s.kind != "heading"]
        return [s for s in added if s.id not in self._orders][:_SHOWN_ADDED]

    def summary(
        self, rewritten: dict[int, Claim], further: Sequence[Claim], provenance: Provenance
    ) -> Summary:
        """Return the new summary: each claim in its place, what is new at the end."""
        old = self._old
        claims = {**self._kept}
        said = {words_of(claim.text) for claim in claims.values() if claim.handling != "dropped"}
        for number, each in self.anew.items():
            claim = rewritten.get(number)
            if claim is None:
                claim = _gone(each.claim, "its sentences changed, and it was not written anew")
            elif words_of(claim.text) in said and each.claim is not old.headline:
                continue
            said.add(words_of(claim.text))
            claims[number] = claim
        more = []
        for claim in further:
            if words_of(claim.text) not in said:
                said.add(words_of(claim.text))
                more.append(claim)
        numbers = {place: at for at, (place, _) in enumerate(old.placed_claims(), 1)}
        gone: list[Claim] = []

        def now(place: str, _claim: Claim) -> Claim | None:
            claim = claims.get(numbers[place])
            if claim is None or claim.handling != "dropped":
                return claim
            gone.append(claim)
            return None

        carried = old.with_claims(now)
        facts, gone_facts = split_dropped(more)
        return replace(
            carried,
            article=article_ref(self.now),
            key_facts=(*carried.key_facts, *facts),
            provenance=provenance,
            dropped=(*self._dropped_before(), *gone, *gone_facts),
            version=1,
            supersedes=None,
            corrections=(),
        )

    def _dropped_before(self) -> Iterable[Claim]:
        for claim in self._old.dropped:
            evidence = self._updates.moved(claim.evidence)
            if evidence is not None:
                yield replace(claim, evidence=evidence)


def _request(work: _Carried, prompts: PromptLibrary, model: ModelInfo, plan: Plan) -> Request:
    prompt = prompts.get("carry", variant=model.variant)
    given: dict[str, Any] = {
        "claims": [
            {
                "number": number,
                "text": each.claim.text,
                "sentences": [{"id": s.id, "text": s.text} for s in each.sentences],
            }
            for number, each in work.anew.items()
        ],
        "added": [{"id": s.id, "text": s.text, "paragraph": s.paragraph} for s in work.added],
        "limit": work.limit if work.added else 0,
        **plan.wishes,
    }
    schema = prompt.schema
    if model.enum_ids:
        shown = [s for each in work.anew.values() for s in each.sentences] + work.added
        schema = with_known_ids(schema, list(dict.fromkeys(s.id for s in shown)))
    output = output_limit(
        plan.max_output_tokens, model.max_output_tokens, prompt.sampling.max_tokens
    )
    return Request(
        model=model.name,
        messages=prompt.render_from(given),
        schema_name=prompt.schema_name,
        schema=schema,
        prompt=prompt.ref,
        sampling=replace(prompt.sampling, max_tokens=output or _DEFAULT_OUTPUT),
        inputs=given,
        label=work.now.article.source,
    )


def _gone(claim: Claim, why: str) -> Claim:
    """Return a claim that is taken out, with the reason for it."""
    finding = Finding("unsupported", why, level="unsupported")
    return replace(
        claim,
        evidence=(),
        findings=(finding,),
        status="unsupported",
        handling="dropped",
        score=0.0,
    )


def _together(old: Provenance, new: Provenance) -> Provenance:
    """Return how a summary was made that two runs wrote; one by a model is named before none."""
    prompts = {ref.label: ref for ref in (*old.prompts, *new.prompts)}
    maker = old if new.provider == "extractive" else new
    return replace(
        new,
        provider=maker.provider,
        model=maker.model,
        prompts=tuple(prompts[label] for label in sorted(prompts)),
    )
