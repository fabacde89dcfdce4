"""What a run would take: counted from the very requests, and nothing sent."""

from decimal import Decimal

from briefer.llm import Sampling
from briefer.model import PromptRef, Usage
from briefer.runs import estimate_requests
from briefer.runs.sizes import Sizes, counted
from tests.support.simulated import request

FACTS = PromptRef("facts", 2, "b2:1")


def price(usage):
    return Decimal(usage.input_tokens + 10 * usage.output_tokens) / 1_000_000


def asking(text, prompt=FACTS, limit=1000):
    made = request(text, sampling=Sampling(max_tokens=limit))
    object.__setattr__(made, "prompt", prompt)
    return made


def test_each_prompt_has_a_row_and_the_total_is_their_sum():
    found = estimate_requests(
        [asking("a"), asking("b"), asking("c", PromptRef("x", 1, "b2:2"))], price
    )
    assert [(row.prompt, row.requests) for row in found.rows] == [("facts@2", 2), ("x@1", 1)]
    assert found.total.requests == 3
    assert found.total.input_tokens == sum(counted(asking(text)) for text in "abc")
    assert found.total.most_output == 3000
    assert found.total.likely < found.total.most


def test_what_is_stored_costs_nothing_and_is_told():
    stored = asking("a")
    found = estimate_requests([stored, asking("b")], price, known=lambda key: key == stored.key)
    alone = estimate_requests([asking("b")], price)
    assert (found.total.requests, found.total.known) == (2, 1)
    assert found.total.most == alone.total.most


def test_equal_requests_are_asked_once():
    found = estimate_requests([asking("a"), asking("a")], price)
    assert (found.total.requests, found.total.known) == (2, 1)


def test_an_unknown_price_is_unknown_for_all():
    found = estimate_requests([asking("a")], lambda _: None)
    assert found.total.most is None
    assert found.table().rstrip().endswith("unknown")


def test_the_table_has_a_line_a_prompt_and_a_total():
    lines = estimate_requests([asking("some words"), asking("b")], price).table().splitlines()
    assert [line.split()[0] for line in lines] == ["prompt", "facts@2", "total"]
    assert "300 to 1,000" not in lines[1]
    assert "600 to 2,000" in lines[1]
    assert "about $" in lines[2]
    assert "at most $" in lines[2]


def test_nothing_to_ask_is_no_error():
    assert estimate_requests([], price).total.requests == 0


def test_replies_teach_how_many_tokens_a_request_has():
    sizes, question = Sizes(), asking("words " * 100)
    before = sizes.of(question, 50)
    assert before.counted == counted(question)
    assert before.upper.output_tokens == 50
    for _ in range(3):
        sizes.learn(before, Usage(before.counted * 2, 40))
    after = sizes.of(question, 50)
    assert 2 * before.counted < after.upper.input_tokens < 2.1 * before.counted
    assert sizes.likely(after) == before.counted + 40
