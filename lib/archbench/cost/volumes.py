"""EBS volumes of machines: what each costs, and which a machine has, each device once.

https://aws.amazon.com/ebs/pricing/
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archbench.aws.ec2 import ROOT_DEVICES
from archbench.cost.charge import (
    Charge,
    Resource,
    amount,
    blocks_of,
    either,
    first,
    known,
)
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Configuration


@dataclass(frozen=True, slots=True)
class Disk:
    """A volume as a configuration writes it."""

    label: str
    values: Mapping[str, Plain]
    default_type: str = ""
    """The type when none is set; "" when the machine image decides it."""


def disks(
    own: Mapping[str, Plain],
    template: Mapping[str, Plain],
    where: str,
    configuration: Configuration,
) -> dict[str, Disk]:
    """Every volume of a machine by device, the root volume first and under "root" when it is told.

    own are the values of the instance or launch configuration, template those of the template it
    starts from; what both say of a device is one volume, and the instance wins. A volume that is a
    resource of its own is left to it: a state shows those among the devices too.

    Raises:
        UndecidedError: it is unknown which volumes there are, or whether two are the same.
    """
    found: dict[str, Disk] = {}
    mappings = blocks_of(template, "block_device_mappings", where)
    roots, others = (blocks_of(own, f"{x}_block_device", where) for x in ("root", "ebs"))
    if mappings and (roots or others):
        for mapping in (*mappings, *others):
            known(mapping.get("device_name"), f"{where} device_name")
    for mapping in mappings:
        if disk := first(mapping, "ebs", where):
            device = _device(mapping)
            is_root = device in ROOT_DEVICES and "root" not in found
            found["root" if is_root else device or f"#{len(found)}"] = Disk(_label(device), disk)
    for disk in roots:
        before = found.get("root")
        found["root"] = Disk("Root volume", {**(before.values if before else {}), **disk})
    for disk in others:
        if configuration.target(disk.get("volume_id")) or disk.get("no_device") is True:
            continue
        device = _device(disk)
        key = device or f"#{len(found)}"
        before = found.get(key)
        values = {**before.values, **disk} if before else disk
        found[key] = Disk(_label(device), values, "gp2")
    return dict(sorted(found.items(), key=lambda pair: pair[0] != "root"))


def _device(mapping: Mapping[str, Plain]) -> str:
    name = mapping.get("device_name")
    return name if isinstance(name, str) else ""


def _label(device: str) -> str:
    return f"Volume {device}" if device else "Volume"


def volume_charges(
    resource: Resource,
    disk: Disk,
    count: Amount | int = 1,
    *,
    size_key: str = "volume_size",
    type_key: str = "volume_type",
) -> Iterator[Charge | Unpriced]:
    """Storage, provisioned IOPS and throughput of count equal EBS volumes.

    gp3 includes 3,000 IOPS and 125 MiB/s; io1 and io2 bill every provisioned IOPS.
    """
    number = Quantity.of(count) if isinstance(count, int) else count
    volume, label = disk.values, disk.label
    kind = known(either(volume.get(type_key), disk.default_type), f"{resource.address} {type_key}")
    if kind is None:
        yield Unpriced(
            resource.address,
            f"{label}: no price: {type_key} is not set, and the machine image decides it",
        )
        return
    of_label = f"{size_key} of {label}" if label else f"{resource.address}.{size_key}"
    size = amount(volume.get(size_key), of_label)
    where = f"{label}, {kind}" if label else f"EBS volume, {kind}"
    each = "" if number == Quantity.of(1) else " x volumes"
    yield Charge(
        "AmazonEC2", f"ebs-storage:{kind}", where, size * number, formula=f"{_show(size)} GB{each}"
    )
    iops = amount(volume.get("iops"), "iops")
    if kind in ("io1", "io2"):
        yield Charge(
            "AmazonEC2",
            f"ebs-iops:{kind}",
            f"{where}, provisioned IOPS",
            iops * number,
            formula=f"{_show(iops)} IOPS{each}",
            tiers_apart=True,
        )
    elif kind == "gp3":
        yield from _beyond(
            volume.get("iops"), 3000, number, "ebs-iops:gp3", f"{where}, IOPS beyond 3,000"
        )
        yield from _beyond(
            volume.get("throughput"),
            125,
            number,
            "ebs-throughput:gp3",
            f"{where}, MiB/s beyond 125",
        )
    elif kind == "standard":
        yield resource.used(
            "AmazonEC2", "ebs-io:standard", f"{where}, I/O requests", "monthly_standard_io_requests"
        )


def _beyond(
    value: Plain, included: int, count: Amount, item: str, description: str
) -> Iterator[Charge]:
    if value is None:
        return
    said = amount(value, description)
    extra = said.beyond(included) if isinstance(said, Quantity) else said
    if isinstance(extra, Open) or extra.high > 0:
        yield Charge(
            "AmazonEC2", item, description, extra * count, formula=f"{_show(said)} - {included:,}"
        )


def _show(number: Amount) -> str:
    return f"{number.likely:,f}" if isinstance(number, Quantity) else "?"
