"""VPC endpoint: by the hour in each zone and by the GB; a gateway to S3 or DynamoDB is free.

https://aws.amazon.com/privatelink/pricing/. Resource endpoints and others have rates of their own.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_vpc_endpoint.s3": {"service_name": "com.amazonaws.us-east-1.s3"}})
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
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.selector import queries
from archbench.hcl.values import Unknown

NAME = "VPC endpoint"
USAGE = {"monthly_data_processed_gb": "GB the endpoint carries in a month"}
ARGUMENTS = arguments(
    priced="service_name subnet_configuration subnet_ids vpc_endpoint_type",
    free="""
        auto_accept dns_options ip_address_type policy private_dns_enabled
        resource_configuration_arn route_table_ids security_group_ids service_network_arn vpc_id
    """,
    costs={"service_region": "Data to a service in another region"},
)

_KINDS = {
    "Interface": ("vpce-interface", "Interface endpoint"),
    "GatewayLoadBalancer": ("vpce-gwlb", "Gateway load balancer endpoint"),
    "Resource": ("resource-endpoint", "Resource endpoint"),
    "ServiceNetwork": ("service-network-endpoint", "Service network endpoint"),
}
_FREE_GATEWAYS = ("s3", "dynamodb", "s3express")

QUERIES = queries(
    "AmazonVPC",
    "",
    ("vpce-interface-hour", "Hrs", "VpcEndpoint-Hours"),
    ("vpce-interface-gb", "GB", "VpcEndpoint-Bytes"),
    ("vpce-gwlb-hour", "Hrs", "VpcEndpoint-GWLBE-Hours"),
    ("vpce-gwlb-gb", "GB", "VpcEndpoint-GWLBE-Bytes"),
    ("resource-endpoint-hour", "Hrs", "VpcEndpoint-Resource-Hours"),
)


def charges(endpoint: Resource) -> Iterator[Charge | Unpriced]:
    """Hours in each zone, and data; nothing for a gateway to S3 or DynamoDB."""
    kind = endpoint.text("vpc_endpoint_type", "Gateway")
    if kind == "Gateway":
        service = _service(endpoint)
        if service.rsplit(".", 1)[-1] not in _FREE_GATEWAYS:
            what = service or "a service that cannot be told"
            yield Unpriced(endpoint.address, f"Gateway endpoint: no price: it leads to {what}")
        return
    item, label = _KINDS.get(kind, (f"{kind.lower()}-endpoint", f"{kind} endpoint"))
    yield endpoint.hours("AmazonVPC", f"{item}-hour", label, _zones(endpoint), "zones")
    yield endpoint.used(
        "AmazonVPC", f"{item}-gb", "Endpoint, data processed", "monthly_data_processed_gb"
    )


def _service(endpoint: Resource) -> str:
    """The service a gateway leads to: "com.amazonaws.us-east-1.s3", or "s3"."""
    name = endpoint.instance.get("service_name")
    if isinstance(name, Unknown):
        source = endpoint.configuration.target(name)
        name = source.get("service") if source else None
    return name if isinstance(name, str) else ""


def _zones(endpoint: Resource) -> Amount:
    inline = endpoint.size("subnet_ids")
    if isinstance(inline, Open):
        return inline
    inline = Quantity.of(max(int(inline.likely), len(endpoint.blocks("subnet_configuration"))))
    type_ = "aws_vpc_endpoint_subnet_association"
    joined = len(endpoint.named_by(type_, "vpc_endpoint_id"))
    total = inline + joined
    if isinstance(total, Quantity) and total.likely == 0:
        return Open("it names no subnets; an interface endpoint is billed in each zone it is in")
    return total
