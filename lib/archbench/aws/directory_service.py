"""Directory Service and CloudHSM: who may sign in, and hardware that keeps keys."""

from archbench.aws.kind import Kind, Link, helper

KINDS = (
    Kind(
        types=("aws_directory_service_directory",),
        title="Directory",
        service="Directory Service",
        icon="security.DirectoryService",
        role="guard",
        loss="spread",  # a domain controller, or a connector's end, in each of its two subnets
    ),
    helper(
        "aws_directory_service_conditional_forwarder aws_directory_service_radius_settings "
        "aws_directory_service_region aws_directory_service_shared_directory "
        "aws_directory_service_trust",
        "directory_id",
    ),
    helper(
        "aws_directory_service_log_subscription",
        "directory_id",
        links=(Link("event", "directory_id", "log_group_name", "logs"),),
    ),
    helper("aws_directory_service_shared_directory_accepter", "shared_directory_id"),
    Kind(
        types=("aws_cloudhsm_v2_cluster",),
        title="CloudHSM cluster",
        service="CloudHSM",
        icon="security.Cloudhsm",
        role="guard",
        loss="untold",  # its HSMs are its units, and what is left of them is not counted
    ),
    Kind(
        types=("aws_cloudhsm_v2_hsm",),
        title="HSM",
        service="CloudHSM",
        icon="security.Cloudhsm",
        role="guard",
        belongs_to=("cluster_id",),
        beside=("cluster_id",),
        loss="untold",
    ),
    Kind(
        types=("aws_paymentcryptography_key",),
        title="Payment key",
        service="Payment Cryptography",
        icon="security.KeyManagementService",
        role="guard",
        loss="regional",
    ),
    helper("aws_paymentcryptography_key_alias", "key_arn"),
)
