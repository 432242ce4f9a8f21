"""What an answer about a configuration must not be read without: what is refused, what not read."""

from collections.abc import Sequence

from archbench.frozen import replace
from archbench.hcl.diagnostics import Diagnostic
from archbench.terraform.address import block_of
from archbench.terraform.configuration import Configuration
from archbench.terraform.gathering import gather, some

_SHOWN = 3
_NOT_READ = {
    "module": ("module not read", "modules not read"),
    "resource": ("block of unknown number", "blocks of unknown number"),
    "file": ("file not read", "files not read"),
}


def problems(configuration: Configuration, severity: str = "") -> tuple[Diagnostic, ...]:
    """What is wrong in it, told once for each place: a module may be called many times.

    severity: of these alone, where one is given.
    """
    found: dict[tuple[str, str], list[Diagnostic]] = {}
    for item in configuration.diagnostics:
        if severity in ("", item.severity):
            key = (str(item.range), item.summary) if item.range else ("", str(item))
            found.setdefault(key, []).append(item)
    return tuple(_told_once(alike) for alike in found.values())


def _told_once(alike: Sequence[Diagnostic]) -> Diagnostic:
    first = alike[0]
    if len(alike) == 1:
        return first
    return replace(first, detail=f"{first.detail} The same {len(alike) - 1:,} times more here.")


def refused(configuration: Configuration) -> str:
    """What Terraform refuses in it, the first of it told; "" where it takes all."""
    errors = sum(item.severity == "error" for item in configuration.diagnostics)
    what = "1 problem" if errors == 1 else f"{errors:,} problems"
    told = sorted(problems(configuration, "error"), key=_by_place)
    first = some([str(item).rstrip(".") for item in told], 1, "; ")  # each is a sentence or two
    said = f"{what} that Terraform refuses; the answer is about the rest: {first}."
    return said if errors else ""


def _by_place(item: Diagnostic) -> tuple[str, int, str]:
    return (item.range.filename, item.range.start.line, "") if item.range else ("", 0, str(item))


def warned(configuration: Configuration) -> str:
    """What Terraform takes with a warning, the first of it told; "" where there is none."""
    found = [str(item) for item in problems(configuration, "warning")]
    what = "1 warning" if len(found) == 1 else f"{len(found):,} warnings"
    return f"{what}: {some(found, _SHOWN)}" if found else ""


def not_read(configuration: Configuration) -> tuple[str, ...]:
    """What was not read, one text for each kind: "2 modules not read: module.a, module.b".

    Data sources of unknown number are left to `reasons`: what waits for them says so itself.
    """
    to_fetch = [item.name for item in configuration.not_read if item.to_fetch]
    found = [f"{_count('module', to_fetch)}, run `archbench get`: {some(to_fetch, _SHOWN)}"]
    for kind in _NOT_READ:
        names = [i.name for i in configuration.not_read if i.what == kind and not i.to_fetch]
        found += [f"{_count(kind, names)}: {some(names, _SHOWN)}"] if names else []
    return tuple(found if to_fetch else found[1:])


def _count(kind: str, names: Sequence[str]) -> str:
    one, several = _NOT_READ[kind]
    number = len(set(names if kind == "file" else map(block_of, names)))
    return f"{number} {one if number == 1 else several}"


def reasons(configuration: Configuration) -> tuple[str, ...]:
    """Why each thing was not read, told once for all that share a reason."""
    groups = gather((item.name, item.reason) for item in configuration.not_read)
    return tuple(f"{', '.join(group.blocks)}: {group.reason}" for group in groups)
