"""What a user gets wrong is one paragraph with file:line, exit code 2, and no traceback."""
# ruff: noqa: E501 a message stands whole

from pathlib import Path

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.terraform import load

FILES: dict[str, dict[str, str]] = {
    "no-tf": {"readme.txt": "nothing here"},
    "no-tf-here": {
        "modules/queue/main.tf": "locals {}\n",
        "live/prod/main.tf": "locals {}\n",
        ".terraform/modules/m/main.tf": "locals {}\n",
    },
    "syntax": {"main.tf": 'resource "terraform_data" "x" {\n  input = [1, 2\n}\n'},
    "undeclared": {
        "main.tf": 'variable "region" {\n  default = 1\n}\noutput "x" {\n  value = var.regoin\n}\n'
    },
    "missing": {"main.tf": 'variable "region" {}\n'},
    "misspelt-tfvars": {
        "main.tf": 'variable "region" {}\n',
        "terraform.tfvars": 'regin = "x"\n',
    },
    "wrong-type": {
        "main.tf": 'variable "n" {\n  type = number\n}\n',
        "terraform.tfvars": '\nn = "many"\n',
    },
    "validation": {
        "main.tf": (
            'variable "color" {\n  default = "red"\n  validation {\n'
            '    condition = contains(["blue"], var.color)\n'
            '    error_message = "Not ${var.color}."\n  }\n}\n'
        )
    },
    "cycle": {"main.tf": "locals {\n  a = local.b\n  b = local.a\n}\n"},
    "duplicate": {"a.tf": 'variable "x" {}\n', "b.tf": '\nvariable "x" {}\n'},
    "no-module": {"main.tf": 'module "a" {\n  source = "./nope"\n}\n'},
    "not-utf8": {"main.tf": "locals {}\n"},
    "block": {"main.tf": 'resourc "a" "b" {}\n'},
    "override-of-nothing": {"override.tf": 'resource "terraform_data" "x" {}\n'},
    "undeclared-resource": {"main.tf": 'output "x" {\n  value = terraform_data.none.id\n}\n'},
    "undeclared-module": {"main.tf": 'output "x" {\n  value = module.none.id\n}\n'},
    "undeclared-local": {
        "main.tf": 'locals {\n  zone = 1\n}\noutput "x" {\n  value = local.zones\n}\n'
    },
    "tfvars-reference": {"main.tf": 'variable "a" {}\n', "terraform.tfvars": "a = var.b\n"},
    "null-default": {"main.tf": 'variable "a" {\n  default  = null\n  nullable = false\n}\n'},
    "loop-over-nothing": {"main.tf": 'output "x" {\n  value = [for i in [] : local.none]\n}\n'},
}
SAYS = {
    "no-tf": "holds no .tf files. Give the directory of a Terraform configuration",
    "no-tf-here": "holds no .tf files, 2 below it do: live/prod, modules/queue. Give the one that",
    "syntax": "main.tf:",
    "undeclared": 'main.tf:5: Reference to undeclared input variable: An input variable with the name "regoin" has not been declared. Did you mean "region"?',
    "missing": 'main.tf:1: No value for required variable: The root input variable "region"',
    "misspelt-tfvars": 'terraform.tfvars:1: Value for undeclared variable: terraform.tfvars sets "regin", but no variable has this name. Did you mean "region"?',
    "wrong-type": "terraform.tfvars:2: Invalid value for input variable: The value given for var.n is not suitable: a number is required.",
    "validation": "main.tf:1: Invalid value for variable: Not red. (var.color, rule at main.tf:3)",
    "cycle": "main.tf:2: Cycle:",
    "duplicate": 'b.tf:2: Duplicate variable: A variable named "x" is declared at a.tf:1 already.',
    "no-module": 'main.tf:1: Unreadable module directory: Module "a" cannot be read: there is no directory at its source "./nope".',
    "not-utf8": "main.tf:1: Invalid character encoding",
    "block": 'main.tf:1: Unsupported block type: Blocks of type "resourc" are not expected here. Did you mean "resource"?',
    "override-of-nothing": "override.tf:1: Missing base resource declaration to override",
    "undeclared-resource": "main.tf:2: Reference to undeclared resource",
    "undeclared-module": "main.tf:2: Reference to undeclared module",
    "undeclared-local": 'main.tf:5: Reference to undeclared local value: A local value with the name "zones" has not been declared. Did you mean "zone"?',
    "tfvars-reference": "terraform.tfvars:1: Variables not allowed",
    "null-default": "main.tf:2: Invalid default value for variable: The default of var.a must not be null, because nullable is false.",
    "loop-over-nothing": "main.tf:2: Reference to undeclared local value",
}


def write(directory: Path, files: dict[str, str]) -> Path:
    """A directory with these files."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory


@pytest.mark.parametrize("case", FILES)
def test_bad_configurations_are_refused_in_one_paragraph(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every mistake names its place and what to do, on standard error, with exit code 2."""
    directory = write(tmp_path / case, FILES[case])
    if case == "not-utf8":
        (directory / "main.tf").write_bytes(b"locals { a = \xff }\n")
    assert main(["resolve", str(directory)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert SAYS[case] in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--var", "colr=x"], 'a variable named "colr" is not declared'),
        (["--var", "colr=x"], 'Did you mean "color"?'),
        (["--var", "color"], "must have the form NAME=VALUE"),
        (["--var-file", "none.tfvars"], "there is no such file"),
        (["--var", "list=["], "is no expression Terraform can read"),
        (["--var", "list=5"], "var.list is not suitable"),
        (["--data", "none.yaml"], "--data none.yaml: there is no such file"),
    ],
)
def test_bad_arguments_are_refused(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong --var, --var-file or --data says which and why."""
    text = 'variable "color" {\n  default = 1\n}\nvariable "list" {\n  type    = list(string)\n  default = []\n}\n'
    directory = write(tmp_path / "c", {"main.tf": text})
    assert main(["resolve", str(directory), *arguments]) == 2
    assert says in capsys.readouterr().err


def test_a_path_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A missing path is told apart from an empty one."""
    assert main(["resolve", "no/such/path"]) == 2
    assert "no/such/path does not exist" in capsys.readouterr().err


@pytest.mark.parametrize(("module", "code"), [("", 1), ("  sensitive = true\n", 0)])
def test_a_root_output_says_that_it_is_sensitive(
    module: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else it is a mistake; but Terraform forgets the mark of a module's output, so with one not."""
    text = 'variable "a" {\n  default   = "s3cret"\n  sensitive = true\n}\noutput "x" {\n  value = [var.a]\n}\nmodule "m" {\n  source = "./m"\n}\n'
    inner = f'output "y" {{\n  value = 1\n{module}}}\n'
    directory = write(tmp_path / "c", {"main.tf": text, "m/main.tf": inner})
    assert main(["resolve", str(directory)]) == code
    said = capsys.readouterr().out
    assert ("main.tf:5: Output refers to sensitive values" in said) == bool(code)
    assert "s3cret" not in said


def test_mistakes_terraform_would_refuse_are_listed_and_the_rest_is_resolved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong arguments, types and attributes leave an unknown behind and exit code 1."""
    text = """resource "aws_vpc" "v" {
  cidr_blok = "10.0.0.0/16"
}
resource "aws_instance" "i" {
  ipv6_address_count = "many"
  subnet_id      = aws_vpc.v.idd
  root_block_devic {}
}
resource "aws_vpcc" "z" {}
"""
    directory = write(tmp_path / "c", {"main.tf": text})
    assert main(["resolve", str(directory)]) == 1
    said = capsys.readouterr().out
    for line in (
        'main.tf:2: Unsupported argument: An argument named "cidr_blok" is not expected here. Did you mean "cidr_block"?',
        'main.tf:5: Incorrect attribute value type: Inappropriate value for attribute "ipv6_address_count": a number is required.',
        'main.tf:6: Unsupported attribute: aws_vpc.v has no attribute "idd". Did you mean "id"?',
        'main.tf:7: Unsupported block type: Blocks of type "root_block_devic" are not expected here. Did you mean "root_block_device"?',
        'main.tf:9: Invalid resource type: Provider hashicorp/aws 6.66.0 has no resource type "aws_vpcc". Did you mean "aws_vpc"?',
    ):
        assert line in said


MOVED = {
    "backend": 'terraform {\n  backend "local" {}\n}\n',
    "cloud": 'terraform {\n  cloud {\n    workspaces {\n      name = "a"\n    }\n  }\n}\n',
}


@pytest.mark.parametrize("before", MOVED)
@pytest.mark.parametrize("after", MOVED)
def test_an_override_file_says_where_the_state_lies(
    before: str, after: str, tmp_path: Path
) -> None:
    """A backend or cloud block takes the place of either, as terraform init was heard."""
    write(tmp_path, {"main.tf": MOVED[before], "override.tf": MOVED[after]})
    assert load(tmp_path).diagnostics == ()
    write(tmp_path, {"override.tf": MOVED[after] * 2})
    with pytest.raises(InputError, match=r"override.tf:\d+: Duplicate backend configuration"):
        load(tmp_path)


def test_nothing_outside_the_root_is_read(tmp_path: Path) -> None:
    """A module, or a link, that leads out of the root is not followed."""
    write(tmp_path / "outside", {"main.tf": 'output "secret" {\n  value = 1\n}\n'})
    files = {
        "main.tf": 'module "a" {\n  source = "../outside"\n}\nmodule "b" {\n  source = "./link"\n}\n'
    }
    inside = write(tmp_path / "inside", files)
    (inside / "link").symlink_to(tmp_path / "outside")
    (inside / "link.tf").symlink_to(tmp_path / "outside" / "main.tf")

    with pytest.raises(InputError, match=r"link\.tf leads out of inside"):
        load(inside)
    (inside / "link.tf").unlink()
    configuration = load(inside)
    assert [item.address for item in configuration.unexpanded] == ["module.a", "module.b"]
    assert all("leads out of inside" in item.reason for item in configuration.unexpanded)
    assert load(inside, root=tmp_path).unexpanded == ()


def test_a_module_that_calls_itself_has_an_end(tmp_path: Path) -> None:
    """A call that leads back to a module above it is refused at its line."""
    files = {
        "main.tf": 'module "a" {\n  source = "./a"\n}\n',
        "a/main.tf": 'module "again" {\n  source = "../a"\n}\n',
    }
    with pytest.raises(InputError, match="leads to a module that calls this one"):
        load(write(tmp_path / "c", files))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('resource "terraform_data" "x" {\n  count = 1000000000\n}\n', "at most 20000"),
        ('resource "terraform_data" "x" {\n  count = -1\n}\n', "0 or more"),
        ('resource "terraform_data" "x" {\n  count = null\n}\n', "it is null"),
        ('resource "terraform_data" "x" {\n  for_each = ["a"]\n}\n', "Wrap a list in toset()"),
        ('resource "terraform_data" "x" {\n  for_each = toset([1, null])\n}\n', "strings only"),
        ("locals {\n  x = range(0, 1000000000)\n}\n", ""),
    ],
)
def test_counts_that_cannot_be_are_diagnostics(tmp_path: Path, text: str, says: str) -> None:
    """An impossible count or for_each is told at its line, and its block is not expanded."""
    configuration = load(write(tmp_path / "c", {"main.tf": text}))
    assert any(says in item.detail for item in configuration.diagnostics), configuration.diagnostics
    assert configuration.instances == ()


def test_an_empty_file_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    """A byte-order mark, CRLF and empty files read as in Terraform."""
    directory = write(tmp_path / "c", {"empty.tf": ""})
    (directory / "main.tf").write_bytes(
        b'\xef\xbb\xbfresource "terraform_data" "x" {\r\n  input = "a"\r\n}\r\n'
    )
    configuration = load(directory)
    assert configuration.instances[0].values == {"input": "a"}
    assert str(configuration.instances[0].at("input")) == "main.tf:2"


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (
            {
                "main.tf": 'locals {\n  a = "0123456789abcdef"\n'
                + "".join(
                    f'  {b} = "{"".join("${local." + a + "}" for _ in range(8))}"\n'
                    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
                )
                + '}\noutput "x" {\n  value = local.i\n}\n'
            },
            "Evaluation stopped",
        ),
        (
            {
                "main.tf": 'module "m" {\n  source = "./m"\n  count  = 40000\n}\n',
                "m/main.tf": 'resource "terraform_data" "x" {\n  count = 40000\n}\n',
            },
            "at most 20000 instances are made",
        ),
        ({"main.tf": "locals {\n  a = " + "[" * 5000 + "]" * 5000 + "\n}\n"}, "Nested too deeply"),
        (
            {
                "main.tf": "locals {\n  a0 = 1\n"
                + "".join(f"  a{i} = local.a{i - 1} + 1\n" for i in range(1, 3000))
                + '}\noutput "x" {\n  value = local.a2999\n}\n'
            },
            "",
        ),
    ],
    ids=["doubling", "instances", "brackets", "chain"],
)
def test_hostile_configurations_end_in_a_diagnostic(
    files: dict[str, str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What would take all memory or depth stops at a limit; a long chain of references does not."""
    code = main(["resolve", str(write(tmp_path / "c", files))])
    said = capsys.readouterr()
    assert code == (0 if says == "" else 2 if "Nested" in says else 1)
    assert says in said.out + said.err
    assert "depends on itself" not in said.out + said.err


@pytest.mark.parametrize(
    ("version", "code"), [("~> 5.0", 1), (">= 6.0", 1), (">= 7.0", 0), ("~> 4.60", 0)]
)
def test_another_major_version_of_the_provider_is_not_judged_by_this_schema(
    version: str, code: int, tmp_path: Path
) -> None:
    """An argument only a newer provider has is kept as written, and called wrong only for 5.x and 6.x."""
    text = f"""terraform {{
  required_providers {{
    aws = {{
      source  = "hashicorp/aws"
      version = "{version}"
    }}
  }}
}}

resource "aws_vpc" "v" {{
  cidr_block = "10.0.0.0/16"
  region     = "eu-west-1"

  newer {{
    level = 1
  }}
}}

resource "aws_newer_thing" "n" {{
  vpc = aws_vpc.v.newer_result
}}
"""
    configuration = load(write(tmp_path / "c", {"main.tf": text}))
    assert bool(configuration.diagnostics) == bool(code)
    if not code:
        values = configuration.by_address["aws_vpc.v"].values
        assert values["region"] == "eu-west-1"
        assert values["newer"] == ({"level": 1},)
        thing = configuration.by_address["aws_newer_thing.n"]
        assert configuration.target(thing.get("vpc")) is configuration.by_address["aws_vpc.v"]


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        ("lifecycle {}", "Reserved block type name in module block"),
        ("locals {}", "Reserved block type name in module block"),
        ("x {}", "Unsupported block type"),
    ],
)
def test_a_module_call_has_no_blocks(
    inner: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A variable is given as an argument, and what OpenTofu switches off is not drawn as on."""
    files = {"main.tf": f'module "m" {{\n  source = "./m"\n  {inner}\n}}\n', "m/main.tf": ""}
    assert main(["resolve", str(write(tmp_path, files))]) == 2
    assert f"main.tf:3: {says}" in capsys.readouterr().err
