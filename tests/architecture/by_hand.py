"""Stacks of one to four zones, built by hand, with the parts a test wants to change."""

from archbench.architecture import build
from archbench.architecture.model import Architecture, Vpc
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Configuration, Instance
from tests.architecture.hand import configuration, ref, refs, resource

VPC = "aws_vpc.main"


def network(zones: int = 3, nats: int | None = None) -> list[Instance]:
    """A VPC with a public, an app and a database subnet in each zone, and NATs in the first ones.

    Zones without a NAT of their own leave through the last one; with no NAT nothing does.
    """
    nats = zones if nats is None else nats
    found = [
        resource(VPC, cidr_block="10.0.0.0/16"),
        resource("aws_internet_gateway.main", vpc_id=ref(VPC)),
        resource("aws_route_table.public", vpc_id=ref(VPC)),
        resource(
            "aws_route.internet",
            route_table_id=ref("aws_route_table.public"),
            destination_cidr_block="0.0.0.0/0",
            gateway_id=ref("aws_internet_gateway.main"),
        ),
        resource("aws_route_table.database", vpc_id=ref(VPC)),
    ]
    for index in range(zones):
        zone = f"us-east-1{'abcdef'[index]}"
        for number, tier in enumerate(("public", "app", "database")):
            found.append(
                resource(
                    f"aws_subnet.{tier}[{index}]",
                    vpc_id=ref(VPC),
                    availability_zone=zone,
                    cidr_block=f"10.0.{10 * number + index}.0/24",
                )
            )
            table = f"aws_route_table.app[{index}]" if tier == "app" else f"aws_route_table.{tier}"
            found.append(
                resource(
                    f"aws_route_table_association.{tier}[{index}]",
                    subnet_id=ref(f"aws_subnet.{tier}[{index}]"),
                    route_table_id=ref(table),
                )
            )
        found.append(resource(f"aws_route_table.app[{index}]", vpc_id=ref(VPC)))
        if index < nats:
            found += [
                resource(f"aws_eip.nat[{index}]", domain="vpc"),
                resource(
                    f"aws_nat_gateway.main[{index}]",
                    allocation_id=ref(f"aws_eip.nat[{index}]"),
                    subnet_id=ref(f"aws_subnet.public[{index}]"),
                ),
            ]
        if nats:
            found.append(
                resource(
                    f"aws_route.nat[{index}]",
                    route_table_id=ref(f"aws_route_table.app[{index}]"),
                    destination_cidr_block="0.0.0.0/0",
                    nat_gateway_id=ref(f"aws_nat_gateway.main[{min(index, nats - 1)}]"),
                )
            )
    return found


def subnets(tier: str, zones: int = 3) -> Plain:
    """All subnets of a tier, as a set attribute has them."""
    return refs(*(f"aws_subnet.{tier}[{index}]" for index in range(zones)))


def balanced(zones: int = 3, *, minimum: int = 6, desired: int = 6) -> list[Instance]:
    """A load balancer, a target group, a listener and an Auto Scaling group over all zones."""
    return [
        resource("aws_lb.main", name="alb", subnets=subnets("public", zones)),
        resource(
            "aws_lb_target_group.live",
            name="live",
            vpc_id=ref(VPC),
            protocol="HTTP",
            port=8080,
            deregistration_delay=45,
            health_check=({"interval": 30, "healthy_threshold": 2, "unhealthy_threshold": 3},),
        ),
        resource(
            "aws_lb_listener.http",
            load_balancer_arn=ref("aws_lb.main", "arn"),
            port=80,
            protocol="HTTP",
            default_action=(
                {"type": "forward", "target_group_arn": ref("aws_lb_target_group.live", "arn")},
            ),
        ),
        resource("aws_launch_template.app", instance_type="t3.medium"),
        resource(
            "aws_autoscaling_group.app",
            name="app",
            min_size=minimum,
            max_size=18,
            desired_capacity=desired,
            vpc_zone_identifier=subnets("app", zones),
            target_group_arns=refs_arn("aws_lb_target_group.live"),
            health_check_type="ELB",
            health_check_grace_period=300,
            launch_template=({"id": ref("aws_launch_template.app")},),
        ),
    ]


def refs_arn(*addresses: str) -> Plain:
    """ARNs in a list: each known to be that of one resource."""
    return tuple(ref(address, "arn") for address in addresses)


def aurora(*zones: str | None, subnet_zones: int = 3, **values: Plain) -> list[Instance]:
    """A cluster with one instance for each of these zones; the first one is made first."""
    return [
        resource(
            "aws_db_subnet_group.aurora",
            name="aurora",
            subnet_ids=subnets("database", subnet_zones),
        ),
        resource(
            "aws_rds_cluster.aurora",
            cluster_identifier="aurora",
            engine="aurora-postgresql",
            engine_version="15.4",
            db_subnet_group_name=ref("aws_db_subnet_group.aurora", "name"),
            backup_retention_period=7,
            storage_encrypted=True,
            **values,
        ),
        *(
            resource(
                f"aws_rds_cluster_instance.db[{index}]",
                identifier=f"db-{index}",
                cluster_identifier=ref("aws_rds_cluster.aurora"),
                instance_class="db.r6g.large",
                promotion_tier=index,
                **({"availability_zone": zone} if zone else {}),
            )
            for index, zone in enumerate(zones)
        ),
    ]


def stack(*parts: list[Instance]) -> Configuration:
    """A configuration of all these parts."""
    return configuration(*(instance for part in parts for instance in part))


def only_vpc(architecture: Architecture) -> Vpc:
    """The single VPC of a stack."""
    (region,) = architecture.regions
    (vpc,) = region.vpcs
    return vpc


def vpc_of(*parts: list[Instance]) -> Vpc:
    """The single VPC these parts make."""
    return only_vpc(build(stack(*parts)))
