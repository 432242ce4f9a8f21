"""`archbench verify`: the real terraform beside archbench on the same files."""

from pathlib import Path

import pytest

from archbench.cli import main
from archbench.errors import ToolError
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Unknown
from archbench.terraform.agreement import UNKNOWN, compare
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.verify import verify
from tests.terraform_cli import Terraform

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("stack", ["payments", "migration"])
def test_both_stacks_agree_with_mocked_providers(
    stack: str, terraform: Terraform, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without credentials or network every address and value is terraform's; nothing is written."""
    before = sorted((ROOT / "infra" / stack).rglob("*"))
    path = str(ROOT / "infra" / stack)
    assert main(["verify", path, "--plugin-dir", str(terraform.plugins)]) == 0
    assert "0 wrong, 0 invented, 0 missing (terraform 1." in capsys.readouterr().out
    assert sorted((ROOT / "infra" / stack).rglob("*")) == before


def test_secrets_that_no_plan_keeps_are_no_difference(terraform: Terraform, tmp_path: Path) -> None:
    """A write-only argument, and what a data source says that is sensitive, the same for both."""
    text = (
        'data "aws_ssm_parameter" "ami" {\n  name = "/x"\n}\n'
        'resource "aws_ssm_parameter" "copy" {\n  name = "/y"\n  type = "String"\n'
        "  value_wo = "
        '"secret"\n  value_wo_version = 1\n}\n'
        'resource "aws_instance" "one" {\n'
        "  ami = data.aws_ssm_parameter.ami.value\n"
        '  instance_type = "t3.micro"\n}\n'
    )
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    found = verify(tmp_path, environ={"AWS_REGION": "eu-west-3"}, plugins=terraform.plugins)
    assert found.agreement.differences == ()
    assert found.agreement.addresses == 2


def test_an_endpoint_is_planned_against(terraform: Terraform) -> None:
    """With --endpoint data sources are answered there, and both sides use these answers."""
    found = verify(
        ROOT / "infra" / "payments", endpoint=terraform.endpoint, plugins=terraform.plugins
    )
    assert found.agreement.differences == ()
    assert found.agreement.addresses == 110
    assert "data.aws_caller_identity.current" in found.stand_ins


def test_what_is_not_copied_does_not_count_against_the_size(
    terraform: Terraform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large .venv beside the configuration is left behind; a large file of its own is refused."""
    monkeypatch.setattr("archbench.terraform.verify.LARGEST", 2000)
    (tmp_path / "main.tf").write_text('output "x" { value = 1 }\n', encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "big").write_bytes(bytes(4000))
    assert verify(tmp_path, plugins=terraform.plugins).agreement.differences == ()
    (tmp_path / "big").write_bytes(bytes(4000))
    with pytest.raises(ToolError, match="name a smaller directory"):
        verify(tmp_path, plugins=terraform.plugins)


def test_terraforms_own_words_come_through(terraform: Terraform, tmp_path: Path) -> None:
    """What terraform refuses is said with its place."""
    text = 'resource "terraform_data" "x" {\n  input = tonumber("x")\n}\n'
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    with pytest.raises(ToolError, match=r"main\.tf:2: Invalid function argument"):
        verify(tmp_path, plugins=terraform.plugins)


@pytest.mark.tool("terraform")
def test_a_machine_without_providers_is_told_what_to_do(tmp_path: Path) -> None:
    """The option that helps comes first, then terraform's own words."""
    (tmp_path / "main.tf").write_text('resource "aws_sns_topic" "x" {}\n', encoding="utf-8")
    empty = tmp_path / "plugins"
    empty.mkdir()
    with pytest.raises(ToolError) as raised:
        verify(tmp_path, plugins=empty)
    first, *words = str(raised.value).splitlines()
    assert first.startswith(f"terraform does not find its providers in {empty}.")
    assert "--plugin-dir" in first
    assert any("hashicorp/aws" in line for line in words)


def test_a_machine_without_terraform_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without terraform on PATH there is one sentence."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolError, match="terraform is not on PATH"):
        verify(tmp_path)


def instance(**values: object) -> Configuration:
    """A configuration of one instance with these values."""
    one = Instance("aws_x.a", "managed", "aws_x", "a", None, "", "aws", None, values)  # type: ignore[arg-type]
    return Configuration("x", (one,))


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        ({"a": 1}, {"a": 2}, "wrong"),
        ({"a": 1}, {"a": UNKNOWN}, "invented"),
        ({"a": 1}, {}, "invented"),
        ({}, {"a": 1}, "missing"),
        ({"a": Unknown(STRING, (Origin("resource", "aws_x.b", "id"),))}, {"a": 1}, "missing"),
        ({"a": Unknown(STRING, (Origin("resource", "aws_x.b", "id"),))}, {}, "missing"),
        ({}, {"a": UNKNOWN}, "invented"),
        ({"a": (1, 2)}, {"a": [1]}, "wrong"),
        ({"a": ({"b": 1},)}, {"a": [{"b": 2}]}, "wrong"),
    ],
)
def test_every_kind_of_difference_is_seen(
    ours: dict[str, object], theirs: dict[str, object], kind: str
) -> None:
    """A differing, a guessed and an absent value are three kinds."""
    found = compare(instance(**ours), {"aws_x.a": theirs}).differences
    assert [item.kind for item in found] == [kind]


def test_addresses_are_compared_too() -> None:
    """An instance only one side has is a difference."""
    found = compare(instance(), {"aws_x.b": {}}).differences
    assert [(item.address, item.kind) for item in found] == [
        ("aws_x.a", "invented"),
        ("aws_x.b", "missing"),
    ]
