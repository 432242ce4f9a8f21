"""Kendra, Comprehend, Rekognition, Transcribe, Q: what searches, reads, sees and hears."""

from archbench.aws.kind import Kind, Link, helper
from archbench.aws.values import by_word, inside

KINDS = (
    Kind(
        types=("aws_kendra_index",),
        title="Search index",
        service="Kendra",
        icon="ml.Kendra",
        role="store",
        loss=by_word("edition", "ENTERPRISE_EDITION", ENTERPRISE_EDITION="regional"),
    ),
    helper(
        "aws_kendra_data_source",
        "index_id",
        links=(Link("data", "index_id", "configuration.s3_configuration.bucket_name", "reads"),),
    ),
    helper(
        "aws_kendra_faq", "index_id", links=(Link("data", "index_id", "s3_path.bucket", "reads"),)
    ),
    helper(
        "aws_kendra_query_suggestions_block_list aws_kendra_thesaurus",
        "index_id",
        links=(Link("data", "index_id", "source_s3_path.bucket", "reads"),),
    ),
    helper("aws_kendra_experience", "index_id"),
    Kind(
        types=("aws_comprehend_document_classifier", "aws_comprehend_entity_recognizer"),
        title="Comprehend model",
        service="Comprehend",
        icon="ml.Comprehend",
        role="workload",
        links=(Link("data", "", "input_data_config.augmented_manifests.s3_uri", "reads"),),
        loss=inside("vpc_config.subnets"),
    ),
    Kind(
        types=("aws_rekognition_collection", "aws_rekognition_project"),
        title="Recognition model",
        service="Rekognition",
        icon="ml.RekognitionImage",
        role="workload",
        loss="regional",
    ),
    Kind(
        types=("aws_rekognition_stream_processor",),
        title="Stream processor",
        service="Rekognition",
        icon="ml.RekognitionVideo",
        role="workload",
        links=(
            Link("event", "input.kinesis_video_stream.arn", ""),
            Link("event", "", "output.kinesis_data_stream.arn"),
            Link("event", "", "notification_channel.sns_topic_arn"),
            Link("data", "", "output.s3_destination.bucket"),
        ),
        loss="regional",
    ),
    Kind(
        types=("aws_transcribe_language_model",),
        title="Language model",
        service="Transcribe",
        icon="ml.Transcribe",
        role="workload",
        links=(Link("data", "", "input_data_config.s3_uri", "reads"),),
        loss="regional",
    ),
    helper(
        "aws_transcribe_medical_vocabulary aws_transcribe_vocabulary "
        "aws_transcribe_vocabulary_filter"
    ),
    Kind(
        types=("aws_qbusiness_application",),
        title="Q application",
        service="Q Business",
        icon="ml.Q",
        role="workload",
        loss="regional",
    ),
)
