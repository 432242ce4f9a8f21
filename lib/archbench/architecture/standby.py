"""Databases left when a zone or a writer is lost, and who takes over."""

import re

from archbench.architecture.failure import Gone, Outcome
from archbench.architecture.model import DatabaseCluster, DatabaseInstance
from archbench.architecture.part import Graph
from archbench.frozen import frozen
from archbench.hcl.values import Unknown


@frozen
class DatabaseLeft:
    """Instances of a cluster or stand-alone database, and who writes now."""

    address: str
    name: str
    before: int | None
    """None when it cannot be told how many there are."""
    left: int | None
    """None when that, or whether one of them is lost, cannot be told."""
    writer_lost: bool
    promoted: str
    """Address of the instance promoted; "" when the writer stays or nothing can be promoted."""
    outcome: Outcome
    why: str
    assumed: bool
    """True when it rests on an assumed zone."""
    kept_apart: bool = False
    """Whether its data is kept in several zones, whatever becomes of its instances."""
    goes_with_one: bool = False
    """Whether the loss of one zone takes it, though nobody can tell which zone that is."""

    @property
    def weakened(self) -> bool:
        """Whether it has fewer instances than before, as far as is known."""
        return self.before is not None and self.left is not None and self.left < self.before


def database(store: DatabaseCluster | DatabaseInstance, gone: Gone, graph: Graph) -> DatabaseLeft:
    """What a cluster or a stand-alone database keeps."""
    if isinstance(store, DatabaseInstance):
        place = graph.parts[store.address].place
        return _database(store, gone, place.zones if place.told else ())
    return _cluster(store, gone) if store.instances else _own_cluster(store, gone)


def _cluster(cluster: DatabaseCluster, gone: Gone) -> DatabaseLeft:
    """Aurora promotes the reader with the lowest promotion tier, and of equals the largest.

    Source: docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/
    Concepts.AuroraHighAvailability.html, "Fault tolerance for an Aurora DB cluster". AWS may take
    any of those equal in both; the first in order is named.
    """
    kept = [item for item in cluster.instances if not gone.has(item.address, item.zone)]
    writer = next((item for item in cluster.instances if item.role == "writer"), None)
    lost = writer is not None and writer not in kept
    untold = any(gone.untold(item.zone, cluster.zones) for item in cluster.instances)
    candidates = sorted((item for item in kept if item.role == "reader"), key=_promotion)
    outcome: Outcome = "survives"
    why = ""
    alone = len(cluster.instances) == 1
    if untold:
        outcome, why = "down" if alone and gone.failure.of_any else "unknown", _untold(cluster)
    elif writer is None and not kept:
        outcome = "degraded"
        why = f"{cluster.name}, which reads a global database written elsewhere, is lost"
    elif lost and not candidates:
        outcome = "down"
        why = f"{cluster.name} has no instance left to promote; its data is kept in other zones"
        if alone and gone.failure.kind == "writer":
            why = f"{cluster.name} has one instance and no reader to promote"
    elif lost:
        chosen = candidates[0]
        why = f"{chosen.name} ({chosen.instance_class}) is promoted to writer of {cluster.name}"
    return DatabaseLeft(
        address=cluster.address,
        name=cluster.name,
        before=len(cluster.instances),
        left=None if untold else len(kept),
        writer_lost=lost,
        promoted=candidates[0].address if lost and candidates else "",
        outcome=outcome,
        why=why,
        assumed=any(item.zone_is_assumed for item in cluster.instances),
        kept_apart=True,
        goes_with_one=untold and alone,
    )


def _untold(cluster: DatabaseCluster) -> str:
    if len(cluster.instances) == 1:
        return f"{cluster.name} has one instance, and AWS picks the zone it stands in"
    return f"the zones of {cluster.name} cannot be told"


def _promotion(reader: DatabaseInstance) -> tuple[int, int]:
    """Where a reader stands in the order of promotion; an untold tier or class comes last."""
    tier = reader.promotion_tier if isinstance(reader.promotion_tier, int) else 16
    size = str(reader.instance_class).rsplit(".", 1)[-1]
    many = re.fullmatch(r"(\d+)xlarge", size)
    if many:
        return tier, -int(many[1]) * 10
    return tier, -_SIZES.index(size) if size in _SIZES else 0


_SIZES = ("", "micro", "small", "medium", "large", "xlarge")


def _own_cluster(cluster: DatabaseCluster, gone: Gone) -> DatabaseLeft:
    """A cluster whose instances AWS places: three of a Multi-AZ DB cluster, else not told."""
    outcome: Outcome = "survives"
    why = f"a standby of {cluster.name} takes over if the writer stood there"
    if gone.failure.kind == "region":
        outcome, why = "down", f"{cluster.name} is lost"
    elif not cluster.multi_az:
        outcome, why = "unknown", f"{cluster.name} names no instance"
    zones = bool(gone.failure.zones)
    kept = 0 if gone.failure.kind == "region" else 2
    return DatabaseLeft(
        address=cluster.address,
        name=cluster.name,
        before=3 if cluster.multi_az else None,
        left=kept if cluster.multi_az else None,
        writer_lost=cluster.multi_az and zones,
        promoted="",
        outcome=outcome if zones else "survives",
        why=why if zones else "",
        assumed=False,
    )


def _database(database: DatabaseInstance, gone: Gone, among: tuple[str, ...]) -> DatabaseLeft:
    """What a database keeps that stands in one among these zones, with its standby in another."""
    lost = gone.has(database.address, database.zone)
    stands_by = database.multi_az is True and gone.failure.kind != "region"
    touched = lost or gone.untold(database.zone, among)
    outcome: Outcome = "survives"
    why = ""
    alone = False
    if touched and isinstance(database.multi_az, Unknown):
        outcome, why = "unknown", f"whether {database.name} has a standby cannot be told"
    elif touched and database.multi_az and gone.failure.kind != "region":
        why = f"the standby of {database.name} takes over"
    elif database.role == "reader" and lost:
        outcome, why = "degraded", f"read replica {database.name} is lost"
    elif database.role == "reader" and touched:
        outcome, why = "unknown", f"AWS picks the zone that read replica {database.name} stands in"
    elif lost:
        outcome, why = "down", f"{database.name} has no standby in another zone"
    elif touched:
        outcome, alone = "down" if gone.failure.of_any else "unknown", True
        why = f"{database.name} has no standby, and AWS picks the zone it stands in"
    return DatabaseLeft(
        address=database.address,
        name=database.name,
        before=1,
        left=None
        if outcome == "unknown"
        else 0
        if outcome == "down" or (lost and not stands_by)
        else 1,
        writer_lost=lost,
        promoted="",
        outcome=outcome,
        why=why,
        assumed=False,
        goes_with_one=alone,
    )
