"""What changed between two versions of an article, in checked claims that cite both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from briefer import checks, lang
from briefer.analysis.injection import orders_of
from briefer.compare.versions.alignment import Alignment, align
from briefer.compare.versions.changes import changes as changes_of
from briefer.compare.versions.surface import normalized
from briefer.errors import ContextLengthError, OutputError
from briefer.llm import ModelInfo, Request
from briefer.model import (
    Change,
    Claim,
    Document,
    Finding,
    Sentence,
    Span,
    WhatChanged,
    status_of,
)
from briefer.prompting import Prompt, PromptLibrary, with_known_ids
from briefer.tasks.answers import ChangeAnswer, ClaimAnswer
from briefer.tasks.halves import Halves, halves_of, is_movement
from briefer.tasks.judge import Material, page_of, read_again
from briefer.tasks.settle import Inspector, split_dropped, under, unrepeated
from briefer.tasks.summarize import Plan, article_ref
from briefer.tasks.task import Log, Task, ask
from briefer.tasks.verdicts import Ground
from briefer.tasks.window import fits, output_limit, room

MOST_CHANGES = 40
"""Changes that a request shows, the weightiest; all of them are in the result."""

_DEFAULT_OUTPUT = 800
_TITLE = "title"
_OLD, _NEW = "1.", "2."
_VERSIONS = {"OLD.": _OLD, "NEW.": _NEW}
_PAST = re.compile(rf"\b(?:{'|'.join(lang.every_language().past_marks)})\b", re.IGNORECASE)
"""Words by which a claim says that it tells what was."""
_FROM = frozenset({"from", "von", "de"})
_TWO_SIDED = frozenset({"number", "money", "date", "name", "role", "place"})


def word_changes(
    old: Document, new: Document, prompts: PromptLibrary, model: ModelInfo, plan: Plan
) -> Task[WhatChanged]:
    """Compare two versions, and word the weightiest changes; every claim comes back checked.

    The typed changes are found without the model and stand whatever it answers. Without a change
    of fact nothing is asked; else one request goes out, with the changed sentences and their
    neighbours (one more only if its answer is no JSON of the right form), and one to the judge if
    there is one. A claim that fails is not sent back: the policy decides at once. An answer that
    cannot be used leaves the words out, with a note.

    Raises:
        UnsupportedClaimsError: the policy is ``fail`` and a claim failed its check.
        ProviderError, ReplayMissError: as the driver sent them.
    """
    alignment = align(old, new)
    found = changes_of(old, new, alignment)
    diff = WhatChanged(
        article_ref(old),
        article_ref(new),
        found,
        is_related=alignment.is_related,
        reason=alignment.reason,
        stub=alignment.stub,
    )
    maker = _Maker(old, new, alignment, prompts.get("change", variant=model.variant), model, plan)
    shown = [each for each in found if each.factual and maker.is_told(each)][:MOST_CHANGES]
    if not shown:
        return diff
    log = Log(model, plan.generator)
    asked = maker.fitting(shown)
    try:
        ((answer, request, _),) = yield from ask([asked], prompts, log)
    except (OutputError, ContextLengthError) as error:
        note = f"the changes could not be put into words: {error}"
        return replace(diff, notes=(note,), provenance=log.provenance)
    assert isinstance(answer, ChangeAnswer)  # noqa: S101 (narrows the union)
    check = _Check(old, new, maker.sides(found), plan.language, answer.changes)
    compared = [check.compared(each) for each in unrepeated(answer.changes)]
    ground = Ground(check.both, _in_version, check.compared)
    shown_ids = (each["id"] for side in ("old", "new") for each in asked.inputs[side])
    material = Material(ground, (page_of(asked, shown_ids),), request.label)
    read = yield from read_again(compared, material, plan.judge, prompts, log)
    claims = [under(plan.unsupported, check.changed(each), request.label) for each in read]
    kept, dropped = split_dropped(claims)
    return replace(diff, summary=kept, dropped=dropped, provenance=log.provenance)


class _Maker:
    """Builds the one request about two versions."""

    def __init__(
        self,
        old: Document,
        new: Document,
        alignment: Alignment,
        prompt: Prompt,
        model: ModelInfo,
        plan: Plan,
    ) -> None:
        self.documents = old, new
        self.alignment = alignment
        self.prompt = prompt
        self.model = model
        self.plan = plan
        self._orders = orders_of(old), orders_of(new)
        self._pairs = [
            {s.id: pair for pair in alignment.pairs for s in (pair.old, pair.new)[side]}
            for side in (0, 1)
        ]

    def is_told(self, each: Change) -> bool:
        """Return whether a change stands in sentences that can be cited, and shown to a model.

        Headlines cannot be cited; what gives orders to software is not shown.
        """
        sides = self._sentences(each)
        return any(sides) and not any(
            s.id in orders for side, orders in zip(sides, self._orders, strict=True) for s in side
        )

    def sides(self, found: Iterable[Change]) -> dict[str, list[Change]]:
        """Return the factual changes by the qualified ids of the sentences they stand in."""
        out: dict[str, list[Change]] = {}
        for each in found:
            if each.factual:
                for version, sentences in zip((_OLD, _NEW), self._sentences(each), strict=True):
                    for sentence in sentences:
                        out.setdefault(f"{version}{sentence.id}", []).append(each)
        return out

    def fitting(self, shown: Sequence[Change]) -> Request:
        """Return the request about as many changes as the window holds; about one at least."""
        window = self.plan.context_tokens or self.model.context_tokens
        request = self.request(shown)
        if window is None:
            return request
        most = room(window, self.output)
        while len(shown) > 1 and not fits(request, most):
            shown = shown[: len(shown) // 2]
            request = self.request(shown)
        return request

    def request(self, shown: Sequence[Change]) -> Request:
        """Return the request about some changes."""
        old, new = self._around(shown)
        given: dict[str, Any] = {
            "changes": [self._shown(each) for each in shown],
            "old": old,
            "new": new,
            **self.plan.wishes,
        }
        schema = self.prompt.schema
        if self.model.enum_ids:
            schema = with_known_ids(schema, [each["id"] for each in (*old, *new)])
        return Request(
            model=self.model.name,
            messages=self.prompt.render_from(given),
            schema_name=self.prompt.schema_name,
            schema=schema,
            prompt=self.prompt.ref,
            sampling=replace(self.prompt.sampling, max_tokens=self.output),
            inputs=given,
            label=self.documents[1].article.source,
        )

    @property
    def output(self) -> int:
        limit = output_limit(
            self.plan.max_output_tokens,
            self.model.max_output_tokens,
            self.prompt.sampling.max_tokens,
        )
        return limit or _DEFAULT_OUTPUT

    def _sentences(self, each: Change) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
        """Return the sentences of the pair that a change stands in, on both sides."""
        for side, place in enumerate((each.old, each.new)):
            if place is not None and place.sentence in self._pairs[side]:
                pair = self._pairs[side][place.sentence]
                return pair.old, pair.new
        return (), ()

    def _shown(self, each: Change) -> dict[str, Any]:
        old, new = self._sentences(each)
        return {
            "type": each.type,
            "message": each.message,
            "old": [f"old.{s.id}" for s in old],
            "new": [f"new.{s.id}" for s in new],
            "said": " ".join(s.text for s in old),
            "says": " ".join(s.text for s in new),
        }

    def _around(self, shown: Sequence[Change]) -> tuple[list[dict[str, Any]], ...]:
        """Return the sentences that changed and their neighbours, of each version, in order."""
        out = []
        for side, (name, orders) in enumerate(zip(("old", "new"), self._orders, strict=True)):
            every = self.documents[side].sentences
            places = {s.id: at for at, s in enumerate(every)}
            wanted = {places[s.id] for each in shown for s in self._sentences(each)[side]}
            near = {at + step for at in wanted for step in (-1, 0, 1)} & set(range(len(every)))
            near_by = [every[at] for at in sorted(near) if every[at].id not in orders]
            out.append([{"id": f"{name}.{s.id}", "text": s.text} for s in near_by])
        return tuple(out)


class _Check:
    """Holds claims about changes to the sides that they cite, and to the changes themselves.

    A claim that cites the old version alone says what is gone, and is checked against that; one
    that cites the new one alone against the new; one that cites both against both.
    """

    def __init__(
        self,
        old: Document,
        new: Document,
        changed: dict[str, list[Change]],
        language: str | None,
        answers: Sequence[ClaimAnswer],
    ) -> None:
        self.both = checks.Source([old, new])
        self._sides = checks.Source([old]), checks.Source([new])
        self._changed = changed
        self._language = language
        self._inspectors = tuple(
            Inspector(source, answers, language) for source in (self.both, *self._sides)
        )

    def compared(self, answer: ClaimAnswer) -> Claim:
        """Return a claim held to the sentences of the sides that it cites, by words."""
        names = [_qualified(each) for each in answer.evidence]
        halves = self._halves(answer.text, names)
        if halves is not None and (cited := self._on_both_sides(names)):
            return self._by_halves(answer.text, halves, cited)
        if any(self.both.cite(name) and name.startswith((_OLD, _NEW)) for name in names):
            return self._inspectors[0](answer.model_copy(update={"evidence": names}))
        return self._uncited(answer)

    def _halves(self, text: str, names: Iterable[str]) -> Halves | None:
        """Return the halves of a claim; None of a translated one.

        Nor are there any where one sentence has both: that is a route or a span of years.
        """
        halves = None if self._language else halves_of(text, self.both.language_of(2))
        if halves is None:
            return None
        both = normalized(halves.was.text), normalized(halves.now.text)
        found = (self.both.cite(name) for name in names)
        said = (normalized(each[2].text) for each in found if each is not None)
        return None if any(all(part in text for part in both) for text in said) else halves

    def _on_both_sides(self, names: Sequence[str]) -> tuple[list[str], list[str]] | None:
        """Return cited ids by version, those of the other side added; None if a side has none."""
        sides: tuple[list[str], list[str]] = ([], [])
        for name in names:
            if self.both.cite(name) and name.startswith((_OLD, _NEW)):
                sides[name.startswith(_NEW)].append(name)
        for side, other in ((0, 1), (1, 0)):
            if not sides[side]:
                found = (c for name in sides[other] for c in self._changed.get(name, ()))
                places = (each.new if side else each.old for each in found)
                sides[side].extend(
                    dict.fromkeys(f"{side + 1}.{p.sentence}" for p in places if p is not None)
                )
        return sides if all(sides) else None

    def _by_halves(self, text: str, halves: Halves, cited: tuple[list[str], list[str]]) -> Claim:
        """Return a claim of which each half was held to its own version."""
        verdicts = [
            checks.check(half, self.both, names)
            for half, names in zip((halves.old, halves.new), cited, strict=True)
        ]
        found = [_placed(f, text) for verdict in verdicts for f in verdict.findings]
        found = [
            f for f in found if f.level != "doubt" or not f.claim or not is_movement(f.claim.text)
        ]
        found += [f for f in (halves.turned, self._exchanged(halves, cited)) if f is not None]
        unique = {(f.kind, f.claim, f.level): f for f in found}
        evidence = {(e.article, e.start): e for v in verdicts for e in v.evidence}
        return Claim(
            text,
            tuple(evidence.values()),
            score=round(sum(v.score for v in verdicts) / len(verdicts), 4),
            findings=tuple(unique.values()),
            status=status_of(unique.values(), carried=True),
        )

    def _exchanged(self, halves: Halves, cited: tuple[list[str], list[str]]) -> Finding | None:
        """Return a finding where a claim tells what was as what is, and the other way round."""
        was, now = normalized(halves.was.text), normalized(halves.now.text)
        for each in (c for names in cited for name in names for c in self._changed.get(name, ())):
            if each.old is not None and each.new is not None:
                old, new = normalized(each.old.text), normalized(each.new.text)
                if (was, now) == (new, old):
                    return _finding(f"the other way round: {each.message}")
        return None

    def changed(self, claim: Claim) -> Claim:
        """Return a claim held to what changed: code knows that, whoever read the claim."""
        if claim.fails:
            return claim
        finding = self._unchanged(claim)
        names = [f"{each.article}.{each.sentence}" for each in claim.evidence]
        if finding is None and self._halves(claim.text, names) is None:
            finding = self._turned(claim)
        if finding is None:
            return claim
        findings = (*claim.findings, finding)
        return replace(claim, findings=findings, status="unsupported", by="words")

    def _uncited(self, answer: ClaimAnswer) -> Claim:
        """Look for a claim's evidence in the new version, then in the old."""
        bare = answer.model_copy(update={"evidence": []})
        for number in (2, 1):
            claim = self._inspectors[number](bare)
            evidence = tuple(replace(e, article=number) for e in claim.evidence)
            if not claim.fails or number == 1:
                break
        return replace(claim, evidence=evidence)

    def _unchanged(self, claim: Claim) -> Finding | None:
        """Return a finding if what a claim says is not among what changed."""
        at = [f"{each.article}.{each.sentence}" for each in claim.evidence]
        here = [each for name in at for each in self._changed.get(name, ())]
        if not here:
            return _finding("the sentences it rests on did not change")
        sides = {each.article for each in claim.evidence}
        if len(sides) > 1 or any(_mentions(claim.text, each, sides) for each in here):
            return None
        other_side = self._sides[0 if sides == {2} else 1]
        if checks.check(claim.text, other_side).status == "confirmed":
            other = "old" if sides == {2} else "new"
            return _finding(f"the {other} version says so too: it is no change")
        return None

    def _turned(self, claim: Claim) -> Finding | None:
        """Return a finding if a claim tells a change the wrong way round.

        Either as in "from 15 to 12", or by telling what was as what is.
        """
        said = normalized(claim.text)
        at = [f"{each.article}.{each.sentence}" for each in claim.evidence]
        for each in (c for name in at for c in self._changed.get(name, ())):
            if each.type not in _TWO_SIDED or each.old is None or each.new is None:
                continue
            old, new = normalized(each.old.text), normalized(each.new.text)
            before, after = _find(said, old), _find(said, new)
            if before < 0 or old in new or new in old:
                continue
            if after < 0:
                if {e.article for e in claim.evidence} == {1} or _PAST.search(said):
                    continue
                if not checks.check(claim.text, self._sides[1]).supported:
                    return _finding(f"as the old version has it: {each.message}")
                continue
            led = said[:after].split()[-1:]
            if after < before and led and led[0].casefold() in _FROM:
                return _finding(f"the other way round: {each.message}")
        return None


def _placed(finding: Finding, text: str) -> Finding:
    """Return what was found in a half with its place in the whole claim, if it has one there."""
    span = finding.claim
    if span is None:
        return finding
    at = text.find(span.text)
    return replace(finding, claim=Span(at, at + len(span.text), span.text) if at >= 0 else None)


def _in_version(article: int, sentence: str) -> str:
    return f"{'old' if article == 1 else 'new'}.{sentence}"


def _finding(why: str) -> Finding:
    return Finding("unsupported", why, level="unsupported")


def _qualified(name: str) -> str:
    """Return ``OLD.S4`` as ``1.S4`` and ``NEW.S5`` as ``2.S5``; any other as it is."""
    for version, article in _VERSIONS.items():
        if name.upper().startswith(version):
            return article + name[len(version) :].upper()
    return name


def _mentions(text: str, each: Change, sides: set[int]) -> bool:
    """Return whether a claim has the words that changed, on the side that it is about."""
    place = each.new if sides == {2} else each.old
    if place is None:
        return False
    said, words = normalized(text).casefold(), normalized(place.text).casefold()
    return words in said or each.type in ("added", "dropped")


def _find(said: str, words: str) -> int:
    """Return where words stand in a text, on their own; -1 where they do not."""
    at = said.find(words)
    while at >= 0:
        before, after = said[at - 1 : at], said[at + len(words) : at + len(words) + 1]
        if not (before.isalnum() or after.isalnum()):
            return at
        at = said.find(words, at + 1)
    return -1
