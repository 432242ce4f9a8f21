"""Requests that leave the configuration: for an origin or an address that nothing in it has.

An entry that AWS keeps over the zones answers with what stands behind it. Where that is elsewhere,
nobody here knows what a lost zone does to it.
"""

from collections.abc import Iterator, Mapping

from archbench.architecture.anchors import Anchors
from archbench.architecture.joins import leaves
from archbench.architecture.question import BEHIND, OpenQuestion
from archbench.architecture.relating import ends
from archbench.architecture.survival import ACTING
from archbench.aws.catalogue import kind_of
from archbench.aws.kind import Link
from archbench.aws.values import found_at, given, value_at
from archbench.hcl.partly import NotReadError, partial_text
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.patterns import regex
from archbench.terraform.configuration import Instance, Path

_KEPT = regex(
    r"^arn:|\.cloudfront\.net\.?$|^s3[.-].*amazonaws\.com|\.s3\.amazonaws\.com$"
    r"|\.(s3|s3-website|execute-api|lambda-url|appsync-api|mediapackage|mediastore)[.-].*"
)
"""Addresses of what AWS keeps over the zones of a region: buckets, APIs, functions."""
_ZONE, _RECORD = "aws_route53_zone", "aws_route53_record"
_HOSTS = ("A", "AAAA", "CNAME")
_BESIDE = ("vpc_origin_config",)
"""Blocks that say by themselves where the requests go."""


def leaving(anchors: Anchors) -> Iterator[OpenQuestion]:
    """What leads requests to a host or address that nothing in the configuration has."""
    names_alone = _names_alone(anchors)
    for item in anchors.reader.configuration.managed():
        kind = kind_of(item.type)
        asked = _calls(item) if item.type != _RECORD else names_alone and _is_of_a_host(item)
        for link in kind.links if kind and asked else ():
            if link.open and anchors.of(item.address):
                yield from _through(anchors, item, link)


def _through(anchors: Anchors, item: Instance, link: Link) -> Iterator[OpenQuestion]:
    known = {path for _, path in ends(anchors, item, link.target)}
    for at, found in found_at(item, link.target):
        for path, value in leaves(found, at):
            if not {at, path} & known and _is_outside(item, path, value):
                shown = "" if isinstance(value, Sensitive) else _shown(value)
                where = f"{shown or value} is not in this configuration"
                yield OpenQuestion(item.address, BEHIND, where)


def _names_alone(anchors: Anchors) -> bool:
    """Whether hosted zones are all that acts: beside others, not every name is of the stack."""
    acting = {part.kind.types[0] for part in anchors.parts.values() if part.kind.role in ACTING}
    return acting == {_ZONE}


def _is_of_a_host(record: Instance) -> bool:
    """Whether a record leads to a host, and proves or signs nothing (_acme, x._domainkey)."""
    labels = _shown(record.get("name")).split(".")
    return record.get("type") in _HOSTS and not any(label.startswith("_") for label in labels)


def _calls(item: Instance) -> bool:
    """Whether an integration, or anything else, calls a URL: not a service of AWS by its name."""
    integrates = given(item.get("integration_type"), item.get("type"))
    return not isinstance(integrates, str) or integrates.startswith("HTTP")


def _is_outside(item: Instance, path: Path, value: Plain) -> bool:
    """Whether a value names neither what AWS keeps over zones nor what a resource here has."""
    block = value_at(item, path[:-1])
    beside = isinstance(block, Mapping) and any(
        given(block.get(name)) is not None for name in _BESIDE
    )
    own = isinstance(value, Unknown) and all(at.kind == "resource" for at in value.origins)
    return not (beside or own or _KEPT.search(_shown(value)))


def _shown(value: Plain) -> str:
    """What is known of a text."""
    try:
        return partial_text(value).shown
    except NotReadError:
        return ""
