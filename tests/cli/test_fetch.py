"""What `briefer fetch` reports, and what `briefer daily` says when there is nothing to read."""

import json

import pytest

from tests.support.newsroom import newsroom

SETTINGS = 'sources = ["{opml}"]\nallow_private = true\nspacing = 0\nmodel = "extractive"\n'

HARBOUR = (
    "The harbour of Aldmouth reopened on Monday after 12 days of repairs, the port authority said."
    " Ferries to the outer islands will leave every two hours until the end of the month.\n"
)


@pytest.fixture(scope="module")
def site():
    with newsroom(day=1) as running:
        yield running


@pytest.fixture
def folder(tmp_path, site):
    (tmp_path / "briefer.toml").write_text(SETTINGS.format(opml=site.opml))
    return tmp_path


@pytest.mark.loopback
def test_fetch_tells_of_each_source_what_came_and_what_failed_once(briefer, folder, site):
    ran = briefer("fetch")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == f"Morning reading ({site.opml}): 7 lists"
    assert f"Meridian Wire ({site.feeds['meridian']}): 6 new" in lines
    walled = next(line for line in lines if line.endswith("paywall: only a teaser is shown"))
    assert walled.startswith("  failed: http://")
    assert walled.count("http://") == 1


@pytest.mark.loopback
def test_fetching_again_brings_nothing_new_and_asks_for_nothing_whole(briefer, folder, site):
    briefer("fetch")
    site.requests.clear()
    told = json.loads(briefer("fetch", "--format", "json", "--recheck", "0").out)
    assert told["kind"] == "fetched"
    assert sum(source["new"] + source["changed"] for source in told["report"]) == 0
    assert sum(source["unchanged"] for source in told["report"]) == 25
    validating = [seen for seen in site.requests if seen.outlet == "meridian"]
    assert validating
    assert {seen.status for seen in validating} == {304}


@pytest.mark.loopback
def test_a_brief_from_settings_is_written_and_its_files_are_named(briefer, folder):
    ran = briefer("daily", "--formats", "md,html,json,ninjs", "--date", "2026-11-20", "--quiet")
    names = ["2026-11-20.md", "2026-11-20.html", "2026-11-20.json", "2026-11-20.ninjs.json"]
    assert ran.out.splitlines() == [str(folder / "briefs" / name) for name in names]
    assert (folder / "briefs" / names[0]).read_text("utf-8").startswith("# Daily brief, 20 Nov")
    assert json.loads((folder / "briefs" / names[2]).read_text("utf-8"))["date"] == "2026-11-20"


def test_files_of_the_settings_are_called_what_they_are_called_there(briefer, tmp_path):
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "harbour.txt").write_text(HARBOUR, "utf-8")
    (tmp_path / "briefer.toml").write_text('sources = ["wire/*.txt"]\nmodel = "extractive"\n')
    assert briefer("daily").code == 0
    (page,) = (tmp_path / "briefs").iterdir()
    assert "\n1. wire/harbour.txt\n" in page.read_text("utf-8")
    assert str(tmp_path) not in page.read_text("utf-8")


def test_a_look_at_other_sources_takes_no_edition_s_place(briefer, tmp_path):
    (tmp_path / "harbour.txt").write_text(HARBOUR, "utf-8")
    (tmp_path / "other.txt").write_text("The mayor of Brigg resigned on Monday.", "utf-8")
    (tmp_path / "briefer.toml").write_text('sources = ["harbour.txt"]\nmodel = "extractive"\n')
    briefer("daily", "--date", "2026-11-21")
    assert "Brigg" in briefer("daily", "other.txt", "--date", "2026-11-21").out
    briefer("daily", "--date", "2026-11-22")
    page = (tmp_path / "briefs" / "2026-11-22.md").read_text("utf-8")
    assert "## Still developing\n\nNo new fact since the brief of 21 November 2026:" in page


def test_a_folder_that_cannot_be_written_to_is_refused_before_any_work(briefer, tmp_path):
    (tmp_path / "briefs").write_text("a file in the folder's place")
    (tmp_path / "briefer.toml").write_text('sources = ["missing.txt"]\nmodel = "extractive"\n')
    ran = briefer("daily")
    assert ran.code == 4
    assert f"the folder {tmp_path / 'briefs'} cannot be made" in ran.err
    assert "--output" in ran.err
    assert "missing.txt" not in ran.err


def test_without_sources_the_file_that_could_name_them_is_named(briefer, tmp_path):
    ran = briefer("daily")
    assert ran.code == 2
    assert "briefer init writes a briefer.toml" in ran.err
    assert briefer("init").code == 0
    ran = briefer("fetch")
    assert ran.code == 2
    assert f"take the # away before sources in {tmp_path / 'briefer.toml'}" in ran.err
