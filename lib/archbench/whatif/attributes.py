"""From "aws_instance.*.instance_type" to an edit, held against the stack and the schema first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archbench.errors import InputError
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.plain import from_plain
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Call
from archbench.hcl.types import Type
from archbench.hcl.writer import Json
from archbench.patterns import regex
from archbench.terraform.address import natural, without_keys
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Configuration
from archbench.terraform.edits import META, ArgumentEdit, expression_of, places
from archbench.terraform.module import ResourceBlock
from archbench.terraform.schema import BlockSchema
from archbench.terraform.variables import declare
from archbench.terraform.world import World
from archbench.whatif.scenario import Change

_STEP = regex(r'[^.\["]*(?:\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\][^.\["]*)*')


@dataclass(frozen=True, slots=True)
class _Block:
    """One block an edit can be about."""

    address: str
    """Without keys."""
    resource: ResourceBlock | None
    call: tuple[str, ...] | None
    """The path of the module it calls; None where it is no call."""


def edit_of(
    change: Change, world: World, configuration: Configuration, *, alone: bool
) -> ArgumentEdit:
    """The edit that a change of an attribute stands for.

    alone says that nothing else of the scenario changes how many instances there are, so that the
    pattern has to fit one of the configuration.

    Raises:
        InputError: the pattern fits nothing, there is no such argument, it cannot be set or takes
            no such value; at the place of the change.
    """
    text = change.lever.path[0]
    blocks = tuple(_blocks(world))
    found: list[tuple[ArgumentEdit, list[_Block]]] = []
    for pattern, path in _splits(text):
        edit = ArgumentEdit(pattern, path, expression_of(change.value))
        fitting = [block for block in blocks if edit.may_fit(block.address)]
        if fitting:
            found.append((edit, fitting))
    if not found:
        raise InputError(f"{change.place}: {_no_match(text, blocks)}")
    problems: list[str] = []
    for edit, fitting in found:
        problem = next(
            (said for block in fitting if (said := _problem(edit, block, change.value, world))), ""
        )
        if not problem:
            _must_be_there(edit, change, configuration, fitting, alone=alone)
            return _as_set(edit) if edit.path == ("for_each",) else edit
        problems.append(problem)
    raise InputError(f"{change.place}: {problems[-1]}")


def _splits(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each way to part a text into a pattern of addresses and a path, short patterns first."""
    steps, at = [], 0
    while at <= len(text):
        step = _STEP.match(text, at)
        assert step is not None  # noqa: S101 it matches the empty text
        steps.append(step[0])
        if step.end() < len(text) and text[step.end()] != ".":
            return
        at = step.end() + 1
    for size in range(1, len(steps)):
        path = tuple(steps[size:])
        if all(re.fullmatch(r"[\w-]+", name) for name in path):
            yield ".".join(steps[:size]), path


def _blocks(world: World) -> Iterator[_Block]:
    calls = {}
    for (path, name), address in places(world.tree):
        module = world.tree.modules[path]
        if name.startswith("module."):
            calls[address] = (*path, name.removeprefix("module."))
        elif not name.startswith("var."):
            yield _Block(address, module.resources.get(name), None)
    yield from (_Block(address, None, path) for address, path in calls.items())


def _no_match(text: str, blocks: Sequence[_Block]) -> str:
    pattern, _, _ = text.rpartition(".")
    known = {block.address for block in blocks}
    hint = did_you_mean(without_keys(pattern), known)
    return (
        f'"{text}" fits no block here.{hint} Write the address of a resource, * for any part of '
        "it, and then the argument."
    )


def _problem(edit: ArgumentEdit, block: _Block, value: Json, world: World) -> str:
    """Why an edit cannot be made in a block; "" when it can."""
    if block.call is not None:
        return _problem_of_call(edit, block, value, world)
    if block.resource is None:
        return "" if edit.path == ("region",) else f"of {block.address} only region can be set here"
    if edit.path[0] in META:
        return _problem_of_meta(edit, block.address, block.resource, value)
    kind = "resource" if block.resource.mode == "managed" else "data"
    schema = world.provider.release.schema_of(kind, canonical(block.resource.type))  # type: ignore[arg-type]
    return "" if schema is None else _problem_in(schema, edit.path, block.address, value)


def _problem_in(schema: BlockSchema, path: tuple[str, ...], address: str, value: Json) -> str:
    *above, name = path
    for step in above:
        if step not in schema.nested:
            return _no_argument(step, schema, address, nested=True)
        address = f"{address}.{step}"
        schema = schema.nested[step].block
    known = schema.attributes.get(name)
    if known is None and name in schema.blocks:
        inner = ", ".join(sorted(schema.blocks[name].block.required)[:3])
        example = f", such as {inner.split(',')[0]}" if inner else ""
        return f"{address}.{name} is a block: set an argument in it{example}, or write a patch."
    if known is None:
        return "" if schema.open else _no_argument(name, schema, address, nested=False)
    if not known.settable:
        return f"{address}.{name} is decided by the provider and cannot be set."
    return "" if value is None else _unfit(value, known.type, f"{address}.{name}")


def _no_argument(name: str, schema: BlockSchema, address: str, *, nested: bool) -> str:
    names = (
        set(schema.nested) if nested else {n for n, x in schema.attributes.items() if x.settable}
    )
    what = "block" if nested else "argument"
    return f'{address} has no {what} "{name}".{did_you_mean(name, names)}'


def _unfit(value: Json, type_: Type, what: str) -> str:
    try:
        convert(from_plain(value), type_)
    except ConversionError as error:
        return f"{what} takes no such value: {error}."
    return ""


def _problem_of_meta(edit: ArgumentEdit, address: str, block: ResourceBlock, value: Json) -> str:
    name, *inside = edit.path
    if inside:
        return f"{address}.{name} is one value: nothing stands inside of it."
    written, other = ("for_each", block.for_each) if name == "count" else ("count", block.count)
    if other is not None:
        return f"{address} has {written}, and one block cannot have count and for_each."
    return _unfit_meta(name, address, value)


def _unfit_meta(name: str, address: str, value: Json) -> str:
    if name == "count" and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        return f"{address}.count must be a whole number of 0 or more."
    if name == "for_each" and (isinstance(value, str) or not isinstance(value, Mapping | Sequence)):
        return f"{address}.for_each must be a map, or a list of texts."
    return ""


def _problem_of_call(edit: ArgumentEdit, block: _Block, value: Json, world: World) -> str:
    name = edit.path[0]
    if name in META:
        return _unfit_meta(name, block.address, value)
    module = world.tree.modules.get(block.call or ())
    if module is None:
        return f"{block.address} was not read, so nothing of it can be set."
    if name not in module.variables or len(edit.path) > 1:
        hint = did_you_mean(name, set(module.variables))
        return f'{block.address} has no variable "{".".join(edit.path)}".{hint}'
    heard: list[Diagnostic] = []
    declare(module.variables[name], heard.append).converted(from_plain(value), None, heard.append)
    return heard[0].detail if heard else ""


def _must_be_there(
    edit: ArgumentEdit,
    change: Change,
    configuration: Configuration,
    blocks: Sequence[_Block],
    *,
    alone: bool,
) -> None:
    """Refuse a pattern that names a key which no instance has."""
    if not alone or "[" not in edit.pattern or blocks[0].call is not None:
        return
    if any(edit.fits(item.address) for item in configuration.instances):
        return
    names = {block.address for block in blocks}
    there = [x.address for x in configuration.instances if without_keys(x.address) in names]
    shown = ", ".join(sorted(there, key=natural)[:4]) or "none"
    raise InputError(f"{change.place}: {edit.pattern} fits no instance; there are: {shown}.")


def _as_set(edit: ArgumentEdit) -> ArgumentEdit:
    """A list for for_each as the set that Terraform takes there."""
    place: SourceRange = edit.expression.range
    made = Call("toset", (edit.expression,), expand=False, range=place, name_range=place)
    is_list = type(edit.expression).__name__ == "Tuple"
    return ArgumentEdit(edit.pattern, edit.path, made) if is_list else edit
