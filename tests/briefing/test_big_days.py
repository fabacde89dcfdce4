"""A day of more stories than its reading time has room for."""

from benchmarks.stories import events
from briefer.api import daily
from briefer.render import brief_html, brief_markdown
from briefer.render.page import Page


def test_a_big_day_keeps_to_its_reading_time_and_says_what_it_does_not_tell():
    articles, _ = events(450)
    brief = daily(articles, date="2026-11-22", model="extractive")
    page = Page.of(brief)
    assert brief.minutes == 10
    assert 8 <= page.minutes <= 11
    assert len(brief.stories) == 50 == len(page.told) + len(page.short)
    assert brief.untold > 50
    assert brief.untold_articles + len(brief.articles) == len(articles) == page.read
    told = f"{brief.untold} more stories from {brief.untold_articles} articles"
    assert f"Not told, for want of room: {told}." in brief_markdown(brief)
    assert f"{brief.untold} more stories not told" in brief_html(brief)


def test_a_day_of_a_few_stories_tells_them_all():
    articles, _ = events(60)
    brief = daily(articles, date="2026-11-22", model="extractive")
    assert (brief.untold, brief.untold_articles) == (0, 0)
    assert len(brief.articles) == 60
    assert "Not told" not in brief_markdown(brief)
