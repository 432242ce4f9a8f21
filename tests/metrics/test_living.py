"""A stack applied by the real terraform is bound in every way, measured, and beside its design."""

import json
from pathlib import Path

import pytest

from archbench.cli import main
from tests.metrics.living import STACKS, applied, checked
from tests.terraform_cli import Terraform

pytestmark = pytest.mark.usefixtures("credentials")


def test_functions_are_bound_in_every_way_and_measured(
    terraform: Terraform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """State, outputs and discovery name the same things; every point that was put comes back."""
    stack = applied(terraform, "functions", tmp_path)
    told = list(checked(terraform, stack))
    assert told[:3] == [f"{how}: 4 bound, 0 not" for how in ("state", "outputs", "discovery")]
    assert told[3].startswith("25 series in ")

    (tmp_path / "outputs.json").write_text(json.dumps(stack.outputs), encoding="utf-8")
    code = main(
        [
            *("metrics", str(STACKS / "functions"), "--outputs", str(tmp_path / "outputs.json")),
            *("--dry-run", "--json"),
        ]
    )
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert {item["address"] for item in told["bound"]} == {
        "aws_api_gateway_rest_api.partners",
        "aws_apigatewayv2_api.public",
        "aws_lambda_function.quote",
        "aws_sns_topic.quoted",
    }
