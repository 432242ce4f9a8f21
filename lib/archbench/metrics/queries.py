"""What CloudWatch is asked: one metric of one live thing with one statistic."""

from collections.abc import Iterable
from dataclasses import dataclass

from archbench.metrics.binding import Bound
from archbench.metrics.catalogue import Dimensions, Metric, metrics_of


@dataclass(frozen=True, slots=True, order=True)
class Query:
    """One metric of one thing with one statistic.

    address, region  of what is measured; "" where nothing says
    """

    metric: Metric
    statistic: str
    dimensions: Dimensions
    address: str = ""
    region: str = ""

    @property
    def subject(self) -> str:
        """What is measured, for people: the values of the dimensions."""
        return " ".join(value for name, value in self.dimensions if name != "LoadBalancer") or (
            " ".join(value for _, value in self.dimensions)
        )


def queries_of(bound: Iterable[Bound]) -> tuple[Query, ...]:
    """Every query about live things, each once, sorted."""
    found = {
        Query(metric, statistic, item.dimensions, item.address, metric.region or item.region)
        for item in bound
        for metric in metrics_of(item.type, item.dimensions)
        for statistic in metric.statistics
    }
    return tuple(sorted(found))
