"""leads_to(record): what a DNS record or a health check leads to, by address.

A record leads to what its alias or its values name; a health check to what its host is the name
of, through a record that does not itself depend on a health check.
"""

from archbench.architecture.joins import Reader, text, value_at
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Unknown, Value, unknown
from archbench.requirements.functions._related import instance_of, path_of, read, texts
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance

_RECORD = "aws_route53_record"
_HOST = (path_of("alias.0.name"), path_of("records"))
_PROBED = (path_of("fqdn"), path_of("ip_address"))


def call(view: View, record: Value) -> Value:
    """A tuple of addresses; a name that stands for nothing here leads nowhere."""
    item = instance_of(view, record)
    if item is None:
        return computed(DYNAMIC, record)
    reader = view.relations.reader
    found: dict[str, None] = {}
    for path in _HOST if item.type == _RECORD else _PROBED:
        value = value_at(item, path)
        if value is None or value == ():
            continue
        read(view, item.address, path)
        if isinstance(value, Unknown) and not reader.is_told(item, *path):
            reason = "what it names is not known"
            return unknown(DYNAMIC, Origin("resource", item.address, str(path[0]), reason))
        for target in reader.many(item, *path) if reader.is_told(item, *path) else ():
            found |= dict.fromkeys(_through(reader, target))
        if isinstance(value, str):
            for other in reader.of_type(_RECORD):
                if _fqdn(reader, other) == value.rstrip("."):
                    found |= dict.fromkeys(_through(reader, other))
    return texts(found)


def _through(reader: Reader, target: Instance) -> tuple[str, ...]:
    """What stands behind a record that always answers the same; anything else itself."""
    if target.type != _RECORD:
        return (target.address,)
    if target.get("health_check_id") is not None or target.get("failover_routing_policy"):
        return (target.address,)
    return tuple(
        found.address
        for path in _HOST
        if reader.is_told(target, *path)
        for found in reader.many(target, *path)
    ) or (target.address,)


def _fqdn(reader: Reader, record: Instance) -> str:
    name = text(record.get("name")).rstrip(".")
    zone = reader.instance(record, "zone_id") if reader.is_told(record, "zone_id") else None
    suffix = text(zone.get("name")).rstrip(".") if zone else ""
    return name if not suffix or name.endswith(suffix) else f"{name}.{suffix}"
