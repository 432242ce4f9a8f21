"""Record what the real terraform answers for infra/, so that tests can replay it without terraform.

For each stack and variant, in tests/recorded/<stack>/:

- plan-<variant>.json: `terraform show -json` of the plan; whole for the default variant, and
  without `configuration` and `prior_state` for the others.
- config-<variant>.json: address -> the exact value each resource and data source block evaluated
  to before the provider touched it, with {"__unknown__": true} for an unknown value.

Run by `make record`; needs terraform and the AWS provider.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from provider_calls import blocks_before_provider
from terraform_cli import Terraform, running, work_copy

from archbench.files import write_atomic

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

ONLY_IN_DEFAULT: Final = ("configuration", "prior_state")


def main() -> None:
    """Record every variant of every stack."""
    for stack, variants in VARIANTS.items():
        for variant, arguments in variants.items():
            # A server of its own for each: what one plan makes moto invent changes no other.
            with running() as terraform, work_copy(stack) as directory:
                terraform.init(directory)
                plan, config = record(terraform, directory, arguments)
            if variant != "default":
                plan = {key: value for key, value in plan.items() if key not in ONLY_IN_DEFAULT}
            write_atomic(RECORDED / stack / f"plan-{variant}.json", as_text(plan))
            write_atomic(RECORDED / stack / f"config-{variant}.json", as_text(config))
            sys.stdout.write(f"{stack} {variant}: {len(config)} blocks\n")


def record(
    terraform: Terraform, directory: Path, arguments: tuple[str, ...]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Plan an initialized directory; return the plan, without its time, and the blocks' values."""
    calls = directory / ".calls"
    calls.mkdir()
    plan = terraform.plan(
        directory, "-parallelism=1", *arguments, TF_LOG_SDK_PROTO_DATA_DIR=str(calls)
    )
    del plan["timestamp"]
    schema = json.loads(terraform(directory, "providers", "schema", "-json"))
    return plan, blocks_before_provider(calls, plan, schema)


def as_text(value: object) -> str:
    """Write JSON with sorted keys, one item a line: the same bytes for the same value."""
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
