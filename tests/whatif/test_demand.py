"""Fewer gateways carry what more of them did: no saving comes from traffic that vanished."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture.standing import kind_for
from archbench.cost.registry import leaf
from archbench.whatif import demand
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.frontier import option_of
from archbench.whatif.row import row_of
from archbench.whatif.run import ScenarioComparison, run
from archbench.whatif.running import rows
from archbench.whatif.scenario import scenario
from archbench.whatif.text import Tried, headline

STACK = """
provider "aws" {
  region = "us-east-1"
}
variable "gateways" {
  type    = number
  default = 2
}
resource "aws_vpc" "office" { cidr_block = "10.4.0.0/16" }
resource "aws_internet_gateway" "office" { vpc_id = aws_vpc.office.id }
resource "aws_subnet" "edge" {
  count             = 2
  vpc_id            = aws_vpc.office.id
  cidr_block        = cidrsubnet("10.4.0.0/16", 8, count.index)
  availability_zone = ["us-east-1a", "us-east-1b"][count.index]
}
resource "aws_subnet" "desks" {
  count             = 2
  vpc_id            = aws_vpc.office.id
  cidr_block        = cidrsubnet("10.4.0.0/16", 8, 10 + count.index)
  availability_zone = ["us-east-1a", "us-east-1b"][count.index]
}
resource "aws_route_table" "edge" {
  vpc_id = aws_vpc.office.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.office.id
  }
}
resource "aws_route_table_association" "edge" {
  count          = 2
  subnet_id      = aws_subnet.edge[count.index].id
  route_table_id = aws_route_table.edge.id
}
resource "aws_nat_gateway" "out" {
  count         = var.gateways
  subnet_id     = aws_subnet.edge[count.index].id
  allocation_id = "eipalloc-1"
}
resource "aws_route_table" "desks" {
  count  = 2
  vpc_id = aws_vpc.office.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.out[var.gateways == 1 ? 0 : count.index].id
  }
}
resource "aws_route_table_association" "desks" {
  count          = 2
  subnet_id      = aws_subnet.desks[count.index].id
  route_table_id = aws_route_table.desks[count.index].id
}
resource "aws_instance" "desk" {
  count         = 2
  ami           = "ami-1"
  instance_type = "m5.large"
  subnet_id     = aws_subnet.desks[count.index].id
  root_block_device {
    volume_size = 10
    volume_type = "gp3"
  }
}
"""


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Two gateways, the first of which carries 500 GB and the second 300 GB."""
    (tmp_path / "main.tf").write_text(STACK, encoding="utf-8")
    usage = tmp_path / "usage.yml"
    usage.write_text(
        "resource_usage:\n"
        "  aws_nat_gateway.out[0]: { monthly_data_processed_gb: 500 }\n"
        "  aws_nat_gateway.out[1]: { monthly_data_processed_gb: 300 }\n",
        encoding="utf-8",
    )
    return Base(tmp_path, usage=usage, as_of=date(2026, 11, 23))


def change(found: ScenarioComparison) -> Decimal | None:
    """What the only scenario costs more."""
    return found.change(found.outcomes[0])


def test_one_gateway_carries_the_traffic_of_two(base: Base) -> None:
    """32.85 saved; 800 GB still processed; half of them cross zones, out and in: 800 x 0.01."""
    found = run(base, [scenario("One way out", variables={"gateways": 1})])
    assert change(found) == Decimal("-32.85") + Decimal("8.00")


def test_a_scenario_that_gives_the_figure_is_taken_at_its_word(base: Base) -> None:
    """100 GB in place of 800: 32.85 and 700 x 0.045 saved, and 100 x 0.01 for crossing."""
    own = {"resource_usage": {"aws_nat_gateway.out[0]": {"monthly_data_processed_gb": 100}}}
    found = run(base, [scenario("Quiet", variables={"gateways": 1}, usage=own)])
    assert change(found) == Decimal("-32.85") - 700 * Decimal("0.045") + Decimal("1.00")


def test_the_same_gateways_carry_what_each_carried(base: Base) -> None:
    """A scenario that leaves them alone changes nothing."""
    assert change(run(base, [scenario("As it is")])) == 0


def test_a_second_gateway_takes_half_of_what_one_carried(base: Base) -> None:
    """32.85 more; still 500 GB, none of which crosses zones any longer: 500 x 0.01 less."""
    one = replace(base, variables=(("var", "gateways=1"),))
    found = run(one, [scenario("Two ways out", variables={"gateways": 2})])
    assert change(found) == Decimal("32.85") - Decimal("5.00")


def told(found: ScenarioComparison) -> list[str]:
    """What the only scenario's estimate says a reader should know."""
    made = found.outcomes[0].estimate
    return [] if made is None else [note for note in made.notes if "internet" not in note]


def small(tmp_path: Path, text: str, usage: str) -> Base:
    """A stack in us-east-1 with a usage file."""
    provider = 'provider "aws" { region = "us-east-1" }\nvariable "n" {\n  default = 3\n}\n'
    (tmp_path / "main.tf").write_text(provider + text, encoding="utf-8")
    (tmp_path / "usage.yml").write_text(usage, encoding="utf-8")
    return Base(tmp_path, usage=tmp_path / "usage.yml", as_of=date(2026, 11, 23))


def test_fewer_gateways_save_what_they_cost_and_no_traffic(tmp_path: Path) -> None:
    """Three gateways of 1,000 GB: $461.94. One: 3,000 GB, two thirds across zones: $428.94."""
    text = re.sub(r"(count +|default +)= 2", r"\1= 3", STACK)
    text = text.replace('"us-east-1b"]', '"us-east-1b", "us-east-1c"]')
    text = text.replace("volume_size = 10", "volume_size = 30")
    text = text.replace('"eipalloc-1"', "aws_eip.out[count.index].id")
    text += 'resource "aws_eip" "out" {\n  count = var.gateways\n  domain = "vpc"\n}\n'
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    usage = tmp_path / "usage.yml"
    usage.write_text(
        "resource_usage:\n  aws_nat_gateway.out[*]: { monthly_data_processed_gb: 1000 }\n", "utf-8"
    )
    base = Base(tmp_path, usage=usage, as_of=date(2026, 11, 23))
    found = run(base, [scenario("One", variables={"gateways": 1})])
    costs = [x.estimate.total_monthly for x in (found.baseline, *found.outcomes) if x.estimate]
    assert costs == [Decimal("461.94"), Decimal("428.94")]


QUEUES = 'resource "aws_sqs_queue" "work" {\n  count = var.n\n  name = "w${count.index}"\n}\n'


def test_queues_by_number_share_what_arrives(tmp_path: Path) -> None:
    """Three queues of 6 million requests: 18 million at 0.40, in one queue as in three."""
    usage = "resource_usage:\n  aws_sqs_queue.work[*]: { monthly_requests: 6000000 }\n"
    base = small(tmp_path, QUEUES, usage)
    found = run(base, [scenario("One", variables={"n": 1})])
    assert change(found) == 0
    assert found.outcomes[0].estimate is not None
    assert found.outcomes[0].estimate.total_monthly == Decimal("7.2")
    assert not told(found)


def test_what_a_queue_with_a_name_carried_is_told_and_not_shared(tmp_path: Path) -> None:
    """Orders and mail are different work: the mail that goes nowhere is said, no other changes."""
    text = (
        'resource "aws_sqs_queue" "work" {\n'
        '  for_each = toset(var.n == 3 ? ["orders", "mail"] : ["orders"])\n  name = each.key\n}\n'
    )
    usage = (
        "resource_usage:\n"
        '  aws_sqs_queue.work["orders"]: { monthly_requests: 6000000 }\n'
        '  aws_sqs_queue.work["mail"]: { monthly_requests: 2000000 }\n'
    )
    found = run(small(tmp_path, text, usage), [scenario("No mail", variables={"n": 1})])
    assert change(found) == Decimal("-0.8")
    assert told(found)[0] == (
        'aws_sqs_queue.work["mail"] is gone, and nothing says what carries its monthly_requests '
        "(2,000,000) now: it is in no figure. Give it in the scenario's usage."
    )


def test_bursts_are_not_shared_in_proportion_but_told(tmp_path: Path) -> None:
    """Two instances instead of three burst for longer, and nothing says for how much."""
    text = (
        'resource "aws_instance" "w" {\n  count = var.n\n  ami = "ami-1"\n'
        '  instance_type = "t3.medium"\n  root_block_device {\n    volume_size = 8\n'
        '    volume_type = "gp3"\n  }\n}\n'
    )
    usage = "resource_usage:\n  aws_instance.w[*]: { monthly_cpu_credit_hrs: 10 }\n"
    found = run(small(tmp_path, text, usage), [scenario("Two", variables={"n": 2})])
    assert told(found)[0] == (
        "aws_instance.w[*]: monthly_cpu_credit_hrs is as it was for 3, and there are 2 now: it "
        "does not follow the load in proportion. Give it in the scenario's usage."
    )


GROUP = (
    'resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }\n'
    'resource "aws_subnet" "s" {\n  vpc_id = aws_vpc.v.id\n  cidr_block = "10.0.0.0/24"\n'
    '  availability_zone = "us-east-1a"\n}\n'
    'resource "aws_launch_template" "t" {\n  image_id = "ami-1"\n'
    '  instance_type = "m5.large"\n  block_device_mappings {\n    device_name = "/dev/xvda"\n'
    '    ebs {\n      volume_size = 10\n      volume_type = "gp3"\n    }\n  }\n}\n'
    'resource "aws_autoscaling_group" "g" {\n  min_size = var.n\n  max_size = 20\n'
    "  vpc_zone_identifier = [aws_subnet.s.id]\n"
    "  launch_template { id = aws_launch_template.t.id }\n}\n"
)


def test_a_group_runs_no_fewer_than_the_scenario_has_it(tmp_path: Path) -> None:
    """Six instances on average in the usage file; twelve at the least are twelve: 6 more."""
    usage = "resource_usage:\n  aws_autoscaling_group.g: { instances: 6 }\n"
    found = run(small(tmp_path, GROUP, usage), [scenario("Twelve", variables={"n": 12})])
    assert change(found) == 6 * (730 * Decimal("0.096") + Decimal("0.8"))


def test_how_many_run_is_what_the_scenario_says(tmp_path: Path) -> None:
    """Whatever the bounds are; what a file says is cut to bounds that change alone."""
    usage = "resource_usage:\n  aws_autoscaling_group.g: { instances: 6 }\n"
    own = {"resource_usage": {"aws_autoscaling_group.g": {"instances": 7}}}
    found = run(
        small(tmp_path, GROUP, usage),
        [
            scenario("Said", variables={"n": 12}, usage=own),
            scenario("At most", attributes={"aws_autoscaling_group.g.max_size": 4}),
            scenario("Same", attributes={"aws_autoscaling_group.g.force_delete": True}),
        ],
    )
    type_ = "aws_autoscaling_group"
    told = [x.usage.number(f"{type_}.g", type_, "instances") for x in found.outcomes]
    assert [item[0].likely for item in told if item] == [7, 4, 6]


def test_what_runs_within_the_bounds_is_as_it_was_told(tmp_path: Path) -> None:
    """Of the type, in the defaults: it stays one of the type, in number and in where it is from."""
    usage = "resource_type_default_usage:\n  aws_autoscaling_group: { instances: 6 }\n"
    found = run(small(tmp_path, GROUP, usage), [scenario("Five", variables={"n": 5})])
    assert change(found) == 0
    type_ = "aws_autoscaling_group"
    told = found.outcomes[0].usage.number(f"{type_}.g", type_, "instances")
    assert told == found.baseline.usage.number(f"{type_}.g", type_, "instances")


def test_what_is_shared_are_usage_keys_of_parts_of_an_architecture() -> None:
    """Each type has a leaf with these keys, and a Kind that makes it a part, or it is a gateway."""
    for table in (demand.CARRIED, demand.BOUND_TO_ONE):
        for type_, keys in table.items():
            assert set(keys) <= leaf(type_).USAGE.keys(), type_
            kind = kind_for(type_)
            assert kind is not None, type_
            assert kind.is_part, type_
            assert kind.types[0] == type_


TOPICS = 'resource "aws_sns_topic" "t" {\n  count = var.n\n  name = "t${count.index}"\n}\n'
TOPIC_USAGE = "resource_usage:\n  aws_sns_topic.t[*]: { monthly_requests: 3000000 }\n"


def test_what_any_resource_carried_that_is_gone_is_told(tmp_path: Path) -> None:
    """A topic is shared with nobody: its requests that go nowhere are said, each topic's."""
    found = run(small(tmp_path, TOPICS, TOPIC_USAGE), [scenario("Two", variables={"n": 2})])
    (said,) = told(found)
    assert said == (
        "aws_sns_topic.t[2] is gone, and nothing says what carries its monthly_requests "
        "(3,000,000) now: it is in no figure. Give it in the scenario's usage."
    )


def test_a_design_that_drops_its_load_is_no_cheapest(tmp_path: Path) -> None:
    """Two topics of three cost less because a third of the requests went: no cost to choose by."""
    found = run(small(tmp_path, TOPICS, TOPIC_USAGE), [scenario("Two", variables={"n": 2})])
    option = option_of(found.outcomes[0], found.baseline)
    assert option is not None
    assert option.cost is None
    assert option.why_no_cost == told(found)[0]


def test_the_headline_says_what_a_saving_left_behind(tmp_path: Path) -> None:
    """Whoever reads no further than the saving reads what is gone with it."""
    bench = Bench(small(tmp_path, TOPICS, TOPIC_USAGE))
    (row,) = rows(bench, [scenario("Two", variables={"n": 2})], jobs=1)
    lines = headline(Tried(".", row_of(bench.baseline, bench.baseline), (row,), judged=True))
    assert "“Two” costs $1.50 less" in lines[0]
    assert lines[1].startswith("Of “Two”: aws_sns_topic.t[2] is gone, and nothing says what")


@pytest.mark.parametrize("whose", ["aws_sns_topic.t[0]", "aws_sns_topic.t[*]"])
def test_nothing_is_told_of_what_the_scenario_gives(tmp_path: Path, whose: str) -> None:
    """Who says what the others carry now has said it."""
    own = {"resource_usage": {whose: {"monthly_requests": 9000000}}}
    only = [scenario("Two", variables={"n": 2}, usage=own)]
    assert not told(run(small(tmp_path, TOPICS, TOPIC_USAGE), only))


def test_a_share_of_an_unknown_load_is_no_figure(tmp_path: Path) -> None:
    """One of three queues is told: what the one that is left carries waits for usage, and why."""
    usage = "resource_usage:\n  aws_sqs_queue.work[0]: { monthly_requests: 6000000 }\n"
    found = run(small(tmp_path, QUEUES, usage), [scenario("One", variables={"n": 1})])
    made = found.outcomes[0].estimate
    assert made is not None
    assert [item.address for item in made.open] == ["aws_sqs_queue.work[0]"]
    assert told(found)[0].startswith("monthly_requests of aws_sqs_queue.work[1] and 1 more is not")


def test_a_type_said_by_a_scenario_holds_over_the_file(tmp_path: Path) -> None:
    """Over what the file says of an address, below what the scenario says of one: 2 x 1 million."""
    own = {
        "resource_usage": {"aws_sns_topic.t[0]": {"monthly_requests": 3000000}},
        "resource_type_default_usage": {"aws_sns_topic": {"monthly_requests": 4000000}},
    }
    found = run(small(tmp_path, TOPICS, TOPIC_USAGE), [scenario("More", usage=own)])
    assert change(found) == 2 * Decimal("0.5")
