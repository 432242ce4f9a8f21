"""What the policies of a part's role let it reach."""

from collections.abc import Container, Iterator

from archbench.architecture.anchors import Anchors
from archbench.architecture.joins import Reader
from archbench.architecture.part import Relation
from archbench.architecture.standing import named
from archbench.aws.places import paths
from archbench.terraform.configuration import Instance, Path


def granted(anchors: Anchors, reached: Container[str]) -> Iterator[Relation]:
    """What the policies of a part's roles name, of these roles: the part may reach it."""
    reader = anchors.reader
    reaches: dict[str, dict[str, tuple[Instance, Path]]] = {}
    for role, policy in _policies(reader):
        for path, target in anchors.behind(policy):
            reaches.setdefault(role, {}).setdefault(target.address, (policy, path))
    for item, here in anchors.stating():
        roles = (one for way in paths(item.type, "role") for one in named(reader, item, way))
        for name in dict.fromkeys(name for one in roles for name in _roles(reader, one)):
            for address, (policy, path) in reaches.get(name, {}).items():
                for part in anchors.of(address):
                    if anchors.parts[part].kind.role in reached:
                        for source in here:
                            via = (policy.address,)
                            yield Relation("grant", source, part, "", via, policy.at(*path))


def _roles(reader: Reader, item: Instance) -> Iterator[str]:
    """A role, or the one an instance profile passes on."""
    if item.type == "aws_iam_instance_profile":
        yield from (one.address for one in named(reader, item, "role"))
    else:
        yield item.address


def _policies(reader: Reader) -> Iterator[tuple[str, Instance]]:
    """The address of each role with each policy it has."""
    for item in reader.of_type("aws_iam_role"):
        yield from ((item.address, one) for one in named(reader, item, "managed_policy_arns"))
        if "inline_policy" in item.values:
            yield item.address, item
    for item in reader.of_type("aws_iam_role_policy"):
        yield from ((role.address, item) for role in named(reader, item, "role"))
    for item in reader.of_type("aws_iam_role_policy_attachment", "aws_iam_policy_attachment"):
        for policy in named(reader, item, "policy_arn"):
            for way in ("role", "roles"):
                yield from ((role.address, policy) for role in named(reader, item, way))
