"""EKS cluster: its control plane by the hour, and extended support of an old Kubernetes version.

https://aws.amazon.com/eks/pricing/. Nodes are billed where they are declared. Extended support
begins when standard support of the version ends and can be switched off by upgrade_policy. When it
ends too, AWS raises the cluster to the oldest version it still has in extended support, which costs
as much (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html). Ends of
support: data/versions.csv.

>>> from datetime import date
>>> from archbench.cost.bill import print_bill
>>> day = date(2026, 11, 28)
>>> print_bill({"aws_eks_cluster.a": {"version": "1.32"}}, as_of=day)
EKS cluster                                 730 Hrs                    $0.1     $73.00
Extended support, Kubernetes 1.32           730 Hrs                    $0.5    $365.00
>>> print_bill({"aws_eks_cluster.a": {"version": "1.31"}}, as_of=day)
EKS cluster                                 730 Hrs                    $0.1     $73.00
Extended support, Kubernetes 1.31, raised to 1.32        730 Hrs                    $0.5    $365.00
>>> print_bill({"aws_eks_cluster.a": {"version": "1.35"}}, as_of=day)
EKS cluster                                 730 Hrs                    $0.1     $73.00
"""

from collections.abc import Iterator
from datetime import date

from archbench.aws.month import HOURS
from archbench.aws.versions import support_of, versions
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, is_true, known
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Open, Quantity
from archbench.cost.selector import queries

NAME = "EKS cluster"
USAGE = {"monthly_control_plane_log_gb": "GB of control plane logs in a month"}
ARGUMENTS = arguments(
    priced="compute_config enabled_cluster_log_types upgrade_policy version",
    free="""
        access_config bootstrap_self_managed_addons control_plane_scaling_config
        deletion_protection encryption_config force_update_version kube_api_server_config
        kube_controller_manager_config kube_scheduler_config kubernetes_network_config name
        outpost_config role_arn storage_config vpc_config zonal_shift_config
    """,
    costs={
        "control_plane_scaling_config.tier!=standard": "Provisioned control plane",
        "remote_network_config": "Hybrid nodes, by their vCPU-hours",
    },
)

QUERIES = queries(
    "AmazonEKS",
    "Compute",
    ("cluster-hour", "Hrs", "AmazonEKS-Hours:perCluster"),
    ("extended-support-surcharge-hour", "Hrs", "AmazonEKS-Hours:extendedSupport"),
)


def charges(cluster: Resource) -> Iterator[Charge | Unpriced]:
    """Hours of the control plane, extended support, control plane logs."""
    yield cluster.hours("AmazonEKS", "cluster-hour", "EKS cluster")
    yield from _extended_support(cluster)
    compute = cluster.block("compute_config")
    if is_true(compute.get("enabled"), f"{cluster.address} compute_config.enabled"):
        yield Unpriced(
            cluster.address,
            "Auto Mode: no price: its instances and their fee follow the pods that run",
        )
    if known(cluster.instance.get("enabled_cluster_log_types"), "enabled_cluster_log_types"):
        yield cluster.used(
            "AmazonCloudWatch",
            "logs-ingest-standard",
            "Control plane logs, data ingested",
            "monthly_control_plane_log_gb",
        )


def _extended_support(cluster: Resource) -> Iterator[Charge | Unpriced]:
    policy = cluster.block("upgrade_policy").get("support_type")
    if known(policy, f"{cluster.address} support_type") == "STANDARD":
        return
    version = cluster.text("version")
    support = support_of("eks", version)
    ends = support.standard if support else None
    if ends is None:
        if version:
            yield Unpriced(
                cluster.address,
                f"Extended support, Kubernetes {version}: no price: the end of its standard "
                "support is not known",
            )
        return
    label = f"Extended support, Kubernetes {version}"
    item = "extended-support-surcharge-hour"
    if cluster.as_of is None:
        reason = f"charged after {ends}; say for which day the estimate is"
        yield Charge("AmazonEKS", item, label, Open(reason))
    elif cluster.as_of > ends:
        if support and support.until and cluster.as_of > support.until:
            label = f"{label}, raised to {_oldest(cluster.as_of)}"
        yield Charge(
            "AmazonEKS",
            item,
            label,
            Quantity.of(1) * HOURS,
            formula=f"{HOURS} h, as of {cluster.as_of}",
        )


def _oldest(day: date) -> str:
    """The oldest version in any support on a day."""
    found = (it for it in versions().values() if it.product == "eks" and it.until)
    left = [(it.until, it.version) for it in found if it.until and it.until >= day]
    return min(left)[1] if left else "a later version"
