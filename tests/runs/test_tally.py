"""What a run has cost, asked for while it goes on or never."""

from decimal import Decimal

from briefer.model import Usage
from briefer.runs import Tally
from briefer.runs.progress import MOST_UNPRICED


def test_a_run_of_any_length_holds_few_answers_without_their_price():
    asked = []

    def price(usage):
        asked.append(usage)
        return Decimal(usage.input_tokens)

    tally = Tally(price)
    for _ in range(MOST_UNPRICED + 1):
        tally.spent(Usage(2, 1))
    assert asked == []  # all of one size are one
    for size in range(MOST_UNPRICED):
        tally.spent(Usage(size, 2))
    assert len(asked) == MOST_UNPRICED + 1
    assert tally.cost == 2 * (MOST_UNPRICED + 1) + sum(range(MOST_UNPRICED))


def test_one_unknown_price_makes_the_cost_unknown():
    tally = Tally(lambda usage: None if usage.input_tokens == 2 else Decimal(1))
    tally.spent(Usage(1, 1))
    assert tally.cost == 1
    tally.spent(Usage(2, 1))
    tally.spent(Usage(1, 1))
    assert tally.cost is None
