"""Private certificate authority: by the month, and by the certificate.

https://aws.amazon.com/private-ca/pricing/. Tiers of certificates count over the account.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_acmpca_certificate_authority.a": {}},
...     {"aws_acmpca_certificate_authority.a": {"monthly_requests": 1500}})
Private authority, general-purpose            1 CA-Mo                  $400    $400.00
Private certificates (first 1,000 Certificate)      1,000 Certificate           $0.75    $750.00
Private certificates (next 9,000 Certificate)        500 Certificate           $0.35    $175.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "Private certificate authority"
USAGE = {"monthly_requests": "certificates issued in a month"}
ARGUMENTS = arguments(
    priced="enabled usage_mode",
    free="""
        certificate_authority_configuration key_storage_security_standard
        permanent_deletion_time_in_days revocation_configuration type
    """,
    costs={"revocation_configuration.ocsp_configuration": "Answers to OCSP queries"},
)

QUERIES = queries(
    "AWSCertificateManager",
    "AWS Certificate Manager",
    ("private-ca-general-purpose", "CA-Mo", "PaidPrivateCA"),
    ("private-ca-short-lived", "CA-Mo", "ShortLivedCertificatePrivateCA"),
    ("certificate-general-purpose", "Certificate", "PrivateCertificatesIssued"),
    ("certificate-short-lived", "Certificate", "ShortLivedCertificatesIssued"),
)


def charges(authority: Resource) -> Iterator[Charge]:
    """The authority and its certificates."""
    short = authority.text("usage_mode", "GENERAL_PURPOSE") == "SHORT_LIVED_CERTIFICATE"
    kind = "short-lived" if short else "general-purpose"
    yield Charge(
        "AWSCertificateManager",
        f"private-ca-{kind}",
        f"Private authority, {kind}",
        Quantity.of(1),
        formula="1 authority",
        frequency="Recurring",
    )
    yield authority.used(
        "AWSCertificateManager", f"certificate-{kind}", "Private certificates", "monthly_requests"
    )
