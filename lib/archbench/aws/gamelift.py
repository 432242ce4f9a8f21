"""GameLift: fleets, queues and groups of game servers."""

from archbench.aws.kind import Kind, Link, helper
from archbench.aws.values import number

_ICON = "game.Gamelift"

KINDS = (
    Kind(
        types=("aws_gamelift_fleet",),
        title="Game fleet",
        service="GameLift",
        icon=_ICON,
        role="workload",
        loss="untold",  # GameLift chooses the zones of its instances
    ),
    Kind(
        types=("aws_gamelift_game_server_group",),
        title="Game server group",
        service="GameLift FleetIQ",
        icon=_ICON,
        role="workload",
        made_of=("launch_template.id", "launch_template.name"),
        loss="spread",
        units=number("min_size"),
    ),
    Kind(
        types=("aws_gamelift_game_session_queue",),
        title="Session queue",
        service="GameLift",
        icon=_ICON,
        role="entry",
        links=(
            Link("request", "", "destinations"),
            Link("event", "", "notification_target"),
        ),
        loss="regional",
    ),
    helper("aws_gamelift_alias", "routing_strategy.fleet_id"),
    helper("aws_gamelift_build aws_gamelift_script"),
)
