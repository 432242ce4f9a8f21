"""Where the provider configurations of a plan work, and the resources of a state stand.

A plan says it where the provider's block names the region as a text or by one variable. Of any
other expression it keeps the names alone, and of the environment nothing; a state knows no provider
configuration at all. There what stands in it is evidence: the ARNs that AWS made, zones, and data
sources that answer with the region. Only what all of it says is taken.
"""

import re
from collections.abc import Iterator, Mapping

from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Unknown
from archbench.patterns import regex
from archbench.terraform.address import split
from archbench.terraform.canonical import canonical
from archbench.terraform.places import REGION
from archbench.terraform.plan_sources import ModuleScope, PlanSources, declaration, references
from archbench.terraform.planned_values import PlanJson
from archbench.terraform.schema import Release, SchemaKind

_ZONE = regex(rf"({REGION})[a-z]")
_NAMES_ANOTHER = frozenset({"endpoint", "name", "region"})
"""Arguments by which a data source answers for another region than its provider's."""
_UNTOLD = "the plan does not say what it is; give the directory with --source, or --region"


class PlanRegions:
    """The regions of one plan or state; given is what whoever reads it says where it does not."""

    def __init__(
        self,
        providers: Mapping[str, PlanJson],
        trace: PlanSources,
        release: Release,
        given: str | None,
    ) -> None:
        self._providers = providers
        self._trace = trace
        self._release = release
        self._given = given
        self._seen = self._evidence()
        self._written: dict[str, str | None] = {}

    def of(self, resource: Mapping[str, PlanJson], scope: ModuleScope) -> str | Unknown | None:
        """The region of a resource's provider configuration; None where nothing says which."""
        key = declaration(scope, resource).get("provider_config_key", "")
        written = self._providers.get(key, {}).get("expressions", {}).get("region", {})
        if key not in self._written:
            self._written[key] = self._said(written, self._scope_of(key))
        said = self._written[key]
        own = self._of_its_arn(resource)
        seen = self._seen.get(key, frozenset())
        found = said or own or (next(iter(seen)) if len(seen) == 1 else None) or self._given
        if found is None and (names := references(written)):
            return Unknown(STRING, (Origin("local", names[0], reason=_UNTOLD),))
        return found

    def _scope_of(self, key: str) -> ModuleScope:
        """The module that a provider configuration stands in; its key has the path without keys."""
        path = key.rpartition(":")[0]
        inside = (s for a, s in self._trace.scopes.items() if path and _without_keys(a) == path)
        return next(inside, self._trace.root)

    def _said(self, expression: PlanJson, scope: ModuleScope, depth: int = 0) -> str | None:
        """The region an expression gives, where it is a text or can only be one variable."""
        if "constant_value" in expression:
            return str(expression["constant_value"])
        names = references(expression)
        if len(names) != 1 or not names[0].startswith("var.") or depth > len(self._trace.scopes):
            return None
        name = names[0].removeprefix("var.")
        passed = scope.call.get("expressions", {}).get(name)
        if passed and scope.parent:
            return self._said(passed, scope.parent, depth + 1)
        value = scope.config.get("variables", {}).get(name, {}).get("default")
        if scope.parent is None:
            value = self._trace.variables.get(name, {}).get("value", value)
        return value if isinstance(value, str) and re.fullmatch(REGION, value) else None

    def _evidence(self) -> Mapping[str, frozenset[str]]:
        """The regions that what stands there tells, by provider configuration; "" in a state."""
        found: dict[str, set[str]] = {}
        for module, resource in self._trace.resources.values():
            scope = self._trace.scopes.get(module, self._trace.root)
            config = declaration(scope, resource)
            key = config.get("provider_config_key", "")
            found.setdefault(key, set()).update(self._told_by(resource, config))
        return {key: frozenset(regions) for key, regions in found.items()}

    def _told_by(
        self, resource: Mapping[str, PlanJson], config: Mapping[str, PlanJson]
    ) -> Iterator[str]:
        values = resource.get("values", {})
        if resource["mode"] == "data":
            elsewhere = _NAMES_ANOTHER & config.get("expressions", {}).keys()
            telling = ("aws_region", "aws_availability_zones")
            if config and resource["type"] in telling and not elsewhere and values.get("id"):
                yield str(values["id"])
            return
        if region := self._of_its_arn(resource):
            yield region
        zone = values.get("availability_zone")
        if isinstance(zone, str) and (found := _ZONE.fullmatch(zone)):
            yield found[1]

    def _of_its_arn(self, resource: Mapping[str, PlanJson]) -> str | None:
        """The region in the ARN that AWS made for a resource."""
        told = resource.get("values", {}).get("arn")
        if not told:
            return None
        kind: SchemaKind = "data" if resource["mode"] == "data" else "resource"
        schema = self._release.schema_of(kind, canonical(resource["type"]))
        arn = schema.attributes.get("arn") if schema else None
        made = arn is not None and not arn.settable
        return _of_arn(told) if made else None


def _of_arn(arn: PlanJson) -> str | None:
    """The region an ARN names.

    >>> _of_arn("arn:aws:sns:eu-west-1:123456789012:news"), _of_arn("arn:aws:s3:::logs")
    ('eu-west-1', None)
    """
    parts = str(arn or "").split(":")
    return parts[3] or None if len(parts) > 5 else None


def _without_keys(address: str) -> str:
    """A module's address without the keys of its instances."""
    return ".".join(part for part in split(address) if isinstance(part, str))
