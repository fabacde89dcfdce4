"""Both days told by the embedded model, whose real answers are replayed."""

import json
import re

import anyio
import pytest

from briefer import Session
from briefer.ingest import find
from briefer.providers import weights
from briefer.render import brief_markdown
from tests.support.repository import ROOT

CASSETTES = ROOT / "fixtures" / "days" / "cassettes"
DAYS = {"day1": "2026-11-20", "day2": "2026-11-21"}


@pytest.fixture(scope="module")
def briefs(tmp_path_factory):
    """The briefs of both days, the second of which remembers the first."""
    options = {
        "replay": "fixtures/days/cassettes",
        "store": str(tmp_path_factory.mktemp("memory") / "store.db"),
        "model": "local:smollm2",
    }
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv("BRIEFER_SINCE", "last")
        for day, date in DAYS.items():
            session = Session.of(options)

            async def run(session=session, day=day, date=date):
                async with session:
                    return await session.daily(find([f"fixtures/days/{day}"]), date)

            made[day] = anyio.run(run)
    return made


@pytest.mark.parametrize("day", DAYS)
def test_the_recordings_make_the_brief_that_is_kept(briefs, day):
    kept = ROOT / "fixtures" / "briefs" / f"{day}-smollm2.md"
    assert brief_markdown(briefs[day]) == kept.read_text("utf-8")


def test_every_article_came_through_and_every_recording_is_played(briefs):
    assert all(brief.failures == () for brief in briefs.values())
    asked = {key for brief in briefs.values() for key in brief.provenance.requests}
    assert {json.loads(p.read_text("utf-8"))["key"] for p in CASSETTES.iterdir()} == asked


def test_nothing_that_the_model_made_up_is_confirmed_by_its_findings(briefs):
    claims = [claim for brief in briefs.values() for claim in brief.claims]
    assert any(claim.is_flagged for claim in claims)
    assert not any(claim.findings for claim in claims if claim.status == "confirmed")
    assert all(claim.findings for claim in claims if claim.is_flagged)


def test_an_update_rests_on_what_the_articles_say_even_where_the_model_says_nothing_new(briefs):
    updates = [s for s in briefs["day2"].stories if s.status == "update"]
    assert len(updates) >= 5
    for story in updates:
        assert story.news
        assert not any(claim.fails for claim in story.news)


@pytest.mark.parametrize("path", sorted(CASSETTES.glob("*.json")), ids=lambda path: path.name)
def test_a_recording_says_where_it_comes_from(path):
    recording = json.loads(path.read_text("utf-8"))
    assert "scripted" not in recording
    assert recording["model"] == "local:smollm2"
    assert "llama.cpp" in recording["recorded"]["server"]
    assert recording["recorded"]["model_sha256"] == weights.find("smollm2").sha256
    assert not re.search(r"/home/|/root/|/work/|\bsk-\w{8}", path.read_text("utf-8"))
