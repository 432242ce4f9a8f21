"""How every YAML text is read: as plain data, never as objects."""

from typing import Any

import yaml

YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml, from which Terraform's parser descends, where PyYAML has it: seven times as fast."""


def yaml_data(text: str) -> Any:  # noqa: ANN401 whatever the text holds
    """The mappings, lists and scalars of one document; yaml.YAMLError when it is none."""
    return yaml.load(text, YAML_LOADER)  # noqa: S506 both loaders are safe ones


def mistake(error: yaml.YAMLError, path: object) -> str:
    """Where a text is no YAML and why: "usage.yml:3: not YAML: mapping values are not allowed"."""
    mark = getattr(error, "problem_mark", None)
    place = f"{path}:{mark.line + 1}" if mark else str(path)
    return f"{place}: not YAML: {getattr(error, 'problem', None) or error}"
