"""ECS service: vCPU, memory and storage of the Fargate tasks it keeps running.

https://aws.amazon.com/fargate/pricing/. Tasks on EC2 are free: their instances are billed. With
a scaling target the number of tasks is a range. The first 20 GB of a task's storage are included.
Where neither the service nor its cluster chooses, tasks that require Fargate run nowhere else. A
service without a definition of its own runs the task sets that name it, each at its scale, and
where it says.

>>> from archbench.cost.bill import print_bill, ref
>>> task = {"cpu": "512", "memory": "1024", "runtime_platform": ({"cpu_architecture": "ARM64"},)}
>>> service = {"launch_type": "FARGATE", "desired_count": 4, "name": "web",
...     "task_definition": ref("aws_ecs_task_definition.web", "arn")}
>>> print_bill({"aws_ecs_service.web": service, "aws_ecs_task_definition.web": task})
Fargate Linux/arm64, vCPU                 1,460 vCPU-Hrs           $0.03238     $47.27
Fargate Linux/arm64, memory               2,920 GB-Hrs             $0.00356     $10.40
aws_ecs_task_definition.web: free
>>> print_bill({"aws_ecs_service.web": {**service, "launch_type": "EC2"}})
aws_ecs_service.web: free
>>> task["requires_compatibilities"] = ("FARGATE",)
>>> del service["launch_type"]
>>> print_bill({"aws_ecs_service.web": service, "aws_ecs_task_definition.web": task})
Fargate Linux/arm64, vCPU                 1,460 vCPU-Hrs           $0.03238     $47.27
Fargate Linux/arm64, memory               2,920 GB-Hrs             $0.00356     $10.40
aws_ecs_task_definition.web: free
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_CEILING, Decimal

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import (
    Charge,
    Resource,
    UndecidedError,
    amount,
    either,
    first,
    is_true,
    known,
)
from archbench.cost.model import Unpriced
from archbench.cost.quantity import ZERO, Amount, Open, Quantity
from archbench.cost.scaling import scaled
from archbench.cost.selector import queries
from archbench.cost.volumes import Disk, volume_charges
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Instance

NAME = "ECS service"
USAGE = {"tasks": "tasks running on average over the month; desired_count when not given"}
ARGUMENTS = arguments(
    priced="""
        capacity_provider_strategy cluster desired_count launch_type network_configuration
        scheduling_strategy task_definition volume_configuration
    """,
    free="""
        alarms availability_zone_rebalancing deployment_circuit_breaker
        deployment_configuration deployment_controller deployment_maximum_percent
        deployment_minimum_healthy_percent enable_ecs_managed_tags enable_execute_command
        force_delete force_new_deployment health_check_grace_period_seconds iam_role
        load_balancer name ordered_placement_strategy placement_constraints platform_version
        propagate_tags service_connect_configuration service_registries sigint_rollback
        triggers vpc_lattice_configurations wait_for_steady_state
    """,
)


INCLUDED_STORAGE_GB = 20
MB_IN_GB = 1024
CPU_UNITS = 1024

QUERIES = queries(
    "AmazonECS",
    "Compute",
    ("fargate-vcpu-hour:x86_64:linux", "vCPU-Hrs", "Fargate-vCPU-Hours:perCPU"),
    ("fargate-gb-hour:x86_64:linux", "GB-Hrs", "Fargate-GB-Hours"),
    ("fargate-vcpu-hour:arm64:linux", "vCPU-Hrs", "Fargate-ARM-vCPU-Hours:perCPU"),
    ("fargate-gb-hour:arm64:linux", "GB-Hrs", "Fargate-ARM-GB-Hours"),
    ("fargate-vcpu-hour:x86_64:windows", "vCPU-Hrs", "Fargate-Windows-vCPU-Hours:perCPU"),
    ("fargate-gb-hour:x86_64:windows", "GB-Hrs", "Fargate-Windows-GB-Hours"),
    ("fargate-windows-os-license", "vCPU-Hrs", "Fargate-Windows-OS-Hours:perCPU"),
    ("fargate-ephemeral-storage", "GB-Hrs", "Fargate-EphemeralStorage-GB-Hours"),
)


def charges(service: Resource) -> Iterator[Charge | Unpriced]:
    """Hours of vCPU and memory, storage, public addresses and attached volumes of its tasks."""
    count = running(service)
    for runner, tasks in _runners(service, count):
        fargate, spot = _shares(runner, service, tasks)
        if _some(spot):
            yield Unpriced(
                service.address, "Fargate Spot tasks: no price: it follows supply and demand"
            )
        if _some(fargate):
            yield from task_charges(_definition(runner), fargate)
        network = runner.block("network_configuration") or service.block("network_configuration")
        addressed = fargate + spot
        if _some(addressed) and is_true(
            network.get("assign_public_ip"), f"{runner.address} assign_public_ip"
        ):
            yield Charge(
                "AmazonVPC",
                "public-ipv4-hour",
                "Public IPv4 address",
                addressed * HOURS,
                formula=f"tasks x {HOURS} h",
            )
    for block in service.blocks("volume_configuration"):
        volume = first(block, "managed_ebs_volume", service.address)
        disk = Disk("Task volume", volume, "gp3")
        yield from volume_charges(service, disk, count, size_key="size_in_gb")


def task_charges(task: Instance, count: Amount) -> Iterator[Charge | Unpriced]:
    """What count Fargate tasks of one definition cost each month."""
    cores = _size(task.get("cpu"), f"{task.address}.cpu", CPU_UNITS, "vcpu")
    memory = _size(task.get("memory"), f"{task.address}.memory", MB_IN_GB, "gb")
    platform = first(task.values, "runtime_platform", task.address)
    chip = known(platform.get("cpu_architecture"), f"{task.address} cpu_architecture")
    arch = "arm64" if chip == "ARM64" else "x86_64"
    family = known(platform.get("operating_system_family"), f"{task.address} operating system")
    system = "windows" if str(family or "LINUX").startswith("WINDOWS") else "linux"
    kind, what = f"{arch}:{system}", f"Fargate {system.capitalize()}/{arch}"
    per_core = f"tasks x {cores:f} vCPU x {HOURS} h"
    hours = count * cores * HOURS
    yield Charge("AmazonECS", f"fargate-vcpu-hour:{kind}", f"{what}, vCPU", hours, formula=per_core)
    if system == "windows":
        yield Charge(
            "AmazonECS",
            "fargate-windows-os-license",
            "Fargate, Windows licence",
            hours,
            formula=per_core,
        )
    yield Charge(
        "AmazonECS",
        f"fargate-gb-hour:{kind}",
        f"{what}, memory",
        count * memory * HOURS,
        formula=f"tasks x {memory:f} GB x {HOURS} h",
    )
    size = first(task.values, "ephemeral_storage", task.address).get("size_in_gib")
    extra = Decimal(str(known(size, "size_in_gib") or INCLUDED_STORAGE_GB)) - INCLUDED_STORAGE_GB
    if extra > 0:
        yield Charge(
            "AmazonECS",
            "fargate-ephemeral-storage",
            "Fargate storage beyond 20 GB",
            count * extra * HOURS,
            formula=f"tasks x {extra:f} GB x {HOURS} h",
        )


def running(service: Resource) -> Amount:
    """How many tasks run: the usage's average, else desired_count within the scaling target."""
    given = service.usage.number(service.address, service.instance.type, "tasks")
    if given:
        return given[0]
    return scaled(service, "ecs:service:DesiredCount", service.number("desired_count", 0))


def _runners(service: Resource, count: Amount) -> Iterator[tuple[Resource, Amount]]:
    """What says which tasks run and where, with how many: the service, or each of its task sets.

    Of a share of the tasks AWS rounds up what is no whole one
    (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html).
    """
    is_own = service.instance.get("task_definition") is not None
    sets = () if is_own else service.named_by("aws_ecs_task_set", "service")
    if not sets:
        if not is_own and service.block("deployment_controller").get("type") == "EXTERNAL":
            raise UndecidedError("no price: its task sets are not in this configuration")
        yield service, count
    for one in sets:
        percent = amount(one.block("scale").get("value"), f"{one.address} scale.value")
        if isinstance(percent, Open):
            yield one, Open(f"{percent.reason}: a set begins with 0 %", ZERO, count.high)
        else:
            share = percent.likely / 100
            yield one, _part(count, lambda tasks, share=share: tasks * share)  # type: ignore[misc]


def _part(count: Amount, function: Callable[[Decimal], Decimal]) -> Amount:
    """A part of the tasks, in whole ones unless they are an average."""
    part = count.map(function)
    ends = (count.low, count.likely, count.high) if isinstance(count, Quantity) else ()
    if any(end != end.to_integral_value(ROUND_CEILING) for end in ends):
        return part
    return part.map(lambda tasks: tasks.to_integral_value(ROUND_CEILING))


def _shares(runner: Resource, service: Resource, count: Amount) -> tuple[Amount, Amount]:
    """How many of its tasks run on Fargate, and how many on Fargate Spot; the rest is on EC2.

    A task set chooses where its tasks run; where it does not, the service, then the cluster.
    """
    none = Quantity.of(0)
    if service.text("scheduling_strategy", "REPLICA") == "DAEMON":
        return none, none
    for chooser in (runner, service):
        strategy = chooser.blocks("capacity_provider_strategy")
        kind = known(chooser.instance.get("launch_type"), f"{chooser.address}.launch_type")
        if kind == "EXTERNAL":
            raise UndecidedError("no price: instances of ECS Anywhere are billed by the hour")
        if strategy:
            return _spread(strategy, count, chooser.address)
        if kind:
            return (count if kind == "FARGATE" else none), none
    if default := _default_strategy(service):
        return _spread(default, count, service.address)
    return (count, none) if _requires_fargate(runner) else (none, none)


def _requires_fargate(service: Resource) -> bool:
    """True where its task definition runs on Fargate and nowhere else."""
    task = service.target("task_definition")
    if task is None:
        known(service.instance.get("task_definition"), f"{service.address}.task_definition")
        return False
    where = f"{service.address}: requires_compatibilities"
    names = known(task.get("requires_compatibilities"), where)
    said = names if isinstance(names, tuple) else ()
    return [known(name, where) for name in said] == ["FARGATE"]


def _default_strategy(service: Resource) -> tuple[Mapping[str, Plain], ...]:
    """What its cluster does with services that choose nothing; () is EC2."""
    cluster = service.target("cluster")
    if cluster is None:
        if service.instance.get("cluster") is None:
            return ()
        raise UndecidedError(
            "no price: launch_type is not set, and the default of its cluster, which is not in "
            "this configuration, decides where its tasks run"
        )
    for providers in service.others("aws_ecs_cluster_capacity_providers"):
        owner = providers.target("cluster_name")
        if owner is not None and owner.address == cluster.address:
            return providers.blocks("default_capacity_provider_strategy")
    return ()


def _spread(
    strategy: tuple[Mapping[str, Plain], ...], count: Amount, where: str
) -> tuple[Amount, Amount]:
    """Tasks by capacity provider: the base first, the rest by weight, rounded up on demand."""
    parts: dict[str, tuple[Decimal, Decimal]] = {}
    for block in strategy:
        name = str(known(block.get("capacity_provider"), f"{where} capacity_provider"))
        parts[name] = (_whole(block, "base", where), _whole(block, "weight", where))
    bases = sum((base for base, _ in parts.values()), Decimal(0))
    weights = sum((weight for _, weight in parts.values()), Decimal(0))
    if len(parts) == 1:
        weights = Decimal(1)
        parts = {name: (base, weights) for name, (base, _) in parts.items()}

    def share(name: str) -> Amount:
        if name not in parts:
            return Quantity.of(0)
        base, weight = parts[name]

        def part(tasks: Decimal) -> Decimal:
            first_ones = min(tasks, base)
            rest = max(Decimal(0), tasks - bases)
            return first_ones + (rest * weight / weights if weights else Decimal(0))

        return _part(count, part) if name == "FARGATE" else count.map(part)

    return share("FARGATE"), share("FARGATE_SPOT")


def _whole(block: Mapping[str, Plain], name: str, where: str) -> Decimal:
    value = amount(either(block.get(name), 0), f"{where} {name}")
    if isinstance(value, Open):
        raise UndecidedError(f"no price: {value.reason}")
    return value.likely


def _definition(runner: Resource) -> Instance:
    """The task definition it runs."""
    if found := runner.target("task_definition"):
        return found
    raise UndecidedError("no price: its task definition is not in this configuration")


def _size(value: Plain, what: str, units: int, word: str) -> Decimal:
    """VCPU or GB of a task as Fargate takes them: "512", "0.5 vCPU", "1 GB"."""
    text = str(known(value, what) or "").lower().replace(" ", "")
    try:
        number = Decimal(text.removesuffix(word))
    except ArithmeticError as error:
        raise UndecidedError(f"no price: {what} is not set to a size Fargate has") from error
    return number if text.endswith(word) else number / units


def _some(count: Amount) -> bool:
    return isinstance(count, Open) or count.high > 0
