"""Vectors from an endpoint: asked for in batches, by the same rules as answers."""

import math
import random

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import (
    AuthenticationError,
    BudgetError,
    ConnectionFailedError,
    MissingKeyError,
    ModelUnavailableError,
    RateLimitError,
    ServerError,
)
from briefer.providers.embedding import (
    BATCH,
    MOST_TOKENS,
    EmbeddingProvider,
    read_vectors,
    shortened,
)
from briefer.providers.endpoint import OpenAISettings
from briefer.providers.failures import AttemptFailed, Endpoint
from briefer.runs import Budget, Governor
from briefer.text.tokens import count
from tests.support.asking import KEY, Clock
from tests.support.loopback import (
    drop_mid_body,
    error,
    garbage,
    html,
    json_act,
    sequence,
    vectors,
    wrong_shape,
)

TEXTS = [f"The council of town number {n} met about the {n}th bridge." for n in range(70)]


def embed(server, texts=TEXTS, **options):
    """The vectors by text, as they came; raises what embedding raises."""
    clock = Clock()
    gate = options.pop("gate", None)
    settings = {"model": "e", "base_url": server.url, "api_key": KEY, "max_attempts": 3, **options}
    asked = EmbeddingProvider(OpenAISettings(**settings), sleep=clock.sleep, clock=clock, gate=gate)
    found = {}

    async def work():
        try:
            await asked.embed(texts, found.update)
        finally:
            await asked.close()

    anyio.run(work)
    return found


def test_texts_are_asked_for_in_batches_and_each_gets_its_own_vector(loopback):
    found = embed(loopback)
    assert sorted(len(call.body["input"]) for call in loopback.embedded) == [6, 32, 32]
    assert {call.body["model"] for call in loopback.embedded} == {"e"}
    assert {call.headers["authorization"] for call in loopback.embedded} == {f"Bearer {KEY}"}
    assert found.keys() == set(TEXTS)
    for text in random.Random(1).sample(TEXTS, 5):
        assert found[text] == embed(loopback, [text])[text]
        assert math.hypot(*found[text]) == pytest.approx(1.0, abs=1e-6)
    assert len({vector.tobytes() for vector in found.values()}) > len(TEXTS) // 2


def test_vectors_out_of_order_are_put_in_order_by_their_index(loopback):
    straight = embed(loopback)
    loopback.embeddings = vectors(backwards=True)
    assert embed(loopback) == straight


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (error(401, f"Incorrect API key provided: {KEY}"), AuthenticationError),
        (error(404, "The model `e` does not exist"), ModelUnavailableError),
        (error(429, "Slow down"), RateLimitError),
        (error(500, "Oops"), ServerError),
        (error(501, "This server does not support embeddings"), ServerError),
        (html(502), ServerError),
        (drop_mid_body(), ConnectionFailedError),
        (garbage(), ServerError),
        (wrong_shape(), ServerError),
        (vectors(lambda _: [0.0, 0.0]), ServerError),
        (vectors(lambda _: []), ServerError),
        (vectors(lambda _: ["a", "b"]), ServerError),
        (vectors(lambda text: [1.0] * len(text)), ServerError),
        (lambda _: json_act({"data": [{"index": 0, "embedding": [1.0]}]}), ServerError),
        (lambda _: json_act({"data": [{"index": 0, "embedding": [1.0]}] * 2}), ServerError),
    ],
)
def test_every_fault_is_an_error_as_for_answers(loopback, script, kind):
    loopback.embeddings = script
    with pytest.raises(kind) as caught:
        embed(loopback, TEXTS[:2] if kind is not ServerError else ["one", "other one"])
    assert type(caught.value) is kind
    assert loopback.host in str(caught.value)
    assert KEY not in str(caught.value)


def test_a_fault_that_passes_costs_a_retry_and_nothing_else(loopback):
    loopback.embeddings = sequence(error(503), drop_mid_body(), vectors())
    assert embed(loopback, TEXTS[:3]).keys() == set(TEXTS[:3])
    assert [call.repeat for call in loopback.embedded] == [0, 1, 2]


def test_after_the_first_failure_no_more_is_asked_and_what_came_is_kept(loopback):
    loopback.embeddings = sequence(vectors(), error(400, "No"))
    asked = EmbeddingProvider(OpenAISettings("e", loopback.url, max_connections=1))
    found = {}

    async def work():
        try:
            await asked.embed([*TEXTS, *(f"More {n}" for n in range(200))], found.update)
        finally:
            await asked.close()

    with pytest.raises(Exception, match="400"):
        anyio.run(work)
    assert list(found) == loopback.embedded[0].body["input"]
    assert len(found) <= BATCH
    assert len(loopback.embedded) == 2


def test_a_budget_is_held(loopback):
    gate = Governor(1, budget=Budget(max_tokens=700, price=None))
    with pytest.raises(BudgetError, match="700 tokens"):
        embed(loopback, gate=gate)
    assert 0 < len(loopback.embedded) < 3


def test_openai_itself_is_not_asked_without_a_key():
    asked = EmbeddingProvider(OpenAISettings("e"))
    with pytest.raises(MissingKeyError):
        anyio.run(asked.embed, ["text"], lambda _: None)


@given(st.text(max_size=30), st.integers(0, 400))
def test_a_text_is_cut_to_its_beginning_and_to_what_a_model_takes(text, times):
    long = text * times
    cut = shortened(long)
    assert long.startswith(cut)
    assert count(cut) <= MOST_TOKENS
    assert cut == long or count(cut) > MOST_TOKENS // 4 or len(cut) >= MOST_TOKENS


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["data", "index", "embedding", "usage", "prompt_tokens"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSON, st.integers(1, 3))
def test_any_body_is_vectors_or_a_failed_attempt(value, number):
    import json

    body = json.dumps(value).encode()
    try:
        found = read_vectors(number, body, lambda _: None, endpoint=Endpoint("h", "e"))
    except AttemptFailed:
        pass
    else:
        assert len(found) == number
        assert all(math.isclose(math.hypot(*vector), 1.0, abs_tol=1e-3) for vector in found)
