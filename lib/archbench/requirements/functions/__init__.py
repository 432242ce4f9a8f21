"""Functions that only checklists have, one module each, named as in the checklist.

A module has `call(view, *values) -> Value`; the names of its parameters are those of the function.
It gets values as they are, unknown ones included, and its docstring says what it answers.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

from archbench.hcl.construct import marked
from archbench.hcl.functions.table import Arguments, Context, Function, Parameter
from archbench.hcl.types import DYNAMIC, Type
from archbench.hcl.values import Value
from archbench.requirements.record import holds_secret

if TYPE_CHECKING:
    from archbench.requirements.view import View


def _module(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name}")


@cache
def own_names() -> frozenset[str]:
    """The names of these functions."""
    return frozenset(file.stem for file in Path(__file__).parent.glob("[!_]*.py"))


def made_of(name: str) -> str | None:
    """The resource type that what a function lists stands for: its module's `OF`."""
    return getattr(_module(name), "OF", None) if name in own_names() else None


def words_of(name: str) -> Mapping[str, tuple[str, ...]]:
    """The words that parameters of a function take, and no others: its module's `WORDS`."""
    found: Mapping[str, tuple[str, ...]] = getattr(_module(name), "WORDS", {})
    return found


@cache
def parameters_of(name: str) -> tuple[str, ...]:
    """The names of the parameters of one of these functions."""
    code: CodeType = _module(name).call.__code__
    return code.co_varnames[1 : code.co_argcount]


def own_function(name: str, view: "View") -> Function:
    """A function of this package, answering about one configuration."""
    answer: Callable[..., Value] = _module(name).call

    def implementation(args: Arguments, type_: Type, context: Context) -> Value:
        del type_, context
        key = view.key_of_call(name, args)
        if key is None:
            found = answer(view, *args)
        else:
            found = view.remembered(key, lambda: answer(view, *args))
        return marked(found, view.told_of is not None and any(map(holds_secret, args)))

    parameters = tuple(map(Parameter, parameters_of(name)))
    return Function(name, parameters, None, DYNAMIC, implementation, as_given=True)
