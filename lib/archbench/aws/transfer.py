"""Transfer Family and Storage Gateway: files from and to other sites."""

from archbench.aws.kind import Kind, Link, helper, ways
from archbench.aws.values import by_word, inside

_STEPS = ("on_exception_steps", "steps")

KINDS = (
    Kind(
        types=("aws_transfer_server",),
        title="Transfer server",
        service="Transfer Family",
        icon="migration.TransferForSftp",
        role="entry",
        links=(
            Link("control", "function", "", "signs in"),
            Link("control", "url", "", "signs in"),
            Link("control", "directory_id", "", "signs in"),
            *ways("event", "", "structured_log_destinations", "logs"),
        ),
        # where the endpoint of another resource is used, that one says where it stands
        loss=by_word("endpoint_type", "PUBLIC", PUBLIC="regional", VPC="spread"),
    ),
    helper(
        "aws_transfer_user aws_transfer_access",
        "server_id",
        links=(
            Link("data", "server_id", "home_directory", "files"),
            Link("data", "server_id", "home_directory_mappings.target", "files"),
        ),
    ),
    helper(
        "aws_transfer_agreement",
        "server_id",
        links=(Link("data", "server_id", "base_directory", "files"),),
    ),
    helper("aws_transfer_ssh_key", "server_id"),
    helper("aws_transfer_tag", "resource_arn"),
    helper("aws_transfer_certificate aws_transfer_profile"),
    Kind(
        types=("aws_transfer_connector",),
        title="Transfer connector",
        service="Transfer Family",
        icon="migration.TransferForSftp",
        role="workload",
        links=(Link("request", "", "egress_config.vpc_lattice.resource_configuration_arn"),),
        loss="regional",
    ),
    helper(
        "aws_transfer_workflow",
        links=tuple(Link("request", "", f"{steps}.custom_step_details.target") for steps in _STEPS),
    ),
    Kind(
        types=("aws_storagegateway_gateway",),
        title="Storage gateway",
        service="Storage Gateway",
        icon="storage.StorageGateway",
        role="store",
        links=(Link("event", "", "cloudwatch_log_group_arn", "logs"),),
        loss="untold",  # a machine that other resources, or another site, hold
    ),
    helper(
        "aws_storagegateway_nfs_file_share aws_storagegateway_smb_file_share "
        "aws_storagegateway_file_system_association",
        "gateway_arn",
        links=(Link("data", "gateway_arn", "location_arn", "files"),),
    ),
    helper(
        "aws_storagegateway_cache aws_storagegateway_cached_iscsi_volume "
        "aws_storagegateway_stored_iscsi_volume aws_storagegateway_upload_buffer "
        "aws_storagegateway_working_storage",
        "gateway_arn",
    ),
    helper("aws_storagegateway_tape_pool"),
    helper("aws_transfer_host_key", "server_id"),
    Kind(
        types=("aws_transfer_web_app",),
        title="Transfer web app",
        service="Transfer Family",
        icon="migration.TransferForSftp",
        role="entry",
        loss=inside("endpoint_details.vpc.subnet_ids"),
    ),
    helper("aws_transfer_web_app_customization", "web_app_id"),
)
