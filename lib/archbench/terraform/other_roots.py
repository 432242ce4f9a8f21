"""Directories without a .tf file: what lies there instead, and where to look."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from archbench.hcl.json_syntax import parse_json_body
from archbench.hcl.parser import parse_body
from archbench.hcl.walk import literal_text
from archbench.terraform.files import Files, boundary_of, unread_files
from archbench.terraform.gathering import some

_DEEPEST = 5
"""Levels of directories that are looked through for .tf files."""
_SHOWN = 5
_STACK = (".tfcomponent.hcl", ".tfcomponent.json", ".tfstack.hcl")


def nothing_here(directory: Path) -> str:
    """Why a directory cannot be read as a configuration, as a whole sentence, and what to do."""
    found = [path for path, _ in unread_files(directory)]
    stack = [path for path in found if path.name.endswith(_STACK)]
    if stack:
        inside = "; ".join(_components(directory, stack)) or "none that could be read"
        return (
            f"{directory} is a Terraform stack, which is not read as a whole. Its components are: "
            f"{inside}. Give the directory of one of them."
        )
    if found:
        names = ", ".join(path.name for path in found)
        return (
            f"{directory} holds no .tf files that are read, only {names}: give the directory of "
            "the configuration they are about, or a plan as JSON."
        )
    below = [path.relative_to(directory).as_posix() for path in _below(directory, _DEEPEST)]
    if below:
        hold = "1 directory below it does" if len(below) == 1 else f"{len(below)} below it do"
        return (
            f"{directory} holds no .tf files, {hold}: {some(below, _SHOWN)}. Give the one that is "
            "meant, or a plan as JSON."
        )
    return (
        f"{directory} holds no .tf files. Give the directory of a Terraform configuration, "
        "or a plan as JSON."
    )


def _below(directory: Path, deepest: int) -> Iterator[Path]:
    """The directories under one that hold .tf files, by name; none that is hidden or a link."""
    with suppress(OSError):
        inside = sorted(path for path in directory.iterdir() if _is_open(path))
        for path in inside if deepest else ():
            if any(path.glob("*.tf")):
                yield path
            yield from _below(path, deepest - 1)


def _is_open(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not path.name.startswith(".")


def _components(directory: Path, stack: list[Path]) -> Iterator[str]:
    """Name, source and place of each component a stack has."""
    files = Files(directory, boundary_of(directory))
    for path in stack:
        text, _ = files.read(path)
        parse = parse_json_body if path.name.endswith(".json") else parse_body
        body, _ = parse(text, files.name(path))
        for block in body.blocks:
            if block.type == "component" and block.labels:
                source = block.body.attributes.get("source")
                where = literal_text(source.expression) if source else None
                yield f"{block.labels[0]} at {where or 'a source that is not here'} ({block.range})"
