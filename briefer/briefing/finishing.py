"""What code adds to a story that was told: who else says it, what is new, said or to come.

All of it is read from the articles, none of it asked of a model.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from briefer.analysis.injection import is_addressed_to_machine, news_of
from briefer.analysis.leaning import leans
from briefer.analysis.quotes import is_cut
from briefer.briefing.fitting import fitted
from briefer.briefing.planning import Planned, Wanted
from briefer.model import (
    Ahead,
    Claim,
    Difference,
    Document,
    Evidence,
    Quotation,
    Story,
    StoryStatus,
    word_count,
)
from briefer.text import article_language

if TYPE_CHECKING:
    from briefer.checks import Source
    from briefer.compare.stories.stakes import Stakes

_MOST = {"short": 1, "standard": 3, "long": 6}
"""Quotations, and dates to come, that are shown of a story, by the length of the brief."""

_MOST_SENTENCES = 3

_SAME_WORDS = 90
"""Alike in so many of 100 letters, two outlets print one quotation."""
_WORDS = (6, 45)
"""Of a quotation: fewer say little, more are a speech."""


def finished(
    told: Story,
    planned: Planned,
    wanted: Wanted,
    source: Source,
    differing: tuple[Difference, ...] = (),
) -> Story:
    """Return a story with what its articles, and earlier briefs, say beside its claims.

    Article numbers are places in ``planned.everything``; ``source`` holds ``planned.documents``,
    which differ as ``differing`` says.
    """
    from briefer.compare.stories.stakes import Stakes, bounded

    documents = planned.documents
    if len(documents) > 1:
        told = _counted(told, source)
    new = _new_facts(told, planned)
    stakes = Stakes.of(source)
    estimate = stakes.importance(planned.sources)
    importance = bounded(told.importance, estimate)
    status: StoryStatus = "new" if not planned.earlier else "update" if new else "developing"
    most = _MOST[wanted.length]
    said = _worth_printing(told, source)[:most]
    ahead = _upcoming(told, new if status == "update" else (), source, wanted.day, said)
    whole = replace(
        told,
        articles=tuple(range(1, len(planned.everything) + 1)),
        copies=tuple(range(len(documents) + 1, len(planned.everything) + 1)),
        originals=tuple(at + 1 for at in planned.originals),
        outlets=planned.sources,
        quotations=said,
        ahead=ahead[:most],
        differences=differing,
        status=status,
        news=new if status == "update" else (),
        section=planned.weight.section,
        reasons=(_importance_line(importance, told.importance, stakes), *planned.weight.reasons),
        importance=importance,
        earlier=tuple(document.article.hash for document in planned.earlier),
    )
    return fitted(whole, wanted.length)


def _importance_line(importance: int, said: int | None, stakes: Stakes) -> str:
    """Return how important a story is, and by what."""
    model = () if said is None else (f"the model says {said}",)
    by = "; ".join((*model, *stakes.reasons))
    return f"importance {importance} of 5{f' ({by})' if by else ''}"


def _new_facts(told: Story, planned: Planned) -> tuple[Claim, ...]:
    """Return the claims that no earlier article bears out, each said once; none that fails.

    Where a model told nothing of what is new, the articles' own first new sentences say it: that
    there is nothing new is never said on a model's word.
    """
    if not planned.earlier:
        return ()
    from briefer.compare.stories.news import new_facts

    claims = {claim.text: claim for claim in told.claims if not claim.fails}
    new = new_facts(tuple(claims.values()), planned.earlier)
    if new or planned.is_known:
        return new
    return new_facts(_sentences(planned.documents), planned.earlier)[:_MOST_SENTENCES]


def _sentences(documents: Sequence[Document]) -> tuple[Claim, ...]:
    """Return the sentences of the first article's language as claims that rest on themselves."""
    first = article_language(documents[0].article)
    return tuple(
        Claim(
            s.text, (Evidence(number, s.id, s.start, s.end, s.text),), score=1.0, status="confirmed"
        )
        for number, document in enumerate(documents, 1)
        if article_language(document.article) == first
        for s in news_of(document)
        if s.kind == "prose" and not is_cut(s.text)
    )


def _counted(told: Story, source: Source) -> Story:
    """Count for each claim that stands the outlets whose articles bear it out."""
    from briefer.compare.corroboration import corroborating
    from briefer.compare.stories.copies import outlets_of

    articles = [document.article for document in source.documents]
    outlets = {
        number: outlet or article.hash
        for number, (article, outlet) in enumerate(
            zip(articles, outlets_of(articles), strict=True), 1
        )
    }

    @cache
    def number_of_outlets(text: str, cited: frozenset[int]) -> int:
        counted = {outlets[number] for number in cited}
        others = [number for number, outlet in outlets.items() if outlet not in counted]
        counted |= {outlets[number] for number in corroborating(text, source, others)}
        return max(1, len(counted))

    def counted(_place: str, claim: Claim) -> Claim:
        if claim.fails:
            return claim
        cited = frozenset(evidence.article for evidence in claim.evidence)
        return replace(claim, sources=number_of_outlets(claim.text, cited))

    return told.with_claims(counted)


def _worth_printing(told: Story, source: Source) -> tuple[Quotation, ...]:
    """Return quotations that no claim has, each said once, by as many speakers as there are.

    Those in the story's language come first; of somebody who is quoted in it nothing is shown in
    another, which mostly is the same said there.
    """
    from briefer.compare.quotations import whole_quotations

    shown = _folded(" ".join(claim.text for claim in told.claims))
    numbers = range(1, len(source.documents) + 1)
    own = [number for number in numbers if source.language_of(number) == source.language]
    found: list[Quotation] = []
    for number in (*own, *(each for each in numbers if each not in own)):
        for quotation in whole_quotations(source, number):
            text = _folded(quotation.text)
            if quotation.speaker is None or is_addressed_to_machine(quotation.text):
                continue
            if not _WORDS[0] <= word_count(text) <= _WORDS[1] or text in shown:
                continue
            if quotation.text[0].islower():  # the rest of a quotation that somebody broke off
                continue
            if leans(quotation.text, source.language_of(number)):
                continue
            if number not in own and any(_is_by(quotation.speaker, each) for each in found):
                continue
            same = [each for each in found if _are_one(text, _folded(each.text))]
            if same and len(_folded(same[0].text)) >= len(text):
                continue
            found = [each for each in found if each not in same]
            found.append(replace(quotation, text=quotation.text.rstrip(" ,;")))
    return tuple(_by_turns(found))


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _are_one(one: str, other: str) -> bool:
    """Return whether two quotations, folded, are one: as long as the other, or part of it."""
    short, long = sorted((one, other), key=len)
    return fuzz.partial_ratio(short, long) >= _SAME_WORDS


def _is_by(speaker: str, quotation: Quotation) -> bool:
    return speaker.split()[-1:] == (quotation.speaker or "").split()[-1:]


def _by_turns(quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """Yield one of each speaker, then the next of each."""
    by_speaker: dict[str | None, list[Quotation]] = {}
    for quotation in quotations:
        by_speaker.setdefault(quotation.speaker, []).append(quotation)
    while any(by_speaker.values()):
        for said in by_speaker.values():
            if said:
                yield said.pop(0)


def _upcoming(
    told: Story,
    new: Sequence[Claim],
    source: Source,
    day: dt.date,
    quotations: Sequence[Quotation] = (),
) -> tuple[Ahead, ...]:
    """Return what comes next, once for each day to come, by day.

    A day that the headline, the lede, what is new or another part tells is told there. One that a
    key fact tells is told in its words; what no claim tells, in those of an article, unless they
    lean on the sentence before or are among what is quoted.
    """
    from briefer.compare.upcoming import tells_day, upcoming_events

    facts = [c for c in told.key_facts if not c.fails and c not in new and c != told.headline]
    others = [c for c in (*told.claims, *new) if c not in facts]
    quoted = [_folded(each.text) for each in quotations]
    found: dict[str, Ahead] = {}
    for number in range(1, len(source.documents) + 1):
        if source.language_of(number) != source.language:
            continue
        for event in upcoming_events(source, number, day):
            if any(tells_day(claim, event, source) for claim in others):
                continue
            fact = next((claim for claim in facts if tells_day(claim, event, source)), None)
            known = found.get(event.date)
            if fact is not None and (known is None or not known.text):
                found[event.date] = replace(event, text=fact.text)
            elif leans(event.evidence.text, source.language) or any(
                each in _folded(event.evidence.text) for each in quoted
            ):
                continue
            elif known is None and all(each.evidence != event.evidence for each in found.values()):
                found[event.date] = event
    by_text = {claim.text: claim for claim in facts}
    cited = {
        _place(e) for event in found.values() if event.text for e in by_text[event.text].evidence
    }
    once: dict[str, Ahead] = {}
    for date in sorted(found):
        event = found[date]
        if event.text or _place(event.evidence) not in cited:
            once.setdefault(event.text or event.evidence.text, event)
    return tuple(once.values())


def _place(evidence: Evidence) -> tuple[int, int]:
    return evidence.article, evidence.start


def differing(source: Source) -> tuple[Difference, ...]:
    """Return where a story's articles do not say the same."""
    from briefer.compare.differences import differences

    if len(source.documents) == 1:
        return ()
    # Its message names articles by their places here; the sides name them wherever they stand.
    return tuple(
        replace(each, message="; ".join(f"“{side.says}”" for side in each.sides))
        for each in differences(source)
    )
