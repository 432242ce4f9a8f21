"""What a usage file says of reserved terms: hours bought in advance in place of on demand.

The keys are Infracost's. A term paid partly or wholly in advance is priced at what it comes to an
hour, the payment in advance spread over the term: a bill of its hours alone would show nothing.
https://aws.amazon.com/ec2/pricing/reserved-instances/pricing/
"""

from dataclasses import dataclass

from archbench.cost.charge import Resource, UndecidedError

RESERVED_USAGE = {
    "reserved_instance_term": "1_year or 3_year; on demand when not given",
    "reserved_instance_payment_option": "no_upfront, partial_upfront or all_upfront",
}
"""Usage keys of whatever can be reserved."""

_YEARS = {"1_year": ("1yr", "1 year"), "3_year": ("3yr", "3 years")}
_PAYMENTS = {
    "no_upfront": ("noupfront", "no upfront"),
    "partial_upfront": ("partialupfront-effective", "partial upfront spread over the term"),
    "all_upfront": ("allupfront-effective", "all upfront spread over the term"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A reserved term: how items of the catalogue name it, and in words."""

    item: str
    words: str


def reserved_term(resource: Resource) -> Term | None:
    """The term a usage file gives a resource; None on demand.

    Raises:
        UndecidedError: the file names a term or a payment AWS does not sell.
    """

    def said(key: str) -> str:
        return resource.usage.text(resource.address, resource.instance.type, key)

    term = said("reserved_instance_term")
    if not term:
        return None
    payment = said("reserved_instance_payment_option") or "no_upfront"
    if term not in _YEARS or payment not in _PAYMENTS:
        raise UndecidedError(
            f"no price: nothing is sold as reserved_instance_term {term} with "
            f"reserved_instance_payment_option {payment}; write {' or '.join(_YEARS)} with "
            f"{', '.join(_PAYMENTS)}"
        )
    (years, length), (option, paid) = _YEARS[term], _PAYMENTS[payment]
    return Term(f"ri-{years}-{option}", f"reserved, {length}, {paid}")
