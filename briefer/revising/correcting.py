"""Corrected editions: what stands is kept word for word, what does not is put right and told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from briefer import briefing, checks
from briefer.compare.versions.staleness import ArticleUpdate, SentenceUpdate
from briefer.compare.versions.surface import normalized
from briefer.model import (
    Article,
    ArticleRef,
    Brief,
    Change,
    Claim,
    Correction,
    Document,
    Evidence,
    Finding,
    Sentence,
    Story,
    Summary,
)
from briefer.render import brief_from, summary_from
from briefer.revising.standing import Current, still_said
from briefer.revising.summaries import keep_edition
from briefer.store import Edition, Store
from briefer.tasks import article_ref
from briefer.text import split

T = TypeVar("T", Story, Summary)

_NOTHING = Document(Article(""), ())


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected edition, and the one that it supersedes."""

    before: Edition
    result: Brief | Summary


def corrected(edition: Edition, current: Current, store: Store, made: str) -> Corrected | None:
    """Return an edition put right; None where it cannot be read back from the store.

    A claim that its changed sentences still bear out, or others of its articles, keeps its words,
    and is marked as carried over. Another is replaced by
    what its sentence says now, as the source puts it; one that nothing bears out is taken out.
    No model is asked.

    Args:
        edition: A brief or a summary.
        current: What its articles say now.
        store: Has those articles.
        made: When, ISO.
    """
    current = current.of(edition)
    if edition.kind == "summary":
        summary = summary_from(edition.value)
        return None if summary is None else Corrected(
            edition, _summary(summary, edition, _Corrector([summary.article], current, store, made))
        )  # fmt: skip
    brief = brief_from(edition.value)
    if brief is None:
        return None
    corrector = _Corrector(brief.articles, current, store, made)
    return Corrected(edition, _brief(brief, edition, corrector))


def keep(store: Store, done: Corrected, now: dt.datetime) -> int:
    """Keep a corrected edition in the place of the one that it supersedes; return its number."""
    series = done.before.series
    if isinstance(done.result, Brief):
        return briefing.remember(store, series, done.result, now)
    return keep_edition(store, series, done.result, now)


def _summary(summary: Summary, edition: Edition, by: _Corrector) -> Summary:
    told = by.told("$", summary)
    return replace(
        told,
        article=by.refs[0],
        dropped=(*by.carried(summary.dropped), *by.gone),
        version=summary.version + 1,
        supersedes=edition.id,
        corrections=(*summary.corrections, *by.corrections),
    )


def _brief(brief: Brief, edition: Edition, by: _Corrector) -> Brief:
    top_lines = by.claims("$.top_lines", brief.top_lines)
    dropped = (*by.carried(brief.dropped), *by.gone)
    stories = tuple(_story(f"$.stories[{at}]", story, by) for at, story in enumerate(brief.stories))
    return replace(
        brief,
        articles=tuple(by.refs),
        top_lines=top_lines,
        stories=stories,
        dropped=dropped,
        version=brief.version + 1,
        supersedes=edition.id,
        corrections=(*brief.corrections, *by.corrections),
    )


def _story(where: str, story: Story, by: _Corrector) -> Story:
    by.gone.clear()
    told = by.told(where, story)
    news = by.claims("", story.news)  # each of them is among the others
    quotations = []
    for at, quotation in enumerate(story.quotations):
        evidence = by.evidence(quotation.evidence, holding=quotation.text)
        if evidence is None:
            by.took_out(f"{where}.quotations[{at}]", quotation.text, quotation.evidence)
        else:
            quotations.append(replace(quotation, evidence=evidence))
    ahead = []
    for at, event in enumerate(story.ahead):
        evidence = by.evidence(event.evidence)
        if evidence is None:
            by.took_out(f"{where}.ahead[{at}]", event.evidence.text, event.evidence)
        else:
            ahead.append(replace(event, evidence=evidence))
    differences = []
    for difference in story.differences:
        sides = [(side, by.evidence(side.evidence)) for side in difference.sides]
        if all(evidence is not None for _, evidence in sides):
            moved = tuple(replace(s, evidence=e) for s, e in sides if e is not None)
            differences.append(replace(difference, sides=moved))
    return replace(
        told,
        news=news,
        quotations=tuple(quotations),
        ahead=tuple(ahead),
        differences=tuple(differences),
        dropped=(*by.carried(story.dropped), *by.gone),
    )


class _Corrector:
    """Puts the claims of one edition right; ``articles[0]`` is article 1 to their evidence."""

    def __init__(
        self, articles: Sequence[ArticleRef], current: Current, store: Store, made: str
    ) -> None:
        self.corrections: list[Correction] = []
        self.gone: list[Claim] = []
        self.refs: list[ArticleRef] = []
        self._made = made
        self._current = current
        self._hashes = [ref.hash for ref in articles]
        self._updates: dict[int, ArticleUpdate] = {}
        self._documents: list[Document] = []
        for number, ref in enumerate(articles, 1):
            updates = current.updates(ref.hash)
            if updates is not None:
                self._updates[number] = updates
            now = _now(updates)
            self.refs.append(_ref(ref, updates, now))
            held = store.article(ref.hash) if updates is None else None
            before = split(held) if held is not None else None
            self._documents.append(now or (updates.old if updates else before) or _NOTHING)
        self._source = checks.Source(self._documents)

    def told(self, where: str, told: T) -> T:
        """Put each claim of a summary or a story right; those taken out are in ``gone``."""
        return told.with_claims(lambda place, claim: self.claim(f"{where}.{place}", claim))

    def claims(self, where: str, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """Put each claim right; those taken out are in ``gone``."""
        done = [
            self.claim(f"{where}[{at}]" if where else "", each) for at, each in enumerate(claims)
        ]
        return tuple(each for each in done if each is not None)

    def claim(self, where: str, claim: Claim) -> Claim | None:
        """Return a claim as it stands now; None for one that is taken out.

        Args:
            where: Its place in the edition; empty: nothing is noted of it.
            claim: As it was.
        """
        found = [(each, self._update(each)) for each in claim.evidence]
        fallen = [(each, update) for each, update in found if update is not None]
        moved = self._moved(claim.evidence)
        carried = claim.carried or any(each.article in self._updates for each in claim.evidence)
        if not fallen:
            return replace(claim, evidence=moved, carried=carried)
        changed = tuple(change for _, update in fallen for change in update.changes)
        if moved and self._holds(claim, moved, changed):
            return replace(claim, evidence=moved, carried=carried)
        if elsewhere := self._elsewhere(claim):
            return replace(claim, evidence=elsewhere, carried=carried)
        reason = "; ".join(dict.fromkeys(update.reason for _, update in fallen))
        now = [(each, update) for each, update in fallen if update.new]
        if not now:
            if where:
                self._note(where, claim.text, None, reason)
                finding = Finding("unsupported", reason, level="unsupported")
                self.gone.append(
                    replace(
                        claim,
                        evidence=(),
                        findings=(finding,),
                        status="unsupported",
                        handling="dropped",
                        score=0.0,
                    )
                )
            return None
        each, update = now[0]
        text = " ".join(" ".join(s.text.split()) for s in update.new)
        evidence = tuple(_placed(each, s) for s in update.new)
        is_verbatim = normalized(claim.text) == normalized(update.old)
        if where:
            self._note(where, claim.text, text, reason)
        return Claim(
            text,
            evidence,
            score=1.0,
            status="confirmed",
            handling="kept" if is_verbatim else "quoted",
            original=None if is_verbatim else claim.text,
        )

    def evidence(self, evidence: Evidence, holding: str = "") -> Evidence | None:
        """Return evidence where it stands now; None where it changed, or is not there.

        With ``holding``, a changed sentence will do that still has these words.
        """
        moved = self._moved([evidence])
        if self._update(evidence) is None:
            return moved[0]
        held = (each for each in moved if holding and normalized(holding) in normalized(each.text))
        return next(held, None)

    def took_out(self, where: str, text: str, evidence: Evidence) -> None:
        """Note what was taken out because of its evidence."""
        update = self._update(evidence)
        self._note(where, text, None, "" if update is None else update.reason)

    def carried(self, dropped: Iterable[Claim]) -> list[Claim]:
        """Return claims that an earlier edition took out, without evidence that is past."""
        return [
            replace(claim, evidence=self._moved(claim.evidence))
            if all(self._update(each) is None for each in claim.evidence)
            else replace(claim, evidence=())
            for claim in dropped
        ]

    def _note(self, where: str, was: str, now: str | None, reason: str) -> None:
        self.corrections.append(Correction(where, was, now, reason, self._made))

    def _update(self, evidence: Evidence) -> SentenceUpdate | None:
        """Return what became of a sentence that is not as it was; None for one that is."""
        updates = self._updates.get(evidence.article)
        update = None if updates is None else updates.of(evidence.sentence, evidence.text)
        return None if update is None or update.standing == "unaffected" else update

    def _moved(self, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Return the sentences that stand for those of some evidence now."""
        out: dict[tuple[int, str], Evidence] = {}
        for each in evidence:
            updates = self._updates.get(each.article)
            now = [each]
            if updates is not None:
                update = updates.of(each.sentence, each.text)
                now = [_placed(each, sentence) for sentence in update.new]
            out.update({(one.article, one.sentence): one for one in now})
        return tuple(out.values())

    def _elsewhere(self, claim: Claim) -> tuple[Evidence, ...]:
        """Return the sentences in which the articles of a claim still say it; empty if they do not.

        What the source never bore out is not looked for.
        """
        if claim.fails:
            return ()
        numbers = {self._hashes[each.article - 1]: each.article for each in claim.evidence}
        found = still_said(claim.text, numbers, self._current)
        return tuple(replace(each, article=numbers[name]) for name, each in found)

    def _holds(self, claim: Claim, evidence: Sequence[Evidence], changed: Iterable[Change]) -> bool:
        """Return whether what a claim says is still said, by the sentences that stand there now."""
        said = normalized(claim.text).casefold()
        for change in changed:
            was = "" if change.old is None else normalized(change.old.text).casefold()
            now = "" if change.new is None else normalized(change.new.text).casefold()
            if was and was in said and was not in now:
                return False
        ids = [f"{each.article}.{each.sentence}" for each in evidence]
        verdict = checks.check(claim.text, self._source, ids)
        # What was settled has to be so still; what was open may stay open.
        holds = verdict.supported if claim.status != "confirmed" else verdict.status == "confirmed"
        return holds and verdict.origin == "cited"


def _now(updates: ArticleUpdate | None) -> Document | None:
    """Return an article's current version, if it is the same article's."""
    if updates is None or updates.alignment is None or not updates.alignment.is_related:
        return None
    return updates.new


def _ref(ref: ArticleRef, updates: ArticleUpdate | None, now: Document | None) -> ArticleRef:
    if updates is None:
        return ref
    if now is not None:
        return replace(article_ref(now), source=ref.source)
    reason = updates.gone or "the article is not there any more"
    return replace(ref, notes=tuple(dict.fromkeys((*ref.notes, reason))))


def _placed(evidence: Evidence, sentence: Sentence) -> Evidence:
    return replace(
        evidence,
        sentence=sentence.id,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
    )
