"""SageMaker notebook: hours of its instance, and its volume.

https://aws.amazon.com/sagemaker/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_sagemaker_notebook_instance.a": {"instance_type": "ml.t3.medium"}},
...     {"aws_sagemaker_notebook_instance.a": {"monthly_hrs": 160}})  # doctest: +ELLIPSIS
SageMaker notebook, ml.t3.medium            160 Hrs                   $0.05      $8.00
aws_sagemaker_notebook_instance.a: SageMaker notebook storage: no price: ...
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Open, Quantity
from archbench.cost.selector import queries

NAME = "SageMaker notebook"
USAGE = {"monthly_hrs": "hours the notebook runs in a month, 730 when not given"}
ARGUMENTS = arguments(
    priced="instance_type volume_size",
    free="""
        additional_code_repositories default_code_repository direct_internet_access
        instance_metadata_service_configuration kms_key_id lifecycle_config_name name
        platform_identifier role_arn root_access security_groups subnet_id
    """,
    costs={"accelerator_types": "Elastic inference"},
)

DEFAULT_VOLUME_GB = 5

QUERIES = queries("AmazonSageMaker", "", ("notebook:{kind}", "Hrs", r"Notebk:(?P<kind>ml\..+)"))


def charges(notebook: Resource) -> Iterator[Charge]:
    """Hours and storage."""
    kind = notebook.text("instance_type")
    hours, basis = notebook.usage_of("monthly_hrs")
    if isinstance(hours, Open):
        hours, basis = Quantity.of(HOURS), "configuration"
    yield Charge(
        "AmazonSageMaker",
        f"notebook:{kind}",
        f"SageMaker notebook, {kind}",
        hours,
        basis,
        f"{HOURS} h" if basis == "configuration" else "monthly_hrs",
        "" if basis == "configuration" else "monthly_hrs",
    )
    yield Charge(
        "AmazonSageMaker",
        "notebook-storage",
        "SageMaker notebook storage",
        notebook.number("volume_size", DEFAULT_VOLUME_GB),
        formula="volume_size",
    )
