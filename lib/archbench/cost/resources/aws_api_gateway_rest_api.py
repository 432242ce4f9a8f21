"""REST API: by the million requests.

https://aws.amazon.com/api-gateway/pricing/. Resources, methods, integrations and deployments are
free; a cache is billed with its stage.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_requests": 400000000}
>>> print_bill({"aws_api_gateway_rest_api.a": {}}, {"aws_api_gateway_rest_api.a": use})
REST API requests (first 333M requests)        333 1M requests            $3.5  $1,165.50
REST API requests (next 667M requests)         67 1M requests            $2.8    $187.60
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "REST API"
USAGE = {"monthly_requests": "requests to the API in a month"}
ARGUMENTS = arguments(
    free="""
        api_key_source binary_media_types body description disable_execute_api_endpoint
        endpoint_access_mode endpoint_configuration fail_on_warnings
        minimum_compression_size name parameters policy put_rest_api_mode security_policy
    """
)

QUERIES = queries(
    "AmazonApiGateway", "API Calls", ("rest-requests", "1M requests", "ApiGatewayRequest")
)


def charges(api: Resource) -> Iterator[Charge]:
    """Requests."""
    yield api.used("AmazonApiGateway", "rest-requests", "REST API requests", "monthly_requests")
