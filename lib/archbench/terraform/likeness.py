"""What each instance of a resource would be of which nobody can tell how many there are.

Whatever does not hang on count.index or each is the same in all of them, so that it is known.
"""

from collections.abc import Mapping

from archbench.errors import EvaluationLimitError
from archbench.frozen import replace
from archbench.hcl.construct import object_value
from archbench.hcl.types import DYNAMIC, NUMBER, STRING
from archbench.hcl.values import Origin, Value, unknown
from archbench.terraform.address import join
from archbench.terraform.body import evaluate_body
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Instance
from archbench.terraform.edits import Edits
from archbench.terraform.instances import Planned
from archbench.terraform.module import ModuleCall, ResourceBlock
from archbench.terraform.provider_results import add_tags, planned_results, region_of
from archbench.terraform.providers import Providers
from archbench.terraform.scope import Surroundings
from archbench.terraform.shown import shown
from archbench.terraform.world import ModuleInstance, Repetition

DIFFERS = "it differs from one instance to another"
"""Why nobody knows what count.index and each are in whichever of several instances."""


def likeness(
    resource: ResourceBlock, around: Surroundings, providers: Providers, edits: Edits
) -> Instance | None:
    """An instance with the address of its block; None of a data source, or past a limit.

    Nobody hears of its problems, for there may be no such instance.
    """
    if resource.mode != "managed":
        return None
    address = join(around.instance.address, resource.local_name)
    around = replace(
        around.silent(), names=any_of(resource, Origin("resource", address, reason=DIFFERS))
    )
    type_ = canonical(resource.type)
    schema = around.world.provider.release.schema_of("resource", type_)
    try:
        provider = providers.of(resource, around)
        written = edits.body(resource.body, address, resource.range)
        body = evaluate_body(written, schema, around, range_=resource.range)
    except EvaluationLimitError:
        return None
    item = Planned(address, "resource", schema, body.values)
    add_tags(body, schema, provider)
    item.answers = planned_results(resource.type, item, provider)
    return Instance(
        address=address,
        mode="managed",
        type=type_,
        name=resource.name,
        key=None,
        module=around.instance.address,
        provider=provider.name,
        region=region_of(item, provider),
        values=shown(item, {}),
        range=resource.range,
        ranges=body.ranges,
        references=body.references,
    )


def any_instance(
    call: ModuleCall, path: tuple[str, ...], caller: ModuleInstance, found: str
) -> ModuleInstance:
    """What stands for each instance of a module; found says why nobody can count them."""
    address = join(caller.address, f"module.{call.name}")
    why = caller.uncounted or f"{address} is of unknown number: {found}"
    which = Repetition(any_of=any_of(call, Origin("module", address, reason=DIFFERS)))
    return ModuleInstance(path, address, caller, which, why, address)


def any_of(block: ModuleCall | ResourceBlock, origin: Origin) -> Mapping[str, Value]:
    """What count and each stand for in whichever instance of a resource or module."""
    if block.count is not None:
        return {"count": object_value({"index": unknown(NUMBER, origin)})}
    if block.for_each is None:
        return {}
    parts = {"key": unknown(STRING, origin), "value": unknown(DYNAMIC, origin)}
    return {"each": object_value(parts)}
