"""What is known of an undecided quantity bounds the total, and nothing else does."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from archbench.cost import Estimate, LineItem, estimate
from archbench.cost.commitments import commitments, storage_modes
from archbench.cost.statement import as_text, headline
from archbench.cost.usage_file import parse_usage
from archbench.hcl.values import Unknown
from archbench.requirements.figures import figures
from archbench.terraform import load
from tests.cost.own_prices import price_list

DAY = date(2026, 11, 23)
REGION = 'provider "aws" {\n  region = "us-east-1"\n}\n'

ELASTIC = """
resource "aws_rds_cluster" "shop" {
  engine         = "aurora-postgresql"
  engine_version = "16.4"
  serverlessv2_scaling_configuration {
    min_capacity = 1
    max_capacity = 10
  }
}
resource "aws_rds_cluster_instance" "shop" {
  count              = 3
  cluster_identifier = aws_rds_cluster.shop.id
  instance_class     = "db.serverless"
}
"""
EMPTY = """
resource_usage:
  aws_rds_cluster.shop:
    storage_gb: 0
    monthly_io_requests: 0
    backup_snapshot_size_gb: 0
    snapshot_export_size_gb: 0
"""


def made(terraform: str, directory: Path, usage: str = "") -> Estimate:
    """The estimate of a configuration in us-east-1."""
    (directory / "main.tf").write_text(REGION + terraform, encoding="utf-8")
    return estimate(load(directory), usage=parse_usage(usage, "usage.yml"), as_of=DAY)


def lines(found: Estimate) -> Mapping[str, LineItem]:
    """The lines by what they buy, without the tier."""
    return {line.charge_description.split(" (first ")[0]: line for line in found.line_items}


def test_capacity_between_two_bounds_is_a_range(tmp_path: Path) -> None:
    """3 instances of 1 to 10 ACU at 0.12: 3 x 730 x 0.12 = 262.80 to 2,628.00, though they wait."""
    found = made(ELASTIC, tmp_path, EMPTY)
    assert [line.list_cost for line in found.open] == [None] * 3
    assert (found.total.low, found.at_most) == (Decimal("262.80"), Decimal("2628.00"))
    assert found.total_monthly == Decimal("262.80")
    assert "at least $262.80, at most $2,628.00 a month" in headline(found)[0]
    assert (
        "at least $262.80, at most $2,628.00"
        in " ".join(as_text(found).split()).split("Waiting for usage")[1]
    )


def test_a_budget_is_judged_by_the_bounds(tmp_path: Path) -> None:
    """Less than the most is open, the most or more holds, less than the least does not."""
    total = figures(made(ELASTIC, tmp_path, EMPTY))()["total_monthly"]
    assert isinstance(total, Unknown)
    assert total.refinement.minimum == Fraction("262.8")
    assert total.refinement.maximum == 2628


def test_what_nothing_limits_has_no_upper_bound(tmp_path: Path) -> None:
    """Storage that waits for usage may cost anything: at least is told, at most is not."""
    found = made(ELASTIC, tmp_path)
    assert found.at_most is None
    assert "at least $262.80 a month" in headline(found)[0]
    total = figures(found)()["total_monthly"]
    assert isinstance(total, Unknown)
    assert total.refinement.maximum is None


def test_a_module_that_was_not_read_leads_and_removes_the_upper_bound(tmp_path: Path) -> None:
    """What it holds may cost anything."""
    unread = """
    module "queue" {
      source  = "registry.example/acme/queue/aws"
      version = "1.0.0"
    }
    variable "sites" { type = set(string) }
    resource "aws_sqs_queue" "site" { for_each = var.sites }
    resource "aws_eip" "office" {
      count  = 2
      domain = "vpc"
    }
    """
    (tmp_path / "main.tf").write_text(REGION + unread, encoding="utf-8")
    configuration = load(tmp_path, variables=[("unknown", "sites")])
    found = estimate(configuration, as_of=DAY)
    assert (
        headline(found)[0]
        .split(": ", 1)[1]
        .startswith("at least $7.30; 1 module not read, 1 block not counted (a month at list price")
    )
    assert found.at_most is None
    assert not [line for line in headline(found) if line.startswith("between")]


def test_what_can_cost_nothing_leaves_the_total_whole(tmp_path: Path) -> None:
    """However many data sources and policies there are: the total is the total."""
    (tmp_path / "main.tf").write_text(
        REGION
        + """
    variable "sites" { type = set(string) }
    data "aws_nat_gateway" "site" {
      for_each = var.sites
      id       = each.value
    }
    resource "aws_iam_role_policy" "site" {
      for_each = var.sites
      role     = "site"
      policy   = "{}"
    }
    resource "aws_eip" "office" { domain = "vpc" }
    """,
        encoding="utf-8",
    )
    found = estimate(load(tmp_path, variables=[("unknown", "sites")]), as_of=DAY)
    assert found.uncounted == ()
    assert found.at_most == found.total.low == Decimal("3.65")
    assert found.free == ("aws_iam_role_policy.site",)
    assert headline(found)[-1] == "not in the total: nothing; 1 resource free"


MIXED = """
resource "aws_subnet" "app" {
  vpc_id     = "vpc-1"
  cidr_block = "10.0.0.0/24"
}
resource "aws_launch_template" "app" {
  name          = "app"
  image_id      = "ami-1"
  instance_type = "m5.large"
  monitoring { enabled = true }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_type = "gp3"
      volume_size = 10
    }
  }
}
resource "aws_autoscaling_group" "app" {
  min_size            = 6
  max_size            = 6
  vpc_zone_identifier = [aws_subnet.app.id]
  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity                  = 2
      on_demand_percentage_above_base_capacity = 0
    }
    launch_template {
      launch_template_specification { launch_template_name = "app" }
      %s
    }
  }
}
"""


def test_a_mixed_policy_is_known_on_demand_and_bounded_in_spot(tmp_path: Path) -> None:
    """Two of the first override on demand; four of either as spot, at most 4 x 0.192 an hour."""
    kinds = 'override { instance_type = "c5.large" }\n override { instance_type = "m5.xlarge" }'
    found = made(MIXED % kinds, tmp_path)
    by_name = lines(found)
    assert by_name["Linux on demand, c5.large"].list_cost == Decimal("124.10")
    spot = by_name["Linux spot, c5.large or m5.xlarge, at most at the rate on demand"]
    assert (spot.list_cost, spot.list_cost_low) == (None, None)
    assert spot.list_cost_high == 4 * 730 * Decimal("0.192")
    assert by_name["Volume /dev/xvda, gp3"].list_cost == 6 * 10 * Decimal("0.08")
    assert by_name["EC2 detailed monitoring"].pricing_quantity == 42
    assert found.at_most == Decimal("124.10") + 4 * 730 * Decimal("0.192") + Decimal("17.40")


def test_weights_leave_the_number_of_instances_to_aws_within_bounds(tmp_path: Path) -> None:
    """2 on demand of weight 1, then 4 units of spot: 4 small or 1 large, so 3 to 6 volumes."""
    kinds = """
      override { instance_type = "c5.large" }
      override {
        instance_type     = "m5.xlarge"
        weighted_capacity = "4"
      }
    """
    volume = lines(made(MIXED % kinds, tmp_path))["Volume /dev/xvda, gp3"]
    assert volume.pricing_quantity is None
    bounds = (volume.pricing_quantity_low, volume.pricing_quantity_high)
    assert bounds == (Decimal(30), Decimal(60))


def test_spot_of_one_type_has_the_price_a_user_gives_it(tmp_path: Path) -> None:
    """Four of the six, at $0.03 an hour of the list beside the configuration."""
    (tmp_path / "main.tf").write_text(REGION + MIXED % "", encoding="utf-8")
    prices = {"AmazonEC2 linux-spot:m5.large": "0.03", "AmazonEC2 linux-ondemand:m5.large": "0.1"}
    found = estimate(load(tmp_path), catalogue=price_list(tmp_path, prices))
    told = lines(found)["Linux spot, m5.large"]
    assert told.pricing_quantity == 4 * 730
    assert told.list_cost == 4 * 730 * Decimal("0.03")


def test_a_type_chosen_by_its_attributes_is_not_the_templates(tmp_path: Path) -> None:
    """Volumes and monitoring stay priced; the machines have no price."""
    wanted = """
      override {
        instance_requirements {
          memory_mib { min = 32768 }
          vcpu_count { min = 8 }
        }
      }
    """
    found = made(MIXED % wanted, tmp_path)
    assert sorted(lines(found)) == ["Volume /dev/xvda, gp3"]
    [missing] = found.unpriced
    assert "AWS chooses their type by the attributes it requires" in missing.reason


def test_a_type_the_template_chooses_by_attributes_has_no_price(tmp_path: Path) -> None:
    """The template's own requirements count where the group overrides none of them."""
    wanted = """instance_requirements {
    memory_mib { min = 32768 }
    vcpu_count { min = 8 }
  }"""
    text = (MIXED % "").replace('instance_type = "m5.large"', wanted)
    found = made(text, tmp_path)
    assert sorted(lines(found)) == ["Volume /dev/xvda, gp3"]
    [missing] = found.unpriced
    assert "AWS chooses their type by the attributes it requires" in missing.reason


SLEEPS = """
resource "aws_subnet" "app" {
  vpc_id     = "vpc-1"
  cidr_block = "10.0.0.0/24"
}
resource "aws_launch_template" "dev" {
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
resource "aws_autoscaling_group" "dev" {
  name                = "dev"
  min_size            = 3
  max_size            = 3
  vpc_zone_identifier = [aws_subnet.app.id]
  launch_template { id = aws_launch_template.dev.id }
}
resource "aws_autoscaling_schedule" "evening" {
  scheduled_action_name  = "evening"
  autoscaling_group_name = "dev"
  recurrence             = "%s"
  min_size               = %d
  max_size               = 3
  desired_capacity       = %d
}
resource "aws_autoscaling_schedule" "morning" {
  scheduled_action_name  = "morning"
  autoscaling_group_name = "dev"
  recurrence             = "0 8 * * *"
  min_size               = 3
  max_size               = 3
  desired_capacity       = 3
}
"""


def test_what_never_sleeps_may_be_reserved_and_nothing_more(tmp_path: Path) -> None:
    """3 by day and 1 by night, each 12 hours: 2 on average, 1 that always runs."""
    found = made(SLEEPS % ("0 20 * * *", 1, 1), tmp_path)
    assert lines(found)["Linux on demand, m5.large"].pricing_quantity == 2 * 730
    assert {item.instances for item in commitments(found)} == {Decimal(1)}


def test_a_group_that_sleeps_every_night_gets_no_advice_to_reserve(tmp_path: Path) -> None:
    """Half of the hours of three instances; none of them always runs."""
    found = made(SLEEPS % ("0 20 * * *", 0, 0), tmp_path)
    assert lines(found)["Linux on demand, m5.large"].list_cost == Decimal("105.12")
    assert commitments(found) == ()


@pytest.mark.parametrize("recurrence", ["0 20 1 * *", "soon", "0 20 * JAN *"])
def test_a_schedule_that_is_no_week_leaves_the_hours_open(tmp_path: Path, recurrence: str) -> None:
    """A day of the month has no week to play; what is not understood is not taken for always on."""
    found = made(SLEEPS % (recurrence, 0, 0), tmp_path)
    assert lines(found)["Linux on demand, m5.large"].is_open


def test_each_cluster_has_the_break_even_of_its_own_instances(tmp_path: Path) -> None:
    """By reference, not by address: 730 h and 50 GB beside one unit of capacity and none."""
    clusters = """
    locals { kinds = { ledger = "db.r6g.large", search = "db.serverless" } }
    resource "aws_rds_cluster" "all" {
      for_each = local.kinds
      engine   = "aurora-postgresql"
    }
    resource "aws_rds_cluster_instance" "all" {
      for_each           = local.kinds
      cluster_identifier = aws_rds_cluster.all[each.key].id
      instance_class     = each.value
    }
    """
    usage = """
    resource_usage:
      aws_rds_cluster.all[*]:
        { storage_gb: 50, monthly_io_requests: 0, backup_snapshot_size_gb: 0 }
      aws_rds_cluster_instance.all["search"]: { capacity_units_per_hr: 5 }
    """
    found = {x.address: x.break_even_io for x in storage_modes(made(clusters, tmp_path, usage))}
    each = Decimal("0.0000002")
    assert found == {
        'aws_rds_cluster.all["ledger"]': (Decimal("56.94") + Decimal("6.25")) / each,
        'aws_rds_cluster.all["search"]': (5 * 730 * Decimal("0.04") + Decimal("6.25")) / each,
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Windows_Server-2019-English-Core-*", "Windows on demand"),
        ("Windows_Server-2022-English-Full-SQL_2019_Web-*", "Windows with SQL Server Web"),
        ("RHEL-9.4.0_HVM-*-x86_64-*", "RHEL on demand"),
        ("suse-sles-15-sp6-*-hvm-ssd-x86_64", "SUSE on demand"),
        ("al2023-ami-2023.*-x86_64", "Linux on demand"),
        ("ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*", "Linux on demand"),
    ],
)
def test_an_image_tells_what_the_machine_runs(tmp_path: Path, name: str, words: str) -> None:
    """The rate is that of its system and licence, or there is none."""
    image = f"""
    data "aws_ami" "base" {{
      owners = ["amazon"]
      filter {{
        name   = "name"
        values = ["{name}"]
      }}
    }}
    resource "aws_instance" "one" {{
      ami                         = data.aws_ami.base.id
      instance_type               = "m5.large"
      associate_public_ip_address = false
      root_block_device {{
        volume_type = "gp3"
        volume_size = 50
      }}
    }}
    """
    found = made(image, tmp_path)
    told = [*lines(found), *(item.reason for item in found.unpriced)]
    assert [text for text in told if text.startswith(words)]
    assert ("Linux on demand, m5.large" in lines(found)) == (words == "Linux on demand")


def test_a_script_for_powershell_means_windows(tmp_path: Path) -> None:
    """The image is a bare id, and what it is told to run is not."""
    machine = """
    resource "aws_instance" "one" {
      ami           = "ami-1"
      instance_type = "m5.large"
      user_data     = "<powershell>Restart-Computer</powershell>"
      root_block_device {
        volume_type = "gp3"
        volume_size = 50
      }
    }
    """
    reasons = [item.reason for item in made(machine, tmp_path).unpriced]
    assert [reason for reason in reasons if reason.startswith("Windows on demand")]


def test_instances_of_a_dedicated_network_are_not_on_demand(tmp_path: Path) -> None:
    """The network decides the tenancy of what says nothing itself."""
    machine = """
    resource "aws_vpc" "own" {
      cidr_block       = "10.0.0.0/16"
      instance_tenancy = "dedicated"
    }
    resource "aws_subnet" "own" {
      vpc_id     = aws_vpc.own.id
      cidr_block = "10.0.0.0/24"
    }
    resource "aws_instance" "one" {
      ami           = "ami-1"
      instance_type = "m5.large"
      subnet_id     = aws_subnet.own.id
      root_block_device {
        volume_type = "gp3"
        volume_size = 50
      }
    }
    """
    found = made(machine, tmp_path)
    assert [item.reason for item in found.unpriced if "Linux dedicated" in item.reason]
    assert "Linux on demand, m5.large" not in lines(found)


def test_a_list_known_after_apply_has_the_size_of_what_it_is_made_from(tmp_path: Path) -> None:
    """Not of all that its expression refers to: the group beside the subnets is no zone."""
    text = """
resource "aws_subnet" "s" {
  count  = 2
  vpc_id = "vpc-1"
}
resource "aws_security_group" "g" {}
resource "aws_vpc_endpoint" "e" {
  for_each = {
    logs = { subnets = aws_subnet.s[*].id, groups = [aws_security_group.g.id] }
  }
  vpc_id             = "vpc-1"
  vpc_endpoint_type  = "Interface"
  service_name       = "com.amazonaws.us-east-1.${each.key}"
  subnet_ids         = distinct(concat(aws_subnet.s[*].id, each.value.subnets))
  security_group_ids = each.value.groups
}
"""
    (tmp_path / "main.tf").write_text(REGION + text, encoding="utf-8")
    made = estimate(load(tmp_path), as_of=DAY)
    (line,) = [item for item in made.line_items if item.charge_description == "Interface endpoint"]
    assert line.pricing_quantity == 2 * 730


def test_retention_that_is_known_later_may_cost_as_much_or_nothing(tmp_path: Path) -> None:
    """A day is free and a week is not: 2 shards x 730 h x 0.02 = 29.20 at most, beside 21.90."""
    stream = """
    resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
    resource "aws_kinesis_stream" "a" {
      name             = "a"
      shard_count      = 2
      retention_period = 24 * length(aws_vpc.a.id)
    }
    """
    found = made(stream, tmp_path)
    line = lines(found)["Retention to 7 days"]
    assert (line.list_cost, line.list_cost_low, line.list_cost_high) == (
        None,
        None,
        Decimal("29.2"),
    )
    assert found.total_monthly == Decimal("21.90")


def test_what_a_usage_file_says_counts_instances_whatever_they_weigh(tmp_path: Path) -> None:
    """6 on average: 2 on demand and 4 as spot, each with its volume, though each weighs 4."""
    kinds = """
      override {
        instance_type     = "m5.xlarge"
        weighted_capacity = "4"
      }
    """
    use = "resource_usage:\n  'aws_autoscaling_group.*': { instances: 6 }\n"
    found = lines(made(MIXED % kinds, tmp_path, use))
    assert found["Linux on demand, m5.xlarge"].pricing_quantity == 2 * 730
    assert found["Volume /dev/xvda, gp3"].pricing_quantity == 60


TRACKED = """
resource "aws_autoscaling_policy" "out" {
  name                   = "out"
  autoscaling_group_name = "workers"
  policy_type            = "TargetTrackingScaling"
  target_tracking_configuration {
    target_value     = 50
    disable_scale_in = true
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}
resource "aws_appautoscaling_policy" "keyspace" {
  name               = "keyspace"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "keyspace/shop/table/orders"
  scalable_dimension = "cassandra:table:ReadCapacityUnits"
  service_namespace  = "cassandra"
  target_tracking_scaling_policy_configuration {
    target_value = 50
    predefined_metric_specification {
      predefined_metric_type = "CassandraReadCapacityUtilization"
    }
  }
}
"""


def test_alarms_that_aws_does_not_count_wait_between_bounds(tmp_path: Path) -> None:
    """A policy that does not scale in has one or two, one of a keyspace two to four: $0.1 each."""
    found = {
        line.address: (line.pricing_quantity, line.list_cost_low, line.list_cost_high)
        for line in made(TRACKED, tmp_path).line_items
    }
    assert found == {
        "aws_autoscaling_policy.out": (None, Decimal("0.1"), Decimal("0.2")),
        "aws_appautoscaling_policy.keyspace": (None, Decimal("0.2"), Decimal("0.4")),
    }
