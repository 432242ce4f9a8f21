"""Secret: by the month, for itself and each replica, and by API call.

https://aws.amazon.com/secrets-manager/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_secretsmanager_secret.db": {"replica": ({"region": "us-west-2"},)}})
Secret                                        1 Secret-Mo              $0.4      $0.40
Secret, replica in us-west-2                  1 Secret-Mo              $0.4      $0.40
Secrets Manager API calls                  open 10K requests          $0.05
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, known
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "Secret"
USAGE = {"monthly_requests": "API calls that read or change the secret in a month"}
ARGUMENTS = arguments(
    priced="replica",
    free="""
        description force_overwrite_replica_secret kms_key_id name name_prefix policy
        recovery_window_in_days type
    """,
)

QUERIES = (
    *queries("AWSSecretsManager", "Secret", ("secret-month", "Secret-Mo", ".+")),
    *queries("AWSSecretsManager", "API Request", ("api-requests", "10K requests", ".+")),
)


def charges(secret: Resource) -> Iterator[Charge]:
    """The secret, its replicas, and calls."""
    one = Quantity.of(1)
    yield Charge("AWSSecretsManager", "secret-month", "Secret", one, formula="1 secret")
    for replica in secret.blocks("replica"):
        region = str(known(replica.get("region"), f"{secret.address} replica"))
        label = f"Secret, replica in {region}"
        yield Charge("AWSSecretsManager", "secret-month", label, one, region=region)
    yield secret.used(
        "AWSSecretsManager", "api-requests", "Secrets Manager API calls", "monthly_requests"
    )
