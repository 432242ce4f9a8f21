"""Resource types AWS does not bill in themselves.

What such a resource sets in motion is billed where it runs: a launch template by its instances, a
listener by its load balancer. The list stands in data/prices/free-types.txt.
"""

from functools import cache

from archbench.files import data_directory

FREE_PREFIXES = (
    "aws_iam_",
    "archive_",
    "cloudinit_",
    "http_",
    "local_",
    "null_",
    "random_",
    "template_",
    "terraform_",
    "time_",
    "tls_",
)
"""Types by the start of their name: identity, and providers that create nothing outside."""


@cache
def free_types() -> frozenset[str]:
    """The free types by name."""
    text = (data_directory() / "prices" / "free-types.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def is_free(type_: str) -> bool:
    """True for a type with no charge of its own.

    >>> is_free("aws_iam_role"), is_free("aws_subnet"), is_free("aws_nat_gateway")
    (True, True, False)
    """
    return type_.startswith(FREE_PREFIXES) or type_ in free_types()
