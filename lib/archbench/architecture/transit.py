"""Route tables of transit gateways: which attachment uses which, and where each one leads."""

from collections.abc import Iterator

from archbench.architecture.joins import Reader, name_of, text
from archbench.architecture.transit_table import TransitRoute, TransitTable
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

_TABLE = "aws_ec2_transit_gateway_route_table"
_ATTACHMENT = "transit_gateway_attachment_id"


def transit_tables(reader: Reader) -> tuple[TransitTable, ...]:
    """Every route table of every transit gateway of a configuration, in natural order."""
    quiet = Reader(reader.configuration)
    associated = _by_table(quiet, f"{_TABLE}_association")
    routes = _by_table(quiet, "aws_ec2_transit_gateway_route")
    propagated = _by_table(quiet, f"{_TABLE}_propagation")
    return tuple(
        TransitTable(
            address=item.address,
            name=name_of(item),
            range=item.range,
            gateway=quiet.one(item, "transit_gateway_id"),
            associated=tuple(_attached(quiet, one) for one in associated.get(item.address, ())),
            routes=(
                *(_route(quiet, one) for one in routes.get(item.address, ())),
                *(
                    TransitRoute("", _attached(quiet, one), propagated=True)
                    for one in propagated.get(item.address, ())
                ),
            ),
        )
        for item in quiet.of_type(_TABLE)
    )


def _by_table(reader: Reader, *types: str) -> dict[str, list[Instance]]:
    found: dict[str, list[Instance]] = {}
    for item in reader.of_type(*types):
        table = reader.one(item, "transit_gateway_route_table_id", types=(_TABLE,))
        found.setdefault(table, []).append(item)
    return found


def _attached(reader: Reader, item: Instance) -> str:
    """The attachment an instance names: itself, or what a data source looked it up by."""
    return next(_named(reader, item, _ATTACHMENT), "")


def _named(reader: Reader, item: Instance, *path: str) -> Iterator[str]:
    for one in reader.many(item, *path):
        if one.mode == "managed":
            yield one.address
        else:
            for name in ("vpn_connection_id", "dx_gateway_id"):
                yield from _named(reader, one, name)


def _route(reader: Reader, item: Instance) -> TransitRoute:
    cidr = item.get("destination_cidr_block")
    return TransitRoute(
        "" if isinstance(cidr, Unknown) else text(cidr),
        _attached(reader, item),
        propagated=False,
        dropped=item.get("blackhole") is True,
    )
