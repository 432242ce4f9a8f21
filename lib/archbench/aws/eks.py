"""EKS: clusters, the nodes they schedule on, and what is installed in them."""

from archbench.aws.kind import Kind, Link, helper
from archbench.aws.values import number

_ICON = "compute.ElasticKubernetesService"

KINDS = (
    Kind(
        types=("aws_eks_cluster",),
        title="EKS cluster",
        service="EKS",
        icon=_ICON,
        role="support",
        loss="spread",  # AWS runs the control plane over zones, with a foot in each subnet
        levels=("eks-level", ""),
    ),
    Kind(
        types=("aws_eks_node_group",),
        title="EKS node group",
        service="EKS node group",
        icon="compute.EC2Instances",
        role="workload",
        made_of=("launch_template.id", "launch_template.name"),
        links=(Link("control", "cluster_name", "", "schedules on"),),
        loss="spread",
        units=number("scaling_config.desired_size"),
    ),
    Kind(
        types=("aws_eks_fargate_profile",),
        title="EKS Fargate profile",
        service="EKS Fargate profile",
        icon="compute.Fargate",
        role="workload",
        links=(Link("control", "cluster_name", "", "schedules on"),),
        loss="spread",
    ),
    helper(
        "aws_eks_addon aws_eks_access_entry aws_eks_access_policy_association "
        "aws_eks_identity_provider_config aws_eks_pod_identity_association",
        "cluster_name",
    ),
    helper("aws_eks_capability", "cluster_name"),
)
