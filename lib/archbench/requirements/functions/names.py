"""names(instance): every name the configuration gives an instance, its Name tag included."""

from collections.abc import Mapping

from archbench.hcl import construct
from archbench.hcl.functions.values import entries
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Unknown, Value
from archbench.requirements.functions.refers_to import address_of
from archbench.requirements.view import View

_NAMING = ("name", "name_prefix", "bucket", "alarm_name", "dashboard_name", "function_name")
_IDENTIFIED = {
    "aws_db_instance": ("identifier", "identifier_prefix"),
    "aws_docdb_cluster": ("cluster_identifier", "cluster_identifier_prefix"),
    "aws_elasticache_cluster": ("cluster_id",),
    "aws_elasticache_replication_group": ("replication_group_id",),
    "aws_neptune_cluster": ("cluster_identifier", "cluster_identifier_prefix"),
    "aws_rds_cluster": ("cluster_identifier", "cluster_identifier_prefix"),
    "aws_rds_cluster_instance": ("identifier", "identifier_prefix"),
    "aws_redshift_cluster": ("cluster_identifier",),
}


def call(view: View, instance: Value) -> Value:
    """A tuple of texts; an unknown name stands in it as unknown."""
    found = view.configuration.by_address.get(address_of(view, instance) or "")
    if found is None:
        return computed(DYNAMIC, instance)
    record = view.instance(found.address)
    attributes = record.raw if record is not None and isinstance(record.raw, Mapping) else {}
    given = [
        attributes[name]
        for name in (*_NAMING, *_IDENTIFIED.get(found.type, ()))
        if found.values.get(name) is not None
    ]
    tags = found.values.get("tags")
    if isinstance(tags, Unknown):
        given.append(view.value(tags))
    elif isinstance(tags, Mapping) and "Name" in tags:
        given.append(entries(attributes["tags"])["Name"])
    return construct.tuple_value(given)
