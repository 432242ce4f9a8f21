"""ECS task set: its tasks are billed at the service it belongs to.

https://aws.amazon.com/fargate/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ecs_task_set.blue": {"service": "web"}})
aws_ecs_task_set.blue: no price: its service is not in this configuration and decides how many run
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced

NAME = "ECS task set"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="""
        capacity_provider_strategy launch_type network_configuration scale service task_definition
    """,
    free="""
        cluster external_id force_delete load_balancer platform_version service_registries
        wait_until_stable wait_until_stable_timeout
    """,
)


def charges(tasks: Resource) -> Iterator[Charge | Unpriced]:
    """Nothing, where its service is here."""
    if tasks.target("service") is None:
        yield Unpriced(
            tasks.address,
            "no price: its service is not in this configuration and decides how many run",
        )
