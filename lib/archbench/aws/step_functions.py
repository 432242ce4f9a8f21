"""Step Functions: state machines and what their steps call."""

from archbench.aws.kind import Kind, helper, ways

KINDS = (
    Kind(
        types=("aws_sfn_state_machine",),
        title="State machine",
        service="Step Functions",
        icon="integration.StepFunctions",
        role="workload",
        links=ways("event", "", "logging_configuration.log_destination", "logs"),
        loss="regional",
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
