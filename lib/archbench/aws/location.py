"""Location Service: maps, places, routes and trackers."""

from archbench.aws.kind import Kind, helper, ways

_ICON = "mobile.Mobile"

KINDS = (
    Kind(
        types=(
            "aws_location_map",
            "aws_location_place_index",
            "aws_location_route_calculator",
            "aws_location_geofence_collection",
            "aws_location_tracker",
        ),
        title="Location resource",
        service="Location Service",
        icon=_ICON,
        role="workload",
        loss="regional",
    ),
    helper(
        "aws_location_tracker_association",
        "tracker_name",
        links=ways("event", "tracker_name", "consumer_arn", "positions"),
    ),
)
