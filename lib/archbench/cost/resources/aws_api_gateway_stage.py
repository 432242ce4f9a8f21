"""Stage of a REST API: free, but for its cache, billed by the hour and size.

https://aws.amazon.com/api-gateway/pricing/

>>> from archbench.cost.bill import print_bill
>>> cached = {"cache_cluster_enabled": True, "cache_cluster_size": "0.5"}
>>> print_bill({"aws_api_gateway_stage.a": cached, "aws_api_gateway_stage.b": {}})
API cache, 0.5 GB                           730 Hrs                   $0.02     $14.60
aws_api_gateway_stage.b: free
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, UndecidedError
from archbench.cost.selector import queries

NAME = "REST API stage"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="cache_cluster_enabled cache_cluster_size",
    free="""
        access_log_settings canary_settings client_certificate_id deployment_id description
        documentation_version rest_api_id stage_name variables
    """,
    costs={"xray_tracing_enabled": "X-Ray traces"},
)

QUERIES = queries(
    "AmazonApiGateway",
    "Amazon API Gateway Cache",
    ("cache-hour:{cacheMemorySizeGb}gb", "Hrs", "ApiGatewayCacheUsage:.+"),
)


def charges(stage: Resource) -> Iterator[Charge]:
    """Hours of its cache."""
    if stage.flag("cache_cluster_enabled"):
        size = stage.text("cache_cluster_size")
        if not size:
            raise UndecidedError("API cache: no price: cache_cluster_size is not set")
        yield stage.hours("AmazonApiGateway", f"cache-hour:{size}gb", f"API cache, {size} GB")
