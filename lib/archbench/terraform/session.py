"""A directory of Terraform, read once and resolved for as many variable values as are asked for.

The second time only what a changed variable reaches is evaluated, and only as far as values differ.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from archbench.errors import InputError
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.functions.table import Context
from archbench.hcl.limits import Limits
from archbench.hcl.plain import from_plain, plain
from archbench.hcl.scope import Scope
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Traversal
from archbench.hcl.values import Value
from archbench.hcl.walk import literal_text
from archbench.terraform.address import join, natural
from archbench.terraform.configuration import (
    Action,
    Configuration,
    Output,
    UnreadFile,
    Variable,
)
from archbench.terraform.data_sources import Answers, read_answers
from archbench.terraform.edits import NO_EDITS, ArgumentEdit, Edits
from archbench.terraform.ephemeral import ephemeral_nodes
from archbench.terraform.files import (
    Files,
    boundary_of,
    configuration_files,
    replaced_files,
    unread_files,
    workspace_of,
)
from archbench.terraform.gathering import some
from archbench.terraform.graph import Node, build_graph
from archbench.terraform.memory import NodeMemory, Remembered
from archbench.terraform.module import Module
from archbench.terraform.moves import read_moves
from archbench.terraform.opentofu import SHORT_CIRCUITS, is_opentofu
from archbench.terraform.other_roots import nothing_here
from archbench.terraform.provider_choice import choose, locked_version
from archbench.terraform.provider_functions import PROVIDER_FUNCTIONS
from archbench.terraform.quoted import keys_shown
from archbench.terraform.refusal import is_fatal, refuse, to_fill_in
from archbench.terraform.repetition import most_instances
from archbench.terraform.resolve import Resolver
from archbench.terraform.secrecy import is_true
from archbench.terraform.structure import mistakes
from archbench.terraform.tree import read_tree
from archbench.terraform.variables import (
    MISSING,
    Declaration,
    declare,
    gather,
    gather_early,
)
from archbench.terraform.versions import short_circuits
from archbench.terraform.world import World

SECONDS = 3.0
"""Processor time one evaluation may take, besides what its instances are granted."""

STEPS = 500_000
"""Expressions one evaluation may take, likewise; one or two seconds of them."""

_SHOWN = 5
_NAMED = 20

_Base = tuple[Sequence[tuple[str, str]], Mapping[str, Value], Sequence[Diagnostic]]
"""What variables were given, the values they come to, and what was heard of it."""


class Session:
    """One configuration directory."""

    def __init__(  # noqa: PLR0913 what a reading depends on
        self,
        path: Path,
        *,
        data: Path | None = None,
        environ: Mapping[str, str] | None = None,
        root: Path | None = None,
        answers: Answers | None = None,
        overlay: Mapping[Path, str] | None = None,
        locked: str | None = None,
        terraform: str | None = None,
        variables: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Read the configuration's files; overlay has texts to read in place of some.

        locked is the version of the AWS provider, where that is known better than by a lock file,
        and terraform that of Terraform, where it is known better than by what modules ask for.
        variables are those OpenTofu has before it reads modules; others later are read anew.

        Raises:
            InputError: there is no configuration, or its files cannot be read as one.
        """
        tofu = is_opentofu(path)
        if not any(configuration_files(path, tofu=tofu)):
            raise InputError(nothing_here(path))
        self.path = path
        self._environ = environ or {}
        self._variables = tuple(variables)
        self._anew = partial(
            Session,
            path,
            data=data,
            environ=environ,
            root=root,
            answers=answers,
            overlay=overlay,
            locked=locked,
            terraform=terraform,
        )
        boundary = root or boundary_of(path)
        self.files = Files(path, boundary, overlay=overlay or {}, tofu=tofu)
        tree = self._tree = read_tree(self.files, variables=self._early)
        self._diagnostics = list(tree.diagnostics)
        modules = tree.modules.values()
        asks = [asked.constraint for m in modules for asked in m.required_versions]
        first = {"first": SHORT_CIRCUITS} if tofu else {}
        short_circuit = short_circuits(asks, terraform, **first)
        refuse(path, [*self._diagnostics, *mistakes(tree, later=short_circuit, tofu=tofu)])
        problems: list[Diagnostic] = []
        self._declared = {
            name: declare(block, problems.append)
            for name, block in tree.modules[()].variables.items()
        }
        refuse(path, problems)
        self._sources = dict(self.files.sources)
        self._graph = build_graph(tree)
        self._limits = Limits(clock=time.thread_time)
        context = Context(root=self.files.boundary, directory=path)
        scope = Scope(
            _nothing,
            {**FUNCTIONS, **PROVIDER_FUNCTIONS},
            context=context,
            limits=self._limits,
            short_circuit=short_circuit,
        )
        asked = [m.provider_versions.get("aws", ()) for _, m in sorted(tree.modules.items())]
        constraints = [item.constraint for items in asked for item in items]
        provider = choose(locked or locked_version(self.files), constraints)
        workspace = workspace_of(self.files, self._environ)
        region = self._environ.get("AWS_REGION") or self._environ.get("AWS_DEFAULT_REGION")
        self.world = World(tree, self.files, workspace, region, provider)
        self.world.ephemeral = ephemeral_nodes(tree, self._graph)
        known = read_answers(data) if answers is None else answers
        self._resolver = Resolver(
            self.world, self._graph, scope, known, most_instances(self._environ)
        )
        self._given: dict[str, Value] = {}
        self._base: _Base | None = None
        self._memory: NodeMemory = NodeMemory()
        self._texts: dict[SourceRange, str] = {}

    @property
    def declarations(self) -> Mapping[str, Declaration]:
        """The variables of the root module, by name."""
        return self._declared

    def data_types(self) -> tuple[str, ...]:
        """The types of all data sources in the configuration, in every module."""
        modules = self.world.tree.modules.values()
        found = {r.type for m in modules for r in m.resources.values() if r.mode == "data"}
        return tuple(sorted(found))

    def resolve(self, variables: Sequence[tuple[str, str]] = ()) -> Configuration:
        """The configuration with these variables, given as for `archbench.terraform.load`.

        Raises:
            InputError: a variable is missing, unknown or refused, or a reference leads nowhere.
        """
        if self._reads_anew(variables):
            return self._anew(variables=variables).resolve(variables)
        problems: list[Diagnostic] = []
        self.files.sources = dict(self._sources)
        values = gather(self.files, self._declared, variables, self._environ, problems.append)
        return self._resolved(values, problems)

    def vary(
        self,
        given: Sequence[tuple[str, str]],
        variables: Mapping[str, object],
        edits: Edits = NO_EDITS,
    ) -> Configuration:
        """The configuration `resolve(given)` gives, with other values of declared variables.

        variables are plain data by name, edits arguments set otherwise. given is read once.

        Raises:
            InputError: as `resolve` does.
        """
        if variables and any(
            c.early for m in self._tree.modules.values() for c in m.calls.values()
        ):
            more = [("json", f"{n}={json.dumps(v, default=str)}") for n, v in variables.items()]
            return self._anew(variables=(*given, *more)).vary((*given, *more), {}, edits)
        if self._base is None or self._base[0] != tuple(given):
            heard: list[Diagnostic] = []
            self.files.sources = dict(self._sources)
            found = gather(self.files, self._declared, given, self._environ, heard.append)
            self._base = tuple(given), found, tuple(heard)
        values, problems = dict(self._base[1]), list(self._base[2])
        for name, data in variables.items():
            values[name] = self._declared[name].settle(from_plain(data), None, problems.append)
        return self._resolved(values, problems, edits)

    def _resolved(
        self, values: dict[str, Value], problems: list[Diagnostic], edits: Edits = NO_EDITS
    ) -> Configuration:
        """The configuration with the values of all its variables."""
        lacking = {item.range for item in problems if item.summary == MISSING}
        missing = [self._declared[name] for name in sorted(self._declared)]
        missing = [declared for declared in missing if declared.range in lacking]
        refuse(self.path, problems, to_fill_in(missing))
        self.world.settled.clear()
        self._limits.steps = STEPS
        self._limits.deadline = time.thread_time() + SECONDS
        changed: set[Node] = {
            ((), f"var.{name}") for name, value in values.items() if self._given.get(name) != value
        }
        edited = edits.nodes(self._tree)
        changed |= {*self._resolver.edits.nodes(self._tree), *edited}
        self._resolver.edits = edits
        for name, value in values.items():
            self.world.values["", f"var.{name}"] = value
        self._given = values
        self._evaluate(changed, edited)
        cycles = self._cycles()
        found = [*self._diagnostics, *problems, *cycles]
        for node in self._graph.order:
            found.extend(self._resolver.outcomes[node].diagnostics)
        if cycles:
            found = [item for item in found if item in cycles or item.summary != "Cycle"]
        refuse(self.path, [item for item in found if is_fatal(item)])
        return self._configuration(tuple(dict.fromkeys(found)))

    def _early(self, root: Module) -> Mapping[str, Value]:
        """The variables of the root that are given before its modules are read."""
        return gather_early(self.files, root.variables, self._variables, self._environ)

    def _reads_anew(self, variables: Sequence[tuple[str, str]]) -> bool:
        """Whether other variables may lead to other modules."""
        calls = (call for m in self._tree.modules.values() for call in m.calls.values())
        return tuple(variables) != self._variables and any(call.early for call in calls)

    def _evaluate(
        self, changed: set[Node], edited: Mapping[Node, tuple[ArgumentEdit, ...]]
    ) -> None:
        """Have what was never evaluated, and what depends on something that changed."""
        memory = self._memory
        for node in self._graph.order:
            before = memory.now.get(node)
            dependencies = self._graph.dependencies[node]
            if before and node not in changed and changed.isdisjoint(dependencies):
                continue
            value = None if node[0] else self._given.get(node[1].removeprefix("var."))
            is_given = value is not None and node[1].startswith("var.")
            number = memory.number_of(node, value) if value is not None and is_given else 0
            key = memory.key((number, edited.get(node, ())), dependencies)
            found = memory.recall(node, key)
            if found is None:
                self._resolver.evaluate(node)
                provider = self._resolver.provider(node)
                outcome = self._resolver.outcomes[node]
                found = memory.keep(node, key, Remembered(provider, self.world.seen(node), outcome))
            elif found is not before:
                self.world.restore(found.seen)
                self._resolver.restore(node, found.outcome, found.provider)
            if before is None or found.number != before.number:
                changed.add(node)
            else:
                changed.discard(node)
            memory.now[node] = found

    def _cycles(self) -> list[Diagnostic]:
        return [
            Diagnostic(
                "error",
                "Cycle",
                "These depend on one another, so none can be evaluated first: "
                + ", ".join(
                    ".".join([*(f"module.{p}" for p in path), name]) for path, name in ring[:_NAMED]
                )
                + (f" and {len(ring) - _NAMED} more." if len(ring) > _NAMED else "."),
                self._resolver.range_of(ring[0]),
            )
            for ring in self._graph.cycles
        ]

    def _configuration(self, diagnostics: tuple[Diagnostic, ...]) -> Configuration:
        outcomes = [self._resolver.outcomes[node] for node in self._graph.order]
        instances = [item for outcome in outcomes for item in outcome.instances]
        unexpanded = [item for outcome in outcomes for item in outcome.unexpanded]
        return Configuration(
            path=self.path.as_posix(),
            instances=tuple(sorted(instances, key=lambda item: natural(item.address))),
            variables=tuple(self._variable(name) for name in sorted(self._declared)),
            outputs=tuple(
                self._output(name) for name in sorted(self.world.tree.modules[()].outputs)
            ),
            unexpanded=tuple(sorted(unexpanded, key=lambda item: natural(item.address))),
            unread_files=self._unread_files,
            actions=tuple(self._actions()),
            diagnostics=keys_shown(diagnostics, instances),
            provider=self.world.provider,
            rules=self._rules(),
            sources=dict(sorted(self.files.sources.items())),
            moves=tuple(
                move
                for path, module in sorted(self.world.tree.modules.items())
                for move in read_moves(module.moves, path)
            ),
        )

    def _rules(self) -> str:
        if not self.files.tofu:
            return "Terraform"
        directories = {m.directory.resolve(): m.directory for m in self._tree.modules.values()}
        replaced = {
            self.files.name(directory / other): name
            for directory in directories.values()
            for other, name in replaced_files(directory).items()
        }
        told = [f"{replaced[other]} in place of {other}" for other in sorted(replaced)]
        return f"OpenTofu, with {some(told, _SHOWN)}" if told else "OpenTofu"

    @cached_property
    def _unread_files(self) -> tuple[UnreadFile, ...]:
        """The files in the directories of all modules that are not read, each once."""
        directories = {m.directory.resolve(): m.directory for m in self._tree.modules.values()}
        found = {
            self.files.name(path): reason
            for directory in directories.values()
            for path, reason in unread_files(directory, tofu=self.files.tofu)
        }
        return tuple(UnreadFile(name, found[name]) for name in sorted(found))

    def _actions(self) -> Iterator[Action]:
        """The action blocks of all modules, by the address of their call."""
        for path, module in sorted(self._tree.modules.items()):
            calls = [f"module.{name}" for name in path]
            for name, block in sorted(module.actions.items()):
                yield Action(join(*calls, name), block.labels[0], block.range)

    def _variable(self, name: str) -> Variable:
        declared = self._declared[name]
        attributes = self.world.tree.modules[()].variables[name].body.attributes
        rules = (
            rule.body.attributes["condition"].expression.range
            for rule in declared.validations
            if "condition" in rule.body.attributes
        )
        return Variable(
            name=name,
            value=plain(self.world.values["", f"var.{name}"]),
            description=declared.description,
            type=self._text(attributes["type"].expression.range) if "type" in attributes else "any",
            sensitive=declared.sensitive,
            default=None if declared.default is None else plain(declared.default),
            range=declared.range,
            validations=tuple(self._text(range_) for range_ in rules),
        )

    def _output(self, name: str) -> Output:
        from archbench.terraform.provenance import takes_withheld  # noqa: PLC0415 few have outputs

        block = self.world.tree.modules[()].outputs[name]
        value = self.world.values.get(("", f"output.{name}"))
        description = block.body.attributes.get("description")
        written = block.body.attributes.get("value")
        return Output(
            name=name,
            value=plain(value) if value is not None else None,
            description=(literal_text(description.expression) or "") if description else "",
            sensitive=is_true(block.body.attributes.get("sensitive")),
            range=block.range,
            references=self.world.references.get(("", f"output.{name}"), ()),
            withheld=written is not None
            and takes_withheld(written.expression, (), self.world.tree),
        )

    def _text(self, range_: SourceRange) -> str:
        """The source text of a range."""
        if range_ not in self._texts:
            self._texts[range_] = self._cut(range_)
        return self._texts[range_]

    def _cut(self, range_: SourceRange) -> str:
        lines = self.files.sources[range_.filename].splitlines(keepends=True)
        lines = lines[range_.start.line - 1 : range_.end.line]
        if not lines:
            return ""
        lines[-1] = lines[-1][: range_.end.column - 1]
        lines[0] = lines[0][range_.start.column - 1 :]
        return "".join(lines).strip()


def _nothing(traversal: Traversal) -> tuple[Value, int]:
    raise AssertionError(traversal)
