"""How every YAML text is read: as plain data, never as objects, and within limits.

A few hundred bytes of aliases can stand for gigabytes, and a reader that follows what nests very
deep ends with its process; both are measured on the stream of events, before anything is made.
"""

from collections.abc import Sequence
from typing import Any

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event, ScalarEvent

YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml, from which Terraform's parser descends, where PyYAML has it: seven times as fast."""
MOST_NODES = 1_000_000
"""Values in a text, those behind an alias counted each time: some hundred thousand usage lines."""
MOST_DEPTH = 100


def yaml_data(text: str) -> Any:  # noqa: ANN401 whatever the text holds
    """The mappings, lists and scalars of one document; yaml.YAMLError when it is none."""
    _measure(text)
    try:
        return yaml.load(text, YAML_LOADER)  # noqa: S506 both loaders are safe ones
    except ValueError as error:  # a number of too many digits, a day that no month has
        raise yaml.YAMLError(f"it holds a value that is none: {error}") from error


def yaml_node(text: str) -> yaml.Node | None:
    """The document with the place of everything in it; yaml.YAMLError when it is none."""
    _measure(text)
    node: yaml.Node | None = yaml.compose(text, Loader=YAML_LOADER)
    return node


def repeated(node: yaml.Node | None) -> yaml.Node | None:
    """The first key that stands twice in a mapping, of which a reader takes the last unsaid."""
    todo, seen = [node], set[int]()
    while todo:
        item = todo.pop(0)
        if item is None or id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, yaml.SequenceNode):
            todo += item.value
        elif isinstance(item, yaml.MappingNode):
            names = set[object]()
            for key, value in item.value:
                if key.value in names:
                    found: yaml.Node = key
                    return found
                if isinstance(key, yaml.ScalarNode):
                    names.add(key.value)
                todo.append(value)
    return None


def mistake(error: yaml.YAMLError, path: object) -> str:
    """Where a text is no YAML and why: "usage.yml:3: not YAML: mapping values are not allowed"."""
    mark = getattr(error, "problem_mark", None)
    place = f"{path}:{mark.line + 1}" if mark else str(path)
    return f"{place}: not YAML: {getattr(error, 'problem', None) or error}"


def _measure(text: str) -> None:
    """Refuse what nests too deep or stands for too much, an alias as what it stands for."""
    sizes: dict[str | None, int] = {}
    around: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=YAML_LOADER):
        match event:
            case CollectionStartEvent():
                around.append((event.anchor, total))
                total += 1
            case CollectionEndEvent():
                name, before = around.pop()
                sizes[name] = total - before
            case AliasEvent():
                total += sizes.get(event.anchor, 1)
            case ScalarEvent():
                sizes[event.anchor] = 1
                total += 1
        _within(event, around, total)


def _within(event: Event, around: Sequence[tuple[str | None, int]], total: int) -> None:
    if len(around) > MOST_DEPTH:
        raise _refused(event, f"this nests more than {MOST_DEPTH} levels deep")
    if isinstance(event, AliasEvent) and event.anchor in [name for name, _ in around]:
        raise _refused(event, f"*{event.anchor} stands inside of what it names")
    if total > MOST_NODES:
        raise _refused(event, f"this stands for more than {MOST_NODES:,} values")


def _refused(event: Event, problem: str) -> yaml.MarkedYAMLError:
    mark: Any = event.start_mark
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
