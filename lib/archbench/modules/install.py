"""Fetches what a tree of modules lacks, level by level, without terraform."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from archbench.errors import FetchError
from archbench.frozen import replace
from archbench.modules.package import below, fetch_package
from archbench.modules.registry import Registries
from archbench.terraform.manifest import InstalledModule
from archbench.terraform.module import ModuleCall
from archbench.terraform.module_source import (
    LocalSource,
    RegistrySource,
    RemoteSource,
    masked,
    parse_source,
)
from archbench.terraform.tree import ModulePath, Tree
from archbench.terraform.versions import newest

Reread = Callable[[Mapping[str, InstalledModule]], Tree]
"""Reads a configuration with these modules installed."""


class Installer:
    """Fetches modules into a directory, each package once."""

    def __init__(self, root: Path, modules: Path, registries: Registries, host: str) -> None:
        """Directories are told from root; host is the registry of addresses without one."""
        self._root = root
        self._modules = modules
        self._registries = registries
        self._host = host
        self._packages: dict[tuple[str, str], tuple[Path, str]] = {}

    def install(
        self, read: Reread, installed: Mapping[str, InstalledModule]
    ) -> dict[str, InstalledModule]:
        """All modules of a tree, beginning with those that are installed; local ones as well.

        Raises:
            FetchError: one or more cannot be fetched: all that are known then are told.
        """
        found = dict(installed)
        while True:
            tree = read(found)
            wanted = [path for path, absence in tree.absent.items() if absence.to_fetch is not None]
            if not wanted:
                return _listed(tree, found, self._root)
            problems = []
            for path in wanted:
                call = tree.modules[path[:-1]].calls[path[-1]]
                try:
                    found[".".join(path)] = self._fetch(call, path)
                except FetchError as error:
                    problems.append(f'{call.source_range}: module "{".".join(path)}": {error}.')
            if problems:
                raise FetchError("\n  ".join(problems))

    def _fetch(self, call: ModuleCall, path: ModulePath) -> InstalledModule:
        key = ".".join(path)
        source = parse_source(call.source or "", registry_only=call.version is not None)
        assert not isinstance(source, LocalSource)  # noqa: S101 nothing to fetch
        version = ""
        if isinstance(source, RegistrySource):
            source = replace(source, host=source.host or self._host)
            version = self._version(source, call)
        directory = self._modules / key
        parts = (self._put(source, version, directory), source.subdirectory)
        inside = below(directory, "/".join(filter(None, parts)), masked(source.package))
        place = Path(os.path.relpath(inside, self._root)).as_posix()
        return InstalledModule(key, str(source), version, place)

    def _version(self, source: RegistrySource, call: ModuleCall) -> str:
        versions = self._registries.versions(source.host, source.module)
        constraint = call.version.constraint if call.version is not None else ""
        found = newest(versions, constraint)
        if found is None:
            last = newest(versions, "")
            newest_of_all = f"the newest is {last}" if last else "there is no release of it"
            raise FetchError(f'no version of {source.package} is "{constraint}"; {newest_of_all}')
        return found

    def _put(self, source: RegistrySource | RemoteSource, version: str, directory: Path) -> str:
        """Have a package in a directory; returns where in it the tree it speaks of begins."""
        if directory.exists():  # the copy of another source or version
            shutil.rmtree(directory)
        known = self._packages.get((source.package, version))
        if known is not None:
            shutil.copytree(known[0], directory, symlinks=True)
            return known[1]
        package = RemoteSource(source.package)
        if isinstance(source, RegistrySource):
            package = self._registries.location(source.host, source.module, version)
        inside = fetch_package(package, directory)
        self._packages[source.package, version] = (directory, inside)
        return inside


def _listed(
    tree: Tree, installed: Mapping[str, InstalledModule], root: Path
) -> dict[str, InstalledModule]:
    """The modules that were read, as Terraform lists them."""
    found = {}
    for path, module in tree.modules.items():
        if path:
            key = ".".join(path)
            call = tree.modules[path[:-1]].calls[path[-1]]
            source = parse_source(call.source or "")
            place = Path(os.path.relpath(module.directory, root)).as_posix()
            local = InstalledModule(key, str(source), "", place)
            found[key] = local if isinstance(source, LocalSource) else installed[key]
    return found
