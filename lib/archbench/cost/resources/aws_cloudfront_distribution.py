"""CloudFront distribution: data out and requests by the region of the viewer, and what is added.

https://aws.amazon.com/cloudfront/pricing/. List prices as pay-as-you-go; the free terabyte and ten
million requests of an account, and its first 1,000 invalidated paths, are not taken off.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_data_transfer_to_internet_gb.us": 12000, "monthly_https_requests.us": 2000000}
>>> print_bill({"aws_cloudfront_distribution.a": {}}, {"aws_cloudfront_distribution.a": use})
Data out to viewers, US (first 10,240 GB)     10,240 GB                   $0.085    $870.40
Data out to viewers, US (next 40,960 GB)      1,760 GB                    $0.08    $140.80
HTTPS requests, US                          200 10K requests          $0.01      $2.00
>>> print_bill({"aws_cloudfront_distribution.a": {}})
Data out to viewers, US (first 10,240 GB)       open GB                   $0.085
HTTPS requests, US                         open 10K requests          $0.01
"""

from collections.abc import Iterator, Mapping

from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Charge, Resource, blocks_of, known
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Open, Quantity
from archbench.cost.selector import Selector, queries
from archbench.hcl.values import Plain, Unknown

NAME = "CloudFront distribution"
_AREAS = {
    "us": ("US", "US", "the US, Mexico, Canada"),
    "europe": ("EU", "EU", "Europe, Israel"),
    "south_africa": ("ZA-ME", "ZA", "South Africa, Kenya, the Middle East"),
    "south_america": ("SA", "SA", "South America"),
    "japan": ("JP", "JP", "Japan"),
    "australia": ("AU", "AU", "Australia, New Zealand"),
    "asia_pacific": ("AP", "AP", "Asia Pacific"),
    "india": ("IN", "IN", "India"),
}
"""The areas of a usage file: names in the price list for data and for requests, and words."""
_BY_AREA = {
    "monthly_data_transfer_to_internet_gb": ("egress", "Data out to viewers"),
    "monthly_data_transfer_to_origin_gb": ("origin-egress", "Data out to origins"),
    "monthly_http_requests": ("http-requests", "HTTP requests"),
    "monthly_https_requests": ("https-requests", "HTTPS requests"),
}
_WHAT = {
    "monthly_data_transfer_to_internet_gb": "GB out to viewers in a month in",
    "monthly_data_transfer_to_origin_gb": "GB out to origins in a month from",
    "monthly_http_requests": "HTTP requests in a month from",
    "monthly_https_requests": "HTTPS requests in a month from",
}
_SHIELDS = (
    "us",
    "europe",
    "south_america",
    "japan",
    "australia",
    "singapore",
    "south_korea",
    "india",
)
_OTHERS = {
    "monthly_invalidation_requests": ("invalidation", "Invalidated paths"),
    "monthly_encryption_requests": ("field-level-encryption", "Field-level encryption requests"),
    "monthly_log_lines": ("real-time-log", "Real-time log lines"),
    "custom_ssl_certificates": ("dedicated-ip-certificate", "Certificate with its own addresses"),
}
USAGE = {
    **{f"{key}.{area}": f"{_WHAT[key]} {_AREAS[area][2]}" for key in _BY_AREA for area in _AREAS},
    **{f"monthly_shield_requests.{area}": f"Origin Shield requests in {area}" for area in _SHIELDS},
    "monthly_invalidation_requests": "paths invalidated in a month",
    "monthly_encryption_requests": "requests with field-level encryption in a month",
    "monthly_log_lines": "lines of real-time logs in a month",
    "custom_ssl_certificates": "certificates served from addresses of their own",
}
ARGUMENTS = arguments(
    priced="default_cache_behavior ordered_cache_behavior origin viewer_certificate",
    free="""
        aliases anycast_ip_list_id cache_tag_config comment continuous_deployment_policy_id
        custom_error_response default_root_object enabled http_version is_ipv6_enabled
        logging_config origin_group price_class restrictions retain_on_delete staging
        wait_for_deployment web_acl_id
    """,
    costs={
        "connection_function_association": "Connection function invocations",
        "viewer_mtls_config": "Mutual TLS of viewers",
    },
)

QUERIES = (
    *tuple(
        Selector(
            "AmazonCloudFront",
            f"{item}:{area}",
            unit,
            f"(?:{area.replace('-', '|')})-{usagetype}",
            attributes={name: value},
            region_attribute="",
        )
        for item, unit, usagetype, name, value, areas in (
            ("egress", "GB", "DataTransfer-Out-Bytes", "transferType", "CloudFront Outbound", 0),
            (
                "origin-egress",
                "GB",
                "DataTransfer-Out-OBytes",
                "transferType",
                "CloudFront to Origin",
                0,
            ),
            (
                "http-requests",
                "10K requests",
                ".+",
                "requestType",
                "CloudFront-Request-HTTP-Proxy",
                1,
            ),
            (
                "https-requests",
                "10K requests",
                ".+",
                "requestType",
                "CloudFront-Request-HTTPS-Proxy",
                1,
            ),
        )
        for area in sorted({names[areas] for names in _AREAS.values()})
    ),
    *queries(
        "AmazonCloudFront",
        "",
        ("invalidation", "Path", "Invalidations"),
        ("dedicated-ip-certificate", "Certificate-Mo", "SSL-Cert-Custom"),
        ("real-time-log", "1M lines", ".+", {"operation": "RealTimeLog"}),
        (
            "field-level-encryption",
            "10K requests",
            ".+",
            {
                "requestDescription": "HTTPS Proxy requests with Field Level Encryption",
                "location": "Europe",
            },
        ),
        (
            "origin-shield-requests:us",
            "10K requests",
            ".+",
            {"requestDescription": "Origin Shield Requests", "location": "United States"},
        ),
        (
            "origin-shield-requests:europe",
            "10K requests",
            ".+",
            {"requestDescription": "Origin Shield Requests", "location": "Europe"},
        ),
        (
            "origin-shield-requests:south-america",
            "10K requests",
            ".+",
            {"requestDescription": "Origin Shield Requests", "location": "South America"},
        ),
        (
            "origin-shield-requests:japan",
            "10K requests",
            ".+",
            {"requestDescription": "Origin Shield Requests", "location": "Japan"},
        ),
        (
            "origin-shield-requests:australia",
            "10K requests",
            ".+",
            {"requestDescription": "Origin Shield Requests", "location": "Australia"},
        ),
        (
            "origin-shield-requests:india",
            "10K requests",
            ".+",
            {"requestDescription": "Origin Shield Requests", "location": "India"},
        ),
        is_global=True,
    ),
)


def charges(distribution: Resource) -> Iterator[Charge | Unpriced]:
    """Data and requests by area, and invalidation, encryption, logs, Origin Shield."""
    for key, (item, label) in _BY_AREA.items():
        areas = [area for area in _AREAS if _given(distribution, f"{key}.{area}")]
        for area in areas or (("us",) if key in _ALWAYS else ()):
            name = _AREAS[area][1 if key.endswith("requests") else 0]
            yield _charge(distribution, f"{item}:{name}", f"{label}, {name}", f"{key}.{area}")
    for key, (item, label) in _OTHERS.items():
        if key == "custom_ssl_certificates" and not _given(distribution, key):
            yield from _own_addresses(distribution, item, label)
        elif _given(distribution, key) or _is_used(distribution, key):
            yield _charge(distribution, item, label, key)
    yield from _shield(distribution)
    if not {ELSEWHERE, UNTOLD}.isdisjoint(edge_functions(distribution)):
        reason = "no price: a function it calls at the edge is not in this configuration"
        yield Unpriced(distribution.address, f"Lambda@Edge: {reason}")


ELSEWHERE, UNTOLD = "", "*"
"""In place of an address: a function that is not here, and one of which nothing says which."""


def edge_functions(distribution: Resource) -> Iterator[str]:
    """The address of each function it calls at the edge, ELSEWHERE, or UNTOLD."""
    for name in ("default_cache_behavior", "ordered_cache_behavior"):
        for place, block in enumerate(distribution.blocks(name)):
            inner = "lambda_function_association"
            for number, called in enumerate(blocks_of(block, inner, distribution.address)):
                arn, path = called.get("lambda_arn"), (name, place, inner, number, "lambda_arn")
                found = distribution.follow(arn, *path)
                yield found.address if found else UNTOLD if isinstance(arn, Unknown) else ELSEWHERE


_ALWAYS = ("monthly_data_transfer_to_internet_gb", "monthly_https_requests")
"""What every distribution that is used pays for."""


def _given(distribution: Resource, key: str) -> bool:
    return not isinstance(distribution.usage_of(key)[0], Open)


def _charge(distribution: Resource, item: str, label: str, key: str) -> Charge:
    number, basis = distribution.usage_of(key)
    return Charge("AmazonCloudFront", item, label, number, basis, key, key, region=GLOBAL)


def _behaviours(distribution: Resource) -> Iterator[Mapping[str, Plain]]:
    for name in ("default_cache_behavior", "ordered_cache_behavior"):
        yield from distribution.blocks(name)


def _own_addresses(distribution: Resource, item: str, label: str) -> Iterator[Charge]:
    """The certificate a distribution serves from addresses of its own, when it does."""
    method = distribution.block("viewer_certificate").get("ssl_support_method")
    if known(method, f"{distribution.address} ssl_support_method") == "vip":
        one = Quantity.of(1)
        yield Charge("AmazonCloudFront", item, label, one, formula="1 certificate", region=GLOBAL)


def _is_used(distribution: Resource, key: str) -> bool:
    """Whether the configuration switches on what a usage key counts."""
    names = {
        "monthly_encryption_requests": "field_level_encryption_id",
        "monthly_log_lines": "realtime_log_config_arn",
    }
    if key not in names:
        return False
    return any(block.get(names[key]) not in (None, "") for block in _behaviours(distribution))


def _shield(distribution: Resource) -> Iterator[Charge]:
    where = distribution.address
    on = any(
        known(shield.get("enabled"), f"{where} origin_shield")
        for origin in distribution.blocks("origin")
        for shield in blocks_of(origin, "origin_shield", where)
    )
    areas = [area for area in _SHIELDS if _given(distribution, f"monthly_shield_requests.{area}")]
    for area in areas or (("us",) if on else ()):
        yield _charge(
            distribution,
            f"origin-shield-requests:{area.replace('_', '-')}",
            f"Origin Shield requests, {area.replace('_', ' ')}",
            f"monthly_shield_requests.{area}",
        )
