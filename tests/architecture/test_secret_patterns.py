"""Patterns for secrets end on texts of any kind: a repeat without a limit took minutes of these."""

import pytest

from archbench.architecture.written import assigned, holds_secret
from archbench.hcl.partly import PartialText

TEXTS = (
    "#cloud-config\nlist:" + " " * 50_000,
    "#cloud-config\nlist:" + "\n - a:R" * 20_000,
    "curl " * 20_000 + " -u " * 5_000,
    "mysql " * 20_000,
    "--" + "a-" * 40_000,
    "//hooks.slack.com/services/" * 5_000,
    "eyJ" + "a" * 80_000,
    "a://" * 20_000 + ":" * 2_000,
    "x" * 100_000 + "://",
    "\n" * 80_000,
    "--a" * 30_000,
    "password=" * 10_000 + "$",
)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_no_text_takes_long(text: str) -> None:
    """None of them holds a secret, and none a place that waits for one."""
    assert not holds_secret(text.replace("password=password", "password=$password"))
    assert assigned(PartialText(text)) == ()
