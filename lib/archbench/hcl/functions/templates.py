"""Functions that render templates: their text is parsed and evaluated like the language itself."""

from collections.abc import Sequence

from archbench.hcl.convert import convert
from archbench.hcl.errors import ConversionError
from archbench.hcl.functions.files import FILES, read_text
from archbench.hcl.functions.table import (
    Arguments,
    Attempt,
    Context,
    Function,
    FunctionError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import entries, marked, text_of, unmark
from archbench.hcl.refine import origins
from archbench.hcl.syntax import (
    Expression,
    IndexBy,
    LiteralValue,
    RelativeTraversal,
    Splat,
    Template,
    TemplateWrap,
    Traversal,
)
from archbench.hcl.types import DYNAMIC, STRING, MapOf, ObjectOf, Type
from archbench.hcl.values import Value, unknown

_TEMPLATE_FUNCTIONS = frozenset({"templatefile", "templatestring"})


def _render(
    source: str, filename: str, variables: Value, forbidden: frozenset[str], context: Context
) -> Value:
    """The rendered template; everything sensitive in the variables marks the whole result."""
    if not isinstance(variables.type, (MapOf, ObjectOf)):
        raise FunctionError(f"the variables must be a map or object, not {variables.type}", 1)
    for name in entries(variables):
        if name.startswith("-") or not name.replace("-", "_").isidentifier():
            raise FunctionError(f'"{name}" cannot be the name of a template variable', 1)
    bare, sensitive = unmark(variables)
    result = context.render(source, filename, entries(bare), forbidden)
    if result.is_null:
        raise FunctionError("the template renders to null")
    return marked(result, Value(DYNAMIC, None, sensitive=sensitive))


def _templatefile(args: Arguments, _: Type, context: Context) -> Value:
    path, variables = args
    if not (path.is_known and variables.is_known):
        return marked(unknown(DYNAMIC, *origins(*args)), path, *_marks(variables))
    source = read_text(text_of(path), context)
    result = _render(source, text_of(path), variables, _TEMPLATE_FUNCTIONS, context)
    return marked(result, path)


def _marks(value: Value) -> tuple[Value, ...]:
    return (Value(DYNAMIC, None, sensitive=unmark(value)[1]),)


def _templatestring(attempts: Sequence[Attempt], context: Context) -> Value:
    variables = _evaluated(attempts[1], context)
    if variables.is_null:
        raise FunctionError("the argument must not be null", 1)
    if not variables.is_known:  # then the template's names must be there, and no more
        attempts[0].evaluate()
        type_ = DYNAMIC if variables.type == DYNAMIC else STRING
        return marked(unknown(type_, *origins(variables)), *_marks(variables))
    _check_reference(attempts[0].expression)
    template = _evaluated(attempts[0], context)
    if not template.is_known:
        return marked(unknown(STRING, *origins(template)), template, *_marks(variables))
    if template.type != STRING or template.is_null:
        raise FunctionError("the template must be a string", 0)
    result = _render(
        text_of(template),
        "the template of templatestring()",
        variables,
        _TEMPLATE_FUNCTIONS | frozenset(FILES),
        context,
    )
    try:
        return marked(convert(result, STRING), template)
    except ConversionError as error:
        raise FunctionError(f"the template does not render to a string: {error}") from None


def _evaluated(attempt: Attempt, context: Context) -> Value:
    value, diagnostics = attempt.evaluate()
    for diagnostic in diagnostics:
        context.report(diagnostic)
    return value


def _check_reference(expression: Expression) -> None:
    """Refuse a template that is written in place, as Terraform does."""
    if isinstance(expression, (Template, TemplateWrap, LiteralValue)):
        raise FunctionError(
            "the template must be a reference such as local.template; to render a template"
            " written in place, use a template string",
            0,
        )
    if isinstance(expression, (RelativeTraversal, Splat)):
        _check_reference(expression.source)
    elif isinstance(expression, IndexBy):
        _check_reference(expression.collection)
    elif not isinstance(expression, Traversal):
        raise FunctionError(
            "the template must be a reference such as local.template, not an expression", 0
        )


TEMPLATES = table(
    Function(
        "templatefile",
        (
            Parameter("path", STRING, marked=True, unknown=True),
            Parameter("vars", marked=True, unknown=True),
        ),
        None,
        DYNAMIC,
        _templatefile,
    ),
    Function(
        "templatestring",
        (Parameter("template", STRING), Parameter("vars")),
        None,
        STRING,
        lazily=_templatestring,
    ),
)
