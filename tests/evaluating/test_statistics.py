"""Runs are called different when they are, and seldom when they are not."""

import random

import pytest

from briefer.evaluating.statistics import (
    Paired,
    balanced,
    differences,
    fewest,
    mcnemar,
)

QUICK = {"resamples": 300, "swaps": 400}


def made(seed, drop=0.0, cases=200, a_article=2):
    """Two runs over the same cases: some are hard for both, and articles have several cases."""
    rng = random.Random(seed)
    claims, facts = Paired(), Paired(is_yes_no=True)
    for number in range(cases):
        article = f"article {number // a_article}"
        if number % a_article == 0:
            hard = rng.betavariate(8, 3)
        first, second = (sum(rng.random() < hard - d for _ in range(10)) for d in (0.0, drop))
        claims.add(article, (first, 10), (second, 10))
        said = [float(rng.random() < hard - d) for d in (0.0, drop)]
        facts.add(article, (said[0], 1), (said[1], 1))
    return claims, facts


def test_two_runs_of_the_same_are_called_different_in_at_most_five_of_a_hundred():
    called = sum(
        any(d.differs for d in differences(made(seed), seed=seed, **QUICK)) for seed in range(200)
    )
    assert called <= 10


def test_so_are_runs_over_a_handful_of_articles():
    called = sum(
        any(d.differs for d in differences(made(seed, cases=24, a_article=3), seed=seed, **QUICK))
        for seed in range(200)
    )
    assert called <= 10


def test_a_drop_of_five_points_is_found_or_the_cases_are_said_to_be_too_few():
    found = [differences(made(seed, 0.05), seed=seed, **QUICK) for seed in range(50)]
    for row in (0, 1):
        seen = sum(each[row].differs and each[row].difference < 0 for each in found)
        small = sum(each[row].smallest is None or each[row].smallest > 0.05 for each in found)
        assert seen >= 40 or small >= 40, (row, seen, small)
    claims = sum(each[0].differs for each in found)
    assert claims >= 40  # ten claims a case are enough


def test_the_smallest_difference_that_is_told_is_the_one_that_is_found():
    told = differences(made(1), seed=1)[0].smallest
    assert 0.01 < told < 0.1
    for factor, least, most in ((1.0, 0.6, 1.0), (0.3, 0.0, 0.4)):
        seeds = range(40)
        found = sum(differences(made(s, told * factor), seed=s, **QUICK)[0].differs for s in seeds)
        assert least <= found / len(seeds) <= most


def test_equal_runs_and_seeds_give_equal_numbers():
    one, other = (differences(made(3, 0.02), seed=7) for _ in range(2))
    assert one == other


def test_articles_and_not_cases_are_counted():
    """A hundred cases about two articles show nothing, however much they agree."""
    row = Paired(is_yes_no=True)
    for number in range(200):
        row.add(f"article {number % 2}", (1, 1), (0, 1))
    (found,) = differences([row])
    assert found.difference == -1
    assert not found.differs
    assert found.smallest is None


def test_one_article_bounds_nothing():
    row = Paired()
    row.add("one", (3, 4), (1, 4))
    (found,) = differences([row])
    assert (found.low, found.high, found.smallest) == (None, None, None)


def test_what_nothing_could_be_measured_of_is_none_and_does_not_count_as_tested():
    full = Paired(is_yes_no=True)
    for number in range(fewest(1)):
        full.add(f"article {number}", (0, 1), (1, 1))
    empty = Paired()
    alone, _ = differences([full, empty])
    assert alone.differs
    assert differences([empty])[0].difference is None
    beside, _ = differences([full, full])
    assert not beside.differs  # two rows are tested, and six articles are too few for that


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (0, 6, 2 / 2**6), (1, 9, 22 / 1024), (3, 12, 1152 / 32768)],
)
def test_mcnemar_is_exact(first, second, p):
    assert mcnemar(first, second) == pytest.approx(p)
    assert mcnemar(second, first) == pytest.approx(p)


def test_mcnemar_takes_thousands():
    assert mcnemar(5_000, 5_000) == 1.0
    assert mcnemar(4_000, 6_000) < 1e-80


def test_balanced_accuracy_needs_claims_of_both_kinds():
    assert balanced((3, 4, 1, 2)) == 0.625
    assert balanced((3, 4, 0, 0)) is None
