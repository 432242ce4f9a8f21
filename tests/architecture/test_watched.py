"""What stands where an architecture was looked at: the same only where all of that is."""

from archbench.architecture import build
from archbench.architecture.model import Architecture
from archbench.architecture.watched import Way, at, watched
from archbench.terraform.watched import ABSENT
from tests.architecture.by_hand import balanced, network, stack
from tests.architecture.hand import ref, resource


def test_of_regions_and_networks_it_is_how_many_there_are() -> None:
    """What is in them is noted where it is looked at."""
    found = build(stack(network(), balanced()))
    assert at(found, ("regions",)) == 1
    assert at(found, ("regions", 0, "vpcs")) == 1
    (vpc,) = found.regions[0].vpcs
    assert at(found, ("regions", 0, "vpcs", 0, "subnets")) == vpc.subnets
    assert at(found, ("regions", 0, "vpcs", 0, "address")) == vpc.address
    assert at(found, ("of_class", "Subnet")) == found.of_class("Subnet")


def test_what_was_looked_at_is_another_once_it_is_another() -> None:
    """As many machines as before, and of another class."""

    def machine(class_: str) -> Architecture:
        subnet = ref("aws_subnet.app[0]")
        return build(
            stack(network(), [resource("aws_instance.i", instance_type=class_, subnet_id=subnet)])
        )

    asked: set[Way] = set()
    small, large = machine("t3.small"), machine("t3.large")
    seen = watched(small, asked)
    assert [one.instance_type for one in seen.regions[0].vpcs[0].compute] == ["t3.small"]
    assert [way for way in sorted(asked, key=str) if at(small, way) != at(large, way)] == [
        ("regions", 0, "vpcs", 0, "compute")
    ]


def test_an_element_is_looked_at_by_its_address() -> None:
    """The one, whether there is one, and which there are."""
    found = build(stack(network()))
    assert at(found, ("by_address", "aws_vpc.main")) == found.by_address["aws_vpc.main"]
    assert at(found, ("by_address", "aws_vpc.other")) is ABSENT
    asked: set[Way] = set()
    seen = watched(found, asked)
    assert len(seen.by_address) == len(list(seen.by_address)) > 1
    assert asked == {("by_address", "*")}
    assert at(found, ("by_address", "*")) == tuple(found.by_address)
