"""Reads usage files: what Terraform cannot know, in the layout Infracost made common.

    version: 0.1
    resource_type_default_usage:
      aws_nat_gateway:
        monthly_data_processed_gb: 50
    resource_usage:
      aws_nat_gateway.main[*]:
        monthly_data_processed_gb: {low: 50, likely: 120, high: 400}
    load_profile: ...

A number may be a range of low, likely and high wherever a number stands, with the distribution of
what lies between (`distribution`). An exact address wins over
one with wildcards, resource_usage over what the load profile derives, that over type defaults. A
type among the addresses, as Infracost takes it, is a default too, and the first to hold.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

from archbench.cost.distribution import CUT, DISTRIBUTIONS, ENDS, LOAD, Spread, is_range
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Entry, Usage
from archbench.errors import InputError, reason_of
from archbench.files import read_text
from archbench.hcl.diagnostics import did_you_mean
from archbench.yaml_text import mistake, yaml_node

_WIDTHS = {"normal": "deviation", "lognormal": "factor"}
_SECTIONS = ("version", "resource_type_default_usage", "resource_usage", "load_profile")


def read_usage(path: Path) -> Usage:
    """The usage file at path.

    Raises:
        InputError: it cannot be read, is no YAML, or holds something of another shape.
    """
    try:
        text = read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as usage: {reason_of(error)}.") from error
    return parse_usage(text, str(path))


def parse_usage(text: str, path: str) -> Usage:
    """The usage a YAML text holds; path names it in messages.

    Raises:
        InputError: as read_usage.
    """
    try:
        root = yaml_node(text)
    except yaml.YAMLError as error:
        raise InputError(f"{mistake(error, path)}; it cannot be read as usage.") from error
    if root is None:
        return Usage(path)
    sections = _mapping(root, path, "the file")
    for name, node in sections.items():
        if name not in _SECTIONS:
            raise InputError(
                f'{_place(node, path)}: unknown section "{name}"; '
                f"a usage file has {', '.join(_SECTIONS)}."
            )
    said = _entries(sections.get("resource_usage"), path)
    defaults = _entries(sections.get("resource_type_default_usage"), path)
    return Usage(
        path,
        entries=tuple(entry for entry in said if not _is_type(entry)),
        defaults=(*filter(_is_type, said), *defaults),
        load={key: value for key, value, _ in _values(sections.get("load_profile"), path, "")},
    )


def _entries(node: yaml.Node | None, path: str) -> tuple[Entry, ...]:
    if _is_empty(node):
        return ()
    return tuple(
        Entry(pattern, key, value, line)
        for pattern, child in _mapping(node, path, "resource_usage").items()
        for key, value, line in _values(child, path, "")
    )


def _is_type(entry: Entry) -> bool:
    return "." not in entry.pattern and "*" not in entry.pattern


def _values(
    node: yaml.Node | None, path: str, prefix: str
) -> list[tuple[str, Quantity | str, int]]:
    found: list[tuple[str, Quantity | str, int]] = []
    if _is_empty(node):
        return found
    for name, child in _mapping(node, path, prefix or "usage").items():
        key = f"{prefix}{name}"
        line = child.start_mark.line + 1
        if isinstance(child, yaml.MappingNode):
            inner = _mapping(child, path, key)
            if is_range(inner):
                found.append((key, _range(inner, path, key), line))
            else:
                found.extend(_values(child, path, f"{key}."))
        elif isinstance(child, yaml.SequenceNode):
            found.extend(
                (f"{key}.{index}", _scalar(item, path, key), item.start_mark.line + 1)
                for index, item in enumerate(child.value)
            )
        else:
            found.append((key, _scalar(child, path, key), line))
    return found


def _range(nodes: Mapping[str, yaml.Node], path: str, key: str) -> Quantity:
    more = {name: node for name, node in nodes.items() if name not in ENDS}
    kind = _word(more.get("distribution"), path, key, DISTRIBUTIONS) or "pert"
    follows = _word(more.get("follows"), path, key, (LOAD,))
    width = _width(more, kind, path, key)
    parts: dict[str, Decimal] = {}
    for name, node in nodes.items():
        if name not in ENDS:
            continue
        value = _scalar(node, path, key)
        if isinstance(value, str):
            raise InputError(
                f'{_place(node, path)}: {name} of {key} must be a number, not "{value}".'
            )
        parts[name] = value.likely
    if width and "likely" in parts:
        parts = {**_cut(parts["likely"], kind, width), **parts}
    middle = parts.get("likely")
    if middle is None:
        if len(parts) != 2:
            raise InputError(f"{_place(next(iter(nodes.values())), path)}: {key} needs likely.")
        middle = (parts["low"] + parts["high"]) / 2
    low, high = parts.get("low", middle), parts.get("high", middle)
    if not low <= middle <= high:
        raise InputError(
            f"{_place(next(iter(nodes.values())), path)}: {key} must have low <= likely <= high."
        )
    return Spread(low, middle, high, kind, width, follows) if more else Quantity(low, middle, high)


def _word(node: yaml.Node | None, path: str, key: str, words: tuple[str, ...]) -> str:
    """One of these words; "" where none is given."""
    if node is None or node.value in words:
        return "" if node is None else str(node.value)
    hint = did_you_mean(str(node.value), words)
    raise InputError(
        f'{_place(node, path)}: {key} cannot be "{node.value}"; there is {", ".join(words)}.{hint}'
    )


def _width(nodes: Mapping[str, yaml.Node], kind: str, path: str, key: str) -> Decimal:
    """How wide a bell curve is; 0 for what has its width in its ends.

    Raises:
        InputError: it is missing, of another distribution, or none.
    """
    name = _WIDTHS.get(kind)
    for other in ("deviation", "factor"):
        if other in nodes and other != name:
            raise InputError(
                f"{_place(nodes[other], path)}: {key} has a {other}, which {kind} does not take."
            )
    if name is None:
        return Decimal(0)
    if name not in nodes:
        where = _place(nodes["distribution"], path)
        raise InputError(f"{where}: {key} is {kind}, which needs likely and {name}.")
    value = _scalar(nodes[name], path, key)
    least = Decimal(kind == "lognormal")
    if isinstance(value, str) or value.likely <= least:
        where = _place(nodes[name], path)
        raise InputError(f"{where}: {name} of {key} must be a number over {least}.")
    return value.likely


def _cut(likely: Decimal, kind: str, width: Decimal) -> dict[str, Decimal]:
    """The ends of a bell curve, where the file does not give them."""
    if kind == "lognormal":
        return {"low": likely / width**CUT, "high": likely * width**CUT}
    return {"low": max(Decimal(0), likely - CUT * width), "high": likely + CUT * width}


def _scalar(node: yaml.Node, path: str, key: str) -> Quantity | str:
    if not isinstance(node, yaml.ScalarNode):
        raise InputError(f"{_place(node, path)}: {key} must be a number or a word.")
    text: str = node.value
    try:
        number = Decimal(text.replace("_", ""))
    except InvalidOperation:
        return text
    if not number.is_finite() or number < 0:
        raise InputError(f"{_place(node, path)}: {key} must be zero or more, not {text}.")
    return Quantity.of(number)


def _mapping(node: yaml.Node | None, path: str, what: str) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise InputError(f"{_place(node, path)}: {what} must be a mapping of names to values.")
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise InputError(f"{_place(key, path)}: a name in {what} must be plain text.")
        if key.value in found:
            raise InputError(f'{_place(key, path)}: "{key.value}" stands twice in {what}.')
        found[key.value] = value
    return found


def _is_empty(node: yaml.Node | None) -> bool:
    return node is None or (isinstance(node, yaml.ScalarNode) and node.value in ("", "~", "null"))


def _place(node: yaml.Node | None, path: str) -> str:
    return path if node is None else f"{path}:{node.start_mark.line + 1}"
