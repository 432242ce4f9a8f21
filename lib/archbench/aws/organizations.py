"""Organizations, identity center, resource sharing, service catalog, budgets: what governs."""

from archbench.aws.kind import helper, support, ways

_ORGANIZATIONS = "management.Organizations"
_SSO = "security.SingleSignOn"
_CATALOG = "management.ServiceCatalog"
_MANAGEMENT = "management.ManagementAndGovernance"
_COST = "cost.CostManagement"

KINDS = (
    support("aws_organizations_organization", "Organization", "Organizations", _ORGANIZATIONS),
    support("aws_organizations_account", "Account", "Organizations", _ORGANIZATIONS),
    support(
        "aws_organizations_organizational_unit",
        "Organizational unit",
        "Organizations",
        "management.OrganizationsOrganizationalUnit",
        ways("control", "parent_id", ""),
    ),
    support("aws_organizations_policy", "Organization policy", "Organizations", _ORGANIZATIONS),
    helper("aws_organizations_policy_attachment", "policy_id"),
    helper("aws_organizations_delegated_administrator aws_organizations_resource_policy"),
    support(
        "aws_controltower_landing_zone", "Landing zone", "Control Tower", "management.ControlTower"
    ),
    support("aws_controltower_control", "Control", "Control Tower", "management.ControlTower"),
    support("aws_ssoadmin_permission_set", "Permission set", "IAM Identity Center", _SSO),
    helper(
        "aws_ssoadmin_account_assignment aws_ssoadmin_customer_managed_policy_attachment "
        "aws_ssoadmin_managed_policy_attachment aws_ssoadmin_permission_set_inline_policy "
        "aws_ssoadmin_permissions_boundary_attachment",
        "permission_set_arn",
    ),
    support("aws_ssoadmin_application", "SSO application", "IAM Identity Center", _SSO),
    helper(
        "aws_ssoadmin_application_access_scope aws_ssoadmin_application_assignment "
        "aws_ssoadmin_application_assignment_configuration",
        "application_arn",
    ),
    helper("aws_ssoadmin_instance_access_control_attributes aws_ssoadmin_trusted_token_issuer"),
    support(
        "aws_identitystore_group aws_identitystore_user", "Identity", "IAM Identity Center", _SSO
    ),
    helper("aws_identitystore_group_membership", "group_id"),
    support("aws_ram_resource_share", "Resource share", "Resource Access Manager", "security.RAM"),
    helper("aws_ram_principal_association", "resource_share_arn"),
    helper(
        "aws_ram_resource_association",
        "resource_share_arn",
        links=ways("control", "resource_share_arn", "resource_arn", "shares"),
    ),
    helper("aws_ram_resource_share_accepter", "share_arn"),
    helper("aws_ram_sharing_with_organization"),
    support("aws_servicecatalog_portfolio", "Portfolio", "Service Catalog", _CATALOG),
    support("aws_servicecatalog_product", "Product", "Service Catalog", _CATALOG),
    helper(
        "aws_servicecatalog_constraint aws_servicecatalog_portfolio_share "
        "aws_servicecatalog_principal_portfolio_association "
        "aws_servicecatalog_product_portfolio_association",
        "portfolio_id",
    ),
    helper("aws_servicecatalog_provisioning_artifact", "product_id"),
    helper(
        "aws_servicecatalog_budget_resource_association "
        "aws_servicecatalog_tag_option_resource_association",
        "resource_id",
    ),
    helper(
        "aws_servicecatalog_organizations_access aws_servicecatalog_service_action "
        "aws_servicecatalog_tag_option"
    ),
    support("aws_servicecatalogappregistry_application", "Application", "AppRegistry", _CATALOG),
    helper("aws_servicecatalogappregistry_attribute_group"),
    helper("aws_servicecatalogappregistry_attribute_group_association", "application_id"),
    support(
        "aws_budgets_budget",
        "Budget",
        "Budgets",
        "cost.Budgets",
        ways("event", "", "notification.subscriber_sns_topic_arns", "over budget"),
    ),
    helper("aws_budgets_budget_action", "budget_name"),
    support("aws_ce_anomaly_monitor", "Anomaly monitor", "Cost Explorer", "cost.CostExplorer"),
    helper("aws_ce_anomaly_subscription", "monitor_arn_list"),
    helper("aws_ce_cost_allocation_tag aws_ce_cost_category"),
    support(
        "aws_cur_report_definition",
        "Cost report",
        "Cost and Usage Report",
        "cost.CostAndUsageReport",
        ways("event", "", "s3_bucket", "reports"),
    ),
    support("aws_bcmdataexports_export", "Data export", "Billing", _COST),
    helper(
        "aws_costoptimizationhub_enrollment_status aws_costoptimizationhub_preferences "
        "aws_computeoptimizer_enrollment_status aws_computeoptimizer_recommendation_preferences"
    ),
    helper("aws_account_alternate_contact aws_account_primary_contact aws_account_region"),
    helper(
        "aws_servicequotas_service_quota aws_servicequotas_template "
        "aws_servicequotas_template_association"
    ),
    support(
        "aws_licensemanager_license_configuration",
        "License",
        "License Manager",
        "management.LicenseManager",
    ),
    helper("aws_licensemanager_association", "license_configuration_arn"),
    helper("aws_licensemanager_grant aws_licensemanager_grant_accepter"),
    support(
        "aws_resourcegroups_group",
        "Resource group",
        "Resource Groups",
        _MANAGEMENT,
    ),
    helper("aws_resourcegroups_resource", "group_arn"),
    helper("aws_resourceexplorer2_index aws_resourceexplorer2_view"),
    support(
        "aws_resiliencehub_resiliency_policy",
        "Resiliency policy",
        "Resilience Hub",
        _MANAGEMENT,
    ),
    support(
        "aws_notifications_notification_configuration",
        "Notification",
        "User Notifications",
        "management.UserNotifications",
    ),
    helper(
        "aws_notifications_channel_association aws_notifications_event_rule",
        "notification_configuration_arn",
    ),
    helper("aws_notifications_notification_hub aws_notificationscontacts_email_contact"),
    helper(
        "aws_devopsguru_event_sources_config aws_devopsguru_notification_channel "
        "aws_devopsguru_resource_collection aws_devopsguru_service_integration"
    ),
    support("aws_accountaccess_application", "Account access", "IAM Identity Center", _SSO),
    helper("aws_accountaccess_entitlement", "application_arn"),
    support("aws_controltower_baseline", "Baseline", "Control Tower", "management.ControlTower"),
    helper("aws_billing_view aws_invoicing_invoice_unit aws_uxc_account_customizations"),
    support("aws_savingsplans_savings_plan", "Savings plan", "Savings Plans", "cost.SavingsPlans"),
    helper("aws_organizations_aws_service_access"),
    helper("aws_organizations_tag", "resource_id"),
    helper("aws_ram_permission"),
    helper("aws_ram_resource_share_associations_exclusive", "resource_share_arn"),
    helper("aws_servicequotas_auto_management"),
    helper(
        "aws_ssoadmin_customer_managed_policy_attachments_exclusive "
        "aws_ssoadmin_managed_policy_attachments_exclusive",
        "permission_set_arn",
    ),
    helper("aws_ssoadmin_region"),
    helper(
        "aws_notifications_managed_notification_account_contact_association "
        "aws_notifications_managed_notification_additional_channel_association "
        "aws_notifications_organizations_access"
    ),
    helper("aws_notifications_organizational_unit_association", "notification_configuration_arn"),
    support("aws_resiliencehubv2_system", "Resilience system", "Resilience Hub", _MANAGEMENT),
    support("aws_resiliencehubv2_policy", "Resilience policy", "Resilience Hub", _MANAGEMENT),
    support("aws_resiliencehubv2_service", "Resilience service", "Resilience Hub", _MANAGEMENT),
    helper(
        "aws_resiliencehubv2_assertion aws_resiliencehubv2_input_source "
        "aws_resiliencehubv2_service_function",
        "service_arn",
    ),
    helper("aws_resiliencehubv2_user_journey", "system_arn"),
)
