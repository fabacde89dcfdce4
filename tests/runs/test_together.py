"""Provider, governor and driver together, over the real SDK, against a server that misbehaves."""

import anyio
import pytest

from briefer.errors import BudgetError, RunInterruptedError
from briefer.providers.openai import OpenAIProvider, OpenAISettings
from briefer.runs import Budget, Governor, Live
from tests.support.loopback import answer, drop_mid_body, error, garbage, mix, per_request, sequence
from tests.support.simulated import request

pytestmark = pytest.mark.loopback


def task(number, chunks=1):
    outcomes = yield [request(f"{number}/{chunk}") for chunk in range(chunks)]
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
    return number


def drive(server, tasks, *, concurrency=6, stop_after=None, **limits):
    """Drive tasks through everything; returns the results, the run and the error of its end."""
    results = []

    async def main():
        governor = Governor(concurrency, **limits)
        provider = OpenAIProvider(
            OpenAISettings(model="m", base_url=server.url, max_connections=concurrency),
            gate=governor,
            on_retry=governor.tally.retried,
            sleep=lambda seconds: anyio.sleep(seconds / 20),
        )
        live = Live(provider, concurrency, governor=governor)

        def emit(index, result):
            results.append((index, result))
            if len(results) == stop_after:
                live.stop(RunInterruptedError("enough"), grace=5)

        end = None
        try:
            await live.many(tasks, emit)
        except RunInterruptedError as error:
            end = error
        finally:
            await provider.close()
        return live, end

    live, end = anyio.run(main)
    return results, live, end


def test_a_burst_of_refusals_slows_all_and_loses_none(loopback):
    busy = error(429, headers={"retry-after": "0.3"})
    loopback.script = sequence(answer(), *[busy] * 6)
    results, live, _ = drive(loopback, (lambda n=n: task(n) for n in range(40)))
    assert results == [(n, n) for n in range(40)]
    assert 6 <= live.tally.refused <= 8
    assert live.tally.attempts == loopback.count == 40 + live.tally.refused
    assert live.tally.under_way == 0


def test_faults_of_every_kind_leave_every_task_with_a_result_or_a_reason(loopback):
    loopback.script = mix(
        7,
        (0.2, error(500)),
        (0.1, drop_mid_body()),
        (0.1, garbage()),
        (0.05, error(429, headers={"retry-after": "0.05"})),
    )
    results, live, _ = drive(loopback, (lambda n=n: task(n, 2) for n in range(15)), concurrency=20)
    assert [index for index, _ in results] == list(range(15))
    assert live.tally.done + live.tally.failed == 15
    assert live.tally.done >= 14
    assert live.tally.retries > 0


def test_a_long_article_holds_up_no_other(loopback):
    loopback.latency = 0.05
    chunks = [40, 1, 1, 1, 1]
    drive(loopback, [lambda n=n, c=c: task(n, c) for n, c in enumerate(chunks)], concurrency=4)
    asked = [call.prompt for call in loopback.calls]
    assert max(asked.index(f"{n}/0") for n in (1, 2, 3, 4)) < 16
    assert loopback.peak == 4


def test_a_budget_ends_the_run_before_it_is_crossed(loopback):
    usage = {"prompt_tokens": 50, "completion_tokens": 50}
    loopback.script = per_request(then=answer(usage=usage))
    budget = Budget(max_tokens=6_000)
    results, live, _ = drive(loopback, (lambda n=n: task(n) for n in range(60)), budget=budget)
    assert [index for index, _ in results] == list(range(60))
    left = [result for _, result in results if isinstance(result, BudgetError)]
    assert loopback.count == 60 - len(left) == live.tally.done
    assert loopback.count >= 15
    assert budget.tokens == 100 * loopback.count <= 6_000


def test_an_interruption_asks_nothing_new(loopback):
    loopback.latency = 0.1
    results, live, end = drive(
        loopback, (lambda n=n: task(n) for n in range(200)), concurrency=5, stop_after=5
    )
    assert end is not None
    assert all(index == result for index, result in results)
    assert len(results) == live.tally.done == loopback.count <= 15
