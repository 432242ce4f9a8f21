"""Alarms in words, keys with what they protect, and names with where they lead."""

import pytest

from archbench.architecture.alarms import alarms
from archbench.architecture.dns import health_checks, records
from archbench.architecture.dns_record import DnsRecord, HealthCheck
from archbench.architecture.joins import Reader
from archbench.architecture.keys import keys
from archbench.architecture.model import Alarm
from archbench.hcl.types import BOOL, NUMBER, STRING
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.hand import configuration, ref, refs, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
MAYBE = Unknown(BOOL, (Origin("variable", "var.b"),))
COUNT = Unknown(NUMBER, (Origin("variable", "var.n"),))
QUEUE, TOPIC = "aws_sqs_queue.q", "aws_sns_topic.t"
THINGS = (resource(QUEUE, name="q"), resource(TOPIC, name="t"), resource("aws_lambda_function.f"))


def alarm(type_: str = "metric", /, **values: Plain) -> Alarm:
    """The only alarm of a configuration."""
    item = resource(f"aws_cloudwatch_{type_}_alarm.a", **{"alarm_name": "late", **values})
    (found,) = alarms(Reader(configuration(*THINGS, item)))
    return found


def test_an_alarm_says_what_it_watches_and_whom_it_tells() -> None:
    """By reference, each once."""
    found = alarm(
        metric_name="Age",
        dimensions={"QueueName": ref(QUEUE, "name"), "Again": ref(QUEUE, "name")},
        alarm_actions=refs(TOPIC, "aws_lambda_function.f"),
    )
    assert (found.name, found.metric) == ("late", "Age")
    assert found.watches == (QUEUE,)
    assert found.notifies == ("aws_lambda_function.f", TOPIC)
    assert alarm().watches == alarm().notifies == ()


def query(name: str, **values: Plain) -> dict[str, Plain]:
    """A metric of the queue in a query."""
    metric: dict[str, Plain] = {
        "metric_name": f"Of{name}",
        "period": 120,
        "dimensions": {"QueueName": ref(QUEUE, "name")},
    }
    return {"id": name, "metric": (metric,), **values}


RATIO: Plain = {"id": "e", "expression": "a / b", "return_data": True}


@pytest.mark.parametrize(
    ("queries", "metric"),
    [
        ((query("a", label="Age"),), "Age"),
        ((query("a", label="Age"), query("b", label="Sum", return_data=True)), "Sum"),
        ((RATIO, query("a", label="Age")), "a / b"),
        ((query("a"), query("b", label="Sum", return_data=True)), "Sum"),
        ((query("a"),), "Ofa"),
    ],
)
def test_a_query_is_called_by_what_it_returns(queries: tuple[Plain, ...], metric: str) -> None:
    """Its label, its expression or its metric; what it measures is watched all the same."""
    found = alarm(metric_query=queries, comparison_operator="LessThanThreshold")
    assert found.metric == metric
    assert found.watches == (QUEUE,)
    assert found.condition.endswith(" 120 s")


@pytest.mark.parametrize(
    ("operator", "words"),
    [
        ("GreaterThanThreshold", "> 80 for 3 of 3 periods of 60 s"),
        ("GreaterThanOrEqualToThreshold", ">= 80 for 3 of 3 periods of 60 s"),
        ("LessThanThreshold", "< 80 for 3 of 3 periods of 60 s"),
        ("LessThanOrEqualToThreshold", "<= 80 for 3 of 3 periods of 60 s"),
        ("GreaterThanUpperThreshold", "above the band of 80 for 3 of 3 periods of 60 s"),
        ("LessThanLowerThreshold", "below the band of 80 for 3 of 3 periods of 60 s"),
        (
            "LessThanLowerOrGreaterThanUpperThreshold",
            "outside the band of 80 for 3 of 3 periods of 60 s",
        ),
        (WAITS, ""),
    ],
)
def test_a_condition_in_words(operator: Plain, words: str) -> None:
    """All periods unless fewer are enough."""
    usual: dict[str, Plain] = {"threshold": 80, "evaluation_periods": 3, "period": 60}
    assert alarm(comparison_operator=operator, **usual).condition == words
    two = alarm(comparison_operator="LessThanThreshold", **usual, datapoints_to_alarm=2)
    assert two.condition == "< 80 for 2 of 3 periods of 60 s"
    band = {**usual, "threshold": None, "threshold_metric_id": "e1"}
    assert alarm(comparison_operator="LessThanLowerThreshold", **band).condition.startswith(
        "below the band of e1"
    )


def test_a_composite_alarm_is_its_rule() -> None:
    """It watches the alarms its rule refers to."""
    inner = resource("aws_cloudwatch_metric_alarm.i", alarm_name="i")
    rule = ref(inner.address, "alarm_name")
    item = resource("aws_cloudwatch_composite_alarm.c", alarm_name="c", alarm_rule=rule)
    _, found = sorted(alarms(Reader(configuration(inner, item))), key=lambda one: one.name)[::-1]
    assert (found.name, found.watches, found.metric) == ("c", (inner.address,), "composite")
    written = alarm("composite", alarm_rule="ALARM(a)")
    assert (written.metric, written.condition) == ("ALARM(a)", "ALARM(a)")


KEY, ALIAS = "aws_kms_key.k", "aws_kms_alias.k"


def protected(*instances: Instance) -> dict[str, tuple[str, ...]]:
    """By key, what it protects."""
    alias = resource(ALIAS, name="alias/k", target_key_id=ref(KEY, "key_id"))
    found = keys(
        Reader(configuration(resource(KEY), resource("aws_kms_key.other"), alias, *instances))
    )
    return {key.address: key.protects for key in found}


@pytest.mark.parametrize(
    "values",
    [
        {"kms_key_id": ref(KEY, "arn")},
        {"kms_key_id": ref(ALIAS, "arn")},
        {"kms_master_key_id": ref(KEY, "key_id")},
        {"rule": ({"apply": ({"kms_master_key_id": ref(KEY, "arn")},)},)},
        {"settings": {"kms_key": ref(KEY, "arn")}},
        {"rule": (WAITS, {"kms_key_id": ref(KEY, "arn")})},
    ],
)
def test_a_key_protects_what_names_it(values: dict[str, Plain]) -> None:
    """At any depth, by an alias as well; whether a key is used at all names none."""
    item = resource("aws_efs_file_system.f", **values)
    assert protected(item) == {KEY: (item.address,), "aws_kms_key.other": ()}


def test_what_is_about_keys_is_protected_by_none() -> None:
    """A grant, an attribute of another name, a truth value."""
    grant = resource("aws_kms_grant.g", key_id=ref(KEY), kms_key=ref(KEY))
    other = resource("aws_efs_file_system.f", note=ref(KEY, "arn"), kms_enabled=True)
    assert protected(grant, other) == {KEY: (), "aws_kms_key.other": ()}


def test_a_key_says_whether_it_rotates() -> None:
    """Its description is its name for people."""

    def key(**values: Plain) -> tuple[str, bool | Unknown]:
        (found,) = keys(Reader(configuration(resource(KEY, **values))))
        return found.name, found.rotation

    assert key() == ("k", False)
    assert key(description="of orders", enable_key_rotation=True) == ("of orders", True)
    assert key(enable_key_rotation=MAYBE) == ("k", MAYBE)


ZONE = resource("aws_route53_zone.z", name="example.com.")
LB = resource("aws_lb.web", name="web")
CHECK = resource("aws_route53_health_check.c", type="HTTP")


def record(**values: Plain) -> DnsRecord:
    """A record of the zone."""
    usual: dict[str, Plain] = {"name": "api", "type": "A", "zone_id": ref(ZONE.address, "zone_id")}
    item = resource("aws_route53_record.r", **{**usual, **values})
    (found,) = records(Reader(configuration(ZONE, LB, CHECK, item)))
    return found


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("api", "api.example.com"),
        ("api.example.com", "api.example.com"),
        ("api.example.com.", "api.example.com"),
        ("", "example.com"),
        ("example.com", "example.com"),
        ("badexample.com", "badexample.com.example.com"),
        (WAITS, ""),
    ],
)
def test_a_name_is_completed_by_its_zone(name: Plain, full: str) -> None:
    """Unless it ends in it; one that is not known has none."""
    assert record(name=name).fqdn == full


@pytest.mark.parametrize(
    ("values", "target", "ttl", "evaluates"),
    [
        (
            {"alias": ({"name": ref(LB.address, "dns_name"), "evaluate_target_health": True},)},
            LB.address,
            None,
            True,
        ),
        ({"alias": ({"name": "a.example.net"},), "ttl": 60}, "a.example.net", None, False),
        ({"alias": ({"name": WAITS, "evaluate_target_health": MAYBE},)}, "", None, MAYBE),
        ({"records": ("192.0.2.1", "192.0.2.2"), "ttl": 60}, "192.0.2.1, 192.0.2.2", 60, False),
        ({"records": (ref(LB.address, "dns_name"),), "ttl": "300"}, LB.address, 300, False),
        ({"records": refs(LB.address), "ttl": COUNT}, LB.address, COUNT, False),
        ({"records": ("", "192.0.2.1")}, "192.0.2.1", None, False),
        ({}, "", None, False),
    ],
)
def test_a_record_leads_somewhere(
    values: dict[str, Plain], target: str, ttl: Plain, evaluates: Plain
) -> None:
    """To what it names, else to what is written; an alias has no time to live of its own."""
    found = record(**values)
    assert (found.target, found.ttl, found.evaluates_target_health) == (target, ttl, evaluates)


def test_each_target_of_a_record_is_one_whatever_its_key_is_called() -> None:
    """A key may hold a comma and a blank; so may a text of a TXT record."""
    web = [resource(f'aws_lb.web["{key}"]', name="web") for key in ("a, b", "c")]
    named = resource("aws_route53_record.r", records=refs(*(one.address for one in web)))
    (found,) = records(Reader(configuration(*web, named)))
    assert found.targets == ('aws_lb.web["a, b"]', 'aws_lb.web["c"]')
    assert found.target == 'aws_lb.web["a, b"], aws_lb.web["c"]'
    assert record(type="TXT", records=("one, two", "three")).targets == ("one, two", "three")
    alias = record(alias=({"name": ref(LB.address, "dns_name")},))
    assert (alias.targets, record().targets) == ((LB.address,), ())


def test_a_record_of_an_address_is_no_alias() -> None:
    """What a drawing writes at its line: an alias is one, the others are of their type."""
    alias = record(type="A", alias=({"name": ref(LB.address, "dns_name")},))
    assert alias.leads == "alias"
    named = record(type="CNAME", ttl=60, records=(ref(LB.address, "dns_name"),))
    assert named.leads == "CNAME record"


@pytest.mark.parametrize(
    ("values", "policy", "failover"),
    [
        ({}, "simple", ""),
        ({"failover_routing_policy": ({"type": "PRIMARY"},)}, "failover", "PRIMARY"),
        ({"failover_routing_policy": ({"type": "SECONDARY"},)}, "failover", "SECONDARY"),
        ({"failover_routing_policy": ({"type": WAITS},)}, "failover", ""),
        ({"weighted_routing_policy": ({"weight": 1},)}, "weighted", ""),
        ({"latency_routing_policy": ({"region": "eu-west-1"},)}, "latency", ""),
        ({"geolocation_routing_policy": ({"country": "DE"},)}, "geolocation", ""),
        ({"geoproximity_routing_policy": ({"bias": 1},)}, "geolocation", ""),
        ({"multivalue_answer_routing_policy": True}, "multivalue", ""),
        ({"multivalue_answer_routing_policy": False}, "simple", ""),
        ({"weighted_routing_policy": ()}, "simple", ""),
    ],
)
def test_a_record_is_chosen_by_its_policy(
    values: dict[str, Plain], policy: str, failover: str
) -> None:
    """One that is off, or empty, chooses nothing."""
    found = record(**values)
    assert (found.policy, found.failover) == (policy, failover)


def test_a_record_waits_for_its_check() -> None:
    """None where nothing of the configuration is named."""
    assert record(health_check_id=ref(CHECK.address, "id")).health_check == CHECK.address
    assert record(health_check_id=WAITS).health_check is None
    assert record().health_check is None


def check(**values: Plain) -> HealthCheck:
    """The only health check of a configuration."""
    item = resource("aws_route53_health_check.x", **{"type": "HTTPS", **values})
    (found,) = health_checks(Reader(configuration(LB, item)))
    return found


def test_a_check_asks_every_thirty_seconds_unless_it_says_otherwise() -> None:
    """Three failures; what it asks, and what it looks for."""
    usual = check()
    assert (usual.kind, usual.interval, usual.failure_threshold) == ("HTTPS", 30, 3)
    assert (usual.path, usual.search_string, usual.target) == ("", "", "")
    found = check(
        request_interval="10",
        failure_threshold=1,
        resource_path="/up",
        search_string="ok",
        fqdn=ref(LB.address, "dns_name"),
    )
    assert (found.interval, found.failure_threshold) == (10, 1)
    assert (found.path, found.search_string, found.target) == ("/up", "ok", LB.address)
    assert check(request_interval=COUNT).interval == COUNT
    assert check(ip_address=ref(LB.address, "arn")).target == LB.address
