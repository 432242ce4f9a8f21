"""The recorded sample: one week of the payment stack as if it ran, which says it did not.

Its names are those of infra/payments under review (environment_suffix pr128), so that it joins the
drawing and the notebooks there; ids only AWS gives carry "sample".
Made by the stand-in for CloudWatch with a fixed seed and a fixed week, through the same code that
asks the real one, so that a report without AWS credentials shows every part of the section. Run
`python -m archbench.metrics.recorded` to write it anew.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archbench.errors import InputError
from archbench.files import MOST_BYTES_MADE, data_directory, read_text, write_atomic
from archbench.metrics.catalogue import catalogue
from archbench.metrics.queries import Query, targets
from archbench.metrics.series import Pull, Series

_START = datetime(2026, 3, 2, tzinfo=UTC)
_DAYS, _PERIOD = 7, 3600
_OUTPUTS = {
    "alb_arn_suffix": "app/alb-pr128/50dc6c495c0c9188",
    "target_group_arn_suffixes": {
        "blue": "targetgroup/payment-blue-pr128/6d0ecf831eec9f09",
        "green": "targetgroup/payment-green-pr128/c1f8b2a0de4a7713",
    },
    "blue_asg_name": "payment-blue-pr128",
    "green_asg_name": "payment-green-pr128",
    "aurora_cluster_identifier": "aurora-pr128",
    "nat_gateway_ids": ["nat-sample-a", "nat-sample-b", "nat-sample-c"],
    "health_check_id": "health-check-sample",
}


def load(path: Path | None = None) -> Pull:
    """The recorded sample as a pull that is not live.

    Raises:
        InputError: the file is missing or not a recorded sample.
    """
    place = path or data_directory() / "metrics" / "sample.json"
    try:
        record = json.loads(read_text(place, MOST_BYTES_MADE))
        start = datetime.fromisoformat(record["start"])
        period = int(record["period"])
        known = {(item.namespace, item.name, item.dimensions): item for item in catalogue()}
        series = tuple(
            Series(
                Query(
                    known[item["namespace"], item["metric"], tuple(sorted(item["dimensions"]))],
                    item["statistic"],
                    tuple(sorted(item["dimensions"].items())),
                ),
                start,
                period,
                tuple(item["values"]),
                int(item["points"]),
            )
            for item in record["series"]
        )
        end = start + timedelta(seconds=period * int(record["points"]))
        return Pull(record["source"], False, start, end, period, series)  # noqa: FBT003
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{place} is not a recorded sample of metrics: {error!r}.") from error


def record() -> str:
    """The text of the sample, the same each time."""
    from archbench.metrics.cloudwatch import fetch  # noqa: PLC0415  (boto3 only to write it)
    from archbench.metrics.fake import FakeCloudWatch  # noqa: PLC0415
    from archbench.metrics.queries import queries  # noqa: PLC0415

    end = _START + timedelta(days=_DAYS)
    wanted, _ = targets(_OUTPUTS)
    series = fetch(FakeCloudWatch(now=end), queries(wanted), _START, end, _PERIOD)
    lines = [
        json.dumps(
            {
                "namespace": item.query.metric.namespace,
                "metric": item.query.metric.name,
                "statistic": item.query.statistic,
                "dimensions": dict(item.query.dimensions),
                "points": item.points,
                "values": [
                    None if value is None else float(f"{value:.4g}") for value in item.values
                ],
            }
        )
        for item in series
    ]
    head = {
        "source": "recorded sample, made by a seeded stand-in for CloudWatch, not a running system",
        "start": _START.isoformat(),
        "period": _PERIOD,
        "points": _DAYS * 86400 // _PERIOD,
    }
    return json.dumps(head)[:-1] + ', "series": [\n' + ",\n".join(lines) + "\n]}\n"


if __name__ == "__main__":
    write_atomic(data_directory() / "metrics" / "sample.json", record())
