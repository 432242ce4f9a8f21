"""Write docs/services.md anew: python -m tests.record_services.

What is said of a resource type is read from where it is known: its Kind, its pricing rule or the
lists of free and billed types, and the checklists that name it.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from archbench import aws
from archbench.aws.kind import Kind
from archbench.cost.billed import billed_types
from archbench.cost.free import is_free
from archbench.files import data_directory, write_atomic

PAGE = Path(__file__).parents[1] / "docs" / "services.md"
_RULES = Path(__file__).parents[1] / "lib" / "archbench" / "cost" / "resources"
_DRILLED = {
    "global": "stands in no region",
    "regional": "kept over the zones of a region",
    "spread": "spread over its zones",
    "standby": "fails over",
    "single": "lost with its zone",
    "none": "no zone carries it",
    "untold": "not simulated: leaves the verdict open",
}
_HEAD = """# Services

What archbench knows of each resource type of the AWS provider, made by
`python -m tests.record_services` from the Kinds in `lib/archbench/aws`, the pricing rules in
`lib/archbench/cost/resources` and the checklists in `data/requirements`; a test keeps it true.

A part has a card of its own and a place. What belongs to a part is listed with it, and requests
pass through what is marked with a dagger (†). "By its arguments" means that what the loss of a zone
does is told from what the configuration sets, and left open where that is not known. A charge that
no rule prices is a line "no price", never silence. What is measured live of which
type stands in `data/metrics/catalogue.csv`.
"""


def page() -> str:
    """The whole page."""
    parts = sum(kind.is_part for _, kinds in services() for kind in kinds)
    types = [type_ for _, kinds in services() for kind in kinds for type_ in kind.types]
    priced = sum(_price(type_) == "priced" for type_ in types)
    free = sum(_price(type_) == "free" for type_ in types)
    checked = sum(type_ in _checked() for type_ in types)
    count = (
        f"{len(types)} types in {len(services())} services: {parts} kinds of parts; {priced} types "
        f"are priced, {free} are free, {len(types) - priced - free} cost money without a rule; "
        f"{checked} are named by a checklist."
    )
    return (
        "\n".join([_HEAD, count, *(line for item in services() for line in _service(*item))]) + "\n"
    )


@cache
def services() -> tuple[tuple[str, tuple[Kind, ...]], ...]:
    """The first line of each file of Kinds, with its Kinds, in order of the files' names."""
    names = sorted(module.name for module in iter_modules(aws.__path__))
    modules = [import_module(f"archbench.aws.{name}") for name in names]
    return tuple(
        ((module.__doc__ or "").splitlines()[0].rstrip("."), module.KINDS)
        for module in modules
        if hasattr(module, "KINDS")
    )


def _service(title: str, kinds: tuple[Kind, ...]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    rows = [kind for kind in kinds if kind.is_part]
    if rows:
        yield ""
        yield "| type | is | role | when a zone is lost | cost | checked |"
        yield "| --- | --- | --- | --- | --- | --- |"
    for kind in rows:
        for type_ in kind.types:
            checked = "yes" if type_ in _checked() else ""
            yield (
                f"| `{type_}` | {kind.title} | {kind.role} | {_loss(kind)} | {_price(type_)} | "
                f"{checked} |"
            )
    others = [
        f"`{type_}`{'†' if kind.role == 'passage' else ''} {_price(type_)}"
        for kind in kinds
        if not kind.is_part
        for type_ in kind.types
    ]
    if others:
        yield ""
        yield f"Belongs to a part: {', '.join(others)}."


def _loss(kind: Kind) -> str:
    return _DRILLED[kind.loss] if isinstance(kind.loss, str) else "by its arguments"


@cache
def _priced() -> frozenset[str]:
    return frozenset(path.stem for path in _RULES.glob("*.py"))


def _price(type_: str) -> str:
    if type_ in _priced():
        return "priced"
    if is_free(type_):
        return "free"
    what = billed_types().get(type_)
    return f"no price: {what}" if what else "no price"


@cache
def _checked() -> frozenset[str]:
    """The types that a checklist names."""
    lists = (data_directory() / "requirements").rglob("*.hcl")
    return frozenset(
        name for path in lists for name in re.findall(r"\baws_\w+", path.read_text("utf-8"))
    )


if __name__ == "__main__":
    write_atomic(PAGE, page())
