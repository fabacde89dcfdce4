"""What the OpenAI-compatible provider tries again, after what wait, and for how long."""

from email.utils import formatdate

import anyio
import pytest

from briefer.errors import (
    BrieferError,
    ConnectionFailedError,
    CutOffError,
    ProviderTimeoutError,
    RateLimitError,
    ServerError,
)
from briefer.llm import Reply
from tests.support.asking import Clock, ask, complete, provider, request
from tests.support.loopback import (
    Act,
    Loopback,
    answer,
    drip,
    drop_before_headers,
    drop_mid_body,
    error,
    garbage,
    hang,
    html,
    late,
    mix,
    per_request,
    raw,
    sequence,
    wrong_shape,
)

TRANSIENT = {
    "408": error(408),
    "409": error(409),
    "429": error(429),
    "500": error(500),
    "502 page": html(502),
    "503": error(503, "Loading model"),
    "529": lambda _: Act(status=529, body=b"overloaded", content_type="text/plain"),
    "dropped before the headers": drop_before_headers(),
    "dropped mid-body": drop_mid_body(),
    "garbage": garbage(),
    "half of a JSON": raw(b'{"choices": [{"message": {"content": "{'),
    "empty body": raw(b""),
    "a page instead of JSON": html(200),
    "JSON of another shape": wrong_shape(),
    "no choices": wrong_shape({"choices": []}),
    "a choice without message": wrong_shape({"choices": [{"index": 0}]}),
    "an error with status 200": wrong_shape({"error": {"code": 502, "message": "upstream"}}),
    "an error in a choice": wrong_shape(
        {"choices": [{"message": {}, "error": {"code": 429, "message": "slow"}}]}
    ),
}


@pytest.mark.parametrize("fault", TRANSIENT.values(), ids=TRANSIENT.keys())
def test_what_may_pass_is_tried_again(loopback, fault):
    loopback.script = sequence(fault, fault)
    clock = Clock()
    assert isinstance(ask(loopback, clock=clock), Reply)
    assert loopback.count == 3
    assert 0.5 <= clock.slept[0] <= 1.5
    assert 1.0 <= clock.slept[1] <= 2.0


NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0.25"}, 0.25),
        ({"retry-after-ms": "1500", "retry-after": "2"}, 1.5),
        ({"retry-after": formatdate(NOW + 9, usegmt=True)}, 9),
        ({"retry-after": formatdate(NOW - 9, usegmt=True)}, 0),
        (
            {
                "date": formatdate(NOW + 1000, usegmt=True),
                "retry-after": formatdate(NOW + 1004, usegmt=True),
            },
            4,
        ),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_that_the_endpoint_asks_for_is_kept(loopback, headers, asked, status):
    loopback.script = sequence(error(status, headers=headers))
    clock = Clock()
    assert isinstance(ask(loopback, clock=clock, now=lambda: NOW), Reply)
    (slept,) = clock.slept
    assert asked <= slept <= asked * 1.1


@pytest.mark.parametrize("nonsense", ["soon", "nan", "inf", "1e999", "", "Mon, 99 Foo 2026"])
def test_a_wait_that_makes_no_sense_is_ours_to_choose(loopback, nonsense):
    loopback.script = sequence(error(429, headers={"retry-after": nonsense}))
    clock = Clock()
    assert isinstance(ask(loopback, clock=clock), Reply)
    assert 0.5 <= clock.slept[0] <= 1.5


def test_a_wait_beyond_the_total_time_fails_now_and_says_why(loopback):
    loopback.script = error(429, "daily limit", headers={"retry-after": "3600"})
    clock = Clock()
    failed = ask(loopback, clock=clock, total_timeout=90)
    assert type(failed) is RateLimitError
    assert str(failed).endswith(
        "daily limit (tried once; it asks to wait 3600 s, and total_timeout leaves 90 s)"
    )
    assert clock.slept == []
    assert loopback.count == 1


def test_retries_end_with_the_total_time(loopback):
    loopback.script = error(500)
    clock = Clock()
    failed = ask(loopback, clock=clock, total_timeout=10, max_attempts=1000)
    assert type(failed) is ServerError
    assert "total_timeout leaves no time for another" in str(failed)
    assert clock.now < 10
    assert loopback.count == len(clock.slept) + 1


def test_every_retry_is_told_of_before_its_wait(loopback):
    loopback.script = sequence(
        error(429, "slow", headers={"retry-after": "3"}), drop_before_headers()
    )
    clock, events = Clock(), []

    def on_retry(event):
        events.append((event, len(clock.slept)))

    ask(loopback, clock=clock, on_retry=on_retry)
    assert [slept for _, slept in events] == [0, 1]
    first, second = (event for event, _ in events)
    assert (first.label, first.attempt, first.status, first.retry_after) == ("a.txt", 1, 429, 3)
    assert type(first.error) is RateLimitError
    assert first.wait == clock.slept[0]
    assert (second.attempt, second.status, second.retry_after) == (2, None, None)
    assert type(second.error) is ConnectionFailedError


# Time


@pytest.mark.parametrize("slow", [hang(), drip(0.02), late(60)], ids=["hang", "drip", "late"])
def test_an_attempt_ends_with_its_time_and_the_next_may_go_better(loopback, slow):
    loopback.script = sequence(slow)
    assert isinstance(ask(loopback, timeout=1.5), Reply)
    assert loopback.count == 2


def test_an_endpoint_that_hangs_for_ever_is_given_up(loopback):
    loopback.script = hang()
    failed = ask(loopback, timeout=1.0, max_attempts=5)
    assert type(failed) is ProviderTimeoutError
    assert str(failed) == f"{loopback.host} did not answer within 3 s (tried 2 times)"
    assert "--timeout" in failed.hint
    assert loopback.count == 2


def test_a_slow_answer_is_asked_for_once_more_with_more_time_and_not_paid_five_times(loopback):
    loopback.script = late(2.0)
    assert isinstance(ask(loopback, timeout=1.5, max_attempts=5), Reply)
    assert loopback.count == 2


def test_waiting_for_a_free_connection_does_not_use_up_an_attempts_time(loopback):
    loopback.script = late(0.8)
    replies = ask(
        loopback,
        *(request(f"[S1] {n}.") for n in range(6)),
        max_connections=1,
        timeout=4.0,
        max_attempts=1,
    )
    assert all(isinstance(reply, Reply) for reply in replies)


def test_cancelling_a_request_is_neither_swallowed_nor_retried(loopback):
    loopback.script = hang()

    async def run():
        asked = provider(loopback)
        ended = []

        async def ask_once():
            ended.append(await asked.complete(request()))

        async with anyio.create_task_group() as group:
            group.start_soon(ask_once)
            while loopback.count == 0:
                await anyio.sleep(0.005)
            group.cancel_scope.cancel()
        assert ended == []
        loopback.script = answer()
        reply = await asked.complete(request())
        await asked.close()
        return reply

    assert isinstance(anyio.run(run), Reply)
    assert loopback.count == 2


# Where nobody is


def test_an_endpoint_that_is_down_is_named(loopback):
    # Port 9 is the discard service, which nothing runs any more.
    failed = ask(loopback, base_url="http://127.0.0.1:9/v1", max_attempts=2)
    assert type(failed) is ConnectionFailedError
    assert str(failed) == "127.0.0.1:9 cannot be reached: Connection refused (tried 2 times)"


@pytest.mark.loopback
def test_an_endpoint_that_comes_back_is_found_again():
    with Loopback() as first:
        asked = provider(first, on_retry=lambda event: event.attempt == 2 and again.__enter__())
    again = Loopback(port=first.port)
    try:
        (reply,) = complete(asked, request())
    finally:
        again.__exit__()
    assert isinstance(reply, Reply)
    assert again.count == 1


# Many at once


def test_under_mixed_faults_every_request_ends_answered_or_with_a_reason(loopback):
    loopback.script = mix(
        7,
        (0.2, error(500)),
        (0.1, drop_mid_body()),
        (0.1, garbage()),
        (0.05, answer('{"a', finish_reason="length")),
        (0.05, error(429, headers={"retry-after-ms": "20"})),
        (0.05, drop_before_headers()),
    )
    stories = [request(f"[S1] Story {n}.") for n in range(150)]
    answers = ask(loopback, *stories, max_attempts=20, total_timeout=1e9)
    good = [reply for reply in answers if isinstance(reply, Reply)]
    bad = [failed for failed in answers if isinstance(failed, BrieferError)]
    assert len(good) + len(bad) == 150
    assert {type(failed) for failed in bad} == {CutOffError}
    assert len(good) > 120
    asked = [call.body["messages"][1]["content"] for call in loopback.calls]
    assert set(asked) == {f"[S1] Story {n}." for n in range(150)}


def test_each_request_has_attempts_of_its_own(loopback):
    loopback.script = per_request(error(500), error(503))
    replies = ask(loopback, *(request(f"[S1] {n}.") for n in range(10)), max_attempts=3)
    assert all(isinstance(reply, Reply) for reply in replies)
    assert loopback.count == 30
