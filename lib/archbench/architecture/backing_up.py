"""What AWS Backup takes, how often, and how long it is kept.

A selection takes what its ARNs name or match, or a tag it looks for; all its conditions must hold,
and what it excludes is left out. The runs of all rules that take a resource are united.
https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html (read 2026-11-28)
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from fractions import Fraction

from archbench.architecture.element import Told
from archbench.architecture.joins import Reader, text, truth, value_at, whole
from archbench.architecture.near import near
from archbench.architecture.opting_in import names_a_service, opted_in
from archbench.architecture.schedule import longest_gap
from archbench.aws.values import given
from archbench.frozen import frozen
from archbench.hcl.values import Plain, Unknown, bare
from archbench.terraform.computed_data import partition_of
from archbench.terraform.configuration import Instance, Unexpanded

SELECTION = "aws_backup_selection"
PLAN = "aws_backup_plan"
DEFAULT_SCHEDULE = "cron(0 5 ? * * *)"
"""When a rule gives none: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html."""

_ARNS: Mapping[str, tuple[str, str, str]] = {
    "aws_db_instance": ("rds", "db:", "identifier"),
    "aws_docdb_cluster": ("rds", "cluster:", "cluster_identifier"),
    "aws_dynamodb_table": ("dynamodb", "table/", "name"),
    "aws_ebs_volume": ("ec2", "volume/", ""),
    "aws_efs_file_system": ("elasticfilesystem", "file-system/", ""),
    "aws_fsx_lustre_file_system": ("fsx", "file-system/", ""),
    "aws_fsx_ontap_volume": ("fsx", "volume/", ""),
    "aws_fsx_openzfs_file_system": ("fsx", "file-system/", ""),
    "aws_fsx_windows_file_system": ("fsx", "file-system/", ""),
    "aws_instance": ("ec2", "instance/", ""),
    "aws_neptune_cluster": ("rds", "cluster:", "cluster_identifier"),
    "aws_rds_cluster": ("rds", "cluster:", "cluster_identifier"),
    "aws_redshift_cluster": ("redshift", "cluster:", "cluster_identifier"),
    "aws_s3_bucket": ("s3", "", "bucket"),
}
"""Service, resource prefix and the attribute that ends the ARN of what AWS Backup takes."""


@frozen
class BackupRule:
    """One rule of a plan that takes a resource.

    schedule    as written, or AWS's default; kept_days None for ever; continuous says that any
                point of time can be restored
    """

    plan: str
    index: int
    schedule: Plain
    timezone: str
    kept_days: Plain
    continuous: bool


@frozen
class Backup:
    """The rules that certainly take a resource, and why there may be more."""

    rules: tuple[BackupRule, ...]
    untold: str = ""
    taken: bool = False
    """Whether a selection certainly takes it, be its plan here or elsewhere."""
    uncounted: tuple[Unexpanded, ...] = ()
    """What cannot be counted and may hold a selection that takes it."""

    @property
    def maybe_more(self) -> str:
        """Why more may take it than these rules; "" where nothing does."""
        return self.untold or next(map(_how_many, self.uncounted), "")


def backup_of(reader: Reader, item: Instance) -> Backup:
    """Everything that takes a resource."""
    rules: list[BackupRule] = []
    untold = ""
    taken = False
    for selection in reader.of_type(SELECTION):
        takes = selects(reader, selection, item)
        if takes is None:
            untold = untold or f"whether {selection.address} takes it cannot be told"
        if not takes:
            continue
        taken = True
        plan = reader.instance(selection, "plan_id", types=(PLAN,))
        if plan is None:
            untold = untold or f"the plan of {selection.address} is not in this configuration"
            continue
        found = plan.get("rule", ())
        if not isinstance(found, tuple):
            untold = untold or str(found)
            continue
        for index, block in enumerate(found):
            if isinstance(block, Mapping):
                rules.append(_rule(plan, index, block))
            else:
                untold = untold or str(block)
    more = more_of(reader, SELECTION, lambda selection: selects(reader, selection, item))
    return Backup(tuple(rules), untold, taken, more)


def more_of(
    reader: Reader, type_: str, takes: Callable[[Instance], Told]
) -> tuple[Unexpanded, ...]:
    """What cannot be counted and may hold one of a type that takes something."""
    return tuple(
        block
        for block in reader.configuration.uncounted
        if block.type == "module"
        or (block.type == type_ and (block.like is None or takes(block.like) is not False))
    )


def _how_many(block: Unexpanded) -> str:
    if block.type == "module":
        return f"what {block.address} holds cannot be told"
    return f"how many {block.address} there are cannot be told"


def _rule(plan: Instance, index: int, block: Mapping[str, Plain]) -> BackupRule:
    kept = whole(value_at(plan, ("rule", index, "lifecycle", 0, "delete_after")))
    return BackupRule(
        plan.address,
        index,
        DEFAULT_SCHEDULE if block.get("schedule") in (None, "") else block["schedule"],
        text(block.get("schedule_expression_timezone")) or "Etc/UTC",
        kept,
        truth(block.get("enable_continuous_backup"), default=False) is True,
    )


def selects(reader: Reader, selection: Instance, item: Instance) -> Told:
    """Whether a selection takes a resource; None while that cannot be told.

    What both lists and tags hold is taken; what only one of them does cannot be told: AWS's pages
    describe each alone. A plan takes what stands in its own region, where that is opted in to.
    """
    here = near(item, selection)
    if here is False:
        return False
    excluded = _listed(reader, selection, "not_resources", item)
    if excluded:
        return False
    listed = _listed(reader, selection, "resources", item)
    tags = selection.values.get("selection_tag")
    tagged = _tagged(tags, item)
    by_tag = given(tags) is not None
    if by_tag and given(selection.values.get("resources")) is not None:
        chosen = listed if listed == tagged else None
    else:
        chosen = tagged if by_tag else listed
    if chosen is False:
        return False
    held = _conditions(selection.values.get("condition"), item)
    opted = opted_in(reader, item, named=_is_named(reader, selection, item))
    if False in (held, opted):
        return False
    return None if None in (chosen, held, excluded, here, opted) else True


def _listed(reader: Reader, selection: Instance, name: str, item: Instance) -> Told:
    """Whether a list of ARNs and patterns names a resource."""
    value = selection.values.get(name)
    if isinstance(value, Unknown):
        named = reader.many(selection, name) if reader.is_told(selection, name) else ()
        return True if item in named else None if not named else False
    if not isinstance(value, tuple):
        return False
    answers = [
        _names(reader, selection, (name, index), arn, item) for index, arn in enumerate(value)
    ]
    return True if True in answers else None if None in answers else False


def _is_named(reader: Reader, selection: Instance, item: Instance) -> Told:
    """Whether a selection names a resource or its service; None where it asks for all there is."""
    value = selection.values.get("resources")
    if not isinstance(value, tuple) or not value:
        return isinstance(value, Unknown)
    taking = [
        bare(arn)
        for index, arn in enumerate(value)
        if _names(reader, selection, ("resources", index), arn, item) is not False
    ]
    return True if any(names_a_service(arn) for arn in taking) else None


def _names(
    reader: Reader, selection: Instance, path: tuple[str, int], arn: Plain, item: Instance
) -> Told:
    arn = bare(arn)
    if isinstance(arn, str):
        if item.values.get("arn") == arn:
            return True
        return _matches(arn, item)
    if not reader.is_told(selection, *path):
        return None
    return any(found.address == item.address for found in reader.many(selection, *path))


def _matches(pattern: str, item: Instance) -> Told:
    """Whether a pattern matches the ARN a resource will have.

    >>> from archbench.terraform.configuration import Instance
    >>> cluster = Instance("aws_rds_cluster.a", "managed", "aws_rds_cluster", "a", None, "", "aws",
    ...     "us-east-1", {"cluster_identifier": "orders"})
    >>> _matches("arn:aws:rds:*:*:cluster:*", cluster), _matches("arn:aws:rds:*:*:db:*", cluster)
    (True, False)
    """
    if not pattern.strip("*"):
        return True
    shape = _ARNS.get(item.type)
    if shape is None:
        return None
    wanted = pattern.split(":", 5)
    if len(wanted) < 6:
        return None if "*" in pattern else False
    service, prefix, attribute = shape
    known = partition_of(item.region) if isinstance(item.region, str) else None
    # a bucket's has neither
    region, account = ("", "") if service == "s3" else (item.region, None)
    name = item.values.get(attribute) if attribute else None
    ends = _ends(prefix, name, wanted[5])
    parts = ("arn", known[0] if known else None, service, region, account)
    answers = [*map(_fits, parts, wanted), ends]
    if False in answers:
        return None if fnmatchcase(_as_wanted((*parts, prefix), name, pattern), pattern) else False
    return None if None in answers else True


def _fits(part: Plain, wanted: str) -> Told:
    """Whether a part of an ARN is as a pattern has it; AWS's own leave out region and account.

    "arn:aws:ec2:::instance/*" takes EC2 instances:
    https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources-json.html
    """
    if not wanted.strip("*"):
        return True
    return fnmatchcase(part, wanted) if isinstance(part, str) else None


def _ends(prefix: str, name: Plain, wanted: str) -> Told:
    """Whether the end of an ARN is as a pattern has it."""
    if isinstance(name, str):
        return fnmatchcase(f"{prefix}{name}", wanted)
    start, star, rest = wanted.partition("*")
    if prefix.startswith(start):
        return (None if rest.strip("*") else True) if star else False
    return None if start.startswith(prefix) else False


def _as_wanted(parts: Sequence[Plain], name: Plain, pattern: str) -> str:
    """The ARN, with what a pattern says in the place of what is not known of it.

    A * may stand for several parts: for any text without a space, say AWS's pages.
    """
    region, digits = pattern.split(":")[3], re.search(r"[0-9]{12}", pattern)
    said = ("", "aws", "", region, digits[0] if digits else "", "")
    known = [part if isinstance(part, str) else say for part, say in zip(parts, said, strict=True)]
    last = name if isinstance(name, str) else re.split("[:/]", pattern)[-1]
    return f"{':'.join(known)}{last}"


def _tagged(tags: Plain, item: Instance) -> Told:
    """Whether a resource has one of the tags a selection looks for."""
    if isinstance(tags, Unknown):
        return None
    blocks = tags if isinstance(tags, tuple) else ()
    answers = [
        has_tag(item, block.get("key"), block.get("value")) if isinstance(block, Mapping) else None
        for block in blocks
    ]
    return True if True in answers else None if None in answers else False


def has_tag(item: Instance, key: Plain, value: Plain, *, pattern: bool = False) -> Told:
    """Whether a resource has a tag of a value, or of one like it."""
    tags = item.get("tags_all", item.values.get("tags"))
    if isinstance(tags, Unknown) or not isinstance(key, str) or isinstance(value, Unknown):
        return None
    held = tags.get(key.removeprefix("aws:ResourceTag/")) if isinstance(tags, Mapping) else None
    if isinstance(held, Unknown):
        return None
    if pattern and isinstance(held, str):
        return fnmatchcase(held, text(value))
    return held is not None and held == value


def _conditions(blocks: Plain, item: Instance) -> Told:
    """Whether every condition of a selection holds."""
    if isinstance(blocks, Unknown):
        return None
    answers = [
        answer
        for block in (blocks if isinstance(blocks, tuple) else ())
        for answer in (_condition(block, item) if isinstance(block, Mapping) else (None,))
    ]
    return False if False in answers else None if None in answers else True


def _condition(block: Mapping[str, Plain], item: Instance) -> Iterator[Told]:
    for test, wanted in block.items():
        for one in wanted if isinstance(wanted, tuple) else ():
            if not isinstance(one, Mapping):
                yield None
                continue
            found = has_tag(item, one.get("key"), one.get("value"), pattern="like" in test)
            yield found if found is None or "not" not in test else not found


def often_enough(backup: Backup, hours: Fraction | None, days: int) -> bool | str:
    """Whether rules that keep what they take for so many days run so often; else why unclear.

    hours is the longest time between two runs of them all; None when any plan is enough.
    """
    kept = [rule for rule in backup.rules if _keeps(rule, days)]
    if (hours is None and backup.taken) or any(rule.continuous for rule in kept):
        return True
    known = [rule for rule in kept if isinstance(rule.schedule, str)]
    readable = [text(rule.schedule) for rule in known if longest_gap(text(rule.schedule))]
    gap = longest_gap(*readable)
    apart = len({rule.timezone for rule in known}) > 1
    if gap is not None and hours is not None and Fraction(int(gap.total_seconds()), 3600) <= hours:
        return "its rules run in different time zones" if apart and len(readable) > 1 else True
    if len(known) < len(kept) or any(isinstance(rule.kept_days, Unknown) for rule in backup.rules):
        return backup.untold or "a schedule, or how long its runs are kept, is not known"
    return backup.untold or False


def _keeps(rule: BackupRule, days: int) -> bool:
    kept = rule.kept_days
    return kept is None or (isinstance(kept, int) and (kept == 0 or kept >= days))
