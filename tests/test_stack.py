"""The stack's own file: what it says is used where the command line says nothing."""

import json
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.stack import Stack, stack_of
from archbench.whatif import read_scenarios

MAIN = """
provider "aws" {
  region = "eu-west-1"
}

variable "gateways" {
  type = number
}

variable "names" {
  type    = list(string)
  default = []
}

resource "aws_nat_gateway" "out" {
  count         = var.gateways
  subnet_id     = "subnet-1"
  allocation_id = "eipalloc-1"
}

output "names" {
  value = var.names
}
"""
USAGE = """
resource_usage:
  aws_nat_gateway.out[*]:
    monthly_data_processed_gb: 100
"""


def stack(folder: Path, says: str) -> Path:
    """A configuration with its own file."""
    (folder / "main.tf").write_text(MAIN, encoding="utf-8")
    (folder / "usage.yml").write_text(USAGE, encoding="utf-8")
    (folder / "archbench.yml").write_text(says, encoding="utf-8")
    return folder


def total(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command says the configuration costs."""
    assert main(["cost", "--json", *arguments]) == 0
    return f"{json.loads(capsys.readouterr().out)['total_monthly']:.2f}"


def test_what_the_file_says_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two gateways at 730 h x $0.048 with 100 GB each at $0.048, Ireland."""
    path = stack(tmp_path, "variables:\n  gateways: 2\nusage: usage.yml\n")
    assert total(capsys, str(path)) == "79.68"


def test_the_command_line_wins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One gateway, though the file says two."""
    path = stack(tmp_path, "variables: {gateways: 2}\nusage: usage.yml\n")
    assert total(capsys, str(path), "--var", "gateways=1") == "39.84"


def test_a_list_is_given_as_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not as its text."""
    path = stack(tmp_path, 'variables:\n  gateways: 0\n  names: ["a ${b}", c]\n')
    assert main(["resolve", "--json", str(path)]) == 0
    planned = json.loads(capsys.readouterr().out)["planned_values"]
    assert planned["outputs"]["names"]["value"] == ["a ${b}", "c"]


def test_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reader sees where the figures come from."""
    path = stack(tmp_path, "variables: {gateways: 1}\n")
    main(["cost", str(path)])
    told = " ".join(capsys.readouterr().err.split())
    assert "archbench.yml says what is not given here" in told


def test_above_within_the_repository(tmp_path: Path) -> None:
    """The nearest one counts; beyond the repository none does."""
    (tmp_path / "archbench.yml").write_text("owner: nobody\n")
    inner = tmp_path / "repository" / "stacks" / "shop"
    inner.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    assert stack_of(inner) == Stack()
    (tmp_path / "repository" / "archbench.yml").write_text("owner: everybody\n")
    assert stack_of(inner).owner == "everybody"
    (inner / "archbench.yml").write_text("owner: shop\n")
    assert stack_of(inner).owner == "shop"


@pytest.mark.parametrize(
    ("says", "answer"),
    [
        (
            "owner: a\nusag: usage.yml\n",
            'archbench.yml:2: nothing knows "usag". Did you mean "usage"?',
        ),
        ("usage: none.yml\n", "archbench.yml:1: usage names none.yml, and there is none."),
        ("usage: ../../secret\n", "archbench.yml:1: usage names ../../secret, outside"),
        ("usage: [a, b]\n", "archbench.yml:1: usage is a text."),
        ("checklists: payments\n", "archbench.yml:1: checklists is a list of texts"),
        ("variables: [a]\n", "archbench.yml:1: variables is a map of names to values."),
        ("- a\n", "write keys such as `usage: usage.yml`."),
        ("a: [\n", "archbench.yml:2: not YAML"),
        (
            "variables:\n  gateways: 1\n  gatewais: 2\n",
            'archbench.yml:3: a variable named "gatewais" is not declared in',
        ),
        (
            "variables:\n  gateways: many\n",
            "archbench.yml:2: Invalid value for input variable: The value given for var.gateways",
        ),
        ("variables:\n  names: a b\n", "archbench.yml:2: the value is no expression"),
    ],
)
def test_a_mistake_is_one_sentence(
    says: str, answer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Thing, file:line, what is wrong."""
    path = stack(tmp_path, says)
    assert main(["cost", str(path)]) == 2
    told = capsys.readouterr().err
    assert answer in " ".join(told.split())
    assert "Traceback" not in told


def test_a_link_out_of_the_repository_is_outside(tmp_path: Path) -> None:
    """What a path leads to counts, not how it is written."""
    secret = tmp_path / "secret.yml"
    secret.write_text("resource_usage: {}\n")
    inner = tmp_path / "stack"
    inner.mkdir()
    (inner / "usage.yml").symlink_to(secret)
    (inner / "archbench.yml").write_text("usage: usage.yml\n")
    with pytest.raises(InputError, match="outside of the repository"):
        stack_of(inner)


ESTATE = """
provider "aws" {
  region = "eu-west-1"
}

variable "zone" {
  type        = string
  description = "Where it answers."
}

variable "password" {
  type      = string
  sensitive = true
}

variable "machines" {
  default = 2
}

variable "size" {
  default = "t3.small"
}

variable "monitored" {
  default = false
}

data "aws_ami" "base" {
  owners = ["amazon"]
}

resource "aws_instance" "work" {
  count         = var.machines
  ami           = data.aws_ami.base.id
  instance_type = var.size
  monitoring    = var.monitored
}

resource "aws_nat_gateway" "out" {
  subnet_id     = "subnet-1"
  allocation_id = "eipalloc-1"
}

resource "aws_sqs_queue" "jobs" {}
"""


def test_a_stack_begins_with_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Variables without a value, usage with its price, five scenarios, answers for data."""
    (tmp_path / "main.tf").write_text(ESTATE, encoding="utf-8")
    (tmp_path / "live.tfvars").write_text('zone = "eu"\n', encoding="utf-8")
    assert main(["new", str(tmp_path)]) == 0
    written = {path.name: path.read_text("utf-8") for path in tmp_path.glob("*.yml")}
    assert sorted(written) == ["archbench.yml", "data.yml", "scenarios.yml", "usage.yml"]
    said = written["archbench.yml"]
    assert "# var_files: [live.tfvars]" in said
    assert "#   # string (main.tf:6): Where it answers.\n#   zone:\n" in said
    assert "give it as TF_VAR_password" in said
    assert "#   password:" not in said
    assert (
        "#     monthly_data_processed_gb: 0   # NAT gateway, data processed: $0.048 for GB"
        in written["usage.yml"]
    )
    assert "# aws_ami:\n#   - values: {id: null}" in written["data.yml"]
    names = [item.name for item in read_scenarios(tmp_path / "scenarios.yml")]
    assert names[:3] == ["machines = 4", "monitored = true", "size = t3.medium"]
    assert len(names) == 5
    capsys.readouterr()
    assert main(["cost", str(tmp_path), "--unknown", "*"]) == 0
    assert "$" in capsys.readouterr().out.splitlines()[0]


def test_what_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file somebody wrote is not touched, and that is told."""
    (tmp_path / "main.tf").write_text(ESTATE, encoding="utf-8")
    (tmp_path / "usage.yml").write_text("version: 0.1\n# mine\n", encoding="utf-8")
    assert main(["new", str(tmp_path)]) == 0
    assert (tmp_path / "usage.yml").read_text("utf-8") == "version: 0.1\n# mine\n"
    assert "usage.yml is there and stays as it is." in capsys.readouterr().err
    assert (tmp_path / "archbench.yml").exists()


def test_only_a_directory_has_its_own_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plan is no place to write beside."""
    assert main(["new", str(tmp_path / "plan.json")]) == 2
    assert "is no directory" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
