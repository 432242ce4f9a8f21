"""of_database(secret): whether a secret holds the credentials of a database.

When what is put into it refers to a database, when a database reads it, or when a word of its name
or description says so; any other is one of something else.
"""

import re

from archbench.architecture.joins import name_of, text
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import TRUE, Value
from archbench.patterns import regex
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
    """True or false."""
    item = instance_of(view, secret)
    if item is None:
        return computed(BOOL, secret)
    reader = view.relations.reader
    read(view, item.address, ("name",))
    for version in reader.of_type(_VERSION):
        if reader.one(version, "secret_id") == item.address:
            for found in reader.referenced(version, ("secret_string",)):
                if _DATABASES.match(found.type):
                    return TRUE
    for other in view.configuration.managed():
        if _DATABASES.match(other.type) and _reads(other, item):
            return TRUE
    said = f"{name_of(item)} {text(item.get('description'))} {item.name}"
    return construct.boolean(_WORDS.search(said) is not None)


def _reads(other: Instance, secret: Instance) -> bool:
    return any(
        path[0] in ("auth", "password", "master_password") and secret.address in addresses
        for path, addresses in other.references.items()
    )
