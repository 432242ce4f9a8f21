"""What of a configuration is alive, and under which names CloudWatch knows it."""

from dataclasses import dataclass

from archbench.metrics.catalogue import Dimensions


@dataclass(frozen=True, slots=True, order=True)
class Bound:
    """A live thing, by one set of dimensions that it publishes under.

    What publishes under several sets has one Bound each: an Aurora cluster as a whole, its writer,
    its readers.

    address  in the configuration; "" where only an output or AWS names it
    type     of the resource, canonical
    region   where it stands; "" where nothing says
    account  the twelve digits; "" where nothing says
    source   where its identity was read: "state", "configuration", 'output "balancer"', "AWS"
    """

    address: str
    type: str
    region: str
    account: str
    dimensions: Dimensions
    source: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Unbound:
    """What the catalogue has metrics of and no live identity is known for, and why."""

    address: str
    reason: str
