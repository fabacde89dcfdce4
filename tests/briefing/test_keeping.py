"""What an earlier run made of the same articles and answers is not made again."""

import sqlite3

import anyio
import pytest

from briefer.briefing import BriefMaker, Memory, Shelf, Wanted, keeping
from briefer.compare.stories import grouping
from briefer.ingest import Item
from briefer.prompting import PromptLibrary
from briefer.providers import CachedProvider
from briefer.runs import Live
from briefer.store import Store
from briefer.tasks import DigestPlan, Plan, settle
from briefer.text import split
from tests.support.writer import DAM, FERRY, FLOOD, TOLD, Writer, dated

DAY = [dated(DAM), dated(FLOOD), dated(FERRY)]
WANTED, PLAN = Wanted("2026-11-25"), Plan()


@pytest.fixture
def checked(monkeypatch):
    """The claims that are checked, as they are."""
    texts = []

    def noting(text, *rest):
        texts.append(text)
        return check(text, *rest)

    check = settle.checks.check
    monkeypatch.setattr(settle.checks, "check", noting)
    return texts


@pytest.fixture
def grouped(monkeypatch):
    """The articles that are read to be grouped, as they are."""
    articles = []

    def noting(article):
        articles.append(article)
        return read(article)

    read = grouping.read_terms
    monkeypatch.setattr(grouping, "read_terms", noting)
    return articles


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store.db"


def brief(path, articles=DAY, *, writer=None, wanted=WANTED, plan=PLAN, prompts=None):
    """The brief of a run of its own; what it kept is in the file."""
    writer, prompts, opening = writer or Writer(), prompts or PromptLibrary.at(), DigestPlan()
    items = [Item(each.source, lambda each=each: each) for each in articles]
    with Store.open(path) as store:
        cached = CachedProvider(writer.info, lambda: writer, store)
        shelf = Shelf.of(store, cached, prompts, plan, opening, cached.info) if path else None
        maker = BriefMaker(Live(cached, 2), prompts, plan, opening, shelf=shelf)
        return anyio.run(maker.brief, items, wanted, lambda _: None), cached


def test_a_warm_run_makes_the_same_of_what_is_kept_and_reads_nothing(path, checked, grouped):
    cold, asking = brief(path)
    assert len(grouped) == 3
    assert [len(story.articles) for story in cold.stories] == [2, 1]
    assert cold.top_lines
    assert checked
    checked.clear()
    grouped.clear()
    warm, answered = brief(path)
    assert checked == []
    assert grouped == []
    assert warm == cold
    assert (answered.asked, answered.hits) == (0, asking.asked)
    assert brief(None)[0] == cold


def test_another_article_changes_its_story_and_the_top_lines_alone(path, checked):
    brief(path)
    checked.clear()
    later = [*DAY[:2], dated(FERRY.replace("90 passengers", "95 passengers"))]
    changed = {FERRY.partition("\n")[0].replace("90", "95"): "Sonnmark ran aground at Kestrel."}
    warm, _ = brief(path, later, writer=Writer(TOLD | changed))
    dam, ferry = (story.headline.text for story in warm.stories)
    assert checked.count(ferry) > 0
    assert set(checked) == {ferry, dam}
    assert checked.count(dam) == 1, "in the top lines"
    assert warm == brief(None, later, writer=Writer(TOLD | changed))[0]


@pytest.mark.parametrize(
    "other",
    [
        {"wanted": Wanted("2026-11-26")},
        {"wanted": Wanted("2026-11-25", length="short")},
        {"plan": Plan(unsupported="drop")},
        {"plan": Plan(generator="briefer 9")},
    ],
)
def test_what_is_wanted_otherwise_is_made_anew(path, checked, other):
    brief(path)
    checked.clear()
    warm, _ = brief(path, **other)
    assert len(checked) > 1
    assert warm == brief(None, **other)[0]


def test_another_briefer_and_another_prompt_make_everything_anew(path, checked, monkeypatch):
    brief(path)
    checked.clear()
    with monkeypatch.context() as changed:
        changed.setattr(keeping, "code_hash", lambda: "another")
        brief(path)
    assert (first := len(checked)) > 1
    prompts = PromptLibrary.at()
    vars(prompts)["hash"] = "b2:another"
    brief(path, prompts=prompts)
    assert len(checked) == 2 * first


def test_an_answer_that_was_asked_for_again_is_worked_up_again(path, checked):
    brief(path)
    with sqlite3.connect(path) as other:
        other.execute("DELETE FROM replies")
    other.close()
    checked.clear()
    told = {**TOLD, FERRY.partition("\n")[0]: "The Sonnmark ran aground off Kestrel Island."}
    warm, again = brief(path, writer=Writer(told))
    assert again.asked == 3
    assert told[FERRY.partition("\n")[0]] in {story.headline.text for story in warm.stories}
    assert warm == brief(None, writer=Writer(told))[0]


def test_a_damaged_result_is_made_again(path, checked):
    cold, _ = brief(path)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE results SET result = x'00'")
    other.close()
    checked.clear()
    assert brief(path)[0] == cold
    assert checked
    checked.clear()
    assert brief(path)[0] == cold
    assert checked == []


def test_a_day_that_follows_groups_with_what_earlier_briefs_had(path, grouped):
    earlier = tuple(split(each) for each in DAY[:2])
    wanted = Wanted("2026-11-25", memory=Memory("2026-11-24", (earlier,)))
    fresh = [DAY[2], dated(FLOOD.replace("450", "470"))]
    told = {**TOLD, FLOOD.partition("\n")[0]: "Two weeks of rain broke the dam, officials said."}
    cold, _ = brief(path, fresh, wanted=wanted, writer=Writer(told))
    assert [story.status for story in cold.stories] == ["update", "new"]  # 470 were moved
    grouped.clear()
    assert brief(path, fresh, wanted=wanted, writer=Writer(told))[0] == cold
    assert grouped == fresh[1:], "the update's own articles are put in order"
    assert brief(path, DAY[2:])[0] != cold
