"""Resource types AWS does not bill in themselves.

What such a resource sets in motion is billed where it runs: a launch template by its instances, a
listener by its load balancer. The list stands in data/prices/free-types.txt, each type with the
arguments that cost money all the same, as cost.arguments writes them:

    aws_acm_certificate certificate_authority_arn: Certificate of a private authority
"""

from collections.abc import Mapping
from functools import cache

from archbench.cost.arguments import ALL, ArgumentCover, arguments
from archbench.files import data_directory
from archbench.terraform.local_providers import LOCAL

FREE_PREFIXES = ("aws_iam_", *LOCAL)
"""Types by the start of their name: identity, and providers that create nothing outside."""

_DECIDING = """
aws_ami aws_appautoscaling_target aws_autoscaling_attachment aws_autoscaling_schedule
aws_autoscaling_traffic_source_attachment aws_db_subnet_group aws_default_route_table
aws_default_subnet aws_default_vpc aws_docdb_subnet_group aws_ec2_instance_state
aws_ec2_transit_gateway aws_ecs_cluster_capacity_providers aws_ecs_task_definition
aws_elb_attachment aws_globalaccelerator_listener aws_internet_gateway aws_launch_configuration
aws_launch_template aws_lb_listener_rule aws_lb_target_group aws_lb_target_group_attachment
aws_main_route_table_association aws_neptune_subnet_group aws_network_interface
aws_network_interface_attachment aws_route aws_route_table aws_route_table_association
aws_sagemaker_endpoint_configuration aws_subnet aws_vpc_endpoint_subnet_association
aws_vpn_gateway aws_wafv2_rule_group
"""
DECIDING = frozenset(_DECIDING.split())
"""Free types that decide what others cost: a schedule how many machines run, a route through what.

How many there are of them changes a bill, unlike the number of security groups.
"""

_ALL_FREE = arguments(free=ALL)


@cache
def free_types() -> Mapping[str, ArgumentCover]:
    """The free types by name, each with the arguments that are not free."""
    text = (data_directory() / "prices" / "free-types.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    extras: dict[str, dict[str, str]] = {}
    for line in lines:
        type_, _, rest = line.partition(" ")
        path, _, what = rest.partition(": ")
        extras.setdefault(type_, {}).update({path: what} if path else {})
    return {type_: arguments(free=ALL, costs=costs) for type_, costs in extras.items()}


def free_arguments(type_: str) -> ArgumentCover:
    """What of a free type costs money all the same; whatever is not named there is free."""
    return free_types().get(type_, _ALL_FREE)


def is_free(type_: str) -> bool:
    """True for a type with no charge of its own.

    >>> is_free("aws_iam_role"), is_free("aws_subnet"), is_free("aws_nat_gateway")
    (True, True, False)
    """
    return type_.startswith(FREE_PREFIXES) or type_ in free_types()


def is_free_at_any_number(type_: str) -> bool:
    """True for a free type of which no argument costs and that decides nothing.

    >>> is_free_at_any_number("aws_iam_role"), is_free_at_any_number("aws_security_group")
    (True, True)
    >>> is_free_at_any_number("aws_launch_template"), is_free_at_any_number("aws_s3_object")
    (False, False)
    """
    return is_free(type_) and type_ not in DECIDING and not free_arguments(type_).costs
