"""Functions whose answer is made anew at every run: unknown in a plan, and here."""

from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    Implementation,
    Parameter,
    table,
)
from archbench.hcl.types import NUMBER, STRING, Type
from archbench.hcl.values import Origin, Value, unknown


def _known_later(name: str, reason: str) -> Implementation:
    def implementation(_: Arguments, type_: Type, __: Context) -> Value:
        return unknown(type_, Origin("function", f"{name}()", reason=reason))

    return implementation


UNPREDICTABLE = table(
    Function(
        "bcrypt",
        (Parameter("str", STRING),),
        Parameter("cost", NUMBER),
        STRING,
        _known_later("bcrypt", "It hashes with a new salt when Terraform applies."),
    ),
    Function(
        "plantimestamp",
        (),
        None,
        STRING,
        _known_later("plantimestamp", "It is the time at which Terraform plans."),
        may_be_null=True,
    ),
    Function(
        "timestamp",
        (),
        None,
        STRING,
        _known_later("timestamp", "It is the time at which Terraform applies."),
    ),
    Function(
        "uuid",
        (),
        None,
        STRING,
        _known_later("uuid", "It is made at random when Terraform applies."),
    ),
)
