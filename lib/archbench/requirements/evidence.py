"""What a condition read, as evidence: address, attribute, value found, file:line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from archbench.architecture.element import Element
from archbench.architecture.permission import Permission
from archbench.cost.money import dollars
from archbench.frozen import field_names
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.requirements.elements import PERMISSION
from archbench.requirements.record import Read
from archbench.requirements.scope import Names
from archbench.requirements.verdict import Evidence
from archbench.requirements.view import IDENTITIES, View
from archbench.terraform.address import path_text
from archbench.terraform.configuration import Instance, Path
from archbench.terraform.withheld import not_shown, secrets_in, veiled

MASKED = "(not shown: it holds a secret)"
LONGEST = 120
"""Characters of a value that are shown; the place leads to the rest."""


MOST = 100
"""Values that are shown of what an answer about one of many rests on; the others are counted."""


def evidence(names: Names, start: int, most: int | None = None) -> tuple[Evidence, ...]:
    """The leaves of what was read since a point, in order, each once.

    That a type was listed says nothing more once its instances were looked into. Of more than the
    most values to show, the others are counted.
    """
    view = names.view
    every = tuple(dict.fromkeys(view.reads[start:]))
    if len(every) == 1 and every[0].address.startswith("resources.") and names.baseline is None:
        told = _told(every[0], view)  # most often a type of which there is none
        return told if most is None else cut(told)
    reads, others = every[:most], len(every[most:]) if most is not None else 0
    leaves = leaves_of(reads)
    known = view.configuration.by_address
    looked = [
        (
            read,
            tuple(_of_estimate(read, names)) if read.address == "estimate" else _told(read, view),
        )
        for read in leaves
    ]
    looked_into = {
        f"resources.{known[item.address].type}"
        for _, items in looked
        for item in items
        if item.attribute and item.address in known
    }
    found = [item for read, items in looked if read.address not in looked_into for item in items]
    if names.baseline is not None:
        base = names.baseline.view
        before = tuple(dict.fromkeys(base.reads))
        base.reads.clear()
        found.extend(item for read in before for item in _told(read, base) if read.path)
    specific = {item.address for item in found if item.attribute}
    found = [item for item in found if item.attribute or item.address not in specific]
    told = tuple(dict.fromkeys(found))
    return told if most is None else cut(told, others)


def leaves_of(reads: Iterable[Read]) -> list[Read]:
    """The reads that no other one goes further into, each once."""
    each = dict.fromkeys(reads)
    inner = {(read.address, read.path[:end]) for read in each for end in range(len(read.path))}
    return [read for read in each if (read.address, read.path) not in inner]


def withheld_texts(reads: Iterable[Read], view: View) -> frozenset[str]:
    """The texts that are not shown of what was read."""
    return frozenset(text for read in leaves_of(reads) for text in _withheld(read, view))


def _withheld(read: Read, view: View) -> Iterator[str]:
    configuration = view.configuration
    instance = view.looked_into(read.address)
    kind, _, name = read.address.partition(".")
    if instance is not None and read.path:
        value = _value(instance, read.path)
        yield from secrets_in((value,))
        yield from not_shown(value, _open(instance, read.path))
    declared = {"var": configuration.variable, "output": configuration.output}.get(kind)
    found = declared(name) if declared and not read.path else None
    if found is not None:
        yield from secrets_in((found.value,))
        yield from not_shown(found.value, configuration.open(found))


def cut(found: tuple[Evidence, ...], others: int = 0) -> tuple[Evidence, ...]:
    """As much of it as one of many shows; the others, and those left out before, are counted."""
    others += len(found[MOST:])
    rest = (Evidence(f"{others} others", "", "read as well"),) if others else ()
    return (*found[:MOST], *rest)


def _of_estimate(read: Read, names: Names) -> Iterator[Evidence]:
    value = names.estimate().get(str(read.path[0])) if names.estimate else None
    if isinstance(value, Unknown):
        [origin] = value.origins
        yield Evidence(read.address, path_text(read.path), origin.reason)
    elif isinstance(value, Decimal):
        yield Evidence(read.address, path_text(read.path), dollars(value))


def _told(read: Read, view: View) -> tuple[Evidence, ...]:
    """What is shown of a read, made once; anew where it has turned out to hold a secret."""
    if read in view.masked:
        return tuple(_of(read, view))
    found = view.told.get(read)
    if found is None:
        found = view.told[read] = tuple(_of(read, view))
    return found


def _of(read: Read, view: View) -> Iterator[Evidence]:  # noqa: C901, PLR0912
    kind, _, name = read.address.partition(".")
    configuration = view.configuration
    if read in view.masked:
        instance = view.looked_into(read.address)
        variable = configuration.variable(name)
        written_at = variable.range if variable else None
        place = instance.at(*read.path) if instance else written_at
        place = view.places.get(read, place)
        yield Evidence(read.address, path_text(read.path), MASKED, place)
    elif read in view.places:
        yield Evidence(read.address, path_text(read.path), "exists", view.places[read])
    elif kind == "resources":
        found = configuration.of_type(name)
        if not found:
            yield Evidence(read.address, "", "none")
        for instance in found:
            yield Evidence(instance.address, "", "exists", instance.range)
    elif kind == "var":
        variable = configuration.variable(name)
        if variable is not None:
            yield Evidence(read.address, "", shown(configuration.open(variable)), variable.range)
    elif kind == "output":
        output = configuration.output(name)
        if output is not None:
            yield Evidence(read.address, "", shown(configuration.open(output)), output.range)
    elif read.path[:1] == (PERMISSION,):
        if len(read.path) > 2:
            permission, part = view.seen.permissions[int(read.path[1])], str(read.path[2])
            said = getattr(permission, part)
            found_text = "all" if said is None else _cut(_said(said))
            found_text = "not known" if part == "source" and not said else found_text
            yield Evidence(read.address, part, found_text, permission.range)
    elif (instance := view.looked_into(read.address)) is not None:
        if read.path[0] == "meta":
            yield Evidence(
                read.address, path_text(read.path[1:]), shown(_of_meta(read, view)), instance.range
            )
        elif read.path[0] in IDENTITIES and read.path[0] not in instance.values:
            yield Evidence(read.address, "", "exists", instance.range)
        elif _is_attribute(instance, view, read.path):
            yield Evidence(
                read.address,
                path_text(read.path),
                shown(_open(instance, read.path)),
                instance.at(*read.path),
            )
        else:
            yield from _of_element(read, view)
    else:
        yield from _of_element(read, view)


def _of_meta(read: Read, view: View) -> object:
    """What is told about an instance beside its attributes."""
    name = str(read.path[1]) if len(read.path) > 1 else ""
    if name == "provider_version":
        return view.configuration.provider.release.version
    return getattr(view.looked_into(read.address), name, None)


def _is_attribute(instance: Instance, view: View, path: Path) -> bool:
    value = view.instance(instance.address) or view.possible(instance.address)
    return value is not None and isinstance(value.raw, Mapping) and path[0] in value.raw


def _of_element(read: Read, view: View) -> Iterator[Evidence]:
    name = str(read.path[0])
    both = (view.elements.get(read.address), view.architecture.graph.parts.get(read.address))
    element: Element | None = next((item for item in both if hasattr(item, name)), None)
    if element is not None:
        value = getattr(element, name)
        if isinstance(value, tuple) and any(isinstance(item, Permission) for item in value):
            return  # each permission that was looked at is evidence of its own, at its rule
        said = _said(value)
        if name == "zones" and value == () and isinstance(element, Element):
            said = view.seen.zones_in_words(element)
        yield Evidence(read.address, name, _cut(said), element.range)


def _said(value: object) -> str:
    """A part of the architecture in words: names stand for themselves, without quotes."""
    address = getattr(value, "address", None)
    if isinstance(address, str):
        return address
    names = field_names(value)
    if names and not isinstance(value, Unknown | Sensitive):
        parts = (getattr(value, name) for name in names)
        return " ".join(_said(part) for part in parts if part not in (None, "", ()))
    if isinstance(value, tuple):
        return ", ".join(map(_said, value)) or "none"
    if isinstance(value, str):
        return value or "none"
    return shown(value)


def _open(instance: Instance, path: Path) -> Plain:
    names = tuple(step for step in path if isinstance(step, str))
    return veiled(instance.type, names, _value(instance, path))


def _value(instance: Instance, path: Path) -> Plain:
    value: Plain = dict(instance.values)
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, tuple) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return value if isinstance(value, Unknown | Sensitive) else None
    return value


def shown(value: object) -> str:
    """A value as HCL has it, cut where it is long; references as they are written."""
    return "not set" if value is None else _cut(_text(value))


def _text(value: object) -> str:
    if isinstance(value, Unknown):
        return str(value.origins[0]) if value.exact else str(value)
    if isinstance(value, Sensitive):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(_text(item) for item in value) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "null" if value is None else json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
