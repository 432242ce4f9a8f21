"""Step Functions: state machines and what their steps call."""

from collections.abc import Iterator, Mapping

from archbench.aws.kind import Kind, helper, ways
from archbench.hcl.partly import NotReadError, partial_json
from archbench.hcl.values import Plain, bare
from archbench.terraform.configuration import Instance

_STARTED = "AwsvpcConfiguration"
"""Where a step names the subnets of the tasks it starts.

https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
"""


def _doubt(item: Instance, _: int) -> str:
    """AWS keeps it over a region; the tasks a step starts stand in the subnets it names."""
    try:
        definition = partial_json(item.get("definition"))
    except NotReadError:
        return "running steps that cannot be read"
    return "starting tasks in subnets" if any(key == _STARTED for key in _keys(definition)) else ""


def _keys(value: Plain) -> Iterator[str]:
    """Every key in a value."""
    value = bare(value)
    if isinstance(value, Mapping):
        yield from value
        for inner in value.values():
            yield from _keys(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _keys(inner)


KINDS = (
    Kind(
        types=("aws_sfn_state_machine",),
        title="State machine",
        service="Step Functions",
        icon="integration.StepFunctions",
        role="workload",
        links=ways("event", "", "logging_configuration.log_destination", "logs"),
        loss="regional",
        doubt=_doubt,
        levels=("step-functions-level", ""),
    ),
    Kind(
        types=("aws_sfn_activity",),
        title="Activity",
        service="Step Functions",
        icon="integration.StepFunctions",
        role="channel",
        loss="regional",
    ),
    helper("aws_sfn_alias", "routing_configuration.state_machine_version_arn"),
    Kind(
        types=("aws_swf_domain",),
        title="Workflow domain",
        service="SWF",
        icon="integration.ApplicationIntegration",
        role="channel",
        loss="regional",
    ),
)
