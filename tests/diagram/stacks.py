"""Architectures to draw: the recorded ones, and made ones of any shape and size."""
# ruff: noqa: FBT003 - the model's dataclasses take what they take in order

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from archbench.architecture import build
from archbench.architecture.model import (
    Architecture,
    Compute,
    DatabaseCluster,
    DatabaseInstance,
    Listener,
    LoadBalancer,
    NatGateway,
    Region,
    RegionalService,
    ScalingGroup,
    Subnet,
    TargetGroup,
    Vpc,
    Zone,
)
from archbench.architecture.permission import Permission, SecurityGroup
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from archbench.terraform.plan import read_plan

TIERS = {"public": "public", "app": "private", "database": "isolated"}
INFRA = Path(__file__).parents[2] / "infra"
RECORDED = Path(__file__).parents[1] / "recorded"


@cache
def resolved(stack: str, *variables: str) -> Configuration:
    """A configuration of this repository, or of this folder, with these variables."""
    home = INFRA if (INFRA / stack).is_dir() else Path(__file__).parent / "configurations"
    return load(home / stack, variables=tuple(("var", text) for text in variables))


@cache
def built(stack: str, *variables: str) -> Architecture:
    """Its architecture, under a path that is the same on every machine."""
    return replace(build(resolved(stack, *variables)), path=f"infra/{stack}")


@cache
def untold(stack: str) -> Architecture:
    """A configuration of this folder whose variables have no value."""
    found = load(Path(__file__).parent / "configurations" / stack, variables=(("unknown", "*"),))
    return replace(build(found), path=f"infra/{stack}")


def recorded(name: str) -> Architecture:
    """A recorded plan's architecture: "payments/default"."""
    stack, _, case = name.partition("/")
    path = RECORDED / stack / f"plan-{case}.json"
    return build(read_plan(json.loads(path.read_text()), f"infra/{stack}"))


def made(
    *,
    zones: int = 3,
    nats: int = 1,
    groups: int = 1,
    balancers: int = 1,
    readers: int = 2,
    blocks: int = 0,
    instances: int = 1,
    services: int = 0,
    vpcs: int = 1,
    regions: int = 1,
    name: str = "web",
    known_zones: bool = True,
) -> Architecture:
    """A stack of this shape; name goes into every name that a person chooses."""
    made_regions = tuple(
        Region(
            f"eu-west-{number + 1}",
            tuple(
                _vpc(
                    f"r{number}v{i}",
                    zones,
                    nats,
                    groups,
                    balancers,
                    readers,
                    blocks,
                    instances,
                    name,
                    known_zones=known_zones,
                )
                for i in range(vpcs)
            ),
            tuple(
                RegionalService(
                    f"aws_s3_bucket.b{number}_{i}",
                    f"{name}-{i}",
                    None,
                    "S3",
                    "",
                    (),
                    (f"aws_s3_bucket.b{number}_{i}",),
                )
                for i in range(services)
            ),
        )
        for number in range(regions)
    )
    security = tuple(
        group for region in made_regions for vpc in region.vpcs for group in _security(vpc)
    )
    return Architecture("made", made_regions, security_groups=security)


def _security(vpc: Vpc) -> tuple[SecurityGroup, ...]:
    key = vpc.address

    def rule(group: str, source: str, port: int) -> Permission:
        return Permission(group, "ingress", "tcp", port, port, source, group, None)

    app, store = f"sg.app_{key}", f"sg.db_{key}"
    return (
        SecurityGroup(app, "app", None, key, (rule(app, "0.0.0.0/0", 80),), ()),
        SecurityGroup(store, "db", None, key, (rule(store, app, 5432),), ()),
    )


def _vpc(  # noqa: PLR0917
    key: str,
    zones: int,
    nats: int,
    groups: int,
    balancers: int,
    readers: int,
    blocks: int,
    instances: int,
    name: str,
    *,
    known_zones: bool,
) -> Vpc:
    address = f"aws_vpc.{key}"
    names = [f"eu-west-1{'abcdef'[n]}" for n in range(zones)]
    nat_of = [f"aws_nat_gateway.{key}[{min(n, nats - 1)}]" if nats else None for n in range(zones)]
    subnets = tuple(
        Subnet(
            f"aws_subnet.{key}_{role}[{n}]",
            f"{name}-{role}-{n}",
            None,
            address,
            names[n] if known_zones else None,
            f"10.0.{n}.0/24",
            tier,  # type: ignore[arg-type]
            role,  # type: ignore[arg-type]
            None,
            nat_of[n] if role == "app" else None,
        )
        for role, tier in TIERS.items()
        for n in range(zones)
    )
    where = tuple(names) if known_zones else ()

    def of(role: str) -> tuple[str, ...]:
        return tuple(item.address for item in subnets if item.role == role)

    targets = tuple(
        TargetGroup(
            f"aws_lb_target_group.{key}_{n}",
            f"{name}-{n}",
            None,
            address,
            "HTTP",
            8080,
            "/health",
            30,
            45,
            Decimal(1),
            "live",
        )
        for n in range(groups)
    )
    return Vpc(
        address,
        f"{name}-{key}",
        None,
        "eu-west-1",
        "10.0.0.0/16",
        tuple(Zone(zone, zone[-1], n) for n, zone in enumerate(where)),
        f"aws_internet_gateway.{key}",
        subnets,
        (),
        tuple(
            NatGateway(
                f"aws_nat_gateway.{key}[{n}]",
                f"{name}-nat-{n}",
                None,
                f"aws_subnet.{key}_public[{n}]",
                names[n] if known_zones else None,
                (),
                (),
            )
            for n in range(min(nats, zones))
        ),
        tuple(
            LoadBalancer(
                f"aws_lb.{key}_{n}",
                f"{name}-{n}",
                None,
                "application",
                False,
                of("public"),
                where,
                (),
                (Listener(f"aws_lb_listener.{key}_{n}", "HTTP 80", None, 80, "HTTP", {}, ""),),
                targets,
                True,
            )
            for n in range(balancers)
        ),
        tuple(
            ScalingGroup(
                f"aws_autoscaling_group.{key}_{n}",
                f"{name}-{n}",
                None,
                1,
                9,
                zones,
                of("app"),
                where,
                dict.fromkeys(where, 1),
                "t3.medium",
                None,
                "gp3 30 GiB",
                (f"aws_lb_target_group.{key}_{n}",),
                "ELB",
                (),
                (f"sg.app_{address}",),
                "live",
            )
            for n in range(groups)
        ),
        tuple(
            Compute(
                f"aws_instance.{key}_{block}[{n}]",
                f"{name}-{block}-{n}",
                None,
                "t3.small",
                of("app")[n % zones] if zones else None,
                names[n % zones] if zones and known_zones else None,
                (f"sg.app_{address}",),
                (),
                "none",
            )
            for block in range(blocks)
            for n in range(instances)
        ),
        (
            DatabaseCluster(
                f"aws_rds_cluster.{key}",
                f"{name}-db",
                None,
                "aurora-postgresql",
                "15.4",
                tuple(
                    DatabaseInstance(
                        f"aws_rds_cluster_instance.{key}[{n}]",
                        f"{name}-db-{n}",
                        None,
                        "reader" if n else "writer",
                        names[n % zones] if known_zones else None,
                        True,
                        "db.r6g.large",
                        1,
                        f"aws_rds_cluster.{key}",
                    )
                    for n in range(readers + 1)
                ),
                of("database"),
                where,
                (f"sg.db_{address}",),
                7,
                True,
                None,
                5432,
            ),
        )
        if readers >= 0
        else (),
        (),
    )


CASES: Mapping[str, Architecture] = {
    "payments": built("payments"),
    "payments-green": built("payments", "deployment_color=green"),
    "payments-one-nat": built("payments", "nat_gateway_count=1"),
    "payments-two-nats": built("payments", "nat_gateway_count=2"),
    "payments-no-certificate": built("payments", "certificate_arn="),
    "payments-plan": recorded("payments/default"),
    "payments-bare-plan": recorded("payments/one-nat"),
    "migration": built("migration"),
    "modules": built("modules"),
    "fleet": built("fleet"),
    "bare-vpc": built("empty"),
    "orders": built("orders"),
    "shop": built("shop"),
    "hub": built("hub"),
    "network": built("network"),
    "containers": built("containers"),
    "estate": built("estate"),
    "untold": untold("untold"),
    "one-zone": made(zones=1, readers=0),
    "two-zones": made(zones=2),
    "four-zones": made(zones=4, nats=2),
    "six-zones": made(zones=6, nats=6, readers=5),
    "no-database": made(readers=-1),
    "no-balancer": made(balancers=0, groups=0, blocks=2, instances=4),
    "empty-vpc": made(zones=0, nats=0, groups=0, balancers=0, readers=-1),
    "three-vpcs": made(vpcs=3),
    "two-regions": made(regions=2, services=3),
    "unknown-zones": made(known_zones=False),
    "many-readers": made(readers=12),
    "many-groups": made(groups=6, balancers=2),
    "five-hundred": made(zones=3, blocks=25, instances=20, services=40),
    "long-names": made(name="a-very-long-name-that-nobody-can-read-at-a-glance-" * 3),
    "hostile-names": made(name='"><script>alert(1)</script>\x00\n${x}<B>&amp;日本語'),
    "nothing": Architecture("nothing", ()),
}
