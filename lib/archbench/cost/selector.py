"""How an item of the catalogue is found in the AWS price list: the query a leaf declares.

Products are told apart by attributes and by their usage type without its start, which is a region's
own prefix and is never built. https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-an-offer.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from archbench.cost.catalogue import unit_scale

_PREFIX = r"(?:(?:[A-Z]{3}\d|EU|[a-z]{2}(?:-[a-z]+)+-\d)[-:])?"
"""A region's prefix: what begins otherwise (TS-, Outposts-, ShieldProtected-) is another thing."""


@dataclass(frozen=True, slots=True)
class Selector:
    """How to find an item, or one item for each kind of machine, volume or target region.

    A {name} in item stands for that attribute of the product, or for the group of that name in
    usagetype, in small letters.
    """

    service: str
    item: str
    unit: str
    """The catalogue's unit: "1M requests"; the list prices single things."""
    usagetype: str
    """A pattern of the whole usage type after the region's prefix."""
    family: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attributes the product must have, names as in the price list's JSON."""
    any_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Attributes with several right values, "" for none, told apart after the query."""
    code: str = ""
    """The price list's service code where it is not the catalogue's."""
    region_attribute: str = "regionCode"
    """The attribute that holds the priced region; "" for services without one."""
    parts: int = 1
    """How many of the catalogue's units the list's unit holds: 1,024 where it says GiB for MiB."""
    reserved: str = ""
    """The item of its reserved prices, with {class} and {term} (1yr-noupfront); "" for none."""

    @property
    def service_code(self) -> str:
        """The service code to ask the price list for."""
        return self.code or self.service

    @property
    def is_global(self) -> bool:
        """True for a service without a region."""
        return not self.region_attribute

    @property
    def times(self) -> Decimal:
        """What a price of the list is multiplied with to be one of the catalogue."""
        return Decimal(unit_scale(self.unit)) / self.parts

    @property
    def filters(self) -> Mapping[str, str]:
        """The attributes a product must have, its family among them."""
        return {**self.attributes, **({"productFamily": self.family} if self.family else {})}

    def may_be(self, usagetype: str) -> bool:
        """Whether a product of this usage type can be this selector's."""
        return bool(_pattern(self.usagetype, self.is_global).fullmatch(usagetype))

    def name(self, attributes: Mapping[str, str], term: str = "") -> str | None:
        """The item a product is, None when it is not this selector's; attributes are folded.

        term is that of a reserved price ("standard-1yr-noupfront"), "" on demand.
        """
        item = self.item if not term else self.reserved
        kind, _, length = term.partition("-")
        if kind not in ("", "standard") and "{class}" not in item:
            return None
        match = _pattern(self.usagetype, self.is_global).fullmatch(attributes.get("usagetype", ""))
        if match is None or not item or (self.is_global and _is_regional(attributes)):
            return None
        if any(attributes.get(fold(k)) != v for k, v in self.filters.items()):
            return None
        if any(attributes.get(fold(k), "") not in values for k, values in self.any_of.items()):
            return None
        kinds = {**attributes, **match.groupdict(), "class": kind, "term": length}
        return re.sub(r"{(\w+)}", lambda found: kinds.get(fold(found[1]), "").lower(), item)


def _is_regional(attributes: Mapping[str, str]) -> bool:
    """Whether a product is that of one region, which a query without one finds too."""
    return bool(attributes.get("regioncode")) and attributes.get("locationtype") == "AWS Region"


@cache
def _pattern(usagetype: str, is_global: bool) -> re.Pattern[str]:  # noqa: FBT001 private
    return re.compile(f"{'' if is_global else _PREFIX}(?:{usagetype})")


QueryRow = tuple[str, str, str] | tuple[str, str, str, Mapping[str, str]]
"""An item, its unit, its usage type, and the attributes that tell its product from others."""


def queries(
    service: str, family: str, *rows: QueryRow, code: str = "", is_global: bool = False
) -> tuple[Selector, ...]:
    """Selectors of one service and product family, "" for any.

    >>> [found] = queries("awskms", "Encryption Key", ("cmk-month", "Key-Mo", "KMS-Keys"))
    >>> attributes = {"usagetype": "eu-west-1-KMS-Keys", "productfamily": "Encryption Key"}
    >>> found.name(attributes), found.name({"usagetype": "KMS-Keys"})
    ('cmk-month', None)
    """
    place = "" if is_global else "regionCode"
    return tuple(
        Selector(
            service,
            *row[:3],
            family,
            row[3] if len(row) == 4 else {},
            code=code,
            region_attribute=place,
        )
        for row in rows
    )


def fold(name: str) -> str:
    """An attribute's name without case and punctuation, equal in JSON and CSV.

    >>> fold("preInstalledSw") == fold("Pre Installed S/W")
    True
    """
    return re.sub(r"[^a-z0-9]", "", name.lower())
