"""Short names for addresses, and counts with their words."""

from archbench.terraform.address import Key, key_text, split


def short_name(address: str) -> str:
    """The part of an address that tells it from its like: an instance key, else the block's name.

    >>> short_name('aws_autoscaling_group.payment["blue"]'), short_name("module.a.aws_lb.main")
    ('blue', 'main')
    >>> short_name("aws_nat_gateway.main[0]")
    'main 0'
    """
    parts = split(address)
    if not parts:
        return address
    last = parts[-1]
    if not isinstance(last, Key):
        return last
    return last.value if isinstance(last.value, str) else f"{parts[-2]} {last.value}"


def block(address: str) -> str:
    """The address of the resource block an instance comes from.

    >>> block('module.a["x"].aws_instance.web[3]')
    'module.a["x"].aws_instance.web'
    """
    parts = split(address)
    if parts and isinstance(parts[-1], Key):
        return address.removesuffix(key_text(parts[-1].value))
    return address


def many(number: int, word: str) -> str:
    """A count with its word.

    >>> many(1, "instance"), many(2, "instance")
    ('1 instance', '2 instances')
    """
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
