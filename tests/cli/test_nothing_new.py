"""Days on which `briefer daily` finds nothing, and sources that give nothing."""

import datetime as dt
import json

import pytest

from tests.support import kiosk
from tests.support.kiosk import DAY, Kiosk

NEXT = "2026-11-21"
LATER = "2027-01-01"
FORMATS = ("--formats", "md,html,json,ninjs")


@pytest.fixture
def folder(tmp_path):
    kiosk.write(tmp_path / "s", "harbour", "trams")
    (tmp_path / "briefer.toml").write_text('sources = ["s", "wire/*.json"]\nmodel = "extractive"\n')
    return tmp_path


def written(folder, day):
    return sorted(path.name for path in (folder / "briefs").glob(f"{day}*"))


def test_a_day_without_a_story_says_so_and_writes_nothing(briefer, folder):
    first = briefer("daily", "--date", DAY, *FORMATS)
    assert (first.code, len(written(folder, DAY))) == (0, 4)
    assert "no file is in, or matches, wire/*.json" in first.err
    bare = briefer("daily", "--date", LATER, *FORMATS)
    assert (bare.code, bare.out, written(folder, LATER)) == (0, "", [])
    assert f"nothing new since the brief of {DAY}\n" in bare.err
    quiet = briefer("daily", "--date", LATER, "-q", "--fail-on", "empty,sources")
    assert (quiet.code, quiet.out, quiet.err) == (3, "", "")
    page = briefer("daily", "--date", LATER, "-o", "x.md")
    assert page.code == 0
    assert "\nNothing new since the brief of 20 November 2026.\n" in (folder / "x.md").read_text()
    ninjs = briefer("daily", "--date", LATER, "--format", "ninjs", "--out", "x.json")
    assert (ninjs.code, (folder / "x.json").exists()) == (0, False)


def test_a_day_of_stories_that_only_go_on_is_written_and_empty_to_fail_on(briefer, folder):
    assert briefer("daily", "--date", DAY).code == 0
    ran = briefer("daily", "--date", NEXT, *FORMATS, "--fail-on", "empty")
    assert (ran.code, len(written(folder, NEXT))) == (3, 4)
    assert f"nothing new since the brief of {DAY}: 2 stories without a new fact" in ran.err
    ninjs = json.loads((folder / "briefs" / f"{NEXT}.ninjs.json").read_text())
    assert all(body["value"] for body in ninjs["bodies"])


def test_a_pattern_or_folder_that_holds_nothing_is_as_little_a_failure_as_a_quiet_feed(
    briefer, tmp_path
):
    (tmp_path / "empty").mkdir()
    for source in ("wire/*.json", "empty", "[x", "a?/**/*.txt"):
        ran = briefer("daily", source, "-m", "extractive", "--fail-on", "sources")
        assert (ran.code, ran.out) == (0, ""), (source, ran.err)
        assert "Traceback" not in ran.err
        assert "nothing new: no source has an article" in ran.err
        assert briefer("daily", source, "-m", "extractive", "-q", "--fail-on", "empty").code == 3


@pytest.mark.loopback
def test_sources_that_fail_are_told_and_count_where_that_is_asked_for(briefer, tmp_path):
    kiosk.write(tmp_path / "s", "harbour")
    with Kiosk() as stand:
        stand.pages = {"/a.xml": 503, "/b.xml": 404}
        dead = [stand.url("/a.xml"), stand.url("/b.xml")]
        how = ("--allow-private", "--spacing", "0", "-m", "extractive", "-q")
        none = briefer("daily", *dead, *how)
        assert (none.code, none.out) == (4, "")
        assert all(f"{url}: " in none.err for url in dead)
        dry = briefer("daily", *dead, *how, "--dry-run")
        assert dry.code == 4
        assert all(f"{url}: " in dry.err for url in dead)
        some = briefer("daily", "s", *dead, *how)
        assert (some.code, some.err) == (0, "")
        counted = briefer("daily", "s", *dead, *how, "--fail-on", "sources")
        assert counted.code == 4
        assert all(f"{url}: " in counted.err for url in dead)
        assert counted.out == some.out


def test_days_may_be_named_by_words(briefer, tmp_path):
    yesterday = (dt.date.today() - dt.timedelta(days=1)).isoformat()  # noqa: DTZ011
    kiosk.write(tmp_path / "s", "harbour", date=yesterday)
    kiosk.write(tmp_path / "s", "trams", date="2026-01-02")
    ran = briefer("daily", "s", "--date", "yesterday", "-m", "extractive", "--format", "json")
    assert json.loads(ran.out)["date"] == yesterday
    for since in ("yesterday", "2d"):
        ran = briefer("daily", "s", "--since", since, "-m", "extractive", "--format", "json")
        assert json.loads(ran.out)["older"] == 1, since


def test_what_fail_on_says_of_a_day_is_refused_elsewhere_and_none_stands_alone(briefer, story):
    for command in ("summarize", "facts"):
        ran = briefer(command, story, "--fail-on", "empty", "-m", "extractive")
        assert ran.code == 2
        assert "a daily brief alone" in ran.err
    ran = briefer("daily", story, "--fail-on", "none,open", "-m", "extractive")
    assert ran.code == 2
    assert "none alone" in ran.err
