"""Lambda function: by request, and by the GB-second its invocations take.

https://aws.amazon.com/lambda/pricing/. The free million requests of an account are not taken off.

>>> from archbench.cost.bill import print_bill, ref
>>> use = {"monthly_requests": 1000000, "request_duration_ms": 200}
>>> print_bill({"aws_lambda_function.api": {"memory_size": 512}}, {"aws_lambda_function.api": use})
Lambda requests                               1 1M requests           $0.20      $0.20
Lambda duration, x86_64 (first 6B GB-s)    100,000 GB-s           $0.0000166667      $1.67
Function logs, data ingested               open GB                     $0.5

What a CloudFront distribution calls at the edge has the rates of Lambda@Edge, which are one in all
regions (https://aws.amazon.com/lambda/pricing/#Lambda.40Edge_Pricing).

>>> arn = ref("aws_lambda_function.api", "qualified_arn")
>>> called = {"lambda_function_association": ({"lambda_arn": arn},)}
>>> print_bill({"aws_lambda_function.api": {"memory_size": 512, "publish": True},
...     "aws_cloudfront_distribution.site": {"default_cache_behavior": (called,)}},
...     {"aws_lambda_function.api": use})
Data out to viewers, US (first 10,240 GB)       open GB                   $0.085
HTTPS requests, US                         open 10K requests          $0.01
Lambda@Edge requests                          1 1M requests            $0.6      $0.60
Lambda@Edge duration                    100,000 GB-s            $0.00005001      $5.00
Function logs, data ingested               open GB                     $0.5

Its logs are billed at their group where that is declared.
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, UndecidedError, amount, either, known
from archbench.cost.model import Unpriced
from archbench.cost.own_logs import USAGE as LOG_USAGE
from archbench.cost.own_logs import own_logs
from archbench.cost.quantity import Open, Quantity
from archbench.cost.resources.aws_cloudfront_distribution import UNTOLD, edge_functions
from archbench.cost.selector import queries
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Instance

NAME = "Lambda function"
USAGE = {
    "monthly_requests": "invocations in a month",
    "request_duration_ms": "average duration of an invocation in milliseconds",
    **LOG_USAGE,
}
ARGUMENTS = arguments(
    priced="architectures ephemeral_storage function_name logging_config memory_size snap_start",
    free="""
        code_sha256 code_signing_config_arn dead_letter_config description environment
        file_system_config filename handler image_config image_uri kms_key_arn
        layers package_type publish publish_to
        replace_security_groups_on_destroy replacement_security_group_ids
        reserved_concurrent_executions role runtime s3_bucket s3_key s3_object_version
        skip_destroy source_code_hash source_kms_key_arn timeout tracing_config
        use_resource_timeout_for_propagation vpc_config
    """,
    costs={
        "capacity_provider_config": "Instances of a capacity provider",
        "durable_config": "Durable executions",
        "tenancy_config": "Tenant isolation",
        "tracing_config.mode!=PassThrough|passthrough": "X-Ray traces",
    },
)

DEFAULT_MEMORY_MB = 128
MB_IN_GB = 1024
FREE_STORAGE_MB = 512

QUERIES = queries(
    "AWSLambda",
    "Serverless",
    ("requests", "1M requests", "Request"),
    ("requests:arm64", "1M requests", "Request-ARM"),
    ("duration:x86_64", "GB-s", "Lambda-GB-Second"),
    ("duration:arm64", "GB-s", "Lambda-GB-Second-ARM"),
    ("edge-requests", "1M requests", "Lambda-Edge-Request"),
    ("edge-duration", "GB-s", "Lambda-Edge-GB-Second"),
    ("ephemeral-storage", "GB-s", "Lambda-Storage-GB-Second"),
    ("ephemeral-storage:arm64", "GB-s", "Lambda-Storage-GB-Second-ARM"),
)


def charges(function: Resource) -> Iterator[Charge | Unpriced]:
    """Requests, duration, and ephemeral storage beyond 512 MB."""
    arch = architecture(function)
    label, item = "Lambda", "requests" if arch == "x86_64" else f"requests:{arch}"
    by_time, words = f"duration:{arch}", f"Lambda duration, {arch}"
    if _is_at_the_edge(function):
        label, item = "Lambda@Edge", "edge-requests"
        by_time, words = "edge-duration", "Lambda@Edge duration"
    yield function.used("AWSLambda", item, f"{label} requests", "monthly_requests")
    requests, basis = function.usage_of("monthly_requests")
    duration, _ = function.usage_of("request_duration_ms")
    seconds = requests * duration / 1000
    memory = function.number("memory_size", DEFAULT_MEMORY_MB) / MB_IN_GB
    yield Charge(
        "AWSLambda",
        by_time,
        words,
        seconds * memory,
        basis,
        "monthly_requests x request_duration_ms x memory",
        "request_duration_ms",
    )
    said = either(function.block("ephemeral_storage").get("size"), FREE_STORAGE_MB)
    storage = amount(said, f"{function.address} ephemeral_storage")
    extra = storage.beyond(FREE_STORAGE_MB) if isinstance(storage, Quantity) else storage
    if isinstance(extra, Open) or extra.high > 0:
        yield Charge(
            "AWSLambda",
            "ephemeral-storage" if arch == "x86_64" else f"ephemeral-storage:{arch}",
            "Lambda ephemeral storage beyond 512 MB",
            seconds * extra / MB_IN_GB,
            basis,
            "monthly_requests x request_duration_ms x storage",
            "request_duration_ms",
        )
    yield from own_logs(function, _log_group(function), "Function logs, data ingested")
    if function.block("snap_start"):
        yield Unpriced(function.address, "Lambda SnapStart: no price: no sourced figure")


def _log_group(function: Resource) -> Plain:
    """The name of the group it writes to: its own, where it says none."""
    named = function.block("logging_config").get("log_group")
    name = function.instance.get("function_name")
    return either(named, f"/aws/lambda/{name}" if isinstance(name, str) else name)


def _is_at_the_edge(function: Resource) -> bool:
    """Whether a distribution of the configuration calls it; found once for all functions.

    Raises:
        UndecidedError: it has versions, which a distribution whose calls are not known may call.
    """
    kind = "aws_cloudfront_distribution"
    key = (kind, "lambda_function_association")
    if key not in function.index:
        called: dict[str, list[Instance]] = {}
        for distribution in function.others(kind):
            try:
                for address in edge_functions(distribution):
                    called.setdefault(address, []).append(distribution.instance)
            except UndecidedError:
                called.setdefault(UNTOLD, []).append(distribution.instance)
        function.index[key] = called
    found = function.index[key]
    if function.address not in found and UNTOLD in found:
        published = function.instance.get("publish")
        if published is True or isinstance(published, Unknown):
            which = found[UNTOLD][0].address
            raise UndecidedError(f"no price: what {which} calls at the edge is not known")
    return function.address in found


def architecture(function: Resource) -> str:
    """Its processor: arm64 or x86_64, the default.

    Raises:
        UndecidedError: it is unknown.
    """
    where = f"{function.address}.architectures"
    names = known(function.instance.get("architectures"), where)
    return str(known(names[0] if isinstance(names, tuple) and names else "x86_64", where))
