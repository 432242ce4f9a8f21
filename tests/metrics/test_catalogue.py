"""The catalogue of metrics names what AWS publishes, and where that was read."""

import re
from collections import Counter
from datetime import date

from archbench.metrics.catalogue import catalogue, metrics_of, pages
from archbench.terraform.schema import schema_of


def test_every_row_has_its_page_and_the_day_it_was_read() -> None:
    """A fact without a source stays out; a page nobody cites is none of ours."""
    assert {metric.page for metric in catalogue()} == set(pages())
    for page in pages().values():
        assert page.address.startswith("https://docs.aws.amazon.com/")
        assert date.fromisoformat(page.seen) <= date(2026, 11, 29)
        assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?", page.edition)


def test_every_row_is_of_a_type_terraform_knows() -> None:
    """A type that is misspelt would never be bound."""
    for type_ in {metric.type for metric in catalogue()}:
        assert schema_of("resource", type_) is not None, type_


def test_no_metric_stands_twice() -> None:
    """One row, one metric of one type under one set of dimensions."""
    names = Counter(
        (item.type, item.namespace, item.name, item.dimensions, item.fixed, item.region)
        for item in catalogue()
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_statistics_and_intervals_are_those_cloudwatch_has() -> None:
    """A period is a multiple of a minute; a statistic is one GetMetricData takes."""
    for item in catalogue():
        assert item.interval % 60 == 0, item
        for statistic in item.statistics:
            assert re.fullmatch(r"Sum|Average|Minimum|Maximum|SampleCount|p\d\d", statistic)


def test_what_a_balancer_publishes_follows_its_kind() -> None:
    """Application, network and gateway balancers share type and dimension, not a namespace."""
    kinds = {"app/a/1": "AWS/ApplicationELB", "net/a/1": "AWS/NetworkELB"}
    for name, namespace in kinds.items():
        found = {item.namespace for item in metrics_of("aws_lb", (("LoadBalancer", name),))}
        assert found == {namespace}


def test_a_fixed_value_decides_what_is_published() -> None:
    """Only a reader lags, only a writer commits."""
    for role, name in (("READER", "AuroraReplicaLag"), ("WRITER", "CommitLatency")):
        dimensions = (("DBClusterIdentifier", "c"), ("Role", role))
        names = {item.name for item in metrics_of("aws_rds_cluster", dimensions)}
        assert names & {"AuroraReplicaLag", "CommitLatency"} == {name}


def test_global_services_publish_in_one_region() -> None:
    """CloudFront and Route 53 are asked in us-east-1, wherever the stack stands."""
    for type_ in ("aws_cloudfront_distribution", "aws_route53_health_check"):
        regions = {item.region for item in catalogue() if item.type == type_}
        assert regions == {"us-east-1"}
