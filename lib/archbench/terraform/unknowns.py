"""Why a value is not known, in the words of who wrote the configuration."""

from collections.abc import Iterator, Mapping

from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.configuration import Path
from archbench.terraform.data_reasons import DURING_APPLY

AFTER_APPLY = "known after apply"


def why(origin: Origin) -> str:
    """Why what has this origin is not known; "known after apply" only where a plan says so too.

    >>> why(Origin("resource", "aws_vpc.main", "id"))
    'known after apply'
    >>> why(Origin("data", "data.aws_ami.base", "id", "Terraform asks AWS for it"))
    'from a data source'
    >>> why(Origin("module", "module.net", "ids", "its source is not here"))
    'of module.net, not read'
    """
    match origin.kind:
        case "data":
            later = not origin.reason or origin.reason == DURING_APPLY
            return AFTER_APPLY if later else "from a data source"
        case "module":
            return f"of {origin.subject}, not read"
        case "variable":
            unknown = "--unknown" in origin.reason
            return "left unknown (--unknown)" if unknown else f"{origin.subject} is not known"
        case "error":
            return "mistaken, see the problems"
        case _:
            return f"not known to archbench: {origin.reason}" if origin.reason else AFTER_APPLY


def reasons(value: Plain) -> tuple[str, ...]:
    """Why the parts of a value are not known, each reason once; none when all is known."""
    found = (why(origin) for _, item in unknowns(value) for origin in item.origins)
    parts = tuple(dict.fromkeys(found))
    return parts or ((AFTER_APPLY,) if any(unknowns(value)) else ())


def unknowns(value: Plain, path: Path = ()) -> Iterator[tuple[Path, Unknown]]:
    """Every unknown part of a value with the way to it; inside what is sensitive as well."""
    if isinstance(value, Sensitive):
        yield from unknowns(value.value, path)
    elif isinstance(value, Unknown):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from unknowns(item, (*path, index))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from unknowns(item, (*path, name))
