"""`data "aws_iam_policy_document"`: the JSON text the AWS provider renders, byte for byte.

The provider computes this data source without AWS. Its rules, as seen in plans of provider 5.100:
two spaces of indent, HTML characters escaped, lists of one written as a string, lists of actions,
resources and principals in descending order, condition values as given, "&{" written for "${".
Reference: https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/data-sources/iam_policy_document
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Json = Any
Plain = Any
"""Known values only: None, bool, str, tuples and mappings."""

_STATEMENT = (
    ("Sid", "sid"),
    ("Effect", "effect"),
    ("Action", "actions"),
    ("NotAction", "not_actions"),
    ("Resource", "resources"),
    ("NotResource", "not_resources"),
)


class PolicyError(Exception):
    """The document cannot be rendered; the text says why, in a sentence."""


def render(arguments: Mapping[str, Plain]) -> tuple[str, str]:
    """The `json` and `minified_json` of a policy document with these arguments.

    Raises:
        PolicyError: a source is no policy, or two statements share a Sid.
    """
    merged: dict[str, Json] = {"Version": "", "Id": "", "Statement": []}
    seen: set[str] = set()
    for text in arguments.get("source_policy_documents") or ():
        source = _parsed(text)
        for statement in source.get("Statement", ()):
            sid = statement.get("Sid")
            if sid in seen:
                raise PolicyError(f'Sid "{sid}" stands in more than one source document.')
            if sid:
                seen.add(sid)
        _merge(merged, source)
    _merge(merged, _own(arguments))
    for text in arguments.get("override_policy_documents") or ():
        _merge(merged, _parsed(text))
    document = {key: value for key, value in merged.items() if value}
    return _text(document, indent=2), _text(document, indent=None)


def _own(arguments: Mapping[str, Plain]) -> dict[str, Json]:
    statements = [_statement(item) for item in arguments.get("statement") or ()]
    sids = [item["Sid"] for item in statements if item.get("Sid")]
    for sid in sids:
        if sids.count(sid) > 1:
            raise PolicyError(f'Sid "{sid}" stands in more than one statement. Rename one.')
    return {
        "Version": arguments.get("version") or "2012-10-17",
        "Id": arguments.get("policy_id") or "",
        "Statement": statements,
    }


def _statement(block: Mapping[str, Plain]) -> dict[str, Json]:
    effect = block.get("effect") or "Allow"
    values: dict[str, Json] = {"Sid": block.get("sid") or "", "Effect": effect}
    for key, name in _STATEMENT[2:]:
        items = [item or "" for item in block.get(name) or ()]
        if "esource" in key:
            items = [_with_variables(item) for item in items]
        values[key] = _one_or_many(sorted(set(items), reverse=True))
    for key, name in (("Principal", "principals"), ("NotPrincipal", "not_principals")):
        values[key] = _principals(block.get(name) or ())
    values["Condition"] = _conditions(block.get("condition") or ())
    return {key: value for key, value in values.items() if value}


def _principals(blocks: Sequence[Mapping[str, Plain]]) -> Json:
    found: dict[str, list[str]] = {}
    for block in blocks:
        names = sorted({_with_variables(item) for item in block["identifiers"] or ()}, reverse=True)
        if block["type"] in found:
            raise PolicyError(
                f'Two principals blocks have the type "{block["type"]}"; the provider\'s order of '
                "them is not known to archbench. Write them as one block."
            )
        found[block["type"]] = names
    if found == {"*": ["*"]}:
        return "*"
    return {key: _one_or_many(found[key]) for key in sorted(found)}


def _conditions(blocks: Sequence[Mapping[str, Plain]]) -> Json:
    found: dict[str, dict[str, list[str]]] = {}
    for block in blocks:
        values = found.setdefault(block["test"], {}).setdefault(block["variable"], [])
        if values:
            raise PolicyError(
                f"Two condition blocks test {block['variable']} with {block['test']}; the "
                "provider's order of them is not known to archbench. Write them as one block."
            )
        values.extend(_with_variables(item or "") for item in block["values"] or ())
    return {
        test: {name: _one_or_many(items[name]) for name in sorted(items)}
        for test, items in sorted(found.items())
    }


def _with_variables(text: str) -> str:
    return text.replace("&{", "${")


def _one_or_many(items: list[str]) -> Json:
    return items[0] if len(items) == 1 else items


def _collapsed(values: Json) -> Json:
    return _one_or_many(values) if isinstance(values, list) else values


def _parsed(text: str | None) -> dict[str, Json]:
    """A source document, its principals and conditions in the form the provider writes them."""
    if not text:
        return {}
    try:
        document = json.loads(text)
    except ValueError as error:
        raise PolicyError(f"A source document is no JSON ({error}).") from error
    if not isinstance(document, dict) or not isinstance(document.get("Statement", []), list):
        raise PolicyError("A source document is no policy: its Statement must be a list.")
    return {**document, "Statement": [_reread(item) for item in document.get("Statement", [])]}


def _reread(statement: Mapping[str, Json]) -> dict[str, Json]:
    values: dict[str, Json] = {}
    for key, _ in _STATEMENT:
        values[key] = statement.get(key)
    for key in ("Principal", "NotPrincipal"):
        given = statement.get(key)
        if isinstance(given, Mapping):
            given = {
                kind: sorted(names, reverse=True) if isinstance(names, list) else names
                for kind, names in sorted(given.items())
            }
        values[key] = given
    condition = statement.get("Condition") or {}
    values["Condition"] = {
        test: {name: _collapsed(condition[test][name]) for name in sorted(condition[test])}
        for test in sorted(condition)
    }
    return {key: value for key, value in values.items() if value}


def _merge(into: dict[str, Json], new: Mapping[str, Json]) -> None:
    into["Id"] = new.get("Id") or into["Id"]
    into["Version"] = max(into["Version"], new.get("Version") or "")
    for statement in new.get("Statement", ()):
        same = [i for i, other in enumerate(into["Statement"]) if _sid(other) == _sid(statement)]
        if _sid(statement) and same:
            into["Statement"][same[0]] = statement
        else:
            into["Statement"].append(statement)


def _sid(statement: Mapping[str, Json]) -> str:
    return str(statement.get("Sid") or "")


def _text(document: Mapping[str, Json], indent: int | None) -> str:
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
