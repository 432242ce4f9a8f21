"""Which addresses that are not known are few: a range of known size, or one of a network of AWS."""

from archbench.hcl.partly import NotReadError, partial_text
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.patterns import regex

_SIZE = regex(r"[^/]/(\d{1,3})$")
_FOUR, _SIX = 16, 32
"""The shortest prefix of what is few: 256 of these ranges are a /8, of which openness begins."""
_RANGES = ("cidr_block", "ipv6_cidr_block")
_NETWORKS = regex(r"\baws_(default_)?(vpc|subnet)(_ipv[46]_cidr_block_association)?\.")
"""Networks of AWS, of /16 at most (of /44 with IPv6):
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html."""


def is_narrow(value: Plain, *, six: bool = False) -> bool:
    """Whether a CIDR that is not known is of few addresses, whatever it turns out to be."""
    if isinstance(value, Sensitive):
        return is_narrow(value.value, six=six)
    if not isinstance(value, Unknown):
        return False
    origin = value.origins[0] if value.exact else None
    if origin is not None and origin.path in _RANGES:
        return is_network(origin.subject)
    try:
        size = _SIZE.search(partial_text(value).filled("\n"))
    except NotReadError:
        return False
    return size is not None and int(size[1]) >= (_SIX if six else _FOUR)


def is_network(address: str) -> bool:
    """Whether an address is that of a VPC or subnet, or of a range given to one.

    >>> is_network("module.a.aws_subnet.b[0]"), is_network("aws_security_group.a")
    (True, False)
    """
    return _NETWORKS.search(f"{address}.") is not None
