"""Ranges of a usage file with what lies between their ends."""

from decimal import Decimal
from statistics import NormalDist

import numpy as np
import pytest

from archbench.cost.distribution import Spread, drawn
from archbench.cost.quantity import Quantity
from archbench.cost.usage_file import parse_usage
from archbench.errors import InputError

EVENLY = (np.arange(20_000) + 0.5) / 20_000


def read(text: str) -> Quantity:
    """The one number of a usage file, written as this range."""
    usage = parse_usage(f"resource_usage:\n  aws_nat_gateway.a:\n    monthly_gb: {text}\n", "u.yml")
    value = usage.entries[0].value
    assert isinstance(value, Quantity)
    return value


def test_a_plain_range_is_pert_about_what_is_likely() -> None:
    """Mean (low + 4 likely + high) / 6, all within the ends: (0 + 4 x 30 + 120) / 6 = 40."""
    value = read("{low: 0, likely: 30, high: 120}")
    assert not isinstance(value, Spread)
    found = drawn(value, EVENLY)
    assert found.mean() == pytest.approx(40, abs=0.01)
    assert found.min() >= 0
    assert found.max() <= 120


def test_a_plain_range_that_begins_above_nothing_is_pert_too() -> None:
    """Its mean moves with its ends: (100 + 4 x 130 + 220) / 6 = 140, and (100 + 4 x 190 + 220)."""
    for likely, mean in ((130, 140), (190, 180)):
        found = drawn(read(f"{{low: 100, likely: {likely}, high: 220}}"), EVENLY)
        assert found.mean() == pytest.approx(mean, abs=0.01)
        assert found.min() >= 100
        assert found.max() <= 220


def test_a_triangle_has_the_mean_of_its_corners() -> None:
    """(0 + 30 + 120) / 3 = 50; a quarter of the area lies below the mode, 30 of 120."""
    found = drawn(read("{distribution: triangular, low: 0, likely: 30, high: 120}"), EVENLY)
    assert found.mean() == pytest.approx(50, abs=0.01)
    assert np.mean(found < 30) == pytest.approx(0.25, abs=0.001)


@pytest.mark.parametrize("likely", ["0", "120"])
def test_a_triangle_may_have_its_mode_at_an_end(likely: str) -> None:
    """(0 + 0 + 120) / 3 and (0 + 120 + 120) / 3."""
    text = f"{{distribution: triangular, low: 0, likely: {likely}, high: 120}}"
    assert drawn(read(text), EVENLY).mean() == pytest.approx((120 + int(likely)) / 3, abs=0.05)


def test_uniform_draws_lie_evenly() -> None:
    """The share below is the place between the ends."""
    found = drawn(read("{distribution: uniform, low: 100, high: 300}"), np.array([0.1, 0.5, 0.9]))
    assert found == pytest.approx([120, 200, 280])


def test_a_normal_distribution_is_cut_at_three_deviations_and_zero() -> None:
    """P84 lies one deviation above; 30 +- 20 cannot be below zero."""
    value = read("{distribution: normal, likely: 100, deviation: 20}")
    assert [value.low, value.likely, value.high] == list(map(Decimal, (40, 100, 160)))
    share = np.array([NormalDist().cdf(1)])
    assert drawn(value, share)[0] == pytest.approx(120, abs=0.3)
    assert read("{distribution: normal, likely: 30, deviation: 20}").low == 0


def test_a_lognormal_distribution_has_its_median_at_what_is_likely() -> None:
    """Two thirds lie between likely / factor and likely x factor."""
    value = read("{distribution: lognormal, likely: 100, factor: 1.5}")
    assert (value.low.quantize(Decimal("0.01")), value.high) == (Decimal("29.63"), Decimal("337.5"))
    found = drawn(value, EVENLY)
    assert np.median(found) == pytest.approx(100, abs=0.2)
    inside = np.mean((found > 100 / 1.5) & (found < 150))
    assert inside == pytest.approx(0.6827 / 0.9973, abs=0.002)


def test_what_an_estimate_takes_of_a_distribution_are_its_ends() -> None:
    """It multiplies as any range does."""
    value = read("{distribution: uniform, low: 100, high: 300, follows: load}")
    assert value * 2 == Quantity(Decimal(200), Decimal(400), Decimal(600))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{distribution: trianglar, low: 1, high: 2}", 'Did you mean "triangular"'),
        ("{low: 1, high: 2, follows: laod}", 'cannot be "laod"'),
        ("{distribution: normal, likely: 4}", "normal, which needs likely and deviation"),
        ("{low: 1, high: 2, deviation: 3}", "has a deviation, which pert does not take"),
        ("{distribution: lognormal, likely: 4, factor: 1}", "factor of monthly_gb must be"),
        ("{distribution: normal, likely: 4, deviation: wide}", "must be a number, not"),
        ("{distribution: normal, deviation: 4, low: 1}", "needs likely"),
    ],
)
def test_a_mistake_in_a_distribution_names_its_line(text: str, said: str) -> None:
    """The file and line, what is wrong, what there is."""
    with pytest.raises(InputError) as told:
        read(text)
    assert str(told.value).startswith("u.yml:3: ")
    assert said in str(told.value)
