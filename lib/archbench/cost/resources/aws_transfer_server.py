"""Transfer server: by the hour of each protocol, and by the GB.

https://aws.amazon.com/aws-transfer-family/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_data_downloaded_gb": 50, "monthly_data_uploaded_gb": 10}
>>> print_bill({"aws_transfer_server.a": {"protocols": ("SFTP", "FTPS")}},
...     {"aws_transfer_server.a": use})
Protocol, SFTP                              730 Hrs                    $0.3    $219.00
Protocol, FTPS                              730 Hrs                    $0.3    $219.00
Data downloaded                              50 GB                    $0.04      $2.00
Data uploaded                                10 GB                    $0.04      $0.40
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, known
from archbench.cost.selector import queries

NAME = "Transfer server"
USAGE = {
    "monthly_data_downloaded_gb": "GB downloaded in a month",
    "monthly_data_uploaded_gb": "GB uploaded in a month",
}
ARGUMENTS = arguments(
    priced="protocols",
    free="""
        certificate directory_id domain endpoint_details endpoint_type force_destroy
        function host_key identity_provider_type invocation_role ip_address_type
        logging_role post_authentication_login_banner pre_authentication_login_banner
        protocol_details s3_storage_options security_policy_name sftp_authentication_methods
        structured_log_destinations url
    """,
    costs={"workflow_details": "Workflows on files that arrive"},
)

QUERIES = queries(
    "AWSTransfer",
    "AWS Transfer Family",
    ("protocol-hour", "Hrs", "ProtocolHours"),
    ("data", "GB", r"(?:Upload|Download)Bytes"),
)


def charges(server: Resource) -> Iterator[Charge]:
    """Hours of each protocol, and data."""
    given = known(server.instance.get("protocols"), f"{server.address}.protocols")
    for protocol in given if isinstance(given, tuple) and given else ("SFTP",):
        name = known(protocol, f"{server.address}.protocols")
        yield server.hours("AWSTransfer", "protocol-hour", f"Protocol, {name}")
    for what in ("downloaded", "uploaded"):
        yield server.used("AWSTransfer", "data", f"Data {what}", f"monthly_data_{what}_gb")
