"""max_connections(instance_class): Aurora PostgreSQL's default for a class.

LEAST(memory in bytes / 9531392, 5000), from
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html
Memory by class from
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.Summary.html
"""

import re

from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import NUMBER
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.view import View

_R_SIZES = {"large": 16, "xlarge": 32}
_T_SIZES = {"medium": 4, "large": 8}


def call(view: View, instance_class: Value) -> Value:
    """Connections; unknown for a class whose memory is not in the table."""
    del view
    name = instance_class.raw
    if not instance_class.is_known:
        return computed(NUMBER, instance_class)
    gib = memory_gib(name) if isinstance(name, str) else None
    if gib is None:
        reason = "the memory of this instance class is not in archbench's table"
        return unknown(NUMBER, Origin("function", f"max_connections({name})", reason=reason))
    return construct.number(min(gib * 1024**3 // 9531392, 5000))


def memory_gib(instance_class: str) -> int | None:
    """Memory of an Aurora instance class in GiB; None when it is not in the table.

    >>> memory_gib("db.r6g.large"), memory_gib("db.r6g.4xlarge"), memory_gib("db.x2g.large")
    (16, 128, None)
    """
    if match := re.fullmatch(r"db\.t(?:3|4g)\.(\w+)", instance_class):
        return _T_SIZES.get(match[1])
    if match := re.fullmatch(r"db\.r(?:5|6g|6i|7g|7i)\.(?:(\d+)xlarge|(\w+))", instance_class):
        return 32 * int(match[1]) if match[1] else _R_SIZES.get(match[2])
    return None
