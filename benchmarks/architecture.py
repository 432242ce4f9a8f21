"""How the time of load, build, drill and draw grows with the instances of a configuration.

Run with `make bench`. A module of 25 instances (a network of three zones, a balancer, machines
behind it, a database and two queues) is called as often as it takes, read from HCL and from plan
JSON of the same shape. The exponents are between the smallest and the largest: 1 is linear.
"""

import json
import math
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.diagram import draw
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from archbench.terraform.planned_values import document

SIZES = (100, 300, 1_000, 3_000, 10_000)
STEPS = ("load", "build", "drill", "draw")
EACH = 25
"""Instances in one call of the module."""
Block = Mapping[str, "str | Block"]
BLOCKS: Mapping[str, Block] = {
    "aws_vpc.main": {"cidr_block": '"10.0.0.0/16"'},
    "aws_subnet.app": {
        "count": "3",
        "vpc_id": "aws_vpc.main.id",
        "cidr_block": 'cidrsubnet("10.0.0.0/16", 8, count.index)',
        "availability_zone": '"eu-central-1${["a", "b", "c"][count.index]}"',
    },
    "aws_security_group.front": {
        "vpc_id": "aws_vpc.main.id",
        "ingress": {
            "from_port": "443",
            "to_port": "443",
            "protocol": '"tcp"',
            "cidr_blocks": '["0.0.0.0/0"]',
        },
    },
    "aws_security_group.machines": {
        "vpc_id": "aws_vpc.main.id",
        "ingress": {
            "from_port": "80",
            "to_port": "80",
            "protocol": '"tcp"',
            "security_groups": "[aws_security_group.front.id]",
        },
    },
    "aws_lb.front": {
        "name": "var.name",
        "subnets": "aws_subnet.app[*].id",
        "security_groups": "[aws_security_group.front.id]",
    },
    "aws_lb_target_group.machines": {
        "name": "var.name",
        "port": "80",
        "protocol": '"HTTP"',
        "vpc_id": "aws_vpc.main.id",
    },
    "aws_lb_listener.front": {
        "load_balancer_arn": "aws_lb.front.arn",
        "port": "443",
        "protocol": '"HTTPS"',
        "default_action": {
            "type": '"forward"',
            "target_group_arn": "aws_lb_target_group.machines.arn",
        },
    },
    "aws_instance.machines": {
        "count": "6",
        "ami": '"ami-0123456789abcdef0"',
        "instance_type": '"t3.micro"',
        "subnet_id": "aws_subnet.app[count.index % 3].id",
        "vpc_security_group_ids": "[aws_security_group.machines.id]",
    },
    "aws_lb_target_group_attachment.machines": {
        "count": "6",
        "target_group_arn": "aws_lb_target_group.machines.arn",
        "target_id": "aws_instance.machines[count.index].id",
    },
    "aws_db_subnet_group.main": {"name": "var.name", "subnet_ids": "aws_subnet.app[*].id"},
    "aws_db_instance.main": {
        "identifier": "var.name",
        "engine": '"postgres"',
        "instance_class": '"db.t3.micro"',
        "multi_az": "true",
        "db_subnet_group_name": "aws_db_subnet_group.main.name",
    },
    "aws_sqs_queue.jobs": {"count": "2", "name": '"${var.name}-${count.index}"'},
}
_REFERENCE = re.compile(r"\baws_[a-z_]+\.[a-z]+(?:\.[a-z_]+)?|\bvar\.name|\bcount\.index")


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the table."""
    print(f"| from | instances | {' | '.join(STEPS)} | all |")
    print(f"| --- | ---: |{' ---: |' * (len(STEPS) + 1)}")
    with tempfile.TemporaryDirectory() as folder:
        _row(Path(folder), EACH)  # libraries and tables are loaded before anything is timed
        found = [_row(Path(folder), size) for size in sizes]
    for source in ("HCL", "plan JSON"):
        rows = [row[source] for row in found]
        for size, times in zip(sizes, rows, strict=True):
            shown = " | ".join(f"{taken:.2f} s" for taken in (*times, sum(times)))
            print(f"| {source} | {size:,} | {shown} |")
        first, last = ((*times, sum(times)) for times in (rows[0], rows[-1]))
        shown = " | ".join(
            f"{math.log(large / small) / math.log(sizes[-1] / sizes[0]):.2f}"
            for small, large in zip(first, last, strict=True)
        )
        print(f"| {source} | exponent | {shown} |")


def _row(folder: Path, size: int) -> dict[str, list[float]]:
    """The seconds of each step, from HCL and from a plan that lies alone."""
    calls = write_configuration(folder, size)
    configuration = load(folder)
    plan = folder / "planned" / "plan.json"
    plan.parent.mkdir(exist_ok=True)
    plan.write_text(json.dumps(plan_of(configuration, calls)))
    return {"HCL": _steps(lambda: load(folder)), "plan JSON": _steps(lambda: load(plan))}


def write_configuration(folder: Path, size: int) -> list[str]:
    """Write a configuration of so many instances; the names of the calls in it."""
    calls = [f"part{number}" for number in range(size // EACH)]
    (folder / "part").mkdir(exist_ok=True)
    blocks = "".join(_hcl(address, block) for address, block in BLOCKS.items())
    (folder / "part" / "main.tf").write_text('variable "name" {}\n' + blocks)
    (folder / "main.tf").write_text(
        'provider "aws" {\n  region = "eu-central-1"\n}\n'
        + "".join(f'module "{it}" {{\n  source = "./part"\n  name = "{it}"\n}}\n' for it in calls)
    )
    return calls


def _steps(read: Callable[[], Configuration]) -> list[float]:
    """Seconds of computing for each of STEPS, of which nothing is kept from the one before."""
    at = [time.process_time()]
    configuration = read()
    at.append(time.process_time())
    architecture = build(configuration)
    at.append(time.process_time())
    drill(configuration, architecture)
    at.append(time.process_time())
    draw(architecture)
    at.append(time.process_time())
    return [end - start for start, end in pairwise(at)]


def _hcl(address: str, block: Block) -> str:
    type_, name = address.split(".")
    return f'resource "{type_}" "{name}" {{\n{_body(block)}}}\n'


def _body(block: Block) -> str:
    return "".join(
        f"{name} = {value}\n" if isinstance(value, str) else f"{name} {{\n{_body(value)}}}\n"
        for name, value in block.items()
    )


def plan_of(configuration: Configuration, calls: list[str]) -> object:
    """What `terraform show -json` says of a plan, as far as archbench reads it."""
    resources = [
        {
            "address": address,
            "mode": "managed",
            "type": address.split(".")[0],
            "name": address.split(".")[1],
            "provider_config_key": "aws",
            "expressions": {n: _expression(v) for n, v in block.items() if n != "count"},
            **({"count_expression": {}} if "count" in block else {}),
        }
        for address, block in BLOCKS.items()
    ]
    module = {"resources": resources, "variables": {"name": {}}}
    region = {"region": {"constant_value": "eu-central-1"}}
    return {
        **document(configuration),
        "terraform_version": "1.11.4",
        "configuration": {
            "provider_config": {"aws": {"name": "aws", "expressions": region}},
            "root_module": {
                "module_calls": {
                    name: {
                        "source": "./part",
                        "expressions": {"name": {"constant_value": name}},
                        "module": module,
                    }
                    for name in calls
                }
            },
        },
    }


def _expression(value: "str | Block") -> object:
    """An expression by what it refers to; a block is a list of one."""
    if not isinstance(value, str):
        return [{name: _expression(inner) for name, inner in value.items()}]
    found = _REFERENCE.findall(value)
    whole = [name.rpartition(".")[0] for name in found if name.count(".") > 1]
    return {"references": [*found, *whole]} if found else {}


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
