"""What a brief's page holds, whatever it is written in: Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefer.model import (
    TOP_LINES,
    ArticleRef,
    Brief,
    Claim,
    Evidence,
    Failure,
    Provenance,
    Story,
)
from briefer.render.reading_time import WORDS_A_MINUTE, share_out
from briefer.render.statuses import ClaimCounts, doubtful
from briefer.sites import outlet_of
from briefer.text import guess_language

_SEVERAL = 2
OTHER_SECTION = "General"
"""What stands over stories of no section, where others have one."""


@dataclass(frozen=True, slots=True)
class Page:
    """A brief as it is laid out.

    ``told`` are the stories shown in full, with their numbers, section by section, ``developing``
    those without a new fact, ``short`` those past the reading time, of each of which ``partly``
    has, by its number, the claims shown beside its headline; ``untold`` counts those that are not
    shown at all, ``untold_articles`` their articles. ``failing`` are the claims that the source
    does not bear out and ``doubtful`` the open ones with doubts, each with where it stands;
    ``cited`` each article with its number and the sentences cited of it.
    """

    told: list[tuple[int, Story]]
    developing: list[tuple[int, Story]]
    short: list[tuple[int, Story]]
    partly: dict[int, tuple[Claim, ...]]
    untold: int
    untold_articles: int
    failing: list[tuple[str, Claim]]
    doubtful: list[tuple[str, Claim]]
    cited: list[tuple[int, ArticleRef, list[Evidence]]]
    copy_of: dict[int, int]
    counts: ClaimCounts
    failed: int
    read: int
    minutes: int
    outlets: int
    maker: str
    second_reader: str
    language: str

    @classmethod
    def of(cls, brief: Brief) -> Page:
        """Lay a brief out."""
        shares = share_out(brief)
        full = _by_section(shares.full, brief.sections)
        rest = [story for story, _ in shares.part]
        known = [story for story in brief.stories if story.status == "developing"]
        # Stories told in a line, or without a new fact, come last: no number is missing before.
        numbered = list(enumerate([*full, *rest, *known], 1))
        told, short = numbered[: len(full)], numbered[len(full) : len(full) + len(rest)]
        developing = numbered[len(full) + len(rest) :]
        partly = dict(
            zip((number for number, _ in short), (c for _, c in shares.part), strict=True)
        )
        failed = sum(failure.source != TOP_LINES for failure in brief.failures)
        places = [("Top lines", brief.top_lines)]
        places += [(f"Story {number}", story.claims) for number, story in numbered]
        shown = [("Top lines", brief.top_lines)]
        shown += [(f"Story {number}", (*story.news, *story.claims)) for number, story in told]
        shown += [
            (f"Story {number}", (story.headline,))
            for number, story in (*short, *developing)
            if story.headline is not None
        ]
        shown += [(f"Story {number}", claims) for number, claims in partly.items()]
        return cls(
            told=told,
            developing=developing,
            short=short,
            partly=partly,
            untold=brief.untold + len(shares.left),
            untold_articles=brief.untold_articles + sum(len(s.articles) for s in shares.left),
            failing=[(where, each) for where, claims in places for each in claims if each.fails],
            doubtful=[(where, each) for where, claims in shown for each in doubtful(claims)],
            cited=_cited(brief, full, shares.part),
            copy_of=dict(pair for story in brief.stories for pair in _reprints(story)),
            counts=ClaimCounts.of(brief.claims, brief.all_dropped),
            failed=failed,
            read=len(brief.articles) + failed + brief.known + brief.older + brief.untold_articles,
            minutes=max(1, round(shares.words / WORDS_A_MINUTE)),
            outlets=len({outlet_of(a.outlet, a.url) for a in brief.articles} - {None}),
            maker=maker(brief.provenance),
            second_reader=second_reader(brief.provenance),
            language=guess_language(" ".join(claim.text for claim in brief.claims)),
        )

    def sections(self) -> list[tuple[str, list[tuple[int, Story]]]]:
        """Return the stories told in full under the names of their sections.

        Where no story has a section, all stand under an empty name.
        """
        if not any(story.section for _, story in self.told):
            return [("", self.told)] if self.told else []
        groups = groupby(self.told, key=lambda each: each[1].section)
        return [(name or OTHER_SECTION, list(stories)) for name, stories in groups]

    def story_of(self, claim: Claim) -> int | None:
        """Return the number of the shown story that a top line is about, None if there is none."""
        shown = (*self.told, *self.short, *self.developing)
        of = {article: number for number, story in shown for article in story.articles}
        return next((of[e.article] for e in claim.evidence if e.article in of), None)


def is_counted(claim: Claim, story: Story) -> bool:
    """Return whether it says something how many sources bear a claim out.

    It does of two or more that are most of the story's, unless as many bear half of its claims out.
    """
    if claim.sources < _SEVERAL or 2 * claim.sources <= story.outlets:
        return False
    others = [each for each in story.claims if each != story.headline]
    return 2 * sum(each.sources == claim.sources for each in others) < len(others)


def _reprints(story: Story) -> Iterable[tuple[int, int]]:
    """Return each article that republishes another's text, with that other."""
    if story.originals:
        return zip(story.copies, story.originals, strict=False)
    return [(copy, story.articles[0]) for copy in story.copies]  # as older editions have it


def _by_section(stories: Sequence[Story], sections: Sequence[str]) -> list[Story]:
    """Return stories section by section, in the editor's order, each in the order they came in.

    Those of no section stand before the first section whose weightiest story weighs less than
    their own.
    """
    first: dict[str | None, int] = {}
    for at, story in enumerate(stories):
        first.setdefault(story.section, at)
    order: list[str | None] = [name for name in dict.fromkeys((*sections, *first)) if name in first]
    if None in first:
        order.remove(None)
        place = next((at for at, name in enumerate(order) if first[name] > first[None]), len(order))
        order.insert(place, None)
    return [story for name in order for story in stories if story.section == name]


def _cited(
    brief: Brief, told: Sequence[Story], part: Sequence[tuple[Story, Sequence[Claim]]]
) -> list[tuple[int, ArticleRef, list[Evidence]]]:
    in_full = {id(story) for story in told}
    partly = {id(story): claims for story, claims in part}
    shown = [e for claim in brief.top_lines for e in claim.evidence]
    for story in brief.stories:
        claims = [*story.claims, *story.news]
        if id(story) not in in_full and story.headline is not None:
            failing = (claim for claim in story.claims if claim.fails)
            claims = [story.headline, *partly.get(id(story), ()), *failing]
        shown += [e for claim in claims for e in claim.evidence]
        if id(story) in in_full:
            shown += [quotation.evidence for quotation in story.quotations]
            shown += [event.evidence for event, fact in story.coming if fact is None]
            shown += [side.evidence for point in story.differences for side in point.sides]
    places = {(e.article, e.start): e for e in shown}
    by_article: dict[int, list[Evidence]] = {}
    for place in sorted(places):
        by_article.setdefault(place[0], []).append(places[place])
    return [(n, brief.articles[n - 1], by_article[n]) for n in sorted(by_article)]


def maker(provenance: Provenance) -> str:
    """Return one line on what wrote a result, honest about there being a model or none."""
    if provenance.provider == "extractive":
        return (
            "Made without a language model: every claim is a sentence of its source, every "
            "headline a sentence or a title."
        )
    return (
        f"Written by an AI model ({provenance.model}); every claim was held to the sentences it "
        "rests on."
    )


def second_reader(provenance: Provenance) -> str:
    """Return one line on who read claims again, empty where nobody did."""
    judge = provenance.judge
    if judge is None:
        return ""
    who = f"an AI model ({judge.model})"
    if provenance.judges_itself:
        who = f"the AI model that wrote them ({judge.model})"
    left = f"; {judge.unread:,} could not be read" if judge.unread else ""
    claims = "1 claim was" if judge.read == 1 else f"{judge.read:,} claims were"
    return f"{claims} read again beside the source, by {who}{left}."


def failed_line(failure: Failure) -> str:
    """Return what failed and why; a message that begins with the source needs it no second time."""
    source, message = failure.source, failure.message
    return message if message.startswith(f"{source} ") else f"{source}: {message}"
