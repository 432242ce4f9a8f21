"""Values written as HCL text, by python-hcl2; the only module that imports it."""

from collections.abc import Mapping, Sequence

import hcl2

_ESCAPES = {number: f"\\u{number:04x}" for number in range(32)} | {
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def tfvars(values: Mapping[str, Json]) -> str:
    """The text of a .tfvars file that sets these variables, one each, in the order given.

    >>> print(tfvars({"nat_gateway_count": 1, "name": "50% ${off}"}))
    nat_gateway_count = 1
    name = "50% $${off}"
    <BLANKLINE>

    Raises:
        ValueError: a name is not one Terraform allows for a variable.
    """
    for name in values:
        if not name.replace("-", "_").isidentifier():
            raise ValueError(f'"{name}" cannot name a variable')
    return hcl2.dumps({name: _expression(value) for name, value in values.items()})


def written(value: Json) -> str:
    """A value as the expression that stands for it, on one line unless it is an object.

    >>> print(written(True), written("ELB"), written(["a", "b"]))
    true "ELB" ["a", "b"]
    """
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(written(item) for item in value)}]"
    return tfvars({"value": value}).partition("=")[2].strip()


def quote(text: str) -> str:
    r"""A string as HCL writes it: quoted, escaped, nothing in it a template.

    >>> print(quote('a "b" %{c} \\'))
    "a \"b\" %%{c} \\"
    """
    escaped = text.translate(_ESCAPES).replace("${", "$${").replace("%{", "%%{")
    return f'"{escaped}"'


def _expression(value: Json) -> object:
    """A value in the form python-hcl2 writes: strings carry their quotes."""
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, Mapping):
        return {quote(name): _expression(item) for name, item in value.items()}
    if isinstance(value, Sequence):
        return [_expression(item) for item in value]
    return value
