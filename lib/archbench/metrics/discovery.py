"""What runs, as AWS tells it: identities by tags, found with calls that only read.

The actions it takes are in data/metrics/read-only-policy.json. Of a resource whose name the
configuration does not know, the one of its type, region, tags and (where told) name is meant; two
that fit are no answer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from archbench.errors import InputError
from archbench.hcl.values import Plain
from archbench.metrics.alive import Alive
from archbench.metrics.binding import bind, faces
from archbench.metrics.forms import Form, alike, recognised
from archbench.metrics.refusals import explain, failures
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.identity import NAMES

Clients = Callable[[str, str], Any]
"""Gives the client of a service in a region."""

_TAGGED = {
    "aws_api_gateway_rest_api": "apigateway",
    "aws_cloudfront_distribution": "cloudfront",
    "aws_db_instance": "rds",
    "aws_dynamodb_table": "dynamodb",
    "aws_ec2_transit_gateway": "ec2:transit-gateway",
    "aws_ec2_transit_gateway_vpc_attachment": "ec2:transit-gateway-attachment",
    "aws_ecs_service": "ecs",
    "aws_efs_file_system": "elasticfilesystem",
    "aws_eks_cluster": "eks",
    "aws_elasticsearch_domain": "es",
    "aws_elb": "elasticloadbalancing",
    "aws_instance": "ec2:instance",
    "aws_kinesis_firehose_delivery_stream": "firehose",
    "aws_kinesis_stream": "kinesis",
    "aws_lambda_function": "lambda",
    "aws_lb": "elasticloadbalancing",
    "aws_lb_target_group": "elasticloadbalancing",
    "aws_msk_cluster": "kafka",
    "aws_nat_gateway": "ec2:natgateway",
    "aws_opensearch_domain": "es",
    "aws_rds_cluster": "rds",
    "aws_rds_cluster_instance": "rds",
    "aws_route53_health_check": "route53",
    "aws_s3_bucket": "s3",
    "aws_sfn_state_machine": "states",
    "aws_sns_topic": "sns",
    "aws_sqs_queue": "sqs",
    "aws_vpn_connection": "ec2:vpn-connection",
}
"""By which service, or type of EC2, GetResources is asked."""
_GLOBAL = {"aws_cloudfront_distribution": "us-east-1", "aws_route53_health_check": "us-east-1"}
"""Where what stands in no region is tagged."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that runs: what its ARN or description tells, and its tags."""

    form: Form
    region: str
    tags: Mapping[str, str]


def clients(
    profile: str = "", region: str = "", endpoint: str = "", attempts: int = 4
) -> tuple[Clients, str]:
    """Makes clients with the caller's own credentials; and the region of the session, "" for none.

    Each call is tried so many times at most.

    Raises:
        InputError: there is no such profile.
    """
    import boto3  # noqa: PLC0415  (loaded when asked only)
    from botocore.config import Config  # noqa: PLC0415
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415

    patient = Config(
        retries={"mode": "standard", "total_max_attempts": attempts},
        connect_timeout=5,
        read_timeout=30,
    )
    try:
        session = boto3.Session(profile_name=profile or None, region_name=region or None)
    except BotoCoreError as error:
        raise InputError(
            f"{error}. `aws configure list-profiles` shows those there are."
        ) from error

    def client(service: str, where: str) -> Any:  # noqa: ANN401  (botocore has no types)
        made: Any = session.client(  # type: ignore[call-overload]
            service, region_name=where or None, endpoint_url=endpoint or None, config=patient
        )
        return made

    return client, session.region_name or ""


def caller(client: Clients, region: str) -> str:
    """The account whose credentials these are.

    Raises:
        InputError: there are none, they have expired, or AWS cannot be reached.
    """
    try:
        return str(client("sts", region or "us-east-1").get_caller_identity()["Account"])
    except failures() as error:
        raise InputError(explain(error)) from error


def discover(configuration: Configuration, client: Clients, region: str, account: str) -> Alive:
    """What runs of a configuration, by name and tags.

    Args:
        configuration: whose resources are looked for; of those it names itself nothing is asked.
        client: makes the clients.
        region: where a resource stands whose region nothing says.
        account: whose resources these are.
    """
    missing = _missing(configuration, account)
    places: dict[str, set[str]] = {}
    for item in missing:
        places.setdefault(_place(item, region), set()).add(item.type)
    found: list[Sighting] = []
    refused: dict[tuple[str, str], str] = {}
    for place in sorted(places):
        seen, unsaid = candidates(client, place, places[place])
        found += [one for one in seen if not _taken(configuration, one, missing, region)]
        refused |= {(place, type_): why for type_, why in unsaid.items()}
    values: dict[str, Mapping[str, Plain]] = {}
    doubts: dict[str, str] = {}
    for item in missing:
        place = _place(item, region)
        if (place, item.type) in refused:
            doubts[item.address] = refused[place, item.type]
            continue
        fitting = [one for one in found if _fits(item, place, one)]
        if len(fitting) == 1:
            values[item.address] = dict(fitting[0].form.values)
        else:
            doubts[item.address] = _doubt(item, place, len(fitting))
    shared = _shared(values)
    for address in shared:
        doubts[address] = f"{shared[address]} fits its tags as well"
        del values[address]
    return Alive(values, dict.fromkeys(values, "AWS"), account=account, doubts=doubts)


def _missing(configuration: Configuration, account: str) -> list[Instance]:
    """What is measured and not bound by what the configuration says itself."""
    _, unbound = bind(configuration, Alive(account=account))
    items = [configuration.by_address.get(one.address) for one in unbound if not one.in_part]
    return [item for item in items if item is not None and faces(item.type)]


def _place(item: Instance, region: str) -> str:
    own = item.region if isinstance(item.region, str) else region
    return _GLOBAL.get(item.type, own)


def _taken(
    configuration: Configuration, one: Sighting, missing: Iterable[Instance], region: str
) -> bool:
    """Whether a resource that is looked for no more has the name of what was seen."""
    sought = {item.address for item in missing}
    return any(
        item.address not in sought
        and _place(item, region) == one.region
        and isinstance(known := item.values.get(NAMES.get(item.type, "name")), str)
        and known == one.form.values.get(NAMES.get(item.type, "name"))
        for item in configuration.of_type(*alike(one.form.type))
    )


def candidates(
    client: Clients, region: str, types: Iterable[str]
) -> tuple[list[Sighting], Mapping[str, str]]:
    """What runs of these types in a region; of the types AWS did not tell of, why.

    What one service refuses costs its own types.
    """
    wanted = set(types)
    found: list[Sighting] = []
    refused: dict[str, str] = {}
    asked = (
        (wanted & _TAGGED.keys(), partial(_tagged, client, region, wanted)),
        *(
            ({one}, partial(_listed, client, region, one))
            for one in sorted(wanted & _LISTED.keys())
        ),
    )
    for told, ask in asked:
        try:
            found += list(ask())
        except failures() as error:
            refused |= dict.fromkeys(told, f"AWS was asked in {region} and did not say: {error}")
    return found, refused


def _listed(client: Clients, region: str, type_: str) -> Iterator[Sighting]:
    service, operation, key, tell = _LISTED[type_]
    for page in client(service, region).get_paginator(operation).paginate():
        for item in page[key]:
            tags = item.get("Tags", ())
            told = tags if isinstance(tags, Mapping) else _tags(tags)
            yield Sighting(Form(type_, tell(item)), region, told)


_LISTED: Mapping[str, tuple[str, str, str, Callable[[Mapping[str, Any]], Mapping[str, Plain]]]] = {
    "aws_apigatewayv2_api": (
        "apigatewayv2",
        "get_apis",
        "Items",
        lambda item: {"id": item["ApiId"], "name": item["Name"]},
    ),
    "aws_autoscaling_group": (
        "autoscaling",
        "describe_auto_scaling_groups",
        "AutoScalingGroups",
        lambda item: {"name": item["AutoScalingGroupName"]},
    ),
    "aws_elasticache_replication_group": (
        "elasticache",
        "describe_replication_groups",
        "ReplicationGroups",
        lambda item: {
            "replication_group_id": item["ReplicationGroupId"],
            "member_clusters": tuple(item["MemberClusters"]),
        },
    ),
}
"""What GetResources does not tell enough of: service, operation, where its items are, how told."""


def _tagged(client: Clients, region: str, wanted: set[str]) -> Iterator[Sighting]:
    filters = sorted({_TAGGED[type_] for type_ in wanted if type_ in _TAGGED})
    if not filters:
        return
    pages = client("resourcegroupstaggingapi", region).get_paginator("get_resources")
    for page in pages.paginate(ResourceTypeFilters=filters):
        for item in page["ResourceTagMappingList"]:
            form = recognised(item["ResourceARN"])
            if form is not None and wanted.intersection(alike(form.type)):
                yield Sighting(form, region, _tags(item["Tags"]))


def _tags(tags: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}


def _fits(item: Instance, place: str, one: Sighting) -> bool:
    if one.region != place or item.type not in alike(one.form.type):
        return False
    name = NAMES.get(item.type, "name")
    known, given = item.values.get(name), one.form.values.get(name)
    if isinstance(known, str) and given is not None:
        return known == given
    prefix = item.values.get(f"{name}_prefix")
    if isinstance(prefix, str) and isinstance(given, str) and not given.startswith(prefix):
        return False
    tags = _known_tags(item)
    return bool(tags) and all(one.tags.get(key) == value for key, value in tags.items())


def _known_tags(item: Instance) -> Mapping[str, str]:
    if item.type == "aws_autoscaling_group":
        pairs = [(block.get("key"), block.get("value")) for block in item.blocks("tag")]
    else:
        tags = item.get("tags_all", item.get("tags"))
        pairs = list(tags.items()) if isinstance(tags, Mapping) else []
    return {key: value for key, value in pairs if isinstance(key, str) and isinstance(value, str)}


def _doubt(item: Instance, place: str, number: int) -> str:
    if item.type not in _TAGGED and item.type not in _LISTED:
        return "things of its type are not looked for: give the state or its name"
    if number:
        return f"{number} of {place} fit its tags: give each a tag of its own, or the state"
    if not _known_tags(item):
        return "it has no name and no tags that are known to find it by: give the state"
    return f"nothing in {place} has its tags: it does not stand, or in another account"


def _shared(values: Mapping[str, Mapping[str, Plain]]) -> Mapping[str, str]:
    """Addresses that were given the same thing, each with another of them."""
    owners: dict[str, list[str]] = {}
    for address, known in values.items():
        owners.setdefault(repr(sorted(known.items(), key=str)), []).append(address)
    return {
        address: next(other for other in same if other != address)
        for same in owners.values()
        if len(same) > 1
        for address in same
    }
