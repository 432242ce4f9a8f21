"""Traffic mirror session: by the hour of the mirrored interface.

https://aws.amazon.com/vpc/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ec2_traffic_mirror_session.a": {}})
Traffic mirroring                           730 Hrs                  $0.015     $10.95
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Traffic mirror session"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    free="""
        description network_interface_id packet_length session_number
        traffic_mirror_filter_id traffic_mirror_target_id virtual_network_id
    """,
)

QUERIES = queries("AmazonVPC", "", ("traffic-mirroring-source-hour", "Hrs", "ENI-Mirror"))


def charges(session: Resource) -> Iterator[Charge]:
    """Hours."""
    yield session.hours("AmazonVPC", "traffic-mirroring-source-hour", "Traffic mirroring")
