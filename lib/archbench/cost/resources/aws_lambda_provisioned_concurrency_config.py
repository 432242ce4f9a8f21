"""Provisioned concurrency of Lambda: GB-seconds kept ready, and duration at a lower rate.

https://aws.amazon.com/lambda/pricing/. Memory and architecture are the function's. Requests that
run on it are given here and not with the function.

>>> from archbench.cost.bill import print_bill, ref
>>> config = {"function_name": ref("aws_lambda_function.api", "function_name"),
...     "provisioned_concurrent_executions": 10}
>>> function = {"memory_size": 1024, "architectures": ("arm64",)}
>>> use = {"monthly_requests": 1000000, "request_duration_ms": 200}
>>> print_bill({"aws_lambda_provisioned_concurrency_config.a": config,
...     "aws_lambda_function.api": function},
...     {"aws_lambda_provisioned_concurrency_config.a": use})
Lambda requests                            open 1M requests            $0.2
Lambda duration, arm64 (first 7.5B GB-s)       open GB-s           $0.0000133334
Function logs, data ingested               open GB                     $0.5
Lambda provisioned concurrency, arm64 26,280,000 GB-s           $0.0000033334     $87.60
Lambda requests                               1 1M requests            $0.2      $0.20
Lambda duration on provisioned concurrency, arm64    200,000 GB-s           $0.0000077778      $1.56
"""

from collections.abc import Iterator
from decimal import Decimal

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, UndecidedError
from archbench.cost.quantity import Open, Quantity
from archbench.cost.resources.aws_lambda_function import (
    DEFAULT_MEMORY_MB,
    MB_IN_GB,
    architecture,
)
from archbench.cost.selector import queries

NAME = "Lambda provisioned concurrency"
USAGE = {
    "monthly_duration_hrs": "hours in a month it is on, 730 when not given",
    "monthly_requests": "requests that run on it in a month",
    "request_duration_ms": "average duration of such a request in milliseconds",
    "architecture": "x86_64 or arm64, where the function is not in the configuration",
    "memory_mb": "MB of memory, where the function is not in the configuration",
}
ARGUMENTS = arguments(
    priced="function_name provisioned_concurrent_executions",
    free="qualifier skip_destroy",
)

SECONDS_IN_HOUR = 3600

QUERIES = queries(
    "AWSLambda",
    "Serverless",
    ("provisioned-concurrency:x86_64", "GB-s", "Lambda-Provisioned-Concurrency"),
    ("provisioned-concurrency:arm64", "GB-s", "Lambda-Provisioned-Concurrency-ARM"),
    ("provisioned-concurrency-duration:x86_64", "GB-s", "Lambda-Provisioned-GB-Second"),
    ("provisioned-concurrency-duration:arm64", "GB-s", "Lambda-Provisioned-GB-Second-ARM"),
)


def charges(config: Resource) -> Iterator[Charge]:
    """What is kept ready, requests, and their duration."""
    found = config.target("function_name")
    memory, arch = config.usage_of("memory_mb")[0], _said(config) or "x86_64"
    if found:
        function = config.at(found)
        memory, arch = function.number("memory_size", DEFAULT_MEMORY_MB), architecture(function)
    elif isinstance(memory, Open):
        raise UndecidedError("no price: its function is not in this configuration; give memory_mb")
    hours, basis = config.usage_of("monthly_duration_hrs")
    if isinstance(hours, Open):
        hours, basis = Quantity.of(HOURS), "configuration"
    ready = config.number("provisioned_concurrent_executions") * hours * SECONDS_IN_HOUR
    yield Charge(
        "AWSLambda",
        f"provisioned-concurrency:{arch}",
        f"Lambda provisioned concurrency, {arch}",
        ready * memory / Decimal(MB_IN_GB),
        basis,
        "executions x hours x 3,600 s x memory",
        "monthly_duration_hrs" if basis != "configuration" else "",
    )
    requests, basis = config.usage_of("monthly_requests")
    yield config.used(
        "AWSLambda",
        "requests" if arch == "x86_64" else f"requests:{arch}",
        "Lambda requests",
        "monthly_requests",
    )
    duration, _ = config.usage_of("request_duration_ms")
    yield Charge(
        "AWSLambda",
        f"provisioned-concurrency-duration:{arch}",
        f"Lambda duration on provisioned concurrency, {arch}",
        requests * duration / 1000 * memory / Decimal(MB_IN_GB),
        basis,
        "monthly_requests x request_duration_ms x memory",
        "request_duration_ms",
    )


def _said(config: Resource) -> str:
    return config.usage.text(config.address, config.instance.type, "architecture")
