"""A load profile drives instances, capacity units, NAT, logs and credits, hour by hour."""

from dataclasses import replace
from decimal import Decimal

import pytest

from archbench.cost import Estimate, estimate
from archbench.cost.bill import configuration, ref
from archbench.cost.load import derive
from archbench.cost.quantity import Quantity
from archbench.cost.usage_file import parse_usage
from archbench.errors import InputError
from archbench.hcl.values import Plain

GROUP: dict[str, Plain] = {
    "min_size": 2,
    "max_size": 6,
    "desired_capacity": 2,
    "launch_template": ({"id": ref("aws_launch_template.web")},),
    "vpc_zone_identifier": (ref("aws_subnet.app"),),
}
DISK: dict[str, Plain] = {
    "device_name": "/dev/xvda",
    "ebs": ({"volume_type": "gp3", "volume_size": 10},),
}
STACK: dict[str, dict[str, Plain]] = {
    "aws_subnet.app": {},
    "aws_launch_template.web": {"instance_type": "t3.medium", "block_device_mappings": (DISK,)},
    "aws_autoscaling_group.web": GROUP,
    "aws_lb.web": {"internal": True},
    "aws_nat_gateway.a": {},
    "aws_nat_gateway.b": {},
    "aws_cloudwatch_log_group.app": {},
}


def profile(weekday: int, weekend: int, **more: str) -> str:
    """A profile with a constant rate on weekdays and another at weekends."""
    lines = "".join(f"  {key}: {value}\n" for key, value in more.items())
    return (
        "load_profile:\n"
        f"  requests_per_second: {{ weekday: {[weekday] * 24}, weekend: {[weekend] * 24} }}\n"
        f"  requests_per_instance: 50\n{lines}"
    )


def made(text: str) -> Estimate:
    """The estimate of the small stack under a profile."""
    return estimate(configuration(STACK), usage=parse_usage(text, "usage.yml"))


def quantity(found: Estimate, item: str) -> Decimal:
    """The expected quantity of all lines that buy an item."""
    values = [line.pricing_quantity for line in found.priced if line.item == item]
    assert values
    return sum((value or Decimal(0) for value in values), Decimal(0))


def test_instances_follow_the_week() -> None:
    """200 a second need 4 on weekdays, 50 need 1 but the minimum is 2: (120 x 4 + 48 x 2) / 168."""
    found = made(profile(200, 50))
    mean = Decimal(120 * 4 + 48 * 2) / 168
    assert abs(quantity(found, "linux-ondemand:t3.medium") - mean * 730) < Decimal("0.001")


def test_instances_never_exceed_the_maximum() -> None:
    """1,000 a second would need 20; the group's maximum is 6."""
    assert quantity(made(profile(1000, 1000)), "linux-ondemand:t3.medium") == 6 * 730


def test_scale_gives_least_expected_and_most() -> None:
    """Half, once and twice the week: 2, 4 and 6 instances."""
    found = made(profile(200, 200, scale="{ low: 0.5, likely: 1, high: 2 }"))
    [line] = [x for x in found.priced if x.item == "linux-ondemand:t3.medium"]
    values = (line.pricing_quantity_low, line.pricing_quantity, line.pricing_quantity_high)
    assert values == (Decimal(2 * 730), Decimal(4 * 730), Decimal(6 * 730))


def test_capacity_units_are_the_most_of_each_hour() -> None:
    """100 a second, each on its own connection: 100 / 25 = 4 units on weekdays, 0 at weekends."""
    found = made(profile(100, 0, request_kb="1"))
    assert abs(quantity(found, "alb-lcu-hour") - Decimal(4) * 730 * 120 / 168) < Decimal("0.001")


def test_gateways_share_what_requests_send_out() -> None:
    """10 a second all month at 4 KB over two gateways: 10 x 2,628,000 x 4 KB = 100.25 GB."""
    found = made(profile(10, 10, nat_kb_per_request="4"))
    expected = Decimal(10 * 2_628_000 * 4) / (1024 * 1024)
    assert abs(quantity(found, "nat-gateway-gb") - expected) < Decimal("0.001")
    shares = [x.pricing_quantity for x in found.priced if x.item == "nat-gateway-gb"]
    assert shares[0] == shares[1]


def test_logs_grow_with_requests() -> None:
    """A log group named in the profile receives its KB of every request."""
    text = profile(10, 10, log_kb_per_request="{ aws_cloudwatch_log_group.app: 2 }")
    expected = Decimal(10 * 2_628_000 * 2) / (1024 * 1024)
    found = quantity(made(text), "logs-ingest-standard")
    assert abs(found - expected) < Decimal("0.001")


def test_credits_are_what_a_day_does_not_save() -> None:
    """At 100 a second two instances run at 40 %: 0.2 above the baseline, 2 vCPU, 2 instances."""
    found = made(profile(100, 100, cpu_at_that_rate="0.4"))
    expected = Decimal("0.2") * 730 * 2 * 2
    assert abs(quantity(found, "cpu-credits:t3-linux") - expected) < Decimal("0.001")


def test_a_group_whose_machine_is_not_here_follows_the_week_without_credits() -> None:
    """Its template is elsewhere: 4 instances, of which nobody knows what they burst."""
    elsewhere: dict[str, Plain] = {**GROUP, "launch_template": ({"id": "lt-1"},)}
    found = configuration({**STACK, "aws_autoscaling_group.web": elsewhere})
    usage = derive(parse_usage(profile(200, 200), "usage.yml"), found)
    told = {x.key: x.value for x in usage.derived if x.pattern == "aws_autoscaling_group.web"}
    assert told == {"instances": Quantity.of(4)}


def test_a_quiet_week_spends_no_credits() -> None:
    """Below the baseline nothing is billed."""
    assert quantity(made(profile(20, 20)), "cpu-credits:t3-linux") == 0


def test_requests_alone_say_nothing_of_what_they_need() -> None:
    """A measured week without a rate by instance leaves instances as set and units open."""
    found = made(profile(200, 200).replace("  requests_per_instance: 50\n", ""))
    assert quantity(found, "linux-ondemand:t3.medium") == 2 * 730
    assert {"alb-lcu-hour", "nat-gateway-gb", "cpu-credits:t3-linux"} <= {
        line.item for line in found.open
    }


def test_what_the_file_says_of_an_address_wins() -> None:
    """An explicit number beside the profile is kept."""
    text = profile(200, 200) + ("resource_usage: { aws_autoscaling_group.web: { instances: 3 } }\n")
    assert quantity(made(text), "linux-ondemand:t3.medium") == 3 * 730


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("load_profile: { requests_per_instance: 50 }", "must list 24 numbers"),
        (profile(1, 1, requests_per_connection="0"), "must be more than 0"),
        (profile(1, 1).replace("instance: 50", "instance: 0"), "must be more than 0"),
        (profile(1, 1, cpu_at_that_rate="hot"), 'must be a number, not "hot"'),
        (profile(1, 1, request_kbs="1"), 'no key request_kbs. Did you mean "request_kb"?'),
    ],
)
def test_a_mistake_in_a_profile_is_told(text: str, message: str) -> None:
    """A missing hour, a missing number and a wrong key are sentences, not tracebacks."""
    with pytest.raises(InputError) as error:
        made(text)
    assert message in str(error.value)


def numbered(stack: dict[str, dict[str, Plain]], text: str) -> Estimate:
    """The estimate of a stack whose instance keys are numbers."""
    made = configuration(stack)
    instances = tuple(
        replace(x, key=int(str(x.key))) if str(x.key).isdigit() else x for x in made.instances
    )
    return estimate(replace(made, instances=instances), usage=parse_usage(text, "usage.yml"))


def test_groups_and_balancers_that_differ_by_number_share_the_load() -> None:
    """400 a second over two groups need 4 in each; their balancers have half of the units each."""
    rest = {k: v for k, v in STACK.items() if k not in ("aws_autoscaling_group.web", "aws_lb.web")}
    pairs = {f"{name}[{n}]": STACK[name] for n in (0, 1) for name in STACK if name not in rest}
    text = profile(400, 400, request_kb="8", response_kb="8")
    found = numbered({**rest, **pairs}, text)
    assert quantity(found, "linux-ondemand:t3.medium") == 2 * 4 * 730
    alone = made(text)
    both = [x.pricing_quantity for x in found.priced if x.usage_key == "monthly_lcu_hours"]
    one = [x.pricing_quantity for x in alone.priced if x.usage_key == "monthly_lcu_hours"]
    assert len(both) == 2
    assert both[0] == both[1]
    assert sum(filter(None, both)) == pytest.approx(one[0])


def test_groups_with_names_do_different_work() -> None:
    """Nothing says which of two groups by name serves what: neither gets a share."""
    rest = {k: v for k, v in STACK.items() if k != "aws_autoscaling_group.web"}
    both: dict[str, dict[str, Plain]] = {f'aws_autoscaling_group.web["{n}"]': GROUP for n in "ab"}
    found = numbered({**rest, **both}, profile(400, 400))
    assert quantity(found, "linux-ondemand:t3.medium") == 2 * 2 * 730  # what each desires


def serverless(**more: str) -> list[Decimal | None]:
    """Capacity-unit hours of a cluster of 1 to 8 units with one instance."""
    limits: Plain = ({"min_capacity": 1, "max_capacity": 8},)
    stack: dict[str, dict[str, Plain]] = {
        "aws_rds_cluster.c": {
            "engine": "aurora-postgresql",
            "serverlessv2_scaling_configuration": limits,
        },
        "aws_rds_cluster_instance.i": {
            "engine": "aurora-postgresql",
            "instance_class": "db.serverless",
            "cluster_identifier": ref("aws_rds_cluster.c"),
        },
    }
    text = parse_usage(profile(300, 20, **more), "usage.yml")
    found = estimate(configuration(stack), usage=text)
    return [x.pricing_quantity for x in found.line_items if x.item == "aurora-serverless-v2"]


def test_serverless_capacity_follows_the_load_within_its_bounds() -> None:
    """300 a second over 50 are 6 units; 20 would be 0.4, and the least is 1; 10 are over 8."""
    mean = Decimal(120 * 6 + 48) / 168 * 730
    assert serverless(requests_per_capacity_unit="50") == [pytest.approx(mean)]
    assert serverless(requests_per_capacity_unit="30") == [
        pytest.approx(Decimal(120 * 8 + 48) / 168 * 730)
    ]
    assert serverless() == [None]


def test_tasks_of_a_scaled_service_follow_the_load_within_its_bounds() -> None:
    """300 a second over 40 are 8 tasks; 20 would be one, and two is the least."""
    service: Plain = "service/c/s"
    stack: dict[str, dict[str, Plain]] = {
        "aws_ecs_task_definition.t": {"cpu": "1024", "memory": "2048"},
        "aws_ecs_cluster.c": {"name": "c"},
        "aws_ecs_service.s": {
            "name": "s",
            "cluster": ref("aws_ecs_cluster.c", "arn"),
            "launch_type": "FARGATE",
            "desired_count": 2,
            "task_definition": ref("aws_ecs_task_definition.t", "arn"),
        },
        "aws_appautoscaling_target.s": {
            "service_namespace": "ecs",
            "scalable_dimension": "ecs:service:DesiredCount",
            "resource_id": service,
            "min_capacity": 2,
            "max_capacity": 20,
        },
    }
    text = parse_usage(profile(300, 20, requests_per_task="40"), "usage.yml")
    found = estimate(configuration(stack), usage=text)
    tasks = Decimal(120 * 8 + 48 * 2) / 168
    assert quantity(found, "fargate-vcpu-hour:x86_64:linux") == pytest.approx(tasks * 730)
    fixed = {name: values for name, values in stack.items() if "target" not in name}
    alone = estimate(configuration(fixed), usage=text)
    assert quantity(alone, "fargate-vcpu-hour:x86_64:linux") == 2 * 730


@pytest.mark.parametrize(
    ("said", "units"),
    [
        ({"requests_per_connection": "10", "connection_seconds": "30"}, Decimal("0.4")),
        ({"requests_per_connection": "10", "connection_seconds": "900"}, Decimal(3)),
        ({"requests_per_connection": "100", "rule_evaluations_per_request": "50"}, Decimal(5)),
        (
            {"requests_per_connection": "100", "request_kb": "1024", "response_kb": "3072"},
            Decimal(100 * 3600 * 4) / 1024,
        ),
    ],
)
def test_each_dimension_of_a_capacity_unit(said: dict[str, str], units: Decimal) -> None:
    """100 a second: 10 / 25 new, 10 x 900 / 3,000 active, 100 x 50 / 1,000 rules, GB an hour."""
    found = quantity(made(profile(100, 100, **said)), "alb-lcu-hour")
    assert abs(found - units * 730) < Decimal("0.001")


@pytest.mark.parametrize(
    ("size", "baseline", "cores"),
    [
        ("nano", "0.05", 2),
        ("micro", "0.1", 2),
        ("small", "0.2", 2),
        ("medium", "0.2", 2),
        ("large", "0.3", 2),
        ("xlarge", "0.4", 4),
        ("2xlarge", "0.4", 8),
    ],
)
def test_the_baseline_of_each_size(size: str, baseline: str, cores: int) -> None:
    """One instance that runs at 60 % all week spends what lies over its baseline, for each vCPU."""
    template = {**STACK["aws_launch_template.web"], "instance_type": f"t3.{size}"}
    group: dict[str, Plain] = {**GROUP, "min_size": 1, "max_size": 1, "desired_capacity": 1}
    stack = {**STACK, "aws_launch_template.web": template, "aws_autoscaling_group.web": group}
    text = profile(50, 50, cpu_at_that_rate="0.6")
    found = estimate(configuration(stack), usage=parse_usage(text, "usage.yml"))
    expected = (Decimal("0.6") - Decimal(baseline)) * 730 * cores
    assert abs(quantity(found, "cpu-credits:t3-linux") - expected) < Decimal("0.001")


def test_no_processor_runs_at_more_than_all_of_itself() -> None:
    """At twenty times what an instance takes it runs at 100 %: 0.8 over the baseline, no more."""
    group: dict[str, Plain] = {**GROUP, "min_size": 1, "max_size": 1, "desired_capacity": 1}
    stack = {**STACK, "aws_autoscaling_group.web": group}
    text = profile(1000, 1000, cpu_at_that_rate="0.5")
    found = estimate(configuration(stack), usage=parse_usage(text, "usage.yml"))
    expected = Decimal("0.8") * 730 * 2
    assert abs(quantity(found, "cpu-credits:t3-linux") - expected) < Decimal("0.001")


def test_a_database_reads_and_sends_for_each_request() -> None:
    """10 a second: 26,280,000 requests x 3 I/O, and x 2 KB to clients of whom all stand apart."""
    stack: dict[str, dict[str, Plain]] = {
        **STACK,
        "aws_rds_cluster.db": {"engine": "aurora-postgresql", "engine_version": "16.4"},
    }
    text = profile(10, 10, database_io_per_request="3", database_kb_per_request="2")
    found = estimate(configuration(stack), usage=parse_usage(text, "usage.yml"))
    assert quantity(found, "aurora-io") * 1_000_000 == 26_280_000 * 3
    both = {**stack, "aws_rds_cluster.other": stack["aws_rds_cluster.db"]}
    found = estimate(configuration(both), usage=parse_usage(text, "usage.yml"))
    assert {line.item for line in found.open} >= {"aurora-io"}
    assert "aurora-io" not in {line.item for line in found.priced}
