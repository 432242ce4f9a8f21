"""Certificate Manager and its private authorities."""

from archbench.aws.kind import Kind, Link, helper

KINDS = (
    Kind(
        types=("aws_acm_certificate",),
        title="Certificate",
        service="Certificate Manager",
        icon="security.CertificateManager",
        role="guard",
        links=(Link("uses", "", "certificate_authority_arn", "signed by"),),
        loss="regional",
    ),
    helper("aws_acm_certificate_validation", "certificate_arn"),
    Kind(
        types=("aws_acmpca_certificate_authority",),
        title="Private CA",
        service="Private Certificate Authority",
        icon="security.CertificateAuthority",
        role="guard",
        loss="regional",
    ),
    helper(
        "aws_acmpca_certificate aws_acmpca_certificate_authority_certificate aws_acmpca_permission",
        "certificate_authority_arn",
    ),
    helper("aws_acmpca_policy", "resource_arn"),
)
