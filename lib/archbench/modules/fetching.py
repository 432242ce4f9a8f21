"""`archbench get`: all modules of a configuration fetched aside, looked at, and put in place."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archbench.drafts import in_place_of
from archbench.errors import FetchError, InputError, in_words
from archbench.frozen import replace
from archbench.hcl.values import Value
from archbench.modules import git, tool
from archbench.modules.archive import refuse_links_out
from archbench.modules.checksums import (
    NAME,
    Fetched,
    Sums,
    changed,
    checksum_of,
    read_sums,
    write_sums,
)
from archbench.modules.install import Installer
from archbench.modules.registry import Registries
from archbench.modules.tokens import tokens
from archbench.terraform.files import Files, boundary_of, configuration_files
from archbench.terraform.manifest import (
    MODULES,
    InstalledModule,
    installed_modules,
    read_manifest,
    write_manifest,
)
from archbench.terraform.module import Module, ModuleCall
from archbench.terraform.module_source import (
    OPENTOFU_REGISTRY,
    TERRAFORM_REGISTRY,
    LocalSource,
    RegistrySource,
    RemoteSource,
    masked,
    parse_source,
)
from archbench.terraform.opentofu import is_opentofu
from archbench.terraform.other_roots import nothing_here
from archbench.terraform.tree import Tree, read_tree
from archbench.terraform.variables import gather_early

ITSELF = "archbench"
_SHOWN = 5

_Packages = Mapping[str, Fetched]


@dataclass(frozen=True, slots=True)
class FetchedModule:
    """A call of a module that is not local: what it got, where it stands, whether it is new."""

    key: str
    source: str
    revision: str
    place: str
    new: bool


@dataclass(frozen=True, slots=True)
class Fetching:
    """What was fetched, by which program; local counts the modules that lie there anyway."""

    modules: tuple[FetchedModule, ...]
    local: int
    program: str


def fetch_modules(
    path: Path, *, environ: Mapping[str, str], root: Path | None = None, by: str | None = None
) -> Fetching:
    """Fetch every module that is not there, as `terraform get` would, and keep checksums.

    Args:
        path: directory of a configuration.
        environ: tokens for registries (TF_TOKEN_host) and what the program itself reads.
        root: nothing outside is read; the repository around the path when not given.
        by: the program that fetches, "terraform", "tofu" or "archbench" itself; the first that is
            installed when not given.

    Raises:
        InputError: the configuration cannot be read.
        FetchError: a module cannot be fetched, or is not what it was. Nothing is changed then.
    """
    if not path.is_dir() or not any(configuration_files(path, tofu=True)):
        raise InputError(nothing_here(path))
    files = Files(path, root or boundary_of(path), tofu=is_opentofu(path))
    if not files.inside(path / MODULES):
        raise InputError(f"{path / MODULES} leads out of {files.boundary}: it is not written.")
    sums = read_sums(path)
    before = _usable(path, installed_modules(path))
    program = _program(by, ("tofu",) if files.tofu else ("terraform", "tofu"))
    try:
        with _staged(path) as stage:
            known = _seeded(path, stage, before)
            installed = _fetched(files, stage, known, program, environ)
            packages = _packages(stage, installed, sums)
            _tidied(stage, packages)
            final = {key: _moved(item, stage, path) for key, item in installed.items()}
            write_manifest(stage, final)
        if packages or sums:
            write_sums(path, packages.values())
    except OSError as error:
        raise FetchError(f"nothing was changed: {in_words(error)}") from error
    tree = _read(files, final, environ)
    modules = tuple(
        FetchedModule(
            key,
            package.address,
            package.revision,
            str(_call(tree, key).range),
            new=before.get(key) != final[key],
        )
        for key, package in sorted(packages.items())
    )
    return Fetching(modules, len(final) - len(packages), program.name if program else ITSELF)


def _fetched(
    files: Files,
    stage: Path,
    known: Mapping[str, InstalledModule],
    program: tool.Tool | None,
    environ: Mapping[str, str],
) -> dict[str, InstalledModule]:
    """All modules in the stage, by a program or by archbench itself."""
    if program is None:
        registries = Registries(tokens(environ))
        host = OPENTOFU_REGISTRY if files.tofu else TERRAFORM_REGISTRY
        installer = Installer(files.root, stage, registries, host)
        return installer.install(lambda installed: _read(files, installed, environ), known)
    _read(files, known, environ)  # what cannot be read is told by its place, before anyone is asked
    write_manifest(stage, known)
    tool.get(program, files.root, stage.parent, environ)
    return read_manifest(stage)


def _call(tree: Tree, key: str) -> ModuleCall:
    path = tuple(key.split("."))
    return tree.modules[path[:-1]].calls[path[-1]]


def _program(by: str | None, names: Sequence[str]) -> tool.Tool | None:
    if by == ITSELF:
        return None
    program = tool.installed_tool([by] if by else names)
    if program is None and by:
        raise InputError(f"{by} is not on PATH. Install it, or leave it to archbench itself.")
    return program


def _read(
    files: Files, installed: Mapping[str, InstalledModule], environ: Mapping[str, str]
) -> Tree:
    def variables(root: Module) -> Mapping[str, Value]:
        return gather_early(files, root.variables, (), environ)

    tree = read_tree(files, installed, variables)
    errors = [str(item) for item in tree.diagnostics if item.severity == "error"]
    if errors:
        more = f"\n  and {len(errors) - _SHOWN} more" if len(errors) > _SHOWN else ""
        raise InputError("nothing was fetched:\n  " + "\n  ".join(errors[:_SHOWN]) + more)
    return tree


@contextmanager
def _staged(root: Path) -> Iterator[Path]:
    """A directory that takes the place of that of the modules at the end."""
    above = (root / MODULES).parent
    try:
        with in_place_of(above, within=True) as data:
            (data / MODULES.name).mkdir()
            try:
                yield data / MODULES.name
            except FetchError as error:
                staged = (data / MODULES.name).relative_to(root).as_posix()
                text = str(error).replace(staged, MODULES.as_posix())
                raise FetchError(f"nothing was changed:\n  {text}") from error
    finally:
        if above.is_dir() and not any(above.iterdir()):
            above.rmdir()


def _usable(root: Path, installed: Mapping[str, InstalledModule]) -> dict[str, InstalledModule]:
    """The installed modules that lie where fetched ones do, and hold something."""
    found = {}
    for key, item in installed.items():
        place = PurePosixPath(item.directory)
        own = (
            place.is_relative_to(PurePosixPath(MODULES.as_posix(), key)) and ".." not in place.parts
        )
        if own and (root / place).is_dir() and any(configuration_files(root / place, tofu=True)):
            found[key] = item
    return found


def _seeded(
    root: Path, stage: Path, before: Mapping[str, InstalledModule]
) -> dict[str, InstalledModule]:
    """Have what is installed in the stage, so that nothing is fetched twice."""
    for key in before:
        shutil.copytree(root / MODULES / key, stage / key, symlinks=True)
    return {key: _moved(item, root / MODULES, root, stage) for key, item in before.items()}


def _moved(
    item: InstalledModule, source: Path, root: Path, target: Path | None = None
) -> InstalledModule:
    """The same module where its directory has moved from one place below root to another."""
    old = PurePosixPath(os.path.relpath(source, root))
    new = PurePosixPath(os.path.relpath(target or root / MODULES, root))
    place = PurePosixPath(item.directory)
    if not place.is_relative_to(old):
        return item
    return replace(item, directory=(new / place.relative_to(old)).as_posix())


def _tidied(stage: Path, packages: _Packages) -> None:
    """Remove what was installed and nobody calls any more."""
    for path in stage.iterdir():
        if path.is_dir() and path.name not in packages:
            shutil.rmtree(path)


def _packages(stage: Path, installed: Mapping[str, InstalledModule], sums: Sums) -> _Packages:
    """What was fetched, by key of the call.

    Raises:
        FetchError: something leads out of itself, or is not what it was.
    """
    found: dict[str, Fetched] = {}
    problems = []
    once: dict[tuple[str, str], Fetched] = {}
    keys = sorted(installed, key=lambda key: (not (stage / key / ".git").is_dir(), key))
    for key in keys:  # of one package a copy that says its commit first
        item = installed[key]
        source = parse_source(item.source)
        if isinstance(source, LocalSource):
            continue
        if isinstance(source, RemoteSource) and source.kind == "file":
            problems.append(f'module "{key}": nothing outside is read, and {source} is')
            continue
        refuse_links_out(stage / key)
        place = (source.package, item.version)
        if place not in once:
            once[place] = _package(stage / key, source, item.version, sums)
        problem = changed(once[place], sums)
        problems += [f'module "{key}": {problem}'] if problem else []
        found[key] = once[place]
    if problems:
        remedy = (
            f"Where that is meant, remove the lines of it from {NAME}; where a copy in {MODULES} "
            "was edited, remove that. Then run it again."
        )
        raise FetchError("\n  ".join([*sorted(problems), remedy]))
    return found


def _package(
    directory: Path, source: RegistrySource | RemoteSource, version: str, sums: Sums
) -> Fetched:
    address, checksum = masked(source.package), checksum_of(directory)
    if isinstance(source, RegistrySource) or source.kind != "git":
        return Fetched(address, version, checksum, fixed=True)
    if (directory / ".git").is_dir():
        reference = git.Repository.of(source.url).reference
        fixed = git.is_fixed(directory, reference)
        return Fetched(address, git.head(directory), checksum, fixed)
    known = sums.get(address, {}).items()  # a copy without its repository
    commit = next((revision for revision, sum_ in known if sum_ == checksum), "")
    return Fetched(address, commit, checksum, fixed=False)
