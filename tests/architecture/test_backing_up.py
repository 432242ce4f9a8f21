"""What AWS Backup takes, and whether it runs often enough: each answer by name."""

from dataclasses import replace
from fractions import Fraction

import pytest

from archbench.architecture.backing_up import (
    DEFAULT_SCHEDULE,
    Backup,
    BackupRule,
    backup_of,
    often_enough,
    selects,
)
from archbench.architecture.joins import Reader
from archbench.architecture.lifecycle_policies import tagged_by_lifecycle
from archbench.hcl.types import NUMBER, STRING, ListOf
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.configuration import Instance, Unexpanded
from tests.architecture.hand import configuration, ref, refs, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
MANY = Unknown(ListOf(STRING), (Origin("variable", "var.all"),))
ORDERS = resource(
    "aws_rds_cluster.orders", cluster_identifier="orders", tags={"backup": "daily", "team": WAITS}
)
OTHER = resource("aws_rds_cluster.other", cluster_identifier="other")
VOLUME = resource("aws_ebs_volume.data", availability_zone="us-east-1a")
ACCOUNT = "111122223333"
RESOURCE = f"arn:aws:rds:us-east-1:{ACCOUNT}:cluster"


def selection(name: str = "s", /, **values: Plain) -> Instance:
    """A selection of the plan."""
    return resource(
        f"aws_backup_selection.{name}", **{"plan_id": ref("aws_backup_plan.p"), **values}
    )


def takes(item: Instance, **values: Plain) -> bool | None:
    """Whether a selection of these values takes an item."""
    chosen = selection(**values)
    return selects(Reader(configuration(ORDERS, OTHER, VOLUME, chosen)), chosen, item)


@pytest.mark.parametrize(
    ("pattern", "taken"),
    [
        ("*", True),
        ("arn:aws:*:*:*:*", True),
        ("arn:aws:rds:*:*:cluster:*", True),
        ("arn:aws:rds:*:*:cluster:ord*", True),
        ("arn:aws:rds:*:*:cluster:orders", True),
        ("arn:aws:rds:us-east-1:*:cluster:orders", True),
        ("arn:aws:rds:eu-*:*:cluster:orders", False),
        ("arn:aws:rds:*:*:cluster:other", False),
        ("arn:aws:rds:*:*:db:*", False),
        ("arn:aws:dynamodb:*:*:table/*", False),
        (f"{RESOURCE}:orders", None),
        (f"{RESOURCE}:other", False),
        ("arn:aws:rds:*", None),
        ("arn:aws:rds:us-*:orders", None),
        ("arn:aws:rds:us-east-1:orders", False),
        ("arn:aws:rds::*:cluster:orders", True),
        ("arn:aws:rds:us-east-1::cluster:*", True),
        ("arn:*:rds:*:*:cluster:*", True),
        ("arn:aws-cn:rds:*:*:cluster:*", False),
        ("arn:aws:rds:*:cluster:ord*", None),
        ("arn:aws:rds:*:cluster:other*", False),
        ("arn:aws:rds:eu-*:cluster:ord*", False),
        (f"arn:aws:*:{ACCOUNT}:cluster:orders", None),
        (f"arn:aws:*:{ACCOUNT}:cluster:other", False),
        (f"arn:aws:rds:eu-west-1:{ACCOUNT}:cluster:orders", False),
        ("orders", False),
        (Sensitive("arn:aws:rds:*:*:cluster:*"), True),
        (WAITS, None),
        (ref("aws_rds_cluster.orders", "arn"), True),
        (ref("aws_rds_cluster.other", "arn"), False),
    ],
)
def test_an_arn_takes_what_it_names(pattern: Plain, taken: bool | None) -> None:  # noqa: FBT001
    """Service, region and name decide; an account is not known before apply.

    A * may stand for several parts, and AWS's pages leave out the region.
    """
    assert takes(ORDERS, resources=(pattern,)) is taken


@pytest.mark.parametrize(
    ("pattern", "taken"),
    [
        ("arn:aws:ec2:*:*:volume/*", True),
        ("arn:aws:ec2:*:*:*", True),
        ("arn:aws:ec2:*:*:vol*", True),
        ("arn:aws:ec2:*:*:volume/vol-1*", None),
        ("arn:aws:ec2:*:*:volume/vol-1", None),
        ("arn:aws:ec2:*:*:volume/*1", None),
        ("arn:aws:ec2:*:*:vol*/*1", None),
        ("arn:aws:ec2:*:*:volume/**", True),
        ("arn:aws:ec2:*:*:volume", False),
        ("arn:aws:ec2:*:x:snapshot/*:volume/vol-1", False),
        ("arn:aws:ec2:*:*:instance/*", False),
        ("arn:aws:rds:*:*:*", False),
    ],
)
def test_an_id_that_aws_gives_is_not_known(pattern: str, taken: bool | None) -> None:  # noqa: FBT001
    """Of a volume no name is written: a pattern that asks for more than its kind may fit or not."""
    assert takes(VOLUME, resources=(pattern,)) is taken


def test_a_name_that_waits_may_be_any() -> None:
    """All clusters hold it; one of a given name may."""
    waiting = resource("aws_rds_cluster.orders", cluster_identifier=WAITS)
    assert takes(waiting, resources=("arn:aws:rds:*:*:cluster:*",)) is True
    assert takes(waiting, resources=("arn:aws:rds:*:*:cluster:orders",)) is None
    assert takes(waiting, resources=("arn:aws:rds:*:*:db:*",)) is False
    assert takes(waiting, resources=("arn:aws:rds:*:*:cluster:*-live",)) is None
    assert takes(waiting, resources=("arn:aws:rds:*:cluster:ord*",)) is None
    assert takes(waiting, resources=("arn:aws:rds:*:db:ord*",)) is False


@pytest.mark.parametrize(
    ("pattern", "taken"),
    [
        ("arn:aws:s3:::*", True),
        ("arn:aws:s3:::logs", True),
        ("arn:aws:s3:*:*:lo*", True),
        ("arn:aws:s3:::other", False),
        ("arn:aws:s3:us-east-1::logs", False),
        (f"arn:aws:s3::{ACCOUNT}:logs", False),
        ("arn:aws:rds:::*", False),
    ],
)
def test_the_arn_of_a_bucket_has_neither_region_nor_account(
    pattern: str,
    taken: bool,  # noqa: FBT001
) -> None:
    """A pattern that names one matches no bucket."""
    assert takes(resource("aws_s3_bucket.logs", bucket="logs"), resources=(pattern,)) is taken


@pytest.mark.parametrize(
    ("region", "partition"),
    [("us-east-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")],
)
def test_a_pattern_is_of_one_partition(region: str, partition: str) -> None:
    """What stands in China is named by China's ARNs alone."""
    here = resource("aws_rds_cluster.orders", cluster_identifier="orders", region=region)
    for written in ("aws", "aws-cn", "aws-us-gov"):
        chosen = replace(selection(resources=(f"arn:{written}:rds:*:*:cluster:*",)), region=region)
        found = selects(Reader(configuration(here, chosen)), chosen, here)
        assert found is (written == partition)


def test_a_known_arn_is_the_resource() -> None:
    """Read from a state, also with its account."""
    known = resource("aws_rds_cluster.orders", cluster_identifier="o", arn=f"{RESOURCE}:orders")
    assert takes(known, resources=(f"{RESOURCE}:orders",)) is True


def test_a_region_that_is_not_known_may_be_the_one() -> None:
    """A plan of the same region takes it by a pattern for all; one of a known region may."""
    anywhere = replace(ORDERS, region=WAITS)

    def beside(pattern: str, region: str | Unknown = WAITS) -> bool | None:
        chosen = replace(selection(resources=(pattern,)), region=region)
        return selects(Reader(configuration(anywhere, chosen)), chosen, anywhere)

    assert beside("arn:aws:rds:us-east-1:*:cluster:*") is None
    assert beside("arn:*:rds:*:*:cluster:*") is True
    assert beside("arn:*:rds::*:cluster:*") is True
    assert beside("arn:aws:rds:*:*:cluster:*") is None
    assert beside("arn:*:rds:us-east-1*:cluster:orders") is None
    assert beside("arn:*:rds:us-east-1*:cluster:other") is False
    assert beside("arn:aws:rds:*:*:cluster:*", "us-east-1") is None


def test_what_has_no_known_shape_of_arn_is_taken_by_all_alone() -> None:
    """AWS Backup takes more kinds than are told apart here."""
    host = resource("aws_storagegateway_cached_iscsi_volume.v")
    assert takes(host, resources=("*",)) is True
    assert takes(host, resources=("arn:aws:ec2:*:*:volume/*",)) is None


@pytest.mark.parametrize(
    ("listed", "taken"),
    [
        ((), False),
        (("arn:aws:rds:*:*:db:*", "arn:aws:rds:*:*:cluster:*"), True),
        ((WAITS, "arn:aws:rds:*:*:cluster:*"), True),
        ((WAITS, "arn:aws:rds:*:*:db:*"), None),
        (refs("aws_rds_cluster.orders", "aws_rds_cluster.other"), True),
        (refs("aws_rds_cluster.other"), False),
        (MANY, None),
        (None, False),
    ],
)
def test_one_of_a_list_is_enough(listed: Plain, taken: bool | None) -> None:  # noqa: FBT001
    """What is not known may be the one, unless another is."""
    assert takes(ORDERS, resources=listed) is taken


@pytest.mark.parametrize(
    ("left_out", "taken"),
    [
        (("arn:aws:rds:*:*:cluster:*",), False),
        (("arn:aws:rds:*:*:cluster:other",), True),
        ((WAITS,), None),
        (MANY, None),
    ],
)
def test_what_is_excluded_is_not_taken(left_out: Plain, taken: bool | None) -> None:  # noqa: FBT001
    """By the same patterns."""
    assert takes(ORDERS, resources=("*",), not_resources=left_out) is taken


def tag(key: Plain, value: Plain) -> dict[str, Plain]:
    """A tag a selection looks for."""
    return {"type": "STRINGEQUALS", "key": key, "value": value}


@pytest.mark.parametrize(
    ("tags", "taken"),
    [
        ((tag("backup", "daily"),), True),
        ((tag("backup", "weekly"),), False),
        ((tag("absent", "daily"),), False),
        ((tag("backup", "weekly"), tag("backup", "daily")), True),
        ((tag("team", "daily"),), None),
        ((tag("team", "daily"), tag("backup", "daily")), True),
        ((tag("team", "daily"), tag("backup", "weekly")), None),
        ((tag(WAITS, "daily"),), None),
        ((tag("backup", WAITS),), None),
        ((WAITS,), None),
        (MANY, None),
    ],
)
def test_one_of_the_tags_is_enough(tags: Plain, taken: bool | None) -> None:  # noqa: FBT001
    """A tag or a value that is not known may be the one."""
    assert takes(ORDERS, selection_tag=tags) is taken


def test_tags_that_are_not_known_may_hold_it() -> None:
    """Those of the provider are held as well: tags_all comes before tags."""
    waiting = resource("aws_rds_cluster.orders", tags=WAITS)
    assert takes(waiting, selection_tag=(tag("backup", "daily"),)) is None
    united = resource("aws_rds_cluster.orders", tags={}, tags_all={"backup": "daily"})
    assert takes(united, selection_tag=(tag("backup", "daily"),)) is True


@pytest.mark.parametrize(
    ("arn", "value", "taken"),
    [
        ("*", "daily", True),
        ("*", "weekly", None),
        ("arn:aws:rds:*:*:db:*", "daily", None),
        ("arn:aws:rds:*:*:db:*", "weekly", False),
    ],
)
def test_a_list_beside_tags_has_to_agree(
    arn: str,
    value: str,
    taken: bool | None,  # noqa: FBT001
) -> None:
    """Which of both counts alone, AWS's pages do not say."""
    assert takes(ORDERS, resources=(arn,), selection_tag=(tag("backup", value),)) is taken


def holds(test: str, value: Plain, key: Plain = "aws:ResourceTag/backup") -> dict[str, Plain]:
    """A condition of a selection."""
    return {test: ({"key": key, "value": value},)}


@pytest.mark.parametrize(
    ("conditions", "taken"),
    [
        ((), True),
        ((holds("string_equals", "daily"),), True),
        ((holds("string_equals", "da*"),), False),
        ((holds("string_not_equals", "daily"),), False),
        ((holds("string_not_equals", "weekly"),), True),
        ((holds("string_like", "da*"),), True),
        ((holds("string_like", "we*"),), False),
        ((holds("string_not_like", "da*"),), False),
        ((holds("string_not_like", "we*"),), True),
        ((holds("string_equals", "x", "aws:ResourceTag/absent"),), False),
        ((holds("string_not_like", "x", "aws:ResourceTag/absent"),), True),
        ((holds("string_equals", "x", "aws:ResourceTag/team"),), None),
        ((holds("string_not_equals", "x", "aws:ResourceTag/team"),), None),
        ((holds("string_equals", "daily") | holds("string_like", "we*"),), False),
        ((holds("string_equals", WAITS), holds("string_equals", "weekly")), False),
        ((holds("string_equals", WAITS), holds("string_equals", "daily")), None),
        (({"string_equals": (WAITS,)},), None),
        ((WAITS,), None),
        (MANY, None),
    ],
)
def test_every_condition_must_hold(conditions: Plain, taken: bool | None) -> None:  # noqa: FBT001
    """Of all that is taken by its ARN."""
    assert takes(ORDERS, resources=("*",), condition=conditions) is taken


PLAN = resource(
    "aws_backup_plan.p",
    rule=(
        {
            "rule_name": "daily",
            "schedule": "cron(0 4 * * ? *)",
            "lifecycle": ({"delete_after": "35"},),
        },
        {
            "rule_name": "always",
            "schedule": "",
            "schedule_expression_timezone": "Europe/Berlin",
            "enable_continuous_backup": True,
            "lifecycle": WAITS,
        },
        {"rule_name": "kept"},
    ),
)
DAILY = BackupRule("aws_backup_plan.p", 0, "cron(0 4 * * ? *)", "Etc/UTC", 35, continuous=False)


def test_the_rules_of_the_plan_take_it() -> None:
    """Each with its schedule, or AWS's, its zone, and how long it keeps what it took."""
    found = backup_of(Reader(configuration(ORDERS, PLAN, selection(resources=("*",)))), ORDERS)
    always = BackupRule(
        "aws_backup_plan.p", 1, DEFAULT_SCHEDULE, "Europe/Berlin", WAITS, continuous=True
    )
    kept = BackupRule("aws_backup_plan.p", 2, DEFAULT_SCHEDULE, "Etc/UTC", None, continuous=False)
    assert found == Backup((DAILY, always, kept), "", taken=True)


def test_a_selection_that_may_take_it_hides_no_other() -> None:
    """What is certain stays, and what may be more is said; what takes others says nothing."""
    maybe, never = selection("a", resources=(WAITS,)), selection("b", resources=())
    elsewhere = selection("c", resources=("*",), plan_id=WAITS)
    certain = selection("d", resources=("*",))
    reader = Reader(configuration(ORDERS, PLAN, maybe, never, elsewhere, certain))
    found = backup_of(reader, ORDERS)
    assert len(found.rules) == 3
    assert (found.untold, found.taken) == (
        "whether aws_backup_selection.a takes it cannot be told",
        True,
    )
    assert backup_of(Reader(configuration(ORDERS, PLAN, maybe)), ORDERS) == Backup(
        (), "whether aws_backup_selection.a takes it cannot be told"
    )
    assert backup_of(Reader(configuration(ORDERS, PLAN, never)), ORDERS) == Backup(())
    assert backup_of(Reader(configuration(ORDERS, PLAN, elsewhere)), ORDERS) == Backup(
        (), "the plan of aws_backup_selection.c is not in this configuration", taken=True
    )


@pytest.mark.parametrize("rules", [MANY, (MANY,)], ids=["all", "one"])
def test_rules_that_are_not_known_are_said(rules: Plain) -> None:
    """A dynamic block over a variable."""
    plan = resource("aws_backup_plan.p", rule=rules)
    found = backup_of(Reader(configuration(ORDERS, plan, selection(resources=("*",)))), ORDERS)
    assert found == Backup((), str(MANY), taken=True)


def rule(
    schedule: Plain, kept: Plain = 35, zone: str = "Etc/UTC", *, always: bool = False
) -> BackupRule:
    """A rule that keeps what it takes for so many days."""
    return BackupRule("aws_backup_plan.p", 0, schedule, zone, kept, continuous=always)


UNCLEAR = "a schedule, or how long its runs are kept, is not known"
MORNING, EVENING = "cron(0 6 * * ? *)", "cron(0 18 * * ? *)"


@pytest.mark.parametrize(
    ("rules", "hours", "days", "enough"),
    [
        ((rule(MORNING),), 24, 35, True),
        ((rule(MORNING),), 23, 35, False),
        ((rule(MORNING),), 24, 36, False),
        ((rule(MORNING, None),), 24, 3650, True),
        ((rule(MORNING, 0),), 24, 3650, True),
        ((rule(MORNING, 1),), 24, 2, False),
        ((rule("rate(1 days)"), rule(WAITS)), 24, 35, True),
        ((rule(WAITS),), 24, 35, UNCLEAR),
        ((rule(MORNING, Unknown(NUMBER, (Origin("variable", "var.days"),))),), 24, 35, UNCLEAR),
        ((rule("every morning"),), 24, 35, False),
        ((rule("every morning"), rule(MORNING)), 24, 35, True),
        ((rule(MORNING), rule(EVENING)), 12, 35, True),
        ((rule(MORNING), rule(EVENING)), 11, 35, False),
        ((rule(MORNING), rule(EVENING, 7)), 12, 35, False),
        ((rule(WAITS, always=True),), 1, 35, True),
        ((rule(MORNING, 7, always=True),), 1, 35, False),
        ((rule(MORNING),), None, 35, True),
        ((), 24, 35, False),
    ],
)
def test_rules_run_often_enough(
    rules: tuple[BackupRule, ...],
    hours: int | None,
    days: int,
    enough: bool | str,  # noqa: FBT001
) -> None:
    """Those that keep what they take that long, together; what is continuous always does."""
    asked = None if hours is None else Fraction(hours)
    assert often_enough(Backup(rules, taken=bool(rules)), asked, days) == enough


def test_two_time_zones_are_apart_by_what_is_not_known() -> None:
    """Half a day in each zone is not half a day together; one alone runs as it says."""
    apart = (rule(MORNING), rule(EVENING, zone="Asia/Tokyo"))
    why = "its rules run in different time zones"
    assert often_enough(Backup(apart), Fraction(12), 1) == why
    unread = (rule(MORNING), rule("never", zone="Asia/Tokyo"))
    assert often_enough(Backup(unread), Fraction(24), 1) is True


def test_what_may_take_it_is_why_it_is_unclear() -> None:
    """Too rare by what is certain, and another selection may help; no answer where none takes."""
    assert often_enough(Backup((DAILY,), "it may"), Fraction(12), 1) == "it may"
    assert often_enough(Backup((rule(WAITS),), "it may"), Fraction(12), 1) == "it may"
    assert often_enough(Backup((), "it may"), None, 1) == "it may"
    assert often_enough(Backup(()), None, 1) is False


@pytest.mark.parametrize(
    ("policies", "taken"),
    [
        ([], False),
        ([{"target_tags": {"backup": "daily"}}], True),
        ([{"target_tags": {"backup": "weekly"}}], False),
        ([{"target_tags": {"backup": "weekly"}}, {"target_tags": {"backup": "daily"}}], True),
        ([{"target_tags": WAITS}], None),
        ([{"target_tags": WAITS}, {"target_tags": {"backup": "daily"}}], True),
        ([{"target_tags": WAITS}, {"target_tags": {"backup": "weekly"}}], None),
        ([{"state": "DISABLED", "target_tags": {"backup": "daily"}}], False),
        ([{"state": WAITS, "target_tags": {"backup": "daily"}}], None),
        ([{"state": WAITS, "target_tags": {"backup": "weekly"}}], False),
        ([{"state": WAITS, "target_tags": None}], False),
        (
            [
                {"state": "DISABLED", "target_tags": {"backup": "daily"}},
                {"state": "ENABLED", "target_tags": {"backup": "daily"}},
            ],
            True,
        ),
    ],
)
def test_a_lifecycle_policy_takes_volumes_by_their_tags(
    policies: list[dict[str, Plain]],
    taken: bool | None,  # noqa: FBT001
) -> None:
    """One that is on; a policy that is off takes nothing."""
    volume = resource("aws_ebs_volume.data", tags={"backup": "daily"})
    found = [
        resource(
            f"aws_dlm_lifecycle_policy.p[{index}]",
            policy_details=({"target_tags": item["target_tags"]},),
            **{name: value for name, value in item.items() if name == "state"},
        )
        for index, item in enumerate(policies)
    ]
    assert tagged_by_lifecycle(Reader(configuration(volume, *found)), volume) is taken


@pytest.mark.parametrize(
    ("kinds", "tags", "region", "taken"),
    [
        (("VOLUME",), {"backup": "daily"}, "us-east-1", True),
        (("VOLUME",), {"backup": "daily"}, "eu-west-1", False),
        (("VOLUME",), {"backup": "daily"}, WAITS, None),
        (("VOLUME",), {"backup": "weekly"}, WAITS, False),
        (("INSTANCE",), {"backup": "daily"}, "us-east-1", False),
        (("INSTANCE",), {"role": "database"}, "us-east-1", True),
        (("VOLUME",), {"role": "database"}, "us-east-1", False),
        (("INSTANCE", "VOLUME"), {"backup": "daily"}, "us-east-1", True),
        ((WAITS,), {"backup": "daily"}, "us-east-1", None),
        (WAITS, {"role": "database"}, "us-east-1", None),
        (WAITS, {"role": "front"}, "us-east-1", False),
        (WAITS, {"backup": "daily"}, "eu-west-1", False),
    ],
)
def test_a_lifecycle_policy_takes_what_it_is_about_in_its_region(
    kinds: Plain, tags: Plain, region: str | Unknown, *, taken: bool | None
) -> None:
    """Volumes by their own tags; of instances that have one, the volumes they hold."""
    volume = resource("aws_ebs_volume.disk", tags={"backup": "daily"})
    details = {"target_tags": tags, "resource_types": kinds}
    policy = resource("aws_dlm_lifecycle_policy.p", policy_details=(details,))
    parts = [
        volume,
        resource("aws_instance.db", tags={"role": "database"}),
        resource("aws_instance.other", tags={"backup": "daily"}),
        resource(
            "aws_volume_attachment.disk",
            volume_id=ref("aws_ebs_volume.disk"),
            instance_id=ref("aws_instance.db"),
        ),
        replace(policy, region=region),
    ]
    assert tagged_by_lifecycle(Reader(configuration(*parts)), volume) is taken


@pytest.mark.parametrize(
    ("region", "taken", "untold"),
    [
        ("us-east-1", True, ""),
        ("eu-west-1", False, ""),
        (WAITS, False, "whether aws_backup_selection.s takes it cannot be told"),
    ],
)
def test_a_plan_takes_what_stands_in_its_region(
    region: str | Unknown, untold: str, *, taken: bool
) -> None:
    """The same tag in another region is taken by a plan there, or by none."""
    volume = resource("aws_ebs_volume.disk", tags={"backup": "daily"})
    tag = {"type": "STRINGEQUALS", "key": "backup", "value": "daily"}
    plan = resource("aws_backup_plan.p", rule=({"rule_name": "r"},))
    there = [replace(one, region=region) for one in (plan, selection(selection_tag=(tag,)))]
    found = backup_of(Reader(configuration(volume, *there)), volume)
    assert (found.taken, len(found.rules), found.untold) == (taken, int(taken), untold)


def uncounted(like: Instance | None, address: str = "") -> Unexpanded:
    """A block of unknown number whose instances would be like this one."""
    return Unexpanded(address or (like.address if like else ""), "var.n", like=like)


DAILY_TAG = {"type": "STRINGEQUALS", "key": "backup", "value": "daily"}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (
            uncounted(selection(selection_tag=(DAILY_TAG,))),
            "how many aws_backup_selection.s there are cannot be told",
        ),
        (
            uncounted(selection(resources=(WAITS,))),
            "how many aws_backup_selection.s there are cannot be told",
        ),
        (
            uncounted(None, "aws_backup_selection.s"),
            "how many aws_backup_selection.s there are cannot be told",
        ),
        (uncounted(None, "module.backups"), "what module.backups holds cannot be told"),
        (uncounted(selection(resources=(ref("aws_rds_cluster.other", "arn"),))), ""),
        (uncounted(replace(selection(resources=("*",)), region="eu-west-1")), ""),
        (uncounted(None, "aws_rds_cluster.more"), ""),
    ],
)
def test_a_selection_of_unknown_number_may_take_it(more: Unexpanded, why: str) -> None:
    """Unless whichever of them there are takes something else."""
    stack = replace(configuration(ORDERS, OTHER, PLAN), unexpanded=(more,))
    found = backup_of(Reader(stack), ORDERS)
    assert (found.rules, found.taken, found.maybe_more) == ((), False, why)


@pytest.mark.parametrize(
    ("more", "taken"),
    [
        (({"target_tags": {"backup": "daily"}}, "us-east-1"), None),
        (({"target_tags": {"backup": "weekly"}}, "us-east-1"), False),
        (({"target_tags": {"backup": "daily"}}, "eu-west-1"), False),
        (None, None),
    ],
)
def test_a_lifecycle_policy_of_unknown_number_may_take_it(
    more: tuple[dict[str, Plain], str] | None, *, taken: bool | None
) -> None:
    """As may one in a module that was not read; where one is certain, it takes it anyway."""
    volume = resource("aws_ebs_volume.data", tags={"backup": "daily"})
    block = uncounted(None, "module.policies")
    if more is not None:
        policy = resource("aws_dlm_lifecycle_policy.p", policy_details=(more[0],))
        block = uncounted(replace(policy, region=more[1]))
    stack = replace(configuration(volume), unexpanded=(block,))
    assert tagged_by_lifecycle(Reader(stack), volume) is taken
    details = {"target_tags": {"backup": "daily"}}
    certain = resource("aws_dlm_lifecycle_policy.q", policy_details=(details,))
    stack = replace(configuration(volume, certain), unexpanded=(block,))
    assert tagged_by_lifecycle(Reader(stack), volume) is True


@pytest.mark.parametrize(
    ("volume", "about", "taken"),
    [("disk", "INSTANCE", None), ("disk", "VOLUME", False), ("other", "INSTANCE", False)],
)
def test_an_attachment_of_unknown_number_may_bring_the_tags_of_an_instance(
    volume: str, about: str, *, taken: bool | None
) -> None:
    """To a policy that is about instances, and of the volume that it names."""
    parts = [
        resource("aws_ebs_volume.disk"),
        resource("aws_ebs_volume.other"),
        resource("aws_instance.db", tags={"role": "database"}),
        resource(
            "aws_dlm_lifecycle_policy.p",
            policy_details=({"resource_types": (about,), "target_tags": {"role": "database"}},),
        ),
    ]
    attachment = resource(
        "aws_volume_attachment.a",
        volume_id=ref("aws_ebs_volume.disk"),
        instance_id=ref("aws_instance.db"),
    )
    stack = replace(configuration(*parts), unexpanded=(uncounted(attachment),))
    found = next(item for item in parts if item.name == volume)
    assert tagged_by_lifecycle(Reader(stack), found) is taken


AURORA = resource(
    "aws_rds_cluster.aurora", engine="aurora-mysql", cluster_identifier="a", tags={"b": "x"}
)
MULTI_AZ = resource("aws_rds_cluster.rds", engine="mysql", cluster_identifier="r", tags={"b": "x"})
EITHER = resource("aws_rds_cluster.some", engine=WAITS, cluster_identifier="s", tags={"b": "x"})
DATABASE = resource("aws_db_instance.d", engine="mysql", identifier="d", tags={"b": "x"})
BY_TAG: dict[str, Plain] = {"selection_tag": ({"type": "STRINGEQUALS", "key": "b", "value": "x"},)}
OFF: dict[str, Plain] = {"RDS": False, "Aurora": False, "EBS": False}


def settings(preference: Plain, region: str = "us-east-1") -> Instance:
    """The settings of a region."""
    return resource(
        "aws_backup_region_settings.r", region=region, resource_type_opt_in_preference=preference
    )


@pytest.mark.parametrize(
    ("item", "asked", "preference", "taken"),
    [
        (DATABASE, BY_TAG, OFF, False),
        (DATABASE, BY_TAG, {"RDS": True, "Aurora": False}, True),
        (DATABASE, BY_TAG, {"Aurora": False}, True),
        (DATABASE, BY_TAG, None, True),
        (DATABASE, BY_TAG, WAITS, None),
        (DATABASE, BY_TAG, {"RDS": WAITS}, None),
        (DATABASE, {"resources": (ref("aws_db_instance.d", "arn"),)}, OFF, True),
        (DATABASE, {"resources": ("arn:aws:rds:*:*:db:*",)}, OFF, True),
        (DATABASE, {"resources": ("arn:aws:rds:*:*:db:*",)} | BY_TAG, OFF, True),
        (DATABASE, {"resources": ("*",)}, OFF, None),
        (DATABASE, {"resources": ("arn:aws:*:*:*:*",)}, OFF, None),
        (DATABASE, {"resources": ("*", "arn:aws:ec2:*:*:volume/*")}, OFF, None),
        (DATABASE, {"resources": ("*",)}, {"RDS": True}, True),
        (DATABASE, {"resources": refs("aws_db_instance.d")}, OFF, True),
        (AURORA, {"resources": (ref("aws_rds_cluster.aurora", "arn"),)}, OFF, False),
        (AURORA, {"resources": ("*",)}, OFF, False),
        (AURORA, {"resources": ("*",)}, {"Aurora": True, "RDS": False}, True),
        (MULTI_AZ, BY_TAG, {"Aurora": False, "RDS": True}, True),
        (MULTI_AZ, {"resources": (ref("aws_rds_cluster.rds", "arn"),)}, OFF, True),
        (EITHER, BY_TAG, OFF, False),
        (EITHER, BY_TAG, {"Aurora": False}, None),
        (replace(VOLUME, values={"tags": {"b": "x"}}), BY_TAG, OFF, False),
    ],
)
def test_a_service_that_is_opted_out_of_is_not_taken_by_its_tags(
    item: Instance, asked: dict[str, Plain], preference: Plain, *, taken: bool | None
) -> None:
    """What a selection names is taken all the same, but for Aurora, DocumentDB and Neptune."""
    chosen = selection(**asked)
    reader = Reader(configuration(item, chosen, settings(preference)))
    assert selects(reader, chosen, item) is taken


def test_settings_are_those_of_a_region() -> None:
    """Of another they say nothing, of one that is not known they may say it."""
    chosen = selection(**BY_TAG)
    for region, taken in (("us-east-1", False), ("eu-west-1", True), (WAITS, None)):
        there = replace(settings(OFF), region=region)
        assert selects(Reader(configuration(DATABASE, chosen, there)), chosen, DATABASE) is taken


@pytest.mark.parametrize(
    ("more", "taken"),
    [
        (uncounted(settings(OFF)), None),
        (uncounted(settings({"RDS": True})), True),
        (uncounted(settings(OFF, "eu-west-1")), True),
        (uncounted(None, "aws_backup_region_settings.r"), None),
        (uncounted(None, "module.other"), True),
    ],
)
def test_settings_of_unknown_number_may_opt_out(more: Unexpanded, *, taken: bool | None) -> None:
    """A module that was not read is not asked for them, as the account as it was is not."""
    chosen = selection(**BY_TAG)
    stack = replace(configuration(DATABASE, chosen), unexpanded=(more,))
    assert selects(Reader(stack), chosen, DATABASE) is taken


@pytest.mark.parametrize(
    ("state", "region", "taken"),
    [("ENABLED", "us-east-1", None), ("DISABLED", "us-east-1", False), (None, "eu-west-1", False)],
)
def test_a_default_policy_may_take_what_has_no_tag(
    state: str | None, region: str, *, taken: bool | None
) -> None:
    """What has no snapshot of late, unless it is excluded."""
    volume = resource("aws_ebs_volume.data")
    policy = resource(
        "aws_dlm_lifecycle_policy.p", state=state, region=region, default_policy="VOLUME"
    )
    assert tagged_by_lifecycle(Reader(configuration(volume, policy)), volume) is taken
