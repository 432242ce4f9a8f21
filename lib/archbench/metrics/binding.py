"""What of a configuration is alive, and under which names CloudWatch knows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from archbench.aws.catalogue import kind_of
from archbench.metrics.alive import NOTHING, Alive, overlaid
from archbench.metrics.catalogue import Dimensions, catalogue
from archbench.metrics.identity import ELSEWHERE, Identities
from archbench.terraform.address import natural
from archbench.terraform.configuration import Configuration, Instance


@dataclass(frozen=True, slots=True, order=True)
class Bound:
    """A live thing, by one set of dimensions that it publishes under.

    What publishes under several sets has one Bound each: an Aurora cluster as a whole, its writer,
    its readers.

    address  in the configuration; "" where only an output or AWS names it
    type     of the resource, canonical
    region   where it stands; "" where nothing says
    account  the twelve digits; "" where nothing says
    source   where its identity was read: "state", "configuration", 'output "balancer"', "AWS"
    """

    address: str
    type: str
    region: str
    account: str
    dimensions: Dimensions
    source: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Unbound:
    """What the catalogue has metrics of and no live identity is known for, and why.

    in_part  whether other metrics of it are bound: of a cluster, but not of its brokers
    """

    address: str
    reason: str
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """A set of dimensions that a type publishes under: of each name its values, () to be told."""

    namespace: str
    dimensions: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def faces(type_: str) -> tuple[Face, ...]:
    """The sets of dimensions the catalogue has for a type, each once, sorted by their names."""
    found: dict[tuple[tuple[str, tuple[str, ...]], ...], Face] = {}
    for metric in catalogue():
        if metric.type == type_:
            fixed = {name: values for name, values in metric.fixed if "*" not in "".join(values)}
            dimensions = tuple((name, fixed.get(name, ())) for name in metric.dimensions)
            found.setdefault(dimensions, Face(metric.namespace, dimensions))
    return tuple(found[key] for key in sorted(found))


def bind(
    configuration: Configuration, alive: Alive = NOTHING
) -> tuple[tuple[Bound, ...], tuple[Unbound, ...]]:
    """Every live thing that is measured, and all that would be were it known what it is called.

    A name that the configuration itself gives is an identity, unless a state says that the thing
    does not stand.

    Args:
        configuration: whose resources are bound; each managed one of a type in the catalogue.
        alive: what a state, outputs or AWS say of what runs.
    """
    whole = overlaid(configuration, alive)
    identities = Identities(whole, alive.account)
    bound: set[Bound] = set()
    unbound: list[Unbound] = []
    for item in whole.managed():
        if not faces(item.type):
            continue
        if alive.whole and item.address not in alive.values:
            unbound.append(Unbound(item.address, "it is not in the state: it does not stand yet"))
            continue
        found = list(_bound(identities, item, alive.sources))
        bound.update(one for one in found if isinstance(one, Bound))
        reasons = [one for one in found if isinstance(one, str)]
        if len(reasons) == len(found):
            why = alive.doubts.get(item.address, reasons[0])
            unbound.append(Unbound(item.address if item.name else "", why))
        else:
            address = item.address if item.name else ""
            parts = [why for why in dict.fromkeys(reasons) if why != ELSEWHERE]
            unbound += [Unbound(address, f"in part: {why}", in_part=True) for why in parts]
    unread = [
        Unbound(item.address, f"how many there are is not known: {item.reason}")
        for item in configuration.uncounted
        if faces(item.type) or item.type == "module"
    ]
    return tuple(sorted(bound, key=_order)), tuple(
        sorted([*unbound, *unread], key=lambda item: (natural(item.address), item.reason))
    )


_DOING = frozenset({"entry", "workload", "store", "channel"})


def without_metrics(configuration: Configuration) -> tuple[Instance, ...]:
    """What takes requests, works, keeps or carries something, of types the catalogue has not."""
    return tuple(
        item
        for item in configuration.managed()
        if not faces(item.type) and (kind := kind_of(item.type)) is not None and kind.role in _DOING
    )


def _order(item: Bound) -> tuple[object, ...]:
    return natural(item.address), item.type, item.region, item.dimensions


def _bound(
    identities: Identities, item: Instance, sources: Mapping[str, str]
) -> Iterator[Bound | str]:
    """Of each face what it binds, or why it binds nothing."""
    region, account = identities.place(item)
    source = sources.get(item.address, "configuration")
    for face in faces(item.type):
        values: list[tuple[str, ...]] = []
        why = ""
        for name, fixed in face.dimensions:
            told, reason = (fixed, "") if fixed else identities.names(item, face.namespace, name)
            values.append(told)
            why = why or reason
        if why:
            yield why
            continue
        names = [name for name, _ in face.dimensions]
        for combination in product(*values):
            dimensions = tuple(zip(names, combination, strict=True))
            if _stands(identities, item, dimensions):
                address = item.address if item.name else ""
                yield Bound(address, item.type, region, account, dimensions, source)


def _stands(identities: Identities, item: Instance, dimensions: Dimensions) -> bool:
    """Whether there can be such a thing: a cluster of one instance has no reader."""
    if item.type == "aws_rds_cluster" and ("Role", "READER") in dimensions:
        members = identities.reader.naming(
            item.address, "aws_rds_cluster_instance", "cluster_identifier"
        )
        return len(members) != 1
    if item.type == "aws_wafv2_web_acl" and "Region" not in dict(dimensions):
        return item.get("scope") == "CLOUDFRONT"
    return True
