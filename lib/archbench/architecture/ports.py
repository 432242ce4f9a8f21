"""The ports that rules allow, in words."""

from collections.abc import Iterable

from archbench.architecture.permission import Permission
from archbench.hcl.values import Unknown

SERVICES = {80: "HTTP 80", 443: "HTTPS 443", 22: "SSH 22", 3306: "SQL 3306", 5432: "SQL 5432"}


def in_words(rules: Iterable[Permission]) -> str:
    """The ports rules allow: "HTTP 80, 8080"."""
    texts: dict[str, None] = {}
    for rule in rules:
        low, high = rule.from_port, rule.to_port
        if isinstance(low, Unknown) or isinstance(high, Unknown):
            texts["port ?"] = None
        elif low is None or high is None:
            texts["all ports"] = None
        elif low == high:
            texts[SERVICES.get(low, f"{rule.protocol.upper()} {low}")] = None
        else:
            texts[f"{rule.protocol.upper()} {low}-{high}"] = None
    return ", ".join(sorted(texts))
