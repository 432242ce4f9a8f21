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
from archbench.cost.charge import (
    Charge,
    Resource,
    UndecidedError,
    amount,
    blocks_of,
    either,
    first,
    known,
)
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
    label, count = f"SageMaker endpoint, {kind}", _count(variant, where)
    yield endpoint.hours("AmazonSageMaker", f"endpoint:{kind}", label, count, "instances")
    if either(variant.get("volume_size_in_gb")) is not None:
        yield Charge(
            "AmazonSageMaker",
            "endpoint-storage",
            "SageMaker endpoint storage",
            count * amount(variant.get("volume_size_in_gb"), f"{where} volume_size_in_gb"),
            formula="instances x volume_size_in_gb",
        )


def _count(variant: Mapping[str, Plain], where: str) -> Amount:
    """The instances it starts with, between the ends it may be scaled to."""
    likely = amount(either(variant.get("initial_instance_count"), 1), f"{where} instance count")
    scaling = first(variant, "managed_instance_scaling", where)
    ends = {name: scaling.get(name) for name in ("min_instance_count", "max_instance_count")}
    sizes = [amount(end, f"{where} {name}") for name, end in ends.items() if end is not None]
    for size in (likely, *sizes):
        if isinstance(size, Open):
            return size
    counts = [size.likely for size in (likely, *sizes) if isinstance(size, Quantity)]
    return Quantity(min(counts), counts[0], max(counts))
