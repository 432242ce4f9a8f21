"""What a text names by an ARN, an address of S3 or the URL of a queue: a type, a name, a region.

Only such as hold the name the resource was given: an ARN with an identifier that AWS makes up names
nothing that a configuration could tell. The forms are those of AWS's Service Authorization
Reference, "Resource types defined by" each service:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re
from collections.abc import Iterator
from functools import cache

from archbench.frozen import frozen
from archbench.patterns import regex

_FORMS = (
    ("autoscaling", r"autoScalingGroup:[^:]*:autoScalingGroupName/(.+)", "aws_autoscaling_group"),
    ("backup", r"backup-vault:(.+)", "aws_backup_vault"),
    ("batch", r"compute-environment/(.+)", "aws_batch_compute_environment"),
    ("batch", r"job-queue/(.+)", "aws_batch_job_queue"),
    ("cloudwatch", r"alarm:(.+)", "aws_cloudwatch_metric_alarm"),
    ("codebuild", r"project/(.+)", "aws_codebuild_project"),
    ("codepipeline", r"([^:/]+)(?:/.*)?", "aws_codepipeline"),
    ("dynamodb", r"table/([^/]+)(?:/.*)?", "aws_dynamodb_table"),
    ("ecr", r"repository/(.+)", "aws_ecr_repository"),
    ("ecs", r"capacity-provider/(.+)", "aws_ecs_capacity_provider"),
    ("ecs", r"cluster/(.+)", "aws_ecs_cluster"),
    ("ecs", r"service/(?:[^/]+/)?([^/]+)", "aws_ecs_service"),
    ("ecs", r"task-definition/([^:]+)(?::.*)?", "aws_ecs_task_definition"),
    ("eks", r"cluster/(.+)", "aws_eks_cluster"),
    ("elasticache", r"cluster:(.+)", "aws_elasticache_cluster"),
    ("elasticache", r"replicationgroup:(.+)", "aws_elasticache_replication_group"),
    ("es", r"domain/([^/]+)(?:/.*)?", "aws_elasticsearch_domain"),
    ("es", r"domain/([^/]+)(?:/.*)?", "aws_opensearch_domain"),
    ("events", r"event-bus/(.+)", "aws_cloudwatch_event_bus"),
    ("events", r"rule/(?:[^/]+/)?([^/]+)", "aws_cloudwatch_event_rule"),
    ("firehose", r"deliverystream/(.+)", "aws_kinesis_firehose_delivery_stream"),
    ("glue", r"crawler/(.+)", "aws_glue_crawler"),
    ("glue", r"job/(.+)", "aws_glue_job"),
    ("glue", r"workflow/(.+)", "aws_glue_workflow"),
    ("iam", r"group/(?:.*/)?([^/]+)", "aws_iam_group"),
    ("iam", r"instance-profile/(?:.*/)?([^/]+)", "aws_iam_instance_profile"),
    ("iam", r"policy/(?:.*/)?([^/]+)", "aws_iam_policy"),
    ("iam", r"role/(?:.*/)?([^/]+)", "aws_iam_role"),
    ("iam", r"user/(?:.*/)?([^/]+)", "aws_iam_user"),
    ("kinesis", r"stream/([^/]+)(?:/.*)?", "aws_kinesis_stream"),
    ("kms", r"(alias/.+)", "aws_kms_alias"),
    ("lambda", r"function:([^:]+)(?::.*)?", "aws_lambda_function"),
    ("logs", r"log-group:([^:]+)(?::.*)?", "aws_cloudwatch_log_group"),
    ("rds", r"cluster:(.+)", "aws_docdb_cluster"),
    ("rds", r"cluster:(.+)", "aws_neptune_cluster"),
    ("rds", r"cluster:(.+)", "aws_rds_cluster"),
    ("rds", r"db:(.+)", "aws_db_instance"),
    ("redshift", r"cluster:(.+)", "aws_redshift_cluster"),
    ("s3", r"([^/:]+)(?:/.*)?", "aws_s3_bucket"),
    (
        "secretsmanager",
        r"secret:(.+?)(?:-(?:\?{6}|[A-Za-z0-9]{6}|\*))?",
        "aws_secretsmanager_secret",
    ),
    ("sns", r"([^:]+)(?::.*)?", "aws_sns_topic"),
    ("sqs", r"([^:]+)", "aws_sqs_queue"),
    ("ssm", r"parameter/([^/]+)", "aws_ssm_parameter"),
    ("ssm", r"parameter(/.+)", "aws_ssm_parameter"),
    ("states", r"stateMachine:([^:]+)(?::.*)?", "aws_sfn_state_machine"),
)
_HOLE = r"\$\{[^{}]*\}"
_ARN = regex(
    rf"arn:(?:aws[a-z-]*|{_HOLE}):([a-z0-9-]+):([a-z0-9-]*|\*|{_HOLE}):(?:\d*|\*|{_HOLE}):"
    rf"((?:[^\s\"'\\,;$]|{_HOLE})+)"
)
"""Service, region and the rest; a hole stands for what is not known."""
_BUCKET = regex(
    r"(?:^|/|@)([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.s3(?:-website)?(?:[.-](?:dualstack\.)?"
    r"([a-z]{2}(?:-[a-z]+)+-\d))?\.amazonaws\.com"
)
_QUEUE = regex(r"https://sqs\.([a-z0-9-]+)\.amazonaws\.com/\d{12}/([A-Za-z0-9_.-]+)")


@frozen
class Named:
    """A resource as a text names it; region "" where the text tells none."""

    type: str
    name: str
    region: str = ""


def id_of(text: str) -> str:
    """The id in a text that says its kind first, as the target of a route of an API does.

    >>> id_of("integrations/abc123"), id_of("vpc-1")
    ('abc123', 'vpc-1')
    """
    return text.removeprefix("integrations/")


def may_name(text: str) -> bool:
    """Whether a text could name anything: a quick look before `named_in`."""
    return "arn:" in text or ".amazonaws.com" in text


def named_in(text: str) -> Iterator[Named]:
    """Everything that a text names, in order; none for a name with a wildcard or a hole in it.

    >>> [f"{one.type} {one.name}" for one in named_in("arn:aws:s3:::acme-data/*")]
    ['aws_s3_bucket acme-data']
    >>> [one.name for one in named_in("https://sqs.eu-west-1.amazonaws.com/123456789012/orders")]
    ['orders']
    >>> [one.region for one in named_in("site.s3.eu-west-1.amazonaws.com")]
    ['eu-west-1']
    >>> list(named_in("arn:aws:sqs:eu-west-1:123456789012:*"))
    []
    >>> [str(one.name) for one in named_in("arn:aws:sqs:eu-west-1:${data.x.me.account_id}:jobs")]
    ['jobs']
    >>> list(named_in("arn:aws:s3:::acme-${var.stage}")), list(named_in("arn:aws:s3:::acme-*"))
    ([], [])
    """
    for service, region, rest in _ARN.findall(text):
        for form, type_ in _forms(service):
            found = form.fullmatch(rest)
            if found and not set(found[1]) & set("*?${}"):
                yield Named(type_, found[1], region if region[:1] not in ("*", "$") else "")
    for bucket, region in _BUCKET.findall(text):
        yield Named("aws_s3_bucket", bucket, region)
    for region, queue in _QUEUE.findall(text):
        yield Named("aws_sqs_queue", queue, region)


@cache
def _forms(service: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(form), type_) for name, form, type_ in _FORMS if name == service)
