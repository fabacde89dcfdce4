"""The day after an update: a story that two briefs had is one story, and what either had is old."""

import json

import pytest

from tests.support.newsroom import newsroom
from tests.support.newsroom_archive import entries, gold

pytestmark = pytest.mark.loopback

STORIES = gold()["stories"]


def home_of(known):
    """The gold story of an article; an article alone is its own."""
    for name, story in STORIES.items():
        if any(known in ids for ids in story["articles"].values()):
            return name
    return known


def again(first, second):
    """An article that says only what articles of two days have said, a paragraph from each."""
    lines = ["title: Where it stands", "date: 2026-11-22", "outlet: The Gleaner", "language: en"]
    paragraphs = [*second.paragraphs[:2], *first.paragraphs[:2]]
    return "---\n" + "\n".join(lines) + "\n---\n\n" + "\n\n".join(paragraphs) + "\n"


@pytest.fixture(scope="module")
def third(tmp_path_factory, commands):
    """The first day's brief as JSON, the third's, and the third's of one article more."""
    folder = tmp_path_factory.mktemp("desk")
    with newsroom(day=1) as site:
        (folder / "briefer.toml").write_text(
            f'sources = ["{site.opml}", "extra*.md"]\nallow_private = true\nspacing = 0\n'
            'recheck = 0\nformats = ["json"]\nmodel = "extractive"\n'
        )
        (folder / "extra.md").write_text("The library of Brigg will be closed on Sunday.\n")
        made = []
        for day, date in ((1, "2026-11-20"), (2, "2026-11-21"), (2, "2026-11-22")):
            site.set_day(day)
            made.append(daily(commands, folder, date))
        ids = {url: known for known, url in site.articles.items()}
        text = again(entries(1)["flood-hask-meridian"], entries(2)["flood-hask-meridian-2"])
        (folder / "extra-2.md").write_text(text, "utf-8")
        return made[0], made[-1], daily(commands, folder, "2026-11-22"), ids


def daily(commands, folder, date):
    ran = commands.run(["daily", "--quiet", "--date", date], cwd=folder)
    assert ran.code == 0, ran.err
    return json.loads((folder / "briefs" / f"{date}.json").read_text("utf-8"))


def parted(brief, ids):
    """The gold stories that a brief has as more than one; and all it has."""
    named = []
    for story in brief["stories"]:
        urls = [brief["articles"][number - 1]["url"] for number in story["articles"]]
        named += {home_of(ids[url]) for url in urls if url in ids}
    return {name for name in named if named.count(name) > 1}, set(named)


def test_a_story_that_two_briefs_had_is_named_once(third):
    first, brief, _, ids = third
    assert {story["status"] for story in brief["stories"]} == {"developing"}
    apart, named = parted(brief, ids)
    assert "flood-hask" in named
    assert apart <= parted(first, ids)[0]  # what was two stories from the first stays so


def test_what_either_of_two_briefs_had_is_no_news_on_the_third_day(third):
    _, _, brief, _ = third
    (number,) = [n for n, a in enumerate(brief["articles"], 1) if a["outlet"] == "The Gleaner"]
    (story,) = [each for each in brief["stories"] if number in each["articles"]]
    assert story["news"] == []
    assert story["status"] == "developing"
    assert len(story["earlier"]) >= 5
