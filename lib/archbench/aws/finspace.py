"""FinSpace: managed kdb environments, whose parts stand in a zone each or in several."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper
from archbench.aws.values import by_word

_ICON = "analytics.Analytics"
_SERVICE = "FinSpace"


def _kx(type_: str, title: str, loss: LossBehavior | None = None) -> Kind:
    return Kind(
        types=(type_,),
        title=title,
        service=_SERVICE,
        icon=_ICON,
        role="store",
        links=(Link("control", "environment_id", ""),),
        loss=loss or by_word("az_mode", "", SINGLE="single", MULTI="spread"),
    )


KINDS = (
    Kind(
        types=("aws_finspace_kx_environment",),
        title="kdb environment",
        service=_SERVICE,
        icon=_ICON,
        role="support",
        links=(Link("attachment", "", "transit_gateway_configuration.transit_gateway_id"),),
        loss="none",  # its clusters and volumes are drilled themselves
    ),
    _kx("aws_finspace_kx_cluster", "kdb cluster"),
    _kx("aws_finspace_kx_volume", "kdb volume"),
    _kx("aws_finspace_kx_dataview", "kdb view"),
    _kx("aws_finspace_kx_scaling_group", "kdb scaling group", "single"),
    _kx("aws_finspace_kx_database", "kdb database", "regional"),
    helper("aws_finspace_kx_user", "environment_id"),
)
