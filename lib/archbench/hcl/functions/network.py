"""Functions of IP address ranges (CIDR), for IPv4 and IPv6."""

import re
from ipaddress import IPv4Address, IPv6Address

from archbench.frozen import frozen
from archbench.hcl.construct import list_value
from archbench.hcl.functions.numeric import integer, whole
from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    FunctionError,
    NotComputedError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import string, text_of
from archbench.hcl.types import NUMBER, STRING, ListOf, Type
from archbench.hcl.values import Value
from archbench.patterns import regex

_IPV4_MAPPED = 0xFFFF
_IPV4 = regex(r"(\d+)\.(\d+)\.(\d+)\.(\d+)", re.ASCII)


@frozen
class _Network:
    """A range of addresses: the first as an integer, prefix length, and bits of an address."""

    first: int
    prefix: int
    bits: int

    @property
    def size(self) -> int:
        """How many addresses it holds."""
        return 1 << (self.bits - self.prefix)

    def __str__(self) -> str:
        return f"{_address(self.first, self.bits)}/{self.prefix}"


def _address(number: int, bits: int) -> str:
    if bits == 32:
        return str(IPv4Address(number))
    return str(IPv6Address(number))


def _parse(text: str) -> _Network:
    """An address range; leading zeroes in IPv4 are decimal, host bits are dropped.

    Raises:
        FunctionError: it is not written as address/length.
    """
    address, slash, length = text.partition("/")
    first, bits = _ipv4(address), 32
    if first is None:
        bits = 128
        try:
            first = int(IPv6Address(address)) if "%" not in address else None
        except ValueError:
            first = None
    if first is None or not slash or not re.fullmatch(r"\d{1,7}", length, re.ASCII):
        raise FunctionError(f'"{text}" is not an address range such as 10.0.0.0/16', 0)
    prefix = int(length)
    if prefix > bits:
        raise FunctionError(f'the prefix length of "{text}" is more than {bits}', 0)
    if bits == 128 and first >> 32 == _IPV4_MAPPED:
        raise NotComputedError(
            "Terraform 1.11 mixes up the bits of IPv4-mapped IPv6 addresses.", may_fail=True
        )
    host = bits - prefix
    return _Network(first >> host << host, prefix, bits)


def bounds(text: str) -> tuple[int, int, int]:
    """The bits of an address, the first and the last address of a range.

    >>> bounds("10.0.0.0/31")
    (32, 167772160, 167772161)

    Raises:
        FunctionError: it is not written as address/length.
    """
    network = _parse(text)
    return network.bits, network.first, network.first + network.size - 1


def _ipv4(text: str) -> int | None:
    match = _IPV4.fullmatch(text)
    octets = [int(octet) for octet in match.groups()] if match else []
    if not octets or max(octets) > 255:
        return None
    return int.from_bytes(bytes(octets))


def _cidrhost(args: Arguments, _: Type, __: Context) -> Value:
    hostnum = whole(args[1].raw)  # type: ignore[arg-type] # converted to NUMBER
    network = _parse(text_of(args[0]))
    offset = hostnum if hostnum >= 0 else network.size + hostnum
    if not 0 <= offset < network.size and abs(hostnum) >= 1 << 63:
        raise NotComputedError(
            "Terraform 1.11 checks only 64 bits of the host number.", may_fail=True
        )
    if not 0 <= offset < network.size:
        raise FunctionError(f"{network} has {network.size} addresses, none numbered {hostnum}")
    return string(_address(network.first + offset, network.bits))


def _cidrnetmask(args: Arguments, _: Type, __: Context) -> Value:
    network = _parse(text_of(args[0]))
    if network.bits != 32:
        raise FunctionError("an IPv6 range has no netmask")
    return string(_address((1 << 32) - network.size, 32))


def _cidrsubnet(args: Arguments, _: Type, __: Context) -> Value:
    newbits = integer(args[1])
    netnum = whole(args[2].raw)  # type: ignore[arg-type] # converted to NUMBER
    network = _parse(text_of(args[0]))
    prefix = network.prefix + newbits
    if prefix > network.bits:
        raise FunctionError(f"the prefix of {network} cannot be extended by {newbits} bits")
    if netnum < 0 or prefix < 0 or (newbits < 0 < netnum) or netnum >= 1 << max(newbits, 64):
        raise NotComputedError(
            f"Terraform 1.11 gives no meaningful subnet for {newbits} more bits, number {netnum}.",
            may_fail=True,
        )
    if newbits >= 0 and netnum >= 1 << newbits:
        raise FunctionError(
            f"{newbits} more bits give {1 << newbits} subnets, none numbered {netnum}"
        )
    first = network.first + (netnum << (network.bits - prefix))
    return string(str(_Network(first, prefix, network.bits)))


def _cidrsubnets(args: Arguments, _: Type, __: Context) -> Value:
    network = _parse(text_of(args[0]))
    subnets = []
    free = network.first
    for index, arg in enumerate(args[1:], 1):
        newbits = integer(arg, index)
        prefix = network.prefix + newbits
        if not 1 <= newbits <= 32:
            raise FunctionError("a prefix can be extended by 1 to 32 bits", index)
        if prefix > network.bits:
            raise FunctionError(f"a prefix of {prefix} bits is too long for {network}", index)
        size = 1 << (network.bits - prefix)
        first = -(-free // size) * size
        # Counting up to the first address of all is taken for a wrap-around, as in Terraform.
        if first == 0 or first + size > network.first + network.size:
            raise FunctionError(f"{network} has no room left for a subnet of {prefix} bits", index)
        subnets.append(string(str(_Network(first, prefix, network.bits))))
        free = first + size
    return list_value(subnets, STRING)


NETWORK = table(
    Function(
        "cidrhost",
        (Parameter("prefix", STRING), Parameter("hostnum", NUMBER)),
        None,
        STRING,
        _cidrhost,
    ),
    Function("cidrnetmask", (Parameter("prefix", STRING),), None, STRING, _cidrnetmask),
    Function(
        "cidrsubnet",
        (Parameter("prefix", STRING), Parameter("newbits", NUMBER), Parameter("netnum", NUMBER)),
        None,
        STRING,
        _cidrsubnet,
    ),
    Function(
        "cidrsubnets",
        (Parameter("prefix", STRING),),
        Parameter("newbits", NUMBER),
        ListOf(STRING),
        _cidrsubnets,
    ),
)
