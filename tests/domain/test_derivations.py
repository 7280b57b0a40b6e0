"""What the qualifiers of figures leave open goes into the figures derived from them."""

from __future__ import annotations

import math

import pytest

from spexplorer.domain.derivations import ValueBounds, bounds_of, derived_bounds
from spexplorer.domain.figures import compounded
from spexplorer.domain.findings import Statistic
from spexplorer.domain.records import RecordId


def figure(value: float, qualifier: str = "exact", high: float | None = None) -> Statistic:
    uid = RecordId(f"statistic:{value:g}-{qualifier.replace('_', '-')}")
    return Statistic(
        id=uid, measure="M", unit="items", value=value, value_high=high, qualifier=qualifier
    )


@pytest.mark.parametrize(
    ("one", "bounds"),
    [
        (figure(4), ValueBounds(4, 4)),
        (figure(4, "about"), ValueBounds(4, 4, True)),
        (figure(28.6, "over"), ValueBounds(28.6, math.inf)),
        (figure(100, "up_to"), ValueBounds(0, 100)),
        (figure(3, "up_to", 5), ValueBounds(0, 5)),
        (figure(10, "range", 12), ValueBounds(10, 12)),
        (figure(1000, "several"), ValueBounds(1000, math.inf, True)),
    ],
)
def test_a_figure_says_between_what_it_lies(one: Statistic, bounds: ValueBounds) -> None:
    assert bounds_of(one) == bounds


OVER, EXACT, RANGE = figure(28.6, "over"), figure(25.68), figure(10, "range", 12)
CEILING, OTHER = figure(100, "up_to"), figure(3000, "over")


@pytest.mark.parametrize(
    ("formula", "inputs", "qualifiers"),
    [
        ("28.6 − 25.68", (OVER, EXACT), {"over", "at_least"}),
        ("(28.6 / 25.68 − 1) × 100: a remark", (OVER, EXACT), {"over", "at_least"}),
        ("((28.6 / 25.68)^(1/5) − 1) × 100", (OVER, EXACT), {"over", "at_least"}),
        ("ln(28.6 / 25.68) / ln 1.12", (OVER, EXACT), {"over", "at_least"}),
        ("25.68 × 1.12^5 − 28.6", (OVER, EXACT), {"up_to", "under"}),
        ("10 / 28.6 to 12 / 28.6", (RANGE, OVER), {"up_to", "under"}),
        ("100 / 3000 × 100", (CEILING, OTHER), {"up_to", "under"}),
        ("28.6 / 3000; both are lower bounds", (OVER, OTHER), {"about"}),
        ("28.6 − 3000", (OVER, OTHER), {"about"}),
        ("28.6 + 3000", (OVER, OTHER), {"over", "at_least"}),
        ("10 − 4 to 12 − 4", (RANGE, figure(4)), {"range"}),
        ("2100000 / 140", (figure(2100000, "about"), figure(140)), {"about"}),
        ("511 + 1073", (figure(511), figure(1073)), {"exact", "about"}),
    ],
)
def test_the_qualifiers_of_the_inputs_go_into_what_is_derived(
    formula: str, inputs: tuple[Statistic, ...], qualifiers: set[str]
) -> None:
    bounds = derived_bounds(formula, inputs)
    assert bounds is not None
    assert bounds.qualifiers == qualifiers


@pytest.mark.parametrize("formula", ["Count: one, two", "ln(0)", "1 +", "x * 2", "9" * 300])
def test_what_is_no_arithmetic_has_no_bounds(formula: str) -> None:
    assert derived_bounds(formula, ()) is None


def test_growth_ends_where_numbers_do() -> None:
    assert compounded(200, 0.5, 3) == (200, 300, 450)
    assert compounded(1e15, 1e9, 4) == (1e15, pytest.approx(1e24), None, None)
