"""GuardDuty, Security Hub, Macie, Inspector, Detective, Audit Manager and their like."""

from archbench.aws.kind import helper, support, ways

KINDS = (
    support("aws_guardduty_detector", "Detector", "GuardDuty", "security.Guardduty"),
    helper(
        "aws_guardduty_detector_feature aws_guardduty_filter aws_guardduty_ipset "
        "aws_guardduty_member aws_guardduty_member_detector_feature aws_guardduty_invite_accepter "
        "aws_guardduty_organization_configuration "
        "aws_guardduty_organization_configuration_feature aws_guardduty_threatintelset",
        "detector_id",
    ),
    helper(
        "aws_guardduty_publishing_destination",
        "detector_id",
        links=ways("event", "detector_id", "destination_arn", "findings"),
    ),
    helper("aws_guardduty_organization_admin_account"),
    support(
        "aws_guardduty_malware_protection_plan",
        "Malware protection",
        "GuardDuty",
        "security.Guardduty",
        ways("control", "", "protected_resource.s3_bucket.bucket_name", "scans"),
    ),
    support("aws_securityhub_account", "Security Hub", "Security Hub", "security.SecurityHub"),
    helper(
        "aws_securityhub_action_target aws_securityhub_automation_rule "
        "aws_securityhub_configuration_policy aws_securityhub_finding_aggregator "
        "aws_securityhub_insight aws_securityhub_invite_accepter aws_securityhub_member "
        "aws_securityhub_organization_admin_account aws_securityhub_organization_configuration "
        "aws_securityhub_product_subscription aws_securityhub_standards_subscription"
    ),
    helper("aws_securityhub_configuration_policy_association", "policy_id"),
    helper("aws_securityhub_standards_control", "standards_control_arn"),
    helper("aws_securityhub_standards_control_association", "standards_arn"),
    support("aws_macie2_account", "Macie", "Macie", "security.Macie"),
    support("aws_macie2_classification_job", "Classification job", "Macie", "security.Macie"),
    helper(
        "aws_macie2_classification_export_configuration aws_macie2_custom_data_identifier "
        "aws_macie2_findings_filter aws_macie2_invitation_accepter aws_macie2_member "
        "aws_macie2_organization_admin_account aws_macie2_organization_configuration"
    ),
    support("aws_inspector2_enabler", "Inspector", "Inspector", "security.Inspector"),
    support("aws_inspector_assessment_template", "Assessment", "Inspector", "security.Inspector"),
    helper(
        "aws_inspector_assessment_target aws_inspector_resource_group "
        "aws_inspector2_delegated_admin_account aws_inspector2_filter "
        "aws_inspector2_member_association aws_inspector2_organization_configuration"
    ),
    support("aws_detective_graph", "Behavior graph", "Detective", "security.Detective"),
    helper(
        "aws_detective_member aws_detective_invitation_accepter "
        "aws_detective_organization_configuration",
        "graph_arn",
    ),
    helper("aws_detective_organization_admin_account"),
    support(
        "aws_securitylake_data_lake", "Security Lake", "Security Lake", "security.SecurityLake"
    ),
    helper("aws_securitylake_aws_log_source aws_securitylake_custom_log_source"),
    support("aws_securitylake_subscriber", "Subscriber", "Security Lake", "security.SecurityLake"),
    helper("aws_securitylake_subscriber_notification", "subscriber_id"),
    support("aws_auditmanager_assessment", "Assessment", "Audit Manager", "security.Artifact"),
    helper(
        "aws_auditmanager_assessment_delegation aws_auditmanager_assessment_report", "assessment_id"
    ),
    helper("aws_auditmanager_framework_share", "framework_id"),
    helper(
        "aws_auditmanager_account_registration aws_auditmanager_control "
        "aws_auditmanager_framework aws_auditmanager_organization_admin_account_registration"
    ),
    support("aws_fms_policy", "Firewall Manager policy", "Firewall Manager", "security.FMS"),
    helper("aws_fms_admin_account aws_fms_resource_set"),
    support("aws_securityhub_account_v2", "Security Hub", "Security Hub", "security.SecurityHub"),
    helper(
        "aws_securityhub_aggregator_v2 aws_securityhub_automation_rule_v2 "
        "aws_securityhub_connector_v2 aws_securityhub_feature_v2"
    ),
)
