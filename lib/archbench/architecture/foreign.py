"""What other providers' resources run in AWS's zones, and what they run elsewhere."""

from archbench.architecture.question import WHAT_RUNS, OpenQuestion
from archbench.patterns import regex
from archbench.terraform.configuration import Configuration
from archbench.terraform.local_providers import LOCAL

_BY_ANOTHER = "it is made by another provider than AWS's"
_IN_AWS = regex(
    r"awscc_.*|helm_release|kubectl_manifest|kustomization_resource|nomad_job"
    r"|kubernetes_(deployment|stateful_set|replication_controller|pod|manifest)(_v1)?"
)
"""Types that start pods on nodes of AWS, or stand for a type of AWS."""


def runs_in_aws(type_: str) -> bool:
    """Whether a type of another provider runs, or may run, something in AWS's zones."""
    return _IN_AWS.fullmatch(type_) is not None


def asked(configuration: Configuration) -> tuple[OpenQuestion, ...]:
    """The question that each resource of another provider leaves that runs something in AWS."""
    return tuple(
        OpenQuestion(item.address, WHAT_RUNS, _BY_ANOTHER)
        for item in configuration.managed()
        if runs_in_aws(item.type)
    )


def elsewhere(configuration: Configuration) -> tuple[str, ...]:
    """The addresses of what stands, as far as is known, in no zone of AWS: of other clouds."""
    return tuple(
        item.address
        for item in configuration.managed()
        if not item.type.startswith(("aws_", *LOCAL)) and not runs_in_aws(item.type)
    )
