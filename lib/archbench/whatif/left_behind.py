"""Zones that stay written out where a scenario moves what stands in them to another region."""

from collections.abc import Mapping

from archbench.errors import InputError
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Configuration, Instance

_ZONES = ("availability_zone", "availability_zones")


def must_follow(before: Configuration, after: Configuration) -> None:
    """Raise InputError where a zone was of its region before and is of another one after.

    Terraform would be refused by AWS, and no price or drill is about such a stack.
    """
    known = _elsewhere(before)
    for address, (instance, name, zone) in _elsewhere(after).items():
        if address not in known:
            raise InputError(
                f"{instance.address} stays in {zone} ({instance.at(name)}) while its region is "
                f"{instance.region}: change its zones with the region, or take them from "
                "data.aws_availability_zones."
            )


def _elsewhere(configuration: Configuration) -> Mapping[str, tuple[Instance, str, str]]:
    """What names a zone that is not of its region, by address: the argument, and the zone."""
    return {
        instance.address: (instance, name, zones[0])
        for instance in configuration.managed()
        if isinstance(instance.region, str)
        for name in _ZONES
        if (zones := _outside(instance.region, instance.values.get(name)))
    }


def _outside(region: str, value: Plain) -> list[str]:
    """The zones an argument names, as far as they are known, that are not of a region."""
    parts = value if isinstance(value, tuple | frozenset) else (value,)
    return sorted(x for x in parts if isinstance(x, str) and not x.startswith(region))
