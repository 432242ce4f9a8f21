"""The recorded sample: one week of the payment stack as if it ran, which says it did not.

Its names are those of infra/payments under review (environment_suffix pr128), so that it joins the
drawing and the notebooks there; ids only AWS gives carry "sample". The week is data, made up once:
quiet nights, a noon and an evening peak, quieter weekends.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from archbench.errors import InputError
from archbench.files import MOST_BYTES_MADE, data_directory, read_text
from archbench.metrics.catalogue import catalogue
from archbench.metrics.queries import Query
from archbench.metrics.series import Pull, Series


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
                    item["address"],
                ),
                start,
                period,
                tuple(item["values"]),
                int(item["points"]),
            )
            for item in record["series"]
        )
        end = start + timedelta(seconds=period * int(record["points"]))
        return Pull(record["source"], False, start, end, series)  # noqa: FBT003
    except (OSError, ValueError, RecursionError, KeyError, TypeError) as error:
        raise InputError(f"{place} is not a recorded sample of metrics: {error!r}.") from error
