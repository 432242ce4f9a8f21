"""How the commands grow with the resources of a plan, beside terraform, tfparse and checkov.

Run with `python benchmarks/plan.py`, or with the sizes to take. Prints the seconds of computing of
whole commands, start-up included, on plan JSON in the shape of `terraform show -json` with its
`configuration`, of `cost` also on as many machines written as one block and as a block each, and
the exponent between the smallest and the largest: 1 is linear. checkov runs
its rules on the same plan. terraform plans the configuration the plan was made from, against moto,
and shows what it planned; tfparse reads that configuration. A tool that is not installed is left
out, and none of the others is given more than MOST resources.
"""

import json
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path

from archbench.requirements.reading import shipped
from archbench.terraform import load
from architecture import SIZES, plan_of, write_configuration

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tests.terraform_cli import NotInstalled, Terraform, locate, running  # noqa: E402

MOST = 1_000
"""Resources given to the other tools, which take minutes of more."""


def commands(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The commands of archbench on the plan in a folder: a name and a command line each."""
    ours = [sys.executable, "-m", "archbench"]
    plan = str(folder / "planned" / "plan.json")
    for name in ("resolve", "cost", "drill"):
        yield f"archbench {name}", [*ours, name, plan]
    yield "archbench check, all lists", [*ours, "check", plan, "--requirements", *shipped()]
    for name in ("one block", "a block each"):
        yield f"archbench cost, {name}", [*ours, "cost", str(folder / "machines" / name)]


def others(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The same of the other tools that are here, terraform apart."""
    if shutil.which("checkov"):
        plan = str(folder / "planned" / "plan.json")
        yield "checkov", ["checkov", "--file", plan, "--quiet", "--compact"]
    if find_spec("tfparse"):
        code = f"import tfparse; tfparse.load_from_path({str(folder)!r})"
        yield "tfparse, from HCL", [sys.executable, "-c", code]


def write_machines(folder: Path, size: int) -> None:
    """So many machines alike: of one block that counts them, and each in a block of its own."""
    disk = '  root_block_device {\n    volume_size = 20\n    volume_type = "gp3"\n  }\n'
    machine = f'  ami = "ami-12345678"\n  instance_type = "t3.micro"\n{disk}'
    blocks = {
        "one block": [f"  count = {size}\n{machine}"],
        "a block each": [machine] * size,
    }
    for name, bodies in blocks.items():
        (folder / "machines" / name).mkdir(parents=True)
        written = (
            f'resource "aws_instance" "m{n}" {{\n{body}}}\n' for n, body in enumerate(bodies)
        )
        text = 'provider "aws" {\n  region = "us-east-1"\n}\n' + "".join(written)
        (folder / "machines" / name / "main.tf").write_text(text, encoding="utf-8")


def computed() -> float:
    """The seconds that all children have computed so far, user and system."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(command: list[str]) -> float:
    """The computing of one run; from compiled modules, as installed tools run."""
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = computed()
    subprocess.run(command, capture_output=True, check=False, env=environ)
    return computed() - before


def planned(terraform: Terraform, folder: Path) -> Iterator[tuple[str, float]]:
    """The same of terraform's own plan, and of `terraform show -json` of it."""
    terraform.init(folder)
    for name, arguments in {
        "terraform plan, from HCL": ("plan", "-input=false", "-lock=false", "-out=made.tfplan"),
        "terraform show -json": ("show", "-json", "made.tfplan"),
    }.items():
        before = computed()
        terraform(folder, *arguments)
        yield name, computed() - before


def measured(size: int, terraform: Terraform | None) -> dict[str, float]:
    """The seconds of each command on a plan of so many resources."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        calls = write_configuration(folder, size)
        (folder / "planned").mkdir()
        plan = json.dumps(plan_of(load(folder), calls))
        write_machines(folder, size)
        (folder / "planned" / "plan.json").write_text(plan, encoding="utf-8")
        found = {name: seconds(command) for name, command in commands(folder)}
        if size <= MOST:
            found |= {name: seconds(command) for name, command in others(folder)}
            found |= dict(planned(terraform, folder)) if terraform is not None else {}
        return found


def main(sizes: tuple[int, ...]) -> None:
    """Print the table."""
    try:
        locate()
        real = running()
    except NotInstalled:
        real = nullcontext()
    with real as terraform:
        found = [measured(size, terraform) for size in sizes]
    print(f"| command | {' | '.join(f'{size:,}' for size in sizes)} | exponent |")
    print(f"| --- |{' ---: |' * (len(sizes) + 1)}")
    for name in found[0]:
        cells = [f"{row[name]:.2f} s" if name in row else "" for row in found]
        known = [(size, row[name]) for size, row in zip(sizes, found, strict=True) if name in row]
        (small, least), (large, most) = known[0], known[-1]
        exponent = (
            f"{math.log(most / least) / math.log(large / small):.2f}" if small != large else ""
        )
        print(f"| {name} | {' | '.join(cells)} | {exponent} |", flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
