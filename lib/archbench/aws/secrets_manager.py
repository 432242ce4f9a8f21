"""Secrets Manager: secrets and what rotates them."""

from archbench.aws.kind import Kind, Link, helper

KINDS = (
    Kind(
        types=("aws_secretsmanager_secret",),
        title="Secret",
        service="Secrets Manager",
        icon="security.SecretsManager",
        role="guard",
        loss="regional",
        levels=("secrets-manager-level", ""),
    ),
    helper("aws_secretsmanager_secret_version", "secret_id"),
    helper("aws_secretsmanager_secret_policy", "secret_arn"),
    helper(
        "aws_secretsmanager_secret_rotation",
        "secret_id",
        links=(Link("event", "secret_id", "rotation_lambda_arn", "rotates"),),
    ),
    helper("aws_secretsmanager_tag", "secret_id"),
)
