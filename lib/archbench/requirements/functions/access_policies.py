"""access_policies(): every policy that says who may use a resource.

Each has address and public: the actions it allows to everyone, under no condition that says who
asks or from where; not known while its text is not. A bucket that restricts public buckets, or
whose account does, lets in nobody outside of the account, whatever its policy says.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""

from collections.abc import Iterator, Sequence

from archbench.architecture.joins import truth
from archbench.architecture.policy_conditions import public_actions
from archbench.architecture.resource_policies import RESOURCE_POLICIES
from archbench.hcl import construct
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Unknown, Value, unknown
from archbench.requirements.functions._more import may_name, more_naming, origin_of
from archbench.requirements.functions._related import listed, related, texts, uncounted
from archbench.requirements.record import Read
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance

_BUCKET, _POLICY = "aws_s3_bucket", "aws_s3_bucket_policy"
_BLOCK = "aws_s3_bucket_public_access_block"
_ACCOUNT_BLOCK = "aws_s3_account_public_access_block"
_RESTRICTS = "restrict_public_buckets"


def call(view: View) -> Value:
    """A tuple of policies."""
    listed(view, *RESOURCE_POLICIES)
    found = []
    for access in view.relations.accesses:
        actions, why = public_actions(access.policy)
        public = texts(actions)
        item = view.configuration.by_address[access.address]
        proof = [Read(access.address, access.path)]
        if why and not actions:
            public = unknown(DYNAMIC, Origin("resource", access.address, str(access.path[0]), why))
        for block in _blocks(view, item) if actions or why else ():
            restricted = truth(block.get(_RESTRICTS), default=False)
            proof.append(Read(block.address, (_RESTRICTS,)))
            if isinstance(restricted, Unknown):
                public = unknown(DYNAMIC, Origin("resource", block.address, _RESTRICTS))
            elif restricted:
                public = texts(())
                break
        else:
            maybe = next(_maybe(view, item), None) if actions or why else None
            public = unknown(DYNAMIC, maybe) if maybe else public
        parts = {"public": public, "type": construct.string(item.type)}
        found.append(related(view, access.address, parts, proof))
    return construct.tuple_value([*found, *uncounted(view, *RESOURCE_POLICIES)])


def _buckets(view: View, item: Instance) -> Sequence[Instance]:
    """The buckets whose policy this is."""
    if item.type == _BUCKET:
        return (item,)
    return view.relations.reader.many(item, "bucket") if item.type == _POLICY else ()


def _blocks(view: View, item: Instance) -> Iterator[Instance]:
    """The blocks of public access of the bucket whose policy this is, the account's among them."""
    named, _ = view.relations.naming(_BLOCK, "bucket")
    for bucket in _buckets(view, item):
        yield from named.get(bucket.address, ())
    if item.type in (_BUCKET, _POLICY):
        yield from view.configuration.of_type(_ACCOUNT_BLOCK)


def _maybe(view: View, item: Instance) -> Iterator[Origin]:
    """What may restrict it: blocks of which it is not known whose they are, or how many."""
    _, untold = view.relations.naming(_BLOCK, "bucket")
    more = view.more_of(_ACCOUNT_BLOCK) if item.type in (_BUCKET, _POLICY) else []
    for bucket in _buckets(view, item):
        more = [*more, *more_naming(view, _BLOCK, "bucket", bucket)]
        for block in untold:
            if may_name(block, "bucket", bucket) and _may_restrict(block):
                yield Origin("resource", block.address, "bucket", "whose it is is not known")
    yield from (origin_of(one) for one in more if one.like is None or _may_restrict(one.like))


def _may_restrict(block: Instance) -> bool:
    return truth(block.get(_RESTRICTS), default=False) is not False
