"""Which instance a value names, and what things are called."""

from dataclasses import replace

import pytest

from archbench.architecture.interfaces import worn
from archbench.architecture.joins import Reader, is_identity, leaves, name_of, short_name
from archbench.hcl.types import STRING, ListOf, SetOf
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.hand import configuration, ref, refs, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
QUEUE = "aws_sqs_queue.q"


@pytest.mark.parametrize(
    ("address", "values", "name"),
    [
        (QUEUE, {}, "q"),
        (QUEUE, {"name": "orders"}, "orders"),
        (QUEUE, {"name": "", "tags": {"Name": "tagged"}}, "tagged"),
        (QUEUE, {"name": WAITS, "tags": {"Name": "tagged"}}, "tagged"),
        (QUEUE, {"tags": {"Name": ""}}, "q"),
        (QUEUE, {"tags": WAITS}, "q"),
        ("aws_sqs_queue.q[2]", {}, "q[2]"),
        ('aws_sqs_queue.q["a"]', {}, "q[a]"),
        ("aws_rds_cluster.c", {"cluster_identifier": "db"}, "db"),
        ("aws_db_instance.d", {"identifier": "db"}, "db"),
        ("aws_lambda_function.f", {"function_name": "pay"}, "pay"),
        ("module.jobs.aws_sqs_queue.this", {}, "jobs"),
        ("module.jobs.aws_sqs_queue.main[1]", {}, "jobs 1"),
        ("module.jobs.aws_sqs_queue.q", {}, "q"),
        ("aws_sqs_queue.this", {}, "this"),
        ("aws_sqs_queue.main[1]", {}, "main[1]"),
    ],
)
def test_a_thing_is_called_by_its_own_name(
    address: str, values: dict[str, Plain], name: str
) -> None:
    """Else by its tag, or its name in the code; of a block that says nothing by its module's."""
    assert name_of(resource(address, **values)) == name


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("aws_lb.main", "main"),
        ("aws_lb.main[0]", "main 0"),
        ('aws_lb.main["blue"]', "blue"),
        ('aws_lb.main["3"]', "main 3"),
        ("module.a.module.b.aws_lb.this", "b"),
        ("module.a.aws_lb.this[0]", "a"),
        ("module.a.aws_lb.this[1]", "a 1"),
        ("module.a.aws_lb.web[1]", "web 1"),
        ('module.a["x"].aws_lb.default', "a"),
        ("", ""),
    ],
)
def test_the_short_name_tells_it_from_its_like(address: str, name: str) -> None:
    """A key, the block's name, or the module's."""
    assert short_name(address) == name


@pytest.mark.parametrize(
    ("path", "identity"),
    [
        ("id", True),
        ("arn", True),
        ("name", True),
        ("cluster_identifier", True),
        ("tags", False),
        ("vpc_id", True),
        ("subnet_ids", True),
        ("role_arn", True),
        ("group_name", True),
        ("arn_suffix", True),
        ("vpc_config.0.vpc_id", True),
        ("public_ip", False),
        ("endpoint", True),
        ("endpoint.address", False),
        ('x["a"]', False),
        ("id[0]", True),
    ],
)
def test_attributes_that_name_their_resource(
    path: str,
    identity: bool,  # noqa: FBT001
) -> None:
    """Others are a fact about it."""
    assert is_identity(path) is identity


def test_leaves_are_single_values() -> None:
    """Null and empty texts are none."""
    value: Plain = ("a", "", None, {"y": 1, "x": ("b",)}, WAITS, False)
    assert list(leaves(value, ("p",))) == [
        (("p", 0), "a"),
        (("p", 3, "x", 0), "b"),
        (("p", 3, "y"), 1),
        (("p", 4), WAITS),
        (("p", 5), False),
    ]


ONE, TWO = "aws_subnet.s[0]", "aws_subnet.s[1]"
DATA = "data.aws_subnet.d"
ACCOUNT = "data.aws_caller_identity.me"


def named(
    value: Plain, *others: Instance, types: tuple[str, ...] = ()
) -> tuple[list[str], list[str]]:
    """What the subnets of a function name, and what is asked about it."""
    item = resource("aws_lb.f", subnets=value)
    reader = Reader(
        configuration(
            *(resource(ONE), resource(TWO), resource("aws_vpc.v"), resource(ACCOUNT)),
            *(item, *others),
        )
    )
    found = [one.address for one in reader.many(item, "subnets", types=types)]
    return found, [question.question for question in reader.questions]


@pytest.mark.parametrize(
    ("value", "found", "asked"),
    [
        (ref(ONE), [ONE], []),
        ((ref(TWO), ref(ONE)), [ONE, TWO], []),
        ((ref(ONE), ref(ONE)), [ONE], []),
        (refs(ONE, TWO), [ONE, TWO], []),
        (Sensitive(ref(ONE)), [ONE], []),
        (None, [], []),
        ((), [], []),
        (5, [], []),
        (WAITS, [], ["what subnets names"]),
        ((WAITS, ref(ONE)), [ONE], ["what subnets[0] names"]),
        (Unknown(SetOf(STRING), (Origin("variable", "var.x"),)), [], ["what subnets names"]),
        (
            Unknown(ListOf(STRING), (Origin("resource", ONE, "tags"),)),
            [ONE],
            [],
        ),
        (
            Unknown(
                SetOf(STRING),
                (Origin("resource", ONE, "id"), Origin("data", ACCOUNT, "account_id")),
            ),
            [],
            ["what subnets names"],
        ),
    ],
)
def test_a_value_names_what_it_refers_to(value: Plain, found: list[str], asked: list[str]) -> None:
    """Each once and in order; what cannot be told is asked, and the account is named by none."""
    assert named(value) == (found, asked)


def test_of_two_that_an_expression_chooses_from_the_chosen_is_named() -> None:
    """Its condition refers to the other as well; the text is made of this one's name alone."""
    text = Unknown(STRING, (Origin("resource", "aws_lb.b", "arn_suffix"),))
    balancers = [resource(f"aws_lb.{name}") for name in "ab"]
    item = replace(
        resource("aws_cloudwatch_metric_alarm.m", dimensions=text),
        references={("dimensions",): ("aws_lb.a", "aws_lb.b")},
    )
    reader = Reader(configuration(*balancers, item))
    assert (reader.one(item, "dimensions"), reader.questions) == ("aws_lb.b", [])


def test_only_the_kinds_that_are_meant_are_named() -> None:
    """What is looked up is of AWS, and asked about where nothing else is named."""
    data = resource(DATA)
    subnet = ("aws_subnet",)
    assert named(ref("aws_vpc.v"), types=subnet) == ([], [])
    assert named(ref(ONE), types=subnet) == ([ONE], [])
    assert named(ref(DATA), data) == ([DATA], [])
    other = resource("data.aws_vpc.d")
    asked = ["what subnets names: AWS is asked for it"]
    assert named(ref("data.aws_vpc.d"), other, types=subnet) == ([], asked)


def test_one_is_named_where_there_is_one() -> None:
    """None of none, none of many."""
    item = resource("aws_lb.f", subnets=(ref(ONE), ref(TWO)), vpc=ref("aws_vpc.v"))
    reader = Reader(configuration(resource(ONE), resource(TWO), resource("aws_vpc.v"), item))
    assert (reader.one(item, "vpc"), reader.one(item, "subnets"), reader.one(item, "x")) == (
        "aws_vpc.v",
        "",
        "",
    )
    assert reader.instance(item, "subnets") is reader.instance(item, "x") is None
    one = reader.instance(item, "vpc")
    assert one is not None
    assert one.address == "aws_vpc.v"
    assert [x.address for x in reader.naming("aws_vpc.v", "aws_lb", "vpc")] == ["aws_lb.f"]
    assert reader.naming("aws_vpc.other", "aws_lb", "vpc") == ()
    assert reader.is_told(item, "vpc") is reader.is_told(item, "x") is True
    asking = Reader(configuration(resource("aws_lb.f", subnets=WAITS)))
    assert asking.is_told(resource("aws_lb.f", subnets=WAITS), "subnets") is False
    assert asking.questions == []


def test_data_sources_are_read_where_they_are_asked_for() -> None:
    """By type, in natural order."""
    reader = Reader(configuration(resource(DATA), resource(TWO), resource("aws_subnet.s[10]")))
    assert [x.address for x in reader.of_type("aws_subnet")] == [TWO, "aws_subnet.s[10]"]
    assert len(reader.of_type("aws_subnet", data=True)) == 3
    assert reader.of_type("aws_vpc", data=True) == ()


def test_a_written_name_is_that_of_its_region() -> None:
    """One of another region is not meant; one with an id of AWS is of no one here."""
    here = resource("aws_rds_cluster.here", cluster_identifier="db")
    there = resource("aws_rds_cluster.there", cluster_identifier="far", region="eu-west-1")

    def cluster(value: str) -> str:
        item = resource("aws_rds_cluster_instance.i", cluster_identifier=value)
        return Reader(configuration(here, there, item)).one(item, "cluster_identifier")

    assert cluster("db") == here.address
    assert cluster("far") == cluster("other") == ""


def test_of_two_that_a_value_is_made_from_the_one_of_the_kind_is_named() -> None:
    """A name made of a random part waits for that, and names what stands where it is written."""
    end = resource("random_string.end", length=6)
    made = Unknown(STRING, (Origin("resource", "random_string.end", "result"),))
    logs = [resource(f"aws_s3_bucket.logs[{at}]", bucket=made) for at in range(2)]

    def bucket(*named: str) -> tuple[str, list[str]]:
        item = replace(
            resource("aws_s3_bucket_versioning.v", bucket=WAITS),
            references={("bucket",): (*named, "random_string.end")},
        )
        reader = Reader(configuration(end, *logs, item))
        return reader.one(item, "bucket"), [question.question for question in reader.questions]

    assert bucket(logs[0].address) == (logs[0].address, [])
    assert bucket(*(one.address for one in logs)) == ("", ["what bucket names"])


def test_what_is_asked_says_why() -> None:
    """What it waits for, what is not here, or that nothing says."""
    item = resource("aws_lb.f")
    reader = Reader(configuration(item))
    for value in (WAITS, "subnet-1", None):
        reader.ask(item, "its subnet", value)
    assert [question.reason for question in reader.questions] == [
        "known after apply (var.x)",
        "subnet-1 is not in this configuration",
        "nothing says",
    ]


def test_an_interface_wears_what_it_names_and_what_is_put_on_it() -> None:
    """Each group once; of the interface an instance brings, by the instance's address."""
    groups = [resource(f"aws_security_group.{name}") for name in "ab"]
    face = resource("aws_network_interface.n", security_groups=(ref("aws_security_group.a"),))
    machine = resource("aws_instance.i")

    def put(name: str, group: str, on: Unknown) -> Instance:
        return resource(
            f"aws_network_interface_sg_attachment.{name}",
            security_group_id=ref(f"aws_security_group.{group}"),
            network_interface_id=on,
        )

    added = [
        put("again", "a", ref("aws_network_interface.n")),
        put("more", "b", ref("aws_network_interface.n")),
        put("first", "b", ref("aws_instance.i", "primary_network_interface_id")),
    ]
    bare = worn(Reader(configuration(*groups, face, machine)))
    assert bare == {"aws_network_interface.n": ("aws_security_group.a",)}
    assert worn(Reader(configuration(*groups, face, machine, *added))) == {
        "aws_network_interface.n": ("aws_security_group.a", "aws_security_group.b"),
        "aws_instance.i": ("aws_security_group.b",),
    }
