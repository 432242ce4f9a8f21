"""Data sources answered without an account, and those that stay unknown with their reason."""

import re
from pathlib import Path

import pytest

from archbench.errors import InputError
from archbench.hcl.partly import partial_text
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.terraform import load
from archbench.terraform.data_sources import read_answers
from archbench.terraform.provider_sets import ordered

_FILTER = 'filter {{\n  name = "{}"\n  values = ["{}"]\n}}'


def value_of(tmp_path: Path, body: str, wanted: str, region: str = "eu-west-1") -> Plain:
    """What an expression is, in a configuration with these blocks."""
    tmp_path.joinpath("main.tf").write_text(
        f'provider "aws" {{\n  region = "{region}"\n}}\n{body}\n'
        f'output "it" {{\n  value = {wanted}\n}}\n'
    )
    output = load(tmp_path).output("it")
    assert output is not None
    return output.value


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ('{ Statement = { Effect = "Allow" } }', "list"),
        ("{ Statement = [null] }", "object"),
        ("{ Statement = [{ Sid = 1 }] }", "Sid"),
        ("{ Version = 1 }", "Version"),
        ("[]", "object"),
        ("5", "object"),
        ("{ Statement = [{ Principal = null }] }", "Principal"),
        ("{ Statement = [{ Principal = { AWS = 123456789012 } }] }", "Principal AWS"),
        ('{ Statement = [{ Principal = ["a"] }] }', "Principal"),
        ("{ Statement = [{ Condition = { Bool = { x = [true] } } }] }", "Condition x"),
        ('{ Statement = [{ Sid = "x" }, { Sid = "x" }] }', "more than one"),
        ("{ Statement = [{ Resource = 9007199254740993 }] }", "9007199254740993"),
        ("{ Statement = [{ Resource = [1.5] }] }", "1.5"),
        ('{ Version = "2012-10-17", version = "2008-10-17" }', "Version twice"),
    ],
)
def test_a_source_the_provider_refuses_gives_no_document(
    tmp_path: Path, document: str, word: str
) -> None:
    """Terraform ends with an error there; archbench says unknown and why."""
    body = (
        'data "aws_iam_policy_document" "x" {\n'
        f"  source_policy_documents = [jsonencode({document})]\n}}"
    )
    value = value_of(tmp_path, body, "data.aws_iam_policy_document.x.json")
    assert isinstance(value, Unknown)
    assert word in value.origins[0].reason


@pytest.mark.parametrize(
    "body",
    [
        'version = "2013-01-01"',
        'version = "2008-10-17"\nstatement {\n  resources = ["&{aws:username}"]\n}',
        'statement {\n  effect = "allow"\n}',
        'statement {\n  sid = "a"\n}\nstatement {\n  sid = "a"\n}',
        "source_policy_documents = [null]",
        'source_policy_documents = ["{"]',
    ],
)
def test_an_argument_the_provider_refuses_gives_no_document(tmp_path: Path, body: str) -> None:
    """No document is stated where Terraform would end with an error."""
    block = f'data "aws_iam_policy_document" "x" {{\n{body}\n}}'
    assert isinstance(value_of(tmp_path, block, "data.aws_iam_policy_document.x.json"), Unknown)


def test_a_document_with_a_sensitive_value_is_sensitive(tmp_path: Path) -> None:
    """It is rendered, and hidden wherever it goes."""
    body = (
        'variable "secret" {\n  default   = "arn:hidden"\n  sensitive = true\n}\n'
        'data "aws_iam_policy_document" "x" {\n  statement {\n'
        '    actions   = ["a:B"]\n    resources = [var.secret]\n  }\n}'
    )
    value = value_of(tmp_path, body, "data.aws_iam_policy_document.x.minified_json")
    assert isinstance(value, Sensitive)
    assert '"Resource":"arn:hidden"' in str(value.value)
    assert "hidden" not in repr(value)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ('data "aws_route53_zone" "x" {\n  name    = "example.com"\n  zone_id = ""\n}', "zone_id"),
        ('data "aws_route53_zone" "x" {\n  name = "example.com."\n}', "name"),
        ('data "aws_vpc" "x" {\n  tags = { Name = "main" }\n}', "tags"),
        ('data "aws_rds_engine_version" "x" {\n  engine  = "mysql"\n  version = "8"\n}', "version"),
    ],
)
def test_what_a_lookup_completes_is_not_what_it_was_asked(
    tmp_path: Path, given: str, wanted: str
) -> None:
    """An empty id, some of the tags, the start of a version: AWS answers more than was asked."""
    kind = given.split('"')[1]
    assert isinstance(value_of(tmp_path, given, f"data.{kind}.x.{wanted}"), Unknown)


def test_what_a_lookup_is_made_by_is_known(tmp_path: Path) -> None:
    """The id asked for is the id found."""
    body = 'data "aws_vpc" "x" {\n  id = "vpc-0123456789abcdef0"\n}'
    assert value_of(tmp_path, body, "data.aws_vpc.x.id") == "vpc-0123456789abcdef0"


@pytest.mark.parametrize("region", ["us-nowhere", "eusc-de-east-1", "eu-isoe-west-1"])
def test_a_region_that_is_not_known_has_no_facts(tmp_path: Path, region: str) -> None:
    """Nothing is told of a partition or an account of a region archbench has no fact about."""
    body = 'data "aws_partition" "x" {}\ndata "aws_elb_service_account" "x" {}'
    wanted = "[data.aws_partition.x.dns_suffix, data.aws_elb_service_account.x.id]"
    found = value_of(tmp_path, body, wanted, region)
    assert isinstance(found, tuple)
    assert all(isinstance(item, Unknown) and item.origins[0].reason for item in found)


@pytest.mark.parametrize(("region", "known"), [("us-gov-west-1", True), ("cn-north-1", False)])
def test_a_principal_is_known_where_its_suffix_is(
    tmp_path: Path, region: str, *, known: bool
) -> None:
    """In China the suffix depends on the service, which archbench has no table of."""
    body = 'data "aws_service_principal" "x" {\n  service_name = "ec2"\n}'
    value = value_of(tmp_path, body, "data.aws_service_principal.x.name", region)
    assert isinstance(value, Unknown) != known


def test_what_cannot_be_counted_may_have_to_be_waited_for(tmp_path: Path) -> None:
    """A data source after a module of unknown count is not read in the plan."""
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text('resource "terraform_data" "made" {}\n')
    body = (
        'data "aws_ssm_parameter" "count" {\n  name = "count"\n}\n'
        'module "m" {\n  source = "./m"\n  count  = data.aws_ssm_parameter.count.version\n}\n'
        'data "aws_partition" "x" {\n  depends_on = [module.m]\n}'
    )
    assert isinstance(value_of(tmp_path, body, "data.aws_partition.x.id"), Unknown)


def test_a_region_to_be_found_by_its_endpoint_stays_unknown(tmp_path: Path) -> None:
    """The region of the provider is not taken for the one an endpoint names."""
    body = 'data "aws_region" "x" {\n  endpoint = "ec2.us-east-1.amazonaws.com"\n}'
    assert isinstance(value_of(tmp_path, body, "data.aws_region.x.description"), Unknown)


def test_a_load_balancer_of_unknown_kind_has_no_zone(tmp_path: Path) -> None:
    """Neither table answers when the kind is not known."""
    body = (
        'data "aws_ssm_parameter" "kind" {\n  name = "kind"\n}\n'
        'data "aws_lb_hosted_zone_id" "x" {\n'
        "  load_balancer_type = data.aws_ssm_parameter.kind.insecure_value\n}"
    )
    assert isinstance(value_of(tmp_path, body, "data.aws_lb_hosted_zone_id.x.id"), Unknown)


@pytest.mark.parametrize(
    "text",
    [
        "aws_ami:\n  - by_region: [a]\n",
        "aws_ami:\n  - by_region: {eu-west-1: {id: x}}\n    values: {id: y}\n",
        "aws_ami:\n  - where: [a]\n    values: {id: y}\n",
        "aws_ami:\n  - regions: {}\n    values: {id: y}\n",
    ],
)
def test_answers_of_another_shape_are_refused(tmp_path: Path, text: str) -> None:
    """The message names the file and the type."""
    data = tmp_path / "answers.yaml"
    data.write_text(text)
    tmp_path.joinpath("main.tf").write_text('output "x" {\n  value = 1\n}\n')
    with pytest.raises(InputError, match=r"answers\.yaml.*aws_ami"):
        load(tmp_path, data=data)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "a.json",
            '{"aws_ami": [{"values": {"id": NaN}}]}',
            "it says NaN, which is no value of JSON",
        ),
        ("a.json", '{"aws_ami": [], "aws_ami": []}', 'it has "aws_ami" twice in one object'),
        ("a.yml", "aws_ami: []\naws_ami: []\n", 'line 2 has "aws_ami" once more'),
        ("a.yml", "aws_ami: [{values: {id: .nan}}]\n", "says nan, which is no text"),
        ("a.yml", "aws_ami: [{values: {id: 2024-01-01}}]\n", "says 2024-01-01, which is no text"),
        ("a.yml", "aws_ami: [{values: {idd: x}}]\n", 'aws_ami has no attribute "idd"'),
        (
            "a.yml",
            "aws_amis: [{values: {id: x}}]\n",
            "there is no data source aws_amis. Did you mean",
        ),
    ],
)
def test_an_answer_that_would_be_lost_is_refused(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    """What is set twice, what no type has, and what is no value, each with the file."""
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=rf"{name}.*{re.escape(told)}"):
        read_answers(tmp_path / name)


def test_an_answer_of_another_type_names_the_data_source(tmp_path: Path) -> None:
    """And the attribute."""
    (tmp_path / "a.yml").write_text("aws_ami: [{values: {id: [1]}}]\n")
    (tmp_path / "main.tf").write_text('data "aws_ami" "x" {}\n')
    with pytest.raises(InputError, match=r"data\.aws_ami\.id has the wrong type"):
        load(tmp_path, data=tmp_path / "a.yml")


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        ("", True),
        ('state = "available"', True),
        ('state = "unavailable"', False),
        (_FILTER.format("opt-in-status", "opt-in-not-required"), True),
        (_FILTER.format("opt-in-status", "not-opted-in"), False),
        (_FILTER.format("region-name", "eu-west-1"), True),
        (_FILTER.format("region-name", "us-east-1"), False),
        (_FILTER.format("zone-type", "local-zone"), False),
        ('exclude_names = ["eu-west-1a"]', False),
    ],
)
def test_the_zones_that_ship_answer_for_what_keeps_all_of_them(
    tmp_path: Path,
    arguments: str,
    known: bool,  # noqa: FBT001
) -> None:
    """Who asks for others gets no answer."""
    body = f'data "aws_availability_zones" "z" {{\n{arguments}\n}}'
    found = value_of(tmp_path, body, "data.aws_availability_zones.z.names")
    assert (found == ("eu-west-1a", "eu-west-1b", "eu-west-1c")) is known
    assert isinstance(found, Unknown) is not known


def test_an_answer_for_zones_holds_where_it_is_asked_so(tmp_path: Path) -> None:
    """For the state that it names, and no other."""
    answer = "aws_availability_zones: [{where: {state: impaired}, values: {names: [x]}}]\n"
    (tmp_path / "a.yml").write_text(answer)
    (tmp_path / "main.tf").write_text(
        'provider "aws" {\n  region = "eu-west-1"\n}\n'
        'data "aws_availability_zones" "all" {}\n'
        'data "aws_availability_zones" "bad" {\n  state = "impaired"\n}\n'
        'output "all" {\n  value = data.aws_availability_zones.all.names\n}\n'
        'output "bad" {\n  value = data.aws_availability_zones.bad.names\n}\n'
    )
    found = {item.name: item.value for item in load(tmp_path, data=tmp_path / "a.yml").outputs}
    assert found == {"all": ("eu-west-1a", "eu-west-1b", "eu-west-1c"), "bad": ("x",)}


def test_a_table_by_region_answers_for_its_regions(tmp_path: Path) -> None:
    """An answer given by region holds in that region alone, before those shipped."""
    data = tmp_path / "answers.yaml"
    data.write_text(
        "aws_elb_service_account:\n  - by_region: {eu-west-1: {id: mine}, us-east-1: {id: other}}\n"
    )
    tmp_path.joinpath("main.tf").write_text(
        'provider "aws" {\n  region = "eu-west-1"\n}\n'
        'data "aws_elb_service_account" "x" {}\n'
        'output "x" {\n  value = data.aws_elb_service_account.x.id\n}\n'
    )
    output = load(tmp_path, data=data).output("x")
    assert output is not None
    assert output.value == "mine"


def test_equal_blocks_of_a_set_are_one() -> None:
    """The provider's sets hold a block once, in the order of their checksums."""
    blocks = [{"type": "a", "names": ("x", "y")}, {"type": "a", "names": ("y", "x")}]
    assert ordered(blocks, sets=("names",)) == [blocks[1]]


_TEMPLATE = """
variable "later" {}
variable "password" {
  default   = "hunter2"
  sensitive = true
}
data "template_file" "app" {
  template = file("app.tpl")
  vars     = { VARIABLES }
}
output "it" {
  value     = data.template_file.app.rendered
  sensitive = HIDDEN
}
"""


def _rendered(template: str, variables: str, directory: Path) -> Plain:
    (directory / "app.tpl").write_text(template)
    hidden = "true" if "password" in variables else "false"
    text = _TEMPLATE.replace("VARIABLES", variables).replace("HIDDEN", hidden)
    (directory / "main.tf").write_text(text)
    output = load(directory, variables=(("unknown", "later"),)).output("it")
    assert output is not None
    return output.value


@pytest.mark.parametrize(
    ("template", "variables", "text"),
    [
        ("port ${port}", "port = 80", "port 80"),
        ('${upper(a)}%{ if b == "true" } on%{ endif }', 'a = "x", b = true', "X on"),
        ("$${PATH}", "", "${PATH}"),
        ("${missing}", "", None),
        ("${port}", "port = null", None),
        ('${file("main.tf")}', "", None),
        ("${name}", "name = var.later", None),
        ("${name}", "name = [1]", None),
    ],
)
def test_a_template_file_is_rendered_from_what_is_known(
    template: str, variables: str, text: str | None, tmp_path: Path
) -> None:
    """Every variable is a text; what does not render, or reads a file, is not known."""
    value = _rendered(template, variables, tmp_path)
    assert isinstance(value, Unknown) if text is None else value == text


def test_a_template_file_that_waits_is_known_in_part(tmp_path: Path) -> None:
    """Terraform knows nothing of it before; what it says beside what waits can be judged."""
    value = _rendered("a ${name} b", "name = var.later", tmp_path)
    assert isinstance(value, Unknown)
    assert partial_text(value).shown == "a ${var.later} b"


def test_a_template_file_with_a_sensitive_variable_is_sensitive(tmp_path: Path) -> None:
    """The provider would show it; here it is hidden, as in a policy document."""
    value = _rendered("word ${word}", "word = var.password", tmp_path)
    assert isinstance(value, Sensitive)
    assert value.value == "word hunter2"


def test_what_ships_is_read_where_a_type_of_it_is_asked_for(tmp_path: Path) -> None:
    """Each type is found by its name, none where nobody answers; a given case comes first."""
    (tmp_path / "data.yml").write_text(
        "aws_ami: [{values: {id: ami-1}}]\naws_availability_zones: [{values: {names: [a]}}]\n"
    )
    shipped, both = read_answers(None), read_answers(tmp_path / "data.yml")
    assert len(shipped) > 5
    assert all(shipped[name] for name in shipped)
    assert shipped.get("aws_ami") is None
    assert [case["values"] for case in both["aws_ami"]] == [{"id": "ami-1"}]
    zones = both["aws_availability_zones"]
    assert (zones[0]["values"], zones[1:]) == (
        {"names": ["a"]},
        tuple(shipped["aws_availability_zones"]),
    )
    assert set(both) == {*shipped, "aws_ami"}
