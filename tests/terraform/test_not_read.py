"""What is not read is a fact: one list, a reason for each, and told by every command."""

import json
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.terraform import load

HOME = 'provider "aws" {\n  region = "eu-west-3"\n}\n'
COMMANDS = ("cost", "draw", "drill", "check")


def write(directory: Path, files: dict[str, str]) -> Path:
    """A directory with these files."""
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory


def test_one_list_holds_all_that_is_not_read(tmp_path: Path) -> None:
    """Calls without a module, empty directories, blocks of unknown number and foreign files."""
    text = (
        HOME + 'variable "n" {}\n'
        'module "far" {\n  source = "acme/net/aws"\n}\n'
        'module "near" {\n  source = "./near"\n}\n'
        'resource "aws_eip" "e" {\n  count = var.n\n}\n'
    )
    directory = write(
        tmp_path,
        {
            "main.tf": text,
            "near/readme.md": "",
            "all.tfquery.hcl": "",
            "terragrunt.hcl": "",
        },
    )
    found = load(directory, variables=[("unknown", "n")])
    assert [(item.what, item.name) for item in found.not_read] == [
        ("resource", "aws_eip.e"),
        ("module", "module.far"),
        ("module", "module.near"),
        ("file", "all.tfquery.hcl"),
        ("file", "terragrunt.hcl"),
    ]
    assert all(item.reason for item in found.not_read)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_what_it_stands_without(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A module that is not there, a mistake in its call, and a file that is passed over."""
    text = (
        HOME + 'module "far" {\n  source = "acme/net/aws"\n}\n'
        'module "near" {\n  source = "./near"\n  sise   = 3\n}\n'
        'resource "aws_sqs_queue" "q" {\n  name = "q"\n}\n'
    )
    files = {
        "main.tf": text,
        "near/main.tf": 'variable "size" {\n  default = 1\n}\n',
        "x.tfquery.hcl": "",
    }
    output = ["-o", str(tmp_path / "d.svg")] if command == "draw" else []
    main([command, str(write(tmp_path / "c", files)), *output])
    said = capsys.readouterr()
    told = " ".join((said.out + said.err).split())
    assert "module.far" in told
    assert 'Module "near" has no variable named "sise". Did you mean "size"?' in told
    assert "x.tfquery.hcl" in told


def test_each_unknown_says_what_it_waits_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only what Terraform itself knows after apply is called so; JSON has mask and reasons."""
    text = (
        HOME + 'variable "title" {}\n'
        'data "aws_ami" "a" {\n  owners = ["self"]\n}\n'
        'module "net" {\n  source = "acme/net/aws"\n}\n'
        'resource "aws_vpc" "v" {}\n'
        'resource "aws_instance" "i" {\n'
        "  ami                    = data.aws_ami.a.id\n"
        "  subnet_id              = module.net.subnets[0]\n"
        "  user_data              = aws_vpc.v.id\n"
        '  tags                   = { Name = var.title }\n  instance_type = "t3.micro"\n}\n'
    )
    directory = write(tmp_path, {"main.tf": text})
    main(["resolve", str(directory), "--unknown", "title", "--json"])
    found = json.loads(capsys.readouterr().out)
    reasons = {item["path"]: item["reason"] for item in found["unknown"]}
    assert {name: reason for name, reason in reasons.items() if "tags" not in name} == {
        "ami": "from a data source",
        "subnet_id": "of module.net, not read",
        "user_data": "known after apply",
    }
    assert reasons["tags.Name"] == "left unknown (--unknown)"
    change = next(c for c in found["resource_changes"] if c["address"] == "aws_instance.i")
    assert change["change"]["after_unknown"]["tags"] == {"Name": True}
    assert [item["name"] for item in found["not_read"]] == ["module.net"]
    main(["resolve", str(directory), "--unknown", "title"])
    table = " ".join(capsys.readouterr().out.split())
    assert "ami (from a data source)" in table
    assert "user_data (known after" in table


def test_a_stack_names_its_components(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A directory of stack files leads to the directories that can be read."""
    text = 'component "web" {\n  source = "./web"\n}\n'
    directory = write(tmp_path, {"all.tfcomponent.hcl": text, "live.tfdeploy.hcl": ""})
    assert main(["resolve", str(directory)]) == 2
    assert "web at ./web (all.tfcomponent.hcl:1)" in capsys.readouterr().err


def test_actions_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Blocks of Terraform 1.14 that make nothing which stands anywhere."""
    text = 'action "aws_lambda_invoke" "warm" {\n  config {\n    function_name = "f"\n  }\n}\n'
    assert main(["resolve", str(write(tmp_path, {"main.tf": text}))]) == 0
    assert "main.tf:1  action.aws_lambda_invoke.warm" in capsys.readouterr().out


def test_what_triggers_an_action_is_taken(tmp_path: Path) -> None:
    """In a lifecycle block, with the two arguments it needs."""
    trigger = "events = [after_create]\n      actions = [action.aws_lambda_invoke.warm]"
    text = (
        'action "aws_lambda_invoke" "warm" {}\nresource "aws_sqs_queue" "q" {\n'
        f"  lifecycle {{\n    action_trigger {{\n      {trigger}\n    }}\n  }}\n}}\n"
    )
    found = load(write(tmp_path / "a", {"main.tf": text}))
    assert not found.diagnostics
    assert [item.address for item in found.instances] == ["aws_sqs_queue.q"]
    with pytest.raises(InputError, match=r'main.tf:4: Missing required argument: .* "events"'):
        load(write(tmp_path / "b", {"main.tf": text.replace("events ", "condition ")}))


def test_modules_to_fetch_are_counted_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the command that fetches them, and each with its line, address and versions."""
    calls = (
        'module "a" {\n  source = "acme/net/aws"\n}\n'
        'module "b" {\n  source  = "acme/web/aws//inner"\n  version = "~> 1.0"\n}\n'
    )
    directory = write(tmp_path, {"main.tf": HOME + calls})
    main(["resolve", str(directory)])
    said = capsys.readouterr().out
    assert said.count("run `archbench get`") == 1
    assert "  module.b  main.tf:7  acme/web/aws//inner ~> 1.0\n" in said
    main(["cost", str(directory)])
    noted = " ".join(capsys.readouterr().err.split())
    assert "2 modules not read, run `archbench get`: module.a, module.b" in noted


def test_the_copy_of_another_module_is_not_read(tmp_path: Path) -> None:
    """Neither of another source nor of a version that the call does not take."""
    listed = [
        {"Key": "a", "Source": "registry.terraform.io/acme/net/aws", "Version": "1.0.0"},
        {"Key": "b", "Source": "git::https://example.invalid/x.git?ref=v1"},
        {"Key": "c", "Source": "registry.opentofu.org/acme/net/aws", "Version": "2.1.0"},
    ]
    entries = [{**item, "Dir": f".terraform/modules/{item['Key']}"} for item in listed]
    net = 'source = "acme/net/aws"\n  version = "~> 2.0"\n'
    calls = (
        f'module "a" {{\n  {net}}}\n'
        'module "b" {\n  source = "git::https://example.invalid/x.git?ref=v2"\n}\n'
        f'module "c" {{\n  {net}}}\n'
    )
    copies = {
        f".terraform/modules/{key}/main.tf": 'output "x" {\n  value = 1\n}\n' for key in "abc"
    }
    files = {".terraform/modules/modules.json": json.dumps({"Modules": entries}), **copies}
    found = load(write(tmp_path, {"main.tf": HOME + calls, **files})).not_read
    assert [item.name for item in found] == ["module.a", "module.b"]
    assert "is version 1.0.0, which ~> 2.0 does not take" in found[0].reason
    assert "is that of another source, git::https://example.invalid/x.git?ref=v1" in found[1].reason


def test_what_waits_for_another_wait_names_the_cause_alone(tmp_path: Path) -> None:
    """A data source of unknown number waits for the same module: that is told, once."""
    (tmp_path / "main.tf").write_text(
        'module "far" {\n  source  = "acme/far/aws"\n  version = "1.0.0"\n}\n'
        'data "aws_vpcs" "all" {\n  count = module.far.wanted ? 1 : 0\n}\n'
        'resource "aws_sqs_queue" "many" {\n'
        "  count = module.far.wanted ? length(data.aws_vpcs.all[0].ids) : 0\n}\n",
        "utf-8",
    )
    [reason] = [i.reason for i in load(tmp_path).not_read if i.name == "aws_sqs_queue.many"]
    assert reason.startswith("its count depends on module.far.wanted, which is not known")
    assert "aws_vpcs" not in reason
    assert reason.count("archbench get") == 1
