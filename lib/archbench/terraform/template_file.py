"""The text that `data "template_file"` renders: a template with the texts it is given.

The provider hashicorp/template is archived, and still in many configurations. It parses the
template as Terraform does, every variable a text, with Terraform's functions; those that read files
are left out here. https://registry.terraform.io/providers/hashicorp/template/2.2.0/docs
"""

from collections.abc import Mapping

from archbench.errors import EvaluationLimitError
from archbench.hcl.convert import convert
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.errors import ConversionError
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.functions.files import FILES
from archbench.hcl.parser import parse_template
from archbench.hcl.scope import scope_of
from archbench.hcl.types import STRING
from archbench.hcl.values import Value

_LEFT_OUT = {*FILES, "templatefile", "templatestring"}


class TemplateError(Exception):
    """The template is not rendered here; the text says why."""


def render(template: str, given: Mapping[str, Value]) -> Value:
    """The text; one that is not known, and may be known in part, while a variable it takes is not.

    Raises:
        TemplateError: it does not render, or to something else than a text.
    """
    expression, problems = parse_template(template, "template_file")
    heard: list[Diagnostic] = list(problems)
    functions = {name: item for name, item in FUNCTIONS.items() if name not in _LEFT_OUT}
    try:
        scope = scope_of(given, functions, heard.append)
        made = scope.value(expression) if expression is not None else None
        text = convert(made, STRING) if made is not None else None
    except (ConversionError, EvaluationLimitError) as error:
        raise TemplateError(f"the template does not render: {error}") from None
    wrong = [item for item in heard if item.severity == "error"]
    if wrong or text is None or text.is_null:
        why = f"{wrong[0].summary}. {wrong[0].detail}" if wrong else "it is no text"
        raise TemplateError(f"the template does not render: {why}".rstrip("."))
    return text
