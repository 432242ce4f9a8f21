"""What ties a whole VPC to something: attachments, peerings, gateways, where its flow logs go."""

from collections.abc import Iterable

from archbench.architecture.anchors import Anchors
from archbench.architecture.network import VPC_TYPES
from archbench.architecture.part import Relation
from archbench.architecture.relating import statements
from archbench.aws.catalogue import kind_of
from archbench.terraform.address import natural


def attachments(anchors: Anchors) -> tuple[Relation, ...]:
    """Every attachment with a VPC at one end or both, and every event of a whole VPC, in order.

    The first of its via names the attachment.
    """
    parts, configuration = anchors.parts, anchors.reader.configuration
    known = configuration.by_address

    def ends(address: str) -> Iterable[str]:
        return (address,) if known[address].type in VPC_TYPES else anchors.of(address)

    found: dict[tuple[str, str, str], Relation] = {}
    for item in configuration.managed():
        for told in statements(anchors, item, kind_of(item.type)):
            if told.kind not in ("attachment", "event"):
                continue
            for source in ends(told.source):
                for target in ends(told.target):
                    if source != target and not {source, target} <= set(parts):
                        relation = Relation(
                            told.kind, source, target, told.label, (told.via,), told.range
                        )
                        found.setdefault((source, target, told.via), relation)
    return tuple(found[key] for key in sorted(found, key=lambda key: tuple(map(natural, key))))
