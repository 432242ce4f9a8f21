"""Version constraints, as Terraform reads them, and what follows from those of a configuration."""

import re
from collections.abc import Iterable, Iterator

from archbench.frozen import frozen
from archbench.hcl.source import SourceRange
from archbench.patterns import regex

Version = tuple[int, int, int]

_PART = regex(r"\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+){0,2})(?:[-+][\w.+-]+)?\s*")
_WHOLE = regex(r"v?\d+(?:\.\d+){0,2}(-[\w.-]+)?(?:\+[\w.-]+)?")
_OLDEST = (1, 0, 0)
_MOST = 1_000_000


@frozen
class Requirement:
    """A constraint a module writes, and where."""

    constraint: str
    range: SourceRange | None = None


def is_constraint(text: str) -> bool:
    """Whether Terraform can read a constraint.

    >>> is_constraint("~> 5.0, != 5.3"), is_constraint("5.x")
    (True, False)
    """
    return all(_PART.fullmatch(part) for part in text.split(",")) if text.strip() else True


def takes(constraint: str, version: str) -> bool:
    """Whether a version constraint takes a version; what cannot be read takes any.

    >>> [takes(text, "5.100.0") for text in ("~> 5.0", ">= 5.40, < 6.0", ">= 6.0", "~> 5.40.1")]
    [True, True, False, False]
    """
    return _takes(constraint, _numbers(version))


def is_version(text: str) -> bool:
    """Whether a text is a version, "1.2.0" or, before a release, "1.2.0-rc1"."""
    return _WHOLE.fullmatch(text) is not None


def newest(versions: Iterable[str], constraint: str) -> str | None:
    """The newest version a constraint takes; one before its release only where named exactly.

    >>> newest(["1.0.0", "1.2.0", "1.10.0", "2.0.0-rc1"], "~> 1.0"), newest(["1.0.0"], ">= 2")
    ('1.10.0', None)
    >>> newest(["1.0.0", "2.0.0-rc1"], ">= 1.0"), newest(["1.0.0", "2.0.0-rc1"], "2.0.0-rc1")
    ('1.0.0', '2.0.0-rc1')
    """
    parts = [part.strip().lstrip("=").strip() for part in constraint.split(",")]
    exact = {part.removeprefix("v") for part in parts if _is_early(part)}
    taken = [
        text
        for text in versions
        if is_version(text)
        and (not (_is_early(text) or exact) or text.removeprefix("v") in exact)
        and takes(constraint, text)
    ]
    return max(taken, key=_numbers, default=None)


def _is_early(text: str) -> bool:
    """Whether a text is a version before its release."""
    found = _WHOLE.fullmatch(text)
    return found is not None and found[1] is not None


def satisfiable(constraints: Iterable[str], *, least: Version = (0, 0, 0)) -> bool:
    """Whether any version from one on can meet all the constraints.

    >>> satisfiable(["~> 5.0", ">= 6.0"]), satisfiable(["< 1.0"], least=(1, 0, 0))
    (False, False)
    >>> satisfiable(["> 5.1", "< 5.2"]), satisfiable([">= 99"])
    (True, True)
    """
    texts = list(constraints)
    candidates = {least} | {near for text in texts for near in _nearby(text)}
    return any(
        version >= least and all(_takes(text, version) for text in texts) for version in candidates
    )


def is_terraform(constraint: str) -> bool:
    """Whether some Terraform from 1.0 on meets a required_version; earlier ones are not read here.

    >>> is_terraform(">= 0.13"), is_terraform("< 1.0"), is_terraform("~> 0.12.6")
    (True, False, False)
    """
    whole = re.sub(r"~>(\s*v?\d+\s*)(?=,|$)", r">=\1", constraint)  # no upper bound there
    return satisfiable([whole], least=_OLDEST)


def short_circuits(
    constraints: Iterable[str], terraform: str | None = None, first: str = "1.12"
) -> bool:
    """Whether && and || leave out what is not needed, as in Terraform from the first version on.

    A configuration is read as the newest Terraform that it takes reads it, or as the one given.

    >>> short_circuits([">= 1.5"]), short_circuits([">= 1.0", "~> 1.11.1"]), short_circuits([])
    (True, False, True)
    >>> short_circuits([">= 1.5"], "1.11.4")
    False
    """
    if terraform is not None:
        return _numbers(terraform) >= _numbers(first)
    return satisfiable(constraints, least=_numbers(first))


def highest_named(constraints: Iterable[str]) -> Version:
    """The highest version any of the constraints names; 0.0.0 where none names one."""
    found = [wanted for text in constraints for _, wanted, _ in _parts(text)]
    return max(found, default=(0, 0, 0))


def _parts(constraint: str) -> Iterator[tuple[str, Version, int]]:
    """Operator, version and how many of its numbers are written, for each readable part."""
    for part in constraint.split(","):
        found = _PART.fullmatch(part)
        if found is not None:
            yield found[1] or "=", _numbers(found[2]), len(found[2].split("."))


def _takes(constraint: str, have: Version) -> bool:
    for operator, wanted, kept in _parts(constraint):
        numbers = list(wanted[: max(kept - 1, 1)])
        numbers[-1] += 1
        above = tuple([*numbers, 0, 0][:3])
        holds = {
            "=": have == wanted,
            "!=": have != wanted,
            ">=": have >= wanted,
            "<=": have <= wanted,
            ">": have > wanted,
            "<": have < wanted,
            "~>": wanted <= have < above,
        }
        if not holds[operator]:
            return False
    return True


def _nearby(constraint: str) -> Iterator[Version]:
    """The versions at which a constraint may begin or cease to hold."""
    for _, (major, minor, patch), _ in _parts(constraint):
        yield major, minor, patch
        yield major, minor, patch + 1
        if patch:
            yield major, minor, patch - 1
        elif minor:
            yield major, minor - 1, _MOST
        elif major:
            yield major - 1, _MOST, _MOST


def _numbers(version: str) -> Version:
    found = re.match(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?", version.strip())
    parts = found.groups() if found else ()
    major, minor, patch = [int(part or 0) for part in parts] or [0, 0, 0]
    return major, minor, patch


def version_of(text: str) -> Version:
    """The numbers of a version; those not written are 0."""
    return _numbers(text)
