# ruff: noqa: E501 text as it stands in a configuration
"""What the answer of a function rests on: what it waits for, where it looked, what it hides."""

import re
from pathlib import Path

import pytest

from tests.requirements.calls import UNTOLD, looked, names_of
from tests.requirements.test_functions import STACKS

LOOKED: dict[tuple[str, str], tuple[list[str], list[str], list[str]]] = {
    (
        "alarms_on a metric in a query",
        'alarms_on(aws_sqs_queue.orders, "AWS/SQS", "NumberOfMessagesSent")[*].threshold',
    ): (
        [],
        [
            "aws_cloudwatch_metric_alarm.query metric_query[0].metric[0].namespace",
            "aws_cloudwatch_metric_alarm.query metric_query[0].metric[0].metric_name",
            "aws_cloudwatch_metric_alarm.query metric_query[0].metric[0].dimensions",
            "aws_cloudwatch_metric_alarm.query threshold",
            "aws_cloudwatch_metric_alarm.query comparison_operator",
            "aws_cloudwatch_metric_alarm.query metric_query[0].metric[0].period",
        ],
        [],
    ),
    ("leads_to where a name waits", "leads_to(aws_route53_record.alias)"): (
        ["aws_route53_record.alias.alias: what it names is not known"],
        ["aws_route53_record.alias alias[0].name"],
        [],
    ),
    ("leads_to where a name waits", "leads_to(aws_route53_health_check.probe)"): (
        ["aws_route53_health_check.probe.fqdn: what it names is not known"],
        ["aws_route53_health_check.probe fqdn"],
        [],
    ),
    ("leads_to", "leads_to(aws_route53_record.checked)"): (
        [],
        ["aws_route53_record.checked records"],
        [],
    ),
    ("leads_to", "leads_to(aws_route53_record.waits)"): (
        ["aws_route53_record.waits.records: what it names is not known"],
        ["aws_route53_record.waits records"],
        [],
    ),
    ("written_secrets of every kind", "written_secrets(aws_amplify_app.app)"): (
        [],
        ["aws_amplify_app.app environment_variables"],
        ["aws_amplify_app.app environment_variables"],
    ),
    ("written_secrets of every kind", "written_secrets(aws_apprunner_service.code)"): (
        [],
        ["aws_apprunner_service.code source_configuration"],
        ["aws_apprunner_service.code source_configuration"],
    ),
    ("written_secrets of every kind", "written_secrets(aws_instance.broken)"): (
        ["var.list: --unknown leaves it without a value"],
        ["aws_instance.broken user_data"],
        [],
    ),
    ("written_secrets", "written_secrets(aws_lambda_function.waits)"): (
        ["var.name: --unknown leaves it without a value"],
        ["aws_lambda_function.waits environment"],
        [],
    ),
    ("written_secrets", "written_secrets(aws_lambda_function.held)"): (
        [],
        ["aws_lambda_function.held environment"],
        ["aws_lambda_function.held environment"],
    ),
    ("written_secrets", "written_secrets(aws_lambda_function.mode)"): (
        [],
        ["aws_lambda_function.mode environment"],
        [],
    ),
    ("written_secrets", "written_secrets(aws_codebuild_project.p)"): (
        [],
        ["aws_codebuild_project.p environment", "aws_codebuild_project.p source"],
        ["aws_codebuild_project.p environment"],
    ),
    ("written_secrets", "written_secrets(aws_instance.script)"): (
        [],
        ["aws_instance.script user_data"],
        ["aws_instance.script user_data"],
    ),
    ("written_secrets", "written_secrets(aws_instance.given)"): (
        ["var.name: --unknown leaves it without a value"],
        ["aws_instance.given user_data"],
        [],
    ),
    ("written_secrets", "commands(aws_instance.given)"): (
        ["aws_instance.given.user_data: known after apply (var.name)"],
        ["aws_instance.given user_data"],
        [],
    ),
    ("written_secrets", "makes_images(aws_codebuild_project.p)"): (
        [],
        ["aws_codebuild_project.p source"],
        [],
    ),
    ("policies in blocks of a role", "[for g in grants() : g.wide]"): (
        ["aws_iam_role.r.inline_policy: known after apply (var.name)"],
        ["resources.aws_iam_role", "aws_iam_role.r inline_policy[0].policy"],
        [],
    ),
    ("policies in blocks of a role", 'may(aws_iam_role.r, "sqs:SendMessage")'): (
        ["aws_iam_role.r: known after apply (var.name)"],
        [],
        [],
    ),
    ("grants", "[for g in grants() : g.wide]"): (
        ["aws_iam_role_policy.dark.policy: known after apply (var.name)"],
        [
            "resources.aws_iam_role",
            "resources.aws_iam_role_policy",
            "aws_iam_role_policy.dark policy",
            "aws_iam_role_policy.narrow policy",
            "aws_iam_role_policy.wide policy",
        ],
        [],
    ),
    ("may", '[for g in may(aws_iam_role.r, "kms:Decrypt") : g.everywhere]'): (
        ["var.name: --unknown leaves it without a value"],
        ["aws_iam_role_policy.p policy"],
        [],
    ),
    ("may", 'may(aws_iam_role.bound, "sqs:SendMessage")'): (
        ["aws_iam_role_policy.bound: what its boundary leaves is not known"],
        [],
        [],
    ),
    ("may", 'may(aws_iam_role.dark, "sqs:SendMessage")'): (
        ["aws_iam_role_policy.dark: known after apply (var.name)"],
        [],
        [],
    ),
    ("may", "trusts(aws_iam_role.dark)"): (
        ["aws_iam_role.dark.assume_role_policy: known after apply (var.name)"],
        ["aws_iam_role.dark assume_role_policy"],
        [],
    ),
    ("may", "trusts(aws_iam_role.r)"): ([], ["aws_iam_role.r assume_role_policy"], []),
    ("managed_policies", "managed_policies(aws_iam_role.r)"): (
        [],
        ["aws_iam_role.r managed_policy_arns[0]", "aws_iam_role_policy_attachment.own policy_arn"],
        [],
    ),
    ("managed_policies of whom nobody knows", "managed_policies(aws_iam_role.r)"): (
        [
            "aws_iam_role_policy_attachment.some: whom aws_iam_role_policy_attachment.some is attached to"
        ],
        [],
        [],
    ),
    ("access_policies", "[for p in access_policies() : p.public]"): (
        ["aws_s3_bucket_policy.dark.policy: known after apply (var.name)"],
        [
            "resources.aws_s3_bucket",
            "resources.aws_s3_bucket_policy",
            "resources.aws_sqs_queue",
            "aws_s3_bucket_policy.dark policy",
            "aws_s3_bucket_policy.half policy",
            "aws_s3_bucket_public_access_block.half restrict_public_buckets",
            "aws_s3_bucket_policy.open policy",
            "aws_s3_bucket_policy.shut policy",
            "aws_s3_bucket_public_access_block.shut restrict_public_buckets",
            "aws_sqs_queue.open policy",
            "aws_sqs_queue.own policy",
        ],
        [],
    ),
    ("access_policies where the block waits", "[for p in access_policies() : p.public]"): (
        ["aws_s3_account_public_access_block.all.restrict_public_buckets: "],
        [
            "resources.aws_s3_bucket",
            "resources.aws_s3_bucket_policy",
            "aws_s3_bucket_policy.open policy",
            "aws_s3_account_public_access_block.all restrict_public_buckets",
        ],
        [],
    ),
    ("redrives", "redrives(aws_sqs_queue.dead)[*].address"): (
        [],
        ["aws_sqs_queue.live redrive_policy"],
        [],
    ),
    ("redrives", "refuses_clear(aws_s3_bucket_policy.given)"): (
        ["aws_s3_bucket_policy.given.policy: known after apply (var.name)"],
        ["aws_s3_bucket_policy.given policy"],
        [],
    ),
    ("redrives", "refuses_clear(aws_s3_bucket_policy.b)"): (
        [],
        ["aws_s3_bucket_policy.b policy"],
        [],
    ),
    ("key_of", 'key_of(aws_sqs_queue.h_far, "kms_master_key_id")'): (
        ["aws_kms_alias.far.target_key_id: it is not in this configuration"],
        ["aws_sqs_queue.h_far kms_master_key_id"],
        [],
    ),
    ("key_of", 'key_of(aws_sqs_queue.i_variable, "kms_master_key_id")'): (
        ["aws_sqs_queue.i_variable.kms_master_key_id: which key it is is not known"],
        ["aws_sqs_queue.i_variable kms_master_key_id"],
        [],
    ),
    ("key_of", 'key_of(aws_sqs_queue.k_asked, "kms_master_key_id")'): (
        ["data.aws_kms_alias.asked.target_key_arn: it is asked of AWS"],
        ["aws_sqs_queue.k_asked kms_master_key_id"],
        [],
    ),
    ("named", 'named(aws_lb.both, "security_groups", "aws_security_group")[*].address'): (
        ["data.aws_security_group.asked: it is asked of AWS"],
        ["aws_lb.both security_groups"],
        [],
    ),
    ("named", 'named(aws_lb.waits, "security_groups", "aws_security_group")'): (
        ["aws_lb.waits: what its security_groups names is not known"],
        ["aws_lb.waits security_groups"],
        [],
    ),
    ("named", 'named(aws_lb.many, "subnets", "aws_subnet")'): (
        ["data.aws_subnets.asked: what its subnets names is asked for"],
        ["aws_lb.many subnets"],
        [],
    ),
    ("named", 'named_by(aws_lb.far, "security_groups")'): (
        ["aws_lb.far.security_groups: what it names is not in this configuration"],
        ["aws_lb.far security_groups"],
        [],
    ),
    ("named", 'named_by(aws_lb.waits, "security_groups")'): (
        ["var.list: --unknown leaves it without a value"],
        ["aws_lb.waits security_groups"],
        [],
    ),
    ("named", 'is_set(aws_lb.waits, "security_groups")'): (
        ["var.list: --unknown leaves it without a value"],
        ["aws_lb.waits security_groups"],
        [],
    ),
    ("named", 'same(aws_lb.own, aws_lb.waits, "security_groups")'): (
        ["var.list: --unknown leaves it without a value"],
        ["aws_lb.own security_groups", "aws_lb.waits security_groups"],
        [],
    ),
    ("is_attribute", 'is_attribute(outputs.key.value, aws_kms_key.k, "arn")'): (
        ["aws_kms_key.k.id: whether the id of a aws_kms_key is its arn is not known here"],
        ["output.key"],
        [],
    ),
    ("is_attribute", 'is_attribute("shop", aws_rds_cluster.a, "database_name")'): (
        ["var.name: --unknown leaves it without a value"],
        [],
        [],
    ),
    ("called", 'called("aws_cloudwatch_log_group", "name", "/aws/lambda/a")[*].address'): (
        ["aws_cloudwatch_log_group.b: its name is not known"],
        ["aws_cloudwatch_log_group.a name"],
        [],
    ),
    ("called", 'called("aws_cloudwatch_log_group", "name", "/aws/lambda/c")'): (
        ["aws_cloudwatch_log_group.b: its name is not known"],
        [],
        [],
    ),
    ("attached", 'attached(aws_s3_bucket.a, "aws_s3_bucket_versioning", "bucket")[*].address'): (
        [],
        ["aws_s3_bucket_versioning.a bucket"],
        [],
    ),
    (
        "attached where what is named waits",
        'attached(aws_s3_bucket.a, "aws_s3_bucket_versioning", "bucket")[*].address',
    ): (
        ["aws_s3_bucket_versioning.some: what its bucket names is not known"],
        ["aws_s3_bucket_versioning.a bucket"],
        [],
    ),
    (
        "attached where what is named waits",
        'attached(aws_s3_bucket.b, "aws_s3_bucket_versioning", "bucket")',
    ): (["aws_s3_bucket_versioning.some: what its bucket names is not known"], [], []),
    ("may_name", 'may_name(aws_s3_bucket.a, "aws_s3_bucket_policy", "bucket")[*].address'): (
        [],
        ["resources.aws_s3_bucket_policy"],
        [],
    ),
    ("tag_names", "tag_names(aws_sqs_queue.b)"): (
        ["aws_sqs_queue.b: some of its tags are not known"],
        ["aws_sqs_queue.b tags", "aws_sqs_queue.b tags_all"],
        [],
    ),
    ("says_whose", "says_whose(aws_sqs_queue.d)"): (
        ["aws_sqs_queue.d.tags: what a tag says by its name is not known"],
        ["aws_sqs_queue.d tags", "aws_sqs_queue.d tags_all"],
        [],
    ),
    ("prevents_destroy", "prevents_destroy(aws_sqs_queue.a)"): (
        [],
        ["aws_sqs_queue.a lifecycle"],
        [],
    ),
    (
        "alarms_on",
        'alarms_on(aws_sqs_queue.orders, "AWS/SQS", "ApproximateNumberOfMessagesVisible")[*].threshold',
    ): (
        [],
        [
            "aws_cloudwatch_metric_alarm.above namespace",
            "aws_cloudwatch_metric_alarm.above metric_name",
            "aws_cloudwatch_metric_alarm.above dimensions",
            "aws_cloudwatch_metric_alarm.above threshold",
            "aws_cloudwatch_metric_alarm.above comparison_operator",
            "aws_cloudwatch_metric_alarm.above period",
            "aws_cloudwatch_metric_alarm.below namespace",
            "aws_cloudwatch_metric_alarm.below metric_name",
            "aws_cloudwatch_metric_alarm.below dimensions",
            "aws_cloudwatch_metric_alarm.below threshold",
            "aws_cloudwatch_metric_alarm.below comparison_operator",
            "aws_cloudwatch_metric_alarm.below period",
        ],
        [],
    ),
    (
        "alarms_on where what they watch or when they ring waits",
        'alarms_on(aws_sqs_queue.orders, "AWS/SQS", "ApproximateNumberOfMessagesVisible")',
    ): (
        [
            "aws_cloudwatch_metric_alarm.maybe: known after apply (var.name)",
            "aws_cloudwatch_metric_alarm.metric: known after apply (var.name)",
            "aws_cloudwatch_metric_alarm.space: known after apply (var.name)",
            "var.many: --unknown leaves it without a value",
        ],
        [],
        [],
    ),
    ("watched where an alarm may be", "watched(aws_sqs_queue.orders)"): (
        ["aws_cloudwatch_metric_alarm.above: known after apply (var.name)"],
        ["aws_sqs_queue.orders arn"],
        [],
    ),
    (
        "what lies in a list is not what the list waits for",
        "concat(aws_lb_listener.l.default_action, var.list)",
    ): (
        ["var.list: --unknown leaves it without a value"],
        ["aws_lb_listener.l default_action", "var.list"],
        [],
    ),
    (
        "what lies in a list is not what the list waits for",
        "flatten([aws_lb_listener.l.default_action, [var.list, [var.name]]])",
    ): (
        ["var.list: --unknown leaves it without a value"],
        ["aws_lb_listener.l default_action", "var.list", "var.name"],
        [],
    ),
    (
        "what lies in a list is not what the list waits for",
        "join(var.name, [aws_lb_listener.l.port, var.many])",
    ): (
        [
            "var.many: --unknown leaves it without a value",
            "var.name: --unknown leaves it without a value",
        ],
        ["var.name", "aws_lb_listener.l port", "var.many"],
        [],
    ),
    ("watched where alarms are not counted", "watched(aws_sqs_queue.orders)"): (
        [
            "aws_cloudwatch_metric_alarm.above: its count depends on var.many, which --unknown leaves without a value"
        ],
        ["aws_sqs_queue.orders arn"],
        [],
    ),
    ("watched", "watched(aws_sqs_queue.stock)"): ([], ["aws_sqs_queue.stock arn"], []),
    ("alarms_on", "watched(aws_sqs_queue.orders)"): (
        [],
        ["aws_cloudwatch_metric_alarm.above dimensions"],
        [],
    ),
    ("reached_by", "reached_by(aws_cloudwatch_metric_alarm.waits)"): (
        [
            "aws_cloudwatch_metric_alarm.waits.alarm_actions: whom it tells is known after apply (var.name)"
        ],
        [
            "aws_cloudwatch_metric_alarm.waits alarm_actions",
            "aws_cloudwatch_metric_alarm.waits actions_enabled",
        ],
        [],
    ),
    ("reached_by", "reached_by(aws_cloudwatch_metric_alarm.told)"): (
        [],
        [
            "aws_cloudwatch_metric_alarm.told alarm_actions",
            "aws_cloudwatch_metric_alarm.told actions_enabled",
        ],
        [],
    ),
    (
        "reached_by where subscriptions are not counted",
        'reached_by(aws_cloudwatch_metric_alarm.each["nobody"])',
    ): (
        [
            "aws_sns_topic_subscription.more: its count depends on var.many, which --unknown leaves without a value"
        ],
        [
            'aws_cloudwatch_metric_alarm.each["nobody"] alarm_actions',
            'aws_cloudwatch_metric_alarm.each["nobody"] actions_enabled',
        ],
        [],
    ),
    ("backed_up", "backed_up(aws_dynamodb_table.orders, 24, 14)"): (
        [],
        [
            "aws_backup_plan.daily rule[0].schedule",
            "aws_backup_plan.daily rule[0].lifecycle",
            "aws_backup_selection.orders resources",
        ],
        [],
    ),
    ("backed_up where selections are not counted", "backed_up(aws_dynamodb_table.orders, 24, 1)"): (
        [
            "aws_backup_selection.orders: its count depends on var.many, which --unknown leaves without a value"
        ],
        [],
        [],
    ),
    ("backed_up where plans are not counted", "backed_up(aws_dynamodb_table.orders, 24, 1)"): (
        [
            "aws_backup_plan.p: its count depends on var.many, which --unknown leaves without a value"
        ],
        [],
        [],
    ),
    ("support_of", 'support_of("postgres", "99")'): (
        ["postgres 99: the table of supported versions has it not"],
        [],
        [],
    ),
    ("max_connections", 'max_connections("db.r9.large")'): (
        [
            "max_connections(db.r9.large): AWS's table of default connections, as of June 2023, has no such instance class"
        ],
        [],
        [],
    ),
    ("color_of", 'color_of(aws_lb_target_group.red, ["green", "blue"])'): (
        ["aws_lb_target_group.red.name: no key, tag or word of it says its colour"],
        [],
        [],
    ),
    ("fleets", "[for f in fleets() : f.minimum]"): (
        [],
        [
            "aws_autoscaling_group.a min_size",
            "aws_autoscaling_group.a max_size",
            "aws_autoscaling_group.a desired_capacity",
            "aws_autoscaling_group.a enabled_metrics",
            "aws_autoscaling_group.a vpc_zone_identifier",
            "aws_autoscaling_group.a target_group_arns",
        ],
        [],
    ),
    ("fleets whose policies are not told", "[for f in fleets() : [f.tracking, f.adapts]]"): (
        [
            "aws_autoscaling_group.a.adapts: whose some scaling policies or schedules are cannot be told",
            "aws_autoscaling_group.a.tracking: whose some scaling policies or schedules are cannot be told",
        ],
        ["aws_autoscaling_group.a min_size", "aws_autoscaling_group.a max_size"],
        [],
    ),
    ("volumes_open", "volumes_open(aws_instance.waits)"): (
        ["aws_instance.waits.root: known after apply (var.sealed)"],
        ["aws_instance.waits root_block_device"],
        [],
    ),
    ("volumes_open", "volumes_open(aws_instance.bare)"): (
        [],
        ["aws_instance.bare root_block_device"],
        [],
    ),
    ("volumes_open", "volumes_open(aws_launch_template.sealed)"): (
        [],
        ["aws_launch_template.sealed block_device_mappings"],
        [],
    ),
    ("volumes_open of a region that does not encrypt", "volumes_open(aws_instance.here)"): (
        [],
        ["aws_ebs_encryption_by_default.off enabled", "aws_instance.here root_block_device"],
        [],
    ),
    ("lifecycle_takes", "lifecycle_takes(aws_ebs_volume.c)"): (
        ["aws_ebs_volume.c.tags_all: "],
        [],
        [],
    ),
    ("scaled", "scaled(aws_dynamodb_table.a)[*].address"): (
        [],
        ["aws_appautoscaling_target.a resource_id"],
        [],
    ),
    ("scaled by what is not told", "scaled(aws_dynamodb_table.a)"): (
        ["aws_appautoscaling_target.a: what it scales is not known"],
        [],
        [],
    ),
    ("zones", 'zones([aws_lb.may], ["subnets"])'): (
        ["aws_subnet.any.availability_zone: "],
        [
            "aws_lb.may subnets",
            "aws_subnet.a availability_zone",
            "aws_subnet.any availability_zone",
        ],
        [],
    ),
    ("zones", 'zones([aws_lb.far], ["subnets"])'): (
        ["aws_lb.far.subnets: subnet-1 is not in this configuration"],
        ["aws_lb.far subnets", "aws_subnet.a availability_zone"],
        [],
    ),
    ("zones", 'zones([aws_lb.list], ["subnets"])'): (
        ["var.list: --unknown leaves it without a value"],
        ["aws_lb.list subnets"],
        [],
    ),
    ("zones", 'zones([aws_lb.two, "elsewhere"], ["subnets"])'): (
        ["zones(): "],
        [
            "aws_lb.two subnets",
            "aws_subnet.a availability_zone",
            "aws_subnet.b availability_zone",
            "aws_subnet.also_a availability_zone",
        ],
        [],
    ),
    ("filters", "filters(aws_wafv2_web_acl_association.asked)"): (
        [
            "aws_wafv2_web_acl_association.asked.web_acl_arn: the web ACL is not in this configuration"
        ],
        [],
        [],
    ),
    ("filters", "filters(aws_wafv2_web_acl_association.waits)"): (
        ["aws_wafv2_web_acl.waits.rule: "],
        ["aws_wafv2_web_acl.waits default_action", "aws_wafv2_web_acl.waits rule"],
        [],
    ),
    ("filters", "filters(aws_wafv2_web_acl_association.rule)"): (
        [],
        ["aws_wafv2_web_acl.rule default_action", "aws_wafv2_web_acl.rule rule"],
        [],
    ),
    ("security_groups_of", 'security_groups_of("databases")'): (
        ["aws_rds_cluster.c.vpc_security_group_ids: it names a group that is not here"],
        ["aws_rds_cluster.c vpc_security_group_ids"],
        [],
    ),
    ("security_groups_of", 'security_groups_of("compute")'): (
        [],
        ["aws_launch_template.t vpc_security_group_ids", "aws_instance.a vpc_security_group_ids"],
        [],
    ),
    ("security_groups_of databases", 'security_groups_of("balancers")'): (
        ["aws_lb.far.security_groups: it names a group that is not here"],
        ["aws_lb.far security_groups"],
        [],
    ),
    ("covers", '[for o in open_ports("ingress") : o.from_port]'): (
        ["aws_vpc_security_group_ingress_rule.maybe: its source is not known"],
        [
            "resources.aws_security_group",
            "resources.aws_vpc_security_group_ingress_rule",
            "resources.aws_vpc_security_group_egress_rule",
            "aws_vpc_security_group_ingress_rule.all permission[0].from_port",
            "aws_vpc_security_group_ingress_rule.all permission[0].to_port",
            "aws_vpc_security_group_ingress_rule.all permission[0].source",
            "aws_vpc_security_group_ingress_rule.web permission[2].from_port",
            "aws_vpc_security_group_ingress_rule.web permission[2].to_port",
            "aws_vpc_security_group_ingress_rule.web permission[2].source",
            "aws_vpc_security_group_ingress_rule.maybe permission[1].from_port",
            "aws_vpc_security_group_ingress_rule.maybe permission[1].to_port",
            "aws_vpc_security_group_ingress_rule.maybe permission[1].source",
            "aws_vpc_security_group_ingress_rule.ping permission[3].from_port",
            "aws_vpc_security_group_ingress_rule.ping permission[3].to_port",
            "aws_vpc_security_group_ingress_rule.ping permission[3].source",
        ],
        [],
    ),
    ("covers", '[for o in opened(aws_security_group.g, "ingress") : o.ports]'): (
        [],
        [
            "resources.aws_security_group",
            "resources.aws_vpc_security_group_ingress_rule",
            "resources.aws_vpc_security_group_egress_rule",
            "aws_vpc_security_group_ingress_rule.web permission[1].from_port",
            "aws_vpc_security_group_ingress_rule.web permission[1].to_port",
            "aws_vpc_security_group_ingress_rule.web permission[1].source",
            "aws_vpc_security_group_ingress_rule.maybe permission[0].from_port",
            "aws_vpc_security_group_ingress_rule.maybe permission[0].to_port",
            "aws_vpc_security_group_ingress_rule.maybe permission[0].source",
        ],
        [],
    ),
    ("reachable", 'reachable("0.0.0.0/0", aws_security_group.db, 5432)'): (
        ["aws_security_group.db: a rule of it is not known yet"],
        [],
        [],
    ),
    ("serving", "serving()"): (
        [],
        ["aws_lb_listener.https default_action", "aws_lb_listener_rule.ruled action"],
        [],
    ),
    ("serving where a weight waits", "serving()"): (
        ["aws_lb_target_group.main.weight: what the listeners send to it cannot be told"],
        ["aws_lb_listener.https default_action"],
        [],
    ),
    ("serving where rules are not counted", "serving()"): (
        [
            "aws_lb_listener_rule.ruled: its count depends on var.many, which --unknown leaves without a value"
        ],
        [],
        [],
    ),
    ("acl_admits", "acl_admits(aws_network_acl.web, 22)"): (
        [],
        ["aws_network_acl.web ingress"],
        [],
    ),
    ("acl_admits where rules are not counted", "acl_admits(aws_network_acl.web, 22)"): (
        [
            "aws_network_acl_rule.more: its count depends on var.many, which --unknown leaves without a value"
        ],
        ["aws_network_acl.web ingress"],
        [],
    ),
    ("sensitive_arguments", "[for a in sensitive_arguments() : a.written]"): (
        ["aws_db_instance.local.password: where its value comes from, no configuration tells"],
        [
            "aws_cognito_user.first temporary_password",
            "aws_db_instance.default password",
            "aws_db_instance.given password",
            "aws_db_instance.local password",
            "aws_db_instance.made password",
            "aws_db_instance.text password",
            "aws_elasticache_user.cache passwords[0]",
            "aws_elasticache_user.cache passwords[1]",
            "aws_glue_connection.lake connection_properties.KEEP",
            "aws_glue_connection.lake connection_properties.PASSWORD",
            "aws_glue_connection.lake connection_properties.USERNAME",
            "aws_mq_broker.jobs user[0].password",
            "aws_mq_broker.jobs user[1].password",
            "aws_ssm_parameter.plain value",
            "aws_ssm_parameter.shape value",
        ],
        [
            "aws_db_instance.default password",
            "aws_db_instance.text password",
            "aws_elasticache_user.cache passwords[0]",
            "aws_glue_connection.lake connection_properties.PASSWORD",
            "aws_mq_broker.jobs user[0].password",
            "aws_ssm_parameter.shape value",
        ],
    ),
    ("sensitive_arguments of what cannot be counted", "sensitive_arguments()"): (
        [
            "aws_db_instance.many: its count depends on var.many, which --unknown leaves without a value"
        ],
        [],
        [],
    ),
    ("is_generated", 'is_generated(aws_db_instance.both, "password")'): (
        ["aws_sqs_queue.orders.url: ", "random_password.made.result: "],
        [],
        [],
    ),
    ("is_generated", 'is_generated(aws_db_instance.local, "password")'): (
        ["aws_db_instance.local.password: where its value comes from, no configuration tells"],
        [],
        [],
    ),
    ("written", 'written(aws_db_instance.ignored, "password")'): (
        [
            "aws_db_instance.ignored.password: whether it was changed since it was made with it, no configuration tells"
        ],
        ["aws_db_instance.ignored password"],
        [],
    ),
    ("written", 'written(aws_db_instance.text, "password")'): (
        [],
        ["aws_db_instance.text password"],
        ["aws_db_instance.text password"],
    ),
    ("written", 'written(aws_db_instance.default, "password")'): (
        [],
        ["aws_db_instance.default password"],
        ["aws_db_instance.default password"],
    ),
    ("written", 'written(aws_db_instance.local, "password")'): (
        ["aws_db_instance.local.password: where its value comes from, no configuration tells"],
        ["aws_db_instance.local password"],
        [],
    ),
    ("written", 'written(aws_ssm_parameter.mode, "value")'): (
        [
            "aws_ssm_parameter.mode.value: whether it is a secret, neither its name nor its shape says"
        ],
        ["aws_ssm_parameter.mode value"],
        [],
    ),
    ("written where a variable is set", "[for v in written_defaults() : v.secret]"): (
        [],
        ["var.db_password", "var.known"],
        ["var.db_password"],
    ),
    ("written_in_blocks", "[for b in written_in_blocks() : b.secrets]"): (
        [],
        [
            "terraform backend[0]",
            "terraform backend[0].secret_key",
            "provider.postgresql",
            "provider.postgresql password",
            "provider.postgresql.second",
            "provider.random",
            "provider.aws.fake",
            "provider.aws.fake secret_key",
            "aws_instance.web connection[0]",
            "aws_instance.web connection[0].password",
            "aws_instance.web provisioner[0]",
            "aws_instance.web provisioner[0].inline",
            "aws_instance.web provisioner[0].password",
            "aws_instance.web provisioner[1]",
            "aws_instance.web provisioner[1].environment",
            "aws_instance.web provisioner[2]",
            "aws_instance.web provisioner[2].content",
        ],
        [
            "aws_instance.web connection[0].password",
            "aws_instance.web provisioner[0].inline",
            "aws_instance.web provisioner[0].password",
            "aws_instance.web provisioner[1].environment",
            "aws_instance.web provisioner[2].content",
            "provider.aws.fake secret_key",
            "provider.postgresql password",
            "terraform backend[0].secret_key",
        ],
    ),
    ("containers", "[for c in containers(aws_ecs_task_definition.t) : c.written_secrets]"): (
        ["var.name: --unknown leaves it without a value"],
        ["aws_ecs_task_definition.t container_definitions"],
        ["aws_ecs_task_definition.t container_definitions"],
    ),
    ("containers", "containers(aws_ecs_task_definition.object)"): (
        ["aws_ecs_task_definition.object.container_definitions: "],
        ["aws_ecs_task_definition.object container_definitions"],
        [],
    ),
    ("containers", "containers(aws_ecs_task_definition.given)"): (
        ["aws_ecs_task_definition.given.container_definitions: what is known of it is no JSON"],
        ["aws_ecs_task_definition.given container_definitions"],
        [],
    ),
    ("says_secret", 'says_secret(aws_ssm_document.given, "content")'): (
        ["var.name: --unknown leaves it without a value"],
        ["aws_ssm_document.given content"],
        [],
    ),
    ("says_secret", 'says_secret(aws_ssm_document.json, "content")'): (
        [],
        ["aws_ssm_document.json content"],
        ["aws_ssm_document.json content"],
    ),
    ("of_database", "of_database(aws_secretsmanager_secret.db)"): (
        [],
        ["aws_secretsmanager_secret.db name"],
        [],
    ),
    ("resources that cannot be counted", "aws_sqs_queue.some[0].name"): (
        [
            "aws_sqs_queue.some: its count depends on var.many, which --unknown leaves without a value"
        ],
        [],
        [],
    ),
    ("resources that cannot be counted", "length(instances)"): (
        [
            "aws_sqs_queue.some: its count depends on var.many, which --unknown leaves without a value"
        ],
        [],
        [],
    ),
}


@pytest.mark.parametrize(("case", "call"), LOOKED)
def test_an_answer_says_what_it_rests_on(case: str, call: str, tmp_path: Path) -> None:
    """Each thing it waits for with its reason, each place it looked at, each value that is hidden."""
    stack, _ = STACKS[case]
    assert looked(names_of(tmp_path, stack), call) == LOOKED[case, call]


_GIVEN = [
    (case, call)
    for case, (_, answers) in STACKS.items()
    for call, answer in answers.items()
    if answer == UNTOLD and re.search(r"\bvar\.(name|many|list)\b", call)
]
_ELSEWHERE = [
    (case, call)
    for case, (_, answers) in STACKS.items()
    for call, answer in answers.items()
    if answer == UNTOLD and '"elsewhere"' in call and "aws_lb." not in call
]


@pytest.mark.parametrize(("case", "call"), _GIVEN)
def test_what_is_asked_with_a_variable_waits_for_it(case: str, call: str, tmp_path: Path) -> None:
    """Whichever argument it is."""
    named = re.findall(r"\bvar\.(?:name|many|list)\b", call)
    waits, _, _ = looked(names_of(tmp_path, STACKS[case][0]), call)
    assert {f"{name}: --unknown leaves it without a value" for name in named} <= set(waits)


@pytest.mark.parametrize(("case", "call"), _ELSEWHERE)
def test_what_stands_elsewhere_is_looked_for_nowhere(case: str, call: str, tmp_path: Path) -> None:
    """An address that nothing here has: no value of another is read."""
    assert looked(names_of(tmp_path, STACKS[case][0]), call) == ([], [], [])
