"""Whether a name can mean what bears it: names of AWS are of one region."""

from archbench.architecture.element import Told
from archbench.aws.catalogue import kind_of
from archbench.terraform.configuration import Instance


def near(bearer: Instance, namer: Instance) -> Told:
    """Whether what bears a name stands in the region of what names it, or in no region.

    None while that cannot be told.
    """
    kind = kind_of(bearer.type)
    if bearer.region == namer.region or (kind is not None and kind.loss_of(bearer) == "global"):
        return True
    return False if isinstance(bearer.region, str) and isinstance(namer.region, str) else None
