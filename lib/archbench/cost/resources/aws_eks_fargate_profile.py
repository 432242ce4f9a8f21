"""EKS Fargate profile: free itself; pods it takes up pay for vCPU and memory by the hour.

https://aws.amazon.com/fargate/pricing/. Terraform does not say which pods run.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_vcpu_hours": 730, "monthly_memory_gb_hours": 1460}
>>> print_bill({"aws_eks_fargate_profile.a": {}}, {"aws_eks_fargate_profile.a": use})
Fargate pods, vCPU                          730 vCPU-Hrs           $0.04048     $29.55
Fargate pods, memory                      1,460 GB-Hrs            $0.004445      $6.49
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "EKS Fargate profile"
USAGE = {
    "monthly_vcpu_hours": "vCPU-hours of the pods in a month",
    "monthly_memory_gb_hours": "GB-hours of memory of the pods in a month",
}
ARGUMENTS = arguments(
    free="cluster_name fargate_profile_name pod_execution_role_arn selector subnet_ids"
)

QUERIES = queries(
    "AmazonEKS",
    "Compute",
    ("fargate-vcpu-hour:x86_64", "vCPU-Hrs", "Fargate-vCPU-Hours:perCPU"),
    ("fargate-gb-hour:x86_64", "GB-Hrs", "Fargate-GB-Hours"),
)


def charges(profile: Resource) -> Iterator[Charge]:
    """Hours of vCPU and memory of its pods."""
    for item, what, key in (
        ("fargate-vcpu-hour:x86_64", "vCPU", "monthly_vcpu_hours"),
        ("fargate-gb-hour:x86_64", "memory", "monthly_memory_gb_hours"),
    ):
        yield profile.used("AmazonEKS", item, f"Fargate pods, {what}", key)
