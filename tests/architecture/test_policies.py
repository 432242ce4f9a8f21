"""What IAM policies allow, to whom, and what takes it away again: each answer by name."""

import json

import pytest

from archbench.architecture.boundaries import (
    boundaries,
    bounding_only,
    is_denied,
    wide_within,
    within,
)
from archbench.architecture.joins import Reader
from archbench.architecture.managed_policies import by_arn, by_name, is_managed
from archbench.architecture.policies import ATTACHED, Grant, accesses, grants
from archbench.architecture.policy_allows import (
    allows,
    asked_of_wide,
    denies,
    is_wide_action,
    is_wide_resource,
    may_allow,
    reaches_all,
    wide_actions,
)
from archbench.architecture.policy_conditions import limits, public_actions, refuses_clear, trusted
from archbench.architecture.policy_text import Condition, Policy, Statement, policy_of
from archbench.hcl.types import STRING, ListOf
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.hand import configuration, ref, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
MANY = Unknown(ListOf(STRING), (Origin("variable", "var.all"),))
ROLE = "aws_iam_role.r"
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
READS = "secretsmanager:GetSecretValue"


def one(**values: object) -> Policy:
    """A policy of one statement, which allows unless it says otherwise."""
    given: dict[str, object] = {"effect": "Allow", "resources": ("*",), **values}
    return Policy((Statement(**given),))  # type: ignore[arg-type]


def both(*policies: Policy) -> Policy:
    """The statements of all."""
    return Policy(tuple(statement for policy in policies for statement in policy.statements))


@pytest.mark.parametrize(
    ("values", "certain"),
    [
        ({"actions": (READS,)}, True),
        ({"actions": ("SecretsManager:get*",)}, True),
        ({"actions": ("s3:*", READS)}, True),
        ({"actions": ("s3:*",)}, None),
        ({"actions": (READS,), "effect": "Deny"}, None),
        ({"actions": (READS,), "effect": WAITS}, False),
        ({"actions": ("s3:*",), "effect": WAITS}, None),
        ({"actions": MANY}, False),
        ({"actions": MANY, "effect": "Deny"}, None),
        ({"actions": (WAITS, READS)}, True),
        ({"actions": (WAITS, "s3:*")}, False),
        ({"not_actions": ("iam:*",)}, True),
        ({"not_actions": ("iam:*", "secretsmanager:*")}, None),
        ({"not_actions": (WAITS,)}, False),
        ({"not_actions": (WAITS, "secretsmanager:*")}, None),
        ({"not_actions": MANY}, False),
    ],
)
def test_a_statement_allows_what_it_names_or_leaves_in(
    values: dict[str, Plain],
    certain: bool | None,  # noqa: FBT001
) -> None:
    """None is no statement; what is not known of its effect or actions may allow it."""
    policy = one(**values)
    told = [] if certain is None else [certain]
    assert [found for _, found in allows(policy, READS)] == told
    assert may_allow(policy, READS) is bool(told)
    assert within(policy, READS) is (False if certain is None else certain or None)


def test_what_cannot_be_read_may_allow_everything() -> None:
    """And bounds nobody for certain; without a boundary nothing is taken."""
    unread = Policy((), "it is not known")
    assert may_allow(unread, READS) is True
    assert within(unread, READS) is None
    assert within(None, READS) is True
    assert within(Policy(one(actions=("*",)).statements, "more"), READS) is True


ALL_S3 = one(actions=("s3:*",))


@pytest.mark.parametrize(
    ("policy", "wide", "why"),
    [
        (ALL_S3, ("s3:*",), ""),
        (one(actions=("s3:*", "sqs:SendMessage", "*")), ("s3:*", "*"), ""),
        (both(ALL_S3, ALL_S3), ("s3:*",), ""),
        (both(ALL_S3, one(effect="Deny", actions=("s3:*",))), (), ""),
        (both(ALL_S3, one(effect="Deny", actions=("*",))), (), ""),
        (both(ALL_S3, one(effect="Deny", actions=("s3:Put*",))), ("s3:*",), ""),
        (both(one(effect="Deny", actions=("iam:*",)), ALL_S3), ("s3:*",), ""),
        (
            both(ALL_S3, one(effect="Deny", actions=("s3:*",), resources=("arn:aws:s3:::logs/*",))),
            ("s3:*",),
            "",
        ),
        (
            both(
                ALL_S3,
                one(effect="Deny", actions=("s3:*",), conditions=(Condition("Bool", "a", "b"),)),
            ),
            ("s3:*",),
            "",
        ),
        (one(actions=("s3:*",), resources=("arn:aws:s3:::logs",)), (), ""),
        (one(actions=("s3:*",), resources=(), not_resources=("arn:aws:s3:::x",)), ("s3:*",), ""),
        (one(not_actions=("iam:*", "sts:*")), ("all but iam:*, sts:*",), ""),
        (one(actions=("support:*",)), (), ""),
        (one(actions=MANY), (), "its actions are not known"),
        (one(not_actions=MANY), (), "its actions are not known"),
        (one(actions=(WAITS, "s3:*")), ("s3:*",), "an action is not known"),
        (one(actions=(WAITS,), resources=("arn:aws:s3:::logs",)), (), ""),
        (one(actions=("s3:*",), resources=(WAITS,)), (), "on what it allows that is not known"),
        (one(actions=("s3:Get*",), resources=(WAITS,)), (), ""),
        (one(actions=MANY, resources=(WAITS,)), (), "its actions are not known"),
        (one(actions=("s3:*",), effect=WAITS), (), "on what it allows that is not known"),
        (Policy(ALL_S3.statements, "more"), ("s3:*",), "more"),
        (Policy((), "more"), (), "more"),
    ],
)
def test_what_is_allowed_on_everything_is_wide(
    policy: Policy, wide: tuple[str, ...], why: str
) -> None:
    """Less what the policy itself denies on everything, whoever asks."""
    assert wide_actions(policy) == (wide, why)


def test_a_denial_is_of_all_that_a_pattern_stands_for() -> None:
    """On everything, whoever asks; another policy of the same principal counts as well."""
    denial = one(effect="Deny", actions=("secretsmanager:*",))
    assert denies(denial, READS)
    assert not denies(denial, "sqs:SendMessage")
    assert not denies(one(actions=("*",)), READS)
    assert not denies(one(effect=WAITS, actions=("*",)), READS)
    assert not denies(one(effect="Deny", actions=(WAITS,)), READS)
    assert denies(one(effect="Deny", actions=("*",), resources=("arn:a", "**")), READS)
    allowing = Grant("a", (), "a", (ROLE,), one(actions=("*",)))
    assert not is_denied([allowing], READS)
    assert is_denied([allowing, Grant("b", (), "b", (ROLE,), denial)], READS)


@pytest.mark.parametrize(
    ("action", "wide"),
    [
        ("*", True),
        ("*:*", True),
        ("*:Get", False),
        ("s3:*", True),
        ("s3", False),
        ("s3:Get*", False),
        ("S3:**", True),
        ("Support:*", False),
        ("supportplans:*", False),
    ],
)
def test_all_of_a_service_is_wide(
    action: str,
    wide: bool,  # noqa: FBT001
) -> None:
    """Support knows no resource: its actions are on everything or on nothing."""
    assert is_wide_action(action) is wide


@pytest.mark.parametrize(
    ("arn", "wide"),
    [
        ("*", True),
        ("**", True),
        ("arn:aws:s3:::*", True),
        ("arn:aws:s3:::*/*", True),
        ("arn:aws:s3:::logs/*", False),
        ("arn:aws:s3:::", False),
        ("arn:aws:s3:eu-west-1:111122223333:accesspoint/*", True),
        ("arn:aws:iam::111122223333:role/*", True),
        ("arn:aws:iam::111122223333:role/app-*", False),
        ("arn:aws:sqs:*:*:*", True),
        ("arn:aws:sqs:*:*:orders", False),
        ("arn:aws:lambda:*:*:function:*:*", True),
        ("arn:aws:logs:*:*", False),
        ("*:*:*:*:*:*", True),
        ("urn:aws:sqs:*:*:*", False),
    ],
)
def test_a_kind_of_resource_is_all_of_it(
    arn: str,
    wide: bool,  # noqa: FBT001
) -> None:
    """Of S3 what stands before the wildcard is one bucket."""
    assert is_wide_resource(arn) is wide


@pytest.mark.parametrize(
    ("action", "resources", "everywhere"),
    [
        (READS, ("*",), True),
        (READS, ("arn:aws:secretsmanager:*:*:secret:*",), True),
        (READS, ("arn:aws:*:*:*:*",), True),
        (READS, ("arn:aws:s3:::*",), False),
        (READS, ("arn:aws:secretsmanager:*:*:secret:app-*",), False),
        (READS, ("arn:aws:s3:::*", "arn:aws:secretsmanager:*:*:secret:*"), True),
        (READS, (WAITS,), None),
        (READS, (WAITS, "*"), True),
        (READS, MANY, None),
        (READS, (ref("aws_secretsmanager_secret.a", "arn"),), False),
        ("sts:AssumeRole", ("arn:aws:iam::*:role/*",), True),
        ("sts:AssumeRole", ("arn:aws:sts::*:role/*",), False),
    ],
)
def test_a_right_reaches_everything_of_its_service(
    action: str,
    resources: Plain,
    everywhere: bool | None,  # noqa: FBT001
) -> None:
    """All objects are no secret; a role that is assumed is one of IAM."""
    statement = Statement(effect="Allow", actions=(action,), resources=resources)
    assert reaches_all(statement, action) is everywhere
    all_but = Statement(effect="Allow", actions=(action,), not_resources=("arn:aws:s3:::x",))
    assert reaches_all(all_but, action) is True


EVERYONE: dict[str, object] = {"principals": ("*",), "actions": ("s3:GetObject",)}
SOMEONE = "AWS arn:aws:iam::111122223333:root"


def asks(test: str, key: str, *values: Plain) -> dict[str, object]:
    """Everyone under this condition."""
    return {**EVERYONE, "conditions": (Condition(test, key, values),)}


@pytest.mark.parametrize(
    ("values", "actions", "why"),
    [
        (EVERYONE, ("s3:GetObject",), ""),
        ({**EVERYONE, "principals": ("AWS *",)}, ("s3:GetObject",), ""),
        ({**EVERYONE, "principals": (SOMEONE,)}, (), ""),
        ({**EVERYONE, "principals": (SOMEONE, "*")}, ("s3:GetObject",), ""),
        ({**EVERYONE, "effect": "Deny"}, (), ""),
        ({**EVERYONE, "effect": WAITS}, (), "whom it lets in is not known"),
        ({**EVERYONE, "principals": MANY}, (), "whom it lets in is not known"),
        ({**EVERYONE, "principals": (WAITS,)}, (), "whom it lets in is not known"),
        ({**EVERYONE, "principals": (), "not_principals": (SOMEONE,)}, ("s3:GetObject",), ""),
        (
            {**EVERYONE, "principals": (), "not_principals": MANY},
            (),
            "whom it lets in is not known",
        ),
        ({"principals": ("*",), "not_actions": ("s3:Put*",)}, ("all but some actions",), ""),
        ({"principals": ("*",), "not_actions": MANY}, ("all but some actions",), ""),
        ({"principals": ("*",), "actions": MANY}, ("all but some actions",), ""),
        (asks("StringEquals", "aws:SourceAccount", "111122223333"), (), ""),
        (asks("ArnLike", "aws:SourceArn", "*"), ("s3:GetObject",), ""),
        (asks("IpAddress", "aws:SourceIp", "192.0.2.0/24"), (), ""),
        (asks("IpAddress", "aws:SourceIp", "192.0.2.0/24", "0.0.0.0/0"), ("s3:GetObject",), ""),
        (asks("StringEquals", "s3:prefix", "a"), ("s3:GetObject",), ""),
        (asks("StringNotEquals", "aws:SourceAccount", "111122223333"), ("s3:GetObject",), ""),
        (asks("Null", "aws:SourceAccount", "false"), ("s3:GetObject",), ""),
        (asks("Bool", "aws:PrincipalIsAWSService", "true"), (), ""),
        (asks("Bool", "aws:SecureTransport", "true"), ("s3:GetObject",), ""),
    ],
)
def test_everyone_is_let_in_under_no_condition_of_who_or_where(
    values: dict[str, object], actions: tuple[str, ...], why: str
) -> None:
    """What does not say who comes keeps nobody out."""
    assert public_actions(one(**values)) == (actions, why)


def test_what_everyone_may_do_is_said_once_and_the_rest_is_read() -> None:
    """A denial, a statement for someone or one that is not known hides none that comes after."""
    someone = {**EVERYONE, "principals": (SOMEONE,)}
    before = both(one(**{**EVERYONE, "effect": "Deny"}), one(**someone), one(**EVERYONE))
    assert public_actions(both(before, before)) == (("s3:GetObject",), "")
    maybe = one(**{**EVERYONE, "principals": MANY})
    assert public_actions(both(maybe, one(**EVERYONE))) == (
        ("s3:GetObject",),
        "whom it lets in is not known",
    )
    assert public_actions(Policy(maybe.statements, "more")) == ((), "more")


@pytest.mark.parametrize(
    ("key", "values", "limited"),
    [
        ("aws:SourceIp", ("198.51.100.0/24",), True),
        ("aws:SourceIp", ("0.0.0.0/0",), False),
        ("aws:SourceIp", ("0.0.0.0/1", "128.0.0.0/1"), False),
        ("aws:SourceIp", ("10.0.0.0/8", "::/0"), False),
        ("aws:SourceIp", (MANY,), True),
        ("aws:SourceArn", ("arn:aws:s3:::logs",), True),
        ("aws:SourceArn", ("arn:aws:sns:*:*:*",), True),
        ("aws:SourceArn", ("arn:aws:*",), False),
        ("aws:SourceArn", ("arn:aws:*:*:*:*",), False),
        ("aws:SourceArn", ("arn:*",), False),
        ("aws:SourceArn", ("arn:aws:s3:::logs", "*"), False),
    ],
)
def test_a_condition_that_everyone_meets_limits_nothing(
    key: str,
    values: tuple[Plain, ...],
    limited: bool,  # noqa: FBT001
) -> None:
    """All addresses in two halves are all, and so is each part of an ARN left open."""
    assert limits(Condition("ArnLike", key, values)) is limited


def test_a_condition_that_cannot_be_read_may_limit() -> None:
    """A key that is all there is to know of it, or nothing."""
    assert limits(Condition("", "", MANY)) is True
    assert limits(Condition("StringLike", "aws:PrincipalTag/team", "a")) is True
    assert limits(Condition("StringLike", "token.actions.githubusercontent.com:sub", ("*",))) is (
        False
    )
    assert limits(Condition("StringEquals", "token.actions.githubusercontent.com:sub", "a")) is True


def test_who_is_trusted_is_who_a_statement_lets_in() -> None:
    """Not whom one denies; a list that is not known stays so."""
    policy = both(
        one(principals=("Service ec2.amazonaws.com",)),
        one(principals=("*",), effect="Deny"),
        one(principals=MANY),
    )
    assert trusted(policy) == ("Service ec2.amazonaws.com", MANY)


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({}, True),
        ({"effect": "Allow"}, False),
        ({"principals": (SOMEONE,)}, False),
        ({"conditions": ()}, False),
        ({"conditions": (Condition("Bool", "aws:securetransport", "False"),)}, True),
        ({"conditions": (Condition("Bool", "aws:SecureTransport", ("true",)),)}, False),
        ({"conditions": (Condition("Bool", "aws:SecureTransport", ("false", "true")),)}, False),
        ({"conditions": (Condition("Bool", "aws:ViaAWSService", ("false",)),)}, False),
    ],
)
def test_who_asks_in_the_clear_is_denied(
    values: dict[str, object],
    refused: bool,  # noqa: FBT001
) -> None:
    """Everyone, where the transport is not secure."""
    usual: dict[str, object] = {
        "effect": "Deny",
        "principals": ("*",),
        "actions": ("s3:*",),
        "conditions": (Condition("Bool", "aws:SecureTransport", ("false",)),),
    }
    assert refuses_clear(both(one(**EVERYONE), one(**{**usual, **values}))) is refused


TEXT = json.dumps({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})
S3 = Policy((Statement("Allow", actions=("s3:*",), resources=("*",)),))
OWN = resource("aws_iam_policy.own", name="own", policy=TEXT)
PEOPLE = (
    resource(ROLE, name="r"),
    resource("aws_iam_user.u", name="u"),
    resource("aws_iam_group.g", name="g"),
    resource("aws_ssoadmin_permission_set.s", name="s"),
)


def given(*instances: Instance) -> list[Grant]:
    """The grants beside the policy of its own, which lies there."""
    found = grants(Reader(configuration(*PEOPLE, OWN, *instances)))
    assert Grant(OWN.address, ("policy",), "a policy", (), S3) in found
    return [grant for grant in found if grant.address != OWN.address]


@pytest.mark.parametrize(
    ("type_", "attribute", "owner", "who"),
    [
        ("aws_iam_role_policy", "policy", "role", ROLE),
        ("aws_iam_user_policy", "policy", "user", "aws_iam_user.u"),
        ("aws_iam_group_policy", "policy", "group", "aws_iam_group.g"),
        (
            "aws_ssoadmin_permission_set_inline_policy",
            "inline_policy",
            "permission_set_arn",
            "aws_ssoadmin_permission_set.s",
        ),
    ],
)
def test_a_policy_of_somebody_is_theirs(type_: str, attribute: str, owner: str, who: str) -> None:
    """Of whom it is, may not be known."""
    says: dict[str, Plain] = {attribute: TEXT}
    mine = resource(f"{type_}.p", **{owner: ref(who, "arn")}, **says)
    assert given(mine) == [Grant(mine.address, (attribute,), "a policy", (who,), S3)]
    stray = resource(f"{type_}.p", **{owner: WAITS}, **says)
    assert given(stray) == [
        Grant(stray.address, (attribute,), "a policy", (), S3, f"whose policy {stray.address} is")
    ]


@pytest.mark.parametrize("type_", ATTACHED)
def test_a_policy_is_attached_by_its_arn(type_: str) -> None:
    """One of the configuration or of AWS, to one or to several."""
    attribute, owners = ATTACHED[type_]
    people = {
        "role": PEOPLE[0],
        "user": PEOPLE[1],
        "grou": PEOPLE[2],
        "perm": PEOPLE[3],
    }
    who = [people[name[:4]].address for name in owners]
    several = attribute.endswith("s")

    def attached(arn: Plain) -> list[Grant]:
        named = {name: ref(address, "name") for name, address in zip(owners, who, strict=True)}
        item = resource(f"{type_}.a", **named, **{attribute: (arn,) if several else arn})
        return given(item)

    path = (attribute, 0) if several else (attribute,)
    address = f"{type_}.a"
    own, arn = OWN.address, ref(OWN.address, "arn")
    assert attached(arn) == [Grant(address, path, own, tuple(who), S3)]
    (found,) = attached(ADMIN)
    assert (found.path, found.name, found.arn) == (path, "AdministratorAccess", ADMIN)
    assert wide_actions(found.policy) == (("*",), "")
    (found,) = attached(Sensitive(ADMIN))
    assert found.arn == ADMIN
    later = ADMIN.replace("AdministratorAccess", "MadeLater")
    (found,) = attached(later)
    assert found.policy == Policy((), f"{later} is a policy this table has not")
    (found,) = attached(WAITS)
    assert found.policy == Policy((), str(WAITS))
    stray = resource(f"{type_}.a", **{attribute: (arn,) if several else arn})
    (found,) = given(stray)
    assert found.untold == f"whom {address} is attached to"


def test_a_role_holds_policies_itself() -> None:
    """In blocks, and by the ARNs of others."""
    role = resource(
        "aws_iam_role.own",
        inline_policy=({"name": "a", "policy": TEXT}, MANY),
        managed_policy_arns=(ADMIN, ref(OWN.address, "arn")),
    )
    first, second, third, fourth = given(role)
    who = (role.address,)
    assert first == Grant(role.address, ("inline_policy", 0, "policy"), "inline", who, S3)
    assert second == Grant(
        role.address, ("inline_policy", 1, "policy"), "inline", who, Policy((), str(MANY))
    )
    assert (third.path, third.name) == (("managed_policy_arns", 0), "AdministratorAccess")
    assert fourth == Grant(role.address, ("managed_policy_arns", 1), OWN.address, who, S3)
    unknown = resource("aws_iam_role.own", inline_policy=MANY)
    assert given(unknown) == [
        Grant(role.address, ("inline_policy",), "inline", who, Policy((), str(MANY)))
    ]


def test_a_policy_that_is_looked_up_is_the_one_of_aws() -> None:
    """By its name or ARN; of another only AWS knows what it says."""

    def found(**values: Plain) -> Grant:
        data = resource("data.aws_iam_policy.d", **values)
        (grant,) = given(
            data,
            resource(
                "aws_iam_role_policy_attachment.a",
                role=ref(ROLE, "name"),
                policy_arn=ref(data.address, "arn"),
            ),
        )
        return grant

    by_its_name = found(name="AdministratorAccess")
    assert (by_its_name.name, by_its_name.arn) == ("AdministratorAccess", ADMIN)
    assert found(arn=ADMIN) == by_its_name
    assert found(name="mine").policy == Policy((), "data.aws_iam_policy.d is asked of AWS")
    assert found(name="mine", policy=TEXT).policy == S3


def test_the_table_of_aws_knows_wide_policies_and_readers_of_secrets() -> None:
    """By ARN in each partition; what has no wildcard and reads no secret says nothing."""
    assert is_managed("arn:aws-cn:iam::aws:policy/AdministratorAccess")
    assert not is_managed("arn:aws:iam::111122223333:policy/AdministratorAccess")
    admin = by_arn(ADMIN)
    assert admin is not None
    assert admin.wide == ("*",)
    assert not admin.all_but
    assert by_name("AdministratorAccess") == admin
    assert by_name("NoSuchPolicy") is by_arn(f"{ADMIN}s") is None
    power = by_name("PowerUserAccess")
    assert power is not None
    assert "iam:*" in power.all_but
    assert power.wide == ()
    secrets = by_name("SecretsManagerReadWrite")
    assert secrets is not None
    assert secrets.wide == ("secretsmanager:*",)

    def attached(name: str) -> Policy:
        (grant,) = given(
            resource(
                "aws_iam_role_policy_attachment.a",
                role=ref(ROLE, "name"),
                policy_arn=f"arn:aws:iam::aws:policy/{name}",
            )
        )
        return grant.policy

    assert [certain for _, certain in allows(attached("SecretsManagerReadWrite"), READS)] == [True]
    assert not may_allow(attached("AmazonS3FullAccess"), READS)
    assert "s3:*" in wide_actions(attached("AmazonS3FullAccess"))[0]
    (wide,), why = wide_actions(attached("PowerUserAccess"))
    assert wide.startswith("all but ")
    assert "iam:*" in wide
    assert not why
    assert not may_allow(attached("PowerUserAccess"), "iam:PassRole")
    assert may_allow(attached("PowerUserAccess"), READS)
    assert attached("AmazonSQSReadOnlyAccess") == Policy(())


def test_a_resource_says_who_may_use_it() -> None:
    """Who may assume a role as well; what has no policy says nothing."""
    queue = resource("aws_sqs_queue_policy.q", policy=TEXT)
    role = resource("aws_iam_role.trusts", assume_role_policy=TEXT)
    found = accesses(Reader(configuration(queue, role, resource("aws_sqs_queue.none"))))
    assert {(item.address, item.path) for item in found} == {
        (queue.address, ("policy",)),
        (role.address, ("assume_role_policy",)),
    }
    assert all(item.policy == S3 for item in found)


def bounded(boundary: Plain, *others: Instance) -> Policy:
    """The policy that bounds a role."""
    role = resource("aws_iam_role.own", permissions_boundary=boundary)
    found = boundaries(Reader(configuration(*PEOPLE, OWN, role, *others)))
    assert list(found) == [role.address]
    return found[role.address]


def test_a_boundary_is_a_policy() -> None:
    """Of AWS's own only what it allows with a wildcard is known; another's is not read."""
    assert bounded(ref(OWN.address, "arn")) == S3
    own = bounded(ADMIN)
    assert wide_actions(Policy(own.statements)) == (("*",), "")
    assert own.unread == "of a policy of AWS only what it allows with a wildcard is known"
    assert bounded(WAITS) == Policy((), str(WAITS))


def test_a_policy_that_only_bounds_grants_nobody() -> None:
    """One that is attached as well does."""
    bounds = resource("aws_iam_user.b", permissions_boundary=ref(OWN.address, "arn"))
    attached = resource(
        "aws_iam_role_policy_attachment.a", role=ref(ROLE), policy_arn=ref(OWN.address, "arn")
    )
    holds = resource("aws_iam_role.h", managed_policy_arns=(ref(OWN.address, "arn"),))
    assert bounding_only(Reader(configuration(OWN, bounds))) == {OWN.address}
    assert bounding_only(Reader(configuration(OWN))) == frozenset()
    assert bounding_only(Reader(configuration(OWN, PEOPLE[0], bounds, attached))) == frozenset()
    assert bounding_only(Reader(configuration(OWN, bounds, holds))) == frozenset()


@pytest.mark.parametrize(
    ("granted", "boundary", "left"),
    [
        (("s3:*",), one(actions=("s3:*",)), ("s3:*",)),
        (("s3:*",), one(actions=("*",)), ("s3:*",)),
        (("s3:*",), one(actions=("sqs:*",)), ()),
        (("s3:*",), one(actions=("s3:Get*",)), ()),
        (("s3:*",), one(not_actions=("iam:*",)), ("s3:*",)),
        (("s3:*",), Policy((), "it is not known"), ("s3:*",)),
        (("*",), one(actions=("s3:*", "sqs:SendMessage")), ("s3:*",)),
        (("*",), one(actions=("*",)), ("*",)),
        (("*",), one(not_actions=("iam:*",)), ("all but iam:*",)),
        (("s3:*", "sqs:*"), one(actions=("sqs:*",)), ("sqs:*",)),
    ],
)
def test_a_boundary_leaves_what_it_allows_itself(
    granted: tuple[str, ...], boundary: Policy, left: tuple[str, ...]
) -> None:
    """Of all principals: one who is not bounded has it all."""
    grant = Grant("p", (), "p", (ROLE,), one(actions=granted))
    assert wide_within(grant, {ROLE: boundary}) == (left, "")
    assert wide_within(grant, {}) == (granted, "")
    two = Grant("p", (), "p", (ROLE, "aws_iam_user.u"), one(actions=granted))
    assert wide_within(two, {ROLE: boundary}) == (granted, "")
    assert wide_within(two, {ROLE: boundary, "aws_iam_user.u": boundary}) == (left, "")
    nobody = Grant("p", (), "p", (), one(actions=granted))
    assert wide_within(nobody, {ROLE: boundary}) == (granted, "")


def test_all_but_some_is_left_as_it_is() -> None:
    """What a boundary leaves of it is not worked out: it is not hidden."""
    grant = Grant("p", (), "p", (ROLE,), one(not_actions=("iam:*",)))
    assert wide_within(grant, {ROLE: one(actions=("s3:Get*",))}) == (("all but iam:*",), "")


def read(value: Plain, *others: Instance) -> Policy:
    """The policy an attribute's value is."""
    return policy_of(Reader(configuration(*others)), value)


def text(**statement: object) -> str:
    """A policy of one statement as JSON."""
    return json.dumps({"Statement": [statement]})


def test_every_field_of_a_statement_is_read() -> None:
    """One text or a list; principals by kind; each key of a condition."""
    found = read(
        text(
            Effect="Deny",
            NotAction=["a:B", "c:D"],
            NotResource="arn",
            Principal={"Service": ["ec2", "ecs"], "AWS": "*"},
            Condition={"StringLike": {"aws:a": "1", "aws:b": ["2", "3"]}},
        )
    )
    assert found == Policy(
        (
            Statement(
                "Deny",
                not_actions=("a:B", "c:D"),
                not_resources=("arn",),
                principals=("Service ec2", "Service ecs", "AWS *"),
                conditions=(
                    Condition("StringLike", "aws:a", ("1",)),
                    Condition("StringLike", "aws:b", ("2", "3")),
                ),
            ),
        )
    )
    assert read(text(Principal="*", NotPrincipal={"AWS": "x"})).statements == (
        Statement("Allow", principals=("*",), not_principals=("AWS x",)),
    )
    assert read(Sensitive(TEXT)) == S3
    assert read("") == read(None) == Policy(())


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("{", "its text is no valid JSON"),
        ("[]", "it is no policy document"),
        (WAITS, str(WAITS)),
    ],
)
def test_what_is_no_policy_is_said(value: Plain, why: str) -> None:
    """And no statement is made up."""
    assert read(value) == Policy((), why)


def block(**values: Plain) -> Instance:
    """A policy document of one statement, unless it says otherwise."""
    return resource("data.aws_iam_policy_document.d", statement=(values,))


def documented(document: Instance, *others: Instance) -> Policy:
    """What a reference to the JSON of a document says."""
    return read(ref(document.address, "json"), document, *others)


def test_a_document_says_the_same_in_blocks() -> None:
    """Conditions and principals are blocks; what is left out allows."""
    document = block(
        actions=("s3:Get*",),
        resources=("*",),
        principals=(
            {"type": "AWS", "identifiers": ("a", WAITS)},
            {"type": "*", "identifiers": ("*",)},
        ),
        not_principals=({"type": "AWS", "identifiers": MANY},),
        condition=({"test": "Bool", "variable": "aws:a", "values": ("true",)}, MANY),
    )
    assert documented(document) == Policy(
        (
            Statement(
                "Allow",
                actions=("s3:Get*",),
                resources=("*",),
                principals=("AWS a", WAITS, "*"),
                not_principals=MANY,
                conditions=(Condition("Bool", "aws:a", ("true",)), Condition("", "", MANY)),
            ),
        )
    )
    denied = block(effect="Deny", not_actions=MANY, not_resources=("arn",), condition=MANY)
    assert documented(denied) == Policy(
        (
            Statement(
                "Deny",
                not_actions=MANY,
                not_resources=("arn",),
                conditions=(Condition("", "", MANY),),
            ),
        )
    )


@pytest.mark.parametrize(
    ("principals", "expected"),
    [
        (MANY, MANY),
        ((MANY,), MANY),
        (({"type": WAITS, "identifiers": ("a",)},), WAITS),
        (({"type": "AWS", "identifiers": MANY},), MANY),
    ],
)
def test_principals_that_are_not_known_stay_so(principals: Plain, expected: Plain) -> None:
    """As a whole."""
    (statement,) = documented(block(principals=principals)).statements
    assert statement.principals == expected


def test_a_document_counts_its_sources() -> None:
    """Those it overrides with as well; what cannot be read is said, and hides nothing."""
    name = "data.aws_iam_policy_document.d"
    whole = resource(
        name,
        source_policy_documents=(TEXT,),
        override_policy_documents=(TEXT,),
        statement=({"actions": ("s3:*",), "resources": ("*",)},),
    )
    assert documented(whole) == Policy(S3.statements * 3)
    partly = resource(name, source_policy_documents=(WAITS, TEXT), statement=(MANY,))
    assert documented(partly) == Policy(S3.statements, str(WAITS))
    blocks = resource(name, source_policy_documents=(TEXT,), statement=MANY)
    assert documented(blocks) == Policy(S3.statements, str(MANY))
    some = resource(name, statement=({"actions": ("s3:*",), "resources": ("*",)}, MANY))
    assert documented(some) == Policy(S3.statements, str(MANY))


@pytest.mark.parametrize(
    ("conditions", "asked"),
    [
        ((("aws:SourceVpc",),), ("aws:SourceVpc",)),
        ((("aws:SourceVpc", "aws:ViaAWSService"),), ("aws:SourceVpc", "aws:ViaAWSService")),
        ((("aws:SourceVpc",), ("aws:ViaAWSService",)), ("aws:SourceVpc", "aws:ViaAWSService")),
        ((("aws:SourceVpc",), ()), ()),
        (((), ("aws:SourceVpc",)), ()),
        ((("",),), ()),
        ((("aws:SourceVpc", ""),), ()),
        ((("aws:SourceVpc",), ("",)), ()),
        ((("",), ("aws:SourceVpc",)), ()),
    ],
)
def test_what_is_asked_of_a_wide_action_is_asked_wherever_it_is_allowed(
    conditions: tuple[tuple[str, ...], ...], asked: tuple[str, ...]
) -> None:
    """Where one statement asks nothing, or something that is not known, nothing is told."""
    statements = (
        one(actions=("s3:*",), conditions=tuple(Condition("Bool", key, ("true",)) for key in keys))
        for keys in conditions
    )
    assert asked_of_wide(both(*statements)) == {"s3:*": asked}
