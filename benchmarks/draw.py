"""How long drawing takes after a configuration is resolved, beside Graphviz's own layout.

Run with `make bench`. Prints one table: infra/payments, and 500 generated instances in three zones.
The last column is `dot` laying out the same nodes and lines by itself, which draws no zones.
"""

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from archbench.architecture import build
from archbench.architecture.model import Architecture
from archbench.diagram import draw
from archbench.diagram.scene import Scene
from archbench.terraform import load

ROOT = Path(__file__).parents[1]
RUNS = 5
FLEET = """
provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "app" {
  count             = 3
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = "eu-central-1${["a", "b", "c"][count.index]}"
}
"""
GROUP = """
resource "aws_instance" "group%(number)d" {
  count         = 20
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.app[count.index %% 3].id
}
"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        fleet = Path(folder) / "fleet"
        fleet.mkdir()
        groups = "".join(GROUP % {"number": number} for number in range(25))
        (fleet / "main.tf").write_text(FLEET + groups)
        print("| configuration | instances | scene | SVG in all | PNG in all | plain dot |")
        print("| --- | --- | --- | --- | --- | --- |")
        for path in (ROOT / "infra" / "payments", fleet):
            configuration = load(path)
            architecture = build(configuration)
            row = (
                _milliseconds(lambda a=architecture: draw(a)),
                _milliseconds(lambda a=architecture: draw(a).svg()),
                _milliseconds(lambda a=architecture: draw(a).png()),
                _plain(architecture),
            )
            print(f"| {path.name} | {len(list(configuration.managed()))} | {' | '.join(row)} |")


def _milliseconds(work: Callable[[], object]) -> str:
    """The median of some runs after a first one that loads the libraries."""
    work()
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return f"{statistics.median(taken) * 1000:.0f} ms"


def _plain(architecture: Architecture) -> str:
    program = shutil.which("dot")
    if program is None:
        return "dot not installed"
    source = _graph(draw(architecture).scene)
    return _milliseconds(
        lambda: subprocess.run([program, "-Tsvg"], input=source, capture_output=True, check=True)
    )


def _graph(scene: Scene) -> bytes:
    names = {shape.key: f"n{number}" for number, shape in enumerate(scene.cards)}
    lines = [f"{name} [shape=box];" for name in names.values()]
    lines += [
        f"{names[edge.source]} -> {names[edge.target]};"
        for edge in scene.edges
        if edge.source in names and edge.target in names
    ]
    return f"digraph {{ {' '.join(lines)} }}".encode()


if __name__ == "__main__":
    main()
