"""of_database(secret): whether a secret holds the credentials of a database.

When what is put into it refers to a database, when a database reads it, or when a word of its name
or description says so; any other is one of something else.
"""

import re

from archbench.architecture.joins import Reader, name_of, text
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Value, unknown
from archbench.patterns import regex
from archbench.requirements.functions._more import origin_of
from archbench.requirements.functions._related import instance_of, read
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance

_VERSION = "aws_secretsmanager_secret_version"
_DATABASES = regex(r"^aws_(db_|rds_|docdb_|neptune_|redshift|memorydb_|elasticache_)")
_WORDS = regex(
    r"(^|[^a-z])(db|database|rds|aurora|postgres(ql)?|mysql|mariadb|oracle|mssql|sqlserver|redshift"
    r"|docdb|documentdb|mongo(db)?|neptune)([^a-z]|$)",
    re.IGNORECASE,
)


def call(view: View, secret: Value) -> Value:
    """True or false; unknown where what nobody can count may refer to it."""
    item = instance_of(view, secret)
    if item is None:
        return computed(BOOL, secret)
    read(view, item.address, ("name",))
    said = f"{name_of(item)} {text(item.get('description'))} {item.name}"
    if _refers(view.relations.reader, item) or _WORDS.search(said) is not None:
        return TRUE
    for block in view.configuration.uncounted:
        if block.like is None and (block.type in ("module", _VERSION) or _is_database(block.type)):
            return unknown(BOOL, origin_of(block))
    if view.relations.more is not None and _refers(view.relations.more, item):
        return unknown(BOOL, *map(origin_of, view.configuration.uncounted))
    return FALSE


def _refers(reader: Reader, secret: Instance) -> bool:
    """Whether what is put into a secret refers to a database, or a database reads it."""
    return any(
        _is_database(found.type)
        for version in reader.of_type(_VERSION)
        if reader.one(version, "secret_id") == secret.address
        for found in reader.referenced(version, ("secret_string",))
    ) or any(
        _is_database(other.type) and _reads(other, secret)
        for other in reader.configuration.managed()
    )


def _is_database(type_: str) -> bool:
    return _DATABASES.match(type_) is not None


def _reads(other: Instance, secret: Instance) -> bool:
    return any(
        path[0] in ("auth", "password", "master_password") and secret.address in addresses
        for path, addresses in other.references.items()
    )
