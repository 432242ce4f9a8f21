"""Addresses as Terraform writes them: made from parts, and split back into them."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from archbench.frozen import frozen
from archbench.hcl.syntax import Attr, Traversal
from archbench.patterns import regex

InstanceKey = int | str | None


@frozen
class Key:
    """An instance key or index inside an address: [0] or ["a"]."""

    value: int | str


AddressPart = str | Key

_PART = regex(r'\.?([\w-]+|\*)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]')
_LAST_KEY = regex(r'(?:\[\d+\]|\["(?:[^"\\]|\\.)*"\])$')
_INDEX = regex(r"\[\d+\]")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def key_text(key: InstanceKey) -> str:
    r"""An instance key as Terraform writes it.

    >>> key_text(None), key_text(0), key_text('a"b'), key_text("${x}")
    ('', '[0]', '["a\\"b"]', '["$${x}"]')
    """
    if key is None:
        return ""
    if isinstance(key, int):
        return f"[{key}]"
    text = key.replace("\\", "\\\\").replace('"', '\\"')
    text = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return f'["{text.replace("${", "$${").replace("%{", "%%{")}"]'


def join(*parts: str) -> str:
    """Address parts with dots between, empty ones left out.

    >>> join("", "aws_vpc.main"), join("module.net", "aws_vpc.main")
    ('aws_vpc.main', 'module.net.aws_vpc.main')
    """
    return ".".join(part for part in parts if part)


def path_text(steps: "tuple[str | int, ...]") -> str:
    """A path inside a value in Terraform's form; whole numbers are indexes.

    >>> path_text(("master_user_secret", 0, "secret_arn"))
    'master_user_secret[0].secret_arn'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


def split(address: str) -> tuple[AddressPart, ...]:
    """The names and keys of an address or reference, in order.

    >>> split('module.net["a"].aws_subnet.private[0].id')[:3]
    ('module', 'net', Key(value='a'))
    """
    return tuple(_parts(address))


def _parts(address: str) -> Iterator[AddressPart]:
    for match in _PART.finditer(address):
        name, index, key = match.groups()
        if name is not None:
            yield name
        elif index is not None:
            yield Key(int(index))
        else:
            text = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), key)
            yield Key(text.replace("$${", "${").replace("%%{", "%{"))


def may_be_of(address: str, blocks: AbstractSet[str]) -> bool:
    """Whether an address is of one of these blocks, or stands in one, whatever the keys.

    >>> may_be_of('module.n["a"].aws_vpc.x', {"module.n"}), may_be_of("aws_vpc.x[0]", {"aws_vpc.y"})
    (True, False)
    """
    if not blocks:
        return False
    parts = without_keys(address).split(".")
    plain = {without_keys(block) for block in blocks}
    return any(".".join(parts[:end]) in plain for end in range(len(parts), 0, -1))


def without_keys(address: str) -> str:
    """The address of the block an instance is made from: no key of a module or a resource.

    >>> without_keys('module.net["a"].aws_subnet.private[0]')
    'module.net.aws_subnet.private'
    """
    return ".".join(part for part in split(address) if isinstance(part, str))


@lru_cache(maxsize=1 << 16)
def every_instance(address: str) -> str:
    """The address with * for each key: all instances of a block, in all instances of its module.

    >>> every_instance('module.net["a"].aws_subnet.private[0]')
    'module.net[*].aws_subnet.private[*]'
    """
    if '"' not in address:
        return _INDEX.sub("[*]", address)
    parts = (f".{part}" if isinstance(part, str) else "[*]" for part in split(address))
    return "".join(parts).removeprefix(".")


def resource_of(address: str) -> str:
    """The resource an instance address belongs to.

    >>> resource_of('module.n["a"].aws_vpc.x[0]')
    'module.n["a"].aws_vpc.x'
    """
    return _LAST_KEY.sub("", address) if address.endswith("]") else address


def block_of(address: str) -> str:
    """The resource an instance belongs to; a call of a module is told from its others by its key.

    >>> block_of('module.n["a"].aws_vpc.x[0]'), block_of('module.n["a"]')
    ('module.n["a"].aws_vpc.x', 'module.n["a"]')
    """
    return address if is_module(address) else resource_of(address)


def is_module(address: str) -> bool:
    """Whether an address is that of a module, not of what is in it.

    >>> is_module('module.a.module.b["x.y"]'), is_module("module.a.aws_vpc.x")
    (True, False)
    """
    return without_keys(address).split(".")[-2:-1] == ["module"]


def parent_module(address: str) -> str:
    """The address of the module instance around a module instance.

    >>> parent_module('module.a["module.x"].module.b[0]')
    'module.a["module.x"]'
    """
    start, names = 0, 0
    for match in _PART.finditer(address):
        if match[1] is not None:
            if names % 2 == 0:
                start = match.start()
            names += 1
    return address[:start]


def unprefixed(traversal: Traversal) -> Traversal:
    """resource.aws_vpc.main.id as aws_vpc.main.id, which means the same."""
    first = traversal.steps[0] if traversal.steps else None
    if traversal.root != "resource" or not isinstance(first, Attr):
        return traversal
    return Traversal(first.name, traversal.steps[1:], traversal.range)


@lru_cache(maxsize=1 << 16)
def natural(address: str) -> tuple[tuple[int, int | str], ...]:
    """A sort key that puts [2] before [10].

    >>> sorted(["a.b[10]", "a.b[2]", "a.a"], key=natural)
    ['a.a', 'a.b[2]', 'a.b[10]']
    """
    return tuple(
        (0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"(\d+)", address)
    )
