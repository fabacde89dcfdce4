import pytest

from briefer.analysis.equivalence import quantities_conflict, same_quantity, same_value
from briefer.analysis.quantities import read_quantities


def one(text):
    (quantity,) = read_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1,000 people", "one thousand people"),
        ("90 minutes", "1.5 hours"),
        ("half of them", "50 per cent of them"),
        ("at least 14 people", "14 people"),
    ],
)
def test_a_value_is_the_same_however_it_is_written_or_bounded(text, other):
    assert same_value(one(text), one(other))


@pytest.mark.parametrize(
    ("text", "other"), [("14 people", "15 people"), ("14 km", "14 miles"), ("€5", "$5")]
)
def test_another_figure_unit_or_currency_is_another_value(text, other):
    assert not same_value(one(text), one(other))


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("16 km", "ten miles", True),
        ("about 14,300 people", "14,260 people", True),
        ("at least 14 people", "14 people", False),
        ("12 people", "19 people", False),
    ],
)
def test_a_bound_counts_between_versions_a_fair_conversion_or_rounding_does_not(text, other, same):
    assert same_quantity(one(text), one(other)) is same


@pytest.mark.parametrize(
    ("text", "other", "conflict"),
    [
        ("14 people", "19 people", True),
        ("at least 14 people", "16 people", False),
        ("about 100 people", "108 people", False),
        ("14,000 people", "14,260 people", False),
        ("20 km", "20 people", False),
    ],
)
def test_figures_conflict_only_where_rounding_and_bounds_cannot_reconcile_them(
    text, other, conflict
):
    assert quantities_conflict(one(text), one(other)) is conflict
    assert quantities_conflict(one(other), one(text)) is conflict
