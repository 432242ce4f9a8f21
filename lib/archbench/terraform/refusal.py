"""What ends a reading: which problems are fatal, and how they are told together."""

from collections.abc import Sequence
from pathlib import Path

from archbench.errors import InputError
from archbench.hcl.diagnostics import Diagnostic
from archbench.terraform.skeleton import skeleton
from archbench.terraform.variables import Declaration

SEVERAL = 2
"""Missing variables from which on a file of values is proposed."""

_SHOWN = 5


def is_fatal(diagnostic: Diagnostic) -> bool:
    """Whether Terraform refuses to look further: names that are not there, values not allowed."""
    return diagnostic.severity == "error" and (
        diagnostic.summary.startswith(("Reference to undeclared", "Invalid value for"))
        or diagnostic.summary
        in ("Cycle", "No value for required variable", "Reference to scoped resource")
    )


def to_fill_in(missing: Sequence[Declaration]) -> str:
    """Variables without a value as a file to fill in, where there are several."""
    if len(missing) < SEVERAL:
        return ""
    them = "Both" if len(missing) == SEVERAL else f"All {len(missing)}"
    return f"\n{them} of them, to fill in as terraform.tfvars:\n{skeleton(missing)}"


def refuse(path: Path, diagnostics: Sequence[Diagnostic], more_to_say: str = "") -> None:
    """Raise InputError when one of the diagnostics is an error; warnings are then told as well."""
    if all(item.severity == "warning" for item in diagnostics):
        return
    ordered = sorted(diagnostics, key=lambda item: item.severity)
    errors = list(dict.fromkeys(str(item) for item in ordered))
    if len(errors) == 1:
        between = "/" if ordered[0].range else ": "
        raise InputError(f"{path.as_posix()}{between}{errors[0]}{more_to_say}")
    shown = "\n".join(f"  {text}" for text in errors[:_SHOWN])
    more = f"\n  and {len(errors) - _SHOWN} more" if len(errors) > _SHOWN else ""
    raise InputError(f"{path.as_posix()} has {len(errors)} problems:\n{shown}{more}{more_to_say}")
