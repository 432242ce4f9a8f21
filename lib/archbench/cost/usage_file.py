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

from archbench.cost.distribution import is_range, range_of
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Entry, Usage
from archbench.errors import InputError, reason_of
from archbench.files import read_text
from archbench.yaml_text import mistake, yaml_node

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


MOST = Decimal(10) ** 18
"""More of anything than is billed in a month; sums of money stay exact below it."""


def _range(nodes: Mapping[str, yaml.Node], path: str, key: str) -> Quantity:
    said: dict[str, Decimal | str] = {}
    for name, node in nodes.items():
        value = _scalar(node, path, key)
        said[name] = value if isinstance(value, str) else value.likely
    try:
        return range_of(key, said)
    except ValueError as error:
        raise InputError(f"{_place(next(iter(nodes.values())), path)}: {error}") from None


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
    if number > MOST:
        raise InputError(f"{_place(node, path)}: {key} is more than is counted, 10^18: {text}.")
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
