"""Functions of types and marks, and the two that catch errors: try and can."""

from collections.abc import Sequence

from archbench.hcl.convert import convert
from archbench.hcl.errors import ConversionError
from archbench.hcl.functions.table import (
    Arguments,
    Attempt,
    Context,
    Function,
    FunctionError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import marked, wholly_known
from archbench.hcl.refine import origins
from archbench.hcl.types import BOOL, DYNAMIC, NUMBER, STRING, ListOf, MapOf, SetOf, Type
from archbench.hcl.values import FALSE, TRUE, Unknown, Value, unknown


def _to(name: str, wanted: Type) -> Function:
    def implementation(args: Arguments, _: Type, __: Context) -> Value:
        raw = args[0].raw
        try:
            converted = convert(args[0], wanted)
        except ConversionError as error:
            raise FunctionError(str(error), 0) from None
        if isinstance(raw, Unknown):
            same = wanted in (STRING, NUMBER, BOOL, args[0].type)
            exact = raw.exact and same
            return marked(unknown(wanted, *raw.origins, exact=exact), args[0])
        return converted

    row = Parameter("v", null=True, marked=True, dynamic=True, unknown=True)
    return Function(name, (row,), None, wanted, implementation, may_be_null=True)


def _same_type(args: Arguments, _: Context) -> Type:
    return args[0].type


def _sensitive(args: Arguments, _: Type, __: Context) -> Value:
    return Value(args[0].type, args[0].raw, sensitive=True)


def _nonsensitive(args: Arguments, _: Type, __: Context) -> Value:
    return Value(args[0].type, args[0].raw)


def _issensitive(args: Arguments, type_: Type, _: Context) -> Value:
    (value,) = args
    if value.sensitive:
        return TRUE
    return FALSE if value.is_known else unknown(type_, *origins(value))


def _unchanged(args: Arguments, _: Type, __: Context) -> Value:
    return args[0]


def _failed(attempts: Sequence[Attempt]) -> str:
    reasons = (
        str(diagnostic).removesuffix(".")
        for attempt in attempts
        for diagnostic in attempt.evaluate()[1]
        if diagnostic.severity == "error"
    )
    return "no expression succeeded: " + "; ".join(reasons)


def _succeeds(attempt: Attempt) -> Value | None:
    value, diagnostics = attempt.evaluate()
    failed = any(diagnostic.severity == "error" for diagnostic in diagnostics)
    return None if failed else value


def _try(attempts: Sequence[Attempt], _: Context) -> Value:
    if not attempts:
        raise FunctionError("at least one argument is needed")
    for attempt in attempts:
        value = _succeeds(attempt)
        if value is None:
            continue
        if wholly_known(value):
            return value
        # Terraform forgets even the type: what succeeds now may fail once the value is known.
        exact = isinstance(value.raw, Unknown) and value.raw.exact
        return unknown(DYNAMIC, *origins(value), exact=exact)
    raise FunctionError(_failed(attempts))


def _can(attempts: Sequence[Attempt], _: Context) -> Value:
    value = _succeeds(attempts[0])
    if value is None:
        return FALSE
    return TRUE if wholly_known(value) else unknown(BOOL, *origins(value))


_ANYTHING = Parameter("value", null=True, unknown=True, marked=True, dynamic=True)

CONVERSION = table(
    _to("tostring", STRING),
    _to("tonumber", NUMBER),
    _to("tobool", BOOL),
    _to("tolist", ListOf(DYNAMIC)),
    _to("toset", SetOf(DYNAMIC)),
    _to("tomap", MapOf(DYNAMIC)),
    Function("sensitive", (_ANYTHING,), None, _same_type, _sensitive, may_be_null=True),
    Function("nonsensitive", (_ANYTHING,), None, _same_type, _nonsensitive, may_be_null=True),
    Function("issensitive", (_ANYTHING,), None, BOOL, _issensitive, may_be_null=True),
    Function("ephemeralasnull", (_ANYTHING,), None, _same_type, _unchanged, may_be_null=True),
    Function("try", (), Parameter("expressions"), DYNAMIC, lazily=_try),
    Function("can", (Parameter("expression"),), None, BOOL, lazily=_can),
)
