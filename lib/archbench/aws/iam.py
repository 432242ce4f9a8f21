"""IAM: roles, users and groups, what belongs to them, and what lets others in."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, helper, support
from archbench.aws.values import plural
from archbench.terraform.configuration import Instance

_IAM = "security.IdentityAndAccessManagementIam"


def _identities(items: Sequence[Instance]) -> str:
    kinds = ("role", "user", "group")
    counts = {kind: sum(item.type == f"aws_iam_{kind}" for item in items) for kind in kinds}
    return ", ".join(plural(kind, count) for kind, count in counts.items() if count)


KINDS = (
    Kind(
        types=("aws_iam_role", "aws_iam_user", "aws_iam_group"),
        title="IAM identity",
        service="IAM",
        icon="security.IdentityAndAccessManagementIamRole",
        role="guard",
        loss="global",
        detail=_identities,
        together=True,
    ),
    helper("aws_iam_role_policy aws_iam_role_policy_attachment aws_iam_instance_profile", "role"),
    helper(
        "aws_iam_role_policies_exclusive aws_iam_role_policy_attachments_exclusive", "role_name"
    ),
    helper("aws_iam_group_policy aws_iam_group_policy_attachment", "group"),
    helper(
        "aws_iam_group_policies_exclusive aws_iam_group_policy_attachments_exclusive", "group_name"
    ),
    helper("aws_iam_group_membership", "group"),
    helper(
        "aws_iam_user_policy aws_iam_user_policy_attachment aws_iam_user_group_membership "
        "aws_iam_user_login_profile aws_iam_access_key",
        "user",
    ),
    helper("aws_iam_user_ssh_key", "username"),
    helper(
        "aws_iam_user_policies_exclusive aws_iam_user_policy_attachments_exclusive "
        "aws_iam_service_specific_credential aws_iam_signing_certificate",
        "user_name",
    ),
    helper("aws_iam_policy_attachment", "roles", "users", "groups"),
    helper("aws_iam_policy aws_iam_service_linked_role aws_iam_server_certificate"),
    helper(
        "aws_iam_account_alias aws_iam_account_password_policy aws_iam_organizations_features "
        "aws_iam_security_token_service_preferences aws_iam_virtual_mfa_device"
    ),
    helper("aws_iam_openid_connect_provider aws_iam_saml_provider"),
    support("aws_accessanalyzer_analyzer", "Access analyzer", "IAM Access Analyzer", _IAM),
    helper("aws_accessanalyzer_archive_rule", "analyzer_name"),
    helper("aws_rolesanywhere_trust_anchor"),
    helper("aws_rolesanywhere_profile", "role_arns"),
    helper("aws_iam_outbound_web_identity_federation"),
)
