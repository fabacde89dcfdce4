"""What a brief's page holds, whatever it is written in: Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
from briefer.render.statuses import ClaimCounts, doubtful
from briefer.sites import outlet_of
from briefer.text import guess_language

_WORDS_A_MINUTE = 230
"""Silent reading of English prose: a mean of 238 words a minute over 190 studies
(Brysbaert, 2019)."""

_OVER = 1.2
"""Of the reading time, what lines may take it to before fewer stories are told in full."""


@dataclass(frozen=True, slots=True)
class Page:
    """A brief as it is laid out.

    ``told`` are the stories shown in full, with their numbers, ``developing`` those without a new
    fact, ``short`` those past the reading time; ``failing`` the claims that the source does not
    bear out and ``doubtful`` the open ones with doubts, each with where it stands; ``cited`` each
    article with its number and the sentences cited of it.
    """

    told: list[tuple[int, Story]]
    developing: list[tuple[int, Story]]
    short: list[tuple[int, Story]]
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
        full, rest, words = _within([s for s in brief.stories if s.status != "developing"], brief)
        known = [story for story in brief.stories if story.status == "developing"]
        # Stories told in a line, or without a new fact, come last: no number is missing before.
        numbered = list(enumerate([*full, *rest, *known], 1))
        told, short = numbered[: len(full)], numbered[len(full) : len(full) + len(rest)]
        developing = numbered[len(full) + len(rest) :]
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
        return cls(
            told=told,
            developing=developing,
            short=short,
            failing=[(where, each) for where, claims in places for each in claims if each.fails],
            doubtful=[(where, each) for where, claims in shown for each in doubtful(claims)],
            cited=_cited(brief, [story for _, story in told]),
            copy_of=dict(pair for story in brief.stories for pair in _reprints(story)),
            counts=ClaimCounts.of(brief.claims, brief.all_dropped),
            failed=failed,
            read=len(brief.articles) + failed + brief.known + brief.older + brief.untold_articles,
            minutes=max(1, round(words / _WORDS_A_MINUTE)),
            outlets=len({outlet_of(a.outlet, a.url) for a in brief.articles} - {None}),
            maker=maker(brief.provenance),
            second_reader=second_reader(brief.provenance),
            language=guess_language(" ".join(claim.text for claim in brief.claims)),
        )


def _reprints(story: Story) -> Iterable[tuple[int, int]]:
    """Return each article that republishes another's text, with that other."""
    if story.originals:
        return zip(story.copies, story.originals, strict=False)
    return [(copy, story.articles[0]) for copy in story.copies]  # as older editions have it


def _within(stories: Sequence[Story], brief: Brief) -> tuple[list[Story], list[Story], int]:
    """Share stories out into those the reading time holds in full and the rest; count words.

    Where the rest, in a line each, would take it far past its time, fewer are told in full.
    """
    if brief.minutes is None:
        return _shared(stories, brief, None)
    most = brief.minutes * _WORDS_A_MINUTE
    shared = _shared(stories, brief, most)
    if shared[2] <= most * _OVER and not brief.untold:
        return shared
    lines = sum(_words(story.headline) for story in stories if story.headline is not None)
    return _shared(stories, brief, max(most - lines, most // 2))


def _shared(
    stories: Sequence[Story], brief: Brief, most: int | None
) -> tuple[list[Story], list[Story], int]:
    """Share stories out: in full up to so many words, of all if None, and the rest; count words."""
    words = sum(_words(claim) for claim in brief.top_lines)
    told: list[Story] = []
    short: list[Story] = []
    for story in stories:
        takes = sum(map(_words, story.claims))
        takes += sum(len(quotation.text.split()) for quotation in story.quotations)
        takes += sum(len(event.evidence.text.split()) for event in story.ahead)
        if most is not None and told and words + takes > most:
            short.append(story)
            words += 0 if story.headline is None else _words(story.headline)
        else:
            told.append(story)
            words += takes
    return told, short, words


def _words(claim: Claim) -> int:
    return len(claim.text.split())


def _cited(brief: Brief, told: Sequence[Story]) -> list[tuple[int, ArticleRef, list[Evidence]]]:
    in_full = {id(story) for story in told}
    shown = [e for claim in brief.top_lines for e in claim.evidence]
    for story in brief.stories:
        claims = [*story.claims, *story.news]
        if id(story) not in in_full and story.headline is not None:
            claims = [story.headline, *(c for c in story.claims if c.fails)]
        shown += [e for claim in claims for e in claim.evidence]
        if id(story) in in_full:
            shown += [quotation.evidence for quotation in story.quotations]
            shown += [event.evidence for event in story.ahead]
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
