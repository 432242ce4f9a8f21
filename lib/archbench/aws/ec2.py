"""EC2: instances, fleets, and what they start from."""

from archbench.aws.kind import Kind, Link, helper, support
from archbench.aws.values import first_at, number, text
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

ROOT_DEVICES = ("/dev/xvda", "/dev/sda1", "")
"""What the root volume of an image is called; a mapping without a name may be it too."""
_TEMPLATE = "launch_template_config.launch_template_specification"
_PINS = (
    "placement.availability_zone",
    "placement.host_id",
    "network_interfaces.subnet_id",
    "capacity_reservation_specification.capacity_reservation_target.capacity_reservation_id",
)
"""Arguments of a launch template that hold all it starts in one zone."""


def _pinned(item: Instance, zones: int) -> str:
    """The doubt about what stands in several zones and starts from a template for one.

    https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-template.html
    """
    pins = [way for way in _PINS if first_at(item, way) not in (None, "")]
    return f"started from a template whose {pins[0]} is in one zone" if pins and zones > 1 else ""


def _packed(item: Instance, zones: int) -> str:
    """The doubt about what stands in several zones and in a group that stands in one.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html
    """
    strategy = item.get("strategy")
    if zones < 2 or text(strategy) not in ("", "cluster"):
        return ""
    if isinstance(strategy, Unknown):
        return "in a placement group whose strategy cannot be told"
    return "in a cluster placement group, which stands in one zone"


KINDS = (
    Kind(
        types=("aws_instance", "aws_spot_instance_request"),
        title="EC2 instance",
        service="EC2",
        icon="compute.EC2Instance",
        role="workload",
        made_of=(
            "launch_template.id",
            "launch_template.name",
            "network_interface.network_interface_id",
        ),
        loss="single",
        recovers="instance-recovery",
        levels=("", "instance-level"),
    ),
    Kind(
        types=("aws_ec2_fleet",),
        title="EC2 fleet",
        service="EC2",
        icon="compute.EC2Instances",
        role="workload",
        made_of=(
            f"{_TEMPLATE}.launch_template_id",
            f"{_TEMPLATE}.launch_template_name",
        ),
        loss="spread",
        units=number("target_capacity_specification.total_target_capacity"),
        levels=("instances-level-zones", ""),
    ),
    Kind(
        types=("aws_spot_fleet_request",),
        title="Spot fleet",
        service="EC2",
        icon="compute.EC2SpotInstance",
        role="workload",
        made_of=(f"{_TEMPLATE}.id", f"{_TEMPLATE}.name"),
        links=(
            Link("request", "target_group_arns", ""),
            Link("request", "load_balancers", ""),
        ),
        loss="spread",
        units=number("target_capacity"),
        levels=("instances-level-zones", ""),
    ),
    helper("aws_launch_template", made_of=("placement.group_name",), doubt=_pinned),
    helper("aws_launch_configuration"),
    helper("aws_placement_group", doubt=_packed),
    helper("aws_key_pair"),
    helper("aws_ami"),
    helper("aws_ami_copy", "source_ami_id"),
    helper("aws_ami_from_instance", "source_instance_id"),
    helper("aws_ami_launch_permission", "image_id"),
    helper("aws_ec2_instance_state", "instance_id"),
    helper("aws_ec2_tag", "resource_id"),
    helper("aws_eip", "instance", "network_interface"),
    helper("aws_eip_association", "instance_id", "network_interface_id", "allocation_id"),
    helper("aws_eip_domain_name", "allocation_id"),
    # its owner names it (instance, template) or is named by its attachment
    helper("aws_network_interface", "attachment.instance", "subnet_id", places=True),
    helper(
        "aws_network_interface_attachment",
        "instance_id",
        made_of=("network_interface_id",),
        places=True,
    ),
    helper("aws_network_interface_sg_attachment", "security_group_id", "network_interface_id"),
    helper("aws_network_interface_permission", "network_interface_id"),
    Kind(
        types=("aws_ec2_instance_connect_endpoint",),
        title="Instance Connect endpoint",
        service="EC2 Instance Connect",
        icon="network.Endpoint",
        role="entry",
        loss="single",
    ),
    # what runs on a host or in a reservation is drilled itself
    support("aws_ec2_host", "Dedicated host", "EC2", "compute.EC2"),
    support("aws_ec2_capacity_reservation", "Capacity reservation", "EC2", "compute.EC2"),
    support("aws_ec2_capacity_block_reservation", "Capacity block", "EC2", "compute.EC2"),
    helper(
        "aws_ec2_availability_zone_group aws_ec2_default_credit_specification "
        "aws_ec2_image_block_public_access aws_ec2_instance_metadata_defaults "
        "aws_ec2_serial_console_access aws_spot_datafeed_subscription"
    ),
    support(
        "aws_imagebuilder_image_pipeline",
        "Image pipeline",
        "Image Builder",
        "compute.EC2ImageBuilder",
    ),
    support("aws_imagebuilder_image", "Built image", "Image Builder", "compute.EC2ImageBuilder"),
    helper(
        "aws_imagebuilder_component aws_imagebuilder_container_recipe "
        "aws_imagebuilder_distribution_configuration aws_imagebuilder_image_recipe "
        "aws_imagebuilder_infrastructure_configuration aws_imagebuilder_lifecycle_policy "
        "aws_imagebuilder_workflow"
    ),
    helper("aws_ec2_allowed_images_settings"),
    # a network between accelerators, beside the VPC: what stands in it is drilled itself
    support("aws_ec2_secondary_network", "Secondary network", "EC2", "network.VPC"),
    helper("aws_ec2_secondary_subnet", "secondary_network_id"),
)
