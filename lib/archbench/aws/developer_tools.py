"""CodePipeline, CodeBuild, CodeDeploy, CodeCommit and their like: what builds and deploys."""

from archbench.aws.kind import Kind, Link, helper, support, ways
from archbench.aws.values import inside

_GROUP = "load_balancer_info.target_group_pair_info"

KINDS = (
    support(
        "aws_codepipeline",
        "Pipeline",
        "CodePipeline",
        "devtools.Codepipeline",
        (
            Link("data", "", "artifact_store.location", "artifacts"),
            Link("control", "", "stage.action.configuration", "deploys"),
        ),
    ),
    helper("aws_codepipeline_webhook", "target_pipeline"),
    helper("aws_codepipeline_custom_action_type"),
    Kind(
        types=("aws_codebuild_project",),
        title="Build project",
        service="CodeBuild",
        icon="devtools.Codebuild",
        role="support",
        links=(
            *ways("data", "", "source.location secondary_sources.location", "source"),
            *ways("data", "", "artifacts.location cache.location", "artifacts"),
            *ways(
                "event",
                "",
                "logs_config.cloudwatch_logs.group_name logs_config.s3_logs.location",
                "logs",
            ),
            Link("uses", "", "environment.image", "image"),
            Link("uses", "", "environment.fleet.fleet_arn"),
        ),
        loss=inside("vpc_config.subnets"),
    ),
    Kind(
        types=("aws_codebuild_fleet",),
        title="Build fleet",
        service="CodeBuild",
        icon="devtools.Codebuild",
        role="support",
        loss=inside("vpc_config.subnets"),
    ),
    helper("aws_codebuild_webhook", "project_name"),
    helper("aws_codebuild_resource_policy", "resource_arn"),
    helper("aws_codebuild_report_group aws_codebuild_source_credential"),
    support("aws_codedeploy_app", "Deployed application", "CodeDeploy", "devtools.Codedeploy"),
    helper(
        "aws_codedeploy_deployment_group",
        "app_name",
        links=(
            *ways(
                "control",
                "app_name",
                "autoscaling_groups ecs_service.service_name load_balancer_info.elb_info.name "
                f"load_balancer_info.target_group_info.name {_GROUP}.target_group.name",
                "deploys",
            ),
            Link("event", "app_name", "trigger_configuration.trigger_target_arn"),
        ),
    ),
    helper("aws_codedeploy_deployment_config"),
    Kind(
        types=("aws_codecommit_repository",),
        title="Code repository",
        service="CodeCommit",
        icon="devtools.Codecommit",
        role="support",
        loss="regional",
    ),
    helper(
        "aws_codecommit_trigger",
        "repository_name",
        links=(Link("event", "repository_name", "trigger.destination_arn"),),
    ),
    helper("aws_codecommit_approval_rule_template"),
    helper("aws_codecommit_approval_rule_template_association", "repository_name"),
    support(
        "aws_codestarconnections_connection aws_codeconnections_connection",
        "Code connection",
        "CodeConnections",
        "devtools.Codestar",
    ),
    support(
        "aws_codestarconnections_host aws_codeconnections_host",
        "Code host",
        "CodeConnections",
        "devtools.Codestar",
    ),
    helper(
        "aws_codestarnotifications_notification_rule",
        "resource",
        links=(Link("event", "resource", "target.address"),),
    ),
    Kind(
        types=("aws_codeartifact_repository",),
        title="Package repository",
        service="CodeArtifact",
        icon="devtools.Codeartifact",
        role="support",
        loss="regional",
    ),
    helper("aws_codeartifact_domain"),
    helper("aws_codeartifact_domain_permissions_policy", "domain"),
    helper("aws_codeartifact_repository_permissions_policy", "repository"),
    support("aws_codecatalyst_project", "Project", "CodeCatalyst", "devtools.DeveloperTools"),
    helper("aws_codecatalyst_dev_environment aws_codecatalyst_source_repository", "project_name"),
    support(
        "aws_codeguruprofiler_profiling_group",
        "Profiling group",
        "CodeGuru",
        "management.Codeguru",
    ),
    support(
        "aws_codegurureviewer_repository_association",
        "Reviewed repository",
        "CodeGuru",
        "management.Codeguru",
    ),
    support("aws_devicefarm_project", "Device Farm project", "Device Farm", "mobile.DeviceFarm"),
    Kind(
        types=("aws_devicefarm_test_grid_project",),
        title="Test grid",
        service="Device Farm",
        icon="mobile.DeviceFarm",
        role="support",
        loss=inside("vpc_config.subnet_ids"),
    ),
    helper(
        "aws_devicefarm_device_pool aws_devicefarm_network_profile aws_devicefarm_upload",
        "project_arn",
    ),
    helper("aws_devicefarm_instance_profile"),
    Kind(
        types=("aws_cloud9_environment_ec2",),
        title="Cloud9 environment",
        service="Cloud9",
        icon="devtools.Cloud9",
        role="support",
        loss="single",
    ),
    helper("aws_cloud9_environment_membership", "environment_id"),
    support(
        "aws_signer_signing_profile", "Signing profile", "Signer", "security.CertificateManager"
    ),
    helper("aws_signer_signing_job aws_signer_signing_profile_permission", "profile_name"),
    support(
        "aws_fis_experiment_template",
        "Experiment",
        "Fault Injection Service",
        "devtools.DeveloperTools",
    ),
    support("aws_xray_group", "X-Ray group", "X-Ray", "devtools.XRay"),
    helper("aws_xray_encryption_config aws_xray_resource_policy aws_xray_sampling_rule"),
    helper("aws_fis_safety_lever_state"),
    helper("aws_fis_target_account_configuration", "experiment_template_id"),
    helper("aws_xray_indexing_rule aws_xray_trace_segment_destination"),
)
