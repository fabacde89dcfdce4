"""Never ask twice: what is kept, what is on its way, and who takes over."""

import subprocess
import sys

import anyio
import pytest

from briefer.errors import CutOffError, RateLimitError
from briefer.llm import ModelInfo, Reply
from briefer.model import Usage
from briefer.providers.cached import CachedProvider
from briefer.store import Store
from tests.support.asking import request

INFO = ModelInfo("openai", "openai:m", 1_000)


class Engine:
    """Answers when it is let go; counts what it was asked."""

    def __init__(self, outcome=None):
        self.info = INFO
        self.outcome = outcome
        self.asked = []
        self.made = 0
        self.closed = 0
        self.go = anyio.Event()

    def make(self):
        self.made += 1
        return self

    async def complete(self, asked):
        self.asked.append(asked.key)
        await self.go.wait()
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome or Reply(f"answer {len(self.asked)}", "m", usage=Usage(10, 2))

    async def close(self):
        self.closed += 1


@pytest.fixture
def store():
    with Store.open(None) as opened:
        yield opened


def cached(engine, store, **more):
    return CachedProvider(INFO, engine.make, store, **more)


def run(scenario):
    """Run a scenario with an engine made inside the loop."""

    async def whole():
        with anyio.fail_after(60):
            await scenario()

    anyio.run(whole)


def test_the_second_time_nothing_is_asked_and_the_engine_is_never_made(store):
    async def scenario():
        engine = Engine()
        engine.go.set()
        first = cached(engine, store)
        reply = await first.complete(request())
        await first.close()
        again = cached(engine, store)
        assert again.info == INFO
        assert again.holds(request().key)
        assert not again.holds(request("other").key)
        assert await again.complete(request()) == reply
        await again.close()
        assert (engine.made, engine.closed, len(engine.asked)) == (1, 1, 1)
        assert (first.asked, first.hits, first.usage) == (1, 0, Usage(10, 2))
        assert (again.asked, again.hits, again.usage) == (0, 1, Usage())

    run(scenario)


def test_equal_questions_on_their_way_are_asked_once(store):
    async def scenario():
        engine = Engine()
        provider = cached(engine, store)
        replies = []

        async def ask(text):
            replies.append(await provider.complete(request(text)))

        async with anyio.create_task_group() as group:
            for text in ("same", "same", "other", "same"):
                group.start_soon(ask, text)
            await anyio.wait_all_tasks_blocked()
            assert len(engine.asked) == 2
            engine.go.set()
        assert len(replies) == 4
        assert len(set(replies)) == 1
        assert (provider.asked, provider.shared, provider.hits) == (2, 2, 0)

    run(scenario)


def test_when_the_one_who_asked_is_cancelled_another_asks_in_its_place(store):
    async def scenario():
        engine = Engine()
        provider = cached(engine, store)
        replies = []
        scope = anyio.CancelScope()

        async def given_up():
            with scope:
                await provider.complete(request())

        async def ask():
            replies.append(await provider.complete(request()))

        async with anyio.create_task_group() as group:
            group.start_soon(given_up)
            await anyio.wait_all_tasks_blocked()
            for _ in range(3):
                group.start_soon(ask)
            await anyio.wait_all_tasks_blocked()
            assert len(engine.asked) == 1
            scope.cancel()
            await anyio.wait_all_tasks_blocked()
            assert len(engine.asked) == 2
            engine.go.set()
        assert len(replies) == 3
        assert len(set(replies)) == 1
        assert (provider.asked, provider.shared) == (1, 2)

    run(scenario)


def test_who_waits_gets_the_same_error_and_the_next_one_asks_anew(store):
    async def scenario():
        engine = Engine(RateLimitError("slow down"))
        provider = cached(engine, store)
        errors = []

        async def ask():
            try:
                await provider.complete(request())
            except RateLimitError as error:
                errors.append(str(error))

        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(ask)
            await anyio.wait_all_tasks_blocked()
            engine.go.set()
        assert errors == ["slow down"] * 3
        assert len(engine.asked) == 1
        await ask()
        assert len(engine.asked) == 2
        assert provider.asked == 0

    run(scenario)


@pytest.mark.parametrize(
    "outcome",
    [
        CutOffError("too long"),
        Reply("{", "m", finish_reason="length"),
        Reply("no", "m", finish_reason="refusal"),
        Reply("", "m"),
    ],
    ids=["error", "cut off", "refused", "empty"],
)
def test_what_is_no_good_answer_is_asked_again(store, outcome):
    async def scenario():
        engine = Engine(outcome)
        engine.go.set()
        provider = cached(engine, store)
        for _ in range(2):
            try:
                assert await provider.complete(request()) == outcome
            except CutOffError as error:
                assert error is outcome  # noqa: PT017
        assert len(engine.asked) == 2
        assert provider.hits == 0

    run(scenario)


def test_a_question_without_an_answer_that_was_done_without_is_not_asked_again(store):
    async def scenario():
        engine = Engine(CutOffError("cut off after 9 tokens"))
        engine.go.set()
        provider = cached(engine, store)
        with pytest.raises(CutOffError) as first:
            await provider.complete(request())
        provider.overcome(request(), first.value)
        assert provider.holds(request().key)
        again = cached(engine, store)
        with pytest.raises(CutOffError, match="cut off after 9 tokens"):
            await again.complete(request())
        assert len(engine.asked) == again.hits == 1
        provider.overcome(request("other"), RateLimitError("slow down"))
        assert not provider.holds(request("other").key)

    run(scenario)


def test_one_name_at_two_endpoints_is_two_models(store):
    async def scenario():
        engine = Engine()
        engine.go.set()
        here = await cached(engine, store, endpoint="a.example").complete(request())
        there = await cached(engine, store, endpoint="b.example").complete(request())
        assert (here.text, there.text) == ("answer 1", "answer 2")

    run(scenario)


def test_a_warm_answer_imports_no_sdk(tmp_path):
    path = tmp_path / "store.db"
    with Store.open(path) as store:
        store.keep(request(), Reply("kept", "m"))
    code = f"""
import sys
from pathlib import Path
import anyio
from briefer.llm import Message, ModelInfo, Request
from briefer.providers.cached import CachedProvider
from briefer.store import Store

def never():
    raise AssertionError("the engine was made")

async def ask():
    with Store.open(Path({str(path)!r})) as store:
        rows = [line for line in store.export()]
        import json
        value = json.loads(rows[0])
        request = Request(
            model=value["model"],
            messages=tuple(Message(**message) for message in value["messages"]),
            schema_name="any",
            schema=value["schema"],
            prompt=None,
        )
        print((await CachedProvider(ModelInfo("openai", "openai:m", None), never, store)
            .complete(request)).text)

anyio.run(ask)
print(sorted({{"openai", "httpx2", "pydantic"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["kept", "[]"]
