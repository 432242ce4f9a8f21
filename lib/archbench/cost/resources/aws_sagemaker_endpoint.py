"""SageMaker endpoint: hours of the instances its configuration starts.

https://aws.amazon.com/sagemaker/pricing/

>>> from archbench.cost.bill import print_bill, ref
>>> variant = {"instance_type": "ml.m5.large", "initial_instance_count": 2}
>>> print_bill({"aws_sagemaker_endpoint_configuration.a": {"production_variants": (variant,)},
...     "aws_sagemaker_endpoint.a":
...         {"endpoint_config_name": ref("aws_sagemaker_endpoint_configuration.a", "name")}})
SageMaker endpoint, ml.m5.large           1,460 Hrs                  $0.115    $167.90
aws_sagemaker_endpoint_configuration.a: free
"""

from collections.abc import Iterator, Mapping

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, UndecidedError, amount, blocks_of, either, known
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.selector import queries
from archbench.hcl.values import Plain

NAME = "SageMaker endpoint"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="endpoint_config_name",
    free="deployment_config name",
)

QUERIES = queries("AmazonSageMaker", "", ("endpoint:{kind}", "Hrs", r"Host:(?P<kind>ml\..+)"))


def charges(endpoint: Resource) -> Iterator[Charge | Unpriced]:
    """Hours of every variant's instances."""
    found = endpoint.target("endpoint_config_name")
    if found is None:
        raise UndecidedError("no price: its configuration is not in this configuration")
    for name in ("production_variants", "shadow_production_variants"):
        for variant in blocks_of(found.values, name, found.address):
            yield from _variant(endpoint, variant, found.address)


def _variant(
    endpoint: Resource, variant: Mapping[str, Plain], where: str
) -> Iterator[Charge | Unpriced]:
    if blocks_of(variant, "serverless_config", where):
        yield Unpriced(endpoint.address, "Serverless inference: no price: no sourced figure")
        return
    kind = str(known(variant.get("instance_type"), f"{where} instance_type"))
    yield endpoint.hours(
        "AmazonSageMaker",
        f"endpoint:{kind}",
        f"SageMaker endpoint, {kind}",
        _count(variant, where),
        "instances",
    )
    if either(variant.get("volume_size_in_gb")) is not None:
        yield Charge(
            "AmazonSageMaker",
            "endpoint-storage",
            "SageMaker endpoint storage",
            amount(variant.get("volume_size_in_gb"), f"{where} volume_size_in_gb"),
            formula="volume_size_in_gb",
        )


def _count(variant: Mapping[str, Plain], where: str) -> Amount:
    likely = amount(either(variant.get("initial_instance_count"), 1), f"{where} instance count")
    for scaling in blocks_of(variant, "managed_instance_scaling", where):
        low = amount(scaling.get("min_instance_count"), f"{where} min_instance_count")
        high = amount(scaling.get("max_instance_count"), f"{where} max_instance_count")
        if isinstance(likely, Open) or isinstance(low, Open) or isinstance(high, Open):
            continue
        return Quantity(low.low, likely.likely, high.high)
    return likely
