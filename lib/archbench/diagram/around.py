"""What stands outside the VPCs: clients, names and health checks above, services at the side."""

from archbench.architecture.model import Architecture, Region, RegionalService
from archbench.diagram import words
from archbench.diagram.flows import CLIENTS, Flow
from archbench.diagram.naming import many
from archbench.diagram.scene import Subject
from archbench.diagram.tiles import Tile
from archbench.terraform.address import natural

MOST_RECORDS = 3
SERVICE_ICONS = {
    "alarm": "cloudwatch",
    "cloudwatch": "cloudwatch",
    "log": "logs",
    "sns": "sns",
    "sqs": "sqs",
    "secret": "secret",
    "kms": "kms",
    "endpoint": "endpoint",
    "s3": "s3",
    "backup": "backup",
    "iam": "iam",
    "waf": "waf",
    "certificate": "certificate",
    "acm": "certificate",
    "lambda": "lambda",
    "dynamodb": "dynamodb",
    "ecr": "ecr",
    "ecs": "ecs",
    "eks": "eks",
    "efs": "efs",
    "ebs": "volume",
    "volume": "volume",
    "parameter": "ssm",
    "systems manager": "ssm",
    "route 53": "zone",
    "hosted zone": "zone",
    "cloudfront": "cloudfront",
    "elasticache": "elasticache",
    "flow log": "flow-logs",
    "peering": "peering",
    "transit": "transit",
    "api gateway": "api",
    "eventbridge": "eventbridge",
    "cloudtrail": "cloudtrail",
    "config": "config",
    "guardduty": "guardduty",
    "elastic ip": "eip",
    "auto scaling": "asg",
}


def top_tiles(architecture: Architecture, *, has_clients: bool) -> dict[tuple[int, int], Tile]:
    """Tiles above the regions by (row, column): clients, records, health checks.

    A primary record stands beside the clients, its secondary below it.
    """
    tiles: dict[tuple[int, int], Tile] = {}
    if has_clients or architecture.records:
        tiles[0, 0] = Tile(CLIENTS, "clients", "Clients", "the internet", Subject("", "clients"))
    records = sorted(
        architecture.records, key=lambda item: (item.failover != "PRIMARY", natural(item.address))
    )
    shown = [item for item in records if item.failover] or records[:1]
    shown = shown[:MOST_RECORDS]
    for row, record in enumerate(shown):
        detail = words.joined("Route 53", f"{record.policy} {record.failover}".strip())
        tiles[row, 1] = Tile(
            record.address,
            "route53",
            record.fqdn or record.name,
            detail,
            words.subject(record, "DNS record", words.record_facts(record)),
            accent="dns",
        )
    for row, check in enumerate(architecture.health_checks[:MOST_RECORDS]):
        tiles[row, 2] = Tile(
            check.address,
            "health",
            "Health check",
            words.check_detail(check),
            words.subject(check, "health check", words.check_facts(check)),
            accent="dns",
        )
    rest = [*records, *architecture.health_checks[MOST_RECORDS:]]
    hidden = tuple(i.address for i in rest if i.address not in {x.address for x in shown})
    if hidden:
        tiles[0, 3 if architecture.health_checks else 2] = Tile(
            "records+",
            "route53",
            many(len(hidden), "more record"),
            "Route 53",
            Subject("", "DNS records", hidden),
            accent="dns",
        )
    return tiles


def top_flows(architecture: Architecture, tiles: dict[tuple[int, int], Tile]) -> list[Flow]:
    """Names asked, checks that gate records, and the failover from primary to secondary."""
    keys = {tile.key for tile in tiles.values()}
    flows = []
    if (0, 1) in tiles:
        flows.append(Flow("request", CLIENTS, tiles[0, 1].key, "1 DNS", "asks for the name"))
    flows.extend(
        Flow("health", record.health_check, record.address, "gates")
        for record in architecture.records
        if record.health_check and {record.health_check, record.address} <= keys
    )
    primary = [item for item in architecture.records if item.failover == "PRIMARY"]
    for first in primary:
        flows += [
            Flow("failover", first.address, item.address, "on failure")
            for item in architecture.records
            if item.failover == "SECONDARY" and {item.address, first.address} <= keys
        ]
    return flows


def service_tiles(region: Region, *, most: int) -> tuple[Tile, ...]:
    """Regional services as tiles, the last one for those beyond most."""
    services = list(region.services)
    if len(services) <= most:
        return tuple(_service_tile(item) for item in services)
    kept, rest = services[: most - 1], services[most - 1 :]
    members = tuple(sorted({a for item in rest for a in (item.address, *item.members)}))
    more = Tile(
        f"{region.name}+services",
        "general",
        f"{len(rest)} more services",
        ", ".join(sorted({item.service for item in rest})),
        Subject("", "services", members),
        accent="regional",
    )
    return (*(_service_tile(item) for item in kept), more)


def _service_tile(service: RegionalService) -> Tile:
    text = f"{service.service} {service.name}".lower()
    icon = next(
        (icon for word, icon in SERVICE_ICONS.items() if word in service.service.lower()),
        next((icon for word, icon in SERVICE_ICONS.items() if word in text), "general"),
    )
    facts = (
        ("service", service.service),
        ("detail", service.detail),
        ("serves", ", ".join(service.attaches_to)),
    )
    return Tile(
        service.address,
        icon,
        service.service,
        words.joined("" if service.name == service.service else service.name, service.detail),
        words.subject(service, service.service, facts, service.members),
        accent="regional",
    )
