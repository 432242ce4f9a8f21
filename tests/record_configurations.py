"""Record what the real terraform makes of every case in tests/conformance.

Beside each configuration, recorded.json holds the value each managed resource block evaluated to
before any provider touched it, the outputs, and the data sources left until apply; unknown values
are {"__unknown__": true}. Beside one that Terraform refuses it holds what is said against it. Run
by `make record`; needs terraform and the AWS provider.
"""

import contextlib
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from archbench.files import write_atomic
from tests import provider_calls
from tests.terraform_cli import Terraform, TerraformFailed, running

CONFORMANCE: Final = Path(__file__).parent / "conformance"
CASES: Final = (CONFORMANCE / "configurations", CONFORMANCE / "kept_aside")
REFUSED: Final = CONFORMANCE / "refused"
RECORDED: Final = "recorded.json"
BUILT_IN: Final = ("input", "triggers_replace")


def main() -> None:
    """Record every case, or those named on the command line."""
    cases = sorted(path for folder in CASES for path in folder.iterdir() if path.is_dir())
    with running() as terraform:
        for case in cases:
            if sys.argv[1:] and case.name not in sys.argv[1:]:
                continue
            found = record(terraform, case)
            text = json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
            write_atomic(case / RECORDED, text)
            sys.stdout.write(f"{case.name}: {len(found['resources'])} resources\n")
        for case in sorted(REFUSED.iterdir()):
            if sys.argv[1:] and case.name not in sys.argv[1:]:
                continue
            said = refusal(terraform, case)
            text = json.dumps(said, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
            write_atomic(case / RECORDED, text)
            sys.stdout.write(f"{case.name}: {len(said)} diagnostics\n")


def record(terraform: Terraform, case: Path) -> dict[str, Any]:
    """Plan a copy of a case and return what is kept of it."""
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "case"
        shutil.copytree(case, copy)
        calls = Path(directory) / "calls"
        calls.mkdir()
        terraform.init(copy)
        plan = terraform.plan(copy, "-parallelism=1", TF_LOG_SDK_PROTO_DATA_DIR=str(calls))
        schemas = json.loads(terraform(copy, "providers", "schema", "-json"))
        return {
            "resources": built_in(plan) | from_provider(calls, plan, schemas),
            "outputs": {
                name: with_unknowns(change) for name, change in plan["output_changes"].items()
            }
            if "output_changes" in plan
            else {},
            "deferred": sorted(
                change["address"]
                for change in plan.get("resource_changes", [])
                if change["mode"] == "data"
            ),
        }


def refusal(terraform: Terraform, case: Path) -> list[dict[str, Any]]:
    """Every diagnostic of a plan of a copy of a case that Terraform refuses, in order of place.

    What is wrong as written fails init as well; the plan then says it again.
    """
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "case"
        shutil.copytree(case, copy)
        with contextlib.suppress(TerraformFailed):
            terraform.init(copy)
        try:
            said = terraform(copy, "plan", "-input=false", "-lock=false", "-json")
        except TerraformFailed as error:
            said = str(error)
    lines = (json.loads(line) for line in said.splitlines() if line.startswith("{"))
    diagnostics = [line["diagnostic"] for line in lines if line["type"] == "diagnostic"]
    found = [
        {
            "severity": item["severity"],
            "summary": item["summary"],
            "detail": item["detail"],
            "file": item["range"]["filename"],
            "line": item["range"]["start"]["line"],
        }
        for item in diagnostics
    ]
    return sorted(found, key=lambda item: (item["file"], item["line"], item["summary"]))


def with_unknowns(change: Mapping[str, Any]) -> Any:  # noqa: ANN401 JSON
    """The planned value with its unknown parts marked."""
    return provider_calls._with_unknowns(  # noqa: SLF001 its sibling among the test tools
        {"after": change.get("after"), "after_unknown": change["after_unknown"]}
    )


def built_in(plan: Mapping[str, Any]) -> dict[str, Any]:
    """What terraform_data blocks evaluated to; the built-in provider changes no argument."""
    return {
        change["address"]: {
            name: value
            for name, value in with_unknowns(change["change"]).items()
            if name in BUILT_IN
        }
        for change in plan.get("resource_changes", [])
        if change["type"] == "terraform_data"
    }


def from_provider(
    calls: Path, plan: Mapping[str, Any], schemas: Mapping[str, Any]
) -> dict[str, Any]:
    """What the AWS resource blocks evaluated to, from the provider's own record of its calls."""
    planned = {
        change["address"]: (change["type"], with_unknowns(change["change"]))
        for change in plan.get("resource_changes", [])
        if change["mode"] == "managed" and change["type"].startswith("aws_")
    }
    if not planned:
        return {}
    schema = schemas["provider_schemas"]["registry.terraform.io/hashicorp/aws"]
    found: dict[str, Any] = provider_calls._match(  # noqa: SLF001 likewise
        provider_calls._calls(calls, "PlanResourceChange", "PlannedState"),  # noqa: SLF001
        planned,
        schema["resource_schemas"],
    )
    return found


if __name__ == "__main__":
    main()
