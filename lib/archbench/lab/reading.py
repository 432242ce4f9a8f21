"""The dials that a stack's own file names, held against the stack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from archbench.aws.values import first_at
from archbench.cost.purchased import ON_DEMAND
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Usage
from archbench.frozen import replace
from archbench.hcl.values import Plain
from archbench.hcl.writer import Json
from archbench.lab.dial import Dial, settings, shape
from archbench.stack import StackLever
from archbench.terraform.configuration import Configuration
from archbench.whatif.attributes import edit_of
from archbench.whatif.bench import Bench
from archbench.whatif.given import lever_of
from archbench.whatif.scenario import Change, Lever, Scenario


@dataclass(frozen=True, slots=True)
class InUse:
    """What a lever is set to as the stack stands, and where that is written."""

    value: Json = None
    place: str = ""
    spread: Mapping[str, Decimal] = field(default_factory=dict)


def dials_of(levers: tuple[StackLever, ...], bench: Bench) -> tuple[Dial, ...]:
    """The dials of a stack's own file, in its order.

    Raises:
        InputError: a lever is none of this stack, or takes no such value; at its line.
    """
    return tuple(_dial(one, bench) for one in levers)


def _dial(one: StackLever, bench: Bench) -> Dial:
    levers = tuple(lever_of(text, one.place) for text in one.sets)
    found = standing(levers[0], bench)
    title = one.title or str(levers[0])
    dial = Dial(title, levers, found.value, settings(one.values, found.value), found.place)
    dial = replace(dial, spread=found.spread)
    for setting in one.values:
        changes = (replace(change, place=one.place) for change in dial.changes(setting))
        bench.settle(Scenario(title, changes=tuple(changes)))
    return dial


def standing(lever: Lever, bench: Bench) -> InUse:
    """What a lever is set to now; of an attribute what the first instance it fits has.

    Raises:
        InputError: there is no such variable or argument.
    """
    configuration = bench.baseline.configuration
    if configuration is None:
        return InUse()
    match lever.kind:
        case "var":
            return _of_variable(lever.path[0], configuration)
        case "attribute":
            return _of_attribute(lever, bench, configuration)
        case "usage":
            return _of_usage(lever.path, bench.usage)
        case "region":
            found = (item.region for item in configuration.instances)
            return InUse(next((name for name in found if isinstance(name, str)), None))
        case single:
            return InUse(ON_DEMAND if single == "purchase" else "")


def _of_variable(name: str, configuration: Configuration) -> InUse:
    variable = configuration.variable(name)
    if variable is None:
        return InUse()
    return InUse(_data(variable.value), str(variable.range or ""))


def _of_attribute(lever: Lever, bench: Bench, configuration: Configuration) -> InUse:
    if bench.session is None:
        return InUse()
    change = Change(lever, None, str(lever))
    edit = edit_of(change, bench.session.world, configuration, alone=False)
    for item in configuration.instances:
        if edit.fits(item.address):
            place = str(item.at(*edit.path) or "")
            return InUse(_data(first_at(item, ".".join(edit.path))), place)
    return InUse()


def _of_usage(path: tuple[str, ...], usage: Usage) -> InUse:
    section, *rest = path
    found: Quantity | str | None = usage.load.get(".".join(rest))
    if section != "load_profile" and len(rest) > 1:
        key = ".".join(rest[1:])
        entries = (*usage.entries, *usage.defaults)
        same = (x.value for x in entries if x.key == key and x.pattern == rest[0])
        found = next(same, None)
    if not isinstance(found, Quantity):
        return InUse(found)
    return InUse(_data(found.likely), "", shape(found))


def _data(value: Plain) -> Json:
    """A value as the settings write it; None for what is no single known value."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value if isinstance(value, bool | int | str) else None
