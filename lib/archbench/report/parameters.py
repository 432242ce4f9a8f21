"""The typed parameters of a notebook: read without running it, checked before a kernel starts.

A notebook has one cell tagged `parameters`; each of its statements is `name: type = literal`, and a
comment on that line is the parameter's help. Types are those of JSON: str, int, float, bool, list,
dict, and `list[str]` and the like.
"""

import ast
import io
import json
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import cast

from nbformat import NotebookNode

from archbench.errors import InputError
from archbench.hcl.diagnostics import did_you_mean

ParameterValue = (
    None | bool | int | float | str | list["ParameterValue"] | dict[str, "ParameterValue"]
)

_TYPES: dict[str, type] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "list": list,
    "dict": dict,
}


@dataclass(frozen=True, slots=True)
class NotebookParameter:
    """One parameter: its type as written, its default and its help."""

    name: str
    type: str
    default: ParameterValue
    help: str


def read_parameters(notebook: NotebookNode, filename: str) -> tuple[NotebookParameter, ...]:
    """The parameters a notebook declares, in order.

    Raises:
        InputError: there is no parameters cell or more than one, or a line of it is not
            `name: type = literal`.
    """
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise InputError(
            f"{filename}: {len(cells)} cells are tagged `parameters`; a notebook has exactly one."
        )
    source = cells[0].source
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        raise InputError(
            f"{filename}, parameters cell, line {error.lineno}: {error.msg}."
        ) from error
    helps = _comments(source)
    return tuple(_read(statement, helps, filename) for statement in statements)


def _comments(source: str) -> Mapping[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: token.string.lstrip("# ")
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _read(statement: ast.stmt, helps: Mapping[int, str], filename: str) -> NotebookParameter:
    place = f"{filename}, parameters cell, line {statement.lineno}"
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=ast.expr() as v):
            type_ = ast.unparse(annotation)
            try:
                default = cast("ParameterValue", ast.literal_eval(v))
            except ValueError as error:
                raise InputError(f"{place}: the default of {name} is not a literal.") from error
        case _:
            raise InputError(f"{place}: a parameter is written `name: type = literal  # help`.")
    if type_.split("[", maxsplit=1)[0] not in _TYPES:
        raise InputError(f"{place}: {name} has type {type_}; use one of {', '.join(_TYPES)}.")
    parameter = NotebookParameter(name, type_, default, helps.get(statement.end_lineno or 0, ""))
    _check(parameter, default)
    return parameter


def bind(
    parameters: tuple[NotebookParameter, ...], given: Mapping[str, ParameterValue]
) -> dict[str, ParameterValue]:
    """What to set in a notebook: the given values, checked and converted to the declared types.

    A string given for a parameter of another type is read as JSON, as on a command line.

    Raises:
        InputError: a name no parameter has, or a value that is not of its type.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise InputError(
                f'No parameter is named "{name}".{did_you_mean(name, set(known))}'
                f" There are: {', '.join(sorted(known))}."
            )
    return {name: _check(known[name], value) for name, value in given.items()}


def _check(parameter: NotebookParameter, value: ParameterValue) -> ParameterValue:
    wanted = _TYPES[parameter.type.split("[", maxsplit=1)[0]]
    if isinstance(value, str) and wanted is not str:
        try:
            value = json.loads(value)
        except ValueError:
            value = cast("ParameterValue", value)
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted or (type(value) is float and not isfinite(value)):
        hint = {bool: "true or false", list: "a list, such as [1, 2]", dict: 'such as {"a": 1}'}
        raise InputError(
            f"Parameter {parameter.name} is {parameter.type}"
            f"{f' ({hint[wanted]})' if wanted in hint else ''}; {json.dumps(value)} is not."
        )
    return value
