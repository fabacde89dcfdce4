"""How a brief without a model reads: its lengths, and that nothing is told again and again."""

import re
from collections import Counter
from functools import cache

import pytest

from briefer import api
from briefer.lang import leaning_words
from briefer.render import brief_markdown, with_evidence
from briefer.tasks import BODY_WORDS
from tests.support.repository import ROOT
from tests.support.words_read import words_read

DAYS = {1: "2026-11-20", 2: "2026-11-21"}
WORDS = leaning_words()
OPENERS = (
    *map(re.escape, WORDS.leaning_pronouns | WORDS.leaning_connectives),
    *WORDS.leaning_openers,
)
LEANING = re.compile(f"(?i)(?:{'|'.join(OPENERS)})\\b")


@cache
def brief_of(day, length="standard", minutes=None):
    more = {} if minutes is None else {"minutes": minutes}
    return api.daily(
        sorted((ROOT / "fixtures" / "days" / f"day{day}").iterdir()),
        date=DAYS[day], model="extractive", length=length, **more,
    )  # fmt: skip


@pytest.mark.parametrize(("day", "length"), [(1, "short"), (1, "standard"), (2, "standard")])
def test_a_story_keeps_to_its_length_and_says_nothing_again(day, length):
    made = brief_of(day, length)
    for story in made.stories:
        assert story.words <= BODY_WORDS[length]
        told = [claim.text for claim in story.claims]
        assert len(set(told)) == len(told)
        assert story.summary
        assert story.quotations or story.ahead or story.key_facts or length == "short"
    everything = Counter(claim.text for claim in made.claims)
    assert max(everything.values()) <= 2  # a line at the top, and its story
    heads = {story.headline.text for story in made.stories}
    assert not heads & {line.text for line in made.top_lines}


def test_top_lines_stand_by_themselves_and_a_headline_is_a_sources_title():
    for day in DAYS:
        made = brief_of(day)
        assert len(made.top_lines) == 5
        titles = {article.title for article in made.articles}
        assert sum(story.headline.repaired for story in made.stories) <= 1  # it failed its check
        leads = [c for each in made.stories for c in (each.headline, each.summary[0])]
        assert {claim.status for claim in (*made.top_lines, *leads)} == {"confirmed"}
        for line in made.top_lines:
            assert not LEANING.match(line.text)
            assert line.text[0] not in '“"«„'
        for story in made.stories:
            assert story.headline.text in titles or story.headline.repaired
            assert story.headline.evidence
            assert not LEANING.match(story.summary[0].text)


def test_no_sentence_is_listed_that_a_claim_says_word_for_word():
    made = brief_of(1)
    listed = brief_markdown(made).split("## Cited sentences")[1].split("\n## ")[0]
    told = {claim.text for claim in made.claims}
    assert not told & set(re.findall(r"(?m)^- \[\S+\] (.*)$", listed))


@pytest.mark.parametrize("minutes", [3, 5])
def test_a_brief_takes_the_minutes_that_were_asked_for(minutes):
    words = words_read(brief_markdown(brief_of(1, minutes=minutes)))
    assert 0.9 * minutes * 230 <= words <= 1.1 * minutes * 230


def test_articles_without_titles_are_headed_by_a_sentence_told_nowhere_else(tmp_path):
    day = ROOT / "fixtures" / "days" / "day1"
    for name in ("single-library-map", "single-tram-dogs", "flood-hask-meridian"):
        text = (day / f"{name}.md").read_text("utf-8")
        (tmp_path / f"{name}.md").write_text(re.sub(r"(?m)^title: .*\n", "", text), "utf-8")
    (tmp_path / "line.txt").write_text("The footbridge at Aldmouth was closed on Monday.\n")
    made = api.daily(sorted(tmp_path.iterdir()), date=DAYS[1], model="extractive")
    text = with_evidence(brief_markdown(made), "none").split("## Sources")[0]
    assert len(made.stories) == 4
    for story in made.stories:
        assert text.count(story.headline.text) == 1
