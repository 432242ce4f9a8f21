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
        "921.583"
    )
    assert archbench.drill(configuration, architecture).survives
    assert archbench.assess(PAYMENTS, as_of=day).met
    assert archbench.draw(architecture).coverage.missing == ()


def test_its_types_are_for_others_too() -> None:
    """The marker that type checkers look for."""
    assert (Path(archbench.__file__).parent / "py.typed").is_file()


def test_every_answer_shows_itself_in_a_notebook(tmp_path: Path) -> None:
    """A sentence and a table, escaped, with no dollar that is read as mathematics."""
    hostile = "<script>x</script>"
    (tmp_path / "main.tf").write_text(
        f"""
provider "aws" {{ region = "eu-west-1" }}
resource "aws_ebs_volume" "v" {{
  for_each          = toset(["{hostile}"])
  availability_zone = "eu-west-1a"
  size              = 100
}}
""",
        "utf-8",
    )
    configuration = archbench.load(tmp_path)
    architecture = archbench.build(configuration)
    day = date(2026, 11, 23)
    assessment = archbench.assess(tmp_path, as_of=day)
    side = archbench.Side(configuration, assessment)
    shown = {
        "1 resource instance of 1 type": configuration,
        "1 part, 1 VPC in eu-west-1": architecture,
        "11.00 a month at list price in eu-west-1": archbench.estimate(
            configuration, architecture, as_of=day
        ),
        "Goes down if eu-west-1a is lost": archbench.drill(configuration, architecture),
        "Controls: ": assessment,
        "scores": archbench.compare([side, side]),
    }
    for words, thing in shown.items():
        html = thing._repr_html_()  # type: ignore[attr-defined]
        assert html.startswith('<div class="mathjax_ignore tex2jax_ignore"><p><strong>')
        assert words in html, html
        assert "<script" not in html
