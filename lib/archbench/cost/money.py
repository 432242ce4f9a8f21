"""Money as people read it: rounded to the cent, halves up; sums are made before rounding."""

from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


def to_the_cent(value: Decimal) -> Decimal:
    """An amount as people see it everywhere, half a cent up; never a zero below zero.

    >>> to_the_cent(Decimal("16.425")), to_the_cent(Decimal("-0.004"))
    (Decimal('16.43'), Decimal('0.00'))
    """
    return value.quantize(_CENT, ROUND_HALF_UP) + 0


def dollars(value: Decimal) -> str:
    """US dollars to the cent.

    >>> dollars(Decimal("16.425")), dollars(Decimal("-1234.5"))
    ('$16.43', '-$1,234.50')
    """
    cents = to_the_cent(value)
    return f"{'-' if cents < 0 else ''}${abs(cents):,f}"


def number(value: Decimal) -> str:
    """A quantity or unit price without trailing zeros, with thousands separated.

    >>> number(Decimal("4380.00")), number(Decimal("0.0416")), number(Decimal("1E+3"))
    ('4,380', '0.0416', '1,000')
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def short(value: Decimal) -> str:
    """A large round number in millions or billions, any other in full.

    >>> short(Decimal(7_500_000_000)), short(Decimal(10_240)), short(Decimal(1_048_576))
    ('7.5B', '10,240', '1,048,576')
    """
    for size, letter in ((1_000_000_000, "B"), (1_000_000, "M")):
        if value >= size and value % (size // 100) == 0:
            return f"{number(value / size)}{letter}"
    return number(value)


def rounded(value: Decimal) -> str:
    """A quantity to four places at most; the exact one stands in JSON and CSV.

    >>> rounded(Decimal("755.482061")), rounded(Decimal("4380"))
    ('755.4821', '4,380')
    """
    return number(value.quantize(Decimal("0.0001"), ROUND_HALF_UP))


def unit_in_words(unit: str) -> str:
    """A unit of the price list as people write it.

    >>> [unit_in_words(unit) for unit in ("Hrs", "GB-Mo", "LCU-Hrs", "1M requests")]
    ['hours', 'GB-months', 'LCU-hours', '1M requests']
    """
    what, dash, time = unit.rpartition("-")
    return f"{what}{dash}{_TIMES.get(time, time)}"


def per_unit(unit: str) -> str:
    """What a price is for.

    >>> per_unit("Hrs"), per_unit("GB-Mo"), per_unit("1M requests")
    ('hour', 'GB-month', '1M requests')
    """
    words = unit_in_words(unit)
    return words.removesuffix("s") if words != unit else unit


_TIMES = {"Hr": "hours", "Hrs": "hours", "Hours": "hours", "Mo": "months", "Month": "months"}
