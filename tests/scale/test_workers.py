"""Batches in a worker give a live run's rows; what all workers ask passes one limiter."""

from contextlib import ExitStack

import anyio
import pyarrow as pa
import pytest

from briefer.config import resolve_here
from briefer.errors import BudgetError, UsageError
from briefer.runs import Budget, Governor
from briefer.scale.limiter import SIGN_OF_LIFE, Limiter, Told
from briefer.scale.workers import Comparer, Sessions, Summarizer, Verifier, digest_of
from tests.scale.articles import fill, rows, table, write
from tests.support.asking import request
from tests.support.loopback import Loopback, error

np = pytest.importorskip("numpy", reason="comes with the extra ray")


@pytest.fixture
def worker():
    """Open the sessions of a worker; they are closed after the test."""
    with ExitStack() as stack:

        def opened(*settings, keeper=None):
            sessions = Sessions([resolve_here(each) for each in settings], keeper)
            stack.callback(sessions.close)
            return sessions

        yield opened


def test_a_batch_gives_the_rows_of_a_live_run_and_none_that_are_written(
    tmp_path, monkeypatch, worker
):
    monkeypatch.chdir(tmp_path)
    fill(write("in.parquet", 23))
    sessions = worker({"model": "extractive"})
    assert Summarizer(sessions)(table(23)).to_pylist() == rows()
    written = np.sort(np.array([digest_of(str(n)) for n in range(0, 23, 2)], dtype="S16"))
    found = Summarizer(sessions, written=written)(table(23)).to_pylist()
    assert [each["id"] for each in found] == [str(n) for n in range(1, 23, 2)]
    with pytest.raises(UsageError, match="no column with ids"):
        Summarizer(sessions)(table(3).drop_columns(["id"]))


def test_what_one_address_cannot_another_does_and_the_limit_holds_for_both(
    tmp_path, monkeypatch, worker, loopback
):
    monkeypatch.chdir(tmp_path)
    model = {"model": "openai:tiny", "judge": "off", "max_attempts": 1, "concurrency": 8}
    fill(write("in.parquet", 40), base_url=loopback.url, **model)
    asked = loopback.count
    keeper = Limiter(lambda _: Governor(3))
    with Loopback(error(500)) as broken:
        settings = [{**model, "base_url": url} for url in (broken.url, loopback.url)]
        found = Summarizer(worker(*settings, keeper=keeper))(table(40)).to_pylist()
        assert found == rows()
        assert broken.count > 0
    assert loopback.count - asked == 37
    assert keeper.peak <= 6
    assert loopback.peak <= 8


def test_a_limiter_takes_back_what_the_dead_hold_and_tells_why_nobody_may_go():
    now = 0.0
    made = []

    def governor(_):
        made.append(Governor(2, budget=Budget(max_tokens=100_000), clock=lambda: now))
        return made[-1]

    async def run():
        nonlocal now
        limiter = Limiter(governor, clock=lambda: now)
        for name in ("a", "b"):
            await limiter.join(name)
        held = [await limiter.begin("a", "0", request(), 10) for _ in range(2)]
        granted = []

        async def wait(name):
            granted.append(await limiter.begin(name, "0", request(), 10))

        async with anyio.create_task_group() as group:
            group.start_soon(wait, "b")
            await anyio.wait_all_tasks_blocked()
            assert granted == []
            for _ in range(7):  # only b gives a sign of life
                now += SIGN_OF_LIFE
                await limiter.alive("b")
        assert len(granted) == 1
        await limiter.end(held[0], Told())  # it was given back: no harm
        await limiter.join("b")  # b is started again: its leave is free
        assert made[0].tally.under_way == 0
        for _ in range(2):
            await limiter.begin("b", "0", request(), 10)
        async with anyio.create_task_group() as group:
            group.start_soon(wait, "b")  # and is killed while it waits
            await anyio.wait_all_tasks_blocked()
            await limiter.join("b")
        assert made[0].tally.under_way == 0
        refused = await limiter.begin("b", "0", request(), 10**6)
        assert isinstance(refused, BudgetError)

    anyio.run(run)


def test_claims_and_versions_are_answered_row_by_row(worker, loopback):
    text = "Ten people died in Harwich on Monday. It rained."
    claims = [
        {"id": 1, "article": text, "claim": "Twelve people died in Harwich.", "desk": "x"},
        {"id": 2, "article": text, "claim": ""},
        {"id": 3, "article": text, "claim": "The mayor rejoiced at the weather."},
    ]
    batch = pa.Table.from_pylist(claims)
    bare = resolve_here({"model": "extractive"})
    said = Verifier(bare)(batch).to_pylist()
    assert [(each["id"], each["status"]) for each in said] == [
        ("1", "contradicted"), ("2", "unsupported"), ("3", "unsupported"),
    ]  # fmt: skip
    assert said[0]["sentences"] == ["S1"]
    assert (said[1]["error"], said[0]["columns"]) == ('"claim" must be a text', '{"desk":"x"}')
    judged = {"model": "openai:tiny", "base_url": loopback.url, "judge": "all"}
    again = Verifier(resolve_here(judged), worker(judged))(batch).to_pylist()
    assert [each["id"] for each in again] == ["1", "2", "3"]
    assert loopback.count == 2
    versions = [
        {"id": 1, "old": text, "new": text.replace("Ten", "Twelve")},
        {"id": 2, "old": text, "new": None},
    ]
    compared = Comparer("old", "new")(pa.Table.from_pylist(versions)).to_pylist()
    assert compared[0]["changes"][0] == {
        "type": "number", "factual": True, "message": "Ten → Twelve people (+2)",
        "old": "Ten", "new": "Twelve",
    }  # fmt: skip
    assert compared[1]["error"] == "NoArticleError"
