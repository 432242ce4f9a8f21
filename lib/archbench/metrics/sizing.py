"""What is larger than it was ever used: hints with their evidence, as scenarios to try.

A hint is arithmetic on what was measured, no advice: half the vCPUs would have been at twice the
share. It is given of a week and more, wholly known, and says what was not measured.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from archbench.hcl.source import SourceRange
from archbench.metrics.series import Pull, Series
from archbench.patterns import regex
from archbench.terraform.configuration import Configuration, Instance

_HALVES = {"xlarge": "large", "2xlarge": "xlarge", "4xlarge": "2xlarge", "8xlarge": "4xlarge"}
"""Sizes of a family with half the vCPUs of the one before, and half the memory."""
_FAMILY = regex(r"((?:db\.)?(?:[mcr][5-9]|t[34])[a-z0-9-]*\.)(\w+)")
"""General families, all of which have these sizes: others leave some out."""
_LEAST = timedelta(days=7)
_KNOWN = 0.99
"""Share of the periods that has to be known."""
_MOST = 40.0
"""Percent of CPU at most, so that half the vCPUs stay at 80."""
_SIZED: Mapping[str, tuple[str, str]] = {
    "aws_autoscaling_group": ("instance_type", "its memory was not measured"),
    "aws_db_instance": ("instance_class", ""),
    "aws_instance": ("instance_type", "its memory was not measured"),
    "aws_rds_cluster_instance": ("instance_class", ""),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """A smaller size that what was measured would have fitted.

    address    what is larger than it was used
    argument   of where the size stands: "instance_class"
    size       as it is, and half of it
    evidence   what was measured, of how much of the time, and what was not
    variables  the root variable that sets it, with the smaller size; empty where none alone does
    range      where the size stands
    """

    address: str
    argument: str
    size: tuple[str, str]
    evidence: str
    variables: Mapping[str, str]
    range: SourceRange | None = None

    @property
    def scenario(self) -> Mapping[str, object]:
        """An entry of a file of scenarios; without variables the change is to be made by hand."""
        before, after = self.size
        name = f"{self.address} on {after}"
        why = f"{self.evidence}; instead of {before}"
        return {
            "name": name,
            "why": why,
            **({"variables": self.variables} if self.variables else {}),
        }


def hints(configuration: Configuration, pull: Pull) -> tuple[Hint, ...]:
    """Every size that could be halved by what a pull measured."""
    found: list[Hint] = []
    for item in configuration.managed():
        if item.type in _SIZED:
            found += _hints(configuration, item, pull)
    return tuple(found)


def _hints(configuration: Configuration, item: Instance, pull: Pull) -> Iterator[Hint]:
    argument, lacks = _SIZED[item.type]
    owner, size = _size(configuration, item, argument)
    half = _half(size)
    peak = _peak(pull, item.address, "CPUUtilization", "Maximum")
    if owner is None or not half or peak is None or peak > _MOST:
        return
    free = _lowest(pull, item.address)
    memory = f"never less than {free / 1024**3:.1f} GiB of memory free" if free else lacks
    days = (pull.end - pull.start) // timedelta(days=1)
    evidence = f"CPU at most {peak:.0f} % in {days} days, so {2 * peak:.0f} % of half; {memory}"
    setters = [
        variable.name
        for variable in configuration.variables
        if variable.value == size and not variable.sensitive
    ]
    variables = {setters[0]: half} if len(setters) == 1 else {}
    yield Hint(item.address, argument, (size, half), evidence, variables, owner.at(argument))


def _size(
    configuration: Configuration, item: Instance, argument: str
) -> tuple[Instance | None, str]:
    """Where the size stands and what it is; of a group in its launch template."""
    owner: Instance | None = item
    if item.type == "aws_autoscaling_group":
        blocks = item.blocks("launch_template")
        owner = configuration.target(blocks[0].get("id")) if blocks else None
    value = owner.values.get(argument) if owner else None
    return (owner, value) if isinstance(value, str) else (None, "")


def _half(size: str) -> str:
    """The size with half the vCPUs, "" where that is not known.

    >>> _half("m6i.2xlarge"), _half("db.r6g.xlarge"), _half("t3.small"), _half("p3.2xlarge")
    ('m6i.xlarge', 'db.r6g.large', '', '')
    """
    found = _FAMILY.fullmatch(size)
    half = _HALVES.get(found[2]) if found else None
    return f"{found[1]}{half}" if found and half else ""


def _peak(pull: Pull, address: str, name: str, statistic: str) -> float | None:
    """The highest value, where all of a week and more is known."""
    series = _of(pull, address, name, statistic)
    if len(series) != 1 or not _is_whole(pull, series[0]):
        return None
    return max(series[0].known)


def _lowest(pull: Pull, address: str) -> float | None:
    series = _of(pull, address, "FreeableMemory", "Minimum")
    return min(series[0].known) if len(series) == 1 and series[0].known else None


def _of(pull: Pull, address: str, name: str, statistic: str) -> list[Series]:
    return [item for item in pull.get(name, statistic) if item.query.address == address]


def _is_whole(pull: Pull, item: Series) -> bool:
    known = item.points >= _KNOWN * len(item.values)
    return item.complete and known and pull.end - pull.start >= _LEAST
