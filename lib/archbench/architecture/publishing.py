"""Whether CloudWatch may publish to a topic: its policy, and that of the key it is encrypted with.

A topic without a policy takes messages of its own account; one that is encrypted with aws/sns, or
with a key whose policy does not let cloudwatch.amazonaws.com use it, gets no alarm:
https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html.
"""

from collections.abc import Iterator

from archbench.architecture.element import Told
from archbench.architecture.joins import Reader, text
from archbench.architecture.near import near
from archbench.architecture.policy_allows import allows
from archbench.architecture.policy_text import Policy, policy_of
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Instance

_ITSELF = "Service cloudwatch.amazonaws.com"
_EVERYONE = ("*", "AWS *")


def takes_alarms(reader: Reader, topic: Instance) -> Told:
    """Whether an alarm's message reaches the topic; None while that cannot be told."""
    answers = (_by_policy(reader, topic), _by_key(reader, topic))
    return False if False in answers else None if None in answers else True


def _by_policy(reader: Reader, topic: Instance) -> Told:
    texts = [topic.get("policy")] if topic.get("policy") is not None else []
    for item in reader.of_type("aws_sns_topic_policy"):
        if not reader.is_told(item, "arn"):
            return None
        if reader.one(item, "arn") == topic.address:
            texts.append(item.get("policy"))
    return True if not texts else _let_in(reader, texts, "sns:Publish")


def _by_key(reader: Reader, topic: Instance) -> Told:
    value = topic.get("kms_master_key_id")
    if value is None or value == "":
        return True
    if text(value).endswith("alias/aws/sns"):
        return False
    key = _key(reader, topic)
    if key is None:
        return None
    texts = [key.get("policy")]
    texts += [
        item.get("policy")
        for item in reader.of_type("aws_kms_key_policy")
        if reader.one(item, "key_id") == key.address
    ]
    if all(given is None for given in texts):
        return False  # the default policy lets in principals of the account, no service
    return _let_in(reader, texts, "kms:GenerateDataKey")


def _key(reader: Reader, topic: Instance) -> Instance | None:
    """The key of the configuration, also when an alias names it."""
    value = topic.get("kms_master_key_id")
    named = [
        alias
        for alias in reader.of_type("aws_kms_alias")
        if isinstance(value, str) and alias.values.get("name") == value and near(alias, topic)
    ]
    if not named and reader.is_told(topic, "kms_master_key_id"):
        named = list(reader.many(topic, "kms_master_key_id"))
    found = named[0] if len(named) == 1 else None
    if found is not None and found.type == "aws_kms_alias":
        found = reader.instance(found, "target_key_id")
    return found if found is not None and found.type == "aws_kms_key" else None


def _let_in(reader: Reader, texts: list[Plain], action: str) -> Told:
    policies = [policy_of(reader, given) for given in texts if given is not None]
    answers = {certain for policy in policies for certain in _lets(policy, action)}
    if True in answers:
        return True
    return None if answers or any(policy.unread for policy in policies) else False


def _lets(policy: Policy, action: str) -> Iterator[bool]:
    """Each time CloudWatch is let in by name, or with everyone but for callers of some service."""
    for statement, certain in allows(policy, action):
        names = statement.principals if isinstance(statement.principals, tuple) else ()
        limited = any(item.key.lower().startswith("kms:") for item in statement.conditions)
        if _ITSELF in names or (not limited and any(name in _EVERYONE for name in names)):
            yield certain
