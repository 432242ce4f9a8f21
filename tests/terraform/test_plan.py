"""A plan or state as JSON gives the Configuration the directory gives."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.hcl.values import Sensitive, Unknown
from archbench.requirements import assess
from archbench.terraform import load, load_again
from archbench.terraform.configuration import Configuration
from archbench.terraform.plan import read_plan

TESTS = Path(__file__).parents[1]
INFRA = TESTS.parent / "infra"
DATA = Path(__file__).parent / "moto.yaml"
REWRITTEN = {"user_data", "policy", "assume_role_policy", "name", "log_destination"}
"""Arguments the AWS provider rewrites when it plans: a hash, other JSON, a normal form."""


def plan(stack: str) -> Configuration:
    """The recorded plan of a stack."""
    return load(TESTS / "recorded" / stack / "plan-default.json")


def directory(stack: str) -> Configuration:
    """The same stack read from its files."""
    return load(INFRA / stack, data=DATA)


@pytest.mark.parametrize("stack", ["payments", "migration"])
def test_a_plan_has_the_instances_of_the_directory(stack: str) -> None:
    """Address, region, provider and module are the same either way."""

    def identities(configuration: Configuration) -> list[tuple[object, ...]]:
        return [
            (i.address, i.mode, i.type, i.key, i.module, i.provider, i.region)
            for i in configuration.instances
        ]

    assert identities(plan(stack)) == identities(directory(stack))


@pytest.mark.parametrize("stack", ["payments", "migration"])
def test_no_value_of_a_plan_contradicts_the_directory(stack: str) -> None:
    """What both know is equal; what one does not know the other does not state."""
    planned = plan(stack).by_address
    compared = 0
    for instance in directory(stack).managed():
        for name, value in instance.values.items():
            if name not in REWRITTEN and not isinstance(value, tuple):
                other = planned[instance.address].values.get(name)
                if isinstance(other, Unknown):
                    continue  # the provider's plan says less than the configuration
                assert type(other) is type(value), (instance.address, name)
                if not isinstance(value, Sensitive | dict):
                    assert other == value, (instance.address, name)
                compared += 1
    assert compared > 40


@pytest.mark.parametrize("stack", ["payments", "migration"])
def test_exact_unknowns_of_a_plan_name_what_the_files_name(stack: str) -> None:
    """A reference traced through the plan's expressions is never another one than the real."""
    planned = plan(stack).by_address
    traced = 0
    for instance in directory(stack).managed():
        for name, value in planned[instance.address].values.items():
            if isinstance(value, Unknown) and value.exact:
                assert value == instance.values[name], (instance.address, name)
                traced += 1
    assert traced >= 15


def test_references_of_a_plan_hold_those_of_the_files() -> None:
    """An attribute of a plan refers to at least what the files say, and to instances only."""
    configuration = plan("payments")
    planned = configuration.by_address
    for instance in directory("payments").managed():
        for path, references in instance.references.items():
            others = planned[instance.address].references.get(path)
            if others is not None and len(path) == 1 and "local" not in str(path):
                assert set(others) <= set(planned)
                known = {r for r in references if not r.startswith("data.")}
                direct = planned[instance.address].values.get(str(path[0]))
                if isinstance(direct, Unknown) and direct.exact:
                    assert known <= set(others), (instance.address, path)


def test_files_give_a_plan_its_lines() -> None:
    """With the directory beside it, a plan has file:line, references and exact origins."""
    whole = load(
        TESTS / "recorded/payments/plan-default.json", source=INFRA / "payments", data=DATA
    )
    written = directory("payments").by_address
    for instance in whole.managed():
        other = written[instance.address]
        assert (instance.range, instance.references) == (other.range, other.references)
        for name, value in other.values.items():
            if isinstance(value, Unknown):
                assert instance.values[name] == value, (instance.address, name)
    group = whole.by_address['aws_autoscaling_group.payment["blue"]']
    assert str(group.at("min_size")).startswith("ec2.tf:")


def test_secrets_of_a_plan_are_masked() -> None:
    """What the plan marks sensitive is Sensitive, and prints as Terraform prints it."""
    document = {
        "terraform_version": "1.11.4",
        "planned_values": {
            "root_module": {
                "resources": [
                    {
                        "address": "aws_db_instance.d",
                        "mode": "managed",
                        "type": "aws_db_instance",
                        "name": "d",
                        "values": {"password": "hush", "tags": {"a": "hush", "b": "open"}},
                        "sensitive_values": {"password": True, "tags": {"a": True}},
                    }
                ]
            }
        },
    }
    values = read_plan(document, "plan.json").instances[0].values
    assert values["password"] == Sensitive("hush")
    assert "hush" not in repr(values)
    assert "hush" not in str(values["password"])


def test_a_state_is_read_as_well() -> None:
    """A state knows every value, ids among them, so that targets are found by id."""
    resources: list[dict[str, object]] = [
        {"address": "aws_vpc.v", "type": "aws_vpc", "name": "v", "values": {"id": "vpc-1"}},
        {
            "address": "aws_subnet.s[0]",
            "type": "aws_subnet",
            "name": "s",
            "index": 0,
            "values": {"id": "subnet-1", "vpc_id": "vpc-1", "arn": "arn:aws:ec2:eu-west-1:1:s/1"},
        },
    ]
    root = {"resources": [{"mode": "managed", **item} for item in resources]}
    state = read_plan({"terraform_version": "1.11.4", "values": {"root_module": root}}, "s.json")
    subnet = state.by_address["aws_subnet.s[0]"]
    assert state.target(subnet.get("vpc_id")) is state.by_address["aws_vpc.v"]
    assert subnet.region == "eu-west-1"
    assert subnet.key == 0


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"a": 1}', "not json", '{"values": 1}'])
def test_other_json_is_refused(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is no plan says how to make one."""
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    assert main(["resolve", str(path)]) == 2
    assert "terraform show -json" in capsys.readouterr().err


def test_variables_cannot_change_a_plan(tmp_path: Path) -> None:
    """A plan is settled: --var with it is a mistake."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"terraform_version": "1", "values": {}}), encoding="utf-8")
    with pytest.raises(InputError, match="its variables are settled"):
        load(path, variables=[("var", "a=1")])


def test_the_json_of_resolve_holds_nothing_unknown_or_secret(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`resolve --json` has the addresses and outputs of Terraform's planned values."""
    assert main(["resolve", str(INFRA / "payments"), "--json", "--data", str(DATA)]) == 0
    ours = json.loads(capsys.readouterr().out)
    recorded = TESTS / "recorded/payments/plan-default.json"
    theirs = json.loads(recorded.read_text(encoding="utf-8"))["planned_values"]
    addresses = [item["address"] for item in ours["planned_values"]["root_module"]["resources"]]
    assert sorted(addresses) == sorted(i["address"] for i in theirs["root_module"]["resources"])
    assert ours["diagnostics"] == []
    for name, output in theirs["outputs"].items():
        mine = ours["planned_values"]["outputs"][name]
        assert mine["sensitive"] == output["sensitive"]
        assert mine.get("value") == (None if output["sensitive"] else output.get("value")), name


def test_the_directory_a_plan_lies_in_is_found(tmp_path: Path) -> None:
    """With its files around it a plan has lines, and can be asked what other variables give."""
    shutil.copytree(INFRA / "payments", tmp_path, dirs_exist_ok=True)
    lying = shutil.copy(TESTS / "recorded/payments/plan-default.json", tmp_path / "plan.json")
    found, again = load_again(lying)
    assert str(found.by_address["aws_lb.main"].range).startswith("alb.tf:")
    assert again is not None
    flipped = again({"deployment_color": "green"}).by_address
    assert flipped['aws_autoscaling_group.payment["green"]'].values["min_size"] == 6
    written = (tmp_path / "alb.tf").read_text(encoding="utf-8")
    changed = re.sub(r"internal( +)= false", r"internal\1= true", written)
    assert changed != written
    (tmp_path / "alb.tf").write_text(changed, encoding="utf-8")
    assert load_again(lying)[1] is None


def test_files_that_say_something_else_are_refused_as_a_source(tmp_path: Path) -> None:
    """Lines of files that changed since the plan, or of another stack, are no evidence."""
    with pytest.raises(InputError, match=r"was not made from .*infra/migration as it is now"):
        load(TESTS / "recorded/payments/plan-default.json", source=INFRA / "migration")
    shutil.copytree(INFRA / "migration", tmp_path, dirs_exist_ok=True)
    written = (tmp_path / "ec2.tf").read_text(encoding="utf-8")
    assert "httpd" in written
    (tmp_path / "ec2.tf").write_text(written.replace("httpd", "nginx"), encoding="utf-8")
    with pytest.raises(InputError, match=r"aws_instance.web\S*.user_data: archbench has"):
        load(TESTS / "recorded/migration/plan-default.json", source=tmp_path)


def planned(
    directory: Path,
    address: str,
    values: dict[str, Any],
    unknown: dict[str, Any] | None = None,
    **more: object,
) -> Configuration:
    """A plan of one instance, in a directory of files it was made from."""
    type_, name = address.split(".")
    about = {"address": address, "mode": "managed", "type": type_, "name": name}
    change = {"actions": ["create"], "after": values, "after_unknown": unknown or {}}
    document = {
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": [{**about, "values": values}]}},
        "resource_changes": [{**about, "change": change}],
        **more,
    }
    (directory / "plan.json").write_text(json.dumps(document), encoding="utf-8")
    return load(directory / "plan.json", source=directory)


def test_a_source_holds_what_the_provider_puts_in(tmp_path: Path) -> None:
    """The domain stands among its other names in the plan; a name taken out since is told."""
    text = 'resource "aws_acm_certificate" "c" {\n  domain_name = "a.org"\n  %s\n}\n'
    names = 'subject_alternative_names = ["*.a.org", "b.org"]'
    (tmp_path / "main.tf").write_text(text % names, encoding="utf-8")
    values = {"domain_name": "a.org", "subject_alternative_names": ["*.a.org", "a.org", "b.org"]}
    found = planned(tmp_path, "aws_acm_certificate.c", values)
    assert str(found.instances[0].range).startswith("main.tf:1")
    (tmp_path / "main.tf").write_text(text % names.replace("b.org", "c.org"), encoding="utf-8")
    with pytest.raises(InputError, match="was not made from"):
        load(tmp_path / "plan.json", source=tmp_path)


def test_a_source_says_what_the_provider_writes_otherwise(tmp_path: Path) -> None:
    """A name without its last dot, a protocol by number, a policy without its spaces."""
    rule = 'egress {\n    protocol = "all"\n    from_port = 0\n    to_port = 0\n  }'
    text = f'resource "aws_security_group" "g" {{\n  name = "g"\n  {rule}\n}}\n'
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    egress = [{"protocol": "-1", "from_port": 0, "to_port": 0}]
    assert planned(tmp_path, "aws_security_group.g", {"name": "g", "egress": egress}).sources
    zone = 'resource "aws_route53_zone" "z" {\n  name = "a.org."\n}\n'
    (tmp_path / "main.tf").write_text(zone, encoding="utf-8")
    assert planned(tmp_path, "aws_route53_zone.z", {"name": "a.org"}).sources
    text = 'resource "aws_sqs_queue" "q" {\n  policy = <<-EOT\n   {\n "b": 1 }\n  EOT\n}\n'
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    assert planned(tmp_path, "aws_sqs_queue.q", {"policy": '{"b":1}'}).sources


def test_a_plan_beside_its_files_takes_null_for_null(tmp_path: Path) -> None:
    """A text variable that is null is not the text "null"; what the files leave out is not set."""
    text = (
        'variable "key" {\n  type    = string\n  default = null\n}\n'
        'resource "aws_key_pair" "k" {\n  count      = var.key == null ? 0 : 1\n'
        '  public_key = var.key\n}\nresource "aws_vpc_endpoint" "e" {\n  vpc_id = "vpc-1"\n'
        '  service_name = "com.amazonaws.eu-west-1.s3"\n  subnet_ids = []\n}\n'
    )
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    values = {"vpc_id": "vpc-1", "service_name": "com.amazonaws.eu-west-1.s3"}
    unknown = {"subnet_ids": True}
    null = {"key": {"value": None}}
    found = planned(tmp_path, "aws_vpc_endpoint.e", values, unknown, variables=null)
    assert [item.address for item in found.instances] == ["aws_vpc_endpoint.e"]
    assert found.instances[0].get("subnet_ids", ()) == ()


def test_what_functions_alone_make_is_not_said_to_be_no_secret_in_writing(tmp_path: Path) -> None:
    """A plan has neither references nor a text for it: it may be written with a time in it."""
    type_ = "aws_secretsmanager_secret_version"
    about = {"address": f"{type_}.s", "mode": "managed", "type": type_, "name": "s"}
    unknown = {"address": f"{type_}.s", "change": {"after_unknown": {"secret_string": True}}}
    declared = {**about, "expressions": {"secret_string": {}}, "provider_config_key": "aws"}
    document = {
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": [{**about, "values": {}}]}},
        "resource_changes": [unknown],
        "configuration": {"root_module": {"resources": [declared]}},
    }
    (tmp_path / "plan.json").write_text(json.dumps(document), encoding="utf-8")
    verdicts = assess(tmp_path / "plan.json", ("security",)).verdicts
    (found,) = [item.verdict for item in verdicts if item.control.id == "secret-values"]
    assert found == "open"


def test_a_route_of_a_state_names_its_integration() -> None:
    """By its id, after the kind."""
    integration = {"type": "aws_apigatewayv2_integration", "values": {"id": "abc123"}}
    route = {"type": "aws_apigatewayv2_route", "values": {"target": "integrations/abc123"}}
    resources = [
        {"mode": "managed", "address": f"{item['type']}.x", "name": "x", **item}
        for item in (integration, route)
    ]
    document = {"terraform_version": "1", "values": {"root_module": {"resources": resources}}}
    state = read_plan(document, "s.json")
    target = state.by_address["aws_apigatewayv2_route.x"].get("target")
    named = state.target(target)
    assert named is not None
    assert named.address == "aws_apigatewayv2_integration.x"


def test_a_hash_is_no_script() -> None:
    """Of the user data of an instance a plan keeps a hash: not known, and known with the files."""
    alone = plan("migration").by_address["aws_instance.web"].values["user_data"]
    assert isinstance(alone, Unknown)
    assert "only a hash" in alone.origins[0].reason
    whole = load(TESTS / "recorded/migration/plan-default.json", source=INFRA / "migration")
    assert "yum install" in str(whole.by_address["aws_instance.web"].values["user_data"])
