"""The tree of modules a configuration calls, each read once per directory."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from archbench.hcl.diagnostics import Diagnostic
from archbench.terraform.files import Files, configuration_files, installed_modules
from archbench.terraform.module import Module, ModuleCall, read_module

DEEPEST = 24
MOST_MODULES = 1_500
"""Levels of nested modules and modules in all; calls that multiply would have no end."""

ModulePath = tuple[str, ...]
"""The names of the calls from the root to a module."""


@dataclass(frozen=True)
class Tree:
    """Every module that could be read, by its path; absent says why the others could not."""

    modules: Mapping[ModulePath, Module]
    absent: Mapping[ModulePath, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


class _TreeReader:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.modules: dict[ModulePath, Module] = {}
        self.absent: dict[ModulePath, str] = {}
        self.diagnostics: list[Diagnostic] = []
        self._installed = installed_modules(files.root)
        self._by_directory: dict[Path, Module] = {}
        self._places: dict[ModulePath, Path] = {}

    def read(self, directory: Path, path: ModulePath) -> None:
        key = directory.resolve()
        module = self._by_directory.get(key)
        if module is None:
            module, problems = read_module(self.files, directory, path)
            self.diagnostics.extend(problems)
            self._by_directory[key] = module
        module = replace(module, path=path, directory=directory)
        self.modules[path] = module
        self._places[path] = key
        for call in module.calls.values():
            self._follow(module, call)

    def _follow(self, module: Module, call: ModuleCall) -> None:
        path = (*module.path, call.name)
        source = call.source or ""
        local = source.startswith(("./", "../", ".\\", "..\\")) or source in (".", "..")
        if local:
            directory = module.directory / source
        elif ".".join(path) in self._installed:
            directory = self.files.root / self._installed[".".join(path)]
        else:
            self.absent[path] = (
                f'its source "{source}" is not a directory here and no copy of it lies in '
                ".terraform/modules; run `terraform init` to fetch it"
            )
            return
        if "\0" not in source and not self.files.inside(directory):
            self.absent[path] = (
                f'its source "{source}" leads out of {self.files.boundary.name}, and nothing '
                "outside is read; name a directory around both with --root"
            )
            return
        problem = self._problem(directory, source, path)
        if problem is None and not any(configuration_files(directory)):
            self.absent[path] = (
                f"its directory {self.files.name(directory)} holds no .tf files; run "
                "`terraform init`, or `git submodule update --init` where it is a submodule"
            )
        elif problem is None:
            self.read(directory, path)
        else:
            self.absent[path] = problem
            detail = f'Module "{call.name}" cannot be read: {problem}.'
            self.diagnostics.append(
                Diagnostic("error", "Unreadable module directory", detail, call.range)
            )

    def _problem(self, directory: Path, source: str, path: ModulePath) -> str | None:
        try:
            found = directory.is_dir()
        except OSError as error:  # too long a name, no permission
            return f'its source "{source[:80]}" cannot be opened: {error.strerror}'
        if not found:
            return f'there is no directory at its source "{source}"'
        above = {self._places[path[:end]] for end in range(len(path))}
        if directory.resolve() in above:
            return f'its source "{source}" leads to a module that calls this one'
        if len(path) > DEEPEST or len(self.modules) >= MOST_MODULES:
            return f"more than {DEEPEST} levels or {MOST_MODULES} modules are not read"
        return None


def read_tree(files: Files) -> Tree:
    """The root module and every module it leads to."""
    reader = _TreeReader(files)
    reader.read(files.root, ())
    return Tree(reader.modules, reader.absent, tuple(reader.diagnostics))
