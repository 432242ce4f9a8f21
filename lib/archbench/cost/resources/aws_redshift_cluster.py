"""Redshift cluster: node hours, managed storage of RA3 nodes, and what queries add.

https://aws.amazon.com/redshift/pricing/. Nodes other than RA3 have their storage in their price.

>>> from archbench.cost.bill import print_bill
>>> cluster = {"node_type": "ra3.4xlarge", "number_of_nodes": 2}
>>> use = {"managed_storage_gb": 1000, "spectrum_data_scanned_tb": 3}
>>> print_bill({"aws_redshift_cluster.a": cluster}, {"aws_redshift_cluster.a": use})
Redshift node, ra3.4xlarge                1,460 Hrs                   $3.26  $4,759.60
Redshift managed storage                  1,000 GB-Mo                $0.024     $24.00
Concurrency scaling                        open s                   $0.0009
Spectrum, data scanned                        3 TB                       $5     $15.00
Redshift snapshots (first 51,200 GB-Mo)       open GB-Mo                $0.023
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import Selector, queries

NAME = "Redshift cluster"
USAGE = {
    "managed_storage_gb": "GB kept in managed storage, of RA3 nodes",
    "excess_concurrency_scaling_secs": "seconds of concurrency scaling beyond the free hour a day",
    "spectrum_data_scanned_tb": "TB Spectrum scans in a month",
    "backup_storage_gb": "GB of snapshots beyond the free ones",
}
ARGUMENTS = arguments(
    priced="node_type number_of_nodes",
    free="""
        allow_version_upgrade apply_immediately aqua_configuration_status
        automated_snapshot_retention_period availability_zone
        availability_zone_relocation_enabled cluster_identifier cluster_parameter_group_name
        cluster_public_key cluster_revision_number cluster_subnet_group_name cluster_type
        cluster_version database_name default_iam_role_arn elastic_ip encrypted endpoint
        enhanced_vpc_routing final_snapshot_identifier iam_roles kms_key_id logging
        maintenance_track_name manual_snapshot_retention_period master_password
        master_password_secret_kms_key_id master_password_wo master_password_wo_version
        master_username owner_account port preferred_maintenance_window skip_final_snapshot
        snapshot_arn snapshot_cluster_identifier snapshot_identifier vpc_security_group_ids
    """,
    costs={
        "manage_master_password": "Secret of the master user",
        "multi_az": "Second zone of the cluster",
        "publicly_accessible!=false": "Public IPv4 address of the cluster",
        "snapshot_copy": "Copies of snapshots in another region",
    },
)

QUERIES = (
    Selector(
        "AmazonRedshift",
        "node:{instanceType}",
        "Hrs",
        "Node:.+",
        "Compute Instance",
        reserved="node-ri-{term}:{instanceType}",
    ),
    *queries(
        "AmazonRedshift", "Redshift Managed Storage", ("managed-storage", "GB-Mo", r"RMS:ra3\..+")
    ),
    *queries(
        "AmazonRedshift",
        "Redshift Concurrency Scaling",
        ("concurrency-scaling-second:{kind}", "s", r"CS:(?P<kind>.+)"),
    ),
    *queries("AmazonRedshift", "Redshift Data Scan", ("spectrum", "TB", "DataScanned")),
    *queries("AmazonRedshift", "Storage Snapshot", ("backup", "GB-Mo", ".+")),
)


def charges(cluster: Resource) -> Iterator[Charge]:
    """Hours of nodes, storage, and what the usage names."""
    kind = cluster.text("node_type")
    yield cluster.hours(
        "AmazonRedshift",
        f"node:{kind}",
        f"Redshift node, {kind}",
        cluster.number("number_of_nodes", 1),
        "nodes",
    )
    if kind.startswith("ra3"):
        key = "managed_storage_gb"
        yield cluster.used("AmazonRedshift", "managed-storage", "Redshift managed storage", key)
    for key, item, label in (
        (
            "excess_concurrency_scaling_secs",
            f"concurrency-scaling-second:{kind}",
            "Concurrency scaling",
        ),
        ("spectrum_data_scanned_tb", "spectrum", "Spectrum, data scanned"),
        ("backup_storage_gb", "backup", "Redshift snapshots"),
    ):
        yield cluster.used("AmazonRedshift", item, label, key)
