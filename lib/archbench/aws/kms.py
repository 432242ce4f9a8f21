"""KMS: keys, and what names, grants and keeps them."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, helper
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

_ICON = "security.KeyManagementService"


def _key(items: Sequence[Instance]) -> str:
    on = items[0].get("enable_key_rotation", default=False)
    if isinstance(on, Unknown):
        return "rotation unknown"
    return "rotation on" if on is True or on == "true" else "rotation off"


KINDS = (
    Kind(
        types=(
            "aws_kms_key",
            "aws_kms_replica_key",
            "aws_kms_external_key",
            "aws_kms_replica_external_key",
        ),
        title="KMS key",
        service="KMS",
        icon=_ICON,
        role="guard",
        loss="regional",
        detail=_key,
    ),
    helper("aws_kms_alias", "target_key_id"),
    helper("aws_kms_grant aws_kms_key_policy aws_kms_ciphertext", "key_id"),
    Kind(
        types=("aws_kms_custom_key_store",),
        title="Custom key store",
        service="KMS",
        icon=_ICON,
        role="guard",
        links=(Link("request", "", "cloud_hsm_cluster_id"),),
        loss="regional",
    ),
)
