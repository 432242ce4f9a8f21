"""Instances that buy the same: asked once, and the bill is the one of asking each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archbench.cost import Estimate, estimate
from archbench.cost.alike import Alike
from archbench.cost.bill import configuration, ref
from archbench.cost.charge import Resource
from archbench.cost.resources import aws_instance
from archbench.cost.usage import Usage
from archbench.cost.usage_file import parse_usage
from archbench.hcl.values import Plain
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from tests.cost.test_bills import bills

MACHINE: Mapping[str, Plain] = {"ami": "ami-1", "instance_type": "t3.micro"}
HEAD = 'provider "aws" {\n  region = "us-east-1"\n}\n'


Estimating = Callable[[Configuration, date | None], Estimate]


def with_twins(made: Configuration) -> Configuration:
    """The configuration with each managed resource a second time, under another name."""
    twins = (
        replace(
            item,
            address=item.address.replace(f".{item.name}", f".{item.name}_twin"),
            name=f"{item.name}_twin",
        )
        for item in made.managed()
    )
    both = sorted((*made.instances, *twins), key=lambda item: item.address)
    return replace(made, instances=tuple(both))


@pytest.fixture
def each_asked(monkeypatch: pytest.MonkeyPatch) -> Estimating:
    """A function that estimates as if no instance were like another."""

    def run(made: Configuration, day: date | None) -> Estimate:
        with monkeypatch.context() as patch:
            patch.setattr(Alike, "key", lambda _, __: None)
            return estimate(made, as_of=day)

    return run


@pytest.mark.parametrize("bill", list(bills()))
def test_the_bill_of_twins_is_that_of_asking_each(
    bill: Mapping[str, Any], tmp_path: Path, each_asked: Estimating
) -> None:
    """Every bill worked by hand, each of its resources twice, without usage."""
    head = f'provider "aws" {{\n  region = "{bill.get("region", "us-east-1")}"\n}}\n'
    (tmp_path / "main.tf").write_text(head + bill["terraform"] + "\n", encoding="utf-8")
    made = with_twins(load(tmp_path))
    asked, shared = each_asked(made, bill.get("as_of")), estimate(made, as_of=bill.get("as_of"))
    assert shared.line_items == asked.line_items
    assert shared.unpriced == asked.unpriced
    assert shared.free == asked.free


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the machines whose rule is asked, as it is asked."""
    found: list[str] = []
    rule = aws_instance.charges

    def charges(instance: Resource) -> Iterator[object]:
        found.append(instance.address)
        return rule(instance)

    monkeypatch.setattr(aws_instance, "charges", charges)
    return found


def test_machines_alike_are_asked_once(asked: list[str]) -> None:
    """Of fifty with tags of their own one is asked; what each waits for has its own address."""
    machines = {f"aws_instance.a{n}": {**MACHINE, "tags": {"Name": str(n)}} for n in range(50)}
    made = estimate(configuration(machines))
    assert asked == ["aws_instance.a0"]
    waiting = [x for x in made.open if x.usage_key == "monthly_cpu_credit_hrs"]
    assert [x.open_reason for x in waiting] == [
        f"give monthly_cpu_credit_hrs for {x.address} in a usage file" for x in waiting
    ]
    assert len({x.address for x in waiting}) == 50


def test_what_something_names_is_asked_itself(tmp_path: Path, asked: list[str]) -> None:
    """A machine with an elastic IP has no other address, and the other two are alike."""
    (tmp_path / "main.tf").write_text(
        f"""{HEAD}
resource "aws_instance" "a" {{
  count         = 3
  ami           = "ami-1"
  instance_type = "t3.micro"
}}
resource "aws_eip" "a" {{
  instance = aws_instance.a[1].id
}}
""",
        encoding="utf-8",
    )
    made = estimate(load(tmp_path))
    assert asked == ["aws_instance.a[0]", "aws_instance.a[1]"]
    addresses = [x.address for x in made.line_items if x.item == "public-ipv4-hour"]
    assert addresses == ["aws_eip.a", "aws_instance.a[0]", "aws_instance.a[2]"]


def test_with_usage_each_is_asked(asked: list[str]) -> None:
    """What a usage file says may hold for one of them."""
    said = parse_usage("resource_usage:\n  aws_instance.a: { monthly_hrs: 10 }\n", "usage.yml")
    machines = configuration({"aws_instance.a": MACHINE, "aws_instance.b": MACHINE})
    made = estimate(machines, usage=said)
    assert asked == ["aws_instance.a", "aws_instance.b"]
    hours = [x.pricing_quantity for x in made.priced if x.item.startswith("linux-ondemand")]
    assert hours == [10, 730]


def test_what_an_unknown_value_waits_for_is_named() -> None:
    """Also deep in a block, and where no reference says so: it may buy what another does not."""
    watching: Mapping[str, Plain] = {"dimensions": {"InstanceId": ref("aws_instance.a")}}
    stack = {"aws_instance.a": MACHINE, "aws_instance.b": MACHINE}
    made = configuration({**stack, "aws_cloudwatch_metric_alarm.a": watching})
    alone = replace(made, instances=tuple(replace(x, references={}) for x in made.instances))
    alike = Alike.of(alone, Usage())
    assert [alike.key(x) is None for x in alone.instances if x.type == "aws_instance"] == [
        True,
        False,
    ]
