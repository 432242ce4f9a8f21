"""OpenSearch domain: hours of data, master and warm nodes, and their EBS storage.

https://aws.amazon.com/opensearch-service/pricing/. The end of standard support of old versions:
https://docs.aws.amazon.com/opensearch-service/latest/developerguide/what-is.html

>>> from archbench.cost.bill import print_bill
>>> domain = {"cluster_config": ({"instance_type": "r6g.large.search", "instance_count": 3,
...     "dedicated_master_enabled": True, "dedicated_master_type": "m6g.large.search",
...     "dedicated_master_count": 3},),
...     "ebs_options": ({"ebs_enabled": True, "volume_type": "gp3", "volume_size": 100},)}
>>> print_bill({"aws_opensearch_domain.a": domain})
OpenSearch data node, r6g.large.search      2,190 Hrs                  $0.167    $365.73
OpenSearch master node, m6g.large.search      2,190 Hrs                  $0.128    $280.32
OpenSearch storage, gp3                     300 GB-Mo                $0.122     $36.60
"""

from collections.abc import Iterator, Mapping

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, amount, either, first, is_true, known
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open
from archbench.cost.selector import Selector, queries
from archbench.hcl.values import Plain
from archbench.patterns import regex

NAME = "OpenSearch domain"
USAGE = {"warm_storage_gb": "GB kept in UltraWarm and cold storage"}
ARGUMENTS = arguments(
    priced="cluster_config ebs_options engine_version",
    free="""
        access_policies advanced_options advanced_security_options auto_tune_options
        cognito_options deployment_strategy_options domain_endpoint_options domain_name
        encrypt_at_rest identity_center_options ip_address_type log_publishing_options
        node_to_node_encryption off_peak_window_options snapshot_options
        software_update_options vpc_options
    """,
    costs={
        "aiml_options": "Vector and language features",
        "cluster_config.node_options": "Dedicated coordinator nodes",
    },
)

DEFAULT_TYPE = "m4.large.search"
INCLUDED_IOPS = 3000
INCLUDED_MIB = 125
_PAST_SUPPORT = regex(r"(?:Elasticsearch_)?(?:[1-6]\.|7\.[0-8]$)|OpenSearch_(?:1\.[0-2]|2\.[3-9])$")

QUERIES = (
    Selector(
        "AmazonES",
        "instance:{instanceType}",
        "Hrs",
        "ESInstance:.+",
        "Amazon OpenSearch Service Instance",
        reserved="instance-ri-{term}:{instanceType}",
    ),
    *queries(
        "AmazonES",
        "Amazon OpenSearch Service Volume",
        ("ebs-storage:gp2", "GB-Mo", "ES:GP2-Storage"),
        ("ebs-storage:gp3", "GB-Mo", "ES:GP3-Storage"),
        ("ebs-storage:io1", "GB-Mo", "ES:PIOPS-Storage"),
        ("ebs-storage:standard", "GB-Mo", "ES:Magnetic-Storage"),
        ("ebs-iops:io1", "IOPS-Mo", "ES:PIOPS", {"storageMedia": "PIOPS"}),
    ),
)


def charges(domain: Resource) -> Iterator[Charge | Unpriced]:
    """Data nodes and their storage, dedicated masters, warm nodes."""
    cluster = domain.block("cluster_config")
    where = f"{domain.address} cluster_config"
    count = amount(either(cluster.get("instance_count"), 1), f"{where}.instance_count")
    yield _nodes(domain, cluster.get("instance_type"), count, "data")
    if is_true(cluster.get("dedicated_master_enabled"), f"{where}.dedicated_master_enabled"):
        masters = amount(cluster.get("dedicated_master_count"), f"{where}.dedicated_master_count")
        yield _nodes(domain, cluster.get("dedicated_master_type"), masters, "master")
    if is_true(cluster.get("warm_enabled"), f"{where}.warm_enabled"):
        warm = amount(cluster.get("warm_count"), f"{where}.warm_count")
        yield _nodes(domain, cluster.get("warm_type"), warm, "warm")
    cold = first(cluster, "cold_storage_options", where).get("enabled")
    if is_true(cluster.get("warm_enabled"), where) or is_true(cold, where):
        yield domain.used("AmazonES", "managed-storage", "Warm and cold storage", "warm_storage_gb")
    yield from _storage(domain, count)
    version = str(known(domain.instance.get("engine_version"), "engine_version") or "")
    if _PAST_SUPPORT.match(version):
        yield Unpriced(
            domain.address,
            f"Extended support, {version}: no price: charged by the normalised instance hour",
        )


def _nodes(domain: Resource, kind: Plain, count: Amount, role: str) -> Charge:
    name = str(known(either(kind, DEFAULT_TYPE), f"{domain.address} instance_type"))
    name = name.replace(".elasticsearch", ".search")
    return domain.hours("AmazonES", f"instance:{name}", f"OpenSearch {role} node, {name}", count)


def _storage(domain: Resource, count: Amount) -> Iterator[Charge | Unpriced]:
    options = domain.block("ebs_options")
    if not is_true(options.get("ebs_enabled"), f"{domain.address} ebs_enabled"):
        return
    given = known(either(options.get("volume_type"), "gp2"), f"{domain.address} volume_type")
    size = amount(options.get("volume_size"), "volume_size")
    yield Charge(
        "AmazonES",
        f"ebs-storage:{given}",
        f"OpenSearch storage, {given}",
        size * count,
        formula="volume_size x instance_count",
    )
    if given == "io1":
        yield Charge(
            "AmazonES",
            "ebs-iops:io1",
            "OpenSearch storage, provisioned IOPS",
            amount(options.get("iops"), "iops") * count,
            formula="iops x instance_count",
        )
    elif given == "gp3":
        yield from _performance(domain, options)


def _performance(domain: Resource, options: Mapping[str, Plain]) -> Iterator[Unpriced]:
    for name, included in (("iops", INCLUDED_IOPS), ("throughput", INCLUDED_MIB)):
        value = options.get(name)
        said = None if value is None else amount(value, name)
        if isinstance(said, Open) or (said is not None and said.high > included):
            yield Unpriced(
                domain.address,
                f"OpenSearch storage, {name} beyond {included:,}: no price: how much more a "
                "volume of this size includes has no source",
            )
