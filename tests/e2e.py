"""Apply stacks to a local AWS stand-in: infra/payments, and five unlike ones that are measured.

The payments stack is applied, its color flipped, and destroyed again: everything of it but
aws_backup_selection, which moto does not implement. The outputs go to out/e2e/outputs.json
(`terraform output -json`, sensitive values left out) and, as one {"name": value} object, to
out/e2e/outputs-flat.json. Nothing is written to infra/.

Each of tests/metrics/stacks is applied, bound by its state, by its outputs and by discovery, points
of every metric it publishes are put into the stand-in, and pulled back: the numbers must be those.

Run by `make e2e` (python -m tests.e2e); needs terraform and the AWS provider. Most of the time is
the provider's waits for load balancers, streams and databases.
"""

import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import boto3

from archbench.files import write_atomic
from tests.metrics import living
from tests.terraform_cli import ROOT, NotInstalled, Terraform, TerraformFailed, running, work_copy

OUT: Final = ROOT / "out/e2e"
NOT_IN_MOTO: Final = {"aws_backup_selection"}
# force_destroy asks for the vault's recovery points, which moto cannot list.
UNDELETABLE_IN_MOTO: Final = "aws_backup_vault.aurora"
KEYS: Final = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}
# The listener alone: when the minimum of a group rises, moto starts no instances for it.
FLIP: Final = ("-var=deployment_color=green", "-target=aws_lb_listener.https")


def main() -> None:
    """The payments stack, then the five that are measured."""
    payments()
    for name in living.NAMES:
        measured(name)


def measured(name: str) -> None:
    """Apply one stack, bind it in every way, publish, pull, compare."""
    os.environ |= KEYS
    with running() as terraform, tempfile.TemporaryDirectory() as directory:
        say(f"applying tests/metrics/stacks/{name}")
        stack = living.applied(terraform, name, Path(directory))
        say("; ".join(living.checked(terraform, stack)))


def payments() -> None:
    """Apply, keep the outputs, flip the color, destroy."""
    with running() as terraform, work_copy("payments") as directory:
        left_out = leave_out(directory, NOT_IN_MOTO)
        terraform.init(directory)
        certificate = f"-var=certificate_arn={request_certificate(terraform)}"
        say(f"applying infra/payments without {', '.join(sorted(left_out))}")
        try:
            terraform(directory, "apply", "-input=false", "-auto-approve", certificate)
            created = resource_addresses(terraform, directory)
            outputs = json.loads(terraform(directory, "output", "-json"))
            say(f"created {len(created)} resources, {len(outputs)} outputs")
            keep(outputs)
            expect_traffic(terraform, directory, "blue")
            terraform(directory, "apply", "-input=false", "-auto-approve", certificate, *FLIP)
            expect_traffic(terraform, directory, "green")
            say("traffic followed the color from blue to green")
        finally:
            say("destroying")
            terraform(directory, "state", "rm", UNDELETABLE_IN_MOTO)
            terraform(directory, "destroy", "-input=false", "-auto-approve", certificate)
        left = resource_addresses(terraform, directory)
        if left:
            raise SystemExit(f"not destroyed: {', '.join(left)}")
        say("destroyed; nothing is left")


def leave_out(directory: Path, types: set[str]) -> set[str]:
    """Take the resource blocks of these types out of a work copy; return their addresses.

    Raises:
        LookupError: a type has no block there.
    """
    left_out = set()
    for path in sorted(directory.glob("*.tf")):
        text = path.read_text(encoding="utf-8")
        for kind, name in re.findall(r'^resource "(\w+)" "(\w+)" {$', text, re.MULTILINE):
            if kind in types:
                # `terraform fmt` ends a block with the first brace in the first column.
                text = re.sub(
                    rf'^resource "{kind}" "{name}" {{\n.*?^}}\n',
                    "",
                    text,
                    flags=re.MULTILINE | re.DOTALL,
                )
                left_out.add(f"{kind}.{name}")
        path.write_text(text, encoding="utf-8")
    missing = types - {address.partition(".")[0] for address in left_out}
    if missing:
        raise LookupError(f"no block of type {', '.join(sorted(missing))} in {directory}")
    return left_out


def request_certificate(terraform: Terraform) -> str:
    """Give the stand-in a certificate and return its ARN: a listener accepts no other."""
    acm = boto3.client(
        "acm",
        region_name="us-east-1",
        endpoint_url=terraform.endpoint,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",  # noqa: S106
    )
    arn: str = acm.request_certificate(DomainName="api.example.com")["CertificateArn"]
    return arn


def resource_addresses(terraform: Terraform, directory: Path) -> list[str]:
    """Return the managed resource instances in the state, sorted."""
    addresses = terraform(directory, "state", "list").splitlines()
    return sorted(address for address in addresses if not address.startswith("data."))


def expect_traffic(terraform: Terraform, directory: Path, color: str) -> None:
    """Check that the HTTPS listener sends everything to one color.

    Raises:
        SystemExit: it does not; the message says what was found.
    """
    state = json.loads(terraform(directory, "show", "-json"))
    values = {
        resource["address"]: resource["values"]
        for resource in state["values"]["root_module"]["resources"]
    }
    (action,) = values["aws_lb_listener.https[0]"]["default_action"]
    weights = {group["arn"]: group["weight"] for group in action["forward"][0]["target_group"]}
    found = {
        name: weights[values[f'aws_lb_target_group.payment["{name}"]']["arn"]]
        for name in ("blue", "green")
    }
    expected = {name: 100 if name == color else 0 for name in ("blue", "green")}
    if found != expected:
        raise SystemExit(f"the target groups have the weights {found}, not {expected}")


def keep(outputs: dict[str, Any]) -> None:
    """Write the outputs in both forms, without those Terraform calls sensitive."""
    shown = {name: output for name, output in outputs.items() if not output["sensitive"]}
    flat = {name: output["value"] for name, output in shown.items()}
    write_atomic(OUT / "outputs.json", json.dumps(shown, indent=2, sort_keys=True) + "\n")
    write_atomic(OUT / "outputs-flat.json", json.dumps(flat, indent=2, sort_keys=True) + "\n")
    say(f"kept in {OUT.relative_to(ROOT)}: outputs.json, outputs-flat.json")


def say(line: str) -> None:
    """Print a progress line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except (NotInstalled, TerraformFailed) as error:
        raise SystemExit(str(error)) from None
