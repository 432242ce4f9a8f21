"""The files a stack begins with: its own file and what it names, with what only a person knows."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from archbench.cost import Estimate
from archbench.cost.money import short
from archbench.hcl.values import Plain, Unknown, bare
from archbench.terraform.address import every_instance
from archbench.terraform.configuration import Configuration, Variable
from archbench.whatif.scenario import Scenario

HEAD = "# Written by `archbench new`: every line may be changed or go.\n"


def stack_text(configuration: Configuration, variable_files: Sequence[str]) -> str:
    """archbench.yml: the variables without a value, and what else can be said."""
    missing = [item for item in configuration.variables if _is_unknown(item.value)]
    lines = [
        "# What archbench needs to know of this stack and Terraform does not say. Paths are",
        "# relative to here. What a command is given itself wins.",
        HEAD.rstrip(),
        "",
    ]
    if variable_files:
        lines += [f"# var_files: [{', '.join(variable_files)}]", ""]
    if missing:
        lines += [
            "# Without these no plan can be made; until then they are unknown.",
            "# variables:",
        ]
        lines += [line for item in missing for line in _variable(item)]
        lines.append("")
    lines += [
        "data: data.yml             # answers for data sources",
        "usage: usage.yml           # what a month brings",
        "scenarios: scenarios.yml   # what if",
        "",
        "# checklists: [reliability, security]   # chosen by fit when not named",
        "# profile: production",
        "# waivers: waivers.hcl",
        "# beside: [../other-stack]              # what the report compares with",
        "# outputs: outputs.json                 # of `terraform output -json`, for live metrics",
        "# owner: who answers for this stack",
    ]
    return "\n".join(lines) + "\n"


def _is_unknown(value: Plain) -> bool:
    return isinstance(bare(value), Unknown)


def _variable(item: Variable) -> Iterator[str]:
    place = f" ({item.range.filename}:{item.range.start.line})" if item.range else ""
    told = f"{item.type}{place}{f': {item.description}' if item.description else ''}"
    yield from textwrap.wrap(told, 96, initial_indent="#   # ", subsequent_indent="#   # ")
    if item.sensitive:
        yield f"#   # sensitive: give it as TF_VAR_{item.name}, not here"
    else:
        yield f"#   {item.name}:"


def usage_text(found: Estimate) -> str:
    """usage.yml: each quantity a charge waits for, with its price and unit."""
    lines = [
        "# What Terraform cannot know: how much is used in a month. A number, or a range such as",
        "# {low: 50, likely: 120, high: 400}. What is not given stays open, and is told.",
        HEAD.rstrip(),
        "version: 0.1",
    ]
    waiting: dict[str, dict[str, str]] = {}
    for item in found.open:
        if item.usage_key:
            price = f"${short(item.list_unit_price)} for {item.pricing_unit}"
            keys = waiting.setdefault(every_instance(item.address), {})
            keys.setdefault(item.usage_key, f"{item.charge_description}: {price}")
    if waiting:
        lines += ["", "# resource_usage:"]
    for address, keys in waiting.items():
        lines.append(f"#   {_key(address)}:")
        lines += [f"#     {key}: 0   # {told}" for key, told in keys.items()]
    return "\n".join(lines) + "\n"


def scenarios_text(scenarios: Sequence[Scenario]) -> str:
    """scenarios.yml: changes that were tried on this stack."""
    lines = [
        "# What if: each scenario changes variables, usage, or both; nothing else.",
        "# These were tried: each of them changes what the stack costs.",
        HEAD.rstrip(),
    ]
    lines.append("scenarios:" if scenarios else "scenarios: []")
    for item in scenarios:
        lines += [f"  - name: {_key(item.name)}", f"    why: {_key(item.why)}"]
        if item.variables:
            lines += ["    variables:"]
            lines += [f"      {name}: {value}" for name, value in item.variables.items()]
        lines += list(_nested("    ", {"usage": item.usage} if item.usage else {}))
    return "\n".join(lines) + "\n"


def _nested(indent: str, value: Mapping[str, object]) -> Iterator[str]:
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            yield f"{indent}{_key(name)}:"
            yield from _nested(f"{indent}  ", inner)
        else:
            yield f"{indent}{_key(name)}: {inner}"


def data_text(configuration: Configuration) -> str:
    """data.yml: what the configuration asks AWS and waits for."""
    asked: dict[str, set[str]] = {}
    for instance in configuration.instances:
        for subject, path in _asked(instance.values):
            type_ = subject.rpartition("data.")[2].partition(".")[0]
            asked.setdefault(type_, set()).add(path.partition("[")[0].partition(".")[0])
    lines = [
        "# Answers for data sources: what Terraform would ask AWS for. `where` tells two of one",
        "# type apart by their arguments.",
        HEAD.rstrip(),
    ]
    if not asked:
        lines.append("{}")
    for type_, names in sorted(asked.items()):
        values = ", ".join(f"{name}: null" for name in sorted(names - {""}))
        lines += [f"# {type_}:", f"#   - values: {{{values}}}"]
    return "\n".join(lines) + "\n"


def _asked(value: Plain) -> Iterator[tuple[str, str]]:
    value = bare(value)
    if isinstance(value, Unknown):
        yield from ((one.subject, one.path) for one in value.origins if one.kind == "data")
    elif isinstance(value, tuple):
        for inner in value:
            yield from _asked(inner)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _asked(inner)


def _key(text: str) -> str:
    """A text as YAML takes it, quoted where it must be."""
    plain = text.replace("_", "a").replace(".", "a").replace(" ", "a").isalnum()
    return text if plain and not text[:1].isdigit() else "'" + text.replace("'", "''") + "'"


def variable_files(directory: Path) -> list[str]:
    """The files of variables that lie there and that Terraform does not read by itself."""
    return sorted(
        path.name
        for path in directory.glob("*.tfvars")
        if path.name != "terraform.tfvars" and not path.name.endswith(".auto.tfvars")
    )
