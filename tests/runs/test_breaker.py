"""An endpoint that gives nothing is given up for the run, and not sooner; in simulated time."""

import random

import anyio
import httpx2
import openai
import pytest

from briefer.errors import BrieferError, ConnectionFailedError, ProviderTimeoutError, ServerError
from briefer.llm import Reply
from briefer.providers.openai import OpenAIProvider, OpenAISettings
from briefer.runs import Governor
from tests.support.simulated import request, simulate

ASKED = httpx2.Request("POST", "http://127.0.0.1/v1")
GOOD = {"choices": [{"message": {"content": "fine"}, "finish_reason": "stop"}]}


class Line:
    """A client of the SDK whose server does as ``act`` says, with the time and the number."""

    def __init__(self, act):
        self.act = act
        self.sent = 0

    async def post(self, *_, **__):
        self.sent = number = self.sent + 1
        await anyio.sleep(0.1)
        did = self.act(anyio.current_time(), number)
        if did == "hang":
            await anyio.sleep_forever()
        if did == "refuse":
            raise openai.APIConnectionError(request=ASKED) from httpx2.ConnectError("refused")
        response = httpx2.Response(200 if did is None else did, json=GOOD, request=ASKED)
        if did is not None:
            raise openai.APIStatusError("no", response=response, body=None)
        return response

    async def close(self):
        pass


def run(act, *, articles=1_000, concurrency=8):
    """Ask for so many articles; return the results, the attempts, and the seconds it took."""
    line = Line(act)

    async def main():
        governor = Governor(concurrency, clock=anyio.current_time, sleep=anyio.sleep)
        asked = OpenAIProvider(
            OpenAISettings(
                model="m",
                base_url="http://127.0.0.1/v1",
                max_connections=concurrency,
                timeout=60.0,
            ),
            gate=governor,
            sleep=anyio.sleep,
            clock=anyio.current_time,
        )
        asked._clients = dict.fromkeys(range(concurrency), line)
        results = [None] * articles
        numbers = iter(range(articles))

        async def work():
            for number in numbers:
                try:
                    results[number] = await asked.complete(request(f"article {number}"))
                except BrieferError as error:
                    results[number] = error

        async with anyio.create_task_group() as group:
            for _ in range(4 * concurrency):  # as many tasks as a run begins ahead
                group.start_soon(work)
        return results, line.sent, anyio.current_time()

    return simulate(main)


@pytest.mark.parametrize(
    ("act", "kind", "most"),
    [
        (lambda *_: "hang", ProviderTimeoutError, 130),
        (lambda *_: "refuse", ConnectionFailedError, 60),
        (lambda *_: 502, ServerError, 60),
    ],
    ids=["silent", "gone", "failing"],
)
@pytest.mark.parametrize("concurrency", [1, 8])
def test_an_endpoint_that_gives_nothing_is_given_up_and_what_is_left_is_named(
    act, kind, most, concurrency
):
    results, sent, seconds = run(act, concurrency=concurrency)
    assert {type(result) for result in results} == {kind}
    assert "not asked again in this run" in str(results[-1])
    assert "127.0.0.1" in str(results[-1])
    assert seconds < (most if concurrency > 1 else 400)
    assert sent < 100 * max(concurrency, 5)


@pytest.mark.parametrize("fault", ["refuse", 503])
def test_an_endpoint_that_comes_back_within_half_a_minute_is_gone_on_with(fault):
    results, *_ = run(lambda now, _: fault if 2 < now < 30 else None)
    lost = sum(isinstance(each, BrieferError) for each in results)
    assert lost < 40
    assert isinstance(results[-1], Reply)


@pytest.mark.parametrize("fault", ["hang", "refuse", 500])
def test_while_some_are_answered_nothing_is_given_up(fault):
    def act(_, number):
        return fault if random.Random(number).random() < 0.3 else None

    results, *_ = run(act)
    assert not any("not asked again" in str(result) for result in results)
    assert sum(isinstance(each, Reply) for each in results) > 850
