"""Arguments set otherwise on trial: what a configuration is once that is written in its blocks.

An edit stands in place of the expression an argument has, so that whatever refers to the argument
sees the new value. It keeps the line of what it replaces; one that is new has its block's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TypeVar

from archbench.frozen import frozen, replace
from archbench.hcl.source import Position, SourceRange
from archbench.hcl.syntax import (
    Attribute,
    Block,
    Body,
    Expression,
    LiteralValue,
    Object,
    ObjectItem,
    Tuple,
)
from archbench.terraform.address import join, resource_of
from archbench.terraform.graph import Node
from archbench.terraform.module import ModuleCall, ResourceBlock
from archbench.terraform.tree import Tree

_Repeated = TypeVar("_Repeated", ResourceBlock, ModuleCall)

META = ("count", "for_each")
"""The arguments that say how many there are."""
_NOWHERE = SourceRange("", Position(1, 1), Position(1, 1))


@frozen
class ArgumentEdit:
    """One argument of every block whose address fits a pattern, * for any part of it.

    A pattern without a key means every instance: "aws_nat_gateway.main". path leads to the
    argument through nested blocks, ("root_block_device", "volume_size"). A module call's address
    is "module.net", a provider's "provider.aws".
    """

    pattern: str
    path: tuple[str, ...]
    expression: Expression

    def fits(self, address: str) -> bool:
        """Whether it is about an instance, a module call or a provider.

        >>> edit = ArgumentEdit("aws_eip.*", ("domain",), expression_of("vpc"))
        >>> edit.fits('aws_eip.nat["a"]'), edit.fits("module.net.aws_eip.nat")
        (True, False)
        """
        pattern = _regex(self.pattern)
        return bool(pattern.fullmatch(address) or pattern.fullmatch(resource_of(address)))

    def may_fit(self, block: str) -> bool:
        """Whether it can be about an instance of a block, whose address has no keys."""
        return bool(_regex(re.sub(r"\[[^\]]*\]", "", self.pattern)).fullmatch(block))


class Edits:
    """The edits on trial together; of two on one argument the later holds."""

    def __init__(self, edits: Sequence[ArgumentEdit] = ()) -> None:
        self._edits = tuple(edits)
        # By identity, and kept: what is known of an expression is known by its identity.
        self._bodies: dict[tuple[int, tuple[ArgumentEdit, ...]], tuple[Body, Body]] = {}
        self._given: dict[
            tuple[int, tuple[ArgumentEdit, ...]], tuple[ModuleCall, Mapping[str, Attribute]]
        ] = {}

    def nodes(self, tree: Tree) -> Mapping[Node, tuple[ArgumentEdit, ...]]:
        """What has to be evaluated anew for them, each with the edits that can be about it."""
        if not self._edits:
            return {}
        found = (
            (node, tuple(edit for edit in self._edits if edit.may_fit(address)))
            for node, address in places(tree)
        )
        return {node: about for node, about in found if about}

    def repeated(self, block: _Repeated, address: str) -> _Repeated:
        """A resource block or module call of a module instance with the count it is given."""
        for edit in self._about(address):
            if edit.path == ("count",):
                block = replace(block, count=edit.expression)
            elif edit.path == ("for_each",):
                block = replace(block, for_each=edit.expression)
        return block

    def body(self, body: Body, address: str, range_: SourceRange) -> Body:
        """The body of an instance or a provider as edited; range_ is its block's."""
        about = tuple(edit for edit in self._about(address) if edit.path[0] not in META)
        if not about:
            return body
        kept = self._bodies.get((id(body), about))
        if kept is None:
            made = body
            for edit in about:
                made = _edited(made, edit.path, edit.expression, range_)
            kept = self._bodies[id(body), about] = body, made
        return kept[1]

    def arguments(self, call: ModuleCall, address: str) -> Mapping[str, Attribute]:
        """What an instance of a module is given for its variables."""
        about = tuple(edit for edit in self._about(address) if edit.path[0] not in META)
        if not about:
            return call.arguments
        kept = self._given.get((id(call), about))
        if kept is None:
            made = Body(dict(call.arguments), (), call.range)
            for edit in about:
                made = _edited(made, edit.path[:1], edit.expression, call.range)
            kept = self._given[id(call), about] = call, made.attributes
        return kept[1]

    def _about(self, address: str) -> Iterator[ArgumentEdit]:
        return (edit for edit in self._edits if edit.fits(address))


NO_EDITS = Edits()


def places(tree: Tree) -> Iterator[tuple[Node, str]]:
    """Each block an edit can be about: the node evaluated first for it, its address without keys.

    A module call stands for the variables it gives, and for how many instances it has.
    """
    for path, module in tree.modules.items():
        above = join(*(f"module.{name}" for name in path))
        for name in module.resources:
            yield (path, name), join(above, name)
        for name in module.providers:
            yield (path, f"provider.{name}"), join(above, f"provider.{name}")
        for name in module.calls:
            address = join(above, f"module.{name}")
            yield (path, f"module.{name}"), address
            child = tree.modules.get((*path, name))
            for variable in child.variables if child else ():
                yield ((*path, name), f"var.{variable}"), address


def expression_of(data: object, range_: SourceRange = _NOWHERE) -> Expression:
    """Plain data as the expression that stands for it."""
    if isinstance(data, Mapping):
        return Object(
            tuple(
                ObjectItem(LiteralValue(str(key), range_), expression_of(value, range_))
                for key, value in data.items()
            ),
            range_,
        )
    if isinstance(data, str) or not isinstance(data, Sequence):
        return LiteralValue(_number(data), range_)
    return Tuple(tuple(expression_of(item, range_) for item in data), range_)


def _number(data: object) -> bool | int | Fraction | str | None:
    """A scalar as syntax holds it: numbers that are not whole exact."""
    if isinstance(data, float | Decimal):
        exact = Fraction(str(data))
        return int(exact) if exact.denominator == 1 else exact
    if data is None or isinstance(data, bool | int | Fraction | str):
        return data
    raise TypeError(f"not plain data: {type(data).__name__}")


def _edited(body: Body, path: tuple[str, ...], expression: Expression, range_: SourceRange) -> Body:
    name, *rest = path
    if not rest:
        attribute = _attribute(name, expression, body.attributes.get(name), range_)
        return replace(body, attributes={**body.attributes, name: attribute})
    if not any(_makes(block, name) for block in body.blocks):
        new = Block(name, (), Body({}, (), range_), range_)
        body = replace(body, blocks=(*body.blocks, new))
    blocks = tuple(
        _inside(block, tuple(rest), expression) if _makes(block, name) else block
        for block in body.blocks
    )
    return replace(body, blocks=blocks)


def _makes(block: Block, name: str) -> bool:
    return block.type == name or (block.type == "dynamic" and block.labels[:1] == (name,))


def _inside(block: Block, path: tuple[str, ...], expression: Expression) -> Block:
    """A nested block edited; of a dynamic one its content."""
    if block.type != "dynamic":
        return replace(block, body=_edited(block.body, path, expression, block.range))
    blocks = tuple(
        _inside(inner, path, expression) if inner.type == "content" else inner
        for inner in block.body.blocks
    )
    return replace(block, body=replace(block.body, blocks=blocks))


def _attribute(
    name: str, expression: Expression, before: Attribute | None, range_: SourceRange
) -> Attribute:
    if before is not None:
        return replace(before, expression=replace(expression, range=before.expression.range))
    return Attribute(name, replace(expression, range=range_), range_, range_)


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
