"""yamlencode and yamldecode."""

from archbench.hcl.functions.table import Arguments, Context, Function, Parameter, table
from archbench.hcl.functions.values import string, text_of, wholly_known
from archbench.hcl.refine import origins
from archbench.hcl.types import DYNAMIC, STRING, Type
from archbench.hcl.values import Value, unknown


def _yamlencode(args: Arguments, type_: Type, _: Context) -> Value:
    from archbench.hcl.functions.yaml_text import yaml_text  # noqa: PLC0415 (few calls need it)

    if not wholly_known(args[0]):
        return unknown(type_, *origins(args[0]))
    return string(yaml_text(args[0]))


def _yamldecode(args: Arguments, _: Type, context: Context) -> Value:
    from archbench.hcl.functions.yaml_value import yaml_value  # noqa: PLC0415 (loads PyYAML)

    return yaml_value(text_of(args[0]), context)


YAML = table(
    Function(
        "yamlencode",
        (Parameter("value", null=True, dynamic=True),),
        None,
        STRING,
        _yamlencode,
        may_be_null=True,
    ),
    Function(
        "yamldecode", (Parameter("src", STRING),), None, DYNAMIC, _yamldecode, may_be_null=True
    ),
)
