"""What archbench resolves is what the real terraform evaluated, recorded in tests/."""

import json
from pathlib import Path
from typing import Any

import pytest

from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.terraform import load
from archbench.terraform.agreement import UNKNOWN, compare
from archbench.terraform.configuration import Configuration
from archbench.terraform.schema import FIVE
from archbench.terraform.session import Session
from tests.terraform_cli import RECORDED_WITH

TESTS = Path(__file__).parents[1]
INFRA = TESTS.parent / "infra"
CASES = TESTS / "conformance" / "configurations"
DATA = Path(__file__).parent / "moto.yaml"
VARIANTS: dict[str, tuple[tuple[str, str], ...]] = {
    "payments/default": (),
    "payments/green": (("var", "deployment_color=green"),),
    "payments/no-certificate": (("var", "certificate_arn="),),
    "payments/one-nat": (("var", "nat_gateway_count=1"),),
    "payments/production": (("file", "production.tfvars"),),
    "migration/default": (),
}


def recorded(path: Path) -> Any:  # noqa: ANN401 JSON
    """A recorded answer."""
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("variant", VARIANTS)
def test_stacks_resolve_to_what_terraform_evaluated(variant: str) -> None:
    """Every address and every argument of both stacks, in every variant, equals terraform's."""
    stack, _, name = variant.partition("/")
    truth = recorded(TESTS / "recorded" / stack / f"config-{name}.json")
    managed = {address: value for address, value in truth.items() if "data." not in address}
    agreement = compare(load(INFRA / stack, variables=VARIANTS[variant], data=DATA), managed)
    assert agreement.differences == ()
    assert agreement.addresses == len(managed) > 10


@pytest.mark.parametrize("variant", VARIANTS)
def test_without_an_account_nothing_is_wrong_or_invented(variant: str) -> None:
    """Where Terraform would ask AWS and no answer is given, the value is missing, never guessed."""
    stack, _, name = variant.partition("/")
    truth = recorded(TESTS / "recorded" / stack / f"config-{name}.json")
    managed = {address: value for address, value in truth.items() if "data." not in address}
    agreement = compare(load(INFRA / stack, variables=VARIANTS[variant]), managed)
    assert agreement.count("wrong") == agreement.count("invented") == 0
    assert {item.path for item in agreement.differences} <= {"policy", "image_id"}


@pytest.mark.parametrize("variant", VARIANTS)
def test_tags_all_is_what_the_provider_plans(variant: str) -> None:
    """Default tags are merged into tags_all exactly as the AWS provider does it."""
    stack, _, name = variant.partition("/")
    plan = recorded(TESTS / "recorded" / stack / f"plan-{name}.json")
    configuration = load(INFRA / stack, variables=VARIANTS[variant], data=DATA)
    checked = 0
    for change in plan["resource_changes"]:
        planned = (change["change"]["after"] or {}).get("tags_all")
        instance = configuration.by_address[change["address"]]
        if planned:
            assert shown(instance.values.get("tags_all")) == planned, change["address"]
            checked += 1
        else:
            assert "tags_all" not in instance.values or planned is None, change["address"]
    assert checked > 20 or stack == "migration"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_cases_resolve_to_what_terraform_evaluated(case: str) -> None:
    """A small configuration for each rule of the language of configurations."""
    answer = recorded(CASES / case / "recorded.json")
    configuration = Session(CASES / case, locked=FIVE.version, terraform=RECORDED_WITH).resolve()
    agreement = compare(configuration, answer["resources"])
    assert agreement.differences == ()
    assert outputs(configuration) == answer["outputs"]
    deferred = [item.address for item in configuration.instances if item.deferred]
    assert deferred == answer["deferred"]
    assert [item for item in configuration.diagnostics if item.severity == "error"] == []


def outputs(configuration: Configuration) -> dict[str, Any]:
    """Output values as recorded: those wholly null are null, unknown parts marked."""
    return {item.name: shown(item.value) for item in configuration.outputs}


def shown(value: Plain) -> Any:  # noqa: ANN401 JSON
    """A plain value as the recording has it."""
    if isinstance(value, Sensitive):
        return shown(value.value)
    if isinstance(value, Unknown):
        return UNKNOWN
    if isinstance(value, tuple):
        return [shown(item) for item in value]
    return {key: shown(item) for key, item in value.items()} if isinstance(value, dict) else value


def test_a_module_gets_the_providers_its_call_passes() -> None:
    """Regions and default tags follow the providers map of the call, aliases in aliases."""
    found = load(CASES / "aws-aliases").by_address
    near, far = (found[f"module.both.aws_sqs_queue.{name}"] for name in ("near", "far"))
    assert (near.region, far.region) == ("us-east-1", "us-west-2")
    assert (near.get("tags_all"), far.get("tags_all")) == (None, {"Stage": "test"})
    assert (near.provider, far.provider) == ("aws", "aws.west")
