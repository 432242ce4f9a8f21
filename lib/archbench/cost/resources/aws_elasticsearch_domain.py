"""Elasticsearch domain: as an OpenSearch domain, under its older name.

https://aws.amazon.com/opensearch-service/pricing/

>>> from archbench.cost.bill import print_bill
>>> nodes = {"instance_type": "t3.small.elasticsearch", "instance_count": 2}
>>> print_bill({"aws_elasticsearch_domain.a": {"cluster_config": (nodes,),
...     "elasticsearch_version": "7.10"}})
OpenSearch data node, t3.small.search      1,460 Hrs                  $0.036     $52.56
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.resources import aws_opensearch_domain as opensearch
from archbench.frozen import replace

NAME = "Elasticsearch domain"
USAGE = opensearch.USAGE
ARGUMENTS = arguments(
    priced="cluster_config ebs_options elasticsearch_version",
    free="""
        access_policies advanced_options advanced_security_options auto_tune_options
        cognito_options domain_endpoint_options domain_name encrypt_at_rest
        log_publishing_options node_to_node_encryption snapshot_options vpc_options
    """,
)

DEFAULT_VERSION = "1.5"


def charges(domain: Resource) -> Iterator[Charge | Unpriced]:
    """The charges of the domain."""
    version = domain.instance.get("elasticsearch_version", DEFAULT_VERSION)
    values = {**domain.instance.values, "engine_version": version}
    yield from opensearch.charges(domain.at(replace(domain.instance, values=values)))
