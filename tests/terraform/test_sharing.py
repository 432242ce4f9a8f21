"""What comes out alike is evaluated once, and nothing else is taken for it."""

from pathlib import Path

import pytest

from archbench.hcl.partly import same_text
from archbench.hcl.values import Unknown
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from archbench.terraform.session import STEPS, Session

_MODULE = """
variable "name" {}
resource "aws_vpc" "v" {
  cidr_block = cidrsubnet("10.0.0.0/8", 8, 7)
}
resource "aws_subnet" "s" {
  count      = 3
  vpc_id     = aws_vpc.v.id
  cidr_block = cidrsubnet("10.7.0.0/16", 8, count.index)
  tags       = { Name = "${var.name}-${count.index}" }
}
resource "aws_security_group" "g" {
  count  = 2
  vpc_id = aws_vpc.v.id
  dynamic "ingress" {
    for_each = [80, 443]
    content {
      from_port   = ingress.value + count.index
      to_port     = ingress.value + count.index
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}
"""


def _calls(number: int) -> str:
    block = 'module "{it}" {{\n  source = "./part"\n  name   = "{it}"\n}}\n'
    return "".join(block.format(it=f"m{place}") for place in range(number))


def _loaded(folder: Path, root: str, module: str = "") -> Configuration:
    if module:
        (folder / "part").mkdir(exist_ok=True)
        (folder / "part" / "main.tf").write_text(module, encoding="utf-8")
    (folder / "main.tf").write_text(root, encoding="utf-8")
    return load(folder)


def test_every_call_of_a_module_has_what_a_single_call_has(tmp_path: Path) -> None:
    """Values, ranges and references of each instance, but for the names of the calls."""
    many = _loaded(tmp_path, _calls(3), _MODULE)
    for place in range(3):
        (tmp_path / "main.tf").write_text(_calls(3).replace(f'"m{place}"', '"x"'))
        here = [item for item in load(tmp_path).instances if item.module == "module.x"]
        there = [item for item in many.instances if item.module == f"module.m{place}"]
        assert len(here) == 6
        for one, other in zip(here, there, strict=True):
            named = repr(one).replace("module.x", f"module.m{place}")
            assert named.replace("'x-", f"'m{place}-") == repr(other)


def test_an_index_and_a_name_make_a_difference(tmp_path: Path) -> None:
    """Only what names neither is shared: networks by index, tags by both, ports by index."""
    found = _loaded(tmp_path, _calls(2), _MODULE).by_address
    assert found["module.m0.aws_subnet.s[2]"].values["cidr_block"] == "10.7.2.0/24"
    assert found["module.m1.aws_subnet.s[2]"].values["cidr_block"] == "10.7.2.0/24"
    assert found["module.m1.aws_subnet.s[2]"].values["tags"] == {"Name": "m1-2"}
    for place, expected in enumerate(([80, 443], [81, 444])):
        rules = found[f"module.m1.aws_security_group.g[{place}]"].blocks("ingress")
        assert {rule["from_port"] for rule in rules} == set(expected)
    vpc = found["module.m1.aws_subnet.s[0]"].values["vpc_id"]
    assert isinstance(vpc, Unknown)
    assert vpc.origins[0].subject == "module.m1.aws_vpc.v"


def test_what_is_worked_out_from_the_unknown_is_not_the_same_text(tmp_path: Path) -> None:
    """Two queues each take a name of their own from uuid(), which gives another each time."""
    text = 'resource "aws_sqs_queue" "q" {\n  count = 2\n  name  = upper(uuid())\n}\n'
    one, other = (item.values["name"] for item in _loaded(tmp_path, text).instances)
    assert same_text(one, other) is None


def test_a_problem_is_told_in_whatever_module_it_arises(tmp_path: Path) -> None:
    """A value that does not convert is unknown in each call, with the reason."""
    module = 'variable "name" {}\nresource "aws_sqs_queue" "q" {\n  delay_seconds = "soon"\n}\n'
    found = _loaded(tmp_path, _calls(2), module)
    assert [item.summary for item in found.diagnostics] == ["Incorrect attribute value type"]
    for item in found.instances:
        assert isinstance(item.values["delay_seconds"], Unknown)


def test_files_are_read_anew_by_the_next_evaluation(tmp_path: Path) -> None:
    """Nothing that one evaluation keeps is left for the next with other variables."""
    root = (
        'variable "n" {\n  default = 2\n}\n'
        'resource "aws_sqs_queue" "q" {\n  count = var.n\n'
        '  name  = trimspace(file("name.txt"))\n}\n'
    )
    (tmp_path / "main.tf").write_text(root, encoding="utf-8")
    (tmp_path / "name.txt").write_text("old\n", encoding="utf-8")
    session = Session(tmp_path)
    assert {item.values["name"] for item in session.resolve().instances} == {"old"}
    (tmp_path / "name.txt").write_text("new\n", encoding="utf-8")
    found = session.resolve([("var", "n=3")])
    assert [item.values["name"] for item in found.instances] == ["new"] * 3


@pytest.mark.parametrize("instances", [10, 1000])
def test_an_argument_without_count_takes_the_same_steps_for_all(
    instances: int, tmp_path: Path
) -> None:
    """A policy of forty expressions is evaluated once for ten queues as for a thousand."""
    statements = ", ".join(f'{{ Sid = "s{n}", Action = "sqs:{n}" }}' for n in range(20))
    (tmp_path / "main.tf").write_text(
        f'resource "aws_sqs_queue" "q" {{\n  count  = {instances}\n'
        f"  policy = jsonencode({{ Statement = [{statements}] }})\n}}\n",
        encoding="utf-8",
    )
    session = Session(tmp_path)
    session.resolve()
    limits = session._limits  # noqa: SLF001 the seam of this fact
    assert STEPS + 500 * instances - limits.steps < 200
