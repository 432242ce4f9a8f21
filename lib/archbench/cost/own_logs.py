"""The log group that a service makes for itself where the configuration declares none.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html,
https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html
"""

from collections.abc import Iterator, Mapping

from archbench.cost.charge import Charge, Resource
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Instance

_GROUP = "aws_cloudwatch_log_group"
_UNTOLD = "?"
"""In place of a name that is not known: no name of a log group has it."""
KEY = "monthly_log_data_gb"
USAGE = {KEY: "GB of logs written in a month, where their group is not declared"}


def own_logs(resource: Resource, group: Plain, description: str) -> Iterator[Charge]:
    """Logs taken in by a group of this name: billed at the group where it is declared, else here.

    Where the name is not known, a declared group whose name is not known either may be the one.
    """
    if (group if isinstance(group, str) else _UNTOLD) not in _declared(resource):
        yield resource.used("AmazonCloudWatch", "logs-ingest-standard", description, KEY)


def _declared(resource: Resource) -> Mapping[str, list[Instance]]:
    """The declared groups by name, found once for all resources."""
    key = (_GROUP, "its own name")
    if key not in resource.index:
        found: dict[str, list[Instance]] = {}
        for group in resource.configuration.of_type(_GROUP):
            name = group.get("name")
            found.setdefault(name if isinstance(name, str) else _UNTOLD, []).append(group)
        resource.index[key] = found
    return resource.index[key]
