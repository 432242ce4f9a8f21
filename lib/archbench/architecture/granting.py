"""What policies let parts, and the identities nobody wears, reach, and what they may do there."""

from collections.abc import Container, Iterator

from archbench.architecture.anchors import Anchors
from archbench.architecture.joins import Reader
from archbench.architecture.part import Relation
from archbench.architecture.policy_text import Statement, policy_of
from archbench.architecture.standing import named
from archbench.aws.places import paths
from archbench.aws.values import value_at
from archbench.hcl.values import Plain, Unknown, bare
from archbench.patterns import regex
from archbench.terraform.configuration import Instance, Path

_HOLE = regex(r"\$\{([^}]+)\}")
"""A value that is not known yet, in a text that is known around it."""


def granted(anchors: Anchors, reached: Container[str]) -> Iterator[Relation]:
    """What policies name, of these roles: who wears the role may reach it, else the identity."""
    wearers, statements = _wearers(anchors), _Statements(anchors)
    for identity, targets in _reaches(anchors).items():
        sources = wearers.get(identity) or dict.fromkeys(anchors.of(identity))
        for address, named_by in targets.items():
            parts = [one for one in anchors.of(address) if anchors.parts[one].kind.role in reached]
            actions = statements.allow(named_by, address) if parts and sources else None
            if actions is None:
                continue
            policy, path = named_by[0]
            for part in parts:
                for source in sources:
                    via = (policy.address,)
                    yield Relation("grant", source, part, "", via, policy.at(*path), actions)


def _reaches(anchors: Anchors) -> dict[str, dict[str, list[tuple[Instance, Path]]]]:
    """By the address of each identity, what its policies name, and where."""
    found: dict[str, dict[str, list[tuple[Instance, Path]]]] = {}
    for identity, policy in _policies(anchors.reader):
        for path, target in anchors.behind(policy):
            named_by = found.setdefault(identity, {}).setdefault(target.address, [])
            if (policy, path) not in named_by:
                named_by.append((policy, path))
    return found


def _wearers(anchors: Anchors) -> dict[str, dict[str, None]]:
    """By the address of each role, the parts that act with it."""
    found: dict[str, dict[str, None]] = {}
    for item, here in anchors.stating():
        acting = [part for part in here if anchors.parts[part].kind.service != "IAM"]
        for role in _worn(anchors, item):
            found.setdefault(role, {}).update(dict.fromkeys(acting))
    return found


class _Statements:
    """The statements of policies and what they name, each policy read once."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors
        self._read: dict[tuple[str, Path], list[tuple[Statement, set[str], set[str]]]] = {}

    def allow(self, named_by: list[tuple[Instance, Path]], target: str) -> tuple[str, ...] | None:
        """The actions that policies allow on what they name, as they are written, in order.

        None where they name it only to deny it, or to leave it out of what they allow.
        """
        actions: set[str] = set()
        let_in = refused = False
        for policy, path in named_by:
            for statement, reached, spared in self._of(policy, path):
                if target in (reached if statement.effect == "Deny" else spared):
                    refused = True
                elif target in reached:
                    let_in = True
                    actions.update(_actions(statement))
        return None if refused and not let_in else tuple(sorted(actions))

    def _of(self, policy: Instance, path: Path) -> list[tuple[Statement, set[str], set[str]]]:
        """The statements, each with what its resources name and what it leaves out."""
        key = (policy.address, path)
        if key not in self._read:
            told = policy_of(self._anchors.reader, value_at(policy, path)).statements
            self._read[key] = [
                (one, self._all(one.resources), self._all(one.not_resources)) for one in told
            ]
        return self._read[key]

    def _all(self, resources: Plain) -> set[str]:
        """The addresses of what resources name, one by one."""
        return {one for value in _listed(resources) for one in self._named(value)}

    def _named(self, value: Plain) -> Iterator[str]:
        if isinstance(value, Unknown):
            for origin in value.origins:
                yield from (one.address for one in self._anchors.resolved(origin.subject))
        elif isinstance(value, str):
            configuration = self._anchors.reader.configuration
            yield from (one.address for one in configuration.written(value))
            for hole in _HOLE.findall(value):
                yield from (one.address for at in hole.split(", ") for one in self._behind(at))

    def _behind(self, reference: str) -> tuple[Instance, ...]:
        """What a reference to an attribute, as Terraform writes it, is an attribute of."""
        found: tuple[Instance, ...] = ()
        while not found and (reference := reference.rpartition(".")[0]):
            found = self._anchors.resolved(reference)
        return found


def _listed(value: Plain) -> tuple[Plain, ...]:
    value = bare(value)
    return value if isinstance(value, tuple) else (value,)


def _actions(statement: Statement) -> Iterator[str]:
    """The actions that a statement is known to allow; "*" where it allows all but some."""
    if statement.effect != "Allow":
        return
    if statement.not_actions != ():
        yield "*"
    yield from (action for action in _listed(statement.actions) if isinstance(action, str))


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
