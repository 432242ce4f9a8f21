"""ACM certificate: free, unless a private authority issues it.

https://aws.amazon.com/private-ca/pricing/. It is billed when it is issued and at each renewal,
which ACM does every 13 months; a month of it is the issue. Tiers count over the account.

>>> from archbench.cost.bill import print_bill, ref
>>> private = {"certificate_authority_arn": ref("aws_acmpca_certificate_authority.a", "arn")}
>>> print_bill({"aws_acm_certificate.web": {}, "aws_acm_certificate.in": private})
Certificate, once (first 1,000 Certificate)          1 Certificate           $0.75      $0.75
aws_acm_certificate.web: free
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity

NAME = "ACM certificate"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="certificate_authority_arn",
    free="""
        certificate_body certificate_chain domain_name early_renewal_duration key_algorithm
        options private_key private_key_wo private_key_wo_version subject_alternative_names
        validation_method validation_option
    """,
    costs={"options.export!=disabled": "Exportable certificate"},
)


def charges(certificate: Resource) -> Iterator[Charge]:
    """One issue, by a private authority."""
    if certificate.instance.get("certificate_authority_arn") in (None, ""):
        return
    authority = certificate.target("certificate_authority_arn")
    mode = certificate.at(authority).text("usage_mode") if authority else ""
    kind = "short-lived" if mode == "SHORT_LIVED_CERTIFICATE" else "general-purpose"
    yield Charge(
        "AWSCertificateManager",
        f"certificate-{kind}",
        "Certificate, once",
        Quantity.of(1),
        formula="1 certificate",
    )
