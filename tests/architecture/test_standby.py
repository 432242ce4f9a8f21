"""Databases when a zone, a writer or a region is lost: what is left, and who takes over."""

from dataclasses import replace

import pytest

from archbench.architecture.standby import DatabaseLeft
from archbench.hcl.types import BOOL, STRING
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.by_hand import aurora, network, subnets, vpc_of
from tests.architecture.hand import ref, resource
from tests.architecture.test_drill import THREE, drilled
from tests.architecture.test_findings import changed, database

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
MAYBE = Unknown(BOOL, (Origin("variable", "var.b"),))
CLUSTER = "aws_rds_cluster.aurora"
REGION = "region us-east-1"


def left(*parts: list[Instance], failure: str = "us-east-1a") -> DatabaseLeft:
    """What is left of the only database; the drill of a region is a failure like others."""
    found = drilled(network(), *parts)
    (trial,) = (one for one in (*found.zones, *found.points) if one.loss.failure.name == failure)
    (only,) = trial.loss.databases
    return only


def told(found: DatabaseLeft) -> tuple[str, int | None, int | None, bool, str]:
    """The outcome, how many before and after, whether the writer is lost, and who is promoted."""
    return found.outcome, found.before, found.left, found.writer_lost, found.promoted


READER = "aws_rds_cluster_instance.db[1]"


def test_a_reader_of_another_zone_is_promoted() -> None:
    """The writer's zone alone takes the writer; its data is kept in any case."""
    parts = aurora(*THREE)
    first = left(parts)
    assert told(first) == ("survives", 3, 2, True, READER)
    assert first.why == "db-1 (db.r6g.large) is promoted to writer of aurora"
    assert (first.weakened, first.kept_apart, first.assumed) == (True, True, False)
    other = left(parts, failure="us-east-1b")
    assert told(other) == ("survives", 3, 2, False, "")
    assert other.why == ""
    writer = left(parts, failure="writer db-0")
    assert told(writer) == ("survives", 3, 2, True, READER)


def test_without_a_reader_elsewhere_it_goes_down() -> None:
    """One instance has nobody; two in one zone neither."""
    alone = left(aurora("us-east-1a"))
    assert told(alone) == ("down", 1, 0, True, "")
    kept = "aurora has no instance left to promote; its data is kept in other zones"
    assert alone.why == kept
    assert left(aurora("us-east-1a"), failure="writer db-0").why == (
        "aurora has one instance and no reader to promote"
    )
    together = left(aurora("us-east-1a", "us-east-1a"))
    assert (told(together), together.why) == (("down", 2, 0, True, ""), kept)
    elsewhere = left(aurora("us-east-1b"))
    assert (told(elsewhere), elsewhere.weakened) == (("survives", 1, 1, False, ""), False)


def test_a_zone_that_aws_picks_cannot_be_told() -> None:
    """Of one instance it may be any of the subnet group's."""
    found = left(aurora(None))
    assert told(found)[:3] == ("unknown", 1, None)
    assert found.why == "aurora has one instance, and AWS picks the zone it stands in"
    assert found.weakened is False


def sized(first: tuple[Plain, Plain], second: tuple[Plain, Plain]) -> str:
    """Who is promoted of two readers with these tiers and classes."""
    parts = aurora(*THREE)
    for index, (tier, size) in ((1, first), (2, second)):
        address = f"aws_rds_cluster_instance.db[{index}]"
        parts = changed(parts, address, promotion_tier=tier, instance_class=size)
    return left(parts).promoted.removeprefix("aws_rds_cluster_instance.")


@pytest.mark.parametrize(
    ("first", "second", "promoted"),
    [
        ((2, "db.r6g.large"), (1, "db.r6g.large"), "db[2]"),
        ((1, "db.r6g.large"), (1, "db.r6g.large"), "db[1]"),
        ((1, "db.r6g.large"), (1, "db.r6g.xlarge"), "db[2]"),
        ((1, "db.r6g.2xlarge"), (1, "db.r6g.xlarge"), "db[1]"),
        ((1, "db.t4g.medium"), (1, "db.t4g.small"), "db[1]"),
        ((1, "db.t4g.small"), (1, "db.t4g.medium"), "db[2]"),
        ((1, "db.r6g.2xlarge"), (1, "db.r6g.16xlarge"), "db[2]"),
        ((1, WAITS), (1, "db.t4g.micro"), "db[2]"),
        ((WAITS, "db.r6g.large"), (15, "db.t4g.micro"), "db[2]"),
        ((1, "db.serverless"), (1, "db.t4g.micro"), "db[2]"),
        ((1, "large"), (1, "db.t4g.micro"), "db[1]"),
    ],
)
def test_the_lowest_tier_then_the_largest_is_promoted(
    first: tuple[Plain, Plain], second: tuple[Plain, Plain], promoted: str
) -> None:
    """A tier or class that is not known comes last."""
    assert sized(first, second) == promoted


def multi_az(**values: Plain) -> list[Instance]:
    """A cluster whose instances AWS places."""
    usual: dict[str, Plain] = {
        "cluster_identifier": "x",
        "engine": "postgres",
        "db_cluster_instance_class": "db.m6gd.large",
    }
    return [
        resource("aws_db_subnet_group.x", name="x", subnet_ids=subnets("database")),
        resource("aws_rds_cluster.x", **{**usual, **values}),
    ]


def test_a_multi_az_cluster_keeps_two_of_three() -> None:
    """Of its zones any may hold the writer; a region takes all three."""
    found = left(multi_az())
    assert told(found) == ("survives", 3, 2, True, "")
    assert found.why == "a standby of x takes over if the writer stood there"
    gone = left(multi_az(), failure=REGION)
    assert (gone.before, gone.left) == (3, 0)


def test_a_cluster_that_names_no_instance_cannot_be_told() -> None:
    """Somebody else makes them."""
    found = left(multi_az(db_cluster_instance_class=None, engine="aurora-postgresql"))
    assert told(found) == ("unknown", None, None, False, "")
    assert found.why == "x names no instance"


HERE: dict[str, Plain] = {"availability_zone": "us-east-1a"}


@pytest.mark.parametrize(
    ("values", "outcome", "remaining", "why"),
    [
        ({**HERE, "multi_az": True}, "survives", 1, "the standby of books takes over"),
        ({**HERE, "multi_az": False}, "down", 0, "books has no standby in another zone"),
        (
            {**HERE, "multi_az": MAYBE},
            "unknown",
            None,
            "whether books has a standby cannot be told",
        ),
        ({"availability_zone": "us-east-1b", "multi_az": False}, "survives", 1, ""),
        ({"availability_zone": "us-east-1b", "multi_az": MAYBE}, "survives", 1, ""),
        ({"multi_az": True}, "survives", 1, "the standby of books takes over"),
        (
            {"multi_az": False},
            "unknown",
            None,
            "books has no standby, and AWS picks the zone it stands in",
        ),
    ],
)
def test_a_database_is_what_its_standby_leaves(
    values: dict[str, Plain], outcome: str, remaining: int | None, why: str
) -> None:
    """In the lost zone, in another, or in one that AWS picks."""
    found = left(database(**values))
    assert (found.outcome, found.before, found.left, found.why) == (outcome, 1, remaining, why)
    assert (found.promoted, found.kept_apart, found.assumed) == ("", False, False)
    assert found.weakened is (remaining == 0)


def replica(**values: Plain) -> list[Instance]:
    """A database of another zone with a copy to read from."""
    source = database(availability_zone="us-east-1c", multi_az=False)
    copy = resource(
        "aws_db_instance.copy",
        identifier="copy",
        db_subnet_group_name=ref("aws_db_subnet_group.d", "name"),
        replicate_source_db=ref("aws_db_instance.books", "identifier"),
        **values,
    )
    return [*source, copy]


@pytest.mark.parametrize(
    ("values", "outcome", "remaining", "why"),
    [
        (HERE, "degraded", 0, "read replica copy is lost"),
        ({"availability_zone": "us-east-1b"}, "survives", 1, ""),
        ({}, "unknown", None, "AWS picks the zone that read replica copy stands in"),
    ],
)
def test_a_copy_that_is_lost_ends_no_access(
    values: dict[str, Plain], outcome: str, remaining: int | None, why: str
) -> None:
    """Its source is left."""
    (trial, *_) = drilled(network(), replica(**values)).zones
    found = {item.name: item for item in trial.loss.databases}
    assert (found["copy"].outcome, found["copy"].left, found["copy"].why) == (
        outcome,
        remaining,
        why,
    )
    assert (found["books"].outcome, found["books"].left) == ("survives", 1)
    assert CLUSTER not in found


def joined(name: str, **values: Plain) -> list[Instance]:
    """A cluster of a global database with one instance."""
    return [
        resource(
            f"aws_rds_cluster.{name}",
            cluster_identifier=name,
            engine="aurora-postgresql",
            db_subnet_group_name=ref("aws_db_subnet_group.aurora", "name"),
            **values,
        ),
        resource(
            f"aws_rds_cluster_instance.{name}",
            identifier=f"{name}-0",
            cluster_identifier=ref(f"aws_rds_cluster.{name}"),
            availability_zone="us-east-1a",
        ),
    ]


def test_a_later_cluster_of_a_global_database_only_reads() -> None:
    """The first brings its master user; by itself, or in another database, a cluster writes."""
    globe = [
        resource("aws_rds_global_cluster.g", global_cluster_identifier="g"),
        resource("aws_rds_global_cluster.h", global_cluster_identifier="h"),
        *aurora()[:1],
    ]
    member: dict[str, Plain] = {"global_cluster_identifier": ref("aws_rds_global_cluster.g")}
    away: dict[str, Plain] = {"global_cluster_identifier": ref("aws_rds_global_cluster.h")}
    parts = [
        *joined("first", **member, master_username="root"),
        *joined("later", **member),
        *joined("apart", **away),
        *joined("alone"),
    ]
    vpc = vpc_of(network(), globe, parts)
    assert {item.name: item.role for cluster in vpc.clusters for item in cluster.instances} == {
        "first-0": "writer",
        "later-0": "reader",
        "apart-0": "writer",
        "alone-0": "writer",
    }


@pytest.mark.parametrize(
    ("given", "port"), [(None, 5432), (6000, 6000), ("6000", 6000), (WAITS, WAITS)]
)
def test_a_cluster_listens_where_it_says_or_its_engine_does(given: Plain, port: Plain) -> None:
    """PostgreSQL listens on 5432: a port that is not known is no such default."""
    (cluster,) = vpc_of(network(), aurora(*THREE, port=given)).clusters
    assert cluster.port == port


@pytest.mark.parametrize(
    ("given", "days"),
    [({}, 1), ({"backup_retention_period": 7}, 7), ({"backup_retention_period": 0}, 0)],
)
def test_a_cluster_keeps_its_backups_for_a_day_where_it_says_nothing(
    given: dict[str, Plain], days: int
) -> None:
    """The provider's default of a cluster, where an instance keeps none."""
    cluster = resource("aws_rds_cluster.c", cluster_identifier="c", engine="aurora-mysql", **given)
    group = resource("aws_db_subnet_group.g", name="g", subnet_ids=subnets("database"))
    placed = replace(
        cluster,
        values={**cluster.values, "db_subnet_group_name": ref("aws_db_subnet_group.g", "name")},
    )
    (found,) = vpc_of(network(), [group, placed]).clusters
    assert found.retention_days == days
