"""ECR repository: by the GB stored.

https://aws.amazon.com/ecr/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ecr_repository.app": {}}, {"aws_ecr_repository.app": {"storage_gb": 12}})
Container images stored                      12 GB-Mo                  $0.1      $1.20
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "ECR repository"
USAGE = {"storage_gb": "GB of images stored"}
ARGUMENTS = arguments(
    free="""
        encryption_configuration force_delete image_scanning_configuration
        image_tag_mutability image_tag_mutability_exclusion_filter name
    """,
)

QUERIES = queries(
    "AmazonECR", "EC2 Container Registry", ("storage", "GB-Mo", "TimedStorage-ByteHrs")
)


def charges(repository: Resource) -> Iterator[Charge]:
    """Storage."""
    yield repository.used("AmazonECR", "storage", "Container images stored", "storage_gb")
