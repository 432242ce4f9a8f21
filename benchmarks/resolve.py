"""How long it takes to resolve a configuration, beside tfparse, checkov and terraform plan.

Run with `make bench`. Prints one table: infra/payments, and generated configurations of 100, 1,000
and 10,000 resource instances in nested modules, where `stage` reaches one instance in ten and
`owner` a single one. Tools that are not installed are left out; terraform plans against moto, and
not the largest.
"""

import contextlib
import gc
import importlib
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from archbench.terraform import load
from archbench.terraform.session import Session

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tests.terraform_cli import NotInstalled, Terraform, locate, running  # noqa: E402

PAYMENTS = ROOT / "infra" / "payments"
SIZES = (100, 1_000, 10_000)
ROOT_MODULE = """
variable "size" {
  type    = number
  default = 1
}

variable "stage" {
  default = "test"
}

variable "owner" {
  default = "payments"
}

resource "aws_sns_topic" "alerts" {
  name = "alerts-${var.owner}"
}

module "network" {
  source   = "./network"
  for_each = { for i in range(var.size) : "n${i}" => i }
  name     = each.key
  place    = each.value
  stage    = var.stage
}

output "subnets" {
  value = { for name, network in module.network : name => network.subnets }
}
"""
NETWORK = """
variable "name" {}
variable "place" {}
variable "stage" {}

resource "aws_vpc" "main" {
  cidr_block = cidrsubnet("10.0.0.0/8", 12, var.place % 4096)
  tags       = { Name = "${var.name}-${var.stage}" }
}

module "subnets" {
  source = "./subnets"
  vpc_id = aws_vpc.main.id
  cidr   = aws_vpc.main.cidr_block
  name   = var.name
}

output "subnets" {
  value = module.subnets.ids
}
"""
SUBNETS = """
variable "vpc_id" {}
variable "cidr" {}
variable "name" {}

resource "aws_subnet" "each" {
  count      = 3
  vpc_id     = var.vpc_id
  cidr_block = cidrsubnet(var.cidr, 4, count.index)
  tags       = merge({ Name = "${var.name}-${count.index}" }, { Tier = "private" })
}

resource "aws_route_table" "each" {
  count  = 3
  vpc_id = var.vpc_id
}

resource "aws_route_table_association" "each" {
  count          = 3
  subnet_id      = aws_subnet.each[count.index].id
  route_table_id = aws_route_table.each[count.index].id
}

output "ids" {
  value = aws_subnet.each[*].id
}
"""


def generated(directory: Path, instances: int) -> Path:
    """A configuration of about this many instances, ten in each nested module."""
    files = {
        "main.tf": ROOT_MODULE.replace("= 1\n", f"= {instances // 10}\n", 1),
        "network/main.tf": NETWORK,
        "network/subnets/main.tf": SUBNETS,
    }
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory


def seconds(action: Callable[[], object], repeat: int = 3) -> float:
    """The middle of several runs."""
    times = []
    for _ in range(repeat):
        gc.collect()
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def command(*arguments: str) -> Callable[[], object]:
    """A run of a program with its output thrown away."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lib")}

    def run() -> object:
        return subprocess.run(
            arguments,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            check=False,
        )

    return run


def changed(path: Path, name: str, values: tuple[str, str]) -> Callable[[], object]:
    """Resolving again in one session after one variable changed."""
    session = Session(path)
    session.resolve()
    turn = iter(range(1_000_000))

    def run() -> object:
        return session.resolve([("var", f"{name}={values[next(turn) % 2]}")])

    return run


def rows(path: Path, changes: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, float]]:
    """What is measured on one configuration."""
    yield "in process, cold", seconds(lambda: load(path))
    for name, values in changes.items():
        yield f"in process, again after {name} changed", seconds(changed(path, name, values), 5)
    yield (
        "archbench resolve",
        seconds(command(sys.executable, "-m", "archbench", "resolve", str(path))),
    )
    if importlib.util.find_spec("tfparse"):
        tfparse = importlib.import_module("tfparse")
        yield "tfparse, in process", seconds(lambda: tfparse.load_from_path(str(path)))
    if shutil.which("checkov"):
        yield "checkov", seconds(command("checkov", "-d", str(path), "--quiet"), 1)


@contextlib.contextmanager
def planning() -> Iterator[Terraform | None]:
    """The real terraform with a stand-in for AWS; None where it is not installed."""
    try:
        locate()
    except NotInstalled:
        yield None
        return
    with running() as terraform:
        yield terraform


def planned(terraform: Terraform, path: Path) -> float:
    """Seconds of one `terraform plan` of a copy that is initialized."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / path.name
        shutil.copytree(path, copy)
        terraform.init(copy)
        region = {"AWS_REGION": "us-east-1"}
        return seconds(
            lambda: terraform(copy, "plan", "-input=false", "-lock=false", environment=region), 1
        )


def main() -> None:
    """Print the table."""
    sys.stdout.write("| configuration | what | seconds |\n| --- | --- | ---: |\n")
    with tempfile.TemporaryDirectory() as temporary, planning() as terraform:
        cases = [("infra/payments", PAYMENTS, {"instance_type": ("t3.large", "t3.medium")})]
        for size in SIZES:
            directory = generated(Path(temporary) / str(size), size)
            changes = {"stage": ("a", "b"), "owner": ("a", "b")}
            cases.append((f"{size:,} instances", directory, changes))
        for name, path, changes in cases:
            for what, measured in rows(path, changes):
                sys.stdout.write(f"| {name} | {what} | {measured:.3f} |\n")
                sys.stdout.flush()
            if terraform is not None and name != f"{SIZES[-1]:,} instances":
                sys.stdout.write(f"| {name} | terraform plan | {planned(terraform, path):.3f} |\n")


if __name__ == "__main__":
    main()
