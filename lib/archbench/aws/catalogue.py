"""Every Kind there is, found in the files of this package."""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from archbench.aws.kind import Kind


@cache
def kinds() -> tuple[Kind, ...]:
    """The Kinds of every service, in order of the files' names."""
    names = sorted(module.name for module in iter_modules([str(Path(__file__).parent)]))
    modules = (import_module(f"archbench.aws.{name}") for name in names)
    return tuple(kind for module in modules for kind in getattr(module, "KINDS", ()))


@cache
def _by_type() -> Mapping[str, Kind]:
    return {type_: kind for kind in kinds() for type_ in kind.types}


@lru_cache(maxsize=4_096)
def kind_of(type_: str) -> Kind | None:
    """The Kind of a resource type; None for one that nobody has described."""
    return _by_type().get(type_)
