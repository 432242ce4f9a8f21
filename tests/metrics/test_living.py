"""A stack applied by the real terraform is bound in every way, measured, and beside its design."""

import json
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.metrics.alive import from_outputs, from_state
from archbench.metrics.binding import bind
from archbench.metrics.cloudwatch import measure
from archbench.metrics.discovery import caller, clients, discover
from tests.metrics.living import POINTS, STACKS, applied, asked, publish
from tests.terraform_cli import Terraform

pytestmark = pytest.mark.usefixtures("credentials")


def test_functions_are_bound_in_every_way_and_measured(
    terraform: Terraform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """State, outputs and discovery name the same things; every point that was put comes back."""
    stack = applied(terraform, "functions", tmp_path)
    client, _ = clients(region="eu-central-1", endpoint=terraform.endpoint)
    account = caller(client, "eu-central-1")
    known = [
        from_state(stack.configuration, stack.state),
        from_outputs(stack.configuration, stack.outputs),
        discover(stack.configuration, client, "eu-central-1", account),
    ]
    found = [bind(stack.configuration, alive) for alive in known]
    assert [unbound for _, unbound in found] == [(), (), ()]
    named = [{(item.address, item.dimensions) for item in bound} for bound, _ in found]
    assert named[0] == named[1] == named[2]
    assert len(named[0]) == 4

    wanted = asked(found[0][0])
    values = publish(terraform.endpoint, wanted)
    pull = measure(wanted, days=2, region="eu-central-1", endpoint=terraform.endpoint)
    for item in pull.series:
        assert item.points == POINTS, item.query
        times = {"Sum": 1, "SampleCount": 1 / values[item.query]}.get(item.query.statistic, 1)
        assert max(item.known) == pytest.approx(values[item.query] * times)

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
