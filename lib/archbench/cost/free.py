"""Resource types AWS does not bill in themselves.

What such a resource sets in motion is billed where it runs: a launch template by its instances, a
listener by its load balancer. The list stands in data/prices/free-types.txt, each type with the
arguments that cost money all the same, as cost.arguments writes them:

    aws_acm_certificate certificate_authority_arn: Certificate of a private authority
"""

from collections.abc import Mapping
from functools import cache

from archbench.cost.arguments import ALL, ArgumentCover, arguments
from archbench.files import data_directory
from archbench.terraform.local_providers import LOCAL

FREE_PREFIXES = ("aws_iam_", *LOCAL)
"""Types by the start of their name: identity, and providers that create nothing outside."""


_ALL_FREE = arguments(free=ALL)


@cache
def free_types() -> Mapping[str, ArgumentCover]:
    """The free types by name, each with the arguments that are not free."""
    text = (data_directory() / "prices" / "free-types.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    extras: dict[str, dict[str, str]] = {}
    for line in lines:
        type_, _, rest = line.partition(" ")
        path, _, what = rest.partition(": ")
        extras.setdefault(type_, {}).update({path: what} if path else {})
    return {type_: arguments(free=ALL, costs=costs) for type_, costs in extras.items()}


def free_arguments(type_: str) -> ArgumentCover:
    """What of a free type costs money all the same; whatever is not named there is free."""
    return free_types().get(type_, _ALL_FREE)


def is_free(type_: str) -> bool:
    """True for a type with no charge of its own.

    >>> is_free("aws_iam_role"), is_free("aws_subnet"), is_free("aws_nat_gateway")
    (True, True, False)
    """
    return type_.startswith(FREE_PREFIXES) or type_ in free_types()
