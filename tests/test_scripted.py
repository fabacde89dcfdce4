"""A strong model's writing, through the whole path: no true claim may be flagged for its words."""

import json

import anyio
import pytest

from briefer import Session
from briefer.ingest import find
from tests.support.loopback import Loopback
from tests.support.scripted import FOLDER, ROOT, everything_told, scripted

FILES = sorted(FOLDER.glob("*.json"))
SETS = {
    "articles": ("fixtures/articles", "2026-11-22"),
    "day1": ("fixtures/days/day1", "2026-11-20"),
    "day2": ("fixtures/days/day2", "2026-11-21"),
}


def brief_of(name: str):
    folder, day = SETS[name]

    async def run(url: str):
        async with Session.of({"model": "openai:loopback-1", "base_url": url}) as session:
            return await session.daily(find([str(ROOT / folder)]), day)

    with Loopback(scripted()) as server:
        return anyio.run(run, server.url)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scripted_file_says_first_that_it_is_no_recording(path):
    first, value = next(iter(json.loads(path.read_text("utf-8")).items()))
    assert first == "written_not_recorded"
    assert "nothing was recorded" in value


def test_no_scripted_claim_is_a_sentence_of_its_source():
    for told in everything_told():
        for claim in told.claims:
            assert claim.text not in claim.sentences


@pytest.fixture(scope="module", params=SETS)
def brief(request):
    return request.param, brief_of(request.param)


@pytest.mark.loopback
def test_a_brief_is_made_of_what_was_written(brief):
    name, made = brief
    assert made.failures == ()
    assert made.top_lines
    written = {claim.text for told in everything_told() for claim in told.claims}
    shown = {c.original or c.text for story in made.stories for c in story.claims}
    own = [t for t in everything_told() if all(f"/{name}/" in f"/{each}" for each in t.articles)]
    # What was written of one article alone is told where no story takes it in.
    apart = [t for t in own if not any(set(t.articles) < set(each.articles) for each in own)]
    expected = {told.headline.text for told in apart}
    assert expected <= shown
    assert len(shown & written) >= len(shown) * 0.9


@pytest.mark.loopback
def test_no_true_claim_of_a_strong_model_is_flagged(brief):
    _, made = brief
    written = {claim.text for told in everything_told() for claim in told.claims}
    claims = [c for story in made.stories for c in story.claims]
    flagged = [c for c in claims if c.fails and (c.original or c.text) in written]
    assert [(c.text, [f.message for f in c.findings]) for c in flagged] == []
