"""FSx: file systems for Windows, Lustre, ONTAP and OpenZFS, file caches, and their volumes."""

from archbench.aws.kind import Kind, Link, helper
from archbench.aws.values import by_word

_ICON = "storage.Fsx"
_FILES = "FSx file system"

KINDS = (
    Kind(
        types=("aws_fsx_windows_file_system",),
        title=_FILES,
        service="FSx for Windows File Server",
        icon="storage.FsxForWindowsFileServer",
        role="store",
        links=(Link("request", "", "active_directory_id", "signs in"),),
        loss=by_word(
            "deployment_type",
            "SINGLE_AZ_1",
            SINGLE_AZ_1="single",
            SINGLE_AZ_2="single",
            MULTI_AZ_1="standby",
        ),
        levels=("fsx-level-zones", ""),
    ),
    Kind(
        types=("aws_fsx_lustre_file_system",),
        title=_FILES,
        service="FSx for Lustre",
        icon="storage.FsxForLustre",
        role="store",
        links=(
            Link("data", "", "import_path", "imports"),
            Link("data", "", "export_path", "exports"),
        ),
        loss="single",  # each of its deployment types stands in one zone
    ),
    Kind(
        types=("aws_fsx_ontap_file_system",),
        title=_FILES,
        service="FSx for NetApp ONTAP",
        icon=_ICON,
        role="store",
        loss=by_word(
            "deployment_type",
            "",
            SINGLE_AZ_1="single",
            SINGLE_AZ_2="single",
            MULTI_AZ_1="standby",
            MULTI_AZ_2="standby",
        ),
        levels=("fsx-level-zones", ""),
    ),
    Kind(
        types=("aws_fsx_openzfs_file_system",),
        title=_FILES,
        service="FSx for OpenZFS",
        icon=_ICON,
        role="store",
        loss=by_word(
            "deployment_type",
            "",
            SINGLE_AZ_1="single",
            SINGLE_AZ_2="single",
            SINGLE_AZ_HA_1="single",
            SINGLE_AZ_HA_2="single",
            MULTI_AZ_1="standby",
        ),
        levels=("fsx-level-zones", ""),
    ),
    Kind(
        types=("aws_fsx_file_cache",),
        title="File cache",
        service="File Cache",
        icon=_ICON,
        role="store",
        links=(Link("data", "", "data_repository_association.data_repository_path"),),
        loss="single",
    ),
    helper("aws_fsx_ontap_storage_virtual_machine", "file_system_id"),
    helper("aws_fsx_ontap_volume", "storage_virtual_machine_id"),
    helper("aws_fsx_openzfs_volume", "parent_volume_id"),
    helper("aws_fsx_openzfs_snapshot", "volume_id"),
    helper("aws_fsx_backup", "file_system_id", "volume_id"),
    helper(
        "aws_fsx_data_repository_association",
        "file_system_id",
        links=(Link("data", "file_system_id", "data_repository_path"),),
    ),
    helper("aws_fsx_s3_access_point_attachment", "openzfs_configuration.volume_id"),
)
