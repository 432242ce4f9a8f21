"""VPC Lattice service: by the hour, the GB and the million requests.

https://aws.amazon.com/vpc/lattice/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_data_processed_gb": 100}
>>> print_bill({"aws_vpclattice_service.a": {}}, {"aws_vpclattice_service.a": use})
VPC Lattice service                         730 Hrs                  $0.025     $18.25
VPC Lattice, data processed                 100 GB                   $0.025      $2.50
VPC Lattice, requests                      open 1M requests            $0.1
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "VPC Lattice service"
USAGE = {
    "monthly_data_processed_gb": "GB through the service in a month",
    "monthly_requests": "requests in a month beyond the free 300,000 an hour",
}
ARGUMENTS = arguments(
    free="auth_type certificate_arn custom_domain_name idle_timeout_seconds name",
)


def charges(service: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield service.hours("AmazonVPC", "lattice-service-hour", "VPC Lattice service")
    yield service.used(
        "AmazonVPC", "lattice-gb", "VPC Lattice, data processed", "monthly_data_processed_gb"
    )
    yield service.used("AmazonVPC", "lattice-requests", "VPC Lattice, requests", "monthly_requests")
