"""The same configuration by archbench and by the real terraform, compared value by value.

Without an endpoint, terraform runs a test with mocked providers: nothing is asked of AWS and no
credentials are needed. What a data source returns there is made up; both sides get the same
answers, so that expressions are compared and not accounts. Everything happens in a copy.
"""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from archbench.drafts import draft_directory
from archbench.errors import InputError, ToolError
from archbench.frozen import frozen
from archbench.hcl.types import BOOL, NUMBER, STRING, MapOf, ObjectOf, Type
from archbench.hcl.values import Plain, bare
from archbench.programs import run_guarded
from archbench.terraform.agreement import Agreement, compare
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.data_sources import Answers, read_answers
from archbench.terraform.files import Files, boundary_of
from archbench.terraform.plan_contents import blocks, data_answers
from archbench.terraform.provider_choice import locked_version
from archbench.terraform.schema import schema_of
from archbench.terraform.session import Session
from archbench.terraform.variables import AT

SECONDS = 600
LARGEST = 200 * 1024 * 1024
_TEST = "archbench.tftest.hcl"
_POLICY = '{"Version":"2012-10-17","Statement":[]}'
_COMPUTED_HERE = frozenset(
    {
        "aws_arn",
        "aws_default_tags",
        "aws_iam_policy_document",
        "aws_partition",
        "aws_region",
        "aws_service",
        "aws_service_principal",
    }
)
_NO_PROVIDERS = "Failed to query available provider packages"
"""How terraform begins when a provider is neither at hand nor can be downloaded."""
_STAND_INS = {
    "account_id": "123456789012",
    "cidr_block": "10.0.0.0/16",
    "json": _POLICY,
    "minified_json": _POLICY,
    "policy": _POLICY,
}
_LEFT_BEHIND = (".git", ".terraform", "*.tfstate*", "node_modules", "__pycache__", ".venv")


@frozen
class Verification:
    """How far both agree, by which terraform, and what stood in for data sources."""

    agreement: Agreement
    version: str
    stand_ins: tuple[str, ...]


def verify(  # noqa: PLR0913 what a run of terraform depends on
    path: Path,
    *,
    variables: Sequence[tuple[str, str]] = (),
    data: Path | None = None,
    environ: Mapping[str, str] | None = None,
    root: Path | None = None,
    endpoint: str | None = None,
    plugins: Path | None = None,
) -> Verification:
    """Resolve a directory both ways; the first arguments are those of `archbench.terraform.load`.

    With endpoint, terraform plans against that AWS endpoint (such as moto's) instead of mocks;
    plugins is a directory with provider plugins, for machines without a network. Both work in the
    default workspace, the only one of `terraform test`.

    Raises:
        ToolError: terraform is not installed, or failed; its words are in the text.
        InputError: the configuration cannot be used.
    """
    if any(kind == "unknown" for kind, _ in variables):
        raise InputError("Terraform plans nothing without every value: verify takes no --unknown.")
    executable = shutil.which("terraform")
    if executable is None:
        raise ToolError("terraform is not on PATH. Install Terraform 1.11 to compare with it.")
    environ = {**(environ or {}), "TF_WORKSPACE": "default"}
    Session(path, data=data, environ=environ, root=root)  # refuses what cannot be read
    boundary = (root or boundary_of(path)).resolve()
    with draft_directory() as temporary:
        copy = _copied(boundary, temporary) / path.resolve().relative_to(boundary)
        run = _Terraform(executable, copy, _environment(temporary, environ, endpoint))
        flags = ["-input=false", "-no-color"]
        version = str(json.loads(run("version", "-json"))["terraform_version"])
        _initialised(run, flags, plugins)
        locked = locked_version(Files(copy, copy))
        read = partial(Session, path, environ=environ, root=root, locked=locked, terraform=version)
        honest = read(data=data)
        given = [_flag(kind, text) for kind, text in variables]
        if endpoint is None:
            answers = _with_stand_ins(read_answers(data), honest.data_types())
            ours = read(answers=answers).resolve(variables)
            (copy / _TEST).write_text(_mocks(ours), encoding="utf-8")
        plan = _planned(run, flags, given) if endpoint else _tested(run, given)
    if endpoint is not None:
        ours = read(answers=data_answers(plan)).resolve(variables)
    by_address = honest.resolve(variables).by_address
    made_up = (
        item.address
        for item in ours.instances
        if item.mode == "data" and _differs(item, by_address.get(item.address))
    )
    return Verification(compare(ours, blocks(plan), planned=True), version, tuple(made_up))


def _differs(item: Instance, other: Instance | None) -> bool:
    return other is None or item.values != other.values


def _with_stand_ins(answers: Answers, types: Sequence[str]) -> Answers:
    """The answers, with something that fits the type for every other result of these types."""
    found = dict(answers)
    for type_ in types:
        schema = schema_of("data", type_)
        if schema is not None and type_ not in _COMPUTED_HERE:
            values = {
                name: _stand_in(name, item.type)
                for name, item in schema.attributes.items()
                if item.computed
            }
            found[type_] = (*found.get(type_, ()), {"values": values})
    return found


def _stand_in(name: str, type_: Type) -> Plain:
    """A made-up value the provider's own checks accept."""
    if type_ == STRING:
        if name.endswith("arn"):
            return "arn:aws:iam::123456789012:role/stand-in"
        return _STAND_INS.get(name, f"stand-in-{name.replace('_', '-')}")
    if type_ in (NUMBER, BOOL):
        return 1 if type_ == NUMBER else False
    return {} if isinstance(type_, MapOf | ObjectOf) else ()


@frozen
class _Terraform:
    executable: str
    directory: Path
    environment: Mapping[str, str]

    def __call__(self, *arguments: str, may_fail: bool = False) -> str:
        """Run a command and return what it printed; ToolError with its words when it fails."""
        try:
            words = [self.executable, *arguments]
            done = run_guarded(words, SECONDS, self.environment, self.directory)
        except TimeoutError as error:
            raise ToolError(f"terraform {arguments[0]} took more than {SECONDS} s.") from error
        if done.returncode and not may_fail:
            raise ToolError(f"terraform {arguments[0]} failed:\n{done.stderr.strip()}")
        return done.stdout


def _environment(
    home: Path, environ: Mapping[str, str] | None, endpoint: str | None
) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TF_")}
    kept.update({k: v for k, v in (environ or {}).items() if k.startswith("TF_VAR_")})
    kept["CHECKPOINT_DISABLE"] = "1"
    kept["TF_DATA_DIR"] = str(home / "data")
    for name in ("TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"):
        if name in os.environ:
            kept[name] = os.environ[name]
    if endpoint:
        dummy = {"AWS_ACCESS_KEY_ID": "verify", "AWS_SECRET_ACCESS_KEY": "verify"}
        kept.update(dummy, AWS_ENDPOINT_URL=endpoint)
    return kept


def _copied(boundary: Path, temporary: Path) -> Path:
    left_behind = shutil.ignore_patterns(*_LEFT_BEHIND)
    size = 0
    for directory, folders, files in os.walk(boundary):
        skipped = left_behind(directory, [*folders, *files])
        folders[:] = [name for name in folders if name not in skipped]
        for name in files:
            path = Path(directory, name)
            if name not in skipped and not path.is_symlink():
                size += path.stat().st_size
        if size > LARGEST:
            raise ToolError(
                f"{boundary} holds more than {LARGEST // 1024**2} MiB; name a smaller "
                "directory around the configuration with --root."
            )
    target = temporary / "copy"
    shutil.copytree(boundary, target, symlinks=True, ignore=left_behind)
    return target


def _flag(kind: str, text: str) -> str:
    if kind == "var" or kind.startswith(AT):
        return f"-var={text}"
    return f"-var-file={Path(text).resolve() if Path(text).is_file() else text}"


def _initialised(run: _Terraform, flags: list[str], plugins: Path | None) -> None:
    found = [f"-plugin-dir={plugins}"] if plugins else []
    try:
        run("init", "-backend=false", *flags, *found)
    except ToolError as error:
        if _NO_PROVIDERS not in str(error):
            raise
        lacking = f"does not find its providers in {plugins}" if plugins else "reaches no providers"
        raise ToolError(
            f"terraform {lacking}. Run `terraform providers mirror DIR` in this directory where "
            f"there is a network, then name DIR with --plugin-dir or in TF_PLUGIN_DIR.\n{error}"
        ) from error


def _planned(run: _Terraform, flags: list[str], given: list[str]) -> dict[str, Any]:
    run("plan", "-lock=false", "-refresh=false", *flags, "-out=archbench.tfplan", *given)
    plan: dict[str, Any] = json.loads(run("show", "-json", "archbench.tfplan"))
    return plan


def _tested(run: _Terraform, given: list[str]) -> dict[str, Any]:
    """The plan a test with mocked providers prints."""
    output = run("test", "-json", "-verbose", f"-filter={_TEST}", *given, may_fail=True)
    said = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    for message in said:
        if message.get("type") == "test_plan":
            plan: dict[str, Any] = message["test_plan"]
            return plan
    errors = [item["diagnostic"] for item in said if item.get("type") == "diagnostic"]
    words = "\n".join(
        f"  {item.get('range', {}).get('filename', '')}:"
        f"{item.get('range', {}).get('start', {}).get('line', '')}: "
        f"{item['summary']}: {item['detail']}"
        for item in errors
        if item["severity"] == "error"
    )
    raise ToolError(f"terraform could not plan this configuration with mocks:\n{words}")


def _mocks(configuration: Configuration) -> str:
    """A test file that mocks every provider, with answers where ours are known."""
    names = sorted({i.provider for i in configuration.instances if i.type != "terraform_data"})
    data = [item for item in configuration.instances if item.mode == "data" and not item.deferred]
    lines: list[str] = []
    for name in names:
        kind, _, alias = name.partition(".")
        lines.append(f'mock_provider "{kind}" {{')
        if alias:
            lines.append(f'  alias = "{alias}"')
        lines.append("}")
    lines += ['run "plan" {', "  command = plan"]
    for item in data:
        values = _settable(item)
        if values:
            lines.append("  override_data {")
            lines.append(f"    target = {item.address}")
            lines.append(f"    values = {_expression(values)}")
            lines.append("  }")
    return "\n".join([*lines, "}"]) + "\n"


def _settable(item: Instance) -> dict[str, Plain]:
    """The computed results of a data source that are known here."""
    schema = schema_of("data", item.type)
    if schema is None:
        return {}
    opened = {n: bare(v) for n, v in item.values.items()}
    return {
        name: value
        for name, value in opened.items()
        if (known := schema.attributes.get(name)) and known.computed and _is_plain(value)
    }


def _is_plain(value: Plain) -> bool:
    if isinstance(value, tuple):
        return all(_is_plain(item) for item in value)
    if isinstance(value, Mapping):
        return all(_is_plain(item) for item in value.values())
    return value is None or isinstance(value, str | int)


def _expression(value: Plain) -> str:
    """A value as an HCL expression: JSON with template marks escaped."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_expression(k)} = {_expression(v)}" for k, v in value.items())
        return f"{{{inner}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(_expression(item) for item in value)}]"
    if isinstance(value, str):
        text = json.dumps(value, ensure_ascii=False)
        return text.replace("${", "$${").replace("%{", "%%{")
    return json.dumps(value)
