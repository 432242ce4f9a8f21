"""What an answer about a configuration must not be read without: what is refused, what not read."""

from collections.abc import Sequence

from archbench.terraform.configuration import Configuration
from archbench.terraform.gathering import gather, some

_SHOWN = 3
_NOT_READ = {
    "module": ("module not read", "modules not read"),
    "resource": ("block of unknown number", "blocks of unknown number"),
    "file": ("file not read", "files not read"),
}


def refused(configuration: Configuration) -> str:
    """What Terraform refuses in it, the first of it told; "" where it takes all."""
    errors = [str(item) for item in configuration.diagnostics if item.severity == "error"]
    what = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
    told = f"{what} that Terraform refuses; the answer is about the rest: {some(errors, _SHOWN)}"
    return told if errors else ""


def not_read(configuration: Configuration) -> tuple[str, ...]:
    """What was not read, one text for each kind: "2 modules not read: module.a, module.b"."""
    to_fetch = [item.name for item in configuration.not_read if item.to_fetch]
    found = [f"{_count('module', to_fetch)}, run `archbench get`: {some(to_fetch, _SHOWN)}"]
    for kind in _NOT_READ:
        names = [i.name for i in configuration.not_read if i.what == kind and not i.to_fetch]
        found += [f"{_count(kind, names)}: {some(names, _SHOWN)}"] if names else []
    return tuple(found if to_fetch else found[1:])


def _count(kind: str, names: Sequence[str]) -> str:
    one, several = _NOT_READ[kind]
    return f"{len(names)} {one if len(names) == 1 else several}"


def reasons(configuration: Configuration) -> tuple[str, ...]:
    """Why each thing was not read, told once for all that share a reason."""
    groups = gather((item.name, item.reason) for item in configuration.not_read)
    return tuple(f"{', '.join(group.blocks)}: {group.reason}" for group in groups)
