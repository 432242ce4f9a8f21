"""A failure somebody has accepted, for a while and for a reason."""

from datetime import date
from fnmatch import fnmatchcase

from archbench.frozen import frozen
from archbench.hcl.source import SourceRange


@frozen
class Waiver:
    """One accepted failure of a control, at addresses that match a pattern (* stands for any)."""

    control: str
    addresses: tuple[str, ...]
    justification: str
    approver: str
    expiration_date: date
    range: SourceRange

    def __str__(self) -> str:
        return f"{self.justification} ({self.approver}, until {self.expiration_date})"

    def covers(self, control: str, address: str) -> bool:
        """Whether it is for this failure."""
        return control == self.control and any(
            fnmatchcase(address, _literal(pattern)) for pattern in self.addresses
        )


def _literal(pattern: str) -> str:
    """A pattern in which only * is special: brackets are instance keys."""
    return pattern.replace("[", "[[]")
