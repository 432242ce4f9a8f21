"""What an alarm watches, how long it takes to ring, and whom it reaches."""

import json
from dataclasses import replace

import pytest

from archbench.architecture.joins import Reader
from archbench.architecture.watching import Reached, Watch, reached, watches
from archbench.hcl.types import STRING, ListOf
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.hand import configuration, ref, refs, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
MANY = Unknown(ListOf(STRING), (Origin("variable", "var.all"),))
ALARM = "aws_cloudwatch_metric_alarm.a"
STACK = (
    resource("aws_rds_cluster.db", cluster_identifier="db"),
    resource("aws_rds_cluster_instance.one", identifier="db-1"),
    resource("aws_sqs_queue.jobs", name="jobs"),
    resource("aws_lb.web", name="web"),
    resource("aws_lb_target_group.web", name="web"),
    resource("aws_ecs_cluster.c", name="c"),
    resource("aws_ecs_service.api", name="api"),
    resource("aws_elasticache_replication_group.cache", replication_group_id="cache"),
    resource("aws_elasticache_cluster.own", cluster_id="own"),
)


MEMBER = Unknown(STRING, (Origin("resource", STACK[7].address, "id"),))
"""As "${aws_elasticache_replication_group.cache.id}-001" is before apply."""


def alarm(**values: Plain) -> Instance:
    """An alarm on messages that wait, with these arguments."""
    usual: dict[str, Plain] = {
        "alarm_name": "a",
        "comparison_operator": "GreaterThanThreshold",
        "namespace": "AWS/SQS",
        "metric_name": "ApproximateAgeOfOldestMessage",
        "statistic": "Maximum",
        "dimensions": {"QueueName": "jobs"},
        "threshold": 300,
        "period": 60,
        "evaluation_periods": 5,
    }
    return resource(ALARM, **{**usual, **values})


def only(item: Instance, *others: Instance) -> Watch:
    """The one metric an alarm compares."""
    (found,) = watches(Reader(configuration(*STACK, item, *others)))
    return found


def test_an_alarm_says_what_it_compares() -> None:
    """Metric, statistic, threshold, and the shortest time to ring: five minutes."""
    assert only(alarm()) == Watch(
        ALARM,
        (),
        "AWS/SQS",
        "ApproximateAgeOfOldestMessage",
        "Maximum",
        "above",
        inclusive=False,
        threshold=300,
        period=60,
        seconds=300,
        targets=("aws_sqs_queue.jobs",),
        region="us-east-1",
    )


@pytest.mark.parametrize(
    ("operator", "direction", "inclusive"),
    [
        ("GreaterThanThreshold", "above", False),
        ("GreaterThanOrEqualToThreshold", "above", True),
        ("LessThanThreshold", "below", False),
        ("LessThanOrEqualToThreshold", "below", True),
        ("GreaterThanUpperThreshold", "", False),
        (WAITS, WAITS, WAITS),
    ],
)
def test_the_operator_says_which_way(
    operator: Plain,
    direction: Plain,
    inclusive: Plain,
) -> None:
    """And whether it rings at the threshold itself; a band has no side."""
    found = only(alarm(comparison_operator=operator))
    assert (found.direction, found.inclusive) == (direction, inclusive)


@pytest.mark.parametrize(
    ("values", "seconds"),
    [
        ({"datapoints_to_alarm": 2}, 120),
        ({"datapoints_to_alarm": 0}, 300),
        ({"evaluation_periods": "3"}, 180),
        ({"evaluation_periods": WAITS}, WAITS),
        ({"period": WAITS}, WAITS),
        ({"period": None}, None),
    ],
)
def test_it_rings_after_the_periods_that_must_be_out_of_bounds(
    values: dict[str, Plain], seconds: Plain
) -> None:
    """Of five periods two may be enough."""
    assert only(alarm(**values)).seconds == seconds


def test_a_percentile_is_a_statistic_as_well() -> None:
    """It stands in an argument of its own."""
    assert only(alarm(statistic=None, extended_statistic="p99")).statistic == "p99"


@pytest.mark.parametrize(
    ("namespace", "dimensions", "targets"),
    [
        ("AWS/SQS", {"QueueName": "other"}, ()),
        ("AWS/SQS", {"QueueName": Sensitive("jobs")}, ("aws_sqs_queue.jobs",)),
        ("AWS/SQS", {"QueueName": ref("aws_sqs_queue.jobs", "name")}, ("aws_sqs_queue.jobs",)),
        ("AWS/SQS", {"QueueName": ref("aws_sqs_queue.jobs", "arn")}, ()),
        ("AWS/SQS", {"QueueName": ref("aws_ecs_cluster.c", "name")}, ()),
        ("AWS/SQS", {"Queue": "jobs"}, ()),
        ("AWS/SQS", {}, ()),
        ("AWS/SQS", None, ()),
        ("Mine", {"QueueName": "jobs"}, ()),
        (
            "AWS/RDS",
            {"DBClusterIdentifier": "db", "DBInstanceIdentifier": "db-1"},
            ("aws_rds_cluster.db", "aws_rds_cluster_instance.one"),
        ),
        ("AWS/RDS", {"DBClusterIdentifier": "db", "DBInstanceIdentifier": "no"}, ()),
        ("AWS/RDS", {"DBClusterIdentifier": "db", "StorageType": "x"}, ("aws_rds_cluster.db",)),
        ("AWS/ECS", {"ClusterName": "c"}, ("aws_ecs_cluster.c",)),
        ("AWS/ECS", {"ServiceName": "api"}, ()),
        (
            "AWS/ECS",
            {"ServiceName": "api", "ClusterName": "c"},
            ("aws_ecs_service.api", "aws_ecs_cluster.c"),
        ),
        ("AWS/ApplicationELB", {"TargetGroup": ref("aws_lb_target_group.web", "arn_suffix")}, ()),
        (
            "AWS/ApplicationELB",
            {"LoadBalancer": ref("aws_lb.web", "arn_suffix")},
            ("aws_lb.web",),
        ),
        ("AWS/ElastiCache", {"CacheClusterId": "cache-001"}, (STACK[7].address,)),
        ("AWS/ElastiCache", {"CacheClusterId": "cache-0001-002"}, (STACK[7].address,)),
        ("AWS/ElastiCache", {"CacheClusterId": "cache"}, ()),
        ("AWS/ElastiCache", {"CacheClusterId": "own"}, (STACK[8].address,)),
        ("AWS/ElastiCache", {"ReplicationGroupId": "cache"}, (STACK[7].address,)),
        ("AWS/ElastiCache", {"CacheClusterId": ref(STACK[7].address, "id")}, ()),
        ("AWS/ElastiCache", {"CacheClusterId": MEMBER}, (STACK[7].address,)),
    ],
)
def test_dimensions_name_what_is_watched(
    namespace: str, dimensions: Plain, targets: tuple[str, ...]
) -> None:
    """By reference or by name; a dimension that fits no metric makes an alarm of nothing."""
    found = only(alarm(namespace=namespace, dimensions=dimensions))
    assert (found.targets, found.untold, found.narrowed) == (targets, "", False)


@pytest.mark.parametrize(
    ("owner", "namespace", "name", "beside"),
    [
        (resource("aws_msk_cluster.k", cluster_name="x"), "AWS/Kafka", "Cluster Name", beside)
        for beside in ("Broker ID", "Topic", "Consumer Group")
    ]
    + [
        (resource("aws_s3_bucket.b", bucket="x"), "AWS/S3", "BucketName", beside)
        for beside in ("StorageType", "FilterId")
    ]
    + [
        (resource("aws_lambda_function.f", function_name="x"), "AWS/Lambda", "FunctionName", beside)
        for beside in ("Resource", "ExecutedVersion")
    ]
    + [
        (resource("aws_dynamodb_table.t", name="x"), "AWS/DynamoDB", "TableName", beside)
        for beside in ("Operation", "GlobalSecondaryIndexName")
    ]
    + [
        (resource("aws_opensearch_domain.d", domain_name="x"), "AWS/ES", "DomainName", beside)
        for beside in ("ClientId", "NodeId")
    ]
    + [
        (resource("aws_api_gateway_rest_api.a", name="x"), "AWS/ApiGateway", "ApiName", beside)
        for beside in ("Method", "Resource", "Stage")
    ],
)
def test_what_only_narrows_a_metric_takes_nothing_away(
    owner: Instance, namespace: str, name: str, beside: str
) -> None:
    """One topic of a cluster, one stage of an API: CloudWatch has the metric of it as well."""
    found = only(alarm(namespace=namespace, dimensions={name: "x", beside: "y"}), owner)
    assert (found.targets, found.untold) == ((owner.address,), "")


@pytest.mark.parametrize(
    ("values", "targets", "untold", "narrowed"),
    [
        ({"dimensions": WAITS}, (), str(WAITS), False),
        ({"namespace": WAITS}, (), str(WAITS), False),
        ({"dimensions": {"QueueName": WAITS}}, (), str(WAITS), False),
        (
            {"namespace": "AWS/RDS", "dimensions": {"DBClusterIdentifier": "db", "Role": "WRITER"}},
            ("aws_rds_cluster.db",),
            "it watches one role only",
            True,
        ),
        (
            {
                "namespace": "AWS/RDS",
                "dimensions": {"DBClusterIdentifier": WAITS, "Role": "READER"},
            },
            (),
            str(WAITS),
            False,
        ),
    ],
)
def test_what_cannot_be_told_has_its_reason(
    values: dict[str, Plain],
    targets: tuple[str, ...],
    untold: str,
    narrowed: bool,  # noqa: FBT001
) -> None:
    """A part of a cluster is watched, and the rest is not."""
    found = only(alarm(**values))
    assert (found.targets, found.untold, found.narrowed) == (targets, untold, narrowed)


def test_a_name_that_is_not_known_may_be_the_one() -> None:
    """Another queue waits for its name; one that is named so is the one all the same."""
    waiting = resource("aws_sqs_queue.late", name=WAITS)
    found = only(alarm(dimensions={"QueueName": "other"}), waiting)
    assert (found.targets, found.untold) == ((), "the name of what it may watch is not known")
    found = only(alarm(), waiting)
    assert (found.targets, found.untold) == (("aws_sqs_queue.jobs",), "")


def test_a_name_means_what_bears_it_in_the_region_of_the_alarm() -> None:
    """Metrics are of one region; what stands in none is watched from wherever its metrics are."""
    elsewhere = alarm(region="eu-west-1")
    assert (only(elsewhere).targets, only(elsewhere).untold) == ((), "")
    waiting = resource("aws_sqs_queue.late", name=WAITS)
    assert only(elsewhere, waiting).untold == ""
    far = resource("aws_sqs_queue.far", name="jobs", region="eu-west-1")
    assert only(elsewhere, far).targets == (far.address,)
    assert only(alarm(), far).targets == ("aws_sqs_queue.jobs",)
    found = only(replace(alarm(), region=WAITS))
    assert (found.targets, found.untold) == ((), "the region of what it may watch is not known")
    member: dict[str, Plain] = {
        "namespace": "AWS/ElastiCache",
        "dimensions": {"CacheClusterId": "cache-001"},
    }
    assert only(alarm(**member)).targets == ("aws_elasticache_replication_group.cache",)
    assert only(alarm(**member, region="eu-west-1")).targets == ()
    pages = resource("aws_cloudfront_distribution.d", id="E1", region="eu-west-1")
    viewed: dict[str, Plain] = {
        "namespace": "AWS/CloudFront",
        "dimensions": {"DistributionId": "E1"},
    }
    assert only(alarm(**viewed), pages).targets == (pages.address,)


def query(name: str, **values: Plain) -> dict[str, Plain]:
    """A query: an expression, or a metric of the queue."""
    metric: dict[str, Plain] = {
        "namespace": "AWS/SQS",
        "metric_name": f"Of{name}",
        "dimensions": {"QueueName": "jobs"},
        "period": 300,
        "stat": "Sum",
    }
    return {"id": name, **(values if "expression" in values else {"metric": (metric,), **values})}


@pytest.mark.parametrize(
    ("queries", "transformed"),
    [
        ((query("a"),), [False]),
        ((query("a", return_data=True),), [False]),
        ((query("a", return_data=True), query("b")), [False, True]),
        ((query("a"), query("b", return_data="true")), [True, False]),
        ((query("a"), query("b", expression="a", return_data=True)), [False]),
        ((query("a"), query("b", expression="FILL(a, 0)", return_data=True)), [False]),
        (
            (
                query("a"),
                query("b", expression="FILL(a, REPEAT)"),
                query("c", expression=" b ", return_data=True),
            ),
            [False],
        ),
        ((query("a"), query("b", expression="a * 2", return_data=True)), [True]),
        (
            (
                query("a"),
                query("b"),
                query("e", expression="100*a/(a+b)", return_data=True),
            ),
            [True, True],
        ),
        ((query("a"), query("b")), [True, True]),
    ],
)
def test_an_expression_compares_another_value(
    queries: tuple[Plain, ...], transformed: list[bool]
) -> None:
    """Each metric is read; the one that is compared as it is, also through FILL, is no other."""
    item = alarm(metric_query=queries, metric_name=None, period=None, statistic=None)
    found = watches(Reader(configuration(*STACK, item)))
    assert [watch.transformed for watch in found] == transformed
    first = found[0]
    assert (first.path, first.metric) == (("metric_query", 0, "metric", 0), "Ofa")
    assert (first.statistic, first.period, first.seconds) == ("Sum", 300, 1500)
    assert all(watch.targets == ("aws_sqs_queue.jobs",) for watch in found)


def test_what_a_search_finds_is_not_known() -> None:
    """Nor are queries that are not; what is read beside them is read."""
    why = "what its expression finds is known to CloudWatch only"
    for told in ("SEARCH('{AWS/SQS,QueueName}', 'Sum', 60)", "SELECT MAX(x) FROM y"):
        found = only(alarm(metric_query=(query("a", expression=told),)))
        assert (found.targets, found.untold, found.metric, found.transformed) == (
            (),
            why,
            "",
            False,
        )
    assert only(alarm(metric_query=MANY)).untold == str(MANY)
    item = alarm(metric_query=(MANY, query("a", return_data=True)))
    unread, known = watches(Reader(configuration(*STACK, item)))
    assert (unread.untold, known.metric, known.transformed) == (str(MANY), "Ofa", False)
    assert watches(Reader(configuration(alarm(metric_query=(query("a", expression="1"),))))) == ()


TOPIC = "aws_sns_topic.oncall"
ARN = "arn:aws:sns:us-east-1:111122223333:oncall"


def topic(**values: Plain) -> Instance:
    """The topic alarms are sent to."""
    return resource(TOPIC, **{"name": "oncall", **values})


def subscription(name: str = "s", /, **values: Plain) -> Instance:
    """Somebody at the other end."""
    usual: dict[str, Plain] = {
        "topic_arn": ref(TOPIC, "arn"),
        "protocol": "email",
        "endpoint": "a@b",
    }
    return resource(f"aws_sns_topic_subscription.{name}", **{**usual, **values})


TELLS = (ref(TOPIC, "arn"),)


def rings(*others: Instance, actions: Plain = TELLS, **values: Plain) -> Reached:
    """Whom an alarm reaches."""
    found = configuration(*STACK, alarm(alarm_actions=actions, **values), *others)
    return reached(Reader(found), ALARM)


def test_an_alarm_reaches_who_is_subscribed() -> None:
    """A topic nobody is subscribed to tells nobody."""
    assert rings(topic(), subscription()) == Reached((TOPIC,), (TOPIC,))
    assert rings(topic()) == Reached((TOPIC,))
    assert rings(actions=None) == rings(actions=()) == Reached()


def test_each_of_several_topics_is_looked_at() -> None:
    """Neither what is no topic ends it, nor the topic of somebody else."""
    policy = "aws_autoscaling_policy.p"
    people = (topic(), subscription())
    found = rings(resource(policy, name="p"), *people, actions=refs(policy, TOPIC))
    assert found == Reached((TOPIC,), (TOPIC,), (policy,))
    theirs = ("data.aws_sns_topic.all", "data.aws_sns_topic.few")
    found = rings(*(resource(one, name=one) for one in theirs), actions=refs(*theirs))
    why = f"only AWS knows who is subscribed to {theirs[0]}"
    assert found == Reached(theirs, outside=why)


@pytest.mark.parametrize(
    ("values", "reaches", "why"),
    [
        ({"protocol": "sms"}, True, ""),
        ({"protocol": "sqs"}, False, ""),
        ({"endpoint": ""}, False, ""),
        ({"endpoint": WAITS}, True, ""),
        ({"protocol": WAITS}, False, "what aws_sns_topic_subscription.s passes on is not known"),
        (
            {"filter_policy": "{}"},
            False,
            "what aws_sns_topic_subscription.s passes on is not known",
        ),
        ({"topic_arn": ARN}, True, ""),
        ({"topic_arn": ARN.replace("oncall", "other")}, False, ""),
        ({"topic_arn": ref("aws_sns_topic.other", "arn")}, False, ""),
        (
            {"topic_arn": WAITS},
            False,
            "the topic of aws_sns_topic_subscription.s is not known",
        ),
    ],
)
def test_a_subscription_ends_at_a_person(
    values: dict[str, Plain],
    reaches: bool,  # noqa: FBT001
    why: str,
) -> None:
    """A queue only waits; what is filtered or not known may tell somebody."""
    other = resource("aws_sns_topic.other", name="other")
    expected = Reached((TOPIC,), (TOPIC,) if reaches else (), outside=why)
    assert rings(topic(), other, subscription(**values)) == expected
    certain = rings(topic(), other, subscription(**values), subscription("z"))
    assert certain == Reached((TOPIC,), (TOPIC,))


def test_actions_that_are_off_tell_nobody() -> None:
    """Those that may be off may."""
    people = (topic(), subscription())
    assert rings(*people, actions_enabled=False) == Reached()
    assert rings(*people, actions_enabled=WAITS) == Reached(
        outside=f"whether its actions are enabled is {WAITS}"
    )
    assert rings(*people, actions_enabled=True).people == (TOPIC,)


def test_other_actions_are_told_apart() -> None:
    """A policy scales, a topic elsewhere may tell somebody, and a variable may be anything."""
    policy = resource("aws_autoscaling_policy.up", name="up")
    scales = ref(policy.address, "arn")
    people = (topic(), subscription(), policy)
    both = (scales, ref(TOPIC, "arn"))
    assert rings(*people, actions=both) == Reached((TOPIC,), (TOPIC,), (policy.address,))
    assert rings(*people, actions=scales) == Reached(other=(policy.address,))
    there = ARN.replace("oncall", "there")
    away = f"who is subscribed to {there} is not known: it is not in this configuration"
    assert rings(*people, actions=(there,)) == Reached((there,), outside=away)
    stops = "arn:aws:automate:us-east-1:ec2:stop"
    assert rings(*people, actions=(stops,)) == Reached(other=(stops,))
    assert rings(*people, actions=(WAITS,)) == Reached(outside=f"whom it tells is {WAITS}")
    assert rings(*people, actions=(WAITS, ref(TOPIC, "arn"))).people == (TOPIC,)


def test_who_is_subscribed_to_a_topic_looked_up_only_aws_knows() -> None:
    """A subscription of its own here is another's."""
    data = resource("data.aws_sns_topic.there", name="there")
    expected = Reached(
        (data.address,), outside=f"only AWS knows who is subscribed to {data.address}"
    )
    assert rings(data, topic(), actions=(ref(data.address, "arn"),)) == expected
    beside = rings(
        data, topic(), subscription(), actions=(ref(data.address, "arn"), ref(TOPIC, "arn"))
    )
    assert (beside.topics, beside.people) == ((data.address, TOPIC), (TOPIC,))


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("ALARM(a)", True),
        ('ALARM("a") AND OK(b)', True),
        ("ALARM( a )", True),
        ("ALARM(ab)", False),
        ("OK(a)", False),
        (ref(ALARM, "alarm_name"), True),
        (WAITS, False),
    ],
)
def test_an_alarm_rings_through_what_it_is_part_of(
    rule: Plain,
    part: bool,  # noqa: FBT001
) -> None:
    """By its name in the rule, or by reference; what each of them tells is told once."""
    whole = resource(
        "aws_cloudwatch_composite_alarm.c",
        alarm_name="c",
        alarm_rule=rule,
        alarm_actions=(ref(TOPIC, "arn"), "arn:aws:ssm:us-east-1:1:opsitem:1"),
    )
    people = (topic(), subscription(), whole)
    found = rings(*people, actions=())
    assert found == (
        Reached((TOPIC,), (TOPIC,), ("arn:aws:ssm:us-east-1:1:opsitem:1",)) if part else Reached()
    )
    assert rings(*people).topics == rings(*people).people == (TOPIC,)


def policy(principal: object, effect: str = "Allow", action: str = "sns:Publish") -> str:
    """A policy of one statement."""
    told = {"Effect": effect, "Action": action, "Principal": principal, "Resource": "*"}
    return json.dumps({"Statement": [told]})


CLOUDWATCH = {"Service": "cloudwatch.amazonaws.com"}


@pytest.mark.parametrize(
    ("text", "reaches", "why"),
    [
        (policy(CLOUDWATCH), True, ""),
        (policy("*"), True, ""),
        (policy({"AWS": "*"}), True, ""),
        (policy({"Service": "events.amazonaws.com"}), False, ""),
        (policy(CLOUDWATCH, "Deny"), False, ""),
        (policy(CLOUDWATCH, action="sns:Subscribe"), False, ""),
        (WAITS, False, f"whether {TOPIC} takes alarms is not known"),
        (None, True, ""),
    ],
)
@pytest.mark.parametrize("beside", [False, True])
def test_a_topic_takes_what_its_policy_lets_in(
    text: Plain,
    reaches: bool,  # noqa: FBT001
    why: str,
    *,
    beside: bool,
) -> None:
    """Its own, or one that stands beside it; without any it takes what its account sends."""
    own = topic() if beside else topic(policy=text)
    more = resource("aws_sns_topic_policy.p", arn=ref(TOPIC, "arn"), policy=text)
    expected = Reached((TOPIC,), (TOPIC,) if reaches else (), outside=why)
    if not beside:
        assert rings(own, subscription()) == expected
    elif text is not None:
        assert rings(own, subscription(), more) == expected


def test_a_policy_beside_may_be_of_any_topic() -> None:
    """That of another is none of it; one that may be its own may refuse."""
    other = resource("aws_sns_topic.other", name="other")
    refuses = policy({"Service": "events.amazonaws.com"})
    of_other = resource("aws_sns_topic_policy.p", arn=ref(other.address, "arn"), policy=refuses)
    assert rings(topic(), other, subscription(), of_other).people == (TOPIC,)
    untold = resource("aws_sns_topic_policy.p", arn=WAITS, policy=refuses)
    found = rings(topic(), subscription(), untold)
    assert (found.people, found.outside) == ((), f"whether {TOPIC} takes alarms is not known")


KEY = "aws_kms_key.k"


@pytest.mark.parametrize(
    ("key", "reaches", "why"),
    [
        ("", True, ""),
        ("alias/aws/sns", False, ""),
        (WAITS, False, f"whether {TOPIC} takes alarms is not known"),
        ("alias/mine", False, f"whether {TOPIC} takes alarms is not known"),
        (ref(KEY, "arn"), False, ""),
    ],
)
def test_a_key_of_aws_shuts_alarms_out(
    key: Plain,
    reaches: bool,  # noqa: FBT001
    why: str,
) -> None:
    """So does a key with the policy it is given where none is written."""
    found = rings(topic(kms_master_key_id=key), subscription(), resource(KEY))
    assert found == Reached((TOPIC,), (TOPIC,) if reaches else (), outside=why)


USES = policy(CLOUDWATCH, action="kms:GenerateDataKey*")


def conditioned(key: str) -> str:
    """Everyone may use it, who meets a condition."""
    told = json.loads(policy({"AWS": "*"}, action="kms:*"))
    told["Statement"][0]["Condition"] = {"StringEquals": {key: "x"}}
    return json.dumps(told)


@pytest.mark.parametrize(
    ("text", "reaches", "why"),
    [
        (USES, True, ""),
        (policy(CLOUDWATCH, action="kms:Decrypt"), False, ""),
        (policy("*", action="kms:*"), True, ""),
        (conditioned("kms:ViaService"), False, ""),
        (conditioned("aws:SourceAccount"), True, ""),
        (WAITS, False, f"whether {TOPIC} takes alarms is not known"),
    ],
)
def test_a_key_lets_cloudwatch_use_it(
    text: Plain,
    reaches: bool,  # noqa: FBT001
    why: str,
) -> None:
    """Its own policy or one beside it, also where an alias names the key, by name or reference."""
    expected = Reached((TOPIC,), (TOPIC,) if reaches else (), outside=why)
    alias = resource("aws_kms_alias.k", name="alias/mine", target_key_id=ref(KEY, "key_id"))
    far = resource("aws_kms_key.far", policy=policy(CLOUDWATCH, action="kms:Decrypt"))
    beside = resource("aws_kms_key_policy.k", key_id=ref(KEY), policy=text)
    for given in (ref(KEY, "arn"), ref(alias.address, "name"), "alias/mine"):
        named = topic(kms_master_key_id=given)
        own = resource(KEY, policy=text)
        assert rings(named, subscription(), own, alias, far) == expected
        assert rings(named, subscription(), resource(KEY), alias, far, beside) == expected


def test_an_alias_is_that_of_the_region_of_the_topic() -> None:
    """One of the same name in another region names another key."""
    shut = resource(KEY, policy=policy("AWS arn:aws:iam::111122223333:root", action="kms:*"))
    opened = resource("aws_kms_key.far", policy=policy(CLOUDWATCH, action="kms:*"))
    near = resource("aws_kms_alias.k", name="alias/mine", target_key_id=ref(KEY, "key_id"))
    far = resource(
        "aws_kms_alias.far",
        name="alias/mine",
        target_key_id=ref(opened.address, "key_id"),
        region="eu-west-1",
    )
    named = topic(kms_master_key_id="alias/mine")
    assert rings(named, subscription(), shut, opened, near, far) == Reached((TOPIC,), ())
    assert rings(named, subscription(), shut, opened, far).outside


@pytest.mark.parametrize(
    ("arn", "told"),
    [(ARN, True), (ARN.replace("us-east-1", "eu-west-1"), False), (f"{ARN}-2", False)],
)
def test_a_subscription_by_arn_is_of_a_topic_of_its_region(
    arn: str,
    told: bool,  # noqa: FBT001
) -> None:
    """A topic of the same name elsewhere has readers of its own."""
    people = (TOPIC,) if told else ()
    assert rings(topic(), subscription(topic_arn=arn)) == Reached((TOPIC,), people)
    namesake = resource("aws_sns_topic.theirs", name="oncall", arn=ARN.replace("1111", "2222"))
    found = rings(topic(arn=ARN), namesake, subscription(topic_arn=arn))
    assert found == Reached((TOPIC,), people)


@pytest.mark.parametrize(("region", "told"), [("us-east-1", True), ("eu-west-1", False)])
def test_a_composite_alarm_is_of_alarms_of_its_region(region: str, *, told: bool) -> None:
    """That a rule names an alarm of this name elsewhere rings for that one."""
    composite = resource(
        "aws_cloudwatch_composite_alarm.c",
        alarm_name="c",
        alarm_rule='ALARM("a")',
        alarm_actions=TELLS,
        region=region,
    )
    found = rings(topic(), subscription(), composite, actions=None)
    assert found == (Reached((TOPIC,), (TOPIC,)) if told else Reached())
