"""CodeBuild project: by the minute of a build, by system and size.

https://aws.amazon.com/codebuild/pricing/. The account's free minutes are not taken off.

>>> from archbench.cost.bill import print_bill
>>> machine = {"type": "LINUX_CONTAINER", "compute_type": "BUILD_GENERAL1_SMALL"}
>>> print_bill({"aws_codebuild_project.a": {"environment": (machine,)}},
...     {"aws_codebuild_project.a": {"monthly_build_mins": 1000}})
Build minutes, linux general1.small       1,000 Minutes              $0.005      $5.00
Build logs, data ingested                  open GB                     $0.5
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, blocks_of, either, first, known
from archbench.cost.model import Unpriced
from archbench.cost.own_logs import USAGE as LOG_USAGE
from archbench.cost.own_logs import own_logs
from archbench.cost.selector import Selector

NAME = "CodeBuild project"
USAGE = {
    "monthly_build_mins": "minutes of builds in a month, each build rounded up",
    **LOG_USAGE,
}
ARGUMENTS = arguments(
    priced="environment logs_config name",
    free="""
        artifacts auto_retry_limit badge_enabled build_batch_config build_timeout cache
        concurrent_build_limit description encryption_key file_system_locations
        project_visibility queued_timeout resource_access_role secondary_artifacts
        secondary_source_version secondary_sources service_role source source_version
        vpc_config
    """,
)

_SYSTEMS = {
    "LINUX_CONTAINER": "linux",
    "LINUX_GPU_CONTAINER": "linux-gpu",
    "ARM_CONTAINER": "arm",
    "WINDOWS_CONTAINER": "windows",
    "WINDOWS_SERVER_2019_CONTAINER": "windows",
    "WINDOWS_SERVER_2022_CONTAINER": "windows",
}

QUERIES = tuple(
    Selector(
        "CodeBuild",
        f"build-minute:{system}:general1.{{size}}",
        "Minutes",
        rf"Build-Min:{name}:g1\.(?P<size>\w+)",
        "Compute",
    )
    for system, name in (
        ("linux", "Linux"),
        ("linux-gpu", "LinuxGPU"),
        ("arm", "ARM"),
        ("windows", "Windows"),
    )
)


def charges(project: Resource) -> Iterator[Charge | Unpriced]:
    """Build minutes."""
    machine, where = project.block("environment"), f"{project.address} environment"
    if blocks_of(machine, "fleet", where):
        yield Unpriced(project.address, "Build fleet: no price: its machines are billed reserved")
        return
    kind = str(known(machine.get("type"), f"{where}.type"))
    size = str(known(machine.get("compute_type"), f"{where}.compute_type"))
    size = size.removeprefix("BUILD_").lower().replace("_", ".")
    system = _SYSTEMS.get(kind, kind.lower())
    yield project.used(
        "CodeBuild",
        f"build-minute:{system}:{size}",
        f"Build minutes, {system} {size}",
        "monthly_build_mins",
    )
    logs = first(project.block("logs_config"), "cloudwatch_logs", f"{project.address} logs_config")
    if known(logs.get("status"), f"{project.address} status of its logs") != "DISABLED":
        name = project.instance.get("name")
        own = f"/aws/codebuild/{name}" if isinstance(name, str) else name
        group = either(logs.get("group_name"), own)
        yield from own_logs(project, group, "Build logs, data ingested")
