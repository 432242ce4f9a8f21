"""Lists put together: a list waits for the parts that are not known, not for all they are made of.

In Terraform an unknown list is made of all that its parts are made of. Asked why there is no
answer, what stands inside of the parts that are known is none: in which order the actions of a
listener would stand says nothing of rules that may be there.
"""

from collections.abc import Iterator

from archbench.frozen import replace
from archbench.hcl.functions.table import Arguments, Context, Function, FunctionError, call
from archbench.hcl.refine import origins
from archbench.hcl.types import DYNAMIC, ListOf, SetOf, TupleOf, Type
from archbench.hcl.values import Unknown, Value


def waiting_closely(function: Function) -> Function:
    """The concat or flatten, which waits for the parts whose number or place is not known."""

    def implementation(args: Arguments, type_: Type, context: Context) -> Value:
        del type_
        try:
            value = call(function, args, context)
        except FunctionError as error:
            raise FunctionError(error.detail, error.argument, "Invalid function argument") from None
        parts = [part for arg in args for part in _unclear(arg)]
        if not isinstance(value.raw, Unknown) or not parts:
            return value
        return replace(value, raw=replace(value.raw, origins=origins(*parts)))

    return replace(function, implementation=implementation, as_given=True)


def _unclear(value: Value) -> Iterator[Value]:
    """The lists in a list that are not known, and what may be one."""
    if not value.is_known:
        if value.type == DYNAMIC or isinstance(value.type, ListOf | SetOf | TupleOf):
            yield value
    elif isinstance(value.raw, tuple):
        for item in value.raw:
            yield from _unclear(item)
