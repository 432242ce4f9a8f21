"""Whether AWS Backup is to take a service at all: the settings of its region.

https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources (read 2026-12-01)
"""

from collections.abc import Mapping

from archbench.architecture.element import Told
from archbench.architecture.joins import Reader
from archbench.architecture.near import near
from archbench.aws.values import truth
from archbench.hcl.values import Plain, Unknown, bare
from archbench.terraform.configuration import Instance

SETTINGS = "aws_backup_region_settings"
PREFERENCE = "resource_type_opt_in_preference"

_SERVICES: Mapping[str, str] = {
    "aws_db_instance": "RDS",
    "aws_docdb_cluster": "DocumentDB",
    "aws_dynamodb_table": "DynamoDB",
    "aws_ebs_volume": "EBS",
    "aws_efs_file_system": "EFS",
    "aws_fsx_lustre_file_system": "FSx",
    "aws_fsx_ontap_volume": "FSx",
    "aws_fsx_openzfs_file_system": "FSx",
    "aws_fsx_windows_file_system": "FSx",
    "aws_instance": "EC2",
    "aws_neptune_cluster": "Neptune",
    "aws_redshift_cluster": "Redshift",
    "aws_s3_bucket": "S3",
    "aws_storagegateway_cached_iscsi_volume": "Storage Gateway",
    "aws_storagegateway_stored_iscsi_volume": "Storage Gateway",
}
"""What the settings call the service of each type."""

_ALWAYS = ("Aurora", "DocumentDB", "Neptune")
"""Services that have to be opted in to although a selection names what it takes."""


def opted_in(reader: Reader, item: Instance, *, named: bool | None) -> Told:
    """Whether the settings of its region let a selection take a resource; None for not told.

    named says whether the selection names the resource or its service, which settings then do not
    forbid of most; None where it asks for all there is, of which AWS's pages do not say it.
    """
    found = [_lets(reader, service, item, named=named) for service in _services(item)]
    return found[0] if found and all(one is found[0] for one in found) else None if found else True


def names_a_service(arn: Plain) -> bool:
    """Whether what a selection lists is of one service; a pattern for all there is says of none.

    >>> [names_a_service(one) for one in ("*", "arn:aws:*:*:*:*", "arn:aws:rds:*:*:db:*")]
    [False, False, True]
    """
    if not isinstance(arn, str):
        return True
    parts = arn.split(":")
    return len(parts) > 2 and "*" not in parts[2]


def _services(item: Instance) -> tuple[str, ...]:
    """The services a resource may be of."""
    if item.type != "aws_rds_cluster":
        return tuple(name for type_, name in _SERVICES.items() if type_ == item.type)
    engine = bare(item.get("engine", "aurora"))
    if isinstance(engine, Unknown):
        return ("Aurora", "RDS")
    return ("Aurora",) if str(engine).startswith("aurora") else ("RDS",)


def _lets(reader: Reader, service: str, item: Instance, *, named: bool | None) -> Told:
    answers = [_says(settings, service, item) for settings in reader.of_type(SETTINGS)]
    # of a module that was not read nothing is asked, as of the account as it was found
    answers += [
        None
        for block in reader.configuration.uncounted
        if block.type == SETTINGS
        and (block.like is None or _says(block.like, service, item) is not True)
    ]
    set_so = False if False in answers else None if None in answers else True
    if set_so is True or service in _ALWAYS:
        return set_so
    return True if named else None if named is None else set_so


def _says(settings: Instance, service: str, item: Instance) -> Told:
    """What one of the settings says of a service; what it leaves out stays as AWS has it, on."""
    here = near(item, settings)
    preference = bare(settings.values.get(PREFERENCE))
    if here is False:
        return True
    if isinstance(preference, Unknown):
        return None
    given = preference.get(service) if isinstance(preference, Mapping) else None
    chosen = truth(given, default=True)
    if isinstance(chosen, Unknown):
        return None
    return True if chosen else False if here else None
