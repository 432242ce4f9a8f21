"""WorkSpaces, AppStream and their like: desktops and applications for people."""

from archbench.aws.kind import Kind, Link, helper, support
from archbench.aws.values import number

_ICON = "enduser.Workspaces"
_APPSTREAM = "enduser.Appstream20"

KINDS = (
    Kind(
        types=("aws_workspaces_workspace",),
        title="WorkSpace",
        service="WorkSpaces",
        icon=_ICON,
        role="workload",
        beside=("directory_id",),
        links=(Link("request", "", "directory_id", "signs in"),),
        loss="single",
    ),
    Kind(
        types=("aws_workspaces_directory",),
        title="WorkSpaces directory",
        service="WorkSpaces",
        icon=_ICON,
        role="entry",
        links=(Link("request", "", "directory_id", "signs in"),),
        loss="spread",
    ),
    helper("aws_workspaces_ip_group aws_workspaces_connection_alias"),
    helper(
        "aws_workspacesweb_browser_settings aws_workspacesweb_data_protection_settings "
        "aws_workspacesweb_ip_access_settings aws_workspacesweb_user_access_logging_settings "
        "aws_workspacesweb_user_settings"
    ),
    Kind(
        types=("aws_workspacesweb_network_settings",),
        title="Secure Browser network",
        service="WorkSpaces Secure Browser",
        icon=_ICON,
        role="network",
        loss="spread",
    ),
    Kind(
        types=("aws_worklink_fleet",),
        title="WorkLink fleet",
        service="WorkLink",
        icon="enduser.Worklink",
        role="entry",
        loss="untold",  # a service that AWS has ended
    ),
    helper("aws_worklink_website_certificate_authority_association", "fleet_arn"),
    Kind(
        types=("aws_appstream_fleet",),
        title="AppStream fleet",
        service="AppStream 2.0",
        icon=_APPSTREAM,
        role="workload",
        loss="untold",  # AWS places its instances; that all subnets get some is not said
        units=number("compute_capacity.desired_instances"),
    ),
    Kind(
        types=("aws_appstream_image_builder",),
        title="AppStream image builder",
        service="AppStream 2.0",
        icon=_APPSTREAM,
        role="support",
        loss="single",
    ),
    Kind(
        types=("aws_appstream_stack",),
        title="AppStream stack",
        service="AppStream 2.0",
        icon=_APPSTREAM,
        role="entry",
        loss="regional",
    ),
    helper(
        "aws_appstream_fleet_stack_association",
        "stack_name",
        links=(Link("request", "stack_name", "fleet_name"),),
    ),
    helper("aws_appstream_user_stack_association", "stack_name"),
    helper("aws_appstream_directory_config aws_appstream_user"),
    support(
        "aws_chatbot_slack_channel_configuration aws_chatbot_teams_channel_configuration",
        "Chat channel",
        "Chatbot",
        "management.Chatbot",
    ),
    Kind(
        types=("aws_workspaces_pool",),
        title="WorkSpaces pool",
        service="WorkSpaces",
        icon=_ICON,
        role="workload",
        beside=("directory_id",),
        links=(Link("request", "", "directory_id", "signs in"),),
        loss="untold",  # AWS places its desktops; that both subnets get some is not said
        units=number("capacity.desired_user_sessions"),
    ),
    Kind(
        types=("aws_workspacesweb_portal",),
        title="Secure Browser portal",
        service="WorkSpaces Secure Browser",
        icon=_ICON,
        role="entry",
        loss="untold",  # its browsers run in the network settings that are associated with it
    ),
    helper(
        "aws_workspacesweb_browser_settings_association "
        "aws_workspacesweb_data_protection_settings_association "
        "aws_workspacesweb_identity_provider aws_workspacesweb_ip_access_settings_association "
        "aws_workspacesweb_session_logger_association "
        "aws_workspacesweb_trust_store_association "
        "aws_workspacesweb_user_access_logging_settings_association "
        "aws_workspacesweb_user_settings_association",
        "portal_arn",
    ),
    helper(
        "aws_workspacesweb_network_settings_association",
        "portal_arn",
        links=(Link("egress", "portal_arn", "network_settings_arn"),),
    ),
    helper("aws_workspacesweb_session_logger aws_workspacesweb_trust_store"),
)
