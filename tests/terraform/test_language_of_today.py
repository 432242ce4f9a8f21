"""What later Terraforms and the provider's functions brought, where a configuration asks for it."""

from pathlib import Path

import pytest

from archbench.errors import InputError
from archbench.terraform import load
from archbench.terraform.configuration import Configuration


def read(directory: Path, text: str) -> Configuration:
    """A configuration with this text."""
    (directory / "main.tf").write_text(text, encoding="utf-8")
    return load(directory)


def asking(version: str) -> str:
    """A configuration that needs a version of Terraform."""
    return f'terraform {{\n  required_version = "{version}"\n}}\n'


GUARDED = (
    'variable "given" {\n  default = null\n}\n'
    'output "all" {\n  value = [\n'
    "    var.given != null && var.given.size > 2,\n"
    "    var.given == null || var.given.size > 2,\n"
    "    terraform_data.x.id == 1 && false,\n"
    "  ]\n}\n"
    'resource "terraform_data" "x" {}\n'
)


@pytest.mark.parametrize("version", [">= 1.12", "~> 1.13.0", "1.14.1", ">= 1.8", "~> 1.0", "< 2.0"])
def test_logic_is_short_where_a_later_terraform_is_taken(version: str, tmp_path: Path) -> None:
    """From 1.12 on a side that decides nothing is not heard, and false decides alone."""
    found = read(tmp_path, asking(version) + GUARDED)
    output = found.output("all")
    assert output is not None
    assert output.value == (False, True, False)
    assert not found.diagnostics


@pytest.mark.parametrize("version", ["~> 1.11.0", ">= 1.0, < 1.12", "1.8.5"])
def test_both_sides_count_where_an_earlier_one_runs(version: str, tmp_path: Path) -> None:
    """Terraform 1.11 refuses an attribute of null on either side."""
    found = read(tmp_path, asking(version) + GUARDED).diagnostics
    assert [item.range.start.line for item in found if item.range] == [9, 10]


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("~> 0.12.20", "main.tf:2: Unsupported Terraform Core version"),
        (">= 1.x", "main.tf:2: Invalid version constraint"),
    ],
)
def test_what_no_terraform_here_can_meet_is_refused(
    version: str, says: str, tmp_path: Path
) -> None:
    """At the line of the constraint."""
    with pytest.raises(InputError, match=says):
        read(tmp_path, asking(version))


def test_modules_that_exclude_one_another_are_refused(tmp_path: Path) -> None:
    """No provider is 5 and 6 at once."""
    inner = 'aws = {\n      version = "~> VERSION.1"\n    }'
    asked = f"terraform {{\n  required_providers {{\n    {inner}\n  }}\n}}\n"
    (tmp_path / "m").mkdir()
    (tmp_path / "m/main.tf").write_text(asked.replace("VERSION", "5"), encoding="utf-8")
    with pytest.raises(InputError, match=r"main.tf:4: Failed to query .* is ~> 6.1 and ~> 5.1"):
        read(tmp_path, asked.replace("VERSION", "6") + 'module "m" {\n  source = "./m"\n}\n')


def test_a_provider_that_nobody_declares_is_refused(tmp_path: Path) -> None:
    """Under an alias; one that a caller has to pass is none of these."""
    text = 'resource "aws_vpc" "v" {\n  provider = aws.far\n}\n'
    with pytest.raises(InputError, match=r"main.tf:2: Provider configuration not present"):
        read(tmp_path, text)
    aliases = (
        "terraform {\n  required_providers {\n    aws = {\n"
        "      configuration_aliases = [aws.far]\n    }\n  }\n}\n"
    )
    assert not read(tmp_path, aliases + text).diagnostics


def test_a_named_output_does_not_stand_for_its_module(tmp_path: Path) -> None:
    """Two modules may wait for outputs of one another."""
    (tmp_path / "m").mkdir()
    inner = (
        'variable "other" {}\nresource "terraform_data" "own" {}\n'
        'resource "terraform_data" "joined" {\n  input = var.other\n}\n'
        'output "own" {\n  value = terraform_data.own.id\n}\n'
    )
    (tmp_path / "m/main.tf").write_text(inner, encoding="utf-8")
    text = (
        'module "a" {\n  source = "./m"\n  other  = module.b.own\n}\n'
        'module "b" {\n  source     = "./m"\n  other      = "x"\n'
        "  depends_on = [module.a.own]\n}\n"
    )
    assert len(read(tmp_path, text).instances) == 4
    with pytest.raises(InputError, match="Cycle"):
        read(tmp_path, text.replace("[module.a.own]", "[module.a]"))


def test_functions_of_the_provider_compute(tmp_path: Path) -> None:
    """Those that need nothing but their arguments."""
    text = (
        "locals {\n"
        '  found = provider::aws::arn_parse("arn:aws:sns:eu-west-3:111122223333:topic:sub")\n}\n'
        'output "all" {\n  value = [\n    local.found.region, local.found.resource,\n'
        '    provider::aws::arn_build("aws", "s3", "", "", "bucket/*"),\n'
        '    provider::aws::trim_iam_role_path("arn:aws:iam::111122223333:role/a/b/web"),\n  ]\n}\n'
    )
    output = read(tmp_path, text).output("all")
    assert output is not None
    assert output.value == (
        "eu-west-3",
        "topic:sub",
        "arn:aws:s3:::bucket/*",
        "arn:aws:iam::111122223333:role/web",
    )
    wrong = 'output "x" {\n  value = provider::aws::arn_parse("nothing")\n}\n'
    assert [item.summary for item in read(tmp_path, wrong).diagnostics] == [
        "Invalid function argument"
    ]


def test_a_division_by_zero_is_not_written(tmp_path: Path) -> None:
    """Terraform cannot write infinity down either."""
    text = 'resource "terraform_data" "x" {\n  input = { half = [1 / 0] }\n}\n'
    found = read(tmp_path, text).diagnostics
    assert [(item.summary, item.range and item.range.start.line) for item in found] == [
        ("Value cannot be written", 2)
    ]


ESCAPED = (
    'resource "terraform_data" "x" {\n  _ {\n    input = "escaped"\n  }\n}\n'
    'module "m" {\n  source = "./m"\n  _ {\n    size = 3\n  }\n}\n'
    'output "size" {\n  value = module.m.size\n}\n'
)


def test_what_is_escaped_is_handed_on(tmp_path: Path) -> None:
    """To the provider or the module, as if it stood outside of the block named _."""
    (tmp_path / "m").mkdir()
    inner = 'variable "size" {}\noutput "size" {\n  value = var.size\n}\n'
    (tmp_path / "m/main.tf").write_text(inner, encoding="utf-8")
    found = read(tmp_path, ESCAPED)
    assert not found.diagnostics
    assert found.by_address["terraform_data.x"].values["input"] == "escaped"
    assert [item.value for item in found.outputs] == [3]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("  _ {\n  }\n  _ {", "main.tf:4: Duplicate escaping block"),
        ("  input = 1\n  _ {", 'main.tf:4: Duplicate argument: "input" is set at main.tf:2'),
    ],
)
def test_nothing_is_escaped_twice(change: str, says: str, tmp_path: Path) -> None:
    """As Terraform 1.11.4 refuses it."""
    with pytest.raises(InputError, match=says):
        read(tmp_path, ESCAPED.replace("  _ {", change, 1))
