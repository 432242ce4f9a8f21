"""The shape of the house: a name means one thing, and no file needs one that needs it."""

import ast
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

LIB = Path(__file__).parents[1] / "lib"


@cache
def modules() -> Mapping[str, ast.Module]:
    """Every module of the library by its dotted name."""
    found = {}
    for path in sorted((LIB / "archbench").rglob("*.py")):
        name = ".".join(path.relative_to(LIB).with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text("utf-8"))
    return found


def test_a_type_name_stands_in_one_module() -> None:
    """Two types of one name would be told apart by their imports alone."""
    homes: dict[str, set[str]] = defaultdict(set)
    for module, tree in modules().items():
        for name in _types(tree):
            homes[name].add(module)
    assert len(homes) > 100
    assert {name: sorted(where) for name, where in homes.items() if len(where) > 1} == {}


def _types(tree: ast.Module) -> Iterator[str]:
    """Public classes and aliases."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [item.id for item in node.targets if isinstance(item, ast.Name)]
        else:
            continue
        yield from (n for n in names if n[0].isupper() and not n.isupper())


def test_no_file_needs_one_that_needs_it() -> None:
    """Neither where the import stands in a function, nor for the types alone."""
    trees = modules()
    needs = {name: set(_imports(name, tree, trees)) for name, tree in trees.items()}
    assert sum(map(len, needs.values())) > len(trees)
    left = dict(needs)
    while free := [name for name in left if _free(name, left)]:
        for name in free:
            del left[name]
    assert {name: sorted(wanted & left.keys()) for name, wanted in left.items()} == {}


def _free(name: str, left: Mapping[str, set[str]]) -> bool:
    """Whether a module needs none of the others, or none of them needs it."""
    return not left[name] & left.keys() or not any(name in wanted for wanted in left.values())


def _imports(name: str, tree: ast.Module, known: Mapping[str, ast.Module]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            wanted = [item.name for item in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{item.name}" for item in node.names]
            wanted = [item if item in known else node.module for item in inner]
        else:
            continue
        yield from (item for item in wanted if item in known and item != name)


def test_no_pattern_rests_on_a_repair_of_python() -> None:
    """Before 3.11.5 a possessive group that fails half way goes on from where it failed."""
    sources = (path.read_text("utf-8") for path in (LIB / "archbench").rglob("*.py"))
    assert [found for text in sources for found in re.findall(r"[^\\]\)[*+?]\+.*", text)] == []


def test_the_top_holds_what_it_is_known_to_hold() -> None:
    """A file that a tool leaves here would be handed to everyone with the next commit."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=LIB.parent, check=True, capture_output=True, text=True
    ).stdout
    top = {name.partition("/")[0] for name in listed.splitlines()}
    directories = {".ci", ".github", "benchmarks", "data", "docs", "infra", "lib", "notebooks"}
    files = {".gitignore", "action.yml", "environment.yml", "Makefile", "pyproject.toml", "LICENSE"}
    texts = {"CHANGELOG.md", "CONTRIBUTING.md", "README.md"}
    locks = {"requirements.lock", "requirements-use.lock"}
    assert top == directories | files | texts | locks | {"tests"}
