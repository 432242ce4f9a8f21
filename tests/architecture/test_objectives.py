"""Objectives of recovery: judged for each failure, by what the drill found."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill, percent
from archbench.architecture.failure import Failure
from archbench.architecture.objectives import (
    Judgement,
    Objectives,
    judged,
    level_of,
    span_of,
)
from archbench.architecture.part import Place
from archbench.architecture.volumes import Volume, lost_volumes
from archbench.errors import InputError
from archbench.hcl.types import NUMBER
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance, Unexpanded
from tests.architecture.by_hand import aurora, balanced, network, subnets
from tests.architecture.hand import configuration, ref, resource
from tests.architecture.test_drill import THREE, drilled

STANDBY = "an RDS instance with a standby, or a Multi-AZ DB cluster"
QUARTER = timedelta(minutes=15)
COUNT = Unknown(NUMBER, (Origin("variable", "var.n"),))


def found(
    objectives: Objectives, *parts: list[Instance], failure: str = "us-east-1a"
) -> tuple[Judgement, ...]:
    """What is judged for one failure of a stack over three zones."""
    judgements = judged(drilled(network(), balanced(), *parts), objectives)
    return tuple(item for item in judgements if item.failure == failure)


def database(**values: Plain) -> list[Instance]:
    """A database instance in the first zone."""
    return [
        resource(
            "aws_db_instance.x",
            identifier="x",
            engine="postgres",
            availability_zone="us-east-1a",
            **values,
        )
    ]


@pytest.mark.parametrize(("minutes", "met"), [(15, True), (7, True), (6, False), (0, False)])
def test_time_until_all_is_whole(minutes: int, *, met: bool) -> None:
    """Targets, replacements and failover take up to 6 min 36 s."""
    wanted = Objectives(recovery_time=timedelta(minutes=minutes))
    (judgement,) = found(wanted, aurora(*THREE))
    assert (judgement.met, judgement.found) == (met, "within 6 min 36 s")


def graced(seconds: int) -> list[Instance]:
    """The stack with this grace period of its group."""
    return [
        replace(item, values={**item.values, "health_check_grace_period": seconds})
        if item.type == "aws_autoscaling_group"
        else item
        for item in balanced()
    ]


def test_a_setting_that_lasts_too_long_is_named_with_what_would_do() -> None:
    """A second more does not do; where nothing is short enough, nothing is named."""
    wanted = Objectives(recovery_time=timedelta(minutes=5))
    (judgement,) = found(wanted)
    assert judgement.changes == (
        "aws_autoscaling_group.app: Set health_check_grace_period to at most 204.",
    )
    for seconds, met in ((204, True), (205, False)):
        judgements = judged(drilled(network(), graced(seconds)), wanted)
        assert judgements[0].met is met
    assert found(Objectives(recovery_time=timedelta(seconds=60)))[0].changes == ()


def test_levels_are_raised_until_the_availability_is_met() -> None:
    """The worst first, each with what it makes of the whole, and no more than it takes."""
    parts = (network(), balanced(), database(multi_az=False))
    *_, judgement = judged(drilled(*parts), Objectives(availability=Decimal("0.9985")))
    assert judgement.changes == (
        f"x: 99.95 % instead of 99.50 % as {STANDBY}; then 99.93 % in all",
    )
    raised = drilled(network(), balanced(), database(multi_az=True))
    assert percent(raised.availability.total or Decimal(0)) == "99.93 %"
    *_, judgement = judged(drilled(*parts), Objectives(availability=Decimal("0.99")))
    assert (judgement.met, judgement.changes) == (True, ())


def test_time_that_needs_somebody_cannot_be_told() -> None:
    """Nothing says when somebody acts; what would help is named."""
    (judgement,) = found(Objectives(recovery_time=QUARTER), database())
    assert (judgement.met, judgement.found) == (None, "when somebody acts")
    assert judgement.changes[0] == "aws_db_instance.x: Set multi_az = true."


def test_a_setting_that_lasts_just_as_long_as_allowed_is_left_alone() -> None:
    """Somebody must act for the database, and the group is whole after 6 min 36 s."""
    for seconds, named in ((396, False), (395, True)):
        (judgement,) = found(Objectives(recovery_time=timedelta(seconds=seconds)), database())
        assert judgement.met is None
        assert any("health_check_grace_period" in one for one in judgement.changes) is named


@pytest.mark.parametrize(
    ("zones", "met", "changes"),
    [
        (("us-east-1a",), None, ("aws_rds_cluster.aurora: Add a reader in another zone.",)),
        (THREE, False, ()),
    ],
)
def test_what_mends_a_database_that_does_not_survive_is_named(
    zones: tuple[str, ...],
    met: bool | None,  # noqa: FBT001
    changes: tuple[str, ...],
) -> None:
    """The cluster is not lost itself, but down."""
    (judgement,) = found(Objectives(recovery_time=timedelta(minutes=2)), aurora(*zones))
    assert judgement.met is met
    assert tuple(one for one in judgement.changes if "rds" in one) == changes


def test_time_of_a_slow_step_is_missed_whoever_acts() -> None:
    """The replacements alone take a minute at least."""
    (judgement,) = found(Objectives(recovery_time=timedelta(seconds=30)), database())
    assert judgement.met is False


def test_no_data_is_lost_where_it_stands_in_other_zones() -> None:
    """Of Aurora, whatever becomes of its instances; and of a database with a standby."""
    wanted = Objectives(recovery_point=timedelta(0))
    assert [item.met for item in found(wanted, aurora("us-east-1a"))] == [True]
    assert [item.met for item in found(wanted, database(multi_az=True))] == [True]


@pytest.mark.parametrize(("kept", "minutes", "met"), [(7, 5, True), (7, 4, False), (0, 60, False)])
def test_data_lost_with_a_database(kept: int, minutes: int, *, met: bool) -> None:
    """A restore may miss five minutes, and everything where there is no backup."""
    wanted = Objectives(recovery_point=timedelta(minutes=minutes))
    (judgement,) = found(wanted, database(backup_retention_period=kept))
    assert judgement.met is met


def test_data_of_other_stores_cannot_be_told() -> None:
    """How old the copies of a lost file system are, no argument says."""
    files = resource("aws_fsx_lustre_file_system.f", subnet_ids=(ref("aws_subnet.app[0]"),))
    (judgement,) = found(Objectives(recovery_point=QUARTER), [files])
    assert judgement.met is None
    assert "FSx file system f" in judgement.found


def test_a_region_is_told_and_does_not_decide() -> None:
    """Somebody builds it elsewhere."""
    wanted = Objectives(QUARTER, QUARTER)
    judgements = found(wanted, aurora(*THREE), failure="region us-east-1")
    assert [(item.met, item.decides) for item in judgements] == [(None, False)] * 2


@pytest.mark.parametrize(("wanted", "met"), [("99.97", True), ("99.98", False)])
def test_availability_by_published_levels(wanted: str, *, met: bool) -> None:
    """Three parts of 99.99 % in series."""
    stack = drilled(network(), balanced(), aurora(*THREE))
    (judgement,) = judged(stack, Objectives(availability=level_of(wanted)))
    assert judgement.met is met
    assert judgement.found.startswith("99.97 %")


def test_availability_of_what_has_no_level_cannot_be_told() -> None:
    """The part without one is named."""
    files = resource("aws_fsx_lustre_file_system.f", subnet_ids=(ref("aws_subnet.app[0]"),))
    stack = drilled(network(), balanced(), [files])
    (judgement,) = judged(stack, Objectives(availability=Decimal("0.9")))
    assert judgement.met is None
    assert "FSx file system f" in judgement.found


@pytest.mark.parametrize("text", ["", "15", "m", "-5m", "1.5h", "15 minutes"])
def test_a_time_is_a_number_and_a_unit(text: str) -> None:
    """Anything else is said to be none."""
    with pytest.raises(InputError, match="is no time"):
        span_of(text)


@pytest.mark.parametrize(
    ("text", "level"), [("0.5", "0.005"), ("1", "0.01"), ("99.9 %", "0.999"), ("100", "1")]
)
def test_any_share_of_the_time_may_be_wanted(text: str, level: str) -> None:
    """However little, and all of it."""
    assert level_of(text) == Decimal(level)


@pytest.mark.parametrize("text", ["", "0", "100.1", "many", "-1"])
def test_an_availability_is_a_percentage(text: str) -> None:
    """Above 0 and up to 100."""
    with pytest.raises(InputError, match="is no percentage"):
        level_of(text)


def cache(nodes: int) -> list[Instance]:
    """A cache over three zones, with a node in each of the first so many."""
    return [
        resource("aws_elasticache_subnet_group.c", name="c", subnet_ids=subnets("app")),
        resource(
            "aws_elasticache_replication_group.c",
            replication_group_id="c",
            subnet_group_name=ref("aws_elasticache_subnet_group.c", "name"),
            num_cache_clusters=nodes,
            automatic_failover_enabled=True,
            multi_az_enabled=True,
        ),
    ]


def test_what_a_standby_of_another_store_has_cannot_be_told() -> None:
    """A replica takes over in half a minute or so, and how far behind it was nobody says."""
    (judgement,) = found(Objectives(recovery_point=QUARTER), cache(3))
    assert (judgement.met, "ElastiCache" in judgement.found) == (None, True)
    kept = found(Objectives(recovery_point=QUARTER))
    assert [(item.met, item.found) for item in kept] == [(True, "no data is lost")]


@pytest.mark.parametrize(
    ("schedule", "hours", "met"),
    [
        ("cron(0 5 * * ? *)", 32, True),
        ("cron(0 5 * * ? *)", 31, False),
        (COUNT, 32, True),
        (COUNT, 31, None),
    ],
)
def test_a_backup_of_which_no_time_is_told_may_be_the_better_one(
    schedule: Plain,
    hours: int,
    met: bool | None,  # noqa: FBT001
) -> None:
    """Beside a run a day, which leaves 32 hours."""
    rules = ({"schedule": "cron(0 5 * * ? *)"}, {"schedule": schedule})
    plan = [
        resource("aws_backup_plan.p", name="p", rule=rules),
        resource("aws_backup_selection.s", plan_id=ref("aws_backup_plan.p"), resources=("*",)),
    ]
    wanted = Objectives(recovery_point=timedelta(hours=hours))
    (judgement,) = found(wanted, database(backup_retention_period=0), plan)
    assert judgement.met is met


@pytest.mark.parametrize(
    ("resources", "hours", "met"),
    [
        (("*",), 1, None),
        (("*",), 32, True),
        (("arn:aws:rds:*:*:cluster:*",), 1, False),
    ],
)
def test_a_selection_of_unknown_number_may_be_the_better_backup(
    resources: Plain, hours: int, *, met: bool | None
) -> None:
    """Beside a run a day that is certain, where it may take the database."""
    parts = configuration(
        *network(),
        *database(backup_retention_period=0),
        resource("aws_backup_plan.p", name="p", rule=({"schedule": "cron(0 5 * * ? *)"},)),
        resource("aws_backup_selection.s", plan_id=ref("aws_backup_plan.p"), resources=("*",)),
    )
    more = resource("aws_backup_selection.m", plan_id="elsewhere", resources=resources)
    block = Unexpanded(more.address, "its count depends on var.n", like=more)
    stack = replace(parts, unexpanded=(block,))
    wanted = Objectives(recovery_point=timedelta(hours=hours))
    first, *_ = judged(drill(stack, build(stack)), wanted)
    assert (first.failure, first.met) == ("us-east-1a", met)


def test_no_backup_is_said_only_where_all_selections_are_counted() -> None:
    """A module that was not read may hold one, and the finding says so."""
    parts = configuration(*network(), *database(backup_retention_period=0))
    for unexpanded, met in (((), False), ((Unexpanded("module.b", "not read"),), None)):
        stack = replace(parts, unexpanded=unexpanded)
        tried = drill(stack, build(stack))
        first, *_ = judged(tried, Objectives(recovery_point=QUARTER))
        assert first.met is met
        (kept,) = [one for one in tried.findings if "keeps no automated" in one.title]
        assert ("what module.b holds cannot be told" in kept.impact) is (met is None)


def test_the_best_of_several_backups_counts() -> None:
    """A restore to any point of time misses less than a plan of every day."""
    plan = [
        resource("aws_backup_plan.p", name="p", rule=({"schedule": "cron(0 5 * * ? *)"},)),
        resource(
            "aws_backup_selection.s",
            plan_id=ref("aws_backup_plan.p"),
            resources=(ref("aws_db_instance.x", "arn"),),
        ),
    ]
    wanted = Objectives(recovery_point=QUARTER)
    (daily,) = found(wanted, database(backup_retention_period=0), plan)
    (both,) = found(wanted, database(backup_retention_period=7), plan)
    assert (daily.met, both.met) == (False, True)
    assert "5 min" in both.found


def test_what_survives_without_a_step_is_whole_at_once() -> None:
    """A network loses nothing that anybody would bring back; what is down waits for somebody."""
    wanted = Objectives(recovery_time=timedelta(0))
    zone, *_ = judged(drilled(network(nats=0)), wanted)
    assert (zone.met, zone.found) == (True, "nothing to recover")
    lone = resource(
        "aws_instance.i", instance_type="t3.micro", subnet_id=ref("aws_subnet.database[0]")
    )
    found = [one for one in judged(drilled(network(nats=0), [lone]), wanted) if one.met]
    assert [one.failure for one in found] == ["us-east-1b", "us-east-1c"]


def test_what_cannot_be_told_comes_before_what_is_met() -> None:
    """A database that a backup restores in time is no answer for a cache."""
    wanted = Objectives(recovery_point=QUARTER)
    (judgement,) = found(wanted, database(backup_retention_period=7), cache(3))
    assert judgement.met is None
    assert judgement.found.startswith("how old the latest copy of ElastiCache")
    (judgement,) = found(wanted, database(backup_retention_period=0), cache(3))
    assert (judgement.met, judgement.found) == (False, "no backup covers x")


def machine(**values: Plain) -> Instance:
    """An instance in the first zone."""
    return resource(
        "aws_instance.db", subnet_id=ref("aws_subnet.app[0]"), tags={"role": "db"}, **values
    )


DISK = resource("aws_ebs_volume.disk", availability_zone="us-east-1a", tags={"backup": "hourly"})
ATTACHED = resource(
    "aws_volume_attachment.x",
    device_name="/dev/sdf",
    volume_id=ref("aws_ebs_volume.disk"),
    instance_id=ref("aws_instance.db"),
)
HOURLY = resource("aws_backup_plan.p", name="p", rule=({"schedule": "cron(0 * * * ? *)"},))


def taking(**values: Plain) -> list[Instance]:
    """An hourly plan and what it takes: a run each hour, within eight hours."""
    plan = ref("aws_backup_plan.p")
    return [HOURLY, resource("aws_backup_selection.s", plan_id=plan, **values)]


def of_volume(*parts: Instance, hours: int = 9, zone: str = "us-east-1a") -> Judgement:
    """The recovery point where a zone is lost."""
    wanted = Objectives(recovery_point=timedelta(hours=hours))
    (judgement,) = found(wanted, list(parts), failure=zone)
    return judgement


POLICY = resource(
    "aws_dlm_lifecycle_policy.p", policy_details=({"target_tags": {"backup": "hourly"}},)
)
OF_TAG = {"type": "STRINGEQUALS", "key": "backup", "value": "hourly"}


@pytest.mark.parametrize("attached", [True, False])
@pytest.mark.parametrize(
    ("backups", "hours", "met"),
    [
        ([], 9, False),
        (taking(resources=("arn:aws:ec2:*:*:volume/*",)), 9, True),
        (taking(resources=("arn:aws:ec2:*:*:volume/*",)), 8, False),
        (taking(selection_tag=(OF_TAG,)), 9, True),
        (taking(resources=(COUNT,)), 9, None),
        (taking(resources=("arn:aws:rds:*:*:db:*",)), 9, False),
        ([POLICY], 9, None),
        ([resource("aws_ebs_snapshot.s", volume_id=ref("aws_ebs_volume.disk"))], 9, None),
        ([resource("aws_ebs_snapshot.s", volume_id=ref("aws_ebs_volume.more"))], 9, None),
    ],
)
def test_data_of_a_volume_is_lost_with_its_zone(
    backups: list[Instance], hours: int, *, attached: bool, met: bool | None
) -> None:
    """As old as its last backup, whether or not an instance holds it."""
    parts = [machine(), DISK, *backups, *([ATTACHED] if attached else [])]
    assert of_volume(*parts, hours=hours).met is met
    assert of_volume(*parts, zone="us-east-1b").met is True


def test_a_volume_without_a_backup_is_named() -> None:
    """Nothing was said of it, and no data was lost."""
    assert of_volume(machine(), DISK, ATTACHED).found == "no backup covers volume disk"


def test_a_backup_of_an_instance_takes_the_volumes_it_holds() -> None:
    """Those of another instance, and of none, it does not."""
    backups = taking(resources=("arn:aws:ec2:*:*:instance/*",))
    assert of_volume(machine(), DISK, ATTACHED, *backups).met is True
    assert of_volume(machine(), DISK, *backups).met is False


KEPT: Plain = {"device_name": "/dev/sdf", "delete_on_termination": False}


@pytest.mark.parametrize(
    ("blocks", "backups", "met", "says"),
    [
        ({"ebs_block_device": (KEPT,)}, [], False, "no backup covers volume /dev/sdf of db"),
        (
            {"root_block_device": ({"delete_on_termination": False},)},
            [],
            False,
            "no backup covers volume root of db",
        ),
        ({"ebs_block_device": ({"device_name": "/dev/sdf"},)}, [], True, "no data is lost"),
        (
            {"ebs_block_device": ({"device_name": "/dev/sdf", "delete_on_termination": COUNT},)},
            [],
            None,
            "whether volume /dev/sdf of db is deleted with it cannot be told",
        ),
        (
            {"ebs_block_device": COUNT},
            [],
            None,
            "whether db keeps a volume of its own cannot be told",
        ),
        (
            {"ebs_block_device": ref("aws_instance.db", "ebs_block_device")},
            [],
            True,
            "no data is lost",
        ),
        (
            {"ebs_block_device": (KEPT,)},
            taking(resources=(ref("aws_instance.db", "arn"),)),
            True,
            "a restore of volume /dev/sdf of db may miss 9 h",
        ),
        (
            {"ebs_block_device": (KEPT,), "volume_tags": {"backup": "hourly"}},
            taking(selection_tag=(OF_TAG,)),
            True,
            "a restore of volume /dev/sdf of db may miss 9 h",
        ),
        (
            {"ebs_block_device": (KEPT,), "tags_all": {"role": "db", "backup": "hourly"}},
            taking(selection_tag=(OF_TAG,), not_resources=("arn:aws:ec2:*:*:instance/*",)),
            None,
            "how old the latest backup of volume /dev/sdf of db is cannot be told",
        ),
        (
            {"ebs_block_device": (KEPT,)},
            [
                resource(
                    "aws_dlm_lifecycle_policy.p",
                    policy_details=(
                        {"resource_types": ("INSTANCE",), "target_tags": {"role": "db"}},
                    ),
                )
            ],
            None,
            "how old the latest backup of volume /dev/sdf of db is cannot be told",
        ),
    ],
)
def test_a_volume_that_an_instance_does_not_delete_is_data(
    blocks: dict[str, Plain], backups: list[Instance], says: str, *, met: bool | None
) -> None:
    """What goes with the instance anyway is none."""
    judgement = of_volume(machine(**blocks), *backups)
    assert (judgement.met, judgement.found) == (met, says)


def template(**values: Plain) -> Instance:
    """A launch template."""
    return resource("aws_launch_template.t", **values)


def mapped(device: str = "/dev/sdf", **disk: Plain) -> Plain:
    """Its one volume."""
    return ({"device_name": device, "ebs": (disk,)},)


FROM_TEMPLATE: Plain = ({"id": ref("aws_launch_template.t", "id")},)
LEFT = template(block_device_mappings=mapped(delete_on_termination="false"))
BACKUP_TAG: Plain = {"key": "backup", "value": "hourly", "propagate_at_launch": True}


def tagged(kind: str) -> Instance:
    """The template, with a tag for what it starts."""
    said: Plain = {"resource_type": kind, "tags": {"backup": "hourly"}}
    return replace(LEFT, values={**LEFT.values, "tag_specifications": (said,)})


def group(*zones: int, **values: Plain) -> Instance:
    """A group that starts from the template."""
    subnets = tuple(ref(f"aws_subnet.app[{zone}]") for zone in zones)
    given = {"launch_template": FROM_TEMPLATE, "min_size": 2, "max_size": 2, **values}
    return resource("aws_autoscaling_group.g", vpc_zone_identifier=subnets, **given)


@pytest.mark.parametrize(
    ("parts", "met", "says"),
    [
        ([group(0), LEFT], False, "no backup covers volume /dev/sdf of g"),
        (
            [group(0, 1), LEFT],
            None,
            "in which zone volume /dev/sdf of g stands cannot be told: us-east-1a or us-east-1b",
        ),
        ([group(1), LEFT], True, "no data is lost"),
        (
            [group(0), template(block_device_mappings=mapped(delete_on_termination="true"))],
            True,
            "no data is lost",
        ),
        (
            [group(0), template(block_device_mappings=mapped())],
            None,
            "whether volume /dev/sdf of g is deleted with it cannot be told",
        ),
        (
            [group(0), template(block_device_mappings=mapped("/dev/xvda"))],
            True,
            "no data is lost",
        ),
        (
            [group(0), template(block_device_mappings=COUNT)],
            None,
            "whether g keeps a volume of its own cannot be told",
        ),
        (
            [group(0), template(block_device_mappings=({"device_name": "a", "ebs": COUNT},))],
            None,
            "whether g keeps a volume of its own cannot be told",
        ),
        (
            [group(0), tagged("volume"), *taking(selection_tag=(OF_TAG,))],
            True,
            "a restore of volume /dev/sdf of g may miss 9 h",
        ),
        (
            [group(0), tagged("instance"), *taking(selection_tag=(OF_TAG,))],
            True,
            "a restore of volume /dev/sdf of g may miss 9 h",
        ),
        (
            [group(0), tagged("network-interface"), *taking(selection_tag=(OF_TAG,))],
            False,
            "no backup covers volume /dev/sdf of g",
        ),
        (
            [group(0, tag=(BACKUP_TAG,)), LEFT, *taking(selection_tag=(OF_TAG,))],
            True,
            "a restore of volume /dev/sdf of g may miss 9 h",
        ),
        (
            [group(0, tag=COUNT), LEFT, *taking(selection_tag=(OF_TAG,))],
            None,
            "how old the latest backup of volume /dev/sdf of g is cannot be told",
        ),
        (
            [
                group(
                    0, launch_template=None, launch_configuration=ref("aws_launch_configuration.c")
                ),
                resource("aws_launch_configuration.c", ebs_block_device=(KEPT,)),
            ],
            False,
            "no backup covers volume /dev/sdf of g",
        ),
        (
            [machine(launch_template=FROM_TEMPLATE), LEFT],
            False,
            "no backup covers volume /dev/sdf of db",
        ),
        (
            [
                machine(
                    launch_template=FROM_TEMPLATE,
                    ebs_block_device=({"device_name": "/dev/sdf"},),
                ),
                LEFT,
            ],
            True,
            "no data is lost",
        ),
    ],
)
def test_a_volume_that_a_template_does_not_delete_is_data(
    parts: list[Instance], says: str, *, met: bool | None
) -> None:
    """Of what a group or an instance starts from; what the instance says itself goes first."""
    judgement = of_volume(*parts)
    assert (judgement.met, judgement.found) == (met, says)


@pytest.mark.parametrize(
    ("place", "doubts"),
    [
        (Place("zones", "us-east-1", told=True, zones=("us-east-1a",)), [""]),
        (Place("zones", "us-east-1", told=True, zones=("us-east-1b",)), []),
        (
            Place("zones", "us-east-1", told=True, zones=("us-east-1a", "us-east-1b")),
            ["in which zone v stands cannot be told: us-east-1a or us-east-1b"],
        ),
        (Place("zones", "us-east-1", told=False), ["in which zone v stands cannot be told"]),
        (Place("zones", "eu-west-1", told=False), []),
    ],
)
def test_a_volume_may_be_spared_where_its_zone_is_not_known(
    place: Place, doubts: list[str]
) -> None:
    """In its region; where it is, a failure that loses no zone takes none."""
    standing = (Volume("aws_ebs_volume.v", "v", place, "", ()),)
    zone = Failure("zone", "us-east-1a", "us-east-1", zones=frozenset({"us-east-1a"}))
    assert [one.doubt for one in lost_volumes(standing, zone)] == doubts
    writer = Failure("writer", "w", "us-east-1", addresses=frozenset({"aws_db_instance.x"}))
    assert lost_volumes(standing, writer) == ()


def test_what_cannot_be_counted_may_hold_data_beside_what_is_down() -> None:
    """An instance that is down for certain says nothing of a database of unknown number."""
    lone = resource(
        "aws_instance.i", instance_type="t3.micro", subnet_id=ref("aws_subnet.database[0]")
    )
    parts = configuration(*network(nats=0), lone)
    for unexpanded, met in (((), True), ((Unexpanded("aws_db_instance.d", "var.n"),), None)):
        stack = replace(parts, unexpanded=unexpanded)
        first, *_ = judged(drill(stack, build(stack)), Objectives(recovery_point=QUARTER))
        assert (first.failure, first.met) == ("us-east-1a", met)
