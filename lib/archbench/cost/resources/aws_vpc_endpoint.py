"""VPC endpoint: a gateway is free; an interface costs by the hour in each zone and by the GB.

https://aws.amazon.com/privatelink/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_vpc_endpoint.s3": {"vpc_endpoint_type": "Gateway"}})
aws_vpc_endpoint.s3: free
>>> logs = {"vpc_endpoint_type": "Interface", "subnet_ids": ("subnet-a", "subnet-b")}
>>> print_bill({"aws_vpc_endpoint.logs": logs},
...     {"aws_vpc_endpoint.logs": {"monthly_data_processed_gb": 500}})
Interface endpoint                        1,460 Hrs                   $0.01     $14.60
Endpoint, data processed (first 1,048,576 GB)        500 GB                    $0.01      $5.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Amount, Open, Quantity

NAME = "VPC endpoint"
USAGE = {"monthly_data_processed_gb": "GB the endpoint carries in a month"}

_KINDS = {
    "Interface": ("vpce-interface", "Interface endpoint"),
    "GatewayLoadBalancer": ("vpce-gwlb", "Gateway load balancer endpoint"),
}
ARGUMENTS = arguments(
    priced="""
        resource_configuration_arn service_network_arn subnet_configuration subnet_ids
        vpc_endpoint_type
    """,
    free="""
        auto_accept dns_options ip_address_type policy private_dns_enabled route_table_ids
        security_group_ids service_name vpc_id
    """,
    costs={
        "service_region": "Data to a service in another region",
    },
)


def charges(endpoint: Resource) -> Iterator[Charge]:
    """Hours in each zone, and data; nothing for a gateway."""
    kind = endpoint.text("vpc_endpoint_type", "Gateway")
    if kind not in _KINDS:
        return
    item, label = _KINDS[kind]
    yield endpoint.hours("AmazonVPC", f"{item}-hour", label, _zones(endpoint), "zones")
    yield endpoint.used(
        "AmazonVPC", f"{item}-gb", "Endpoint, data processed", "monthly_data_processed_gb"
    )


def _zones(endpoint: Resource) -> Amount:
    inline = endpoint.size("subnet_ids")
    if isinstance(inline, Open):
        return inline
    joined = sum(
        1
        for association in endpoint.others("aws_vpc_endpoint_subnet_association")
        if (found := association.target("vpc_endpoint_id")) and found.address == endpoint.address
    )
    total = inline + joined
    if isinstance(total, Quantity) and total.likely == 0:
        return Open("it names no subnets; an interface endpoint is billed in each zone it is in")
    return total
