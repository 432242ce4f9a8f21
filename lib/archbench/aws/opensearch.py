"""OpenSearch and Elasticsearch: domains, serverless collections, ingestion."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper, ways
from archbench.aws.values import by_word, first_at, number, truth
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

_ICON = "analytics.AmazonOpensearchService"
_ZONES = 2
"""Zones of a domain that is aware of zones and says no number."""
_MAJORITY = 3
"""Zones of which any one may be lost and more than half is left."""


def _domain(item: Instance) -> LossBehavior:
    """Its nodes stand in several zones when told so, and all in one when not.

    Over two zones one of them holds half of the votes or more, whatever masters there are: whether
    a master can be elected without it, AWS does not promise.
    https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html
    """
    aware = truth(first_at(item, "cluster_config.zone_awareness_enabled"), default=False)
    count = number("cluster_config.instance_count", default=1)(item)
    if isinstance(aware, Unknown):
        return "single" if count == 1 else "untold"
    if not aware:
        return "single"
    if not isinstance(count, int):
        return "untold"
    zones = number("cluster_config.zone_awareness_config.availability_zone_count", default=_ZONES)(
        item
    )
    if count == 1:
        return "single"
    return "spread" if isinstance(zones, int) and min(zones, count) >= _MAJORITY else "untold"


def _votes(item: Instance, _: int) -> str:
    """Why a domain over zones may not survive: what it has in words, where that is known."""
    aware = truth(first_at(item, "cluster_config.zone_awareness_enabled"), default=False)
    count = number("cluster_config.instance_count", default=1)(item)
    halved = _domain(item) == "untold" and aware is True and isinstance(count, int)
    return "over two zones, of which one may hold most of the votes" if halved else ""


KINDS = (
    Kind(
        types=("aws_opensearch_domain", "aws_elasticsearch_domain"),
        title="OpenSearch domain",
        service="OpenSearch",
        icon=_ICON,
        role="store",
        links=(
            Link("request", "", "cognito_options.user_pool_id", "signs in"),
            *ways("event", "", "log_publishing_options.cloudwatch_log_group_arn", "logs"),
        ),
        loss=_domain,
        doubt=_votes,
        units=number("cluster_config.instance_count", default=1),
    ),
    helper(
        "aws_opensearch_domain_policy aws_opensearch_domain_saml_options "
        "aws_elasticsearch_domain_policy aws_elasticsearch_domain_saml_options "
        "aws_opensearch_authorize_vpc_endpoint_access aws_opensearch_package_association",
        "domain_name",
    ),
    helper("aws_opensearch_package"),
    Kind(
        types=("aws_opensearch_vpc_endpoint", "aws_elasticsearch_vpc_endpoint"),
        title="OpenSearch endpoint",
        service="OpenSearch",
        icon="network.Endpoint",
        role="network",
        links=(Link("request", "", "domain_arn"),),
        loss="spread",
    ),
    helper(
        "aws_opensearch_outbound_connection",
        "local_domain_info.domain_name",
        links=(Link("data", "local_domain_info.domain_name", "remote_domain_info.domain_name"),),
    ),
    helper("aws_opensearch_inbound_connection_accepter", "connection_id"),
    Kind(
        types=("aws_opensearchserverless_collection",),
        title="OpenSearch collection",
        service="OpenSearch Serverless",
        icon=_ICON,
        role="store",
        # with standby replicas, the default, over zones; what is left without them is not said
        loss=by_word("standby_replicas", "ENABLED", ENABLED="regional"),
    ),
    Kind(
        types=("aws_opensearchserverless_vpc_endpoint",),
        title="OpenSearch Serverless endpoint",
        service="OpenSearch Serverless",
        icon="network.Endpoint",
        role="network",
        loss="spread",
    ),
    helper(
        "aws_opensearchserverless_access_policy aws_opensearchserverless_lifecycle_policy "
        "aws_opensearchserverless_security_config aws_opensearchserverless_security_policy"
    ),
    Kind(
        types=("aws_osis_pipeline",),
        title="Ingestion pipeline",
        service="OpenSearch Ingestion",
        icon=_ICON,
        role="channel",
        loss="untold",  # its subnets hold the endpoint; where its units run no argument says
        units=number("min_units"),
    ),
    Kind(
        types=("aws_cloudsearch_domain",),
        title="CloudSearch domain",
        service="CloudSearch",
        icon="analytics.Cloudsearch",
        role="store",
        loss="untold",
    ),
    helper("aws_cloudsearch_domain_service_access_policy", "domain_name"),
    Kind(
        types=("aws_opensearch_application",),
        title="OpenSearch application",
        service="OpenSearch",
        icon=_ICON,
        role="entry",
        links=(Link("data", "", "data_source.data_source_arn"),),
        loss="regional",
    ),
    helper("aws_opensearchserverless_collection_group"),
    Kind(
        types=("aws_osis_pipeline_endpoint",),
        title="Pipeline endpoint",
        service="OpenSearch Ingestion",
        icon="network.Endpoint",
        role="network",
        links=(Link("request", "", "pipeline_arn"),),
        loss="spread",
    ),
    helper("aws_osis_resource_policy", "resource_arn"),
)
