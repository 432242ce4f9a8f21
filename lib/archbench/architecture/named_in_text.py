"""What texts name by what is written in them: ARNs in policies, names in event patterns.

A statement that denies leads nowhere.
"""

import json
from collections.abc import Iterator, Mapping

from archbench.architecture.joins import leaves
from archbench.aws.values import value_at
from archbench.hcl.partly import NotReadError, name_of, partial_text
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.arns import may_name
from archbench.terraform.configuration import Configuration, Instance, Path

_NAMED_BY_EVENTS: Mapping[tuple[str, ...], str] = {
    ("detail", "bucket", "name"): "aws_s3_bucket",
    ("detail", "requestParameters", "bucketName"): "aws_s3_bucket",
    ("detail", "repository-name"): "aws_ecr_repository",
    ("detail", "pipeline"): "aws_codepipeline",
    ("detail", "project-name"): "aws_codebuild_project",
    ("detail", "jobName"): "aws_glue_job",
}
"""Where the events of a service name what they are about; the source of each is its page at
https://docs.aws.amazon.com/eventbridge/latest/ref/events.html."""


def by_arn(configuration: Configuration, item: Instance) -> Iterator[tuple[Path, Instance]]:
    """What the ARNs that an instance writes out name, and where they stand."""
    for path, text in _naming(item):
        yield from ((path, one) for one in configuration.written(text))


_KEPT = 4_096
_known: dict[int, tuple[Instance, tuple[tuple[Path, str], ...]]] = {}
"""What instances write, by their identity: of scenarios most instances are the very same."""


def _naming(item: Instance) -> tuple[tuple[Path, str], ...]:
    """The texts of an instance that may name something, and where they stand."""
    kept = _known.get(id(item))
    if kept is None:
        found = tuple(
            (path, _allowing(text))
            for path, value in leaves(item.values, ())
            if may_name(text := _shown(value)) and not _denies(item, path)
        )
        if len(_known) >= _KEPT:
            _known.clear()
        kept = _known[id(item)] = item, found
    return kept[1]


def by_event(configuration: Configuration, value: Plain) -> Iterator[Instance]:
    """What an event pattern names by the names it asks for, and by ARN."""
    text = _shown(value)
    yield from configuration.written(text)
    try:
        pattern = json.loads(text)
    except (ValueError, RecursionError):
        return
    for path, type_ in _NAMED_BY_EVENTS.items():
        names = pattern
        for step in path:
            names = names.get(step) if isinstance(names, Mapping) else None
        for name in names if isinstance(names, list) else ():
            found = configuration.called(name, (type_,)) if isinstance(name, str) else None
            if found is not None:
                yield found


def _shown(value: Plain) -> str:
    """A text, known or in part; "" for what is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, Unknown) and value.made is None:
        return name_of(value)
    try:
        return partial_text(value).shown
    except NotReadError:
        return ""


def _denies(item: Instance, path: Path) -> bool:
    """Whether a text stands in a statement block that denies."""
    block = value_at(item, path[:2]) if path[:1] == ("statement",) else None
    return isinstance(block, Mapping) and block.get("effect") == "Deny"


def _allowing(text: str) -> str:
    """A policy without the statements that deny; any other text as it is."""
    try:
        policy = json.loads(text)
    except (ValueError, RecursionError):
        return text
    stated = policy.get("Statement") if isinstance(policy, dict) else None
    if not isinstance(stated, list):
        return text
    kept = [one for one in stated if not isinstance(one, dict) or one.get("Effect") != "Deny"]
    return json.dumps(kept)
