"""Which instances an expression refers to, through variables, locals and outputs as well."""

from collections.abc import Iterator

from archbench.hcl import walk
from archbench.hcl.refine import origins
from archbench.hcl.syntax import (
    Attr,
    Expression,
    Index,
    IndexBy,
    RelativeTraversal,
    Step,
    Traversal,
)
from archbench.hcl.values import Unknown, Value
from archbench.hcl.walk import children
from archbench.terraform.address import join, natural, resource_of, unprefixed
from archbench.terraform.scope import ROOTS, Surroundings, instance_key
from archbench.terraform.world import Reference, Written


def references_of(expression: Expression, value: Value, around: Surroundings) -> tuple[str, ...]:
    """The addresses an expression with this value refers to, in natural order.

    Where the value waits for some instances of a resource, only those of it count.
    """
    written = _written(expression, around)
    if not written.references:
        return ()
    raw = value.raw
    if written.resource and isinstance(raw, Unknown) and raw.exact:
        kind, subject = raw.origins[0].kind, raw.origins[0].subject
        own = join(around.instance.address, written.resource)
        if kind == "resource" and resource_of(subject) == own:
            return (subject,)  # all that is named is of that resource
    named = {address for name in _named(expression, around) for address in _at(name, around)}
    waiting = {origin.subject for origin in origins(value) if origin.kind in ("resource", "data")}
    if waiting:
        resources = {resource_of(address) for address in waiting}
        named = {address for address in named if resource_of(address) not in resources} | waiting
    return tuple(sorted(named, key=natural)) if len(named) > 1 else tuple(named)


def _named(expression: Expression, around: Surroundings) -> Iterator[Traversal]:
    """Every traversal in an expression, computed instance keys put in where they are known."""
    for item in _written(expression, around).references:
        if isinstance(item, Traversal):
            yield item
            continue
        whole = _with_keys(item, around)
        if whole is not None:
            yield whole
        if isinstance(item, IndexBy):
            yield from _named(item.key, around)
        if whole is None:
            inner = item.collection if isinstance(item, IndexBy) else item.source
            yield from _named(inner, around)


def _written(expression: Expression, around: Surroundings) -> Written:
    """What an expression refers to as written, looked for once in all its evaluations."""
    kept = around.world.written.get(id(expression))
    if kept is None:
        kept = around.world.written[id(expression)] = _read(expression)
    return kept


def _read(expression: Expression) -> Written:
    found: list[Reference] = []
    roots: set[str] = set()
    stack = [expression]
    while stack:
        item = stack.pop()
        if isinstance(item, Reference):
            found.append(item)
            roots.update(_resource(inner) for inner in walk.traversals(item))
        else:
            stack.extend(children(item))
    roots.discard("count")
    return Written(expression, tuple(found), roots.pop() if len(roots) == 1 else "")


def _resource(traversal: Traversal) -> str:
    """The managed resource a name leads to, "count" where that is all it is, "" for others."""
    root, first = traversal.root, traversal.steps[0] if traversal.steps else None
    if root in ("data", "ephemeral", "resource") or root in ROOTS or not isinstance(first, Attr):
        return "count" if root == "count" else ""
    return f"{root}.{first.name}"


def _with_keys(item: Expression, around: Surroundings) -> Traversal | None:
    """a.b[count.index].c as a.b[0].c; None when the key is not known here."""
    if isinstance(item, Traversal):
        return item if item.root not in ("var", "local", "each", "count") else None
    if isinstance(item, RelativeTraversal):
        inner = _with_keys(item.source, around)
        return inner and Traversal(inner.root, (*inner.steps, *item.steps), inner.range)
    if isinstance(item, IndexBy):
        inner = _with_keys(item.collection, around)
        if inner is None:
            return None
        key = around.silent().evaluate(item.key).raw
        if isinstance(key, int | str) and not isinstance(key, bool):
            return Traversal(inner.root, (*inner.steps, Index(key, item.range)), inner.range)
    return None


def _at(traversal: Traversal, around: Surroundings) -> Iterator[str]:
    """The instances one traversal leads to."""
    traversal = unprefixed(traversal)
    root, steps = traversal.root, traversal.steps
    names = [step.name for step in steps if isinstance(step, Attr)]
    world, here = around.world, around.instance.address
    if root == "each":
        yield from around.repetition.references
    elif root in ("var", "local") and names:
        yield from world.references.get((here, f"{root}.{names[0]}"), ())
    elif root == "module" and names:
        yield from _behind(names[0], steps[1:], around)
    elif names and root not in ROOTS:
        size = 2 if root in ("data", "ephemeral") else 1
        expansion = world.resources.get((here, ".".join([root, *names[:size]])))
        if expansion is None:
            return
        following = steps[size] if len(steps) > size else None
        key = following.key if isinstance(following, Index) else None
        if key in expansion.instances:
            yield expansion.instances[instance_key(key)].address
        else:
            yield from (planned.address for planned in expansion.instances.values())


def _behind(call: str, steps: tuple[Step, ...], around: Surroundings) -> Iterator[str]:
    """The instances behind the outputs of a module call."""
    world = around.world
    calls = world.calls.get((around.instance.address, f"module.{call}"))
    if calls is None:
        return
    modules = list(calls.instances.values())
    if steps and isinstance(steps[0], Index):
        module = calls.instances.get(instance_key(steps[0].key))
        modules, steps = ([module] if module else modules), steps[1:]
    wanted = steps[0].name if steps and isinstance(steps[0], Attr) else None
    for module in modules:
        for name in world.tree.modules[module.path].outputs:
            if wanted in (None, name):
                yield from world.references.get((module.address, f"output.{name}"), ())
