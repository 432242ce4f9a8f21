"""The real terraform and AWS provider accept infra/ and still answer what is recorded."""

import difflib
import itertools
import json
from pathlib import Path

import pytest

from tests.record import RECORDED, VARIANTS, record
from tests.terraform_cli import INFRA, Terraform, TerraformFailed, work_copy

KINDS = ("plan", "config")
STACKS = sorted(VARIANTS)
RECORDINGS = [(stack, variant) for stack in STACKS for variant in sorted(VARIANTS[stack])]


@pytest.mark.parametrize("stack", STACKS)
def test_is_formatted(terraform: Terraform, stack: str) -> None:
    """`terraform fmt` has nothing to change."""
    assert terraform(INFRA / stack, "fmt", "-check", "-recursive", "-diff") == ""


@pytest.mark.parametrize("stack", STACKS)
def test_is_valid(terraform: Terraform, stack: str) -> None:
    """`terraform validate` accepts the configuration without a warning."""
    with work_copy(stack) as directory:
        terraform.init(directory)
        answer = terraform(directory, "validate")
    assert answer.strip() == "Success! The configuration is valid."


@pytest.mark.parametrize(("stack", "variant"), RECORDINGS)
def test_plans_as_recorded(terraform: Terraform, stack: str, variant: str) -> None:
    """A plan gives, byte for byte, the recorded answers; else `make record` and review."""
    with work_copy(stack) as directory:
        answers = record(terraform, directory, variant, VARIANTS[stack][variant])
    for name, answer in answers.items():
        recorded = (RECORDED / stack / name).read_text(encoding="utf-8")
        if answer != recorded:
            difference = difflib.unified_diff(
                recorded.splitlines(), answer.splitlines(), "recorded", "answered", lineterm="", n=1
            )
            pytest.fail(f"{stack}/{name}\n" + "\n".join(itertools.islice(difference, 40)))


def test_nothing_else_is_recorded() -> None:
    """Each recorded file belongs to a variant: none is left over from an older set."""
    expected = {f"{stack}/{kind}-{variant}.json" for stack, variant in RECORDINGS for kind in KINDS}
    assert {
        _relative(path)
        for stack in STACKS
        for kind in KINDS
        for path in (RECORDED / stack).glob(f"{kind}-*.json")
    } == expected


def _relative(path: Path) -> str:
    return path.relative_to(RECORDED).as_posix()


REFUSED = {
    "asg_min_size=2": "asg_min_size must be a whole number of at least 3",
    "aurora_instance_class=db.r6g.24xlarge": "aurora_instance_class must be",
    "backup_retention_days=1": "backup_retention_days must be between 7",
    "certificate_arn=nonsense": "certificate_arn must be the ARN",
    "container_image=nginx:latest": "container_image must be an ECR image",
    "deployment_color=red": "deployment_color must be blue or green.",
    "environment_suffix=a-suffix-too-long-x": "environment_suffix must be 2 to 18 lower-case",
    "nat_gateway_count=1.5": "nat_gateway_count must be 1, 2 or 3.",
    "secret_recovery_window_days=3": "secret_recovery_window_days must be 0, or",
    "vpc_cidr=10.0.0.0/28": "vpc_cidr must be an IPv4 range",
}


def refusal(terraform: Terraform, *arguments: str) -> str:
    """Plan infra/payments with these arguments and return what terraform says against it."""
    with work_copy("payments") as directory:
        terraform.init(directory)
        with pytest.raises(TerraformFailed) as raised:
            terraform(directory, "plan", "-input=false", "-lock=false", *arguments)
    return " ".join(str(raised.value).replace("│", " ").split())


def test_refuses_wrong_variables(terraform: Terraform) -> None:
    """A variable outside its range is refused in words that say what is allowed."""
    said = refusal(terraform, *(f"-var={argument}" for argument in REFUSED))
    assert [message for message in REFUSED.values() if message not in said] == []


def test_refuses_a_capacity_outside_the_group(terraform: Terraform) -> None:
    """A desired capacity above the maximum is refused before anything is planned."""
    said = refusal(terraform, "-var=asg_desired_capacity=19")
    assert (
        "asg_desired_capacity (19) must lie between asg_min_size (6) and asg_max_size (18)" in said
    )


def test_optional_settings(terraform: Terraform) -> None:
    """What a review leaves at its default plans too; in another region a check warns."""
    with work_copy("payments") as directory:
        terraform.init(directory)
        plan = terraform.plan(
            directory,
            "-var=alarm_email=",
            "-var=aurora_io_optimized=true",
            "-var=aws_region=eu-west-1",
            "-var=keep_idle_color_warm=true",
        )
    values = {
        resource["address"]: resource.get("values", {})
        for resource in plan["planned_values"]["root_module"]["resources"]
    }
    assert values["aws_rds_cluster.aurora"]["storage_type"] == "aurora-iopt1"
    groups = [values[f'aws_autoscaling_group.payment["{color}"]'] for color in ("blue", "green")]
    assert [(group["min_size"], group["max_size"]) for group in groups] == [(6, 18), (6, 18)]
    assert "aws_sns_topic_subscription.email[0]" not in values
    assert values["aws_subnet.public[2]"]["availability_zone"] == "eu-west-1c"
    (check,) = (item for item in plan["checks"] if item["address"]["kind"] == "check")
    assert check["status"] == "fail"
    assert "in eu-west-1 the health-check alarm gets no data" in json.dumps(check)
