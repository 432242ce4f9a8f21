"""max_connections(instance_class): what Aurora PostgreSQL allows by default for a class.

Aurora computes LEAST(DBInstanceClassMemory / 9531392, 5000) from the memory left beside the
operating system, which AWS does not state; its table of the results does, "the highest value that
should ever be used":
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html
(edition of 2023-06-10, read 2026-11-23).
"""

import re

from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import NUMBER
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.view import View

_BELOW = {
    "db.r4.large": 1600,
    "db.r4.xlarge": 3200,
    "db.r5.large": 1600,
    "db.r5.xlarge": 3300,
    "db.r6g.large": 1722,
    "db.r6g.xlarge": 3479,
    "db.t3.medium": 420,
    "db.t3.large": 844,
    "db.t4g.medium": 405,
    "db.t4g.large": 844,
    "db.x2g.large": 3479,
}
_MOST = 5000


def call(view: View, instance_class: Value) -> Value:
    """Connections; unknown for a class that is not in AWS's table."""
    del view
    name = instance_class.raw
    if not instance_class.is_known:
        return computed(NUMBER, instance_class)
    allowed = connections(name) if isinstance(name, str) else None
    if allowed is None:
        reason = "AWS's table of default connections, as of June 2023, has no such instance class"
        return unknown(NUMBER, Origin("function", f"max_connections({name})", reason=reason))
    return construct.number(allowed)


def connections(instance_class: str) -> int | None:
    """The table's entry for a class, None when it has none.

    >>> connections("db.r6g.large"), connections("db.r6g.4xlarge"), connections("db.r7g.large")
    (1722, 5000, None)
    """
    large = (
        r"db\.(x2g\.(|2|4|8|12|16)|r6g\.(2|4|8|12|16)|r5\.(2|4|8|12|16|24)|r4\.(2|4|8|16))xlarge"
    )
    return _MOST if re.fullmatch(large, instance_class) else _BELOW.get(instance_class)
