"""Finds the leaf that prices a resource type: the module of that name in cost/resources."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from archbench.cost import resources
from archbench.cost.charge import Leaf


@cache
def priced_types() -> frozenset[str]:
    """Every resource type with a leaf."""
    return frozenset(module.name for module in iter_modules(resources.__path__))


@cache
def leaf(type_: str) -> Leaf:
    """The leaf of a priced type; loaded when first asked for."""
    return cast("Leaf", import_module(f"{resources.__name__}.{type_}"))
