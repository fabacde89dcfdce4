"""One gate for a whole run, against simulated endpoints in simulated time."""

import random
from decimal import Decimal

import anyio
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefer.errors import BrieferError, BudgetError, RateLimitError, RunInterruptedError
from briefer.llm import Reply
from briefer.model import Usage
from briefer.runs import Budget, Governor, Tally
from briefer.runs.governor import turn
from tests.support.simulated import Bucket, Endpoint, Fixed, Room, Sliding, crowd, request, simulate


def good(outcomes):
    return sum(isinstance(each, Reply) for each in outcomes)


class Free:
    """No limit."""

    def take(self, now):
        return None


class Never:
    """Refuses everything, and says for how long."""

    def take(self, now):
        return 30.0


@pytest.mark.parametrize("tell", [None, "retry-after"])
@pytest.mark.parametrize(
    ("rule", "best"),
    [
        (Sliding, 180.0),
        (Fixed, 180.0),
        (lambda: Fixed(phase=50.0), 130.0),
        (lambda: Bucket(size=300), 180.0),
        (lambda: Bucket(size=50), 230.0),
        (lambda: Bucket(size=5), 239.0),
    ],
    ids=["sliding", "fixed", "fixed, begun", "bucket of 300", "bucket of 50", "bucket of 5"],
)
def test_a_limit_that_nobody_told_is_found_and_used(rule, best, tell):
    endpoint, outcomes, wall = crowd(rule(), 1200, concurrency=20, tell=tell)
    assert good(outcomes) == 1200
    assert wall <= 1.15 * best
    assert endpoint.refused < 0.05 * endpoint.sent


@given(
    limit=st.integers(60, 900),
    concurrency=st.integers(1, 40),
    latency=st.sampled_from([0.05, 0.2, 0.7, 3.0]),
    tell=st.sampled_from([None, "retry-after"]),
    kind=st.sampled_from(["sliding", "fixed", "bucket"]),
)
@example(limit=451, concurrency=30, latency=3.0, tell=None, kind="fixed")
@settings(max_examples=25)
def test_every_request_is_answered_whatever_the_limit(limit, concurrency, latency, tell, kind):
    rule = {
        "sliding": Sliding(limit),
        "fixed": Fixed(limit, phase=17.0),
        "bucket": Bucket(limit, size=limit / 4),
    }[kind]
    number = 2 * limit
    endpoint, outcomes, wall = crowd(
        rule, number, concurrency=concurrency, latency=latency, tell=tell
    )
    assert good(outcomes) == number
    assert endpoint.peak <= concurrency
    possible = max(60 * number / limit, number * latency / concurrency)
    assert wall <= 1.3 * possible + 10 * latency


def test_without_a_limit_nothing_is_slowed():
    _, outcomes, wall = crowd(Free(), 1000, concurrency=20)
    assert good(outcomes) == 1000
    assert wall == pytest.approx(1000 / 20 * 0.2, rel=0.01)


def test_room_for_ten_at_once_is_found_too():
    endpoint, outcomes, wall = crowd(Room(10), 600, concurrency=30, latency=1.0)
    assert good(outcomes) == 600
    assert wall < 1.5 * 60
    assert endpoint.refused < 0.1 * endpoint.sent


def test_a_limit_that_is_lifted_is_forgotten():
    bucket = Bucket(60, size=5)
    governor_time = []

    class Lifted:
        def take(self, now):
            governor_time.append(now)
            return bucket.take(now) if now < 60 else None

    _, outcomes, wall = crowd(Lifted(), 2000, concurrency=20)
    assert good(outcomes) == 2000
    assert wall < 400, "at sixty a minute it would be 2000"


@pytest.mark.parametrize("rpm", [30, 300, 3000])
def test_a_rate_that_is_set_is_never_passed_and_well_used(rpm):
    number = rpm * 2
    endpoint, outcomes, wall = crowd(Sliding(rpm), number, concurrency=50, rpm=rpm)
    assert good(outcomes) == number
    assert endpoint.refused == 0
    assert wall <= 1.02 * 60 * number / rpm + 1


def test_tokens_a_minute_are_held_by_what_replies_took():
    _, outcomes, wall = crowd(Free(), 600, concurrency=50, tpm=3000)
    assert good(outcomes) == 600
    # Fifteen tokens a reply: 200 a minute.
    assert wall == pytest.approx(180, rel=0.1)


class Telling(Endpoint):
    """Tells its limit in headers; what is asked above it is counted.

    Requests and answers each take a time of their own, up to so many seconds.
    """

    def __init__(self, gate, limit, seconds, *, steady, there, back, seed=0):
        super().__init__(Free(), gate)
        self.limit, self.seconds, self.steady = limit, seconds, steady
        self.there, self.back = there, back
        self.random = random.Random(seed)
        self.left, self.at, self.ends = float(limit), 0.0, 0.0

    async def complete(self, question):
        async with self.gate.attempt(question, None) as attempt:
            self.sent += 1
            await anyio.sleep(self.random.uniform(*self.there))
            told = self.take(anyio.current_time())
            await anyio.sleep(self.random.uniform(*self.back))
            attempt.saw(told)
            return Reply("ok", "m")

    def take(self, now):
        if self.steady:
            refilled = (now - self.at) * self.limit / self.seconds
            self.left, self.at = min(self.limit, self.left + refilled), now
        elif now >= self.ends:
            self.left, self.ends = float(self.limit), now + self.seconds
        if self.left < 1 - 1e-6:
            self.refused += 1
        else:
            self.left -= 1
        used = self.limit - self.left
        reset = used * self.seconds / self.limit if self.steady else self.ends - now
        return {
            "x-ratelimit-limit-requests": str(self.limit),
            "x-ratelimit-remaining-requests": str(int(self.left + 1e-6)),
            "x-ratelimit-reset-requests": f"{int(reset // 60)}m{reset % 60:.3f}s",
        }


def told(number, concurrency, *arguments, **more):
    """Send so many at once to an endpoint that tells its limit; returns it and the seconds."""

    async def main():
        governor = Governor(concurrency, clock=anyio.current_time)
        endpoint = Telling(governor, *arguments, **more)
        async with anyio.create_task_group() as group:
            for n in range(number):
                group.start_soon(endpoint.complete, request(str(n)))
        return endpoint, anyio.current_time()

    return simulate(main)


@pytest.mark.parametrize("steady", [True, False], ids=["bucket", "window"])
def test_limits_that_are_told_are_kept_without_a_refusal(steady):
    endpoint, wall = told(900, 20, 300, 60, steady=steady, there=(0.05, 0.05), back=(0.15, 0.15))
    assert endpoint.refused == 0
    assert wall <= 1.15 * 120


@given(
    limit=st.integers(20, 300),
    seconds=st.sampled_from([1.0, 2.0, 60.0]),
    steady=st.booleans(),
    concurrency=st.integers(1, 20),
    there=st.sampled_from([0.001, 0.1, 3.0]),
    back=st.sampled_from([0.001, 0.1, 3.0]),
    seed=st.integers(0, 99),
)
@settings(max_examples=60)
def test_no_order_and_no_delay_makes_a_told_limit_be_passed(
    limit, seconds, steady, concurrency, there, back, seed
):
    """Requests overtake each other, answers come late and out of turn."""
    number = 3 * limit
    endpoint, wall = told(
        number, concurrency, limit, seconds,
        steady=steady, there=(0, there), back=(0, back), seed=seed,
    )  # fmt: skip
    assert endpoint.sent == number
    assert endpoint.refused == 0
    trip = there + back
    assert wall <= 3 * seconds + number * trip / concurrency + 6 * trip


def test_an_endpoint_that_refuses_everything_is_given_up():
    endpoint, outcomes, wall = crowd(Never(), 500, concurrency=20, patience=120.0)
    assert good(outcomes) == 0
    assert all(isinstance(each, RateLimitError) for each in outcomes)
    assert wall < 300
    assert endpoint.sent < 60


def test_an_hours_wait_is_not_waited_for():
    class Hour:
        def take(self, now):
            return 3600.0

    endpoint, outcomes, wall = crowd(Hour(), 100, tell="retry-after", concurrency=5)
    assert len(outcomes) == 100
    assert wall < 10
    assert endpoint.sent <= 10
    assert any("3600 s" in str(each) for each in outcomes)


def gated(*tasks, concurrency=1, **limits):
    """Pass so many attempts of each task through one governor; returns the order they went in."""

    async def main():
        governor = Governor(concurrency, clock=anyio.current_time, **limits)
        order = []

        async def attempt(name):
            turn.set(name)
            async with governor.attempt(request()):
                order.append(name)
                await anyio.sleep(1)

        async with anyio.create_task_group() as group:
            for name, number in tasks:
                for _ in range(number):
                    group.start_soon(attempt, name)
        return order

    return simulate(main)


def test_a_task_with_many_requests_takes_turns_with_the_rest():
    order = gated((1, 40), (2, 1), (3, 2), (4, 1))
    assert sorted(order[:5]) == [1, 1, 2, 3, 4]
    assert order.index(3, order.index(3) + 1) < 8


def test_a_task_with_many_requests_alone_has_all_the_room():
    async def main():
        governor = Governor(8, clock=anyio.current_time)

        async def attempt():
            async with governor.attempt(request()):
                await anyio.sleep(1)

        async with anyio.create_task_group() as group:
            for _ in range(40):
                group.start_soon(attempt)
        return anyio.current_time()

    assert simulate(main) == pytest.approx(5)


def test_who_is_cancelled_while_waiting_leaves_no_trace():
    async def main():
        governor = Governor(1, rpm=60, clock=anyio.current_time)
        went = []

        async def attempt(name):
            async with governor.attempt(request()):
                went.append((name, anyio.current_time()))

        async with anyio.create_task_group() as group:
            group.start_soon(attempt, "first")
            await anyio.sleep(0.1)
            with anyio.move_on_after(0.2):
                await attempt("keeps the time and is cancelled")
            group.start_soon(attempt, "second")
        return went, governor.tally.under_way

    went, under_way = simulate(main)
    assert went == [("first", 0.0), ("second", pytest.approx(1.0, abs=0.01))]
    assert under_way == 0


def test_closing_ends_every_wait_and_every_later_one():
    async def main():
        governor = Governor(1, clock=anyio.current_time)
        ends = []

        async def attempt():
            try:
                async with governor.attempt(request()):
                    await anyio.sleep(5)
                    ends.append("through")
            except BrieferError as error:
                ends.append(error)

        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(attempt)
            await anyio.sleep(1)
            governor.close(RunInterruptedError("enough"))
        await attempt()
        return ends

    ends = simulate(main)
    assert [str(each) for each in ends] == ["enough", "enough", "through", "enough"]


# Budgets


def price(usage):
    return Decimal(usage.input_tokens + usage.output_tokens) / 1_000


TAKEN = Usage(10, 20)


def spend(number, *, used=TAKEN, concurrency=10, max_tokens=50, **limits):
    async def main():
        budget = Budget(price=price, **limits)
        governor = Governor(concurrency, budget=budget, clock=anyio.current_time)
        ends = []

        async def attempt():
            try:
                async with governor.attempt(request("some words"), max_tokens) as attempt:
                    await anyio.sleep(1)
                    attempt.saw({})
                    attempt.spent(used)
                ends.append(None)
            except BrieferError as error:
                ends.append(error)

        async with anyio.create_task_group() as group:
            for _ in range(number):
                group.start_soon(attempt)
        return budget, ends

    return simulate(main)


@given(
    cents=st.integers(1, 300),
    output=st.integers(0, 50),
    concurrency=st.integers(1, 30),
)
@settings(max_examples=40)
def test_a_budget_is_never_crossed_and_used_as_far_as_it_goes(cents, output, concurrency):
    limit = Decimal(cents) / 100
    budget, ends = spend(100, used=Usage(8, output), concurrency=concurrency, max_cost=limit)
    assert budget.cost <= limit
    # The most that one may take: 50 tokens out, and some ten in.
    assert ends.count(None) == 100 or budget.cost + price(Usage(20, 50)) > limit
    assert all(isinstance(each, BudgetError) for each in ends if each is not None)
    assert budget.is_settled


def test_a_budget_of_tokens_needs_no_price():
    async def main():
        governor = Governor(2, budget=Budget(max_tokens=10), clock=anyio.current_time)
        async with governor.attempt(request("words"), 50):
            pass

    with pytest.raises(BudgetError, match="0 of 10 tokens are used"):
        simulate(main)


def test_the_error_says_what_is_spent_and_what_the_next_may_cost():
    budget, ends = spend(100, concurrency=1, max_cost=Decimal("0.2"))
    error = next(each for each in ends if each is not None)
    assert f"${budget.cost:.4f} of $0.2000 is spent" in str(error)
    assert error.exit_code == 8


def test_a_limit_on_money_without_a_price_is_refused_at_once():
    with pytest.raises(BrieferError, match="price of openai:x is not known"):
        Budget(max_cost=Decimal(1), price=lambda _: None, model="openai:x")


def test_what_never_answered_may_have_to_be_paid_and_errors_need_not():
    async def main():
        budget = Budget(max_tokens=1000)
        governor = Governor(1, budget=budget, clock=anyio.current_time)
        async with governor.attempt(request("words"), 50) as attempt:
            attempt.saw({})
        spent = [budget.tokens]
        async with governor.attempt(request("words"), 50):
            pass
        return [*spent, budget.tokens]

    error, silence = simulate(main)
    assert error == 0
    assert silence > 50


def test_the_tally_counts_attempts_and_tokens_and_prices_them_when_asked():
    asked = []

    def price(usage):
        asked.append(usage)
        return Decimal(1)

    tally = Tally(price)
    endpoint, _, _ = crowd(Sliding(10), 15, tally=tally)
    assert tally.attempts == endpoint.sent
    assert tally.refused == endpoint.refused > 0
    assert tally.usage == Usage(150, 75)
    assert asked == []
    assert tally.cost == 15
    assert tally.cost == 15
    assert asked == [Usage(10, 5)]
