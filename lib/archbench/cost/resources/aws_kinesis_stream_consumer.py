"""Consumer with enhanced fan-out: by the hour for each shard of its stream, and by the GB read.

https://aws.amazon.com/kinesis/data-streams/pricing/

>>> from archbench.cost.bill import print_bill, ref
>>> print_bill({"aws_kinesis_stream_consumer.a": {"stream_arn": ref("aws_kinesis_stream.s", "arn")},
...     "aws_kinesis_stream.s": {"shard_count": 2}},
...     {"aws_kinesis_stream.s": {"monthly_provisioned_put_units": 0}})
Shard                                     1,460 Shard-Hrs            $0.015     $21.90
PUT payload units                             0 1M units             $0.014      $0.00
Enhanced fan-out, consumers               1,460 Shard-Hrs            $0.015     $21.90
Enhanced fan-out, data read                open GB                   $0.013
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, UndecidedError
from archbench.cost.resources.aws_kinesis_stream import is_on_demand

NAME = "Kinesis stream consumer"
USAGE = {"monthly_data_out_gb": "GB the consumer reads in a month"}
ARGUMENTS = arguments(priced="stream_arn", free="name")


def charges(consumer: Resource) -> Iterator[Charge]:
    """Hours by shard, and data; on demand data alone."""
    found = consumer.target("stream_arn")
    if found is None:
        raise UndecidedError("no price: its stream is not in this configuration")
    stream = consumer.at(found)
    item = "ondemand-efo-retrieval"
    if not is_on_demand(stream):
        item = "efo-gb"
        yield consumer.hours(
            "AmazonKinesis",
            "efo-consumer-shard-hour",
            "Enhanced fan-out, consumers",
            stream.number("shard_count"),
            "shards",
        )
    label = "Enhanced fan-out, data read"
    yield consumer.used("AmazonKinesis", item, label, "monthly_data_out_gb")
