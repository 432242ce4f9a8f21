"""Of several things each decides: one that is fast, one that was filled in, one more, the rest."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from archbench.cost import Estimate, LineItem, estimate
from archbench.cost.bill import configuration, ref
from archbench.cost.mixed_instances import Split
from archbench.cost.quantity import Open, Quantity
from archbench.cost.settle import settled
from archbench.cost.usage import Entry, Usage
from archbench.hcl.values import Plain


def _bought(
    resources: Mapping[str, Mapping[str, Plain]], usage: Mapping[str, int] | None = None
) -> dict[str, Decimal | None]:
    """How much of each item resources buy; what is used stands under the first of them."""
    first = next(iter(resources))
    said = tuple(Entry(first, key, Quantity.of(value), 1) for key, value in (usage or {}).items())
    made: Estimate = estimate(configuration(resources), usage=Usage("", said))
    return {line.item: line.pricing_quantity for line in made.line_items}


@pytest.mark.parametrize("periods", [(10, 60), (60, 10), (10, 10)])
def test_an_alarm_with_one_metric_of_less_than_a_minute_is_fast(periods: tuple[int, int]) -> None:
    """Both of its metrics are billed so."""
    queries = tuple({"metric": ({"period": period},)} for period in periods)
    found = _bought({"aws_cloudwatch_metric_alarm.a": {"metric_query": queries}})
    assert found == {"alarm-highres": 2}


def test_an_alarm_of_metrics_of_a_minute_is_none() -> None:
    """A minute is standard resolution."""
    queries = ({"metric": ({"period": 60},)}, {"metric": ({"period": 300},)})
    found = _bought({"aws_cloudwatch_metric_alarm.a": {"metric_query": queries}})
    assert found == {"alarm-standard": 2}


@pytest.mark.parametrize(("brought", "billed"), [(0, 1460), (1, 730), (2, None)])
def test_addresses_that_are_brought_along_are_not_billed(brought: int, billed: int | None) -> None:
    """An accelerator has two."""
    own: Plain = tuple(f"192.0.2.{number}" for number in range(brought))
    found = _bought({"aws_globalaccelerator_accelerator.a": {"name": "a", "ip_addresses": own}})
    assert found.get("public-ipv4-hour") == billed


@pytest.mark.parametrize(("more", "count"), [(None, 2), (1, 3), (3, 5)])
def test_controllers_beside_those_that_are_set_are_added(more: int | None, count: int) -> None:
    """A directory has two of its own."""
    use = {} if more is None else {"additional_domain_controllers": more}
    found = _bought({"aws_directory_service_directory.a": {"type": "MicrosoftAD"}}, use)
    assert found["microsoft-ad-enterprise-per-dc-hour"] == 730 * count


@pytest.mark.parametrize(
    ("spread", "on_demand"),
    [
        ({}, 5),
        ({"on_demand_base_capacity": 2}, 5),
        ({"on_demand_percentage_above_base_capacity": 40}, 2),
        ({"on_demand_percentage_above_base_capacity": 50}, 3),
        ({"on_demand_percentage_above_base_capacity": 0, "on_demand_base_capacity": 2}, 2),
        ({"on_demand_percentage_above_base_capacity": 40, "on_demand_base_capacity": 1}, 3),
    ],
)
def test_what_of_a_group_is_bought_on_demand(spread: Mapping[str, Plain], on_demand: int) -> None:
    """Of five a base, which is none unless set, and of the others so many in a hundred, or all."""
    policy: Plain = {
        "instances_distribution": (spread,),
        "launch_template": (
            {"launch_template_specification": ({"launch_template_id": ref(_TEMPLATE)},)},
        ),
    }
    found = _bought(
        {
            "aws_autoscaling_group.a": {
                "min_size": 5,
                "max_size": 5,
                "availability_zones": ("us-east-1a",),
                "mixed_instances_policy": (policy,),
            },
            _TEMPLATE: {"instance_type": "m5.large", "image_id": "ami-1"},
        }
    )
    assert found["linux-ondemand:m5.large"] == 730 * on_demand


_TEMPLATE = "aws_launch_template.a"


def test_what_changes_a_cluster_is_kept_for_the_hours_of_its_window() -> None:
    """7,200 seconds are 2 hours: 1,000 statements x 3 records x 2 h x 730 h."""
    found = _bought(
        {"aws_rds_cluster.a": {"engine": "aurora-mysql", "backtrack_window": 7200}},
        {"average_statements_per_hr": 1000, "change_records_per_statement": 3},
    )
    assert found["aurora-backtrack"] == Decimal(1000 * 3 * 2 * 730) / 1_000_000


@pytest.mark.parametrize("filled_in", ["a", "b"])
def test_what_was_filled_in_is_left_out_of_each(filled_in: str) -> None:
    """Of two instances one holds what nobody gave, whether it is the first or the second."""
    values: dict[str, Mapping[str, Plain]] = {
        f"aws_instance.{name}": {"ami": "ami-1", **({"key_name": ""} if name == filled_in else {})}
        for name in "ab"
    }
    found = settled(configuration(values))
    assert [dict(one.values) for one in found.instances] == [{"ami": "ami-1"}] * 2


def _range(line: LineItem) -> Quantity:
    """How much a line is at least, likely and at most, for each of 730 hours."""
    ends = (line.pricing_quantity_low, line.pricing_quantity, line.pricing_quantity_high)
    low, likely, high = (end / 730 for end in ends if end is not None)
    return Quantity(low, likely, high)


def _units(
    resources: Mapping[str, Mapping[str, Plain]], usage: Mapping[str, tuple[int, int, int]]
) -> Quantity:
    """Capacity units of a balancer that has run all month."""
    said = tuple(
        Entry("aws_lb.a", key, Quantity(*map(Decimal, value)), 1) for key, value in usage.items()
    )
    made = estimate(configuration(resources), usage=Usage("", said))
    [line] = [one for one in made.line_items if "lcu" in one.item]
    return _range(line)


def test_the_units_of_a_balancer_are_those_of_its_dearest_dimension_at_each_end() -> None:
    """25 new connections or 3,000 active ones a unit: 1 to 4 and 2 to 5 are 2 to 5."""
    usage = {"new_connections": (25, 100, 100), "active_connections": (6000, 6000, 15000)}
    assert _units({"aws_lb.a": {}}, usage) == Quantity(Decimal(2), Decimal(4), Decimal(5))


def test_of_two_protocols_the_dearer_is_expected_and_the_cheaper_the_least() -> None:
    """800 connections of TCP a unit, 400 of UDP."""
    listener: Mapping[str, Plain]
    listener = {"load_balancer_arn": ref("aws_lb.a", "arn"), "protocol": "TCP_UDP"}
    balancer: Mapping[str, Mapping[str, Plain]] = {
        "aws_lb.a": {"load_balancer_type": "network"},
        "aws_lb_listener.a": listener,
    }
    usage = {"new_connections": (800, 1200, 1600)}
    assert _units(balancer, usage) == Quantity(Decimal(1), Decimal(3), Decimal(4))


@pytest.mark.parametrize(("count", "instances"), [({}, 1), ({"initial_instance_count": 3}, 3)])
def test_a_variant_starts_one_instance_unless_told(
    count: Mapping[str, Plain], instances: int
) -> None:
    """Of each variant of its configuration."""
    found = _bought(
        {
            "aws_sagemaker_endpoint.a": {
                "endpoint_config_name": ref("aws_sagemaker_endpoint_configuration.a", "name")
            },
            "aws_sagemaker_endpoint_configuration.a": {
                "production_variants": ({"instance_type": "ml.m5.large", **count},)
            },
        }
    )
    assert found == {"endpoint:ml.m5.large": 730 * instances}


@pytest.mark.parametrize(
    ("sizes", "ends"),
    [({}, (1, 1, 4)), ({"MinSize": "2"}, (2, 2, 4)), ({"MinSize": "5", "MaxSize": "6"}, (5, 5, 6))],
)
def test_an_environment_grows_from_one_instance_to_four_unless_told(
    sizes: Mapping[str, str], ends: tuple[int, int, int]
) -> None:
    """As Elastic Beanstalk sets the group that it makes."""
    told = {f"aws:autoscaling:asg/{name}": value for name, value in sizes.items()}
    told["aws:autoscaling:launchconfiguration/InstanceType"] = "c5.large"
    settings = tuple(
        {"namespace": name.split("/")[0], "name": name.split("/")[1], "value": value}
        for name, value in told.items()
    )
    made = estimate(configuration({"aws_elastic_beanstalk_environment.a": {"setting": settings}}))
    [line] = [one for one in made.line_items if one.item == "linux-ondemand:c5.large"]
    assert _range(line) == Quantity(*map(Decimal, ends))


def test_what_waits_in_two_places_is_at_most_both() -> None:
    """3 to 8 and 2 to 5 are 5 to 13; where nothing limits one of them, nothing limits both."""
    one = Open("one", Decimal(3), Decimal(8))
    assert one + Open("two", Decimal(2), Decimal(5)) == Open("one", Decimal(5), Decimal(13))
    assert one + Quantity.of(4) == Open("one", Decimal(7), Decimal(12))
    assert one + Open("two", Decimal(2)) == Open("one", Decimal(5))


@pytest.mark.parametrize(("units", "on_demand"), [(300, 152), (5, 4), (2, 2), (1, 1)])
def test_half_of_what_is_above_a_base_is_bought_on_demand(units: int, on_demand: int) -> None:
    """A base of three, and half of the others, rounded up."""
    assert Split(3, 50).on_demand(Decimal(units)) == on_demand
    assert Split(3, 50).spot(Decimal(units)) == units - on_demand
