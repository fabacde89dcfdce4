"""A finished story held to the words that a brief of its length has for one."""

from __future__ import annotations

from dataclasses import replace

from briefer.model import Story
from briefer.tasks import BODY_WORDS, Length, within


def fitted(story: Story, length: Length) -> Story:
    """Return a story in as many words as its length allows, headline apart.

    Quotations but one give way first, then claims from the least of them on, then the last
    quotation and the days to come, the latest first. Where articles differ is always told, and
    so is the first claim.
    """
    most = BODY_WORDS[length]
    while story.words > most and len(story.quotations) > 1:
        story = replace(story, quotations=story.quotations[:-1])
    beside = story.words - story.claim_words
    story = within(story, most, beside=beside, first=(*story.summary[:2], *story.news))
    while story.words > most and (story.quotations or story.ahead):
        if story.quotations:
            story = replace(story, quotations=story.quotations[:-1])
        else:
            story = replace(story, ahead=story.ahead[:-1])
    return story
