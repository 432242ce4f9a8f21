"""Oracle Database@AWS: Exadata machines in a zone, the clusters on them, and their network."""

from archbench.aws.kind import Kind, Link, helper

_ICON = "database.RDSOracleInstance"
_SERVICE = "Oracle Database@AWS"
_MACHINE = ("cloud_exadata_infrastructure_id", "cloud_exadata_infrastructure_arn")

KINDS = (
    Kind(
        types=("aws_odb_cloud_exadata_infrastructure",),
        title="Exadata machines",
        service=_SERVICE,
        icon=_ICON,
        role="support",
        loss="single",  # in one zone
    ),
    Kind(
        types=("aws_odb_cloud_vm_cluster", "aws_odb_cloud_autonomous_vm_cluster"),
        title="Oracle VM cluster",
        service=_SERVICE,
        icon=_ICON,
        role="store",
        beside=_MACHINE,
        loss="single",
    ),
    Kind(
        types=("aws_odb_network",),
        title="Oracle network",
        service=_SERVICE,
        icon="network.VPC",
        role="network",
        loss="single",
    ),
    helper(
        "aws_odb_network_peering_connection",
        "odb_network_id",
        "odb_network_arn",
        links=(
            Link("attachment", "odb_network_id", "peer_network_id"),
            Link("attachment", "odb_network_arn", "peer_network_id"),
        ),
    ),
    helper("aws_odb_iam_role_association", "resource_arn"),
)
