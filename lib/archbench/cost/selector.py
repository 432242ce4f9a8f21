"""How an item of the catalogue is found in the AWS price list: the query a leaf declares.

Products are told apart by attributes and by the end of their usage type; its start is a region's
own prefix and is never built.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

PREFIX = r"^(?:[A-Z]{3}\d?-|[A-Z]{4}\d?-|EU-)?"
"""A region's prefix: what begins otherwise (TS-, Outposts-, ShieldProtected-) is another thing."""
MILLION, TEN_THOUSAND, THOUSAND = Decimal(1_000_000), Decimal(10_000), Decimal(1_000)


@dataclass(frozen=True, slots=True)
class Selector:
    """How to find an item, or one item for each kind of machine, volume or target region.

    A {name} in item stands for that attribute of the product, or for the group of that name in
    usagetype. times turns the list's unit into the catalogue's: 1,000,000 for "1M requests".
    """

    service: str
    item: str
    unit: str
    usagetype: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attributes the product must have, names as in the price list's JSON."""
    family: str = ""
    times: Decimal = Decimal(1)
    code: str = ""
    """The price list's service code where it is not the catalogue's."""
    region_attribute: str = "regionCode"
    """The attribute that holds the priced region; "" for services without one."""
    any_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Attributes with several right values, told apart after the query."""
    has_reserved: bool = False
    """Also read standard and convertible reserved prices without upfront payment."""

    @property
    def service_code(self) -> str:
        """The service code to ask the price list for."""
        return self.code or self.service

    @property
    def is_global(self) -> bool:
        """True for a service without a region."""
        return not self.region_attribute

    def name(self, attributes: Mapping[str, str]) -> str | None:
        """The item a product is, None when it is not this selector's; attributes are folded."""
        match = re.search(self.usagetype, attributes.get("usagetype", ""))
        wanted = {**self.attributes, **({"productFamily": self.family} if self.family else {})}
        if match is None or any(attributes.get(fold(k)) != v for k, v in wanted.items()):
            return None
        if any(attributes.get(fold(k)) not in values for k, values in self.any_of.items()):
            return None
        kinds = {**attributes, **match.groupdict()}
        return re.sub(r"{(\w+)}", lambda found: kinds.get(fold(found[1]), ""), self.item)


def fold(name: str) -> str:
    """An attribute's name without case and punctuation, equal in JSON and CSV.

    >>> fold("preInstalledSw") == fold("Pre Installed S/W")
    True
    """
    return re.sub(r"[^a-z0-9]", "", name.lower())
