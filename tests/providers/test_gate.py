"""What every attempt passes: leave before it, news during it, and no leave held while waiting."""

from contextlib import asynccontextmanager

import pytest

from briefer.errors import BudgetError, CutOffError, RateLimitError
from briefer.model import Usage
from briefer.providers.openai import OpenAIProvider, OpenAISettings
from tests.support.asking import Clock, complete, request
from tests.support.loopback import answer, error, hang, raw, refusing, sequence

pytestmark = pytest.mark.loopback


class Recorder:
    """A gate that writes everything down."""

    def __init__(self, clock):
        self.clock = clock
        self.held = 0
        self.held_asleep = 0
        self.news = []
        self.limits = []
        self.ends = []

    @asynccontextmanager
    async def attempt(self, request, max_tokens):
        self.news.append("leave")
        self.limits.append(max_tokens)
        self.held += 1
        try:
            yield self
        finally:
            self.held -= 1

    def saw(self, headers):
        self.news.append(("headers", headers.get("x-ratelimit-remaining-requests")))

    def refused(self, retry_after):
        self.news.append(("refused", retry_after))

    def spent(self, usage):
        self.news.append(usage)

    def silent(self, error):
        self.news.append(("silent", type(error)))

    def ended(self, error):
        self.ends.append(error and type(error))

    @property
    def refusals(self):
        return [each for each in self.news if isinstance(each, tuple) and each[0] == "refused"]

    async def sleep(self, seconds):
        self.held_asleep += self.held
        await self.clock.sleep(seconds)


def ask_gated(server, *requests, **settings):
    clock = Clock()
    gate = Recorder(clock)
    settings = {"model": "m", "base_url": server.url, "api_key": "k", **settings}
    provider = OpenAIProvider(OpenAISettings(**settings), gate=gate, sleep=gate.sleep, clock=clock)
    (result,) = complete(provider, *(requests or [request()]))
    return gate, result, clock


USED = {"prompt_tokens": 70, "completion_tokens": 30}


def test_a_good_answer_tells_its_headers_and_its_tokens(loopback):
    loopback.script = answer(usage=USED)
    gate, _, _ = ask_gated(loopback, request(max_tokens=99))
    assert gate.news == ["leave", ("headers", None), Usage(70, 30)]
    assert gate.limits == [99]


def test_every_attempt_asks_for_leave_and_none_is_held_between_them(loopback):
    loopback.script = sequence(error(500), error(502), then=answer(usage=USED))
    gate, reply, clock = ask_gated(loopback)
    assert gate.news.count("leave") == 3
    assert gate.held_asleep == 0
    assert len(clock.slept) == 2
    assert reply.usage == Usage(70, 30)


def test_a_refusal_is_told_with_its_time_and_not_waited_for_by_the_request(loopback):
    busy = error(429, headers={"retry-after": "7", "x-ratelimit-remaining-requests": "0"})
    loopback.script = sequence(busy, error(503, headers={"retry-after": "3"}), error(429))
    gate, _, clock = ask_gated(loopback)
    assert gate.refusals == [("refused", 7.0), ("refused", 3.0), ("refused", None)]
    assert ("headers", "0") in gate.news
    assert clock.slept == []


def test_an_overload_without_a_time_is_the_requests_own_wait(loopback):
    loopback.script = sequence(error(503))
    gate, _, clock = ask_gated(loopback)
    assert len(clock.slept) == 1
    assert gate.refusals == []


def test_a_wait_longer_than_the_time_left_is_still_the_end(loopback):
    loopback.script = error(429, headers={"retry-after": "3600"})
    gate, result, _ = ask_gated(loopback, total_timeout=60)
    assert isinstance(result, RateLimitError)
    assert "asks to wait 3600 s" in str(result)
    assert gate.news.count("leave") == 1


def test_no_credit_slows_nobody(loopback):
    loopback.script = error(429, code="insufficient_quota")
    gate, result, _ = ask_gated(loopback)
    assert isinstance(result, RateLimitError)
    assert gate.refusals == []


def test_tokens_of_an_answer_that_cannot_be_used_are_told(loopback):
    loopback.script = answer(finish_reason="length", usage=USED)
    gate, result, _ = ask_gated(loopback)
    assert isinstance(result, CutOffError)
    assert gate.news[-1] == Usage(70, 30)


def test_tokens_that_no_server_counted_are_told_as_an_estimate(loopback):
    loopback.script = answer(usage=False)
    gate, reply, _ = ask_gated(loopback)
    assert gate.news[-1] == reply.usage
    assert reply.usage.estimated


def test_attempts_without_an_answer_give_their_leave_back(loopback):
    loopback.script = sequence(hang(), raw(b"?"))
    gate, _, _ = ask_gated(loopback, timeout=1.5)
    assert gate.news.count("leave") == 3
    assert gate.held == 0


def test_what_teaches_a_feature_is_an_attempt_of_its_own(loopback):
    loopback.script = refusing("seed")
    gate, _, _ = ask_gated(loopback, request(seed=1))
    assert gate.news.count("leave") == 2


def test_time_spent_waiting_for_leave_is_not_the_requests(loopback):
    class Slow(Recorder):
        @asynccontextmanager
        async def attempt(self, request, max_tokens):
            self.clock.now += 1000
            async with super().attempt(request, max_tokens) as attempt:
                yield attempt

    clock = Clock()
    settings = OpenAISettings(model="m", base_url=loopback.url, total_timeout=60)
    provider = OpenAIProvider(settings, gate=Slow(clock), sleep=clock.sleep, clock=clock)
    (reply,) = complete(provider, request())
    assert reply.text


def test_a_gate_that_says_no_is_believed(loopback):
    class Shut(Recorder):
        @asynccontextmanager
        async def attempt(self, request, max_tokens):
            raise BudgetError("the budget is used up")
            yield

    clock = Clock()
    settings = OpenAISettings(model="m", base_url=loopback.url)
    provider = OpenAIProvider(settings, gate=Shut(clock), sleep=clock.sleep, clock=clock)
    (result,) = complete(provider, request())
    assert isinstance(result, BudgetError)
    assert loopback.count == 0
