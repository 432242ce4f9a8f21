"""Resolving again after a change evaluates only what it reaches, and is never stale."""

from pathlib import Path

import pytest

from archbench.errors import InputError
from archbench.hcl.values import Unknown
from archbench.terraform import load
from archbench.terraform.instances import Planned
from archbench.terraform.session import Session
from tests.terraform.test_agreement import CASES, DATA, INFRA, VARIANTS


def test_a_session_gives_what_a_fresh_load_gives() -> None:
    """Every variant of the payment stack in one session, there and back, equals a fresh load."""
    session = Session(INFRA / "payments", data=DATA)
    variants = [v for name, v in VARIANTS.items() if name.startswith("payments")]
    for variables in (*variants, *reversed(variants)):
        fresh = load(INFRA / "payments", variables=variables, data=DATA)
        assert session.resolve(variables) == fresh


def test_only_what_a_variable_reaches_is_evaluated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed size re-evaluates the blocks that use it and leaves the network alone."""
    session = Session(INFRA / "payments", data=DATA)
    session.resolve()
    seen: list[str] = []
    evaluate = session._resolver.evaluate  # noqa: SLF001 the seam of this fact

    def record(node: tuple[tuple[str, ...], str]) -> None:
        seen.append(node[1])
        evaluate(node)

    monkeypatch.setattr(session._resolver, "evaluate", record)  # noqa: SLF001
    session.resolve([("var", "instance_type=m5.large")])
    assert "aws_launch_template.payment" in seen
    assert not any(name.startswith(("aws_subnet", "aws_vpc.", "aws_rds")) for name in seen)
    assert len(seen) < 20


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_the_same_input_gives_the_same_configuration(case: str) -> None:
    """Two loads are equal, to the order of every tuple and mapping."""
    assert repr(load(CASES / case)) == repr(load(CASES / case))


_REFERENCES = """
resource "aws_vpc" "v" {
  count      = 2
  cidr_block = "10.${count.index}.0.0/16"
}

resource "terraform_data" "key" {
  input = 1
}

resource "aws_sns_topic" "t" {
  for_each = toset(["a", "b"])
  name     = each.key
}

resource "aws_subnet" "s" {
  for_each          = aws_sns_topic.t
  vpc_id            = element(aws_vpc.v[*].id, 0)
  cidr_block        = "10.0.0.0/24"
  availability_zone = ["us-east-1a", "us-east-1b"][terraform_data.key.input]
  tags              = { Name = each.value.name }
}
"""


@pytest.mark.parametrize(
    ("attribute", "refers_to"),
    [
        ("vpc_id", ("aws_vpc.v[0]",)),
        ("availability_zone", ("terraform_data.key",)),
        ("tags", ('aws_sns_topic.t["a"]',)),
        ("cidr_block", ()),
    ],
)
def test_a_value_refers_to_what_it_is_taken_from(
    tmp_path: Path, attribute: str, refers_to: tuple[str, ...]
) -> None:
    """The one instance it waits for, the key it is looked up by, what each stands for."""
    (tmp_path / "main.tf").write_text(_REFERENCES)
    subnet = load(tmp_path).by_address['aws_subnet.s["a"]']
    assert subnet.references.get((attribute,), ()) == refers_to


_MODULE = """
variable "name" {
  type = string
}

variable "zones" {
  type = list(string)
}

variable "size" {
  default = 2
}

resource "aws_subnet" "each" {
  count      = length(var.zones)
  cidr_block = "10.0.0.0/24"
  vpc_id     = "vpc-1"
}

resource "aws_sns_topic" "alerts" {
  count = var.size
  name  = "${var.name}-alerts"
}
"""


def test_a_module_resolves_without_its_values(tmp_path: Path) -> None:
    """Each variable left unknown is what values and counts say they wait for."""
    (tmp_path / "main.tf").write_text(_MODULE)
    configuration = load(tmp_path, variables=[("unknown", "*")])
    assert [item.address for item in configuration.managed()] == [
        "aws_sns_topic.alerts[0]",
        "aws_sns_topic.alerts[1]",
    ]
    name = configuration.by_address["aws_sns_topic.alerts[0]"].values["name"]
    assert str(name) == "known after apply (var.name)"
    (left,) = configuration.unexpanded
    assert left.address == "aws_subnet.each"
    assert left.reason == "its count depends on var.zones, which --unknown leaves without a value"


def test_a_default_gives_way_to_unknown_and_a_later_value_wins(tmp_path: Path) -> None:
    """--unknown NAME holds for any variable, in the order of the command line."""
    (tmp_path / "main.tf").write_text(_MODULE)
    given = [("var", "name=a"), ("var", "zones=[]"), ("unknown", "size")]
    assert not list(load(tmp_path, variables=given).managed())
    given.append(("var", "size=1"))
    assert len(list(load(tmp_path, variables=given).managed())) == 1
    with pytest.raises(InputError, match=r'--unknown siz: .*Did you mean "size"'):
        load(tmp_path, variables=[("unknown", "siz")])


@pytest.mark.parametrize(
    ("selected", "environ", "expected"),
    [
        ("", {}, "default"),
        (" prod\n", {}, "prod"),
        ("prod", {"TF_WORKSPACE": "stage"}, "stage"),
        ("", {"TF_WORKSPACE": ""}, "default"),
    ],
)
def test_the_selected_workspace_counts(
    tmp_path: Path, selected: str, environ: dict[str, str], expected: str
) -> None:
    """TF_WORKSPACE, else the file of `terraform workspace select`, trimmed; seen in a plan."""
    (tmp_path / ".terraform").mkdir()
    (tmp_path / ".terraform" / "environment").write_text(selected)
    (tmp_path / "main.tf").write_text('output "it" { value = terraform.workspace }')
    configuration = load(tmp_path, environ=environ)
    assert configuration.outputs[0].value == expected
    assert ".terraform/environment" not in configuration.sources


@pytest.mark.parametrize(
    ("block", "environ", "region"),
    [
        ("", {}, None),
        ("", {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-2"}, "eu-west-1"),
        ("", {"AWS_DEFAULT_REGION": "eu-west-2"}, "eu-west-2"),
        ('provider "aws" {}', {"AWS_REGION": "eu-west-1"}, "eu-west-1"),
        ('provider "aws" {\n  region = null\n}', {"AWS_REGION": "eu-west-1"}, "eu-west-1"),
        ('provider "aws" {\n  region = "us-east-1"\n}', {"AWS_REGION": "eu-west-1"}, "us-east-1"),
    ],
)
def test_a_provider_without_region_takes_that_of_the_environment(
    tmp_path: Path, block: str, environ: dict[str, str], region: str | None
) -> None:
    """As the AWS provider does; resources of other providers have none."""
    rest = 'resource "aws_eip" "a" {}\nresource "terraform_data" "b" {}\n'
    (tmp_path / "main.tf").write_text(f"{block}\n{rest}")
    eip, other = load(tmp_path, environ=environ).managed()
    assert (eip.region, other.region) == (region, None)


@pytest.mark.parametrize(
    ("reference", "known"),
    [
        ("config[0].size", 4),
        ("config.0.size", 4),
        ("labels", {"team": "a"}),
        ("config[0].uri", None),
        ("config[*].uri", None),
        ("config.uri", None),
        ("config[1].size", None),
        ("config[0]", None),
        ("labels.other", None),
        ("uri", None),
    ],
)
def test_a_provider_without_schema_may_put_more_into_a_block(
    reference: str, known: object, tmp_path: Path
) -> None:
    """What is written is known; the rest is not known, and no mistake."""
    block = 'labels = { team = "a" }\n  config {\n    size = 4\n  }'
    text = f'resource "google_x" "x" {{\n  {block}\n}}\noutput "o" {{\n  value = google_x.x.'
    (tmp_path / "main.tf").write_text(f"{text}{reference}\n}}\n", encoding="utf-8")
    found = load(tmp_path)
    assert found.diagnostics == ()
    value = found.outputs[0].value
    assert isinstance(value, Unknown) if known is None else value == known


def test_a_workspace_terraform_refuses_is_refused(tmp_path: Path) -> None:
    """The message names the place."""
    (tmp_path / "main.tf").write_text('output "it" { value = terraform.workspace }')
    with pytest.raises(InputError, match='TF_WORKSPACE names the workspace "a b"'):
        load(tmp_path, environ={"TF_WORKSPACE": "a b"})


def test_environment_variables_are_lowest(tmp_path: Path) -> None:
    """TF_VAR_name counts only where nothing else sets the variable."""
    text = 'variable "a" {\n  default = "d"\n}\nvariable "b" {\n  default = "d"\n}\n'
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    (tmp_path / "terraform.tfvars").write_text('b = "file"\n', encoding="utf-8")
    environ = {"TF_VAR_a": "env", "TF_VAR_b": "env", "TF_VAR_other": "ignored"}
    found = load(tmp_path, environ=environ)
    assert [item.value for item in found.variables] == ["env", "file"]
    again = load(tmp_path, environ=environ, variables=[("var", "b=1"), ("var", "b=2")])
    assert again.variables[1].value == "2"
    assert again.diagnostics == ()


def test_of_many_instances_only_what_is_asked_for_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`subnets[*].id` makes one attribute of each subnet, not all that its type has."""
    (tmp_path / "main.tf").write_text("""
resource "aws_subnet" "each" {
  count      = 2
  vpc_id     = "vpc-1"
  cidr_block = "10.0.${count.index}.0/24"
}
resource "aws_db_subnet_group" "main" {
  subnet_ids = aws_subnet.each[*].id
}
""")
    made: set[str] = set()
    attribute = Planned.attribute

    def record(item: Planned, name: str) -> object:
        made.add(f"{item.address}.{name}")
        return attribute(item, name)

    monkeypatch.setattr(Planned, "attribute", record)
    (group,) = load(tmp_path).of_type("aws_db_subnet_group")
    assert group.references["subnet_ids",] == ("aws_subnet.each[0]", "aws_subnet.each[1]")
    assert made == {"aws_subnet.each[0].id", "aws_subnet.each[1].id"}
