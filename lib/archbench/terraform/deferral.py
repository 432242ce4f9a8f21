"""When a data source is read: during the plan, or after resources that are yet to be made.

Terraform 1.11 waits when a managed resource has a change planned that the block names itself, in
its arguments, count, for_each or depends_on, even where the value it takes from there is known. A
module in depends_on stands for all inside it and behind it; so does what a module call above is
ordered after; and a block with conditions waits for everything it depends on in any way.
"""

from collections.abc import Iterable, Iterator

from archbench.terraform.graph import EvaluationOrder, Node, depended, nodes_of, traversals
from archbench.terraform.module import ResourceBlock
from archbench.terraform.tree import ModulePath
from archbench.terraform.world import ModuleInstance, World


class Deferral:
    """Tells for the data sources of one configuration whether they wait for a resource."""

    def __init__(self, world: World, graph: EvaluationOrder) -> None:
        self._world = world
        self._graph = graph
        self._awaited: dict[Node, tuple[Node, ...]] = {}

    def waits(self, resource: ResourceBlock, instance: ModuleInstance) -> bool:
        """Whether a data source is read only after a resource that this configuration makes."""
        node = (instance.path, resource.local_name)
        if node not in self._awaited:
            found = dict.fromkeys(self._behind(node, resource))
            self._awaited[node] = tuple(item for item in found if self._is_managed(item))
        return any(self._is_made(item, instance) for item in self._awaited[node])

    def _behind(self, node: Node, resource: ResourceBlock) -> Iterator[Node]:
        tree, path = self._world.tree, node[0]
        if resource.conditions:
            yield from self._closure(self._graph.dependencies[node])
            return
        repeated = (resource.count, resource.for_each, resource.enabled)
        for traversal in traversals((*repeated, resource.body)):
            yield from (item for item in nodes_of(tree, path, traversal) if self._is_managed(item))
        for item in depended(tree, path, resource.depends_on):
            if item[1] in tree.modules[item[0]].resources and item[0] == path:
                yield item
            else:
                yield from self._closure((item,))
        while path:
            call = tree.modules[path[:-1]].calls[path[-1]]
            path = path[:-1]
            yield from self._closure(depended(tree, path, call.depends_on))

    def _closure(self, starts: Iterable[Node]) -> Iterator[Node]:
        """These nodes and all they depend on."""
        stack = [item for item in starts if item in self._graph.dependencies]
        seen = set(stack)
        while stack:
            item = stack.pop()
            yield item
            for following in self._graph.dependencies[item]:
                if following not in seen:
                    seen.add(following)
                    stack.append(following)

    def _is_managed(self, node: Node) -> bool:
        path, name = node
        resource = self._world.tree.modules[path].resources.get(name)
        return resource is not None and resource.mode == "managed"

    def _is_made(self, node: Node, reader: ModuleInstance) -> bool:
        """Whether a resource has an instance; in the reader's own module only the reader's count.

        What cannot be counted may have one.
        """
        path, name = node
        for instance in self._world.instances(path):
            if path == reader.path and instance is not reader:
                continue
            expansion = self._world.resources.get((instance.address, name))
            if expansion is None or expansion.reason or expansion.instances:
                return True
        return self._is_uncounted(path)

    def _is_uncounted(self, path: ModulePath) -> bool:
        """Whether a call on the way to a module has instances that cannot be counted."""
        return any(
            (calls := self._world.calls.get((instance.address, f"module.{path[end]}"))) is not None
            and bool(calls.reason)
            for end in range(len(path))
            for instance in self._world.instances(path[:end])
        )
