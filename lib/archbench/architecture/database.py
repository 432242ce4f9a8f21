"""Databases: clusters with writer and readers, stand-alone instances, and the zones they stand in.

Terraform does not say which member of a cluster becomes the writer, nor in which zone AWS puts an
instance that names none. Both are assumed, marked, and listed as open questions.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from archbench.architecture.joins import Reader, name_of, text, truth, whole
from archbench.architecture.model import DatabaseCluster, DatabaseInstance
from archbench.architecture.network import SUBNET_TYPES, Network
from archbench.architecture.question import OpenQuestion
from archbench.architecture.zones import ZoneKey, zone_key
from archbench.frozen import replace
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.address import natural
from archbench.terraform.configuration import Instance

CLUSTER_TYPES: Mapping[str, str] = {
    "aws_rds_cluster": "aws_rds_cluster_instance",
    "aws_docdb_cluster": "aws_docdb_cluster_instance",
    "aws_neptune_cluster": "aws_neptune_cluster_instance",
}
SUBNET_GROUP_TYPES = ("aws_db_subnet_group", "aws_docdb_subnet_group", "aws_neptune_subnet_group")
STORE_GROUP_TYPES = (
    *SUBNET_GROUP_TYPES,
    "aws_dax_subnet_group",
    "aws_elasticache_subnet_group",
    "aws_memorydb_subnet_group",
    "aws_redshift_subnet_group",
)
"""Subnet groups whose subnets are drawn as the database row."""
GLOBAL_TYPES = ("aws_rds_global_cluster", "aws_docdb_global_cluster")
"""What several clusters join, of which one writes."""
_SUBNET_GROUP_NAMES = ("db_subnet_group_name", "neptune_subnet_group_name")
_PORTS = {"postgres": 5432, "mysql": 3306, "mariadb": 3306, "docdb": 27017, "neptune": 8182}


def clusters(
    reader: Reader, network: Network
) -> tuple[tuple[DatabaseCluster, tuple[ZoneKey, ...], Mapping[str, ZoneKey]], ...]:
    """Every cluster, the zones of its subnet group, and that of each of its instances by address.

    A group of which a subnet is not told has no zones that are.
    """
    return tuple(_cluster(reader, network, item) for item in reader.of_type(*CLUSTER_TYPES))


def databases(reader: Reader, network: Network) -> tuple[tuple[DatabaseInstance, ZoneKey], ...]:
    """Every stand-alone database instance and its zone."""
    found = []
    for item in reader.of_type("aws_db_instance"):
        subnets, choices = _subnets(reader, network, item)
        source = reader.one(item, "replicate_source_db")
        key = zone_key(reader, item)
        if not key[1] and len(choices) == 1:
            key = choices[0]
        elif not key[1]:
            reader.ask(item, "its zone: AWS picks one of its subnet group", None)
        database = DatabaseInstance(
            address=item.address,
            name=name_of(item),
            range=item.range,
            role="reader" if source else "single",
            zone=None,
            zone_is_assumed=False,
            instance_class=_text_or_unknown(item.get("instance_class")),
            promotion_tier=None,
            cluster=None,
            engine=text(item.get("engine")),
            multi_az=truth(item.get("multi_az"), default=False),
            subnets=subnets,
            security_groups=tuple(
                group.address for group in reader.many(item, "vpc_security_group_ids")
            ),
        )
        found.append((database, key))
    return tuple(found)


def _subnets(
    reader: Reader, network: Network, item: Instance
) -> tuple[tuple[str, ...], tuple[ZoneKey, ...]]:
    """The subnets of an instance's subnet group, in order, and their zones where all are told."""
    for attribute in _SUBNET_GROUP_NAMES:
        group = reader.instance(item, attribute, types=SUBNET_GROUP_TYPES)
        if group is not None:
            held = reader.many(group, "subnet_ids", types=SUBNET_TYPES)
            subnets = tuple(subnet.address for subnet in held)
            told = reader.is_told(group, "subnet_ids", types=SUBNET_TYPES)
            return subnets, network.zone_of(subnets) if told else ()
    return (), ()


def _cluster(
    reader: Reader, network: Network, item: Instance
) -> tuple[DatabaseCluster, tuple[ZoneKey, ...], Mapping[str, ZoneKey]]:
    members = reader.naming(item.address, CLUSTER_TYPES[item.type], "cluster_identifier")
    subnets, choices = _subnets(reader, network, item)
    keys, assumed = _place(reader, members, choices)
    writer = "" if _is_secondary(reader, item) else _writer(members)
    if len(members) > 1 and writer:
        reader.questions.append(
            OpenQuestion(
                item.address,
                f"which instance is the writer: {writer} is assumed",
                "the first one made becomes the writer; told by promotion tier, name, order",
            )
        )
    port = whole(item.get("port"))
    engine = text(item.get("engine")) or item.type.removeprefix("aws_").removesuffix("_cluster")
    cluster = DatabaseCluster(
        address=item.address,
        name=name_of(item),
        range=item.range,
        engine=engine,
        engine_version=_text_or_unknown(item.get("engine_version")),
        instances=tuple(
            _member(member, item, engine, writer, assumed=member.address in assumed)
            for member in members
        ),
        subnets=subnets,
        zones=(),
        security_groups=tuple(
            group.address for group in reader.many(item, "vpc_security_group_ids")
        ),
        retention_days=whole(item.get("backup_retention_period", 1)),
        encrypted=truth(item.get("storage_encrypted"), default=False),
        kms_key=reader.one(item, "kms_key_id") or None,
        port=_default_port(engine) if port is None else port,
        multi_az=item.get("db_cluster_instance_class") is not None,
    )
    return cluster, choices, keys


def _is_secondary(reader: Reader, item: Instance) -> bool:
    """Whether a cluster only reads: it joins a global database another cluster writes.

    The first cluster of a global database brings its master user; a later one has none of its own.
    """
    own = "master_username"
    home = reader.one(item, "global_cluster_identifier", types=GLOBAL_TYPES)
    if not home or item.get(own) is not None:
        return False
    return any(
        other.get(own) is not None
        and reader.one(other, "global_cluster_identifier", types=GLOBAL_TYPES) == home
        for other in reader.of_type(item.type)
    )


def _member(
    member: Instance, cluster: Instance, engine: str, writer: str, *, assumed: bool
) -> DatabaseInstance:
    role: Literal["writer", "reader"] = "writer" if member.address == writer else "reader"
    return DatabaseInstance(
        address=member.address,
        name=name_of(member),
        range=member.range,
        role=role,
        zone=None,
        zone_is_assumed=assumed,
        instance_class=_text_or_unknown(member.get("instance_class")),
        promotion_tier=whole(member.get("promotion_tier", 0)),
        cluster=cluster.address,
        engine=engine,
    )


def _place(
    reader: Reader, members: Sequence[Instance], choices: Sequence[ZoneKey]
) -> tuple[dict[str, ZoneKey], frozenset[str]]:
    """Zone of each member, and which of them are assumed.

    A member without a zone goes to the least used zone of the subnet group, in the group's order;
    one alone may stand in any of them.
    """
    keys = {member.address: zone_key(reader, member) for member in members}
    assumed = set()
    for member in members:
        if keys[member.address][1] or not choices:
            continue
        if len(members) == 1 and len(choices) > 1:
            reader.ask(member, "its zone: AWS picks one of its subnet group", None)
            continue
        used = [key for key in keys.values() if key[1]]
        keys[member.address] = min(choices, key=lambda key: (used.count(key), choices.index(key)))
        if len(choices) > 1:
            assumed.add(member.address)
            reader.ask(member, "its zone: AWS picks one of its subnet group", None)
    return keys, frozenset(assumed)


def _writer(members: Sequence[Instance]) -> str:
    """The member assumed to be the writer: by promotion tier, then name, then order.

    The first instance created becomes the writer; configurations that order the creation name the
    later ones readers or replicas.
    """

    def rank(member: Instance) -> tuple[int, bool, object]:
        tier = whole(member.get("promotion_tier", 0))
        reads = any(word in member.name.lower() for word in ("read", "replica"))
        return (tier if isinstance(tier, int) else 0, reads, natural(member.address))

    return min(members, key=rank).address if members else ""


def _text_or_unknown(value: Plain) -> str | Unknown | None:
    return value if isinstance(value, str | Unknown) else None


def _default_port(engine: str) -> int | None:
    return next((port for word, port in _PORTS.items() if word in engine), None)


def with_zones(
    cluster: DatabaseCluster, names: Mapping[str, str | None], zones: tuple[str, ...]
) -> DatabaseCluster:
    """The cluster with the names of its instances' zones and of its subnets'."""
    instances = tuple(replace(item, zone=names[item.address]) for item in cluster.instances)
    return replace(cluster, instances=instances, zones=zones)
