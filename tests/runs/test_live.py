"""Driving tasks: bounded, in order, one error never another's."""

import random
import re
import time
from collections import Counter
from dataclasses import replace
from functools import partial

import anyio
import pytest

from briefer.errors import (
    AuthenticationError,
    BudgetError,
    CutOffError,
    InternalError,
    MalformedAnswerError,
    RunInterruptedError,
    ServerError,
    SourceNotFoundError,
)
from briefer.llm import Message, ModelInfo, Reply, Request
from briefer.model import PromptRef, Usage
from briefer.runs import Budget, Governor, Live
from briefer.runs.steps import Steps

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
    assert seen[0] <= 10
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


def test_what_a_task_did_without_is_told_when_it_has_its_result_and_not_before():
    """Only then is it worth knowing: a task that failed is tried again with all its requests."""
    cut, down = CutOffError("cut"), ServerError("down")
    engine = Engine({"cut": cut, "down": down})
    told = []

    def falling(text):
        (first,) = yield [request(text)]
        (second,) = yield [request(f"{text} again")]
        if text == "down" or isinstance(second, Exception):
            raise first
        return second.text

    begins = [partial(falling, "cut"), partial(falling, "down"), lambda: echo(["fine"])]
    options = {"overcome": lambda request, error: told.append((request.messages[0].content, error))}
    results = run(engine, begins, **options)
    assert results == [(0, "cut again"), (1, down), (2, ["fine"])]
    assert told == [("cut", cut)]
    engine.fails["cut again"] = down
    assert run(engine, begins[:1], **options) == [(0, cut)]
    assert len(told) == 1


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


class Answers(Engine):
    """Answers at once, or never."""

    def __init__(self, hangs=()):
        super().__init__()
        self.hangs = set(hangs)
        self.answered = 0

    async def complete(self, request):
        self.asked += 1
        text = request.messages[0].content
        await (anyio.sleep_forever() if text in self.hangs else anyio.sleep(0.001))
        self.answered += 1
        return Reply(text, "test")


def stopped(begins, *, after, engine=None, grace=0.05, concurrency=2, error=None):
    """Stop a run after so many results; returns what was emitted and the error of its end."""
    results = []

    async def main():
        live = Live(engine or Answers(), concurrency)

        def emit(index, result):
            results.append((index, result))
            if len(results) == after:
                live.stop(error or RunInterruptedError("enough"), grace=grace)

        await live.many(begins, emit)

    try:
        anyio.run(main)
    except RunInterruptedError as end:
        return results, end
    return results, None


def test_an_interrupted_run_emits_what_it_has_and_begins_nothing():
    begun = []

    def begins():
        for n in range(1000):
            begun.append(n)
            yield lambda n=n: raising(f"{n}")

    results, end = stopped(begins(), after=10)
    assert re.fullmatch(r"enough: \d+ of \d+ (or more )?done", str(end))
    assert str(end).startswith(f"enough: {len(results)} of")
    assert end.exit_code == 130
    assert [index for index, _ in results] == sorted({index for index, _ in results})
    assert all(result == f"{index}" for index, result in results)
    assert 10 <= len(results) < 20
    assert len(begun) < 20


def test_what_is_under_way_has_its_grace_and_no_more():
    engine = Answers(hangs=["2"])
    results, end = stopped(
        [lambda n=n: raising(f"{n}") for n in range(1, 9)], after=1, engine=engine
    )
    assert end is not None
    assert (1, "2") not in results
    assert results[0] == (0, "1")


def test_results_behind_one_that_never_came_are_emitted_too():
    engine = Answers(hangs=["0"])

    async def main():
        live = Live(engine, 4)
        results = []

        async def end():
            while engine.answered < 4:
                await anyio.sleep(0.005)
            live.stop(RunInterruptedError("enough"), grace=0)

        async with anyio.create_task_group() as group:
            group.start_soon(end)
            begins = [lambda n=n: raising(f"{n}") for n in range(5)]
            with pytest.raises(RunInterruptedError):
                await live.many(begins, lambda *each: results.append(each))
        return results

    assert anyio.run(main) == [(n, f"{n}") for n in range(1, 5)]


def test_a_run_out_of_budget_says_so_of_every_task_that_is_left():
    async def main():
        budget = Budget(max_tokens=8_000)
        live = Live(Spending(), 2)
        live.governor = Governor(2, budget=budget)
        results = []
        await live.many(
            (partial(raising, f"{n}") for n in range(20)), lambda *each: results.append(each)
        )
        return live, results

    live, results = anyio.run(main)
    done = [result for _, result in results if isinstance(result, str)]
    left = [result for _, result in results if isinstance(result, BudgetError)]
    assert [index for index, _ in results] == list(range(20))
    assert len(done) >= 2
    assert len(done) + len(left) == 20
    assert isinstance(live.stopped, BudgetError)


class Spending(Answers):
    async def complete(self, request):
        reply = await super().complete(request)
        return replace(reply, usage=Usage(500, 100))


def test_the_tally_follows_the_run():
    down = ServerError("down")

    async def main():
        live = Live(Engine({"bad": down}), 2)
        await live.many([lambda: raising("a"), lambda: raising("bad")], lambda *_: None)
        return live.tally

    tally = anyio.run(main)
    assert (tally.found, tally.done, tally.failed, tally.settled) == (2, 1, 1, 2)
    assert tally.total == 2
    assert tally.attempts == 2
    assert tally.under_way == 0


def busy(turns):
    """A task whose own work takes long, and ends only when the loop has had turns meanwhile."""

    def compute():
        began, had, deadline = time.thread_time(), len(turns), time.monotonic() + 60
        while time.thread_time() - began < 0.02 or len(turns) < had + 2:
            assert time.monotonic() < deadline, "the loop stands still"

    compute()
    (outcome,) = yield [request("x")]
    compute()
    return outcome.text


def test_long_steps_of_tasks_do_not_hold_up_the_loop():
    turns, results = [], []

    async def main():
        async def probe():
            while True:
                turns.append(None)
                await anyio.sleep(0.001)

        async with anyio.create_task_group() as group:
            group.start_soon(probe)
            begins = [partial(busy, turns) for _ in range(20)]
            await Live(Answers(), 8).many(begins, lambda *each: results.append(each))
            group.cancel_scope.cancel()

    anyio.run(main)
    assert results == [(n, "x") for n in range(20)]
    assert len(turns) > 80


def test_short_steps_leave_the_loop_a_turn_between_any_two():
    order = []

    async def main():
        async def heart():
            while True:
                order.append("beat")
                await anyio.sleep(0)

        steps = Steps()
        for _ in range(60):
            await steps.do("short", lambda: None)
        async with anyio.create_task_group() as group:
            group.start_soon(heart)
            async with anyio.create_task_group() as inner:
                for _ in range(20):
                    inner.start_soon(steps.do, "short", lambda: order.append("step"))
            group.cancel_scope.cancel()

    anyio.run(main)
    assert "step,step" not in ",".join(order)


def test_an_error_in_a_thread_is_the_tasks_own():
    def fails():
        raise SourceNotFoundError("gone")
        yield

    assert isinstance(run(Engine(), [fails])[0][1], SourceNotFoundError)


class Garbling(Engine):
    """Gives so much of all answers as nobody can read: which, a seed decides, never the clock."""

    def __init__(self, share, seed):
        super().__init__()
        self.share, self.seed, self.times = share, seed, Counter()

    async def complete(self, request):
        reply = await super().complete(request)
        self.times[request.key] += 1
        drawn = random.Random(f"{self.seed} {request.key} {self.times[request.key]}")
        garbled = drawn.random() < self.share
        return replace(reply, text="{", usage=Usage(1)) if garbled else reply


def asking_twice(text):
    for _ in range(2):
        (outcome,) = yield [request(text)]
        if outcome.text != "{":
            return outcome.text
    error = MalformedAnswerError("asked twice")
    error.keys = (request(text).key,)
    raise error


@pytest.mark.parametrize("seed", range(5))
def test_one_answer_in_five_that_cannot_be_used_costs_no_article(seed):
    forgotten = []
    begins = [partial(asking_twice, f"{n}") for n in range(100)]
    engine = Garbling(0.2, seed)
    results = run(engine, begins, forget=forgotten.append)
    assert results == [(n, f"{n}") for n in range(100)]
    assert 100 < engine.asked < 160
    assert engine.asked > 2 * len(forgotten) + 100 - 1


def test_where_no_answer_can_be_used_they_are_not_asked_for_again_and_again():
    begins = [partial(asking_twice, f"{n}") for n in range(100)]
    engine = Garbling(1.0, 1)
    results = run(engine, begins, forget=lambda _: None)
    assert {str(error) for _, error in results} == {"asked twice", "asked twice; begun anew once"}
    assert engine.asked <= 204
    alone = Garbling(1.0, 1)
    assert str(run(alone, begins[:1], forget=lambda _: None)[0][1]) == "asked twice"
    assert alone.asked == 2


def test_what_nobody_foresaw_is_the_error_of_one_task_alone():
    def broken():
        raise TypeError("unhashable type: 'list'")

    def breaks_later():
        yield [request("x")]
        raise ZeroDivisionError

    begins = [lambda: echo(["a"]), broken, breaks_later, lambda: echo(["b"])]
    first, raised, later, last = (result for _, result in run(Engine(), begins))
    assert (first, last) == (["a"], ["b"])
    assert (type(raised), raised.exit_code) == (InternalError, 70)
    assert str(raised) == "unexpected TypeError: unhashable type: 'list'"
    assert isinstance(raised.__cause__, TypeError)
    assert str(later) == "unexpected ZeroDivisionError"
