"""How much of a brief its reading time holds: stories in full, in part, in a line, or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefer.model import ArticleRef, Brief, Claim, Story, word_count

WORDS_A_MINUTE = 230
"""Silent reading of English prose: a mean of 238 words a minute over 190 studies
(Brysbaert, 2019)."""

_OVER = 1.02
"""Of the reading time, which what is told may take: it comes near it from both sides."""

_LINES = 0.5
"""Of the reading time: what headlines alone may take of it."""

_OPENING = 25
"""Words over and under the stories: what the brief is made of, what it has no room for."""

_ORIGIN = 8
"""Words beside a headline: the story's number, how many articles, of how many sources."""

_LABEL = 3
"""Words over a part of a story, as "What comes next"."""

_UPDATE = 10
"""Words of the line over what is new since the last brief."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Stories as the reading time shares them out; each in the order it was given in.

    ``part`` are told by their headline and the claims beside it, which may be none; ``left`` not
    at all. ``words`` counts all that is told.
    """

    full: list[Story]
    part: list[tuple[Story, tuple[Claim, ...]]]
    left: list[Story]
    words: int


def heading_of(story: Story, articles: Sequence[ArticleRef]) -> str:
    """Return what stands over a story: its headline, or a title where that fails or is none."""
    first = articles[story.articles[0] - 1]
    if story.headline is None or story.headline.is_flagged:
        return first.title or first.source
    return story.headline.text


def share_out(brief: Brief) -> Shares:
    """Share the stories of which anything is new out over a brief's reading time.

    In their order they are told in full as far as it holds them, then by what it holds of each,
    never less than a headline unless headlines alone would take half of it.
    """
    stories = [story for story in brief.stories if story.status != "developing"]
    known = [story for story in brief.stories if story.status == "developing"]
    words = (
        _OPENING + sum(_claim_words(brief.top_lines)) + sum(_head_words(s, brief) for s in known)
    )
    if brief.minutes is None:
        return Shares(stories, [], [], words + sum(_all_words(s, brief) for s in stories))
    most = brief.minutes * WORDS_A_MINUTE
    lined, lines = _lined(stories, brief, most)
    words += lines
    full: list[Story] = []
    for story in lined:
        more = _all_words(story, brief) - _head_words(story, brief)
        if full and words + more > most * _OVER:
            break
        full.append(story)
        words += more
    part = []
    for story in lined[len(full) :]:
        claims = []
        for claim in _standing(story):
            more = word_count(claim.text)
            if words + more > most * _OVER:
                break
            claims.append(claim)
            words += more
        part.append((story, tuple(claims)))
    return Shares(full, part, stories[len(lined) :], words)


def _lined(stories: Sequence[Story], brief: Brief, most: int) -> tuple[list[Story], int]:
    """Return the stories whose headlines there is room for, and the words of those."""
    words = 0
    for at, story in enumerate(stories):
        more = _head_words(story, brief)
        if at and words + more > most * _LINES:
            return list(stories[:at]), words
        words += more
    return list(stories), words


def _standing(story: Story) -> Iterator[Claim]:
    """Yield what may be told of a story in short: its news, its lede, then its facts."""
    told = dict.fromkeys((*story.news, *story.summary, *story.key_facts))
    return (claim for claim in told if claim != story.headline and not claim.fails)


def _all_words(story: Story, brief: Brief) -> int:
    parts = (
        story.why_it_matters,
        story.background,
        story.positions,
        story.timeline,
        story.quotations,
        story.ahead,
        story.differences,
    )
    labels = _ORIGIN + _LABEL * sum(map(bool, parts)) + _UPDATE * (story.status == "update")
    return _head_words(story, brief) + labels + story.words


def _head_words(story: Story, brief: Brief) -> int:
    return word_count(heading_of(story, brief.articles))


def _claim_words(claims: Iterable[Claim]) -> Iterator[int]:
    return (word_count(claim.text) for claim in claims)
