"""Record what the real terraform answers for infra/, so that tests can replay it without terraform.

For each stack and variant, in tests/recorded/<stack>/:

- plan-<variant>.json: `terraform show -json` of the plan without its timestamp; for the variants
  other than the default also without `configuration` and `prior_state`.
- config-<variant>.json: address -> the exact value each resource and data source block evaluated
  to before the provider touched it, with {"__unknown__": true} for an unknown value.

Run by `make record` (python -m tests.record); needs terraform and the AWS provider.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from archbench.files import write_atomic
from tests.provider_calls import blocks_before_provider
from tests.terraform_cli import NotInstalled, Terraform, TerraformFailed, running, work_copy

RECORDED: Final = Path(__file__).parent / "recorded"

VARIANTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "payments": {
        "default": (),
        "green": ("-var=deployment_color=green",),
        "no-certificate": ("-var=certificate_arn=",),
        "one-nat": ("-var=nat_gateway_count=1",),
        "production": ("-var-file=production.tfvars",),
    },
    "migration": {"default": ()},
}

ONLY_IN_DEFAULT: Final = frozenset({"configuration", "prior_state"})

# Attributes of an image that moto makes up anew each time.
INVENTED: Final = ("block_device_mappings", "creation_date", "root_snapshot_id")

# Lists that Terraform writes in another order each time.
IN_NO_ORDER: Final = frozenset({"checks", "relevant_attributes"})


def main() -> None:
    """Record every variant of every stack."""
    with running() as terraform:
        for stack, variants in VARIANTS.items():
            for variant, arguments in variants.items():
                with work_copy(stack) as directory:
                    files = record(terraform, directory, variant, arguments)
                for name, text in files.items():
                    write_atomic(RECORDED / stack / name, text)
                sys.stdout.write(f"{stack} {variant}: {', '.join(files)}\n")


def record(
    terraform: Terraform, directory: Path, variant: str, arguments: tuple[str, ...]
) -> dict[str, str]:
    """Plan a work copy; return the name and text of each file the variant is recorded in."""
    terraform.init(directory)
    calls = directory / ".calls"
    calls.mkdir()
    plan = terraform.plan(
        directory, "-parallelism=1", *arguments, TF_LOG_SDK_PROTO_DATA_DIR=str(calls)
    )
    schema = json.loads(terraform(directory, "providers", "schema", "-json"))
    blocks = blocks_before_provider(calls, plan, schema)
    for resource in plan["prior_state"]["values"]["root_module"]["resources"]:
        for name in INVENTED:
            resource["values"].pop(name, None)
    left_out = {"timestamp"} if variant == "default" else {"timestamp", *ONLY_IN_DEFAULT}
    kept = {key: value for key, value in plan.items() if key not in left_out}
    for name in IN_NO_ORDER & kept.keys():
        kept[name] = sorted(kept[name], key=json.dumps)
    return {f"plan-{variant}.json": as_text(kept), f"config-{variant}.json": as_text(blocks)}


def as_text(value: object) -> str:
    """Write JSON with sorted keys, one item a line: the same bytes for the same value."""
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    try:
        main()
    except (NotInstalled, TerraformFailed) as error:
        raise SystemExit(str(error)) from None
