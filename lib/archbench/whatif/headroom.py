"""How much more than its peak a stack carries: instances at most beside those the peak needs."""

from dataclasses import dataclass
from decimal import Decimal

from archbench.columns import counted, verb
from archbench.cost.load_profile import read_profile
from archbench.cost.usage import Usage
from archbench.terraform.configuration import Configuration


@dataclass(frozen=True, slots=True)
class Headroom:
    """The load the largest number of instances carries, as a multiple of the expected peak.

    ratio is None where that cannot be told; why says what is lacking, or what it rests on.
    """

    ratio: Decimal | None
    why: str


def headroom(configuration: Configuration, usage: Usage) -> Headroom:
    """The headroom of the one group of instances that a load profile is about.

    max_size x requests_per_instance / the busiest hour x scale, all of them as expected.
    """
    if not usage.load:
        return Headroom(None, "no load profile says what the peak is")
    profile = read_profile(usage)
    rate = profile.numbers["requests_per_instance"]
    if rate is None:
        return Headroom(None, "the load profile does not say what an instance carries")
    groups = [
        item for item in configuration.of_type("aws_autoscaling_group") if item.get("max_size") != 0
    ]
    if len(groups) != 1:
        which = f"{len(groups)} groups" if groups else "no group"
        return Headroom(None, f"{which} of instances could carry the load")
    most = groups[0].get("max_size")
    scale = profile.numbers["scale"]
    peak = max(profile.hours) * (scale.likely if scale else 1)
    if not isinstance(most, int) or not peak:
        return Headroom(None, "how many instances there are at most is not known")
    return Headroom(
        Decimal(most) * rate.likely / peak,
        f"{counted(most, 'instance')} of {groups[0].address}"
        f" {verb(most, most, 'carries', 'carry')} {most * rate.likely:f} requests a second; "
        f"the peak is {peak.normalize():f}",
    )
