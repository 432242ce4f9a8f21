"""What a statement says, whole: a small stack, worked out by hand, and the answers of others."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.cost import Estimate, estimate
from archbench.cost.bill import configuration
from archbench.cost.commitment_rows import commitment_rows
from archbench.cost.model import Unpriced
from archbench.cost.money import dollars
from archbench.cost.statement import as_markdown, as_text, headline
from archbench.cost.usage_file import parse_usage
from archbench.hcl.values import Plain
from archbench.terraform import load

WHOLE = Path(__file__).parent / "statements"
STACK = """
provider "aws" {
  region = "us-east-1"
}
resource "aws_vpc" "a" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  for_each          = { a = "10.0.0.0/24", b = "10.0.1.0/24" }
  vpc_id            = aws_vpc.a.id
  cidr_block        = each.value
  availability_zone = "us-east-1${each.key}"
}
resource "aws_launch_template" "a" {
  image_id      = "ami-1"
  instance_type = "m5.large"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_type = "gp3"
      volume_size = 10
    }
  }
}
resource "aws_autoscaling_group" "a" {
  min_size            = 2
  desired_capacity    = 2
  max_size            = 4
  vpc_zone_identifier = [for subnet in aws_subnet.a : subnet.id]
  launch_template { id = aws_launch_template.a.id }
}
resource "aws_ebs_volume" "books" {
  count             = 2
  availability_zone = "us-east-1a"
  type              = "gp3"
  size              = 100
}
resource "aws_sqs_queue" "jobs" {
  count = 2
}
resource "aws_mystery_box" "x" {
  count = 3
}
resource "aws_db_instance" "old" {
  engine            = "postgres"
  instance_class    = "db.m99.large"
  storage_type      = "gp2"
  allocated_storage = 20
  availability_zone = "us-east-1b"
}
"""


def stack(directory: Path) -> Estimate:
    """Two machines of a group that may be four, in two zones, and volumes; queues that wait."""
    (directory / "main.tf").write_text(STACK, encoding="utf-8")
    found = load(directory)
    return replace(estimate(found, build(found), as_of=date(2026, 11, 23)), path="stack")


def test_a_whole_statement(tmp_path: Path) -> None:
    """2 x 730 x 0.096 = 140.16 and 20 x 0.08, twice at most; 200 x 0.08; 20 x 0.115: 160.06.

    By zone half of the group each, the volumes in a, the database in b. A reserved year is 1,460 x
    0.06 = 87.60, three years are 1,460 x 0.041 = 59.86; convertible 0.071 and 0.049.
    """
    found = as_text(stack(tmp_path)).partition("\nPrice sources")[0]
    assert found == (WHOLE / "stack.txt").read_text("utf-8")


def test_a_whole_statement_as_markdown(tmp_path: Path) -> None:
    """The same figures."""
    assert as_markdown(stack(tmp_path)) == (WHOLE / "stack.md").read_text("utf-8")


def answer(resources: Mapping[str, Mapping[str, Plain]], usage: str = "") -> list[str]:
    """The lines that answer for these resources of us-east-1."""
    said = parse_usage(f"resource_usage:\n{usage}" if usage else "", "usage.yml")
    return headline(estimate(configuration(resources), usage=said, as_of=date(2026, 11, 23)))


QUEUE: dict[str, Mapping[str, Plain]] = {"aws_sqs_queue.a": {}}
BOX: dict[str, Mapping[str, Plain]] = {"aws_mystery_box.a": {}}
NAT: dict[str, Mapping[str, Plain]] = {"aws_nat_gateway.a": {"subnet_id": "subnet-1"}}
ROLE: dict[str, Mapping[str, Plain]] = {"aws_iam_role.a": {}}


@pytest.mark.parametrize(
    ("resources", "lines"),
    [
        (
            QUEUE,
            (
                "no total yet: the one charge waits for usage in us-east-1",
                "1 charge waiting for usage; 0 resources free",
            ),
        ),
        (
            {**BOX, **ROLE},
            (
                "no price: 1 charge, and none of them has one",
                "1 charge without a price; 1 resource free",
            ),
        ),
        (
            {**QUEUE, **BOX},
            (
                "no price, or waiting for usage: no charge has an amount in us-east-1",
                "1 charge waiting for usage, 1 charge without a price; 0 resources free",
            ),
        ),
    ],
)
def test_where_no_charge_has_an_amount(
    resources: Mapping[str, Mapping[str, Plain]], lines: tuple[str, str]
) -> None:
    """What stands in place of a total, and what it waits for."""
    first, rest = answer(resources)
    assert first == f"example: {lines[0]}, as of 2026-11-23"
    assert rest == lines[1]


def test_a_total_that_waits_for_nothing() -> None:
    """730 x 0.045 = 32.85, and 100 GB x 0.045 = 4.50."""
    found = answer(NAT, "  aws_nat_gateway.a: { monthly_data_processed_gb: 100 }")
    assert found[0] == ("example: $37.35 a month at list price in us-east-1, as of 2026-11-23")
    assert found[1] == "covers 2 charges of 1 resource, quantities also from: usage file"
    assert found[3] == "not in the total: nothing; 0 resources free"
    assert len(found) == 4


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ((), ""),
        (("2026-10-01", "2026-10-01"), "2026-10-01"),
        (("2026-10-01", "2026-10"), "2026-10"),
        (("2026-10-04", "2025-03-05", "2026-10"), "2025-03-05 to 2026-10"),
        (("2026-09", "2026-10-01", "2026-09-30"), "2026-09 to 2026-10-01"),
    ],
)
def test_what_the_prices_are_of(dates: tuple[str, ...], said: str) -> None:
    """A month begins before its days and ends after them: "2026-10 to 2026-10-01" was no span."""
    made = estimate(configuration(NAT), as_of=date(2026, 11, 23))
    lines = tuple(replace(made.line_items[0], price_date=day) for day in dates)
    assert replace(made, line_items=lines).price_dates == said


def test_a_total_between_two_figures() -> None:
    """10 to 1,000 GB: 32.85 + 0.45 and 32.85 + 45.00."""
    use = "{ low: 10, likely: 100, high: 1000 }"
    found = answer(NAT, f"  aws_nat_gateway.a: {{ monthly_data_processed_gb: {use} }}")
    assert found[0].startswith("example: $37.35 a month")
    assert found[1] == "between $33.30 and $77.85"
    waits = answer({**NAT, **QUEUE}, f"  aws_nat_gateway.a: {{ monthly_data_processed_gb: {use} }}")
    assert waits[0].startswith("example: at least $33.30 ($37.35 expected) a month")
    assert waits[1] == "what has a figure: between $33.30 and $77.85"


def test_what_was_not_read_has_no_most() -> None:
    """A module and a block that nobody can count are told first."""
    made = estimate(configuration(NAT))
    unread = tuple(
        Unpriced(address, "not counted: no copy", uncounted=True)
        for address in ("module.net", "module.net.module.inner", "module.net.aws_instance.a")
    )
    found = headline(replace(made, unpriced=(*unread, Unpriced("aws_x.a", "no price: none"))))
    assert found[0] == (
        "example: at least $32.85; 2 modules not read, 1 block not counted (a month at list price"
        " in us-east-1); incomplete: 1 charge without a price"
    )
    assert found[-1] == (
        "not in the total: 1 charge waiting for usage, 1 charge without a price,"
        " 2 modules not read, 1 block not counted; 0 resources free"
    )


def lines_of(made: Estimate, title: str) -> list[str]:
    """The lines of one section of the statement, without their margin."""
    text = as_text(made, 400).partition(f"\n{title}\n")[2].partition("\n\n")[0]
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_costliest_stands_first() -> None:
    """By service, and in a service by resource; what moves the total most is told first."""
    disks: dict[str, Mapping[str, Plain]] = {
        f"aws_ebs_volume.{name}": {
            "availability_zone": "us-east-1a",
            "type": "gp3",
            "size": size,
        }
        for name, size in (("a", 100), ("b", 300), ("c", 200))
    }
    keys: dict[str, Mapping[str, Plain]] = {"aws_kms_key.a": {}}
    made = estimate(configuration({**disks, **keys}))
    found = lines_of(made, "Charges")
    named = [line for line in found if line.startswith("aws_")]
    assert named == ["aws_ebs_volume.b", "aws_ebs_volume.c", "aws_ebs_volume.a", "aws_kms_key.a"]
    assert [line.split("$")[1] for line in lines_of(made, "By service")[1:]] == ["48.00", "1.00"]


def test_the_whole_stack_is_committed_to_where_it_is_several_lines() -> None:
    """Two groups of machines: the cheapest year of each, 730 x (0.06 + 0.0504)."""
    machines: dict[str, Mapping[str, Plain]] = {
        f"aws_instance.{name}": {
            "ami": "ami-1",
            "instance_type": kind,
            "associate_public_ip_address": False,
        }
        for name, kind in (("a", "m5.large"), ("b", "m5.large"))
    }
    made = estimate(configuration(machines))
    assert commitment_rows(made)[-2:] == [
        (
            "the whole stack",
            "",
            "the cheapest of each, 1 year",
            "$87.60",
            "",
            "saves $52.56; pays from 62% of the hours on; 100% of the expected load always runs",
        ),
        (
            "the whole stack",
            "",
            "the cheapest of each, 3 years",
            "$59.86",
            "",
            "saves $80.30; pays from 43% of the hours on; 100% of the expected load always runs",
        ),
    ]
    alone = estimate(configuration({"aws_instance.a": machines["aws_instance.a"]}))
    assert {row[0] for row in commitment_rows(alone)} == {"aws_instance.a"}


def test_what_several_wait_for_is_told_of_all_of_them() -> None:
    """Two volumes of one block whose size nobody says, and one of another."""
    disk: dict[str, Plain] = {"availability_zone": "us-east-1a", "type": "gp3"}
    names = ("aws_ebs_volume.a[0]", "aws_ebs_volume.a[1]", "aws_ebs_volume.b")
    made = estimate(configuration(dict.fromkeys(names, disk)))
    assert lines_of(made, "Waiting for usage") == [
        f"{name} EBS volume, gp3 $0.08 per GB-month {address}.size is not set"
        for name, address in (
            ("aws_ebs_volume.a[*] x 2", "aws_ebs_volume.a[*]"),
            ("aws_ebs_volume.b", "aws_ebs_volume.b"),
        )
    ]


def test_a_charge_of_nothing_costs_nothing() -> None:
    """A queue that nobody uses has its line, of $0.00."""
    use = parse_usage("resource_usage:\n  aws_sqs_queue.a: { monthly_requests: 0 }\n", "usage.yml")
    made = estimate(configuration(QUEUE), usage=use)
    [row] = [line for line in as_markdown(made).splitlines() if "sqs" in line]
    assert [cell.strip() for cell in row.split("|")][3:7] == ["0", "1M requests", "$0.4", "$0.00"]
    assert "$0.00" in lines_of(made, "Charges")[-1]


def machines(names: Iterable[str], size: int = 10) -> Mapping[str, Mapping[str, Plain]]:
    """As many machines alike, each in a block of its own or with the key that its name has."""
    disk: dict[str, Plain] = {"volume_type": "gp3", "volume_size": size}
    values: dict[str, Plain] = {
        "ami": "ami-1",
        "instance_type": "t3.micro",
        "root_block_device": (disk,),
    }
    return {f"aws_instance.{name}": values for name in names}


def test_many_blocks_alike_are_one_row() -> None:
    """Nine blocks stand as one in each list, with their sum; eight stand each by itself."""
    for number, name in ((8, "aws_instance.a0"), (9, "aws_instance.a0 and 8 more")):
        made = estimate(configuration(machines(f"a{n}" for n in range(number))))
        times = number if number == 9 else 1
        hours, storage = dollars(times * Decimal("7.592")), dollars(times * Decimal("0.80"))
        [first, *rest] = lines_of(made, "What moves it most")[1:]
        assert first == f"{name} Public IPv4 address waits $0.00 ${times * Decimal('3.65')}"
        assert len(rest) == (0 if number == 9 else 4)
        waiting = lines_of(made, "Waiting for usage")
        assert len(waiting) == 2 * number / times
        assert waiting[1].startswith(f"{name} Public IPv4 address")
        assert lines_of(made, "Charges")[2:5] == [
            name,
            f"Linux on demand, t3.micro {730 * times:,} hours $0.0104 {hours} 2026-08-08 730 h",
            f"Root volume, gp3 {10 * times} GB-months $0.08 {storage} 2026-08-08 10 GB",
        ]
        committed = {row[0] for row in commitment_rows(made)} - {"the whole stack"}
        assert committed == ({name} if number == 9 else {f"aws_instance.a{n}" for n in range(8)})


def test_what_differs_stands_by_itself() -> None:
    """A block with another volume, and one of two instances, are none of the nine alike."""
    made = estimate(
        configuration(
            {
                **machines(f"a{n}" for n in range(9)),
                **machines(("b",), 20),
                **machines(("c[0]", "c[1]")),
            }
        )
    )
    named = {line for line in lines_of(made, "Charges") if line.startswith("aws_")}
    assert named == {"aws_instance.a0 and 8 more", "aws_instance.b", "aws_instance.c[*] x 2"}


def test_many_blocks_of_several_instances_are_counted_so() -> None:
    """Nine blocks of two: 18 machines of 7.592."""
    names = (f"a{block}[{key}]" for block in range(9) for key in range(2))
    made = estimate(configuration(machines(names)))
    charges = lines_of(made, "Charges")
    assert charges[2] == "aws_instance.a0[*] x 2 and 8 more x 2"
    assert "$136.66" in charges[3]


def test_why_many_wait_is_said_of_each() -> None:
    """Nine volumes whose size nobody says: it is the size of each."""
    disk: dict[str, Plain] = {"availability_zone": "us-east-1a", "type": "gp3"}
    made = estimate(configuration({f"aws_ebs_volume.a{n}": disk for n in range(9)}))
    assert lines_of(made, "Waiting for usage") == [
        "aws_ebs_volume.a0 and 8 more EBS volume, gp3 $0.08 per GB-month its size is not set"
    ]


def test_many_that_are_free_or_have_no_price_are_counted() -> None:
    """Of nine blocks of a type the first is named; the Markdown says the same."""
    bought: dict[str, Mapping[str, Plain]]
    bought = {f"aws_{kind}.a{n}": {} for kind in ("iam_role", "mystery_box") for n in range(9)}
    made = estimate(configuration({**bought, "aws_iam_role.b[0]": {}, "aws_iam_role.b[1]": {}}))
    assert lines_of(made, "Free") == ["aws_iam_role.a0 and 9 more blocks, 11 in all"]
    markdown = as_markdown(made).replace("\\", "")
    assert "| aws_iam_role.a0 and 9 more blocks, 11 in all |" in markdown
    assert "| aws_mystery_box.a0 and 8 more | " in markdown
    assert len(markdown.splitlines()) < 20


def test_a_formula_says_what_was_added(tmp_path: Path) -> None:
    """Reads and writes of a cluster: 40 + 10 a second, of 2,628,000 seconds; 7 days of backups."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "us-east-1" }\n'
        'resource "aws_rds_cluster" "a" {\n'
        '  engine                  = "aurora-mysql"\n'
        "  backup_retention_period = 7\n"
        "}\n",
        encoding="utf-8",
    )
    said = "write_requests_per_sec: 10, read_requests_per_sec: 40, storage_gb: 200"
    text = f"{{aws_rds_cluster.a: {{{said}, backup_snapshot_size_gb: 50}}}}"
    made = estimate(load(tmp_path), usage=parse_usage(f"resource_usage: {text}", "usage.yml"))
    told = {line.charge_description: line.formula for line in made.line_items}
    assert told["Aurora I/O"] == "50 I/O a second x 2,628,000 s"
    assert told["Aurora backup beyond the free part"] == "50 GB x 7 days - 200 GB free"


def test_a_formula_names_one_and_several(tmp_path: Path) -> None:
    """A node and two, a metric and two."""
    metric = 'metric_query {\n id = "a%d"\n metric {\n period = 60\n }\n }\n'
    text = 'provider "aws" { region = "us-east-1" }\n'
    for count, name in ((1, "one"), (2, "two")):
        text += (
            f'resource "aws_elasticache_replication_group" "{name}" {{\n'
            f'  engine = "redis"\n node_type = "cache.t3.micro"\n num_cache_clusters = {count}\n'
            f'}}\nresource "aws_cloudwatch_metric_alarm" "{name}" {{\n'
            f"{''.join(metric % number for number in range(count))}}}\n"
        )
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    told = {line.address.split("_")[-1]: line.formula for line in estimate(load(tmp_path)).priced}
    assert told == {
        "group.one": "1 node x 730 h",
        "group.two": "2 nodes x 730 h",
        "alarm.one": "1 metric",
        "alarm.two": "2 metrics",
    }
