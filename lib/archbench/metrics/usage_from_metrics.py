"""What was measured, as a usage file for the estimate.

Only what CloudWatch measures in the unit that is billed becomes usage; a figure that is not wholly
known is left out with its reason, never filled in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from archbench.aws.month import HOURS
from archbench.metrics.series import Pull, Series

_GB = Decimal(1024**3)
_MONTH = HOURS * 3600
"""Seconds of the month AWS prices with."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A usage file's content, and what it could not hold.

    usage has the layout archbench.cost.usage_file reads, with its key names.
    """

    usage: Mapping[str, object]
    left_out: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """The usage file as YAML."""
        import yaml  # noqa: PLC0415

        return str(yaml.safe_dump(dict(self.usage), sort_keys=False, default_flow_style=None))


def measured(pull: Pull) -> Measured:
    """Usage a month, from the mean over the time of the pull.

    - aws_nat_gateway.monthly_data_processed_gb: BytesInFromSource + BytesInFromDestination, each
      byte once, mean of the gateways
      (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html)
    - aws_rds_cluster.storage_gb: VolumeBytesUsed; .monthly_io_requests: VolumeReadIOPs +
      VolumeWriteIOPs, which count billed operations
      (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html)
    - load_profile.requests_per_second: mean of RequestCount for each hour of weekdays and weekends
    """
    left_out: list[tuple[str, str]] = []

    def monthly(key: str, *names: str) -> Decimal | None:
        series = [item for name in names for item in pull.get(name, "Sum")]
        rate = _rate(series)
        if rate is None:
            left_out.append((key, f"{' and '.join(names)} not wholly measured"))
        return None if rate is None else rate * _MONTH

    types: dict[str, dict[str, object]] = {}
    data = monthly("NAT data", "BytesInFromSource", "BytesInFromDestination")
    gateways = len(pull.get("BytesInFromSource", "Sum"))
    if data is not None and gateways:
        types["aws_nat_gateway"] = {"monthly_data_processed_gb": _round(data / gateways / _GB)}
    cluster: dict[str, object] = {}
    stored = _mean(pull.get("VolumeBytesUsed", "Average"))
    if stored is None:
        left_out.append(("Aurora storage", "VolumeBytesUsed not wholly measured"))
    else:
        cluster["storage_gb"] = _round(stored / _GB)
    operations = monthly("Aurora I/O", "VolumeReadIOPs", "VolumeWriteIOPs")
    if operations is not None:
        cluster["monthly_io_requests"] = int(operations)
    if cluster:
        types["aws_rds_cluster"] = cluster
    usage: dict[str, object] = {"version": 0.1}
    profile = _profile(pull.get("RequestCount", "Sum"))
    if profile:
        usage["load_profile"] = {"requests_per_second": profile}
    else:
        left_out.append(("Load profile", "it takes every hour of a weekday and of a weekend"))
    usage["resource_type_default_usage"] = types
    return Measured(usage, tuple(left_out))


def _rate(series: Iterable[Series]) -> Decimal | None:
    """The sum of series a second; None without series or with a gap in one."""
    total, found = Decimal(0), False
    for item in series:
        found = True
        if None in item.values or not item.values:
            return None
        total += sum((Decimal(str(value)) for value in item.known), Decimal(0)) / (
            len(item.values) * item.period
        )
    return total if found else None


def _mean(series: tuple[Series, ...]) -> Decimal | None:
    """The sum of the means of series; None without series or with a gap in one."""
    if not series or any(None in item.values or not item.values for item in series):
        return None
    return sum(
        (
            sum((Decimal(str(value)) for value in item.known), Decimal(0)) / len(item.values)
            for item in series
        ),
        Decimal(0),
    )


def _profile(series: tuple[Series, ...]) -> dict[str, object] | None:
    """Requests a second for each hour (UTC) of weekdays and weekends; None with an hour missing."""
    hours: dict[tuple[bool, int], list[Decimal]] = {}
    for item in series:
        for moment, value in zip(item.times, item.values, strict=True):
            if value is not None and item.period <= 3600:
                key = moment.weekday() >= 5, moment.hour
                hours.setdefault(key, []).append(Decimal(str(value)) / item.period)
    if len(series) != 1 or len(hours) < 48:
        return None
    return {
        name: [
            _round(sum(hours[weekend, hour], Decimal(0)) / len(hours[weekend, hour]))
            for hour in range(24)
        ]
        for name, weekend in (("weekday", False), ("weekend", True))
    }


def _round(value: Decimal) -> float:
    return float(f"{value:.4g}")
