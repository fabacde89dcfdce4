"""Driving tasks: bounded, in order, one error never another's."""

import anyio
import pytest

from briefer.errors import AuthenticationError, ServerError, SourceNotFoundError
from briefer.llm import Message, ModelInfo, Reply, Request
from briefer.model import PromptRef
from briefer.runs import Live

PROMPT = PromptRef("test", 1, "b2:0")


def request(text):
    return Request("test", (Message("user", text),), "facts", {}, PROMPT)


class Engine:
    """Answers with the request's own text, after a while that falls with each request."""

    info = ModelInfo("test", "test", None)

    def __init__(self, fails=()):
        self.in_flight = self.peak = self.asked = 0
        self.fails = dict(fails)

    async def complete(self, request):
        self.asked += 1
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)
        try:
            await anyio.sleep(0.02 / self.asked)
        finally:
            self.in_flight -= 1
        text = request.messages[0].content
        if text in self.fails:
            raise self.fails[text]
        return Reply(text, "test")

    async def close(self):
        pass


def echo(*rounds):
    """A task that asks its rounds and returns every outcome."""
    got = []
    for texts in rounds:
        got += yield [request(text) for text in texts]
    return [getattr(each, "text", each) for each in got]


def run(engine, begins, concurrency=4, **options):
    results = []

    async def main():
        live = Live(engine, concurrency, **options)
        await live.many(begins, lambda index, result: results.append((index, result)))

    anyio.run(main)
    return results


def test_results_come_in_the_order_of_the_tasks():
    begins = [lambda n=n: echo([f"{n}"]) for n in range(30)]
    assert run(Engine(), begins) == [(n, [f"{n}"]) for n in range(30)]


def test_requests_in_flight_are_bounded_over_all_tasks():
    engine = Engine()
    run(engine, [lambda n=n: echo([f"{n}/{m}" for m in range(10)]) for n in range(10)])
    assert engine.peak == 4
    assert engine.asked == 100


def test_a_round_keeps_its_order():
    engine = Engine()
    ((_, texts),) = run(engine, [lambda: echo(["a", "b", "c"], ["d"], ["e", "f"])])
    assert texts == ["a", "b", "c", "d", "e", "f"]


def test_tasks_are_begun_lazily():
    begun = []

    def begins():
        for n in range(100):
            begun.append(n)
            yield lambda n=n: echo([f"{n}"])

    seen = []

    async def main():
        await Live(Engine(), 2).many(begins(), lambda *_: seen.append(len(begun)))

    anyio.run(main)
    assert seen[0] <= 6
    assert len(seen) == 100


def test_an_error_is_its_own_tasks_only_and_the_task_may_go_on():
    down = ServerError("down")
    engine = Engine({"bad": down})
    results = run(engine, [lambda: echo(["good"]), lambda: echo(["bad", "fine"])])
    assert results == [(0, ["good"]), (1, [down, "fine"])]


def test_a_source_that_cannot_be_read_is_a_result():
    missing = SourceNotFoundError("gone")

    def gone():
        raise missing

    assert run(Engine(), [gone, lambda: echo(["a"])]) == [(0, missing), (1, ["a"])]


def raising(text):
    (outcome,) = yield [request(text)]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome.text


def test_an_error_of_a_task_is_emitted_in_its_place():
    down = ServerError("down")
    begins = [lambda t=t: raising(t) for t in ("a", "bad", "c")]
    assert run(Engine({"bad": down}), begins) == [(0, "a"), (1, down), (2, "c")]


def test_a_fatal_error_ends_the_run():
    engine = Engine({"1": AuthenticationError("no")})
    begins = [lambda n=n: raising(f"{n}") for n in range(1, 200)]
    with pytest.raises(AuthenticationError, match="no"):
        run(engine, begins, fatal=(AuthenticationError,))
    assert engine.asked < 20


def test_an_error_of_the_receiver_comes_through():
    async def main():
        def emit(index, result):
            raise BrokenPipeError

        await Live(Engine(), 2).many([lambda: echo(["a"])] * 5, emit)

    with pytest.raises(BrokenPipeError):
        anyio.run(main)
