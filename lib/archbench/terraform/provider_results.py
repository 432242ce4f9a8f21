"""What a provider adds to a plan that can be told without it: default tags, known results."""

from collections.abc import Mapping

from archbench.frozen import frozen
from archbench.hcl.construct import object_value, set_value
from archbench.hcl.convert import convert
from archbench.hcl.refine import origins, refine_not_null
from archbench.hcl.types import STRING, MapOf
from archbench.hcl.values import NULL, Made, Origin, Unknown, Value, unknown
from archbench.terraform.body import Evaluated
from archbench.terraform.instances import Planned
from archbench.terraform.places import region_told
from archbench.terraform.schema import BlockSchema

_OPTIONS = "domain_validation_options"


@frozen
class ProviderConfiguration:
    """What of a provider block matters here: its region and its default tags."""

    name: str
    region: str | Unknown | None = None
    default_tags: Value | None = None


def region_of(item: Planned, provider: ProviderConfiguration) -> str | Unknown | None:
    """Where an instance stands: in the region it names itself, else in that of its provider."""
    given = item.given.get("region")
    if not _places(item) or given is None or given.is_null:
        return provider.region
    told = region_told(given, item.address)
    return provider.region if told is None else told


def _places(item: Planned) -> bool:
    """Whether the type has an argument that puts it into a region (from provider 6.0 on)."""
    known = item.schema.attributes.get("region") if item.schema else None
    return known is not None and known.places


def own_region(item: Planned, provider: ProviderConfiguration) -> dict[str, Value]:
    """The region as a result, which the provider plans from its own where none is named."""
    given = item.given.get("region")
    if not _places(item) or not (given is None or given.is_null):
        return {}
    home = provider.region
    if isinstance(home, str):
        return {"region": Value(STRING, home)}
    if isinstance(home, Unknown):
        return {"region": refine_not_null(unknown(STRING, *home.origins))}
    reason = "neither a provider block nor AWS_REGION says which"
    return {"region": unknown(STRING, Origin(item.kind, item.address, "region", reason))}


def planned_results(type_: str, item: Planned, provider: ProviderConfiguration) -> dict[str, Value]:
    """Results known in a plan: where an instance stands, terraform_data's, a certificate's names.

    The output of terraform_data has the type of its input, its id is set.
    """
    if type_ == "aws_acm_certificate":
        return own_region(item, provider) | _certificate(item)
    if type_ != "terraform_data":
        return own_region(item, provider)
    made = unknown(STRING, Origin("resource", item.address, "id"), exact=True)
    given = item.given.get("input", NULL)
    results = {"id": refine_not_null(made), "output": Value(given.type, None)}
    if not given.is_null:
        origin = Origin("resource", item.address, "output")
        results["output"] = unknown(given.type, origin, exact=True)
    return results


def _certificate(item: Planned) -> dict[str, Value]:
    """The names of a certificate, its domain's among them, and where DNS validates them.

    As seen in plans of provider 5.100: one record for each name, of which only the name is known,
    where the method is DNS; nothing of a name that is not known yet.
    """
    others = item.given.get("subject_alternative_names", NULL).raw
    names = [item.given.get("domain_name", NULL), *(others if isinstance(others, tuple) else ())]
    if isinstance(others, Unknown) or not all(isinstance(name.raw, str) for name in names):
        return {}
    found = {"subject_alternative_names": set_value(names, STRING)}
    if item.given.get("validation_method", NULL).raw == "DNS":
        ends = ("resource_record_name", "resource_record_type", "resource_record_value")
        waiting = {
            end: unknown(STRING, Origin("resource", item.address, f"{_OPTIONS}.{end}"), exact=True)
            for end in ends
        }
        each = {name.raw: name for name in names}.values()
        options = (object_value({"domain_name": name, **waiting}) for name in each)
        found[_OPTIONS] = set_value(options)
    return found


def add_tags(body: Evaluated, schema: BlockSchema | None, provider: ProviderConfiguration) -> None:
    """Set tags_all as the AWS provider plans it: default tags, with the block's own over them."""
    if schema is None or "tags_all" not in schema.attributes:
        return
    own = body.values.get("tags")
    layers = [layer for layer in (provider.default_tags, own) if layer and not layer.is_null]
    waiting = [o for layer in layers for o in origins(layer)]
    made = Made("merge", tuple(layers))
    if waiting:
        origins_of_all = tuple(sorted(set(waiting)))
        body.values["tags_all"] = Value(
            MapOf(STRING), Unknown(MapOf(STRING), origins_of_all, made=made)
        )
        return
    merged: dict[str, Value] = {}
    for layer in layers:
        if isinstance(layer.raw, Mapping):
            merged.update(layer.raw)
    if not merged:
        if schema.attributes["tags_all"].kept:  # the SDK leaves it until apply
            body.values["tags_all"] = Value(MapOf(STRING), {})
        return
    if any(item.raw in (None, "") for item in merged.values()):
        reason = "a tag is empty, and the provider settles such tags only when it applies"
        settled = (Origin("resource", "tags", "", reason),)
        body.values["tags_all"] = Value(MapOf(STRING), Unknown(MapOf(STRING), settled, made=made))
        return
    raw = {key: convert(merged[key], STRING) for key in sorted(merged)}
    hidden = any(layer.sensitive for layer in layers)
    body.values["tags_all"] = Value(MapOf(STRING), raw, hidden)
