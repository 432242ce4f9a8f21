"""A grid has every combination; a sample is spread, and the same for the same seed."""

from collections import Counter

import pytest

from archbench.errors import InputError
from archbench.whatif.given import axis_of, change_of
from archbench.whatif.sweep import grid, sample

AXES = (axis_of("var.a=1,2,3"), axis_of("var.b=x,y"))


def test_a_grid_has_every_combination() -> None:
    """The last lever turns fastest; what is set holds in each."""
    found = list(grid(AXES, (change_of("region=eu-west-1"),)))
    assert [one.name for one in found][:3] == ["a 1, b x", "a 1, b y", "a 2, b x"]
    assert len({one.name for one in found}) == 6
    assert {one.value("region") for one in found} == {"eu-west-1"}


def test_a_latin_sample_takes_each_part_of_a_lever_once() -> None:
    """Ten draws of 0..10 stand in ten different tenths; of three values each comes as often."""
    axes = (axis_of("usage.load_profile.scale=0.0..10.5"), axis_of("var.a=1,2"))
    found = list(sample(axes, 10, 1))
    assert sorted(int(float(str(one.changes[0].value)) / 1.05) for one in found) == list(range(10))
    assert Counter(one.changes[1].value for one in found) == {1: 5, 2: 5}


@pytest.mark.parametrize("sampling", ["latin", "random"])
def test_a_seed_decides_the_draws(sampling: str) -> None:
    """The same seed, the same scenarios; another, others."""
    one, same, other = (
        [x.name for x in sample(AXES, 20, seed, sampling=sampling)]  # type: ignore[arg-type]
        for seed in (1, 1, 2)
    )
    assert one == same != other


def test_whole_ends_draw_whole_numbers() -> None:
    """Both ends may come."""
    found = {one.changes[0].value for one in sample((axis_of("var.n=6..8"),), 60, 3)}
    assert found == {6, 7, 8}


def test_a_sweep_that_cannot_be_made_says_what_to_do() -> None:
    """A range needs a number of values; too many combinations are sampled."""
    with pytest.raises(InputError, match=r"say how many values: 0\.5\.\.3/6"):
        grid((axis_of("var.n=0.5..3"),))
    many = tuple(axis_of(f"var.{name}=1..100") for name in "abc")
    with pytest.raises(InputError, match="1,000,000 combinations"):
        grid(many)
    with pytest.raises(InputError, match="--sample 0"):
        sample(AXES, 0, 1)
