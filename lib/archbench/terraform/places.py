"""What regions and zones are called, so that a sensitive value is shown only where it names one."""

import re

from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown, Value

REGION = r"[a-z]{2,}(?:-[a-z]+)+-[0-9]+"
_ZONE = rf"{REGION}(?:[a-z]|-[a-z]{{3}}-[0-9][a-z]|-wl[0-9]-[a-z]{{3}}-wlz-[0-9])"
_ZONE_ID = "[a-z]{3,4}[0-9]-az[0-9]"
_REASON = "it is sensitive and names no region of AWS"


def region_told(value: Value, subject: str) -> str | Unknown | None:
    """A region that is set to a value, by the thing it is set of; None where it is no text."""
    if not isinstance(value.raw, str) or not value.sensitive or re.fullmatch(REGION, value.raw):
        return value.raw if isinstance(value.raw, str | Unknown) else None
    return Unknown(STRING, (Origin("error", subject, "region", _REASON),))


def zone_told(value: Plain) -> Plain:
    """A zone as it may be shown: a sensitive value where it is the name of one."""
    if isinstance(value, Sensitive) and isinstance(value.value, str | Unknown):
        named = isinstance(value.value, Unknown) or re.fullmatch(f"{_ZONE}|{_ZONE_ID}", value.value)
        return value.value if named else value
    return value
