"""CloudFront function: by the million invocations.

https://aws.amazon.com/cloudfront/pricing/. The free two million of an account are not taken off.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_requests": 5000000}
>>> print_bill({"aws_cloudfront_function.a": {}}, {"aws_cloudfront_function.a": use})
CloudFront function invocations               5 1M invocations         $0.1      $0.50
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "CloudFront function"
USAGE = {"monthly_requests": "invocations in a month"}
ARGUMENTS = arguments(
    free="code comment name publish runtime",
    costs={"key_value_store_associations": "Reads of a key value store"},
)

QUERIES = queries(
    "AmazonCloudFront",
    "Request",
    ("functions-invocation", "1M invocations", "Executions-CloudFrontFunctions"),
    is_global=True,
)


def charges(function: Resource) -> Iterator[Charge]:
    """Invocations."""
    key = "monthly_requests"
    number, basis = function.usage_of(key)
    yield Charge(
        "AmazonCloudFront",
        "functions-invocation",
        "CloudFront function invocations",
        number,
        basis,
        key,
        key,
        region=GLOBAL,
    )
