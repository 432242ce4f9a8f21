"""What an answer about a configuration must not be read without: what is refused, what not read."""

from archbench.terraform.configuration import Configuration
from archbench.terraform.gathering import some

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
    found = []
    for kind, word in _NOT_READ.items():
        names = [item.name for item in configuration.not_read if item.what == kind]
        if names:
            count = f"{len(names)} {word[0] if len(names) == 1 else word[1]}"
            found.append(f"{count}: {some(names, _SHOWN)}")
    return tuple(found)
