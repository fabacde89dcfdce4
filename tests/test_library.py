"""The library's face: what `dir` lists, what is read and fetched, and what a call costs."""

import json
import subprocess
import sys

import pytest

import briefer
from briefer.errors import NoArticleError, SourceNotFoundError, UsageError
from tests.support import kiosk
from tests.support.kiosk import Kiosk
from tests.support.repository import ARTICLES
from tests.support.timing import least

STORY = ARTICLES / "coalition-defence-ministers.txt"
WEB = {"allow_private": True, "spacing": 0}


def test_dir_lists_what_there_is_and_two_rooms_may_be_called():
    assert set(dir(briefer)) == set(briefer.__all__)
    code = (
        "import briefer\n"
        "import sys; assert 'briefer.api' not in sys.modules\n"
        "from briefer import fetch, render\n"
        "text = briefer.Article('The mill at Brackwater burned down on Monday.')\n"
        "made = briefer.verify('The mill burned down.', text)\n"
        "assert briefer.render(made) == render(made) == render.verification_markdown(made)\n"
        "assert callable(fetch) and fetch.Fetcher\n"
        "import briefer.fetch, briefer.render\n"
        "print(briefer.render(made, 'json')[:1], callable(briefer.fetch))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "{ True\n", done.stderr


def test_a_path_is_read_wherever_an_article_is_wanted(tmp_path):
    text = STORY.read_text("utf-8")
    of_path = briefer.summarize(STORY, model="extractive")
    assert of_path.claims == briefer.summarize(text, model="extractive").claims
    assert of_path.article.source == str(STORY)
    assert len(briefer.daily([STORY, text], model="extractive").articles) == 2
    assert briefer.verify(text, STORY).unsupported == ()
    assert not briefer.diff(STORY, text).changes
    brief = briefer.daily([STORY, tmp_path / "nowhere.txt"], model="extractive")
    assert [failure.source for failure in brief.failures] == [str(tmp_path / "nowhere.txt")]
    folder = kiosk.write(tmp_path / "s")
    with pytest.raises(UsageError, match="more than one article"):
        briefer.summarize(folder, model="extractive")
    with pytest.raises(SourceNotFoundError):
        briefer.summarize(tmp_path / "nowhere.txt", model="extractive")


@pytest.mark.parametrize("wrong", [None, 3, b"text", object()])
def test_what_is_no_article_is_a_usage_error(wrong):
    for call in (
        lambda: briefer.summarize(wrong, model="extractive"),
        lambda: briefer.verify("A mill burned down.", wrong),
        lambda: briefer.diff(wrong, "A mill burned down."),
        lambda: briefer.daily([wrong], model="extractive"),
        lambda: briefer.read(wrong),
        lambda: briefer.fetch(wrong),
    ):
        with pytest.raises(UsageError):
            call()
    for whole in (None, "one text", STORY):
        with pytest.raises(UsageError, match="a list of articles"):
            briefer.daily(whole, model="extractive")


def test_read_gives_the_articles_of_folders_and_patterns_in_order(tmp_path):
    folder = kiosk.write(tmp_path / "s", "harbour", "trams")
    found = briefer.read(folder, str(tmp_path / "s" / "h*.md"), STORY)
    assert [article.title for article in found[:2]] == [kiosk.HARBOUR[0], kiosk.TRAMS[0]]
    assert len(found) == 3
    with pytest.raises(NoArticleError):
        briefer.read(tmp_path / "*.none")
    with pytest.raises(SourceNotFoundError):
        briefer.read(tmp_path / "none.txt")


@pytest.mark.loopback
def test_fetch_gives_the_articles_at_addresses_and_an_address_is_fetched_where_one_is_wanted():
    with Kiosk() as stand:
        stand.pages = {
            "/feed.xml": kiosk.feed(
                ("harbour", stand.url("/harbour")), ("trams", stand.url("/trams"))
            ),
            "/harbour": kiosk.page("harbour"),
            "/trams": kiosk.page("trams"),
        }
        found = briefer.fetch(stand.url("/feed.xml"), **WEB)
        assert [article.title for article in found] == [kiosk.HARBOUR[0], kiosk.TRAMS[0]]
        page = stand.url("/harbour")
        summary = briefer.summarize(page, model="extractive", **WEB)
        assert summary.article.title == kiosk.HARBOUR[0]
        with pytest.raises(UsageError, match="lists 2 articles"):
            briefer.summarize(stand.url("/feed.xml"), model="extractive", **WEB)
        with pytest.raises(briefer.BrieferError, match="404") as caught:
            briefer.fetch(stand.url("/gone"), **WEB)
        assert type(caught.value).__name__ == "PageGoneError"
    with pytest.raises(UsageError, match="no web address"):
        briefer.fetch(str(STORY))


def test_render_gives_each_result_in_each_of_its_forms_and_names_them_where_there_is_none():
    summary = briefer.summarize(STORY, model="extractive")
    brief = briefer.daily([STORY], model="extractive", date="2026-11-22")
    assert briefer.render(brief, "html").startswith("<!DOCTYPE html>")
    assert json.loads(briefer.render(brief, "ninjs"))["type"] == "text"
    assert json.loads(briefer.render(summary, "json"))["article"]["source"] == str(STORY)
    assert briefer.render(brief).startswith("# Daily brief")
    with pytest.raises(UsageError) as caught:
        briefer.render(summary, "html")
    assert caught.value.hint == "it can be md, json, ninjs"
    with pytest.raises(UsageError):
        briefer.render(STORY)


def test_a_call_after_the_first_takes_next_to_nothing():
    text = STORY.read_text("utf-8")
    briefer.summarize(text, model="extractive")
    most = 0.010
    assert least(lambda: briefer.summarize(text, model="extractive"), most=most, times=15) <= most
