"""Credentials for registries."""

from collections.abc import Mapping

_PREFIX = "TF_TOKEN_"


def tokens(environ: Mapping[str, str]) -> dict[str, str]:
    """The tokens of TF_TOKEN_host variables, by host: "_" stands for a dot, "__" for a hyphen.

    https://developer.hashicorp.com/terraform/cli/config/config-file#environment-variable-credentials

    >>> tokens({"TF_TOKEN_my__registry_example_com": "x"})
    {'my-registry.example.com': 'x'}
    """
    return {
        name.removeprefix(_PREFIX).replace("__", "-").replace("_", ".").lower(): value
        for name, value in sorted(environ.items())
        if name.startswith(_PREFIX)
    }
