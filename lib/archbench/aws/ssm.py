"""Systems Manager: parameters, and what runs on instances."""

from archbench.aws.kind import Kind, Link, helper, support
from archbench.aws.values import counted

_ICON = "management.SystemsManager"

KINDS = (
    Kind(
        types=("aws_ssm_parameter",),
        title="Parameter",
        service="Systems Manager",
        icon="management.SystemsManagerParameterStore",
        role="guard",
        loss="regional",
        detail=counted("parameter"),
        together=True,
    ),
    support(
        "aws_ssm_maintenance_window",
        "Maintenance window",
        "Systems Manager",
        "management.SystemsManagerMaintenanceWindows",
    ),
    helper("aws_ssm_maintenance_window_target", "window_id"),
    helper(
        "aws_ssm_maintenance_window_task",
        "window_id",
        links=(Link("event", "window_id", "task_arn"),),
    ),
    helper("aws_ssm_association", "instance_id", "targets.values"),
    helper("aws_ssm_document"),
    helper("aws_ssm_patch_baseline"),
    helper("aws_ssm_patch_group aws_ssm_default_patch_baseline", "baseline_id"),
    helper("aws_ssm_resource_data_sync", "s3_destination.bucket_name"),
    helper("aws_ssm_activation aws_ssm_service_setting"),
    support(
        "aws_ssmincidents_response_plan", "Response plan", "Systems Manager Incident Manager", _ICON
    ),
    helper("aws_ssmincidents_replication_set"),
    support("aws_ssmcontacts_contact", "Contact", "Systems Manager Incident Manager", _ICON),
    helper("aws_ssmcontacts_contact_channel aws_ssmcontacts_plan", "contact_id"),
    helper("aws_ssmcontacts_rotation", "contact_ids"),
    support("aws_ssmquicksetup_configuration_manager", "Quick Setup", "Systems Manager", _ICON),
)
