"""A difference is told over what both sides cover, at the addresses things have moved to."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from archbench.cost import Estimate, estimate
from archbench.cost.difference import (
    Difference,
    as_markdown,
    as_text,
    difference,
    document,
    headline,
)
from archbench.terraform import load
from archbench.terraform.plan import read_plan

REGION = 'provider "aws" {\n  region = "us-east-1"\n}\n'
DISK = """
resource "aws_ebs_volume" "books" {
  availability_zone = "us-east-1a"
  type              = "gp3"
  size              = 100
}
"""
LARGER = DISK.replace("100", "150")


def made(terraform: str, directory: Path) -> Estimate:
    """The estimate of a configuration."""
    directory.mkdir(exist_ok=True)
    (directory / "main.tf").write_text(REGION + terraform, encoding="utf-8")
    return estimate(load(directory), as_of=date(2026, 11, 23))


def between(tmp_path: Path, before: str, after: str) -> Difference:
    """From one configuration to another."""
    return difference(made(before, tmp_path / "a"), made(after, tmp_path / "b"))


def machine(name: str, kind: str) -> str:
    """An instance with a root volume of $4.00."""
    return f"""
    resource "aws_instance" "{name}" {{
      ami                         = "ami-1"
      instance_type               = "{kind}"
      associate_public_ip_address = false
      root_block_device {{
        volume_type = "gp3"
        volume_size = 50
      }}
    }}
    """


def test_what_lost_its_price_is_no_saving(tmp_path: Path) -> None:
    """An unpriced machine type in place of a priced one: only the disk can be compared."""
    before, after = DISK + machine("web", "m5.large"), LARGER + machine("web", "m99.large")
    found = between(tmp_path, before, after)
    assert found.incomparable == {"aws_instance.web"}
    assert found.comparable == Decimal("4.00")
    text = as_text(found, 400)
    assert "do not cover the same, so their totals cannot be compared" in text.splitlines()[0]
    assert text.splitlines()[1] == "  what can be compared costs $4.00 a month more"
    assert "less" not in text
    narrow = " ".join(as_text(found, 40).split())
    assert all(line in narrow for line in headline(found))
    assert document(found)["difference_monthly"] is None
    assert "cannot be compared" in as_markdown(found)


def test_beside_what_lost_its_price_nothing_else_may_differ(tmp_path: Path) -> None:
    """The machine cannot be compared, and the disk costs what it did."""
    found = between(tmp_path, DISK + machine("web", "m5.large"), DISK + machine("web", "m99.large"))
    assert headline(found)[1] == "what can be compared costs the same"


def test_something_new_without_a_price_costs_at_least_the_rest(tmp_path: Path) -> None:
    """What comes in addition costs nothing or more."""
    service = 'resource "aws_mystery_box" "x" {}\n'
    found = between(tmp_path, DISK, LARGER + service)
    assert found.is_whole
    assert "costs at least $4.00 a month more than" in as_text(found)
    found = between(tmp_path, LARGER, DISK + service)
    assert not found.is_whole
    assert "cannot be compared" in as_text(found)


def test_what_comes_at_least_is_left_out_of_a_saving(tmp_path: Path) -> None:
    """10 GB less save $0.80; of the secret for $0.40 nobody knows what its calls cost besides."""
    kept = 'resource "aws_secretsmanager_secret" "s" {\n  name = "s"\n}\n'
    found = between(tmp_path, DISK, DISK.replace("100", "90") + kept)
    assert (found.is_whole, found.comparable) == (False, Decimal("-0.80"))


def test_what_is_saved_and_what_comes_at_least_may_be_as_much(tmp_path: Path) -> None:
    """Four keys of $1.00, whose requests wait, in place of 50 GB for $4.00: at least nothing."""
    keys = 'resource "aws_kms_key" "k" {\n  count = 4\n}\n'
    found = between(tmp_path, LARGER, DISK + keys)
    assert (found.is_whole, found.comparable) == (True, Decimal("0.00"))
    assert len(found.floors) == 4
    assert "costs at least $0.00 a month more than" in as_text(found)


def test_what_is_gone_with_charges_that_waited_saves_at_least_the_rest(tmp_path: Path) -> None:
    """A key of $1.00 and its requests, of which nobody said how many: at least $1.00 less."""
    key = 'resource "aws_kms_key" "k" {}\n'
    found = between(tmp_path, DISK + key, DISK)
    assert found.at_most == Decimal("-1.00")
    assert "costs at least $1.00 a month less than" in as_text(found)
    assert between(tmp_path, DISK + key, LARGER).at_most == Decimal("3.00")
    little = between(tmp_path, DISK + key, DISK.replace("100", "115"))  # 15 x 0.08 - 1.00
    assert "costs at most $0.20 a month more than" in as_text(little)
    assert between(tmp_path, DISK, DISK + key).at_most is None
    gains = between(tmp_path, DISK + machine("web", "m99.large"), DISK + machine("web", "m5.large"))
    assert gains.at_most is None
    assert between(tmp_path, DISK + QUEUE, DISK).at_most == 0
    assert "costs at most as much as" in as_text(between(tmp_path, DISK + QUEUE, DISK))


def test_what_moved_is_paired_with_what_it_was(tmp_path: Path) -> None:
    """Into a module instance, by two moved blocks; and a count where there was none."""
    inner = tmp_path / "b" / "store"
    inner.mkdir(parents=True)
    (inner / "main.tf").write_text(
        DISK.replace('"books"', '"ledger"').replace(" {", " {\n  count = 1", 1)
        + "moved {\n  from = aws_ebs_volume.papers\n  to   = aws_ebs_volume.ledger\n}\n",
        encoding="utf-8",
    )
    after = """
    module "store" {
      for_each = toset(["eu"])
      source   = "./store"
    }
    moved {
      from = aws_ebs_volume.books
      to   = module.store["eu"].aws_ebs_volume.papers
    }
    """
    found = between(tmp_path, DISK, after)
    assert found.changes == ()
    assert "costs the same as" in as_text(found)


def test_a_plan_says_where_things_stood_before() -> None:
    """previous_address of a change is a move."""
    volume = {"availability_zone": "us-east-1a", "type": "gp3", "size": 100}
    change: dict[str, object] = {
        "previous_address": "aws_ebs_volume.old",
        "address": "aws_ebs_volume.new",
        "change": {"actions": ["no-op"]},
    }

    def plan(name: str, changes: list[dict[str, object]]) -> Estimate:
        resource = {
            "address": f"aws_ebs_volume.{name}",
            "mode": "managed",
            "type": "aws_ebs_volume",
            "name": name,
            "values": volume,
        }
        provider = {"aws": {"expressions": {"region": {"constant_value": "us-east-1"}}}}
        document = {
            "terraform_version": "1.11.4",
            "planned_values": {"root_module": {"resources": [resource]}},
            "configuration": {"provider_config": provider, "root_module": {}},
            "resource_changes": changes,
        }
        return estimate(read_plan(document, "plan.json"), as_of=date(2026, 11, 23))

    found = difference(plan("old", []), plan("new", [change]))
    assert found.changes == ()


def test_an_unread_module_keeps_the_totals_from_being_compared(tmp_path: Path) -> None:
    """Nobody knows whether it costs the same on both sides."""
    module = 'module "net" {\n  source = "registry.example/acme/net/aws"\n}\n'
    found = between(tmp_path, DISK + module, LARGER + module)
    assert not found.is_whole
    assert found.comparable == Decimal("4.00")


def test_volumes_alike_in_all_are_counted_each(tmp_path: Path) -> None:
    """Two unnamed volumes of a template are two lines, and one less is a difference."""
    volume = 'block_device_mappings {\n ebs {\n volume_type = "gp3"\n volume_size = 10\n}\n}\n'

    def group(count: int) -> str:
        return f"""
        resource "aws_subnet" "a" {{
          vpc_id     = "vpc-1"
          cidr_block = "10.0.0.0/24"
        }}
        resource "aws_launch_template" "a" {{
          image_id      = "ami-1"
          instance_type = "m5.large"
          {volume * count}
        }}
        resource "aws_autoscaling_group" "a" {{
          min_size            = 1
          max_size            = 1
          vpc_zone_identifier = [aws_subnet.a.id]
          launch_template {{ id = aws_launch_template.a.id }}
        }}
        """

    assert between(tmp_path, group(3), group(2)).comparable == Decimal("-0.80")


def test_a_state_tells_the_region_by_what_a_resource_names() -> None:
    """A NAT gateway has no ARN; the subnet it names by its id has one."""
    region = "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-7"
    resources = [
        ("aws_nat_gateway", {"id": "nat-1", "subnet_id": "subnet-7"}),
        ("aws_subnet", {"id": "subnet-7", "arn": region}),
    ]
    document = {
        "terraform_version": "1.11.4",
        "values": {
            "root_module": {
                "resources": [
                    {
                        "address": f"{type_}.a",
                        "mode": "managed",
                        "type": type_,
                        "name": "a",
                        "values": values,
                    }
                    for type_, values in resources
                ]
            }
        },
    }
    made = estimate(read_plan(document, "state.json"), as_of=date(2026, 11, 23))
    assert made.unpriced == ()
    assert {line.region_id for line in made.line_items} == {"eu-west-1"}


TWO = DISK.replace('"books" {', '"books" {\n  count = 2')
QUEUE = 'resource "aws_sqs_queue" "q" {}\n'
BEFORE = DISK + LARGER.replace("books", "papers") + 'resource "aws_kms_key" "k" {}\n' + QUEUE
AFTER = (
    LARGER
    + LARGER.replace("books", "papers")
    + 'resource "aws_secretsmanager_secret" "s" {\n  name = "s"\n}\n'
    + QUEUE
)


def test_a_difference_charge_by_charge(tmp_path: Path) -> None:
    """50 GB more at 0.08 are 4.00, a key less is 1.00, a secret 0.40; what is the same is not told.

    The secret and the key have calls that wait for usage, each on one side only.
    """
    found = between(tmp_path, BEFORE, AFTER)
    told = [
        (change.address, change.charge_description, change.difference) for change in found.changes
    ]
    assert told == [
        ("aws_ebs_volume.books", "EBS volume, gp3", Decimal("4.00")),
        ("aws_kms_key.k", "KMS key", Decimal(-1)),
        ("aws_secretsmanager_secret.s", "Secret", Decimal("0.4")),
        ("aws_kms_key.k", "KMS requests", Decimal(0)),
        ("aws_secretsmanager_secret.s", "Secrets Manager API calls", Decimal(0)),
    ]
    assert found.incomparable == {"aws_kms_key.k"}
    assert found.floors == {"aws_secretsmanager_secret.s"}
    assert found.compared == {"aws_ebs_volume.books"}
    assert found.comparable == Decimal("4.00")
    assert not found.is_whole
    said = document(found)
    assert said["difference_monthly"] is None
    assert said["difference_is_at_least"] is False
    assert said["difference_of_comparable_monthly"] == Decimal("4.00")
    assert said["not_comparable"] == ["aws_kms_key.k"]
    assert len(list(said["changes"])) == 5  # type: ignore[call-overload]


def test_a_difference_in_words(tmp_path: Path) -> None:
    """What counts stands with its amount; what does not stands apart, without one."""
    text = as_text(between(tmp_path, BEFORE, AFTER), 400)
    rows = [" ".join(line.split()) for line in text.splitlines() if line.startswith("  ")]
    assert rows == [
        "what can be compared costs $4.00 a month more",
        (
            "+$4.00 aws_ebs_volume.books EBS volume, gp3: 100 GB-months x $0.08 "
            "-> 150 GB-months x $0.08"
        ),
        "aws_kms_key.k KMS key: 1 Key-months x $1 -> none",
        "aws_secretsmanager_secret.s Secret: none -> 1 Secret-months x $0.4",
        "aws_kms_key.k: KMS requests",
        "aws_secretsmanager_secret.s: Secrets Manager API calls",
    ]


def test_what_costs_less_than_a_dollar_more_is_more(tmp_path: Path) -> None:
    """5 GB at 0.08: its amount has a sign."""
    found = between(tmp_path, DISK, DISK.replace("100", "105"))
    assert "+$0.40" in as_text(found)


def test_the_other_way_round_it_costs_less(tmp_path: Path) -> None:
    """One volume of two is gone: 100 GB less at 0.08."""
    found = between(tmp_path, TWO, TWO.replace("count = 2", "count = 1"))
    assert headline(found)[0].endswith("costs $8.00 a month less than " + found.before.path)
    assert headline(found)[1] == "$16.00 -> $8.00 a month"
    assert document(found)["difference_monthly"] == -8
    assert "-$8.00" in as_text(found)


def test_of_two_disks_the_one_that_moved_is_paired_and_the_other_as_it_stood(
    tmp_path: Path,
) -> None:
    """Neither costs more at its new address, whichever of them moved."""
    both = DISK + DISK.replace("books", "papers")
    for moved in ("books", "papers"):
        block = f"moved {{\n  from = aws_ebs_volume.{moved}\n  to   = aws_ebs_volume.new\n}}\n"
        after = both.replace(f'"{moved}"', '"new"') + block
        assert between(tmp_path, both, after).changes == ()
