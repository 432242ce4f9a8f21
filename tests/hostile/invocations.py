"""Every command in every format, as words on a command line: where a new one must be written."""

import argparse
from collections.abc import Iterator, Mapping, Sequence

from archbench.cli import build_parser
from archbench.diagram.drawing import ENDINGS

Words = Sequence[str]
LISTS = ("security", "reliability", "operations", "cost", "payments", "pci-dss")
DAY = ("--as-of", "2026-03-02")
NOBODY = "http://127.0.0.1:9"
"""An address where nobody answers."""
_CHECK = ("check", "stack", "--waivers", "stack/waivers.hcl", "--usage", "stack/usage.yml")
_WHATIF = ("whatif", "stack", *DAY, "--jobs", "2")
_REVIEW = ("review", "HEAD", "stack", *DAY, "--drawing", "out/changes.svg")

FLEET: Words = ("fleet", "stack", "plan.json", "-o", "out/fleet", *DAY, "--jobs", "2")

OF_STACK: Mapping[str, Sequence[Words]] = {
    "check": [
        *(
            (*_CHECK, "--requirements", *LISTS, "stack/list.hcl", "--format", kind)
            for kind in ("table", "json", "markdown", "sarif", "sarif-full", "junit", "csv")
        ),
    ],
    "compare": [
        ("compare", "stack", "plan.json", "--format", kind)
        for kind in ("table", "markdown", "json")
    ],
    "cost": [
        *(
            ("cost", "stack", *DAY, "--usage", "stack/usage.yml", *words)
            for words in ((), ("--json",), ("--csv",), ("--focus",), ("--markdown",), ("--all",))
        ),
        ("cost", *DAY, "diff", "plan.json", "stack"),
        ("cost", *DAY, "--json", "diff", "plan.json", "stack"),
        ("cost", "stack", "--price-book", "stack/rates.csv"),
    ],
    "draw": [
        *(("draw", "stack", "-o", f"out/x.{ending}") for ending in ENDINGS),
        ("draw", "stack", "-o", "out/y.html", *DAY, "--overlay", "cost", "--overlay", "verdicts"),
        ("draw", "stack", "-o", "out/z.svg", "--overlay", "compare=plan.json"),
    ],
    "drill": [("drill", "stack"), ("drill", "stack", "--json")],
    "fix": [
        ("fix", "stack", "--requirements", "cost", "--control", "COST05-databases"),
        ("fix", "stack", "--requirements", "stack/list.hcl", "--control", "said"),
    ],
    "fleet": [FLEET],
    "get": [("get", "stack", "--by", "archbench")],
    "history": [
        ("history", "stack", "--history", "out/fleet/history.db"),
        ("history", "stack", "--history", "out/fleet/history.db", "--json"),
    ],
    "metrics": [
        ("metrics", "stack", "--state", "state.json", "--dry-run"),
        ("metrics", "stack", "--outputs", "outputs.json", "--dry-run", "--json"),
        ("metrics", "stack", "--discover", "--endpoint-url", NOBODY, "--save", "out/pull.csv"),
    ],
    "new": [("new", "stack")],
    "prices": [
        ("prices", "show", "<script>alert(1)</script>"),
        ("prices", "refresh", "--region", "<b>", "--dry-run"),
    ],
    "report": [
        ("report", "stack", "plan.json", "-o", "out/report", *DAY),
        ("report", "whatif", "stack", "-o", "out/report", *DAY),
        ("report", "audit", "stack", "-o", "out/report", *DAY),
    ],
    "resolve": [("resolve", "stack"), ("resolve", "stack", "--json")],
    "review": [
        (*_REVIEW, "--format", kind, "-o", f"out/review.{kind}")
        for kind in ("markdown", "json", "sarif")
    ],
    "usage": [("usage", "stack", "--from-metrics", "stack/rates.csv", "-o", "out/usage.yml")],
    "verify": [("verify", "stack", "--endpoint", NOBODY)],
    "whatif": [
        *((*_WHATIF, *words) for words in ((), ("--json",), ("--csv",), ("--markdown",))),
        (*_WHATIF, "--keep", "out/kept.json", "--set", "var.said==cmd|x"),
    ],
}
"""Of the stack of `tests.hostile.world`, by command."""

OF_PLAN: Sequence[Words] = (
    *(
        tuple("plan.json" if word == "stack" else word for word in words)
        for name in ("check", "cost", "draw", "drill", "resolve")
        for words in OF_STACK[name]
        if "diff" not in words and "compare=plan.json" not in words
    ),
    ("report", "plan.json", "-o", "out/report", *DAY, "--pdf"),
    ("report", "audit", "plan.json", "-o", "out/report", *DAY),
)
"""The same of its plan, whose report is on paper too: the stack's would be set for a minute."""


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command, and its parts, with its parser."""
    yield from _below("", build_parser())


def _below(
    name: str, parser: argparse.ArgumentParser
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:  # noqa: SLF001 argparse tells nobody
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for part, below in action.choices.items():
                yield from _below(f"{name} {part}".strip(), below)
            return
    yield name, parser
