"""EventBridge: buses, rules and their targets, pipes, schedules, archives and schemas."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, helper, passage, support, ways
from archbench.aws.values import inside, text
from archbench.patterns import regex
from archbench.terraform.configuration import Instance

_ICON = "integration.Eventbridge"
_DAILY = regex(r"cron\((\d+) (\d+) \* \* \? \*\)")
"""Once a day, whatever day it is: https://docs.aws.amazon.com/eventbridge/latest/userguide/
eb-scheduled-rule-pattern.html."""


def _rule(items: Sequence[Instance]) -> str:
    """When it fires, where it does so by the clock, which is that of UTC."""
    said = text(items[0].get("schedule_expression"))
    daily = _DAILY.fullmatch(said)
    return f"{int(daily[2]):02}:{int(daily[1]):02} UTC daily" if daily else said


KINDS = (
    Kind(
        types=("aws_cloudwatch_event_rule",),
        title="EventBridge rule",
        service="EventBridge",
        icon="integration.EventbridgeRule",
        role="channel",
        links=(Link("event", "event_bus_name", ""), Link("event", "event_pattern", "", "matches")),
        loss="regional",
        stands_for="tasks it starts",
        detail=_rule,
    ),
    helper(
        "aws_cloudwatch_event_target",
        "rule",
        foot=True,  # the tasks that it starts run in the subnets it names
        links=(
            Link("event", "rule", "arn"),
            Link("event", "event_bus_name", "rule"),
            Link("gives_up", "rule", "dead_letter_config.arn", "failed"),
        ),
    ),
    Kind(
        types=("aws_cloudwatch_event_bus",),
        title="Event bus",
        service="EventBridge",
        icon="integration.EventbridgeCustomEventBusResource",
        role="channel",
        links=(Link("gives_up", "", "dead_letter_config.arn", "failed"),),
        loss="regional",
    ),
    helper("aws_cloudwatch_event_bus_policy aws_cloudwatch_event_permission", "event_bus_name"),
    helper("aws_cloudwatch_event_archive", "event_source_arn"),
    Kind(
        types=("aws_cloudwatch_event_api_destination",),
        title="API destination",
        service="EventBridge",
        icon=_ICON,
        role="channel",
        links=(
            Link("event", "", "invocation_endpoint", "{http_method}"),
            Link("event", "", "connection_arn", "{http_method}"),
        ),
        loss="regional",
    ),
    passage(
        "aws_cloudwatch_event_connection",
        links=ways(
            "request",
            "",
            "invocation_connectivity_parameters.resource_parameters.resource_configuration_arn "
            "auth_parameters.connectivity_parameters.resource_parameters"
            ".resource_configuration_arn",
        ),
    ),
    Kind(
        types=("aws_cloudwatch_event_endpoint",),
        title="Global endpoint",
        service="EventBridge",
        icon=_ICON,
        role="channel",
        links=(Link("event", "", "event_bus.event_bus_arn"),),
        loss="global",
    ),
    Kind(
        types=("aws_pipes_pipe",),
        title="Pipe",
        service="EventBridge Pipes",
        icon="integration.EventbridgePipes",
        role="channel",
        links=(
            Link("event", "source", ""),
            Link("request", "", "enrichment", "enriches"),
            Link("event", "", "target"),
            *ways(
                "gives_up",
                "",
                "source_parameters.dynamodb_stream_parameters.dead_letter_config.arn "
                "source_parameters.kinesis_stream_parameters.dead_letter_config.arn",
                "failed",
            ),
        ),
        # it reads from, and the tasks it starts run in, the subnets it is given
        loss=inside(
            "source_parameters.self_managed_kafka_parameters.vpc.subnets",
            "target_parameters.ecs_task_parameters.network_configuration"
            ".aws_vpc_configuration.subnets",
        ),
        stands_for="tasks it starts",
    ),
    Kind(
        types=("aws_scheduler_schedule",),
        title="Schedule",
        service="EventBridge Scheduler",
        icon="integration.EventbridgeScheduler",
        role="channel",
        links=(
            Link("event", "", "target.arn", "{schedule_expression}"),
            Link("gives_up", "", "target.dead_letter_config.arn", "failed"),
        ),
        # a task it starts runs in the subnets it is given
        loss=inside("target.ecs_parameters.network_configuration.subnets"),
        stands_for="tasks it starts",
    ),
    helper("aws_scheduler_schedule_group"),
    support(
        "aws_schemas_registry", "Schema registry", "EventBridge", "integration.EventbridgeSchema"
    ),
    helper("aws_schemas_schema aws_schemas_registry_policy", "registry_name"),
    helper("aws_schemas_discoverer", "source_arn"),
)
