"""`data "aws_iam_policy_document"`: the JSON text the AWS provider renders, byte for byte.

The provider computes this data source without AWS. Its rules, as seen in plans of provider 5.100:
two spaces of indent, HTML characters escaped, lists of one written as a string, lists of actions,
resources and principals in descending order, condition values as given, "&{" written for "${".
Blocks of one principal type, or of one test and variable, follow in the order of the provider's
sets (`provider_sets`). Of a source document only a policy's own fields are kept.
Reference: https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/data-sources/iam_policy_document
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from archbench.frozen import frozen
from archbench.terraform import provider_sets

PolicyJson = Any
PolicyValue = Any
"""Known values only: None, bool, str, tuples and mappings."""

DEFAULT_VERSION = "2012-10-17"
_VERSIONS = ("2008-10-17", DEFAULT_VERSION)
_LARGEST = 2**53
_LISTS = (
    ("Action", "actions"),
    ("NotAction", "not_actions"),
    ("Resource", "resources"),
    ("NotResource", "not_resources"),
)
_FIELDS = ("Sid", "Effect", *(key for key, _ in _LISTS), "Principal", "NotPrincipal", "Condition")


class PolicyError(Exception):
    """The document cannot be rendered; the text says why, in a sentence."""


@frozen
class Rendered:
    """A policy document as the provider writes it."""

    id: str
    json: str
    minified_json: str


def render(arguments: Mapping[str, PolicyValue]) -> Rendered:
    """The document with these arguments.

    Raises:
        PolicyError: a source is no policy, two statements share a Sid, or a value is refused.
    """
    merged: dict[str, PolicyJson] = {"Version": "", "Id": "", "Statement": []}
    seen: set[str] = set()
    for text in _texts(arguments.get("source_policy_documents")):
        source = _parsed(text)
        for statement in source["Statement"]:
            sid = statement.get("Sid")
            if sid in seen:
                raise PolicyError(f'Sid "{sid}" stands in more than one source document.')
            if sid:
                seen.add(sid)
        _merge(merged, source)
    _merge(merged, _own(arguments))
    for text in _texts(arguments.get("override_policy_documents")):
        _merge(merged, _parsed(text))
    document = {key: value for key, value in merged.items() if value}
    text = _text(document, indent=2)
    return Rendered(provider_sets.code(text), text, _text(document, indent=None))


def _texts(items: Iterable[str | None] | None) -> list[str]:
    """The elements of a list argument; the provider refuses null among them."""
    found = list(items or ())
    if None in found:
        raise PolicyError("A list holds null, which the provider refuses.")
    return [str(item) for item in found]


def _own(arguments: Mapping[str, PolicyValue]) -> dict[str, PolicyJson]:
    version = arguments.get("version")
    version = DEFAULT_VERSION if version is None else version
    if version not in _VERSIONS:
        raise PolicyError(f'The version must be one of {" and ".join(_VERSIONS)}, not "{version}".')
    statements = [_statement(item, version) for item in arguments.get("statement") or ()]
    sids = [item["Sid"] for item in statements if item.get("Sid")]
    for sid in sids:
        if sids.count(sid) > 1:
            raise PolicyError(f'Sid "{sid}" stands in more than one statement. Rename one.')
    return {
        "Version": version,
        "Id": arguments.get("policy_id") or "",
        "Statement": statements,
    }


def _statement(block: Mapping[str, PolicyValue], version: str) -> dict[str, PolicyJson]:
    effect = block.get("effect")
    if effect not in (None, "Allow", "Deny"):
        raise PolicyError(f'An effect must be Allow or Deny, not "{effect}".')
    values: dict[str, PolicyJson] = {"Sid": block.get("sid") or None, "Effect": effect or "Allow"}
    for key, name in _LISTS:
        items = _texts(block.get(name))
        if items:
            found = _one_or_many(sorted(set(items), reverse=True))
            values[key] = _with_variables(found, version) if "esource" in key else found
    for key, name in (("Principal", "principals"), ("NotPrincipal", "not_principals")):
        blocks = provider_sets.ordered(block.get(name) or (), sets=("identifiers",))
        pairs = [
            (
                item["type"],
                _with_variables(
                    _one_or_many(sorted(set(_texts(item["identifiers"])), reverse=True)), version
                ),
            )
            for item in blocks
        ]
        values[key] = _principals(pairs)
    blocks = provider_sets.ordered(block.get("condition") or (), lists=("values",))
    values["Condition"] = _conditions(
        (item["test"], item["variable"], _with_variables(_texts(item["values"]), version))
        for item in blocks
    )
    return {key: value for key, value in values.items() if value is not None}


def _principals(pairs: Sequence[tuple[str, str | list[str]]]) -> PolicyJson:
    """Types with their identifiers, gathered as the provider writes them."""
    if len(pairs) == 1 and pairs[0] in (("*", "*"), ("*", ["*"])):
        return "*"
    found: dict[str, str | list[str]] = {}
    for kind, names in pairs:
        before = found.get(kind)
        if before is None:
            found[kind] = names if isinstance(names, str) else sorted(names, reverse=True)
        else:
            new = [names] if isinstance(names, str) else sorted(names, reverse=True)
            found[kind] = [*([before] if isinstance(before, str) else before), *new]
    return {key: found[key] for key in sorted(found)} or None


def _conditions(items: Iterable[tuple[str, str, list[str]]]) -> PolicyJson:
    """Tests with their variables and the values of each, in the order they come."""
    found: dict[str, dict[str, list[str]]] = {}
    for test, variable, values in items:
        found.setdefault(test, {}).setdefault(variable, []).extend(values)
    return {
        test: {name: _one_or_many(inner[name]) for name in sorted(inner)}
        for test, inner in sorted(found.items())
    } or None


def _with_variables(found: PolicyJson, version: str) -> PolicyJson:
    """With "${" for "&{", which only the newer version of the policy language knows."""
    if isinstance(found, list):
        return [_with_variables(item, version) for item in found]
    if "&{" in found and version != DEFAULT_VERSION:
        raise PolicyError(f'"{found}" holds "&{{", which version {version} does not support.')
    return found.replace("&{", "${")


def _one_or_many(items: list[str]) -> PolicyJson:
    return items[0] if len(items) == 1 else items


def _parsed(text: str) -> dict[str, PolicyJson]:
    """A source document: of each object what a policy has, by names in any case."""
    try:
        document = json.loads(text or "null", parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise PolicyError(f"A source document is no JSON ({error}).") from error
    found = _fields(
        {} if document is None else document, ("Version", "Id", "Statement"), "A source document"
    )
    statements = found.get("Statement") or []
    if not isinstance(statements, list):
        raise PolicyError("A source document is no policy: its Statement must be a list.")
    return {
        "Version": _string(found, "Version"),
        "Id": _string(found, "Id"),
        "Statement": [_reread(item) for item in statements],
    }


def _refused(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _fields(given: PolicyJson, names: Sequence[str], what: str) -> dict[str, PolicyJson]:
    if not isinstance(given, dict):
        raise PolicyError(f"{what} is no policy: an object is needed.")
    known = {name.casefold(): name for name in names}
    found: dict[str, PolicyJson] = {}
    for name, value in given.items():
        field = known.get(name.casefold())
        if field in found:
            raise PolicyError(f"{what} names {field} twice.")
        if field is not None:
            found[field] = value
    return found


def _string(found: Mapping[str, PolicyJson], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str | None):
        raise PolicyError(f"{name} of a source document must be a string.")
    return value or ""


def _reread(given: PolicyJson) -> dict[str, PolicyJson]:
    """A statement of a source document in the form the provider writes it."""
    found = _fields(given, _FIELDS, "A statement of a source document")
    values: dict[str, PolicyJson] = {
        "Sid": _string(found, "Sid") or None,
        "Effect": _string(found, "Effect") or None,
    }
    for key, _ in _LISTS:
        values[key] = _sorted(found.get(key))
    for key in ("Principal", "NotPrincipal"):
        if key in found:
            values[key] = _reread_principals(found[key])
    values["Condition"] = _conditions(_reread_conditions(found.get("Condition")))
    return {key: value for key, value in values.items() if value is not None}


def _reread_principals(given: PolicyJson) -> PolicyJson:
    if isinstance(given, str):
        return "*"
    if not isinstance(given, dict):
        raise PolicyError("A Principal of a source document must be a string or an object.")
    pairs = [(kind, _strings(names, f"Principal {kind}")) for kind, names in given.items()]
    return _principals(
        [(kind, given[kind] if isinstance(given[kind], str) else names) for kind, names in pairs]
    )


def _reread_conditions(given: PolicyJson) -> Iterable[tuple[str, str, list[str]]]:
    for test, inner in _mapping(given).items():
        for variable, values in _mapping(inner).items():
            if isinstance(values, bool):
                yield test, variable, ["true" if values else "false"]
            elif isinstance(values, str | list):
                yield test, variable, _strings(values, f"Condition {variable}")


def _mapping(given: PolicyJson) -> Mapping[str, PolicyJson]:
    if not isinstance(given, dict | None):
        raise PolicyError("A Condition of a source document must be an object of objects.")
    return given or {}


def _strings(given: PolicyJson, what: str) -> list[str]:
    items = [given] if isinstance(given, str) else given
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise PolicyError(f"{what} of a source document must be a string or a list of strings.")
    return items


def _sorted(value: PolicyJson) -> PolicyJson:
    """Any JSON value with the keys of its objects in order."""
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > _LARGEST):
        raise PolicyError(f"A source document holds the number {value} in place of text.")
    return value


def _merge(into: dict[str, PolicyJson], new: Mapping[str, PolicyJson]) -> None:
    into["Id"] = new["Id"] or into["Id"]
    into["Version"] = max(into["Version"], new["Version"])
    for statement in new["Statement"]:
        sid = statement.get("Sid")
        same = [i for i, other in enumerate(into["Statement"]) if other.get("Sid") == sid]
        if sid and same:
            into["Statement"][same[0]] = statement
        else:
            into["Statement"].append(statement)


def _text(document: Mapping[str, PolicyJson], indent: int | None) -> str:
    """As Go's encoding/json writes it."""
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(document, indent=indent, separators=separators, ensure_ascii=False)
    return _escaped(text)


def _escaped(text: str) -> str:
    pairs: Iterable[tuple[str, str]] = (
        ("&", "\\u0026"),
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    )
    for character, escape in pairs:
        text = text.replace(character, escape)
    return text
