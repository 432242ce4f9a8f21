"""Provider configurations as evaluated: one for each block, or one for each key of its for_each."""

from archbench.frozen import replace
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.plain import plain
from archbench.hcl.syntax import Block, Expression
from archbench.hcl.types import STRING, MapOf
from archbench.hcl.values import Origin, Unknown, Value, unknown
from archbench.terraform.address import InstanceKey
from archbench.terraform.graph import Node, provider_node, provider_place
from archbench.terraform.module import ResourceBlock
from archbench.terraform.places import region_told
from archbench.terraform.provider_results import ProviderConfiguration
from archbench.terraform.repetition import each
from archbench.terraform.scope import Surroundings
from archbench.terraform.tree import ModulePath
from archbench.terraform.world import World


class Providers:
    """Evaluates provider blocks, and finds which of them a resource is made with."""

    def __init__(self, world: World, most: int) -> None:
        """Nothing is evaluated yet; most is how many instances one block may have."""
        self._world = world
        self._most = most
        self._found: dict[Node, ProviderConfiguration] = {}
        self._several: dict[Node, dict[InstanceKey, ProviderConfiguration]] = {}
        self._nodes: dict[tuple[ModulePath, str], Node | None] = {}

    def at(self, node: Node) -> object:
        """What a provider node was evaluated to: one configuration, or several by their keys."""
        return self._found.get(node) or self._several.get(node)

    def restore(self, node: Node, found: object) -> None:
        """Have what `at` gave of a node before."""
        if isinstance(found, ProviderConfiguration):
            self._found[node] = found
        elif isinstance(found, dict):
            self._several[node] = found

    def evaluate(self, node: Node, block: Block, around: Surroundings) -> None:
        """Evaluate a block; OpenTofu's for_each makes an instance of it for each key."""
        name = node[1].partition(".")[2]
        for_each = block.body.attributes.get("for_each")
        if for_each is None:
            self._found[node] = self._configured(block, name, around)
            return
        value, place = around.evaluate(for_each.expression), for_each.expression.range
        found = each(value, (), place, around.report, self._most)
        self._several[node] = {
            item.key: self._configured(block, name, replace(around, repetition=item))
            for item in (() if isinstance(found, str) else found)
        }

    def _configured(self, block: Block, name: str, around: Surroundings) -> ProviderConfiguration:
        region = block.body.attributes.get("region")
        known: str | Unknown | None = self._ambient_region(name)
        if region is not None:
            value = around.evaluate(region.expression)
            told = region_told(value, f"provider.{name}")
            known = known if told is None else told
        tags: Value | None = None
        for inner in block.body.blocks:
            given = inner.body.attributes.get("tags")
            if inner.type == "default_tags" and given is not None:
                tags = around.evaluate(given.expression)
        return ProviderConfiguration(name, known, tags)

    def of(self, resource: ResourceBlock, around: Surroundings) -> ProviderConfiguration:
        """The configuration a resource instance is made with, evaluated before."""
        name = resource.provider
        named = (around.instance.path, name)
        if named not in self._nodes:
            self._nodes[named] = provider_node(self._world.tree, *named)
        node = self._nodes[named]
        if node is not None and node in self._found:
            return self._found[node]
        ambient = ProviderConfiguration(name, self._ambient_region(name))
        if node is None and self._is_asked_for(*named):
            reason = f"provider {name} is given by the module that calls this one"
            tags = unknown(MapOf(STRING), Origin("error", name, "default_tags", reason))
            return replace(ambient, default_tags=tags)
        if node is None or node not in self._several:
            return ambient
        key = self._key(around, name, resource.provider_key)
        if key is None or isinstance(key.raw, Unknown):
            reason = f"which instance of provider {name} it is made with is not known"
            return replace(ambient, region=Unknown(STRING, (Origin("error", name, "", reason),)))
        found = self._several[node].get(key.raw if isinstance(key.raw, str) else None)
        if found is None:
            detail = f'Provider "{name}" has no instance with the key {plain(key)!r}.'
            summary, place = "Provider instance not present", resource.provider_range
            around.report(Diagnostic("error", summary, detail, place))
        return found or ambient

    def _is_asked_for(self, path: ModulePath, name: str) -> bool:
        """Whether the root module asks its caller for this configuration."""
        path, name = provider_place(self._world.tree, path, name)
        return not path and name in self._world.tree.modules[path].provider_aliases

    def _key(self, around: Surroundings, name: str, key: Expression | None) -> Value | None:
        """Which instance of a provider is meant: by the block itself, or by a call above it."""
        if key is not None:
            return around.evaluate(key)
        instance = around.instance
        if instance.parent is None:
            return None
        call = self._world.tree.modules[instance.parent.path].calls[instance.path[-1]]
        above = replace(
            around, instance=instance.parent, repetition=instance.repetition, names={}, own=None
        )
        passed = (call.providers or {}).get(name, name)
        return self._key(above, passed, call.provider_keys.get(name))

    def _ambient_region(self, provider: str) -> str | None:
        """The region of the environment, for the AWS provider."""
        return self._world.region if provider.partition(".")[0] == "aws" else None
