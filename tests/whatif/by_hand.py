"""The change a scenario makes, made by hand in a copy of infra/payments and run through commands.

Whatever a scenario says is written into the files as a person would: a value of a variable in its
file, an argument in its block, usage in the usage file, a patch as an override file.
"""

import json
import re
import shutil
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from archbench.cli import main
from archbench.cost.export import document as cost_document
from archbench.cost.export import json_text
from archbench.requirements.output.data import document as check_document
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.given import axis_of
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.scenario import Change, Scenario, scenario
from archbench.whatif.sweep import sample

PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"
DAY = date(2026, 11, 29)
BOOK = "service,item,region,discount,usd,effective_date\nAmazonRDS,*,*,10,,2026-01-01\n"

NAMED = (
    scenario("One NAT gateway", variables={"nat_gateway_count": 1}),
    scenario("Aurora on db.r6g.xlarge", variables={"aurora_instance_class": "db.r6g.xlarge"}),
    scenario("Aurora I/O-Optimized", variables={"aurora_io_optimized": True}),
    scenario("Twelve", variables={"asg_min_size": 12, "asg_desired_capacity": 12}),
    scenario("In us-west-2", region="us-west-2"),
    scenario("Twice the traffic", usage={"load_profile": {"scale": 2}}),
    scenario(
        "Graviton 3", attributes={"aws_rds_cluster_instance.*.instance_class": "db.r7g.large"}
    ),
    scenario(
        "One reader of another class",
        attributes={"aws_rds_cluster_instance.reader[1].instance_class": "db.r7g.large"},
    ),
    scenario(
        "Larger disks",
        attributes={"aws_launch_template.payment.block_device_mappings.ebs.volume_size": 100},
    ),
    scenario("One reader", attributes={"aws_rds_cluster_instance.reader.count": 1}),
    scenario(
        "A patch",
        patch='resource "aws_rds_cluster" "aurora" {\n  backup_retention_period = 14\n}\n',
    ),
    scenario(
        "A key asked often, and another class",
        variables={"log_retention_days": 30},
        usage={"resource_usage": {"aws_kms_key.aurora": {"monthly_requests": 10_000_000}}},
    ),
)
"""Twelve, of every kind of lever that stands in files."""

_AXES = (
    "var.nat_gateway_count=1,2,3",
    "var.aurora_instance_class=db.r6g.large,db.r6g.xlarge,db.r7g.large",
    "var.aurora_io_optimized=true,false",
    "var.asg_min_size=3..6",
    "var.asg_max_size=12..18",
    "var.log_retention_days=7,30,90",
    "usage.load_profile.scale=0.5..3",
    "aws_launch_template.payment.block_device_mappings.ebs.volume_size=20..200",
)


def drawn(number: int = 50) -> tuple[Scenario, ...]:
    """Scenarios drawn from eight levers, always the same."""
    return tuple(sample([axis_of(text) for text in _AXES], number, 20261129))


def bench() -> Bench:
    """The payment stack, held against every group of its checklist."""
    base = Base(
        PAYMENTS, usage=PAYMENTS / "usage.yml", as_of=DAY, checklists=("payments",), whole=True
    )
    return Bench(base)


def answers(outcome: ScenarioOutcome) -> tuple[Any, ...]:
    """What an outcome says, as the commands say it in JSON."""
    from archbench.architecture.drill import as_json  # noqa: PLC0415

    assert outcome.estimate
    assert outcome.assessment
    return tuple(
        _compared(json.loads(text))
        for text in (
            json_text(cost_document(outcome.estimate)),
            json.dumps(check_document(outcome.assessment)),
            json.dumps(as_json(outcome.drill)),
        )
    )


def made_by_hand(one: Scenario, directory: Path) -> tuple[Any, ...]:
    """What `cost`, `check` and `drill` say of a copy in which a person made the changes."""
    copy = directory / "payments"
    shutil.copytree(PAYMENTS, copy)
    for change in one.changes:
        _HANDS[change.lever.kind](change, copy)
    return tuple(
        _compared(json.loads(_said(arguments)))
        for arguments in (
            ["cost", str(copy), "--json", "--as-of", DAY.isoformat()],
            ["check", str(copy), "--format", "json"],
            ["drill", str(copy), "--json"],
        )
    )


def _said(arguments: Sequence[str]) -> str:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(list(arguments))
    assert code in (0, 1), err.getvalue()
    return out.getvalue()


def _compared(data: Any) -> Any:  # noqa: ANN401 JSON
    """The answer without the two directories, objectives, and where a range ends in its line."""
    if isinstance(data, list):
        return [_compared(item) for item in data]
    if not isinstance(data, dict):
        return data
    return {
        key: {"line": value["line"]} if key == "end" else _compared(value)
        for key, value in data.items()
        if key not in ("path", "directory", "objectives")
    }


def _variable(change: Change, copy: Path) -> None:
    (name,) = change.lever.path
    written = json.dumps(change.value)
    values, declared = copy / "terraform.tfvars", copy / "variables.tf"
    text, found = re.subn(
        rf"^({name} *= ).*$", rf"\g<1>{written}", values.read_text("utf-8"), flags=re.MULTILINE
    )
    if found:
        values.write_text(text, "utf-8")
        return
    _edit(declared, rf'(variable "{name}" {{.*?\n  default     = )[^\n]*', rf"\g<1>{written}")


def _attribute(change: Change, copy: Path) -> None:
    written = json.dumps(change.value)
    for file, pattern, new in _WRITTEN[change.lever.path[0]]:
        _edit(copy / file, pattern, new.format(written))


_CLASS = r"(instance_class     = )var\.aurora_instance_class"
_WRITTEN = {
    "aws_rds_cluster_instance.*.instance_class": [("rds.tf", _CLASS, r"\g<1>{}")],
    "aws_rds_cluster_instance.reader[1].instance_class": [
        (
            "rds.tf",
            rf'(resource "aws_rds_cluster_instance" "reader".*?){_CLASS}',
            r"\g<1>\g<2>count.index == 1 ? {} : var.aurora_instance_class",
        )
    ],
    "aws_launch_template.payment.block_device_mappings.ebs.volume_size": [
        ("ec2.tf", r"(volume_size +=) [^\n]*", r"\g<1> {}")
    ],
    "aws_rds_cluster_instance.reader.count": [
        ("rds.tf", r"count = local\.zone_count - 1", "count = {}")
    ],
}


def _usage(change: Change, copy: Path) -> None:
    written = json.dumps(change.value)
    if change.lever.path == ("load_profile", "scale"):
        _edit(copy / "usage.yml", r"\n  scale: [^\n]*", f"\n  scale: {written}")
    else:
        _, address, key = change.lever.path
        pattern = rf"(\n  {re.escape(address)}:\n    {key}: )[^\n]*"
        _edit(copy / "usage.yml", pattern, rf"\g<1>{written}")


def _region(change: Change, copy: Path) -> None:
    pattern = r'(variable "aws_region" {.*?\n  default     = )[^\n]*'
    _edit(copy / "variables.tf", pattern, rf"\g<1>{json.dumps(change.value)}")


def _patch(change: Change, copy: Path) -> None:
    (copy / "patch_override.tf").write_text(str(change.value), "utf-8")


_HANDS: dict[str, Callable[[Change, Path], None]] = {
    "var": _variable,
    "attribute": _attribute,
    "usage": _usage,
    "region": _region,
    "patch": _patch,
}


def _edit(file: Path, pattern: str, new: str) -> None:
    text, found = re.subn(pattern, new, file.read_text("utf-8"), flags=re.DOTALL)
    assert found, f"{file.name} has no {pattern}"
    file.write_text(text, "utf-8")
