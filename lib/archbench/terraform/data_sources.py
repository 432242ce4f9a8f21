"""Answers for data sources: from a small file, or computed where no account is needed.

The file is YAML or JSON: a type, then cases in order, each with the values it gives; `address`,
`region` and `where` (configured arguments that must be equal, or null for one that is left out)
narrow a case. `by_region`, a region with its values each, stands for as many cases. Of the cases
that fit, the first to hold a value gives it.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import Any

from archbench.errors import InputError, reason_of
from archbench.files import data_directory, read_text
from archbench.frozen import field_names, frozen, replace
from archbench.hcl.construct import is_sensitive_deep, unmarked
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.plain import from_plain, plain
from archbench.hcl.refine import origins
from archbench.hcl.types import STRING, MapOf
from archbench.hcl.values import Made, Origin, Unknown, Value
from archbench.json_text import json_data
from archbench.terraform.computed_data import BY_REGION, Question, arn_parts, beside_id
from archbench.terraform.instances import Planned
from archbench.terraform.policy_document import DEFAULT_VERSION, PolicyError, render
from archbench.terraform.provider_results import ProviderConfiguration, own_region
from archbench.terraform.schema import BlockSchema, schema_of, type_names
from archbench.terraform.template_file import TemplateError
from archbench.terraform.template_file import render as render_template

Answers = Mapping[str, Sequence[Mapping[str, Any]]]

_NOT_GIVEN = "Terraform asks AWS for it; give an answer with --data to have it known"
_ZONES = "aws_availability_zones."
_CHOOSING = ("all_availability_zones", "exclude_names", "exclude_zone_ids")
_REGION_ARGUMENTS = {"aws_region": "name"}
_KEYS = frozenset({"address", "region", "where", "values", "by_region", "about"})


@frozen
class DataReading:
    """What is known of a data source's results, and why the rest is not."""

    values: Mapping[str, Value]
    reason: str = _NOT_GIVEN


def read_answers(path: Path | None) -> Answers:
    """The answers in the user's file, before those shipped.

    Raises:
        InputError: the file cannot be read or has another shape.
    """
    given = {} if path is None else _load(path)
    for type_, cases in given.items():
        schema = schema_of("data", type_)
        names = {name for case in cases for name in case["values"]}
        wrong = min(names - schema.names, default="") if schema else ""
        if schema is None and type_.startswith("aws_"):
            hint = did_you_mean(type_, type_names("data"))
            raise InputError(f"{path}: there is no data source {type_}.{hint}")
        if schema is not None and wrong:
            hint = did_you_mean(wrong, schema.names)
            raise InputError(f'{path}: {type_} has no attribute "{wrong}".{hint}')
    return _Answers(given)


class _Answers(Mapping[str, Sequence[Mapping[str, Any]]]):
    """Given answers before those shipped, which are read when a data source is there."""

    def __init__(self, given: dict[str, list[Mapping[str, Any]]]) -> None:
        self._given = given

    def __getitem__(self, name: str) -> Sequence[Mapping[str, Any]]:
        if name not in self._shipped:
            return self._given[name]
        return (*self._given.get(name, ()), *self._shipped[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._given | self._shipped)

    def __len__(self) -> int:
        return len(self._given | self._shipped)

    @cached_property
    def _shipped(self) -> dict[str, list[Mapping[str, Any]]]:
        return _load(data_directory() / "data_sources.json")


def _load(path: Path) -> dict[str, list[Mapping[str, Any]]]:
    try:
        found = _document(path)
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} cannot be read as answers for data sources: {reason_of(error)}."
        ) from error
    if not isinstance(found, dict):
        raise InputError(f"{path} must name data source types, each with a list of cases.")
    for name, cases in found.items():
        if not isinstance(cases, list) or not all(_is_case(case) for case in cases):
            raise InputError(
                f"{path}: {name} must be a list of cases, each with values or by_region "
                "and perhaps address, region and where."
            )
    if (odd := _odd(found)) is not None:
        raise InputError(f"{path} says {odd}, which is no text, number, true, false or null.")
    return {name: [one for case in cases for one in _apart(case)] for name, cases in found.items()}


def _odd(value: object) -> object | None:
    """What a file holds that Terraform has no value for: a day, or no number."""
    if isinstance(value, Mapping | list):
        items = value.values() if isinstance(value, Mapping) else value
        return next((odd for odd in map(_odd, items) if odd is not None), None)
    if isinstance(value, float) and not isfinite(value):
        return value
    return None if value is None or isinstance(value, str | int | float | Decimal) else value


def _document(path: Path) -> object:
    """What a file holds, in JSON or YAML; raises OSError or ValueError."""
    text = read_text(path)
    if path.suffix == ".json":
        return json_data(text, once=True)
    from yaml import YAMLError  # noqa: PLC0415 takes as long to load as a small check does

    from archbench.yaml_text import repeated, yaml_data, yaml_node  # noqa: PLC0415

    try:
        twice = repeated(yaml_node(text))
        if twice is not None:
            raise ValueError(f'line {twice.start_mark.line + 1} has "{twice.value}" once more')
        return yaml_data(text) or {}
    except YAMLError as error:
        raise ValueError(reason_of(error)) from error


def _is_case(case: object) -> bool:
    if not isinstance(case, dict) or not case.keys() <= _KEYS:
        return False
    if not isinstance(case.get("where", {}), dict):
        return False
    if "by_region" not in case:
        return isinstance(case.get("values"), dict)
    table = case["by_region"]
    return (
        isinstance(table, dict)
        and all(isinstance(values, dict) for values in table.values())
        and not case.keys() & {"region", "values"}
    )


def _apart(case: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The case, or one for each region of its table."""
    if "by_region" not in case:
        yield case
        return
    shared = {name: value for name, value in case.items() if name != "by_region"}
    for region, values in case["by_region"].items():
        yield shared | {"region": region, "values": values}


def read(
    type_: str, item: Planned, provider: ProviderConfiguration, answers: Answers
) -> DataReading:
    """What is known of a data source of this type, read with a provider."""
    home = provider.region if isinstance(provider.region, str) else None
    region = _region_asked(type_, item, home)
    cases = [case for case in answers.get(type_, ()) if _fits(case, item, region)]
    if not cases and type_ == "aws_iam_policy_document":
        return _policy_document(item.given)
    if not cases and type_ == "template_file":
        return _template_file(item)
    values = dict(_computed(type_, item, region, home))
    for case in reversed(cases):
        values.update(case["values"])
    if home is not None and isinstance(values.get("id"), str):
        beside = beside_id(type_, values["id"], home)
        values = {k: v for k, v in beside.items() if k not in item.given} | values
    found = {
        name: _typed(f"{type_}.{name}", name, value, item.schema)
        for name, value in values.items()
        if item.schema is None or name in item.schema.names
    } | own_region(item, provider)
    if type_ == "aws_default_tags" and "tags" not in found:
        found |= _default_tags(provider)
    return DataReading(found)


def _region_asked(type_: str, item: Planned, home: str | None) -> str | None:
    """The region a data source asks about: its own argument, or that of the provider."""
    if type_ == "aws_region" and "endpoint" in item.given:
        return None
    names = ("region", _REGION_ARGUMENTS.get(type_, "region"))
    asked = (item.given[name] for name in names if name in item.given)
    given = next((value for value in asked if not value.is_null), None)
    if given is None:
        return home
    return given.raw if isinstance(given.raw, str) else None


def _computed(type_: str, item: Planned, region: str | None, home: str | None) -> Mapping[str, Any]:
    """The results that follow from arguments and regions alone, when all of these are known."""
    given: dict[str, str] = {}
    for name, value in item.given.items():
        if isinstance(value.raw, Unknown) or value.sensitive:
            return {}
        if isinstance(value.raw, str):
            given[name] = value.raw
    if type_ == "aws_arn":
        return arn_parts(given.get("arn", ""))
    compute = BY_REGION.get(type_)
    if compute is None or region is None or home is None:
        return {}
    found = compute(Question(given, region, home))
    return {name: value for name, value in found.items() if name not in given}


def _default_tags(provider: ProviderConfiguration) -> dict[str, Value]:
    """The tags of the provider block's default_tags."""
    tags = provider.default_tags
    if tags is None or tags.is_null:
        return {"tags": Value(MapOf(STRING), {})}
    try:
        return {"tags": convert(tags, MapOf(STRING))}
    except ConversionError:
        return {}


def _fits(case: Mapping[str, Any], item: Planned, region: str | None) -> bool:
    given = item.given
    if case.get("region") not in (None, region) or case.get("address") not in (None, item.address):
        return False
    of_zones = item.address.split(".data.")[-1].removeprefix("data.").startswith(_ZONES)
    if of_zones and not ("address" in case or "where" in case or _answerable(given, region)):
        return False
    return all(_equals(given.get(n), wanted) for n, wanted in case.get("where", {}).items())


def _equals(given: Value | None, wanted: object) -> bool:
    if given is None or given.is_null:
        return wanted is None
    return wanted is not None and plain(unmarked(given)) == plain(from_plain(wanted))


def _answerable(given: Mapping[str, Value], region: str | None) -> bool:
    """Whether the shipped list of zones, all that can be used, holds for these arguments."""
    if any(name in given for name in _CHOOSING):
        return False
    if "state" in given and given["state"].raw not in (None, "available"):
        return False
    filters = given.get("filter")
    if filters is None or not isinstance(filters.raw, tuple):
        return True
    kept = {"opt-in-status": "opt-in-not-required", "state": "available", "region-name": region}
    return all(isinstance(one.raw, Mapping) and _keeps(one.raw, kept) for one in filters.raw)


def _keeps(block: Mapping[str, Value], kept: Mapping[str, str | None]) -> bool:
    """Whether a filter keeps what all of the shipped zones have."""
    name, values = block["name"].raw, block["values"].raw
    if not isinstance(name, str) or not isinstance(values, tuple):
        return False
    return name in kept and kept[name] in [value.raw for value in values]


def _typed(what: str, name: str, value: Any, schema: BlockSchema | None) -> Value:  # noqa: ANN401 YAML
    made = from_plain(value)
    if schema is None or name not in schema.type.attributes:
        return made
    try:
        typed = convert(made, schema.type.attributes[name])
    except ConversionError as error:
        raise InputError(f"The answer for data.{what} has the wrong type: {error}.") from error
    secret = name in schema.attributes and schema.attributes[name].sensitive
    return replace(typed, sensitive=True) if secret else typed


def _policy_document(given: Mapping[str, Value]) -> DataReading:
    """The rendered document; unknown as soon as one argument is not known.

    What holds a sensitive value is sensitive, although Terraform forgets it here and would show it.
    """
    if waiting := _waiting(given):
        return DataReading({}, waiting)
    try:
        document = render({name: plain(unmarked(value)) for name, value in given.items()})
    except PolicyError as error:
        return DataReading({}, str(error))
    hidden = _is_hidden(given)
    results = {
        name: Value(STRING, getattr(document, name), hidden)
        for name in field_names(document)
        if name not in given
    }
    version = {} if "version" in given else {"version": Value(STRING, DEFAULT_VERSION)}
    return DataReading(results | version)


def later(type_: str, item: Planned, reason: str) -> Mapping[str, Value]:
    """What is known in part of results that Terraform reads during apply: what a template says."""
    if type_ != "template_file":
        return {}
    found = _template_file(item).values.get("rendered")
    return {} if found is None else {"rendered": _in_part(item, found, reason)}


def _template_file(item: Planned) -> DataReading:
    """The rendered text, sensitive where the template or a variable is."""
    given, waiting = item.given, _waiting(item.given)
    template = plain(unmarked(given["template"])) if "template" in given else None
    variables = unmarked(given.get("vars", Value(MapOf(STRING), {})))
    try:
        texts = convert(variables, MapOf(STRING)).raw or {}
        if isinstance(template, Unknown) or isinstance(texts, Unknown):
            return DataReading({}, waiting)
        if not isinstance(template, str) or not isinstance(texts, Mapping):
            return DataReading({}, "its template is no text")
        known = {name: text for name, text in texts.items() if not text.is_null}
        text = replace(render_template(template, known), sensitive=_is_hidden(given))
    except (ConversionError, TemplateError) as error:
        return DataReading({}, str(error))
    if not isinstance(text.raw, str):
        return DataReading({"rendered": _in_part(item, text, waiting)}, waiting)
    from hashlib import sha256  # noqa: PLC0415 loads OpenSSL, and few configurations have one

    name = sha256(text.raw.encode()).hexdigest()
    return DataReading({"rendered": text, "id": replace(text, raw=name)})


def _in_part(item: Planned, text: Value, reason: str) -> Value:
    """A rendered text that is not known yet, with what it is made of."""
    made = text.raw.made if isinstance(text.raw, Unknown) else Made("template", (text,))
    origin = Origin("data", item.address, "rendered", reason)
    return replace(text, raw=Unknown(STRING, (origin,), exact=True, made=made))


def _is_hidden(given: Mapping[str, Value]) -> bool:
    return any(is_sensitive_deep(value) for value in given.values())


def _waiting(given: Mapping[str, Value]) -> str:
    """Why what is rendered is not known: what its arguments wait for; "" for nothing."""
    waiting = sorted({origin for value in given.values() for origin in origins(value)})
    names = ", ".join(str(origin) for origin in waiting)
    return f"it is rendered from what is not known yet: {names}" if names else ""
