"""The tree of modules a configuration calls, each read once per directory."""

from collections.abc import Callable, Mapping
from pathlib import Path

from archbench.frozen import field, frozen, replace
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.functions.table import Context
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Value
from archbench.terraform.early import EarlyValues, root_values
from archbench.terraform.files import Files, configuration_files
from archbench.terraform.manifest import InstalledModule, installed_modules
from archbench.terraform.module import Module, ModuleCall, read_module
from archbench.terraform.module_source import (
    LocalSource,
    ModuleSource,
    SourceError,
    masked,
    parse_source,
    same_source,
)
from archbench.terraform.versions import Requirement, takes

DEEPEST = 24
MOST_MODULES = 1_500
"""Levels of nested modules and modules in all; calls that multiply would have no end."""

ModulePath = tuple[str, ...]
"""The names of the calls from the root to a module."""


RootVariables = Callable[[Module], Mapping[str, Value]]
"""Gives the values of a root module's variables."""


@frozen
class Absence:
    """Why a module was not read; to_fetch is its source where `archbench get` would fetch it."""

    reason: str
    to_fetch: ModuleSource | None = None


NOT_FETCHED = "no copy of it lies in .terraform/modules; run `archbench get` to fetch it"


@frozen
class Tree:
    """Every module that could be read, by its path; absent says why the others could not."""

    modules: Mapping[ModulePath, Module]
    absent: Mapping[ModulePath, Absence] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


class _TreeReader:
    def __init__(
        self, files: Files, installed: Mapping[str, InstalledModule], variables: RootVariables
    ) -> None:
        self.files = files
        self.modules: dict[ModulePath, Module] = {}
        self.absent: dict[ModulePath, Absence] = {}
        self.diagnostics: list[Diagnostic] = []
        self._installed = installed
        self._by_directory: dict[Path, Module] = {}
        self._places: dict[ModulePath, Path] = {}
        self._variables = variables
        self._early: dict[ModulePath, EarlyValues] = {}

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
        if self.files.tofu:
            self._early[path] = self._values(module)
            calls = {name: self._settled(module, call) for name, call in module.calls.items()}
            module = self.modules[path] = replace(module, calls=calls)
        for call in module.calls.values():
            self._follow(module, call)

    def _values(self, module: Module) -> EarlyValues:
        if module.path:
            above, name = module.path[:-1], module.path[-1]
            return self._early[above].of_call(self.modules[above].calls[name], module)
        context = Context(root=self.files.boundary, directory=self.files.root)
        return root_values(module, context, self._variables(module))

    def _settled(self, module: Module, call: ModuleCall) -> ModuleCall:
        """A call with the source and version that its expressions give."""
        for name, expression in call.early.items():
            text, problems = self._early[module.path].text(expression)
            self.diagnostics.extend(problems)
            if text is not None and name == "source":
                call = replace(call, source=text)
            elif text is not None:
                call = replace(call, version=Requirement(text, expression.range))
        return call

    def _follow(self, module: Module, call: ModuleCall) -> None:
        path = (*module.path, call.name)
        written = call.source or ""
        if call.source is None and call.early:
            reason = "its source is not known before a plan; give the variables it is made of"
            self.absent[path] = Absence(reason)
            return
        try:
            source = parse_source(written, registry_only=call.version is not None)
        except SourceError as error:
            summary = "Invalid module source address"
            self._refuse(path, call, summary, masked(str(error)), call.source_range)
            return
        found = self._directory(module, call, source, path)
        if isinstance(found, Absence):
            self.absent[path] = found
            return
        if "\0" not in written and not self.files.inside(found):
            self.absent[path] = Absence(
                f'its source "{written}" leads out of {self.files.boundary.name}, and nothing '
                "outside is read; name a directory around both with --root"
            )
            return
        problem = self._problem(found, written, path)
        if problem is None and not any(configuration_files(found, tofu=self.files.tofu)):
            self.absent[path] = _empty(self.files.name(found), source)
        elif problem is None:
            self.read(found, path)
        else:
            self._refuse(path, call, "Unreadable module directory", problem, call.range)

    def _refuse(
        self, path: ModulePath, call: ModuleCall, summary: str, reason: str, place: SourceRange
    ) -> None:
        self.absent[path] = Absence(reason)
        if call.source is not None:  # else it is refused already
            detail = f'Module "{call.name}" cannot be read: {reason}.'
            self.diagnostics.append(Diagnostic("error", summary, detail, place))

    def _directory(
        self, module: Module, call: ModuleCall, source: ModuleSource, path: ModulePath
    ) -> Path | Absence:
        """Where a module lies, or why it does not."""
        if isinstance(source, LocalSource):
            return module.directory / source.path
        found = self._installed.get(".".join(path))
        if found is None:
            return Absence(NOT_FETCHED, source)
        if found.source and not same_source(found.source, call.source or ""):
            other = f"that of another source, {masked(found.source)}"
            copied = f"the copy of it in .terraform/modules is {other}"
            return Absence(f"{copied}; run `archbench get` to fetch its own", source)
        if call.version is not None and not takes(call.version.constraint, found.version):
            other = f"the copy of it in .terraform/modules is version {found.version}"
            asked = f"which {call.version.constraint} does not take"
            return Absence(f"{other}, {asked}; run `archbench get` to fetch another", source)
        return self.files.root / found.directory

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


def _empty(directory: str, source: ModuleSource) -> Absence:
    reason = f"its directory {directory} holds no .tf files"
    if isinstance(source, LocalSource):
        remedy = "run `git submodule update --init` where it is a submodule"
        return Absence(f"{reason}; write them, or {remedy}")
    return Absence(f"{reason}; run `archbench get` to fetch it anew", source)


def no_variables(_: Module) -> Mapping[str, Value]:
    """No values: defaults count."""
    return {}


def read_tree(
    files: Files,
    installed: Mapping[str, InstalledModule] | None = None,
    variables: RootVariables = no_variables,
) -> Tree:
    """The root module and every module it leads to.

    Args:
        files: where it is read.
        installed: the modules that were fetched; as listed in .terraform when not given.
        variables: gives the values of the root's variables, which OpenTofu's sources may use.

    Raises:
        InputError: the list of installed modules, where none is given, cannot be read.
    """
    known = installed_modules(files.root) if installed is None else installed
    reader = _TreeReader(files, known, variables)
    reader.read(files.root, ())
    return Tree(reader.modules, reader.absent, tuple(reader.diagnostics))
