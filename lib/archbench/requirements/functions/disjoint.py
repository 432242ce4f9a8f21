"""disjoint(ranges): whether no two of several CIDR ranges share an address.

Of two ranges that share one the first holds the second whole, so that the next in order shares one
with it too: neighbours are all there is to compare.
"""

from itertools import pairwise

from archbench.hcl import construct
from archbench.hcl.functions.network import bounds
from archbench.hcl.functions.table import FunctionError
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, Value
from archbench.requirements.view import View


def call(view: View, ranges: Value) -> Value:
    """True or false; unknown where those that are known share nothing and some are not."""
    del view
    if not isinstance(ranges.raw, tuple):
        return computed(BOOL, ranges)
    known = [item.raw for item in ranges.raw if item.is_known]
    if not all(isinstance(text, str) for text in known):
        raise FunctionError("a range is a text such as 10.0.0.0/16", 0)
    laid = sorted(bounds(str(text)) for text in known)
    if any(one[0] == next_[0] and next_[1] <= one[2] for one, next_ in pairwise(laid)):
        return FALSE
    told = len(known) == len(ranges.raw)
    return construct.boolean(True) if told else computed(BOOL, ranges)  # noqa: FBT003
