"""redrives(queue): what hands over to this queue what it cannot handle: queues, functions, rules.

A queue with some is a dead-letter queue.
"""

from collections.abc import Iterator

from archbench.architecture.redriving import POLICY, QUEUE
from archbench.aws import kind_of
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._more import more_naming
from archbench.requirements.functions._related import (
    belonging,
    instance_of,
    read,
    uncounted,
    unsure,
)
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance, Unexpanded


def call(view: View, queue: Value) -> Value:
    """A tuple of what hands over; unknown where something may."""
    item = instance_of(view, queue)
    if item is None:
        return computed(DYNAMIC, queue)
    known, untold = view.relations.dead_letters
    found = known.get(item.address, ())
    for one in found:
        of_policy = one.get("redrive_policy") is not None
        read(view, one.address, ("redrive_policy",) if of_policy else ("id",))
    maybe = [unsure(one.address, "to which queue it hands over is not known") for one in untold]
    maybe += [unsure(block.address, block.reason) for block in _more(view, item)]
    return belonging(view, found, [*maybe, *uncounted(view, QUEUE, POLICY)])


def _more(view: View, queue: Instance) -> Iterator[Unexpanded]:
    """The blocks that nobody can count and may hand over to it, be they no queues."""
    for type_ in sorted({block.type for block in view.configuration.uncounted}):
        kind = kind_of(type_)
        if kind is None or type_ in (QUEUE, POLICY):
            continue
        for link in kind.links:
            for dotted in link.target.split() if link.kind == "gives_up" else ():
                yield from more_naming(view, type_, dotted, queue)
