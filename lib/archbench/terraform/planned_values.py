"""A Configuration in the shape of `terraform show -json`: `planned_values`, and diagnostics.

As in Terraform, what is not known is left out (null inside a list, so that places stay), and an
output that is partly unknown has no value. `after_unknown` marks the configured values that are not
known, `unknown` says of each why. Sensitive values, and what is shown nowhere else (a script, the
values of an environment, a policy that holds a shared secret), are left out as well and marked in
`sensitive_values`; an output that holds one is marked sensitive. A data source stands here only
when it is read during apply.
Format: https://developer.hashicorp.com/terraform/internals/json-format
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.terraform.address import parent_module, path_text
from archbench.terraform.configuration import Configuration, Instance, Output
from archbench.terraform.unknowns import reasons, unknowns
from archbench.terraform.withheld import marked

PlanJson = Any
_LEFT_OUT = object()


def document(configuration: Configuration) -> dict[str, PlanJson]:
    """The whole document, ready for json.dumps."""
    instances = configuration.instances
    root: dict[str, PlanJson] = {}
    modules: dict[str, dict[str, PlanJson]] = {"": root}
    for instance in configuration.instances:
        if instance.mode == "managed" or instance.deferred:
            module = _module(modules, instance.module)
            module.setdefault("resources", []).append(_resource(instance))
    return {
        "format_version": "1.2",
        "planned_values": {
            "outputs": {item.name: _output(item, configuration) for item in configuration.outputs},
            "root_module": root,
        },
        "provider": {
            "name": "registry.terraform.io/hashicorp/aws",
            "schema_version": configuration.provider.release.version,
            "reason": configuration.provider.why,
        },
        "resource_changes": [_change(item) for item in instances if item.mode == "managed"],
        "unknown": [reason for item in instances for reason in _unknown(item)],
        "not_read": [
            {"what": item.what, "name": item.name, "reason": item.reason}
            for item in configuration.not_read
        ],
        "actions": [
            {"address": item.address, "type": item.type, "range": str(item.range)}
            for item in configuration.actions
        ],
        "unexpanded": [
            {"address": item.address, "reason": item.reason, "range": str(item.range or "")}
            for item in configuration.unexpanded
        ],
        "diagnostics": [_diagnostic(item) for item in configuration.diagnostics],
    }


def _change(instance: Instance) -> dict[str, PlanJson]:
    """Which of the configured values are not known, where `terraform show -json` says so."""
    return {
        "address": instance.address,
        "mode": instance.mode,
        "type": instance.written_type,
        "name": instance.name,
        "change": {"after_unknown": _mask(instance.values) or {}},
    }


def _mask(value: Plain) -> PlanJson:
    """Where a value is unknown: true there, and the objects and lists that lead to it."""
    if isinstance(value, Sensitive):
        return _mask(value.value)
    if isinstance(value, Unknown):
        return True
    if isinstance(value, tuple):
        items = [_mask(item) for item in value]
        return [item or {} for item in items] if any(items) else None
    if isinstance(value, Mapping):
        marks = {name: _mask(item) for name, item in value.items()}
        return {name: mark for name, mark in marks.items() if mark} or None
    return None


def _unknown(instance: Instance) -> list[dict[str, PlanJson]]:
    """Each value that is not known, with why and what it waits for."""
    return [
        {
            "address": instance.address,
            "path": path_text(path),
            "reason": "; ".join(reasons(value)),
            "waits_for": [str(origin) for origin in value.origins],
        }
        for path, value in unknowns(instance.values)
    ]


def _module(modules: dict[str, dict[str, PlanJson]], address: str) -> dict[str, PlanJson]:
    """The module object with this address, made with those above it when it is new."""
    if address not in modules:
        modules[address] = {"address": address}
        parent = _module(modules, parent_module(address))
        parent.setdefault("child_modules", []).append(modules[address])
    return modules[address]


def _resource(instance: Instance) -> dict[str, PlanJson]:
    shown: dict[str, PlanJson] = {
        "address": instance.address,
        "mode": instance.mode,
        "type": instance.written_type,
        "name": instance.name,
    }
    if instance.key is not None:
        shown["index"] = instance.key
    values = {
        name: marked(instance.type, (name,), value) for name, value in instance.values.items()
    }
    return {**shown, "values": _known(values), "sensitive_values": _sensitive(values)}


def _output(output: Output, configuration: Configuration) -> dict[str, PlanJson]:
    sensitive = output.sensitive or configuration.open(output) != output.value
    shown: dict[str, PlanJson] = {"sensitive": sensitive}
    if not sensitive and _is_known(output.value):
        shown["value"] = _known(output.value)
    return shown


def _is_known(value: Plain) -> bool:
    if isinstance(value, Unknown | Sensitive):
        return False
    if isinstance(value, tuple):
        return all(_is_known(item) for item in value)
    if isinstance(value, Mapping):
        return all(_is_known(item) for item in value.values())
    return True


def _known(value: Plain) -> PlanJson:
    """The known and showable parts; _LEFT_OUT when it is neither."""
    if isinstance(value, Unknown | Sensitive):
        return _LEFT_OUT
    if isinstance(value, tuple):
        items = (_known(item) for item in value)
        return [None if item is _LEFT_OUT else item for item in items]
    if isinstance(value, Mapping):
        found = {name: _known(item) for name, item in value.items()}
        return {name: item for name, item in found.items() if item is not _LEFT_OUT}
    return number(value) if isinstance(value, Decimal) else value


def _sensitive(value: Plain) -> PlanJson:
    """Where a value is sensitive: true there, and the objects and lists that lead to it."""
    if isinstance(value, Sensitive):
        return True
    if isinstance(value, tuple):
        items = [_sensitive(item) for item in value]
        return [item or {} for item in items] if any(items) else []
    if isinstance(value, Mapping):
        marks = {name: _sensitive(item) for name, item in value.items()}
        return {name: mark for name, mark in marks.items() if mark}
    return None


class Digits(float):
    """A number that json.dumps writes with all its digits."""

    text = ""

    def __repr__(self) -> str:
        return self.text


def number(value: Decimal) -> Digits:
    """A number as json.dumps writes it with all its digits."""
    digits = Digits(value)
    digits.text = format(value, "f")
    return digits


def _diagnostic(diagnostic: Diagnostic) -> dict[str, PlanJson]:
    shown: dict[str, PlanJson] = {
        "severity": diagnostic.severity,
        "summary": diagnostic.summary,
        "detail": diagnostic.detail,
    }
    if diagnostic.range is not None:
        start, end = diagnostic.range.start, diagnostic.range.end
        shown["range"] = {
            "filename": diagnostic.range.filename,
            "start": {"line": start.line, "column": start.column},
            "end": {"line": end.line, "column": end.column},
        }
    return shown
