"""The real terraform and AWS provider accept infra/ and still answer what is recorded."""

import difflib
import itertools
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


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("environment_suffix=Prod", "environment_suffix must be 2 to 18 lower-case"),
        ("environment_suffix=a-suffix-too-long-x", "environment_suffix must be 2 to 18 lower-case"),
        ("deployment_color=red", "deployment_color must be blue or green."),
        ("nat_gateway_count=4", "nat_gateway_count must be 1, 2 or 3."),
        ("nat_gateway_count=1.5", "nat_gateway_count must be 1, 2 or 3."),
        ("asg_min_size=2", "asg_min_size must be a whole number of at least 3"),
        ("asg_desired_capacity=19", "asg_desired_capacity (19) must lie between"),
        ("aurora_instance_class=db.r6g.24xlarge", "aurora_instance_class must be"),
        ("backup_retention_days=1", "backup_retention_days must be between 7"),
        ("secret_recovery_window_days=3", "secret_recovery_window_days must be 0, or"),
        ("certificate_arn=nonsense", "certificate_arn must be the ARN"),
        ("container_image=nginx:latest", "container_image must be an ECR image"),
        ("vpc_cidr=10.0.0.0/28", "vpc_cidr must be an IPv4 range"),
    ],
)
def test_refuses_a_wrong_variable(
    terraform: Terraform, payments: Path, argument: str, message: str
) -> None:
    """A variable outside its range is refused in words that say what is allowed."""
    with pytest.raises(TerraformFailed) as refusal:
        terraform(payments, "plan", "-input=false", "-lock=false", f"-var={argument}")
    assert message in " ".join(str(refusal.value).replace("│", " ").split())


@pytest.fixture(scope="module")
def payments(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An initialized work copy of infra/payments."""
    with work_copy("payments") as copied:
        directory = copied.rename(tmp_path_factory.mktemp("payments") / "payments")
    terraform.init(directory)
    return directory
