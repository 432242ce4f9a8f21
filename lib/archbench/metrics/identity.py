"""The values of the dimensions that CloudWatch knows a live resource by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from archbench.architecture.balancing import balancing
from archbench.architecture.joins import Reader, whole
from archbench.aws.dimensions import DIMENSIONS
from archbench.hcl.values import Sensitive, Unknown
from archbench.metrics.forms import place_of
from archbench.terraform.configuration import Configuration, Instance

DimensionValues = tuple[tuple[str, ...], str]
"""The values of a dimension; where there are none, why."""


@dataclass(frozen=True)
class Identities:
    """Tells the dimensions of the resources of one configuration, as far as it knows them."""

    configuration: Configuration
    account: str = ""

    @cached_property
    def reader(self) -> Reader:
        """Follows what names what."""
        return Reader(self.configuration)

    @cached_property
    def balancers(self) -> Mapping[str, tuple[str, ...]]:
        """The balancers of each target group, by address."""
        found: dict[str, tuple[str, ...]] = {}
        for balancer in balancing(self.reader).balancers:
            for group in balancer.target_groups:
                found[group.address] = (*found.get(group.address, ()), balancer.address)
        return found

    def names(self, item: Instance, namespace: str, dimension: str) -> DimensionValues:
        """What a dimension of a namespace's metrics holds for a resource."""
        special = _SPECIAL.get((item.type, dimension))
        if special:
            return special(self, item)
        types, attributes = DIMENSIONS.get(namespace, {}).get(dimension, ((), ()))
        if item.type not in types:
            return (), f"what names its {dimension} is not known here"
        return known(item, *attributes)

    def place(self, item: Instance) -> tuple[str, str]:
        """The region and the account a resource stands in, "" for each that nothing says."""
        arn = item.values.get("arn")
        region, account = place_of(arn) if isinstance(arn, str) else ("", "")
        own = item.region if isinstance(item.region, str) else ""
        return own or region, account or self.account


def known(item: Instance, *attributes: str) -> DimensionValues:
    """The first of these attributes that is known, else why none is."""
    values = [item.values.get(name) for name in attributes]
    for value in values:
        if isinstance(value, str) and value:
            return (value,), ""
    if any(isinstance(value, Sensitive) for value in values):
        return (), f"its {attributes[0]} is sensitive"
    unknown = next((value for value in values if isinstance(value, Unknown)), None)
    why = "known only once it stands" if unknown is None else unknown
    return (), f"its {attributes[0]} is {why}"


def _other(self: Identities, item: Instance, path: str, *attributes: str) -> DimensionValues:
    """An attribute of what an argument names, or what its text ends with."""
    named = self.reader.instance(item, path)
    if named is not None:
        return known(named, *attributes)
    value = item.values.get(path)
    return ((value.rpartition("/")[2],), "") if isinstance(value, str) else known(item, path)


def _balancer(self: Identities, item: Instance) -> DimensionValues:
    told = item.values.get("load_balancer_arns")
    arns = told if isinstance(told, tuple) else ()
    here = [arn.partition("loadbalancer/")[2] for arn in arns if isinstance(arn, str)]
    if here:
        return tuple(here), ""
    if not item.name:
        return _only_balancer(self)
    found: list[str] = []
    why = "no listener sends anything to it"
    for address in self.balancers.get(item.address, ()):
        values, reason = known(self.configuration.by_address[address], "arn_suffix")
        found.extend(values)
        why = f"of {address}, {reason}" if reason else why
    return tuple(found), "" if found else why


def _only_balancer(self: Identities) -> DimensionValues:
    """Of a group without an address, the balancer where there is but one."""
    every = [known(one, "arn_suffix")[0] for one in self.configuration.of_type("aws_lb")]
    if len(every) == 1 and every[0]:
        return every[0], ""
    return (), "which balancer it stands behind is not told"


def _service_cluster(self: Identities, item: Instance) -> DimensionValues:
    if item.values.get("cluster") is None:
        return ("default",), ""
    return _other(self, item, "cluster", "name")


def _members(_: Identities, item: Instance) -> DimensionValues:
    """The node groups of a Redis group: told once it stands, named after it by AWS."""
    members = item.values.get("member_clusters")
    found = (
        tuple(name for name in members if isinstance(name, str))
        if isinstance(members, tuple)
        else ()
    )
    return (found, "") if found else ((), "its member_clusters are known only once it stands")


def _nodes(_: Identities, item: Instance) -> DimensionValues:
    """The nodes of a cache cluster are numbered from 0001."""
    number = whole(item.get("num_cache_nodes", 1))
    if not isinstance(number, int):
        return (), f"its num_cache_nodes is {number}"
    return tuple(f"{place:04d}" for place in range(1, number + 1)), ""


def _brokers(_: Identities, item: Instance) -> DimensionValues:
    """Brokers are numbered from 1."""
    number = whole(item.get("number_of_broker_nodes"))
    if not isinstance(number, int):
        return (), f"its number_of_broker_nodes is {number}"
    return tuple(str(place) for place in range(1, number + 1)), ""


def _account(self: Identities, item: Instance) -> DimensionValues:
    account = self.place(item)[1]
    return ((account,), "") if account else ((), "its account is not known")


def _region(self: Identities, item: Instance) -> DimensionValues:
    if item.get("scope") == "CLOUDFRONT":
        return (), ELSEWHERE
    region = self.place(item)[0]
    return ((region,), "") if region else ((), "its region is not known")


ELSEWHERE = "it publishes under other dimensions"
"""Why nothing is lacking where a set of dimensions binds nothing."""


def _machine(self: Identities, item: Instance) -> DimensionValues:
    """Its ARN, which AWS makes of region, account and name."""
    told = known(item, "arn", "id")
    name, (region, account) = item.values.get("name"), self.place(item)
    if told[0] or not (isinstance(name, str) and region and account):
        return told
    partition = "aws-cn" if region.startswith("cn-") else "aws"
    partition = "aws-us-gov" if region.startswith("us-gov-") else partition
    return (f"arn:{partition}:states:{region}:{account}:stateMachine:{name}",), ""


def _acl(_: Identities, item: Instance) -> DimensionValues:
    blocks = item.blocks("visibility_config")
    name = blocks[0].get("metric_name") if blocks else None
    return ((name,), "") if isinstance(name, str) else ((), f"its metric_name is {name}")


def _api(_: Identities, item: Instance) -> DimensionValues:
    if item.get("protocol_type") == "WEBSOCKET":
        return (), "the catalogue has no metrics of WebSocket APIs"
    return known(item, "id")


_SPECIAL: Mapping[tuple[str, str], Callable[[Identities, Instance], DimensionValues]] = {
    ("aws_lb_target_group", "LoadBalancer"): _balancer,
    ("aws_ecs_service", "ClusterName"): _service_cluster,
    ("aws_elasticache_replication_group", "CacheClusterId"): _members,
    ("aws_elasticache_replication_group", "CacheNodeId"): lambda _, __: (("0001",), ""),
    ("aws_elasticache_cluster", "CacheNodeId"): _nodes,
    ("aws_msk_cluster", "Broker ID"): _brokers,
    ("aws_opensearch_domain", "ClientId"): _account,
    ("aws_elasticsearch_domain", "ClientId"): _account,
    ("aws_wafv2_web_acl", "Region"): _region,
    ("aws_wafv2_web_acl", "WebACL"): _acl,
    ("aws_apigatewayv2_api", "ApiId"): _api,
    ("aws_ec2_transit_gateway_vpc_attachment", "TransitGateway"): (
        lambda self, item: _other(self, item, "transit_gateway_id", "id")
    ),
    ("aws_s3_bucket_metric", "BucketName"): lambda self, item: _other(
        self, item, "bucket", "bucket"
    ),
    ("aws_sfn_state_machine", "StateMachineArn"): _machine,
    ("aws_s3_bucket_metric", "FilterId"): lambda _, item: known(item, "name"),
}
"""Dimensions that an attribute of the resource itself does not hold."""


def special(type_: str, dimension: str) -> bool:
    """Whether a dimension is told otherwise than by an attribute of the resource."""
    return (type_, dimension) in _SPECIAL
