"""A lever somebody may turn: what it is called, where it stands, what it can be set to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from archbench.cost.quantity import Quantity
from archbench.hcl.writer import Json
from archbench.whatif.scenario import Change, Lever, shown

DialForm = Literal["slider", "menu"]


@dataclass(frozen=True, slots=True)
class Dial:
    """Levers that are turned together, with their settings in order; now is one of them."""

    title: str
    levers: tuple[Lever, ...]
    now: Json
    settings: tuple[Json, ...]
    place: str = ""
    """"file:line" of what it sets, where that stands in the Terraform."""
    spread: Mapping[str, Decimal] = field(default_factory=dict)
    """Of a usage that is a range: what low, likely and high are of the likely one now."""

    @property
    def form(self) -> DialForm:
        """A slider for numbers, a menu for everything else."""
        return "slider" if all(map(_is_number, self.settings)) else "menu"

    def changes(self, setting: Json) -> Iterator[Change]:
        """What a setting changes; a range keeps its shape around the value."""
        for lever in self.levers:
            yield Change(lever, self._value(setting), f'"{self.title}"')

    def words(self, setting: Json) -> str:
        """A setting as people read it.

        >>> Dial("Traffic", (Lever("usage", ("load_profile", "scale")),), 1, (1, 2)).words(1.5)
        '× 1.5'
        """
        if isinstance(setting, bool):
            return "yes" if setting else "no"
        if setting is None:
            return "not set"
        is_factor = self.levers[0].path[-1:] == ("scale",)
        return f"× {shown(setting)}" if is_factor else shown(setting)

    def _value(self, setting: Json) -> Json:
        if not self.spread:
            return setting
        return {end: float(Decimal(str(setting)) * part) for end, part in self.spread.items()}


def settings(values: Iterable[Json], now: Json) -> tuple[Json, ...]:
    """The settings of a dial with the one it has now: numbers by size, others as they are given.

    >>> settings([3, 1], 2), settings(["b", "a"], "a"), settings(["b"], "a")
    ((1, 2, 3), ('b', 'a'), ('a', 'b'))
    """
    found = [now, *values]
    if all(map(_is_number, found)):
        return tuple(sorted(set(found), key=lambda value: Decimal(str(value))))
    given = list(dict.fromkeys(values))
    return tuple(given if now in given else [now, *given])


def shape(quantity: Quantity) -> Mapping[str, Decimal]:
    """Of a range, what each end is of the likely value; nothing where it is a single number.

    >>> shape(Quantity(Decimal(3), Decimal(6), Decimal(12)))["high"]
    Decimal('2')
    """
    if quantity.low == quantity.high or not quantity.likely:
        return {}
    ends = ("low", "likely", "high")
    return {end: getattr(quantity, end) / quantity.likely for end in ends}


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
