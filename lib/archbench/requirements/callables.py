"""What conditions may call: Terraform's functions, and those that only checklists have."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from archbench.frozen import replace
from archbench.hcl.diagnostics import Diagnostic, Reporting
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.functions.table import Arguments, Attempt, Context, Function, FunctionError
from archbench.hcl.refine import computed
from archbench.hcl.types import Type
from archbench.hcl.values import FALSE, Value
from archbench.requirements.counting import at_least, of_distinct, of_sets
from archbench.requirements.functions import own_function, own_names
from archbench.requirements.functions._related import instance_of
from archbench.requirements.lists import waiting_closely
from archbench.requirements.misspelt import (
    MISSPELT,
    NO_NAME,
    asked_places,
    held,
    misspelt,
    texts_in,
)
from archbench.requirements.paths import mistaken_in
from archbench.requirements.record import holds_secret
from archbench.requirements.view import View

_KEEP_IDENTITY = frozenset(
    {
        "alltrue",
        "anytrue",
        "can",
        "coalesce",
        "coalescelist",
        "compact",
        "concat",
        "contains",
        "distinct",
        "element",
        "flatten",
        "index",
        "keys",
        "lookup",
        "matchkeys",
        "max",
        "merge",
        "min",
        "one",
        "reverse",
        "setintersection",
        "setproduct",
        "setsubtract",
        "setunion",
        "slice",
        "sum",
        "tolist",
        "tomap",
        "toset",
        "try",
        "values",
        "zipmap",
    }
)
"""Functions that compare or move values; all others look into a text, which an identity has not."""


class Functions(Mapping[str, Function]):
    """Functions by name, about one configuration; each is made when it is first called."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._made = view.functions

    def __getitem__(self, name: str) -> Function:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(FUNCTIONS.keys() | own_names()))

    def __len__(self) -> int:
        return len(FUNCTIONS.keys() | own_names())

    def _make(self, name: str) -> Function:
        """The function; KeyError where there is none of the name."""
        if name in own_names():
            return _held(_asking(own_function(name, self._view), self._view))
        function = FUNCTIONS[name]
        if name == "nonsensitive" and self._view.told_of is not None:
            return replace(function, implementation=lambda args, _, __: args[0])
        if function.lazy:
            return _not_silent(function)
        if name == "length":  # it counts elements, and looks into a text
            counting = _guarded(function, self._view.tokens, _bare_text)
            return at_least(
                of_sets(counting), frozenset(x.address for x in self._view.configuration.uncounted)
            )
        function = _OTHERWISE[name](function) if name in _OTHERWISE else function
        return function if name in _KEEP_IDENTITY else _guarded(function, self._view.tokens, _bare)


def _guarded(
    function: Function,
    tokens: Mapping[str, Value],
    bare_of: Callable[[Value, Mapping[str, Value]], Value],
) -> Function:
    """The function, for which an identity is the unknown it stands for."""

    def returns(args: Arguments, context: Context) -> Type:
        found = function.returns
        return found(tuple(bare_of(a, tokens) for a in args), context) if callable(found) else found

    def implementation(args: Arguments, type_: Type, context: Context) -> Value:
        bare = tuple(bare_of(arg, tokens) for arg in args)
        if all(new is old for new, old in zip(bare, args, strict=True)):
            return function.implementation(args, type_, context)
        return computed(type_, *bare)

    if function.lazy:
        return function
    return replace(function, returns=returns, implementation=implementation)


def _decided(function: Function) -> Function:
    """The alltrue, which one that is false decides, whatever stands before it."""

    def implementation(args: Arguments, type_: Type, context: Context) -> Value:
        items = args[0].raw if isinstance(args[0].raw, tuple) else ()
        if any(item.raw is False for item in items):
            return FALSE
        return function.implementation(args, type_, context)

    return replace(function, implementation=implementation)


def _held(function: Function) -> Function:
    """The function, which refuses texts that should be names and are not."""
    wanted = held(function.name)

    def implementation(args: Arguments, type_: Type, context: Context) -> Value:
        texts = tuple(
            texts_in(arg) if is_held else () for arg, is_held in zip(args, wanted, strict=True)
        )
        for wrong in misspelt(function.name, texts):
            hidden = holds_secret(args[wrong.argument])
            raise FunctionError(NO_NAME if hidden else wrong.detail, wrong.argument, wrong.summary)
        return function.implementation(args, type_, context)

    return replace(function, implementation=implementation) if any(wanted) else function


def _asking(function: Function, view: View) -> Function:
    """The function, which refuses a path that leads nowhere in the instance it asks."""
    places = asked_places(function.name)

    def implementation(args: Arguments, type_: Type, context: Context) -> Value:
        for instance, attribute in places:
            dotted = texts_in(args[attribute])
            asked = args[instance].raw
            for one in asked if isinstance(asked, tuple) else (args[instance],):
                item = instance_of(view, one)
                if item is None:
                    continue
                for text in dotted:
                    wrong = mistaken_in(item, text, view.configuration)
                    if wrong is not None:
                        hidden = holds_secret(args[attribute])
                        detail = NO_NAME if hidden else wrong.detail
                        raise FunctionError(detail, attribute, wrong.summary)
        return function.implementation(args, type_, context)

    return replace(function, implementation=implementation) if places else function


def _not_silent(function: Function) -> Function:
    """The try or can, to which a name that is misspelt is no failure."""

    def telling(attempt: Attempt, report: Reporting) -> Attempt:
        def evaluate() -> tuple[Value, tuple[Diagnostic, ...]]:
            value, told = attempt.evaluate()
            for item in told:
                if item.summary in MISSPELT:
                    report(item)
            return value, told

        return replace(attempt, evaluate=evaluate)

    def lazily(attempts: Sequence[Attempt], context: Context) -> Value:
        return function.lazily([telling(item, context.report) for item in attempts], context)

    return replace(function, lazily=lazily)


def _bare_text(value: Value, tokens: Mapping[str, Value]) -> Value:
    """The value, the unknown for an identity; what is inside of a collection stays."""
    return tokens.get(value.raw, value) if isinstance(value.raw, str) else value


def _bare(value: Value, tokens: Mapping[str, Value]) -> Value:
    """The value with identities turned back into unknowns, inside of collections too."""
    raw = value.raw
    if isinstance(raw, str):
        return _bare_text(value, tokens)
    if isinstance(raw, tuple):
        items = tuple(_bare(item, tokens) for item in raw)
        same = all(new is old for new, old in zip(items, raw, strict=True))
        return value if same else replace(value, raw=items)
    if type(raw) is dict:
        named = {key: _bare(item, tokens) for key, item in raw.items()}
        return value if all(named[key] is raw[key] for key in raw) else replace(value, raw=named)
    return value


_OTHERWISE: Mapping[str, Callable[[Function], Function]] = {
    "alltrue": _decided,
    "concat": waiting_closely,
    "distinct": of_distinct,
    "flatten": waiting_closely,
}
"""Functions of Terraform's that answer more of a question than of a value."""
