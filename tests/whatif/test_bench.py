"""Each kind of change is held against the stack first, and means what writing it would mean."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from archbench.cost.commitments import commitments
from archbench.errors import InputError
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.given import change_of
from archbench.whatif.row import as_data, row_of
from archbench.whatif.scenario import Change, Lever, Scenario, scenario

STACK = """
variable "region" { default = "us-east-1" }
variable "class" {
  type    = string
  default = "t3.medium"
}
variable "number" {
  type    = number
  default = 2
  validation {
    condition     = var.number < 9
    error_message = "At most eight."
  }
}
provider "aws" { region = var.region }
resource "aws_instance" "web" {
  count         = var.number
  ami           = "ami-1"
  instance_type = var.class
  root_block_device {
    volume_size = 20
    volume_type = "gp3"
  }
}
resource "aws_eip" "web" {
  count    = length(aws_instance.web)
  domain   = "vpc"
  instance = aws_instance.web[count.index].id
  tags     = { Class = aws_instance.web[count.index].instance_type }
}
module "inner" {
  source = "./inner"
  size   = 10
}
"""
INNER = """
variable "size" { type = number }
resource "aws_ebs_volume" "data" {
  availability_zone = "us-east-1a"
  size              = var.size
  type              = "gp3"
}
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small stack with a module."""
    directory = tmp_path_factory.mktemp("stack")
    (directory / "main.tf").write_text(STACK, "utf-8")
    (directory / "inner").mkdir()
    (directory / "inner" / "main.tf").write_text(INNER, "utf-8")
    return directory


@pytest.fixture(scope="module")
def bench(path: Path) -> Bench:
    """The stack on a bench."""
    return Bench(Base(path))


def values(bench: Bench, one: Scenario, address: str) -> Any:  # noqa: ANN401 Plain data
    """The values of an instance under a scenario."""
    outcome = bench.outcome(one)
    assert not outcome.problem
    assert outcome.configuration
    return outcome.configuration.by_address[address].values


def test_what_refers_to_an_argument_sees_the_new_value(bench: Bench) -> None:
    """The tag of the address is made from the type of the instance."""
    one = scenario("x", attributes={"aws_instance.web.instance_type": "m7g.large"})
    assert values(bench, one, "aws_eip.web[1]")["tags"]["Class"] == "m7g.large"


def test_a_key_names_one_instance(bench: Bench) -> None:
    """The other one keeps what is written."""
    one = scenario("x", attributes={"aws_instance.web[1].instance_type": "m7g.large"})
    assert values(bench, one, "aws_eip.web[1]")["tags"]["Class"] == "m7g.large"
    assert values(bench, one, "aws_eip.web[0]")["tags"]["Class"] == "t3.medium"


def test_count_is_an_argument_too(bench: Bench) -> None:
    """What counts the instances follows."""
    outcome = bench.outcome(scenario("x", attributes={"aws_instance.web.count": 4}))
    assert outcome.configuration
    assert "aws_eip.web[3]" in outcome.configuration.by_address


def test_an_argument_of_a_nested_block(bench: Bench) -> None:
    """The block's other arguments stay."""
    one = scenario("x", attributes={"aws_instance.*.root_block_device.volume_size": 50})
    (block,) = values(bench, one, "aws_instance.web[0]")["root_block_device"]
    assert (block["volume_size"], block["volume_type"]) == (50, "gp3")


def test_patterns_reach_into_modules(bench: Bench) -> None:
    """An asterisk stands for any part of an address; a call's argument is one as well."""
    inside = scenario("x", attributes={"module.*.aws_ebs_volume.*.size": 30})
    call = scenario("x", attributes={"module.inner.size": 40})
    address = "module.inner.aws_ebs_volume.data"
    assert values(bench, inside, address)["size"] == 30
    assert values(bench, call, address)["size"] == 40


def test_the_region_is_the_variable_that_the_provider_takes(bench: Bench) -> None:
    """Whatever else uses the variable moves with it; a zone written out is moved by hand."""
    zone = {"module.*.aws_ebs_volume.*.availability_zone": "eu-west-1a"}
    outcome = bench.outcome(scenario("x", region="eu-west-1", attributes=zone))
    assert outcome.configuration
    (region,) = [x.value for x in outcome.configuration.variables if x.name == "region"]
    assert region == outcome.configuration.by_address["aws_instance.web[0]"].region == "eu-west-1"


def test_a_region_of_the_environment_can_be_another(tmp_path: Path) -> None:
    """Where no provider block stands, as where AWS_REGION is set otherwise."""
    (tmp_path / "main.tf").write_text('resource "aws_eip" "a" {}\n', "utf-8")
    bench = Bench(Base(tmp_path, environ={"AWS_REGION": "us-east-1"}))
    outcome = bench.outcome(scenario("x", region="eu-west-1"))
    assert outcome.configuration
    assert outcome.configuration.by_address["aws_eip.a"].region == "eu-west-1"


def test_a_region_that_is_written_out_is_set_in_its_block(tmp_path: Path) -> None:
    """As if the line said so."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_eip" "a" {}\n', "utf-8"
    )
    bench = Bench(Base(tmp_path))
    for one in (scenario("x", region="eu-west-1"), scenario("y", region="eu-west-2")):
        outcome = bench.outcome(one)
        assert outcome.configuration
        assert outcome.configuration.by_address["aws_eip.a"].region == one.value("region")


def test_what_was_wrong_before_does_not_make_a_scenario_wrong(tmp_path: Path) -> None:
    """Only what Terraform refuses anew does."""
    (tmp_path / "main.tf").write_text(
        'variable "n" { default = 1 }\n'
        'resource "aws_eip" "a" {\n  count  = var.n\n  wrong = 1\n}\n',
        "utf-8",
    )
    assert not Bench(Base(tmp_path)).outcome(scenario("x", variables={"n": 2})).problem


def test_a_patch_overrides_what_is_there_and_adds_what_is_not(bench: Bench) -> None:
    """One text may do both."""
    patch = (
        'resource "aws_instance" "web" {\n  instance_type = "t3.large"\n}\n'
        'resource "aws_eip" "more" {\n  domain = "vpc"\n}\n'
    )
    outcome = bench.outcome(scenario("x", patch=patch))
    assert outcome.configuration
    found = outcome.configuration.by_address
    assert found["aws_instance.web[0]"].values["instance_type"] == "t3.large"
    assert str(found["aws_eip.more"].range) == "patch.tf:4"


def test_usage_alone_resolves_nothing_anew(bench: Bench) -> None:
    """The configuration, the drill and the verdicts are the very same."""
    one = scenario("x", usage={"resource_usage": {"aws_instance.web[*]": {"monthly_hrs": 100}}})
    two = scenario("y", purchase="reserved, standard, 1 year")
    for other in (one, two):
        outcome = bench.outcome(other)
        assert not outcome.problem
        assert outcome.configuration is bench.baseline.configuration
        assert outcome.drill is bench.baseline.drill


def test_a_commitment_saves_what_the_cost_command_says_it_does(bench: Bench) -> None:
    """The credits together are the savings listed for this way to commit."""
    option = "reserved, standard, 1 year"
    outcome = bench.outcome(scenario("x", purchase=option))
    assert outcome.estimate
    assert bench.baseline.estimate
    listed = [x for x in commitments(bench.baseline.estimate) if x.option == option]
    saved = sum((x.saving_monthly or Decimal(0) for x in listed), Decimal(0))
    assert saved > 0
    assert bench.baseline.estimate.total_monthly - outcome.estimate.total_monthly == saved


def test_a_way_to_buy_that_nothing_is_sold_by_is_told(bench: Bench) -> None:
    """The cost is what it was, with the reason."""
    outcome = bench.outcome(scenario("x", purchase="SageMaker Savings Plan, 1 year"))
    assert outcome.estimate
    assert bench.baseline.estimate
    assert outcome.estimate.total == bench.baseline.estimate.total
    assert "No charge here costs less" in outcome.estimate.notes[-1]


def test_a_whole_load_profile_may_stand_in_a_scenario(bench: Bench) -> None:
    """Its keys are held against the profile together."""
    day = [1] * 24
    load: dict[str, Any] = {"requests_per_second": {"weekday": day, "weekend": day}, "scale": 2}
    assert not bench.outcome(scenario("x", usage={"load_profile": load})).problem
    wrong = bench.outcome(scenario("x", usage={"load_profile": {**load, "scal": 2}})).problem
    assert 'no key scal. Did you mean "scale"?' in wrong


def test_no_secret_is_shown(tmp_path: Path) -> None:
    """What a sensitive variable is set to stands in no row."""
    (tmp_path / "main.tf").write_text(
        'variable "token" {\n  default   = "a"\n  sensitive = true\n}\n', "utf-8"
    )
    bench = Bench(Base(tmp_path))
    one = Scenario("", "", (change_of("var.token=hunter2hunter2"),))
    named = Scenario(str(one.changes[0]), "", one.changes, one.changes[0].place)
    assert "hunter2" not in str(as_data(row_of(bench.outcome(named), bench.baseline)))


def test_a_price_book_is_a_credit(bench: Bench, tmp_path: Path) -> None:
    """A tenth off the instances."""
    book = tmp_path / "book.csv"
    book.write_text(
        "service,item,region,discount,usd,effective_date\nAmazonEC2,linux*,*,10,,2020-01-01\n",
        "utf-8",
    )
    outcome = bench.outcome(scenario("x", price_book=str(book)))
    assert outcome.estimate
    credits_ = [x for x in outcome.estimate.line_items if x.charge_category == "Credit"]
    assert sum(x.list_cost or 0 for x in credits_) == Decimal("-0.00416") * 730 * 2


@pytest.mark.parametrize(
    ("levers", "message"),
    [
        ({"variables": {"clas": "x"}}, 'named "clas" is not declared in'),
        ({"variables": {"clas": "x"}}, 'Did you mean "class"?'),
        ({"variables": {"number": "many"}}, "a number is required"),
        ({"variables": {"number": 9}}, "At most eight."),
        ({"attributes": {"aws_instance.wbe.ami": "x"}}, 'Did you mean "aws_instance.web"?'),
        ({"attributes": {"aws_instance.web.instance_typ": "x"}}, 'Did you mean "instance_type"?'),
        ({"attributes": {"aws_instance.web.arn": "x"}}, "decided by the provider"),
        ({"attributes": {"aws_instance.web.root_block_device": 1}}, "is a block"),
        ({"attributes": {"aws_instance.web.root_block.volume_size": 1}}, "root_block_device"),
        ({"attributes": {"aws_instance.web.monitoring": "often"}}, "takes no such value"),
        ({"attributes": {"aws_instance.web[7].ami": "x"}}, "there are: aws_instance.web[0]"),
        ({"attributes": {"aws_instance.web.count": 1.5}}, "a whole number of 0 or more"),
        ({"attributes": {"aws_instance.web.count": -1}}, "aws_instance.web.count must be a whole"),
        ({"attributes": {"module.inner.count": True}}, "module.inner.count must be a whole"),
        ({"attributes": {"module.inner.count": "2"}}, "module.inner.count must be a whole"),
        ({"attributes": {"module.inner.for_each": "a"}}, "module.inner.for_each must be a map"),
        ({"attributes": {"module.inner.for_each": 2}}, "module.inner.for_each must be a map"),
        ({"attributes": {"module.inner.size.gib": 3}}, 'has no variable "size.gib"'),
        ({"attributes": {"aws_instance.web.for_each": ["a"]}}, "cannot have count and for_each"),
        ({"attributes": {"module.inner.siz": 3}}, 'no variable "siz". Did you mean "size"?'),
        ({"attributes": {"module.inner.size": "big"}}, "a number is required"),
        ({"region": "eu-wst-1"}, 'Did you mean "eu-west-1"?'),
        ({"purchase": "reserved, one year"}, "no way to buy"),
        ({"price_book": "none.csv"}, "cannot be read as a price book"),
        ({"usage": {"load_profile": {"scale": 2, "peek": 3}}}, "peek"),
        ({"usage": {"load_profil": {"scale": 2}}}, 'Did you mean "load_profile"?'),
        ({"usage": {"resource_usage": {"aws_eip.wep": {"x": 1}}}}, "matches nothing"),
        ({"usage": {"resource_usage": {"aws_instance.web[*]": {"hours": 1}}}}, "no usage key"),
        (
            {"usage": {"resource_usage": {"aws_instance.web[*]": {"monthly_hrs": -1}}}},
            "zero or more",
        ),
        ({"patch": 'resource "aws_eip" "web" {'}, "no HCL"),
        ({"patch": "x = 1"}, "outside of a block"),
        ({"patch": 'resource "aws_eip" "web" {\n  dom = 1\n}'}, "patch_override.tf:2"),
    ],
)
def test_a_change_that_cannot_be_made_is_told_where_it_is_written(
    bench: Bench, levers: dict[str, Any], message: str
) -> None:
    """The line of the scenario's file, what is wrong, and the nearest name."""
    outcome = bench.outcome(scenario("x", place="scenarios.yml:7", **levers))
    assert outcome.problem.startswith("scenarios.yml:7: ")
    assert message in outcome.problem
    assert outcome.estimate is None


def test_of_a_load_profile_the_change_that_is_wrong_is_told(bench: Bench) -> None:
    """Each may stand at a line of its own; the first is right."""
    both = tuple(
        replace(change_of(f"usage.load_profile.{text}"), place=f"s.yml:{line}")
        for line, text in ((3, "scale=2"), (4, "scale_of=2"), (5, "growth=x"))
    )
    assert bench.outcome(Scenario("x", "", both)).problem.startswith("s.yml:4: ")


def test_of_a_load_profile_said_in_whole_the_change_that_is_wrong_is_told(bench: Bench) -> None:
    """No file says any of it; of what nobody wrote the first of it is told."""
    day: Any = [1] * 24
    said: list[tuple[str, Any]] = [
        ("requests_per_second.weekday", day),
        ("requests_per_second.weekend", day),
        ("requests_per_instance", 0),
        ("requests_per_task", 5),
    ]
    load = tuple(
        Change(Lever("usage", ("load_profile", *key.split("."))), value, f"s.yml:{line}")
        for line, (key, value) in enumerate(said, start=3)
    )
    assert bench.outcome(Scenario("x", "", load)).problem == (
        "s.yml:5: requests_per_instance in load_profile must be more than 0."
    )
    short = replace(load[1], value=day[:9])
    assert bench.outcome(Scenario("x", "", (load[0], short))).problem.startswith("s.yml:4: ")
    assert bench.outcome(Scenario("x", "", (load[0], load[3]))).problem.startswith("s.yml:3: ")


@pytest.mark.parametrize("value", [["a", "b"], {"a": 1, "b": 2}])
def test_a_module_may_be_called_for_each_of_some(bench: Bench, value: Any) -> None:  # noqa: ANN401 Json
    """Of a list and of a map alike: a volume of 10 GiB for each."""
    one = scenario("x", attributes={"module.inner.for_each": value})
    for key in "ab":
        assert values(bench, one, f'module.inner["{key}"].aws_ebs_volume.data')["size"] == 10


def test_a_price_book_and_a_commitment_do_not_go_together(bench: Bench, tmp_path: Path) -> None:
    """Neither says which rate then holds, so nothing is guessed."""
    book = tmp_path / "book.csv"
    book.write_text("service,item,region,discount,usd,effective_date\n", "utf-8")
    one = scenario("x", price_book=str(book), purchase="Compute Savings Plan, 1 year")
    assert "no price book counts" in bench.outcome(one).problem


def test_of_a_plan_only_money_can_be_changed(tmp_path: Path) -> None:
    """Its variables and arguments are settled."""
    plan = tmp_path / "plan.json"
    plan.write_text(
        '{"format_version": "1.2", "terraform_version": "1.11.0", "planned_values": '
        '{"root_module": {}}, "resource_changes": [], '
        '"configuration": {"root_module": {}}}',
        "utf-8",
    )
    bench = Bench(Base(plan))
    assert "settled in a plan" in bench.outcome(scenario("x", variables={"a": 1})).problem
    assert not bench.outcome(scenario("x", purchase="cheapest, 1 year")).problem


def test_the_baseline_must_be_usable(tmp_path: Path) -> None:
    """There is nothing to compare with otherwise."""
    with pytest.raises(InputError, match=r"holds no \.tf files"):
        Bench(Base(tmp_path))
