"""Media services: live channels, packaging, transcoding, streaming."""

from archbench.aws.kind import Kind, Link, helper, ways
from archbench.aws.values import by_word

_LIVE = "media.ElementalMedialive"

KINDS = (
    Kind(
        types=("aws_medialive_channel",),
        title="Live channel",
        service="MediaLive",
        icon=_LIVE,
        role="workload",
        links=(
            Link("request", "input_attachments.input_id", ""),
            Link("data", "", "destinations.media_package_settings.channel_id"),
            Link("data", "", "destinations.multiplex_settings.multiplex_id"),
            Link("data", "", "destinations.settings.url"),
        ),
        # a standard channel has two pipelines in two zones, one of a single pipeline one
        loss=by_word("channel_class", "", STANDARD="spread", SINGLE_PIPELINE="single"),
    ),
    Kind(
        types=("aws_medialive_input",),
        title="Live input",
        service="MediaLive",
        icon=_LIVE,
        role="entry",
        links=(Link("request", "media_connect_flows.flow_arn", ""),),
        loss="untold",  # one endpoint or two, by its type and its channel
    ),
    helper("aws_medialive_input_security_group"),
    Kind(
        types=("aws_medialive_multiplex",),
        title="Multiplex",
        service="MediaLive",
        icon=_LIVE,
        role="workload",
        loss="spread",  # a pipeline in each of its two zones
    ),
    helper("aws_medialive_multiplex_program", "multiplex_id"),
    Kind(
        types=("aws_media_package_channel", "aws_media_packagev2_channel_group"),
        title="Package channel",
        service="MediaPackage",
        icon="media.ElementalMediapackage",
        role="entry",
        loss="regional",
    ),
    Kind(
        types=("aws_media_store_container",),
        title="Media container",
        service="MediaStore",
        icon="media.ElementalMediastore",
        role="store",
        loss="regional",
    ),
    helper("aws_media_store_container_policy", "container_name"),
    Kind(
        types=("aws_media_convert_queue",),
        title="Transcoding queue",
        service="MediaConvert",
        icon="media.ElementalMediaconvert",
        role="workload",
        loss="regional",
    ),
    Kind(
        types=("aws_elastictranscoder_pipeline",),
        title="Transcoding pipeline",
        service="Elastic Transcoder",
        icon="media.ElasticTranscoder",
        role="workload",
        links=(
            Link("data", "", "input_bucket", "reads"),
            *ways(
                "data", "", "output_bucket content_config.bucket thumbnail_config.bucket", "writes"
            ),
            *ways("event", "", "notifications.completed notifications.error"),
        ),
        loss="regional",
    ),
    helper("aws_elastictranscoder_preset"),
    Kind(
        types=("aws_ivs_channel",),
        title="Video channel",
        service="IVS",
        icon="media.MediaServices",
        role="entry",
        loss="global",
    ),
    helper("aws_ivs_playback_key_pair"),
    helper(
        "aws_ivs_recording_configuration",
        links=(Link("data", "", "destination_configuration.s3.bucket_name", "recordings"),),
    ),
    Kind(
        types=("aws_ivschat_room",),
        title="Chat room",
        service="IVS Chat",
        icon="media.MediaServices",
        role="entry",
        links=(Link("request", "", "message_review_handler.uri"),),
        loss="regional",
    ),
    helper("aws_ivschat_logging_configuration"),
)
