"""The public face: few names, each with its documentation, loaded when asked for."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import archbench

PAYMENTS = Path(__file__).parents[1] / "infra" / "payments"


@pytest.mark.parametrize("name", archbench.__all__)
def test_every_name_is_there_and_says_what_it_does(name: str) -> None:
    """A name that leads nowhere would be found by its first user."""
    assert (getattr(archbench, name).__doc__ or "").strip()
    assert name in dir(archbench)


def test_another_name_is_refused() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="has no attribute 'pricing'"):
        _ = archbench.pricing


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    """Neither pandas nor the evaluator."""
    program = "import sys, archbench; print([m for m in sys.modules if m.startswith('archbench.')])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['archbench.version']"


def test_a_review_in_five_lines() -> None:
    """What the docstring of the package shows, on the payment stack."""
    configuration = archbench.load(PAYMENTS)
    architecture = archbench.build(configuration)
    day = date(2026, 11, 23)
    assert archbench.estimate(configuration, architecture, as_of=day).total.likely == Decimal(
        "921.183"
    )
    assert archbench.drill(configuration, architecture).survives
    assert archbench.assess(PAYMENTS, as_of=day).met
    assert archbench.draw(architecture).coverage.missing == ()


def test_its_types_are_for_others_too() -> None:
    """The marker that type checkers look for."""
    assert (Path(archbench.__file__).parent / "py.typed").is_file()
