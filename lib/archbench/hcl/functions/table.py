"""What a function is, and the protocol by which it is called.

The protocol is cty's: arguments are converted to the parameter types, a null is refused unless the
parameter takes it, an unknown argument makes the result unknown (its origins united) unless the
parameter takes it, and sensitive marks of the arguments pass to the result. A function is its
implementation and one row in the table of its family.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from archbench.errors import EvaluationLimitError
from archbench.frozen import field, frozen, record, replace
from archbench.hcl.construct import is_sensitive_deep
from archbench.hcl.convert import convert
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.equality import conforms
from archbench.hcl.errors import ConversionError
from archbench.hcl.functions.values import unmark
from archbench.hcl.refine import computed, origins, refine_not_null
from archbench.hcl.syntax import Expression
from archbench.hcl.types import DYNAMIC, Dynamic, Type
from archbench.hcl.values import Made, Origin, Raw, Unknown, Value, unknown


class FunctionError(Exception):
    """The arguments cannot be used, as Terraform would say too.

    summary and detail speak to the person who wrote the call; argument is the index of the argument
    at fault, if it is one.
    """

    def __init__(
        self, detail: str, argument: int | None = None, summary: str = "Error in function call"
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.argument = argument
        self.summary = summary


class NotComputedError(Exception):
    """Terraform has an answer here and we do not; the text says why, in one sentence.

    may_fail says that the answer may be an error, so that not even the type is certain.
    """

    def __init__(self, reason: str, *, may_fail: bool = False) -> None:
        super().__init__(reason)
        self.may_fail = may_fail


Render = Callable[[str, str, Mapping[str, Value], frozenset[str]], Value]
"""(template text, filename, variables, names of functions it may not call) -> the rendered value.

Raises FunctionError when the template cannot be parsed or rendered.
"""


def _no_render(*_: object) -> Value:
    raise NotComputedError("Templates are rendered only inside a configuration.")


def _ignore(_: Diagnostic) -> None:
    pass


@record
class Context:
    """What a function may see of the world.

    root is the directory outside of which nothing is read; directory is the one relative paths
    start from (where terraform would run); home replaces "~" when given. limit bounds the size of
    one result, in characters or elements. reads collects the files that were read, by path
    relative to root, with their bytes' SHA-256.
    """

    root: Path = field(default_factory=Path)
    directory: Path | None = None
    home: Path | None = None
    limit: int = 2_000_000
    render: Render = _no_render
    report: Callable[[Diagnostic], None] = _ignore
    reads: dict[str, str] = field(default_factory=dict)

    def at(self, render: Render, report: Callable[[Diagnostic], None]) -> "Context":
        """The same world for one call, which renders and reports in its own way."""
        return Context(self.root, self.directory, self.home, self.limit, render, report, self.reads)

    def bound(self, size: int, what: str) -> None:
        """Refuse a result of this size before it is made.

        Raises:
            EvaluationLimitError: the size is over the limit.
        """
        if size > self.limit:
            raise EvaluationLimitError(
                f"{what} would hold {size} characters or elements; at most {self.limit} are"
                " evaluated. Use smaller arguments."
            )


@frozen
class Parameter:
    """One parameter: what it is converted to, and which special values the function takes itself.

    null, unknown, dynamic (a value of a type not known yet) and marked (sensitive, also inside)
    values reach the implementation only where allowed here.
    """

    name: str
    type: Type = DYNAMIC
    null: bool = False
    unknown: bool = False
    dynamic: bool = False
    marked: bool = False


@frozen
class Attempt:
    """An argument of a lazy function, not evaluated yet."""

    expression: Expression
    evaluate: Callable[[], tuple[Value, tuple[Diagnostic, ...]]]


Arguments = tuple[Value, ...]
ResultType = Type | Callable[[Arguments, Context], Type]
Implementation = Callable[[Arguments, Type, Context], Value]
LazyImplementation = Callable[[Sequence[Attempt], Context], Value]


def _no_implementation(*_: object) -> Value:
    raise NotImplementedError


@frozen
class Function:
    """One function of the language.

    returns is the type of the result, or finds it from arguments that may be unknown (and refuses
    arguments as early as Terraform does). may_be_null says that an unknown result can turn out
    to be null. A lazy function gets its arguments as Attempts. as_given says that the function
    takes whatever there is: nothing is converted, refused or left out.
    """

    name: str
    parameters: tuple[Parameter, ...]
    variadic: Parameter | None
    returns: ResultType
    implementation: Implementation = _no_implementation
    may_be_null: bool = False
    lazily: LazyImplementation = _no_implementation
    as_given: bool = False

    @property
    def lazy(self) -> bool:
        """True for try, can and templatestring."""
        return self.lazily is not _no_implementation

    def parameter(self, index: int) -> Parameter:
        """The parameter the argument at this index is for."""
        if index < len(self.parameters):
            return self.parameters[index]
        if self.variadic is None:
            raise IndexError(index)
        return self.variadic


def simple(
    name: str, returns: Type, compute: Callable[..., Raw], *, last: str = "", **parameters: Type
) -> Function:
    """A function of plain, known values: compute takes the raw values and returns the raw result.

    last names the parameter, if any, that takes all further arguments.
    """

    def implementation(args: Arguments, type_: Type, _: Context) -> Value:
        return Value(type_, compute(*(arg.raw for arg in args)))

    rows = tuple(Parameter(key, type_) for key, type_ in parameters.items() if key != last)
    variadic = Parameter(last, parameters[last]) if last else None
    return Function(name, rows, variadic, returns, implementation)


def table(*functions: Function) -> dict[str, Function]:
    """Functions by name."""
    return {function.name: function for function in functions}


def call(function: Function, args: Sequence[Value], context: Context) -> Value:
    """The value of function(args...).

    Raises:
        FunctionError: Terraform refuses the call as well.
        EvaluationLimitError: the result would be larger than context.limit.
    """
    check_count(function, len(args))
    try:
        if function.as_given:
            return _bounded(
                function.implementation(tuple(args), DYNAMIC, context), function, context
            )
        return _call(function, _converted(function, args), context)
    except ConversionError as error:  # a value inside does not convert to the type of the result
        refused = FunctionError(str(error))
    except FunctionError as error:
        refused = error
    raise _explained(function, refused, disclose=not any(map(is_sensitive_deep, args)))


def call_lazy(function: Function, attempts: Sequence[Attempt], context: Context) -> Value:
    """The value of a call whose function decides which arguments are evaluated.

    Raises:
        FunctionError: Terraform refuses the call as well.
        EvaluationLimitError: the result would be larger than context.limit.
    """
    check_count(function, len(attempts))
    try:
        return function.lazily(attempts, context)
    except NotComputedError as gap:
        return _not_computed(function, DYNAMIC, (), str(gap), context)
    except FunctionError as error:
        raise _explained(function, error, disclose=True) from None


def check_count(function: Function, count: int) -> None:
    """Refuse too few or too many arguments.

    Raises:
        FunctionError: with Terraform's summary.
    """
    required = len(function.parameters)
    if count < required:
        missing = function.parameters[count].name
        least = "at least " if function.variadic else ""
        raise FunctionError(
            f'{function.name}() takes {least}{required} argument(s); "{missing}" is missing.',
            summary="Not enough function arguments",
        )
    if count > required and function.variadic is None:
        raise FunctionError(
            f"{function.name}() takes only {required} argument(s), not {count}.",
            required,
            "Too many function arguments",
        )


def _converted(function: Function, args: Sequence[Value]) -> Arguments:
    converted = []
    for index, arg in enumerate(args):
        wanted = function.parameter(index).type
        try:
            given = arg if wanted == DYNAMIC else convert(arg, wanted)
        except ConversionError as error:
            raise FunctionError(str(error), index) from None
        if not (given.is_known or conforms(given.type, wanted)):
            # of a set of unknown length Terraform makes a list with the elements' old type
            raise FunctionError(f"{wanted} required, but received {given.type}", index)
        converted.append(given)
    return tuple(converted)


def _call(function: Function, args: Arguments, context: Context) -> Value:
    parameters = [function.parameter(index) for index in range(len(args))]
    plain: list[Value] = []
    sensitive = False
    for parameter, arg in zip(parameters, args, strict=True):
        bare, marked = (arg, False) if parameter.marked else unmark(arg)
        plain.append(bare)
        sensitive = sensitive or marked
    bare_args = tuple(plain)
    result = _traced(_called(function, parameters, bare_args, context), function.name, bare_args)
    return replace(result, sensitive=True) if sensitive else result


_TRACED = frozenset({"base64encode", "base64gzip", "join", "jsonencode", "merge", "yamlencode"})
"""Functions whose result can be read in part: they only put their arguments into another form."""


def _traced(result: Value, name: str, args: Arguments) -> Value:
    """The result, which says how it was made when it is not known."""
    raw = result.raw
    if not isinstance(raw, Unknown) or raw.made is not None or name not in _TRACED:
        return result
    return replace(result, raw=replace(raw, made=Made(name, args)))


def _called(
    function: Function, parameters: Sequence[Parameter], args: Arguments, context: Context
) -> Value:
    type_: Type = DYNAMIC
    untyped = False
    for index, (parameter, arg) in enumerate(zip(parameters, args, strict=True)):
        if arg.is_null and not parameter.null:
            raise FunctionError("the argument must not be null", index)
        if isinstance(arg.type, Dynamic) and not parameter.dynamic:
            untyped = True
            break
    try:
        if not untyped:
            returns = function.returns
            type_ = returns(args, context) if callable(returns) else returns
        if untyped or any(
            not arg.is_known and not parameter.unknown
            for parameter, arg in zip(parameters, args, strict=True)
        ):
            pending = computed(type_, *args)
            return pending if untyped or function.may_be_null else refine_not_null(pending)
        result = function.implementation(args, type_, context)
        if not function.may_be_null:
            result = refine_not_null(result)
    except NotComputedError as gap:
        certain = DYNAMIC if gap.may_fail else type_
        return _not_computed(function, certain, args, str(gap), context)
    return _bounded(result, function, context)


def _bounded(result: Value, function: Function, context: Context) -> Value:
    """The result, where it is no larger than allowed."""
    if isinstance(result.raw, (str, tuple)):
        context.bound(len(result.raw), f"The result of {function.name}()")
    return result


def _not_computed(
    function: Function, type_: Type, args: Arguments, reason: str, context: Context
) -> Value:
    context.report(Diagnostic("warning", "Value not computed", f"{function.name}(): {reason}"))
    origin = Origin("function", f"{function.name}()", reason=reason)
    return unknown(type_, origin, *origins(*args))


def _explained(function: Function, error: FunctionError, *, disclose: bool) -> FunctionError:
    """The same error in whole sentences that name the function and the parameter."""
    if error.summary != "Error in function call":
        return error
    reason = error.detail if disclose else "an argument is sensitive, so the reason is not shown"
    if error.argument is None:
        return FunctionError(f"The call of {function.name}() failed: {reason}.")
    name = function.parameter(error.argument).name
    return FunctionError(
        f'Invalid value for parameter "{name}" of {function.name}(): {reason}.',
        error.argument,
        "Invalid function argument",
    )
