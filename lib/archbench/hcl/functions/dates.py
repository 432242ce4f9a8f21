"""Functions of dates and times (RFC 3339)."""

import re
from datetime import UTC, datetime, timedelta

from archbench.frozen import frozen, replace
from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    FunctionError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import number, string, text_of
from archbench.hcl.types import NUMBER, STRING, Type
from archbench.hcl.values import Value
from archbench.patterns import regex

_TIMESTAMP = regex(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)T(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)"
    r"(?:(?P<point>[.,])(?P<fraction>\d+))?"
    r"(?:Z|(?P<sign>[+-])(?P<zone_hour>\d\d):(?P<zone_minute>\d\d))",
    re.ASCII,
)
_DURATION = regex(r"[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)", re.ASCII)
_PART = regex(r"(\d*)\.?(\d*)([a-zµμ]+)", re.ASCII)
_UNITS = {
    "ns": 1,
    "us": 10**3,
    "µs": 10**3,
    "μs": 10**3,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
_SECOND = 10**9
_DAYS_OF_A_CYCLE = 146_097
_EPOCH = datetime(1, 1, 1, tzinfo=UTC)


@frozen
class _Time:
    """A moment: local clock time, the offset from UTC in minutes, and nanoseconds.

    Terraform's years start at 0 and may leave four digits when time is added, Python's may not:
    local lies in the years around 2200, so many cycles of 400 years from the one that is meant. The
    calendar, with the days of the week, is the same in every cycle.
    """

    local: datetime
    offset: int
    nanosecond: int
    cycles: int

    @property
    def year(self) -> int:
        """The year that is meant."""
        return self.local.year + 400 * self.cycles

    @property
    def moment(self) -> int:
        """Nanoseconds on a scale common to all zones."""
        utc = self.local - timedelta(minutes=self.offset) - _EPOCH
        days = utc.days + _DAYS_OF_A_CYCLE * self.cycles
        return (days * 86400 + utc.seconds) * _SECOND + self.nanosecond

    def zone(self, *, colon: bool) -> str:
        """The offset as +hh:mm or +hhmm."""
        hours, minutes = divmod(abs(self.offset), 60)
        sign = "-" if self.offset < 0 else "+"
        return f"{sign}{hours:02}{':' if colon else ''}{minutes:02}"


def _parse(text: str, argument: int | None, *, strict: bool = False) -> _Time:
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        raise FunctionError(
            f'"{text}" is not a timestamp in RFC 3339 form, such as 2026-01-31T23:59:59Z', argument
        )
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"])
    zone_hour, zone_minute = int(match["zone_hour"] or 0), int(match["zone_minute"] or 0)
    # Terraform 1.11 reads timestamps loosely in timecmp only.
    loose = len(match["hour"]) == 1 or match["point"] == "," or zone_hour == 24 or zone_minute == 60
    if zone_hour > 24 or zone_minute > 60 or (strict and loose):
        raise FunctionError(f'a part of "{text}" is out of range or not in full', argument)
    try:
        cycles, year = divmod(int(match["year"]), 400)
        month, day = int(match["month"]), int(match["day"])
        local = datetime(2000 + year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError as error:
        raise FunctionError(f'"{text}" is not a possible time: {error}', argument) from None
    offset = (zone_hour * 60 + zone_minute) * (-1 if match["sign"] == "-" else 1)
    nanosecond = int((match["fraction"] or "0")[:9].ljust(9, "0"))
    return _Time(local, offset, nanosecond, cycles - 5)


def _timeadd(args: Arguments, _: Type, __: Context) -> Value:
    time = _parse(text_of(args[0]), None, strict=True)
    total = time.nanosecond + _duration(text_of(args[1]))
    later = replace(time, local=time.local + timedelta(seconds=total // _SECOND))
    sign, year = "-" if later.year < 0 else "", abs(later.year)
    zone = time.zone(colon=True) if time.offset else "Z"
    return string(f"{sign}{year:04}-{later.local:%m-%dT%H:%M:%S}{zone}")


def _duration(text: str) -> int:
    """A duration such as "-1h30m" in nanoseconds."""
    if not _DURATION.fullmatch(text):
        raise FunctionError(f'"{text}" is not a duration such as "90s" or "1h30m"')
    total = 0
    for integer, fraction, unit in _PART.findall(text):
        total += int(integer or 0) * _UNITS[unit]
        if fraction:
            total += int(float(int(fraction)) * (_UNITS[unit] / 10 ** len(fraction)))
    if total > 2**63 - 1:
        raise FunctionError(f'the duration "{text}" is longer than about 292 years')
    return -total if text.startswith("-") else total


def _timecmp(args: Arguments, _: Type, __: Context) -> Value:
    left, right = (_parse(text_of(arg), index).moment for index, arg in enumerate(args))
    return number((left > right) - (left < right))


_TOKEN = regex(r"''|'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+")


def _formatdate(args: Arguments, _: Type, __: Context) -> Value:
    time = _parse(text_of(args[1]), 1, strict=True)
    parts = []
    for match in _TOKEN.finditer(text_of(args[0])):
        token = match.group()
        if token == "'" * 2:
            parts.append("'")
        elif token.startswith("'"):
            if len(token) == 1 or not token.endswith("'"):
                raise FunctionError("a quoted literal is not closed with '", 0)
            parts.append(token[1:-1].replace("''", "'"))
        elif match.group(1):
            parts.append(_part(token, time))
        else:
            parts.append(token)
    return string("".join(parts))


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _part(token: str, time: _Time) -> str:
    local = time.local
    month, day = _MONTHS[local.month - 1], _DAYS[local.weekday()]
    half = "PM" if local.hour >= 12 else "AM"
    forms = {
        "YY": f"{time.year % 100:02}",
        "YYYY": f"{time.year:04}",
        "M": f"{local.month}",
        "MM": f"{local.month:02}",
        "MMM": month[:3],
        "MMMM": month,
        "D": f"{local.day}",
        "DD": f"{local.day:02}",
        "EEE": day[:3],
        "EEEE": day,
        "h": f"{local.hour}",
        "hh": f"{local.hour:02}",
        "H": f"{local.hour % 12 or 12}",
        "HH": f"{local.hour % 12 or 12:02}",
        "AA": half,
        "aa": half.lower(),
        "m": f"{local.minute}",
        "mm": f"{local.minute:02}",
        "s": f"{local.second}",
        "ss": f"{local.second:02}",
        "Z": time.zone(colon=True) if time.offset else "Z",
        "ZZZ": time.zone(colon=False) if time.offset else "UTC",
        "ZZZZ": time.zone(colon=False),
        "ZZZZZ": time.zone(colon=True),
    }
    if token not in forms:
        possible = [form for form in forms if form[0] == token[0]]
        hint = f"; use {' or '.join(possible)}" if possible else "; quote literal letters with '"
        raise FunctionError(f'"{token}" is not part of a date format{hint}', 0)
    return forms[token]


DATES = table(
    Function(
        "formatdate",
        (Parameter("format", STRING), Parameter("time", STRING)),
        None,
        STRING,
        _formatdate,
    ),
    Function(
        "timeadd",
        (Parameter("timestamp", STRING), Parameter("duration", STRING)),
        None,
        STRING,
        _timeadd,
    ),
    Function(
        "timecmp",
        (Parameter("timestamp_a", STRING), Parameter("timestamp_b", STRING)),
        None,
        NUMBER,
        _timecmp,
    ),
)
