"""What policies let parts, and the identities nobody wears, reach."""

from collections.abc import Container, Iterator

from archbench.architecture.anchors import Anchors
from archbench.architecture.joins import Reader
from archbench.architecture.part import Relation
from archbench.architecture.standing import named
from archbench.aws.places import paths
from archbench.terraform.configuration import Instance, Path


def granted(anchors: Anchors, reached: Container[str]) -> Iterator[Relation]:
    """What policies name, of these roles: who wears the role may reach it, else the identity."""
    reader = anchors.reader
    reaches: dict[str, dict[str, tuple[Instance, Path]]] = {}
    for identity, policy in _policies(reader):
        for path, target in anchors.behind(policy):
            reaches.setdefault(identity, {}).setdefault(target.address, (policy, path))
    wearers: dict[str, dict[str, None]] = {}
    for item, here in anchors.stating():
        acting = [part for part in here if anchors.parts[part].kind.service != "IAM"]
        for role in _worn(anchors, item):
            wearers.setdefault(role, {}).update(dict.fromkeys(acting))
    for identity, named_by in reaches.items():
        sources = wearers.get(identity) or dict.fromkeys(anchors.of(identity))
        for address, (policy, path) in named_by.items():
            for part in anchors.of(address):
                if anchors.parts[part].kind.role in reached:
                    for source in sources:
                        via = (policy.address,)
                        yield Relation("grant", source, part, "", via, policy.at(*path))


def _worn(anchors: Anchors, item: Instance) -> Iterator[str]:
    """The addresses of the roles an instance acts with; an OpenAPI text names them in its body."""
    for way in paths(item.type, "role"):
        for one in named(anchors.reader, item, way):
            yield from _roles(anchors.reader, one)
    for path, one in anchors.behind(item):
        if path[:1] == ("body",) and one.type == "aws_iam_role":
            yield one.address


def _roles(reader: Reader, item: Instance) -> Iterator[str]:
    """A role, or the one an instance profile passes on."""
    if item.type == "aws_iam_instance_profile":
        yield from (one.address for one in named(reader, item, "role"))
    else:
        yield item.address


def _policies(reader: Reader) -> Iterator[tuple[str, Instance]]:
    """The address of each role, user and group with each policy it has."""
    for item in reader.of_type("aws_iam_role"):
        yield from ((item.address, one) for one in named(reader, item, "managed_policy_arns"))
        if "inline_policy" in item.values:
            yield item.address, item
    for who in ("role", "user", "group"):
        for item in reader.of_type(f"aws_iam_{who}_policy"):
            yield from ((one.address, item) for one in named(reader, item, who))
        attachments = (f"aws_iam_{who}_policy_attachment", "aws_iam_policy_attachment")
        for item in reader.of_type(*attachments):
            for policy in named(reader, item, "policy_arn"):
                for way in (who, f"{who}s"):
                    yield from ((one.address, policy) for one in named(reader, item, way))
