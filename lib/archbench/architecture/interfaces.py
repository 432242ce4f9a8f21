"""Network interfaces of instances, the groups they wear, and the elastic addresses they have."""

from collections.abc import Iterable, Mapping

from archbench.architecture.joins import Reader, items
from archbench.terraform.configuration import Instance

_INTERFACE = "aws_network_interface"


def interfaces(reader: Reader, machines: Iterable[Instance]) -> Mapping[str, tuple[Instance, ...]]:
    """The interfaces of each instance by its address: those it names, and those attached to it."""
    found: dict[str, dict[str, Instance]] = {}

    def tie(machine: Iterable[Instance], faces: Iterable[Instance]) -> None:
        kept = {face.address: face for face in faces if face.type == _INTERFACE}
        for item in machine:
            found.setdefault(item.address, {}).update(kept)

    for machine in machines:
        for index in range(len(items(machine, "network_interface"))):
            tie([machine], reader.many(machine, "network_interface", index, "network_interface_id"))
        primary = items(machine, "primary_network_interface")
        for index in range(len(primary)):
            path = ("primary_network_interface", index, "network_interface_id")
            tie([machine], reader.many(machine, *path))
    for face in reader.of_type(_INTERFACE):
        for index in range(len(items(face, "attachment"))):
            tie(reader.many(face, "attachment", index, "instance"), [face])
    for item in reader.of_type("aws_network_interface_attachment"):
        tie(reader.many(item, "instance_id"), reader.many(item, "network_interface_id"))
    return {address: tuple(faces.values()) for address, faces in found.items()}


def worn(reader: Reader) -> Mapping[str, tuple[str, ...]]:
    """The addresses of the security groups that each interface wears, by its address.

    Of the primary interface of an instance, which is no resource: what is put on it besides, by the
    instance's address.
    """
    found = {
        face.address: [group.address for group in reader.many(face, "security_groups")]
        for face in reader.of_type(_INTERFACE)
    }
    for item in reader.of_type("aws_network_interface_sg_attachment"):
        added = [group.address for group in reader.many(item, "security_group_id")]
        for face in reader.many(item, "network_interface_id"):
            found.setdefault(face.address, []).extend(added)
    return {address: tuple(dict.fromkeys(groups)) for address, groups in found.items()}


def puts_on_told(reader: Reader) -> bool:
    """Whether every group that is put on an interface besides, and on which, can be told."""
    return all(
        reader.is_told(item, name)
        for item in reader.of_type("aws_network_interface_sg_attachment")
        for name in ("security_group_id", "network_interface_id")
    )


def elastic_addresses(reader: Reader) -> Mapping[str, tuple[str, ...]]:
    """The elastic addresses on each instance or interface, by its address."""
    found: dict[str, dict[str, None]] = {}
    for item in reader.of_type("aws_eip"):
        for way in ("instance", "network_interface"):
            for holder in reader.many(item, way):
                found.setdefault(holder.address, {})[item.address] = None
    for item in reader.of_type("aws_eip_association"):
        given = [address.address for address in reader.many(item, "allocation_id")]
        for way in ("instance_id", "network_interface_id"):
            for holder in reader.many(item, way):
                found.setdefault(holder.address, {}).update(dict.fromkeys(given or [item.address]))
    return {address: tuple(held) for address, held in found.items()}
