"""Values for input variables: where they come from, which wins, and what they must be."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from archbench.errors import InputError
from archbench.files import read_text
from archbench.frozen import frozen, replace
from archbench.hcl.convert import ConversionError
from archbench.hcl.diagnostics import Diagnostic, Reporting, did_you_mean
from archbench.hcl.evaluate import evaluate
from archbench.hcl.json_syntax import parse_json_body
from archbench.hcl.parser import parse_body, parse_expression
from archbench.hcl.plain import from_plain
from archbench.hcl.scope import Scope
from archbench.hcl.source import Position, SourceRange
from archbench.hcl.syntax import Block, LiteralValue, Traversal
from archbench.hcl.type_constraint import ANY, Constraint, parse_constraint
from archbench.hcl.types import DYNAMIC, STRING, Primitive
from archbench.hcl.values import Origin, Value, unknown
from archbench.hcl.walk import literal_text
from archbench.json_text import json_data
from archbench.terraform.data_reasons import LEFT_UNKNOWN
from archbench.terraform.files import Files, variable_files

PREFIX = "TF_VAR_"
AT = "at "
"""Begins the kind of a pair like those of "var" that stands in a file: "at archbench.yml:3"."""
MISSING = "No value for required variable"


@frozen
class Declaration:
    """A variable block: what values it takes, and what it is without one."""

    name: str
    constraint: Constraint
    takes_text: bool
    """Without a type or with a primitive one, a value given as text is that text."""
    default: Value | None
    nullable: bool
    sensitive: bool
    ephemeral: bool
    description: str
    range: SourceRange
    validations: tuple[Block, ...]

    def settle(self, value: Value | None, place: SourceRange | None, report: Reporting) -> Value:
        """The value in the variable's type; its default when none is given."""
        if value is None or (value.is_null and not self.nullable):
            if self.default is None:
                if value is not None:
                    detail = f"The value for var.{self.name} must not be null."
                    report(Diagnostic("error", "Required variable not set", detail, place))
                reason = f"no value is given for var.{self.name}"
                return self._marked(unknown(DYNAMIC, Origin("variable", self.name, "", reason)))
            return self._marked(self.default)
        return self._marked(self.converted(value, place, report))

    def converted(self, value: Value, place: SourceRange | None, report: Reporting) -> Value:
        """The value in the variable's type, defaults of optional attributes put in."""
        try:
            return self.constraint.convert(value)
        except ConversionError as error:
            detail = f"The value given for var.{self.name} is not suitable: {error}."
            report(Diagnostic("error", "Invalid value for input variable", detail, place))
            origin = Origin("variable", f"var.{self.name}", "", detail)
            return unknown(DYNAMIC, origin)

    def _marked(self, value: Value) -> Value:
        return replace(value, sensitive=True) if self.sensitive or self.ephemeral else value


def declare(block: Block, report: Reporting) -> Declaration:
    """What a variable block says; mistakes in it are reported."""
    name, attributes = block.labels[0], block.body.attributes
    type_ = attributes.get("type")
    scope = constant_scope(report, f"the type of var.{name}")
    constraint = parse_constraint(type_.expression, scope) if type_ else ANY
    flags = {
        key: isinstance(item.expression, LiteralValue) and item.expression.value is True
        for key, item in attributes.items()
    }
    declaration = Declaration(
        name=name,
        constraint=constraint,
        takes_text=type_ is None or isinstance(constraint.type, Primitive),
        default=None,
        nullable=flags.get("nullable", True),
        sensitive=flags.get("sensitive", False),
        ephemeral=flags.get("ephemeral", False),
        description=literal_text(attributes["description"].expression) or ""
        if "description" in attributes
        else "",
        range=block.range,
        validations=tuple(inner for inner in block.body.blocks if inner.type == "validation"),
    )
    default = attributes.get("default")
    if default is None:
        return declaration
    value = evaluate(default.expression, constant_scope(report, "a default"))
    if value.is_null and not declaration.nullable:
        detail = f"The default of var.{name} must not be null, because nullable is false."
        place = default.expression.range
        report(Diagnostic("error", "Invalid default value for variable", detail, place))
    return replace(
        declaration, default=declaration.converted(value, default.expression.range, report)
    )


def constant_scope(report: Reporting, where: str) -> Scope:
    """A scope without names and functions."""

    def resolve(traversal: Traversal) -> tuple[Value, int]:
        detail = f"Nothing can be referred to in {where}: only literal values stand there."
        report(Diagnostic("error", "Variables not allowed", detail, traversal.range))
        return unknown(DYNAMIC, Origin("error", str(traversal.range), "", detail)), len(
            traversal.steps
        )

    return Scope(resolve, {}, report)


@frozen
class Given:
    """A value someone gave: as text still to be parsed by the variable's type, or parsed."""

    place: str
    text: str = ""
    value: Value | None = None
    range: SourceRange | None = None


def gather(
    files: Files,
    declared: Mapping[str, Declaration],
    given: Sequence[tuple[str, str]],
    environ: Mapping[str, str],
    report: Reporting,
) -> dict[str, Value]:
    """The value of every declared variable, as Terraform chooses among all sources.

    Lowest first: TF_VAR_name, terraform.tfvars, terraform.tfvars.json, *.auto.tfvars(.json) by
    name, then `given` in order. Variables nobody set and without default are reported together,
    unless ("unknown", "*") leaves them unknown; ("unknown", NAME) does so with one.
    """
    chosen = _chosen(files, declared, given, environ, report)
    values: dict[str, Value] = {}
    for name, declaration in sorted(declared.items()):
        item = chosen.get(name)
        if item is None and declaration.default is None and ("unknown", "*") in given:
            item = _left_unknown(name)
        if item is None and declaration.default is None:
            detail = (
                f'The root input variable "{name}" is not set, and has no default. '
                f"Give it with --var {name}=VALUE or in a .tfvars file, or have it unknown "
                f"with --unknown {name} (--unknown '*' for all that have no value)."
            )
            report(Diagnostic("error", MISSING, detail, declaration.range))
        parsed = _parse(item, declaration, report) if item else None
        values[name] = declaration.settle(parsed, item.range if item else None, report)
    return values


def gather_early(
    files: Files,
    blocks: Mapping[str, Block],
    given: Sequence[tuple[str, str]],
    environ: Mapping[str, str],
) -> dict[str, Value]:
    """The values of these variable blocks, before what is wrong with them is told."""

    def unheard(_: Diagnostic) -> None:
        pass

    declared = {name: declare(block, unheard) for name, block in blocks.items()}
    return gather(files, declared, given, environ, unheard)


def _chosen(
    files: Files,
    declared: Mapping[str, Declaration],
    given: Sequence[tuple[str, str]],
    environ: Mapping[str, str],
    report: Reporting,
) -> dict[str, Given]:
    """What somebody gave for each variable, the last that wins."""
    chosen: dict[str, Given] = {}
    for name in declared:
        if PREFIX + name in environ:
            chosen[name] = Given(f"the environment ({PREFIX}{name})", environ[PREFIX + name])
    for path in variable_files(files.root):
        chosen.update(_known(_read(files, path, report), declared, report))
    for kind, text in given:
        if kind == "file":
            chosen.update(_known(_read(files, _chosen_file(files, text), report), declared, report))
        elif kind == "var" or kind.startswith(AT):
            name, item = _set(kind, text, files, declared)
            chosen[name] = item
        elif kind == "json":
            name, _, value = text.partition("=")
            must_be_declared(name, f"the value of {name}", files, declared)
            exact = json_data(value)
            chosen[name] = Given(f"the value of {name}", value=from_plain(exact))
        elif text != "*":
            must_be_declared(text, f"--unknown {text}", files, declared)
            chosen[text] = _left_unknown(text)
    return chosen


def _set(
    kind: str, text: str, files: Files, declared: Mapping[str, Declaration]
) -> tuple[str, Given]:
    """A single variable, of the command line or of a line of a file."""
    name, _, value = text.partition("=")
    name = name.strip()
    if kind.startswith(AT):
        place = kind.removeprefix(AT)
        must_be_declared(name, place, files, declared)
        return name, Given(place, value, range=_range(files, place))
    if "=" not in text or not name:
        raise InputError(f'--var "{text}" must have the form NAME=VALUE.')
    must_be_declared(name, f"--var {text}", files, declared)
    return name, Given(f"--var {name}", value)


def _range(files: Files, place: str) -> SourceRange:
    path, _, line = place.rpartition(":")
    start = Position(int(line), 1)
    return SourceRange(files.name(Path(path)), start, start)


def must_be_declared(
    name: str, option: str, files: Files, declared: Mapping[str, Declaration]
) -> None:
    """Raise InputError where a variable an option names is not declared."""
    if name not in declared:
        near = did_you_mean(name, set(declared))
        raise InputError(
            f'{option}: a variable named "{name}" is not declared in {files.root.as_posix()}.{near}'
        )


def _left_unknown(name: str) -> Given:
    origin = Origin("variable", f"var.{name}", "", LEFT_UNKNOWN)
    return Given(f"--unknown {name}", value=unknown(DYNAMIC, origin, exact=True))


def _chosen_file(files: Files, text: str) -> Path:
    """A --var-file: as given from the working directory, else beside the configuration."""
    for path in (Path(text), files.root / text):
        if path.is_file():
            return path
    raise InputError(
        f"--var-file {text}: there is no such file here or in {files.root.as_posix()}."
    )


def _read(files: Files, path: Path, report: Reporting) -> dict[str, Given]:
    """The values in a file with variable values; the user chose it, so it may lie anywhere."""
    name = files.name(path)
    try:
        trial = files.overlay.get(path.resolve())
        text = read_text(path) if trial is None else trial
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}:{error.object[: error.start].count(10) + 1}: This cannot be read as variable "
            f"values: it is not UTF-8 text (byte {error.start}). "
            "Save it as UTF-8, or decrypt it if it is encrypted in the repository."
        ) from error
    except OSError as error:
        raise InputError(f"{path} cannot be read as variable values: {error.strerror}.") from error
    files.sources[name] = text
    parse = parse_json_body if path.name.endswith(".json") else parse_body
    body, problems = parse(text, name)
    for problem in problems:
        report(problem)
    for block in body.blocks:
        detail = (
            f'A file of variable values holds only NAME = VALUE lines, no "{block.type}" block.'
        )
        report(Diagnostic("error", "Unexpected block", detail, block.range))
    scope = constant_scope(report, "a file of variable values")
    return {
        key: Given(name, value=evaluate(item.expression, scope), range=item.range)
        for key, item in body.attributes.items()
    }


def _known(
    found: Mapping[str, Given], declared: Mapping[str, Declaration], report: Reporting
) -> dict[str, Given]:
    for name, item in found.items():
        if name not in declared:
            near = did_you_mean(name, set(declared))
            detail = f'{item.place} sets "{name}", but no variable has this name.{near}'
            report(Diagnostic("warning", "Value for undeclared variable", detail, item.range))
    return {name: item for name, item in found.items() if name in declared}


def _parse(item: Given, declaration: Declaration, report: Reporting) -> Value:
    """A value given as text: literal for primitive types, an expression for the others."""
    if item.value is not None:
        return item.value
    if declaration.takes_text:
        return Value(STRING, item.text)
    name = f"<value for var.{declaration.name}>"
    expression, problems = parse_expression(item.text, name, Position(1, 1))
    if expression is None or problems:
        why = problems[0].detail if problems else "it is empty"
        raise InputError(
            f"{item.place}: the value is no expression Terraform can read ({why}) "
            f"var.{declaration.name} is a {declaration.constraint.type}, so write it as in a "
            "configuration: '[\"a\", \"b\"]' or '{a = 1}'."
        )
    return evaluate(expression, constant_scope(report, item.place))
