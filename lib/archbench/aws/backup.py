"""AWS Backup: plans, what they keep, and where."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, helper
from archbench.aws.values import text
from archbench.terraform.configuration import Instance


def _schedules(items: Sequence[Instance]) -> str:
    schedules = [text(rule.get("schedule")) for rule in items[0].blocks("rule")]
    return ", ".join(schedule for schedule in schedules if schedule)


KINDS = (
    Kind(
        types=("aws_backup_plan",),
        title="Backup plan",
        service="Backup",
        icon="storage.Backup",
        role="support",
        links=(Link("control", "", "rule.target_vault_name", "keeps in"),),
        loss="none",
        detail=_schedules,
    ),
    helper(
        "aws_backup_selection",
        "plan_id",
        links=(Link("control", "plan_id", "resources", "backs up"),),
    ),
    helper("aws_backup_vault aws_backup_logically_air_gapped_vault"),
    helper(
        "aws_backup_vault_policy aws_backup_vault_lock_configuration",
        "backup_vault_name",
    ),
    helper(
        "aws_backup_vault_notifications",
        "backup_vault_name",
        links=(Link("event", "backup_vault_name", "sns_topic_arn"),),
    ),
    helper("aws_backup_framework aws_backup_global_settings aws_backup_region_settings"),
    helper("aws_backup_report_plan", "report_delivery_channel.s3_bucket_name"),
    helper("aws_backup_restore_testing_plan"),
    helper("aws_backup_restore_testing_selection", "restore_testing_plan_name"),
)
