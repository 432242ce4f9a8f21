"""ECR: image repositories."""

from archbench.aws.kind import Kind, helper

KINDS = (
    Kind(
        types=("aws_ecr_repository", "aws_ecrpublic_repository"),
        title="Image repository",
        service="ECR",
        icon="compute.EC2ContainerRegistry",
        role="support",
        loss="regional",
        levels=("ecr-level", ""),
    ),
    helper("aws_ecr_lifecycle_policy aws_ecr_repository_policy", "repository"),
    helper("aws_ecrpublic_repository_policy", "repository_name"),
    helper(
        "aws_ecr_account_setting aws_ecr_pull_through_cache_rule aws_ecr_registry_policy "
        "aws_ecr_registry_scanning_configuration aws_ecr_replication_configuration "
        "aws_ecr_repository_creation_template"
    ),
    helper("aws_ecr_pull_time_update_exclusion"),
)
