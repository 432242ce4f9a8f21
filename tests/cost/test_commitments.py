"""Commitments and storage modes: what a promise saves, and from when on it pays."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from archbench.architecture import build
from archbench.cost import Estimate, estimate
from archbench.cost.allowances import with_allowances
from archbench.cost.bill import configuration
from archbench.cost.commitments import commitments, stack_plans, storage_modes
from archbench.cost.usage_file import parse_usage
from archbench.hcl.values import Plain
from archbench.terraform import load
from tests.cost.own_prices import price_list

STACK = Path(__file__).parents[2] / "infra" / "payments"


def stack(usage: str = "") -> Estimate:
    """The payment stack with some usage."""
    configuration = load(STACK)
    said = parse_usage(usage, "usage.yml")
    return estimate(configuration, build(configuration), usage=said, as_of=date(2026, 11, 23))


def test_a_reserved_year_of_six_instances() -> None:
    """6 x 730 x 0.0261 = 114.318 beside 182.208: it pays from 0.0261 / 0.0416 of the hours on."""
    [found] = [x for x in commitments(stack()) if x.option == "reserved, standard, 1 year"]
    assert found.instances == 6
    assert found.committed_monthly == Decimal("114.318")
    assert found.saving_monthly == Decimal("67.89")
    assert found.break_even == Decimal("0.0261") / Decimal("0.0416")
    assert (found.price_source, found.price_date) == ("cloudcosttree", "2026-08-08")


def test_what_has_no_sourced_rate_has_no_price() -> None:
    """Savings Plans for which nobody has a rate are named, and not guessed."""
    unknown = [x for x in commitments(stack()) if x.committed_monthly is None]
    assert {x.option for x in unknown} == {
        "Compute Savings Plan, 1 year",
        "Compute Savings Plan, 3 years",
        "EC2 Instance Savings Plan, 1 year",
        "EC2 Instance Savings Plan, 3 years",
        "Database Savings Plan, 1 year",
    }
    assert all(x.reason.startswith("no price") and x.saving_monthly is None for x in unknown)


def test_a_reserved_year_of_a_database() -> None:
    """730 x 0.17 = 124.10 beside 730 x 0.26 = 189.80, of each of three instances."""
    found = [x for x in commitments(stack()) if x.option == "reserved, 1 year"]
    assert [(x.on_demand_monthly, x.committed_monthly) for x in found] == [
        (Decimal("189.80"), Decimal("124.10"))
    ] * 3


def test_a_plan_over_the_whole_stack() -> None:
    """The cheapest year of each of four lines: 114.318 + 3 x 124.10 beside 182.208 + 3 x 189.80."""
    year, years = stack_plans(stack())
    assert (year.length, year.lines) == ("1 year", 4)
    assert year.committed_monthly == Decimal("486.618")
    assert year.on_demand_monthly == Decimal("751.608")
    assert year.break_even == Decimal("486.618") / Decimal("751.608")
    assert year.covered == 1
    assert (years.length, years.committed_monthly < year.committed_monthly) == ("3 years", True)


def test_a_plan_covers_what_always_runs_of_the_load() -> None:
    """Two machines always run, four are expected: half of the load is committed to."""
    group: dict[str, Plain] = {
        "min_size": 2,
        "max_size": 8,
        "launch_configuration": "machines",
    }
    made = estimate(
        configuration(
            {
                "aws_autoscaling_group.a": group,
                "aws_autoscaling_group.b": group,
                "aws_launch_configuration.a": {
                    "name": "machines",
                    "image_id": "ami-1",
                    "instance_type": "m5.large",
                },
            }
        ),
        usage=parse_usage(
            "resource_usage:\n  'aws_autoscaling_group.*':\n"
            "    instances: { low: 2, likely: 4, high: 8 }\n",
            "usage.yml",
        ),
    )
    [found] = [plan for plan in stack_plans(made) if plan.length == "1 year"]
    assert found.lines == 2
    assert found.on_demand_monthly == 2 * 2 * 730 * Decimal("0.096")
    assert found.covered == Decimal("0.5")


def test_a_savings_plan_with_a_sourced_rate() -> None:
    """730 x 0.07053 = 51.4869 beside 730 x 0.096 = 70.08."""
    machine = {"ami": "ami-1", "instance_type": "m6i.large", "subnet_id": "subnet-1"}
    made = estimate(configuration({"aws_instance.a": machine}))
    found = {x.option: x for x in commitments(made)}
    plan = found["Compute Savings Plan, 1 year"]
    assert (plan.on_demand_monthly, plan.committed_monthly) == (
        Decimal("70.08"),
        Decimal("51.4869"),
    )


def test_io_optimized_pays_from_1166_million_io_on() -> None:
    """With 500 GB: (740.22 + 112.50 - 569.40 - 50.00) / 0.20 per million = 1,166.6 million."""
    [modes] = storage_modes(
        stack("resource_usage: { aws_rds_cluster.aurora: { storage_gb: 500 } }")
    )
    assert modes.standard_monthly == Decimal("619.40")
    assert modes.optimized_monthly == Decimal("852.72")
    assert modes.break_even_io == Decimal(1_166_600_000)


def test_without_storage_no_break_even_is_told() -> None:
    """The break-even waits for the size of the cluster."""
    assert storage_modes(stack()) == ()


def test_allowances_are_credits_and_never_more_than_the_charge() -> None:
    """3 free dashboards credit the one there is; 10 free alarms credit ten of eleven."""
    plain = stack()
    made = with_allowances(plain)
    credited = {x.item: Decimal(0) for x in made.line_items if x.charge_category == "Credit"}
    for line in made.line_items:
        if line.charge_category == "Credit":
            credited[line.item] += line.list_cost or Decimal(0)
    assert credited == {
        "dashboard": Decimal(-3),
        "alarm-standard": Decimal("-1.0"),
        "health-check-aws": Decimal("-0.5"),
    }
    assert plain.total_monthly - made.total_monthly == Decimal("4.5")


def test_what_all_functions_use_is_free_together_up_to_the_allowance() -> None:
    """Two architectures share one allowance of GB-seconds: 300,000 of it here, then 100,000."""
    functions = configuration(
        {
            "aws_lambda_function.a": {"memory_size": 1024},
            "aws_lambda_function.b": {"memory_size": 1024, "architectures": ("arm64",)},
        }
    )
    usage = "\n".join(
        f"  aws_lambda_function.{name}: {{ monthly_requests: 300000, request_duration_ms: 1000 }}"
        for name in "ab"
    )
    said = parse_usage(f"resource_usage:\n{usage}\n", "usage.yml")
    made = with_allowances(estimate(functions, usage=said))
    taken = [
        line.pricing_quantity
        for line in made.line_items
        if line.charge_category == "Credit" and line.item.startswith("duration:")
    ]
    assert taken == [Decimal(-300_000), Decimal(-100_000)]


def test_what_may_not_be_used_at_all_has_its_allowance_of_the_rest() -> None:
    """Of no request, 1,000,000 or 1,500,000 in a month the first million is free."""
    functions = configuration({"aws_lambda_function.a": {"memory_size": 128}})
    use = "{ monthly_requests: { low: 0, likely: 1000000, high: 1500000 }, request_duration_ms: 1 }"
    said = parse_usage(f"resource_usage:\n  aws_lambda_function.a: {use}\n", "usage.yml")
    total = with_allowances(estimate(functions, usage=said)).total
    assert (total.low, total.likely, total.high) == (Decimal(0), Decimal(0), Decimal("0.1"))


def test_the_first_thousand_paths_an_account_invalidates_are_free() -> None:
    """12,340 paths of two distributions: 1,000 of them once, $5.00."""
    site = configuration({"aws_cloudfront_distribution.a": {}, "aws_cloudfront_distribution.b": {}})
    usage = "\n".join(
        f"  aws_cloudfront_distribution.{name}: {{ monthly_invalidation_requests: {paths} }}"
        for name, paths in (("a", 340), ("b", 12000))
    )
    said = parse_usage(f"resource_usage:\n{usage}\n", "usage.yml")
    made = with_allowances(estimate(site, usage=said))
    assert [line.list_cost for line in made.line_items if line.charge_category == "Credit"] == [
        Decimal("-1.700"),
        Decimal("-3.300"),
    ]


def test_the_cheapest_of_each_line_is_committed_to_and_nothing_that_saves_nothing(
    tmp_path: Path,
) -> None:
    """Of 7, 6 and 8 in place of 10 the second; a reserved node at 11 is not in the plan."""
    prices = price_list(
        tmp_path,
        {
            "AmazonEC2 linux-ondemand:m5.large": "10",
            "AmazonEC2 linux-ri-standard-1yr-noupfront:m5.large": "7",
            "AmazonEC2 compute-sp-1yr-noupfront:linux-ondemand:m5.large": "6",
            "AmazonEC2 ec2-instance-sp-1yr-noupfront:linux-ondemand:m5.large": "8",
            "AmazonElastiCache node:redis:cache.m5.large": "10",
            "AmazonElastiCache node-ri-1yr-noupfront:redis:cache.m5.large": "11",
        },
    )
    machine: dict[str, Plain] = {
        "ami": "ami-1",
        "instance_type": "m5.large",
        "associate_public_ip_address": False,
    }
    node: dict[str, Plain] = {"engine": "redis", "node_type": "cache.m5.large"}
    resources = {
        "aws_instance.a": machine,
        "aws_elasticache_cluster.a": {**node, "num_cache_nodes": 1},
    }
    made = estimate(configuration(resources), catalogue=prices)
    [plan] = stack_plans(made, prices)
    assert (plan.length, plan.lines) == ("1 year", 1)
    assert [plan.on_demand_monthly, plan.committed_monthly] == list(map(Decimal, (7300, 4380)))
    assert [plan.saving_monthly, plan.expected_monthly] == list(map(Decimal, (2920, 7300)))
    dear = [x for x in commitments(made, prices) if x.saving_monthly and x.saving_monthly < 0]
    assert [(x.address, x.saving_monthly) for x in dear] == [
        ("aws_elasticache_cluster.a", Decimal(-730))
    ]


def test_what_may_not_run_is_not_committed_to() -> None:
    """A group that may be empty has nothing that always runs."""
    use = (
        "resource_usage:\n  aws_instance.a:\n    monthly_hrs: { low: 0, likely: 400, high: 730 }\n"
    )
    machine: dict[str, Plain] = {
        "ami": "ami-1",
        "instance_type": "m5.large",
        "associate_public_ip_address": False,
    }
    made = estimate(configuration({"aws_instance.a": machine}), usage=parse_usage(use, "usage.yml"))
    assert commitments(made) == ()
    assert stack_plans(made) == ()
