"""Requests that leave the configuration: for an origin or an address that nothing in it has.

An entry that AWS keeps over the zones answers with what stands behind it. Where that is elsewhere,
nobody here knows what a lost zone does to it.
"""

import re
from collections.abc import Iterator, Mapping

from archbench.architecture.anchors import Anchors
from archbench.architecture.model import BEHIND, OpenQuestion
from archbench.architecture.relating import ends
from archbench.aws.catalogue import kind_of
from archbench.aws.values import found_at, value_at
from archbench.hcl.partly import NotReadError, partial_text
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Instance, Path

_KEPT = re.compile(
    r"(^arn:|\.(s3|s3-website|execute-api|lambda-url|appsync-api|mediapackage|mediastore)"
    r"[.-].*|\.s3\.amazonaws\.com$|^s3[.-].*amazonaws\.com)"
)
"""Addresses of what AWS keeps over the zones of a region: buckets, APIs, functions."""
_BESIDE = ("vpc_origin_config",)
"""Blocks that say by themselves where the requests go."""


def leaving(anchors: Anchors) -> Iterator[OpenQuestion]:
    """What leads requests to a host or address that nothing in the configuration has."""
    for item in anchors.reader.configuration.managed():
        kind = kind_of(item.type)
        for link in kind.links if kind else ():
            if not link.open or not anchors.of(item.address):
                continue
            known = {path for _, path in ends(anchors, item, link.target)}
            for path, value in found_at(item, link.target):
                where = "" if path in known else _outside(item, path, value)
                if where:
                    yield OpenQuestion(item.address, BEHIND, where)


def _outside(item: Instance, path: Path, value: Plain) -> str:
    """What leads elsewhere, in words; "" where AWS keeps it, or a resource here has it."""
    block = value_at(item, path[:-1])
    if isinstance(block, Mapping) and any(block.get(name) for name in _BESIDE):
        return ""
    if isinstance(value, Unknown) and all(at.kind == "resource" for at in value.origins):
        return ""
    try:
        shown = partial_text(value).shown
    except NotReadError:
        shown = ""
    integrates = item.get("integration_type") or item.get("type")
    calls = not isinstance(integrates, str) or integrates.startswith("HTTP")
    if not calls or _KEPT.search(shown):
        return ""
    return f"{shown or value} is not in this configuration"
