"""Answers for data sources: from a small file, or computed where no account is needed.

The file is YAML or JSON: a type, then cases in order, each with the values it gives; `address`,
`region` and `where` (configured arguments that must be equal) narrow a case. Of the cases that
fit, the first to hold a value gives it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from archbench.errors import InputError
from archbench.files import data_directory
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.plain import from_plain, plain
from archbench.hcl.refine import origins
from archbench.hcl.types import STRING
from archbench.hcl.values import Unknown, Value
from archbench.terraform.instances import Planned
from archbench.terraform.policy_document import PolicyError, render
from archbench.terraform.schema import BlockSchema

Answers = Mapping[str, Sequence[Mapping[str, Any]]]

_NOT_GIVEN = "Terraform asks AWS for it; give an answer with --data to have it known"
_ZONES = "aws_availability_zones."
_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov", "us-iso-": "aws-iso"}
_SUFFIXES = {"aws-cn": "amazonaws.com.cn", "aws-iso": "c2s.ic.gov"}


@dataclass(frozen=True, slots=True)
class Read:
    """What is known of a data source's results, and why the rest is not."""

    values: Mapping[str, Value]
    reason: str = _NOT_GIVEN


def read_answers(path: Path | None) -> Answers:
    """The answers in the user's file, before those shipped.

    Raises:
        InputError: the file cannot be read or has another shape.
    """
    shipped = _load(data_directory() / "data_sources.yaml")
    if path is None:
        return shipped
    given = _load(path)
    return {name: (*given.get(name, ()), *shipped.get(name, ())) for name in given | shipped}


def _load(path: Path) -> dict[str, list[Mapping[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text) or {}
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise InputError(f"{path} cannot be read as answers for data sources: {error}") from error
    if not isinstance(found, dict):
        raise InputError(f"{path} must name data source types, each with a list of cases.")
    for name, cases in found.items():
        if not isinstance(cases, list) or not all(
            isinstance(case, dict)
            and isinstance(case.get("values"), dict)
            and case.keys() <= {"address", "region", "where", "values"}
            for case in cases
        ):
            raise InputError(
                f"{path}: {name} must be a list of cases, each with values "
                "and perhaps address, region and where."
            )
    return found


def read(type_: str, item: Planned, region: str | Unknown | None, answers: Answers) -> Read:
    """What is known of a data source of this type, in a region."""
    values: dict[str, Any] = {}
    known_region = region if isinstance(region, str) else None
    if type_ in ("aws_region", "aws_partition") and known_region:
        values = _of_region(type_, known_region, item.given)
    cases = [case for case in answers.get(type_, ()) if _fits(case, item, known_region)]
    if not cases and type_ == "aws_iam_policy_document":
        return _policy_document(item.given)
    for case in reversed(cases):
        values.update(case["values"])
    return Read({name: _typed(name, value, item.schema) for name, value in values.items()})


def _fits(case: Mapping[str, Any], item: Planned, region: str | None) -> bool:
    given = item.given
    if case.get("region") not in (None, region) or case.get("address") not in (None, item.address):
        return False
    if item.address.split(".data.")[-1].removeprefix("data.").startswith(_ZONES):
        return "address" in case or _answerable(given)
    where = case.get("where", {})
    return all(
        name in given and plain(given[name]) == plain(from_plain(wanted))
        for name, wanted in where.items()
    )


def _answerable(given: Mapping[str, Value]) -> bool:
    """Whether the shipped list of zones holds for a query with these arguments."""
    if any(
        name in given for name in ("all_availability_zones", "exclude_names", "exclude_zone_ids")
    ):
        return False
    filters = given.get("filter")
    if filters is None or not isinstance(filters.raw, tuple):
        return True
    names = (block.raw["name"].raw for block in filters.raw if isinstance(block.raw, Mapping))
    return all(name in ("opt-in-status", "state", "region-name") for name in names)


def _of_region(type_: str, region: str, given: Mapping[str, Value]) -> dict[str, Any]:
    """Region and partition: facts of the region's name."""
    partition = next((p for start, p in _PARTITIONS.items() if region.startswith(start)), "aws")
    suffix = _SUFFIXES.get(partition, "amazonaws.com")
    if type_ == "aws_partition":
        prefix = ".".join(reversed(suffix.split(".")))
        return {
            "id": partition,
            "partition": partition,
            "dns_suffix": suffix,
            "reverse_dns_prefix": prefix,
        }
    if given:
        return {}
    return {"id": region, "name": region, "endpoint": f"ec2.{region}.{suffix}"}


def _typed(name: str, value: Any, schema: BlockSchema | None) -> Value:  # noqa: ANN401 YAML
    made = from_plain(value)
    if schema is None or name not in schema.type.attributes:
        return made
    try:
        return convert(made, schema.type.attributes[name])
    except ConversionError as error:
        raise InputError(f"The answer for {name} has the wrong type: {error}.") from error


def _policy_document(given: Mapping[str, Value]) -> Read:
    """The rendered document; unknown as soon as one argument is not known."""
    waiting = sorted({origin for value in given.values() for origin in origins(value)})
    if waiting:
        names = ", ".join(str(origin) for origin in waiting)
        return Read({}, f"it is rendered from what is not known yet: {names}")
    try:
        text, small = render({name: plain(value) for name, value in given.items()})
    except PolicyError as error:
        return Read({}, str(error))
    return Read({"json": Value(STRING, text), "minified_json": Value(STRING, small)})
