"""SageMaker: endpoints, notebooks, domains, and what they are made of."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper, support
from archbench.aws.values import found_at, whole
from archbench.terraform.configuration import Instance

_ICON = "ml.Sagemaker"


def _endpoint(item: Instance) -> LossBehavior:
    """It spreads two instances or more of a variant over zones; one stands in one of them.

    https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-best-practices.html
    """
    variants = item.get("production_variants")
    counts = [
        whole(count) for _, count in found_at(item, "production_variants.initial_instance_count")
    ]
    if not isinstance(variants, tuple) or not variants or len(counts) < len(variants):
        return "untold"
    if 1 in counts:
        return "single"
    return "spread" if all(isinstance(count, int) for count in counts) else "untold"


KINDS = (
    Kind(
        types=("aws_sagemaker_endpoint",),
        title="SageMaker endpoint",
        service="SageMaker",
        icon="ml.SagemakerModel",
        role="workload",
        made_of=("endpoint_config_name",),
        loss=_endpoint,
    ),
    helper("aws_sagemaker_endpoint_configuration", made_of=("production_variants.model_name",)),
    helper(
        "aws_sagemaker_model",
        links=(
            Link("data", "", "primary_container.model_data_url", "model"),
            Link("data", "", "container.model_data_url", "model"),
        ),
    ),
    Kind(
        types=("aws_sagemaker_notebook_instance",),
        title="Notebook instance",
        service="SageMaker",
        icon="ml.SagemakerNotebook",
        role="workload",
        loss="single",
    ),
    Kind(
        types=("aws_sagemaker_domain",),
        title="SageMaker domain",
        service="SageMaker",
        icon=_ICON,
        role="support",
        loss="untold",  # its apps start in a subnet that AWS chooses
    ),
    helper("aws_sagemaker_user_profile aws_sagemaker_space aws_sagemaker_app", "domain_id"),
    Kind(
        types=("aws_sagemaker_feature_group",),
        title="Feature group",
        service="SageMaker",
        icon=_ICON,
        role="store",
        links=(Link("data", "", "offline_store_config.s3_storage_config.s3_uri"),),
        loss="regional",
    ),
    Kind(
        types=("aws_sagemaker_mlflow_tracking_server",),
        title="MLflow server",
        service="SageMaker",
        icon=_ICON,
        role="support",
        links=(Link("data", "", "artifact_store_uri"),),
        loss="untold",
    ),
    support("aws_sagemaker_pipeline", "SageMaker pipeline", "SageMaker", _ICON),
    support("aws_sagemaker_project", "SageMaker project", "SageMaker", _ICON),
    support("aws_sagemaker_hub", "SageMaker hub", "SageMaker", _ICON),
    support("aws_sagemaker_workforce", "Workforce", "SageMaker", "ml.SagemakerGroundTruth"),
    helper("aws_sagemaker_workteam", "workforce_name"),
    helper("aws_sagemaker_monitoring_schedule aws_sagemaker_data_quality_job_definition"),
    support("aws_sagemaker_device_fleet", "Device fleet", "SageMaker", _ICON),
    helper("aws_sagemaker_device", "device_fleet_name"),
    support("aws_sagemaker_model_package_group", "Model group", "SageMaker", "ml.SagemakerModel"),
    helper("aws_sagemaker_model_package_group_policy", "model_package_group_name"),
    support("aws_sagemaker_image", "SageMaker image", "SageMaker", _ICON),
    helper("aws_sagemaker_image_version", "image_name"),
    helper(
        "aws_sagemaker_app_image_config aws_sagemaker_code_repository "
        "aws_sagemaker_flow_definition aws_sagemaker_human_task_ui "
        "aws_sagemaker_notebook_instance_lifecycle_configuration "
        "aws_sagemaker_servicecatalog_portfolio_status aws_sagemaker_studio_lifecycle_config"
    ),
    # a job runs once; what it leaves is what other parts use
    support("aws_sagemaker_training_job", "Training job", "SageMaker", "ml.SagemakerTrainingJob"),
    support("aws_sagemaker_hyper_parameter_tuning_job", "Tuning job", "SageMaker", _ICON),
    support("aws_sagemaker_labeling_job", "Labeling job", "SageMaker", "ml.SagemakerGroundTruth"),
    support("aws_sagemaker_mlflow_app", "MLflow app", "SageMaker", _ICON),
    support("aws_sagemaker_model_card", "Model card", "SageMaker", "ml.SagemakerModel"),
    helper("aws_sagemaker_model_card_export_job", "model_card_name"),
    helper("aws_sagemaker_hub_content_reference", "hub_name"),
    helper("aws_sagemaker_algorithm"),
)
