"""The embedded model's real answers, replayed through the whole path."""

import json
import re
import subprocess
import sys

import anyio
import pytest

from briefer import Session
from briefer.ingest import find
from briefer.providers import weights
from briefer.render import brief_markdown
from briefer.render.statuses import WARNINGS
from tests.support.repository import ROOT

CASSETTES = ROOT / "fixtures" / "cassettes"
BRIEF = ROOT / "fixtures" / "briefs" / "smollm2.md"


@pytest.fixture(scope="module")
def replayed():
    """The brief made from the recordings, and the provider that played them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        session = Session.of({"replay": "fixtures/cassettes"})

        async def run():
            async with session:
                return await session.daily(find(["fixtures/articles"]), "2026-11-22")

        return anyio.run(run), session.provider


def test_the_recordings_make_the_brief_that_is_kept_beside_them(replayed):
    brief, _ = replayed
    assert brief_markdown(brief) == BRIEF.read_text("utf-8")


def test_every_article_came_through(replayed):
    brief, _ = replayed
    assert brief.failures == ()
    assert len(brief.articles) == len(list((ROOT / "fixtures" / "articles").iterdir()))
    assert brief.top_lines


def test_every_recording_is_played(replayed):
    _, provider = replayed
    assert {path.name for path in provider.files} == {path.name for path in CASSETTES.iterdir()}
    assert {path.name for path in provider.played} == {path.name for path in provider.files}


def test_what_the_model_made_up_is_shown_and_marked(replayed):
    brief, _ = replayed
    claims = [claim for story in brief.stories for claim in story.claims]
    flagged = [claim for claim in claims if claim.is_flagged]
    assert flagged
    assert all(claim.findings for claim in flagged)
    assert not any(claim.findings for claim in claims if claim.status == "confirmed")
    shown = brief_markdown(brief).partition("## Not borne out by the source")[0]
    marked = sum(shown.count(warning) for warning in WARNINGS.values())
    assert marked == len(flagged) + sum(line.is_flagged for line in brief.top_lines)


@pytest.mark.parametrize("path", sorted(CASSETTES.glob("*.json")), ids=lambda path: path.name)
def test_a_recording_says_where_it_comes_from_and_holds_no_secret(path):
    text = path.read_text("utf-8")
    recording = json.loads(text)
    assert "scripted" not in recording
    assert recording["model"] == "local:smollm2"
    recorded = recording["recorded"]
    assert "llama.cpp" in recorded["server"]
    assert recorded["model_sha256"] == weights.find("smollm2").sha256
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", recorded["date"])
    assert recording["prompt"]["hash"].startswith("b2:")
    assert not re.search(r"sk-\w{8}|Bearer |/home/|/root/|/work/", text)
    assert len(text) < 100_000


@pytest.mark.local_model
def test_the_embedded_model_answers_today_what_was_recorded(tmp_path):
    article = "fixtures/articles/coalition-defence-ministers.txt"
    command = [sys.executable, "-m", "briefer", "summarize", article, "--model", "local:smollm2"]
    subprocess.run(
        [*command, "--record", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=300,
    )
    made = {path.name: json.loads(path.read_text("utf-8")) for path in tmp_path.iterdir()}
    assert made
    summarized = [name for name in made if name.startswith("summarize")]
    assert summarized
    for name in summarized:
        kept = json.loads((CASSETTES / name).read_text("utf-8"))
        assert made[name]["key"] == kept["key"]
        answer = json.loads("\n".join(made[name]["reply"]["text"]))
        assert set(answer) == {"headline", "summary", "key_facts"}
