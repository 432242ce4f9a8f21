"""Written out or referred to, a resource is the same one: by name, ARN, address or URL."""

from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.region_loss import of_region
from archbench.terraform import load

REFERRED = """
provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "copy"
  region = "us-east-1"
}

resource "aws_s3_bucket" "pages" {
  bucket = "acme-pages"
}

resource "aws_s3_bucket" "spare" {
  provider = aws.copy
  bucket   = "acme-spare"
}

resource "aws_s3_bucket_replication_configuration" "pages" {
  bucket = aws_s3_bucket.pages.bucket
  role   = aws_iam_role.work.arn
  rule {
    status = "Enabled"
    destination {
      bucket = aws_s3_bucket.spare.arn
    }
  }
}

resource "aws_iam_role" "work" {
  name               = "work"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy" "work" {
  role = aws_iam_role.work.name
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "dynamodb:*", Resource = aws_dynamodb_table.t.arn }]
  })
}

resource "aws_dynamodb_table" "t" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sns_topic" "news" {
  name = "news"
}

resource "aws_sns_topic_subscription" "jobs" {
  topic_arn = aws_sns_topic.news.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.jobs.arn
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.work.arn
  handler       = "main.run"
  runtime       = "python3.13"
  filename      = "worker.zip"
  environment {
    variables = {
      QUEUE = aws_sqs_queue.jobs.url
    }
  }
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.worker.function_name
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true
  origin {
    origin_id   = "pages"
    domain_name = aws_s3_bucket.pages.bucket_regional_domain_name
  }
  default_cache_behavior {
    target_origin_id       = "pages"
    viewer_protocol_policy = "https-only"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

resource "aws_ecs_cluster" "c" {
  name = "shop"
}

resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = "[]"
}

resource "aws_ecs_capacity_provider" "own" {
  name = "own-machines"
  auto_scaling_group_provider {
    auto_scaling_group_arn = aws_autoscaling_group.own.arn
  }
}

resource "aws_autoscaling_group" "own" {
  name               = "own-group"
  min_size           = 1
  max_size           = 2
  availability_zones = ["eu-west-1a"]
}

resource "aws_ecs_cluster_capacity_providers" "c" {
  cluster_name       = aws_ecs_cluster.c.name
  capacity_providers = [aws_ecs_capacity_provider.own.name, "FARGATE"]
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.c.arn
  task_definition = aws_ecs_task_definition.web.arn
  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.own.name
    weight            = 1
  }
}
"""
_HERE = "eu-west-1:123456789012"
WRITTEN = {
    "bucket = aws_s3_bucket.pages.bucket\n": 'bucket = "acme-pages"\n',
    "aws_s3_bucket.spare.arn": '"arn:aws:s3:::acme-spare"',
    "aws_s3_bucket.pages.bucket_regional_domain_name": '"acme-pages.s3.eu-west-1.amazonaws.com"',
    "aws_iam_role.work.arn": '"arn:aws:iam::123456789012:role/work"',
    "aws_iam_role.work.name": '"work"',
    "aws_dynamodb_table.t.arn": f'"arn:aws:dynamodb:{_HERE}:table/orders"',
    "aws_sqs_queue.jobs.arn": f'"arn:aws:sqs:{_HERE}:jobs"',
    "aws_sqs_queue.jobs.url": '"https://sqs.eu-west-1.amazonaws.com/123456789012/jobs"',
    "aws_sns_topic.news.arn": f'"arn:aws:sns:{_HERE}:news"',
    "aws_lambda_function.worker.function_name": '"worker"',
    "aws_ecs_cluster.c.name": '"shop"',
    "aws_ecs_cluster.c.arn": f'"arn:aws:ecs:{_HERE}:cluster/shop"',
    "aws_ecs_task_definition.web.arn": '"web:7"',
    "aws_ecs_capacity_provider.own.name": '"own-machines"',
    "aws_autoscaling_group.own.arn": (
        f'"arn:aws:autoscaling:{_HERE}:autoScalingGroup:1:autoScalingGroupName/own-group"'
    ),
}


def test_a_copy_that_a_distribution_reads_goes_on(tmp_path: Path) -> None:
    """Losing the bucket's region leaves its copy to be read, where the distribution has both."""
    site = REFERRED.split('resource "aws_iam_role" "work"', maxsplit=1)[0].replace(
        "aws_iam_role.work.arn", '"arn:aws:iam::123456789012:role/copy"'
    )
    distribution = REFERRED[REFERRED.index('resource "aws_cloudfront') :]
    distribution = distribution[: distribution.index('resource "aws_ecs_cluster"')]
    second = """
  origin {
    origin_id   = "spare"
    domain_name = aws_s3_bucket.spare.bucket_regional_domain_name
  }
  default_cache_behavior"""
    for name, text, outcome in (
        ("one", distribution, "down"),
        ("both", distribution.replace("\n  default_cache_behavior", second), "degraded"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(site + text, encoding="utf-8")
        found = build(load(tmp_path / name))
        assert of_region(found, "eu-west-1")[0] == outcome


def told(folder: Path, text: str) -> tuple[set[object], set[object], list[str]]:
    """Relations, places and open questions of one file."""
    folder.mkdir()
    (folder / "main.tf").write_text(text, encoding="utf-8")
    found = build(load(folder))
    relations = {(item.kind, item.source, item.target) for item in found.graph.relations}
    places = {(part.address, part.place.zones) for part in found.graph.parts.values()}
    return set(relations), set(places), [str(item) for item in found.open_questions]


@pytest.mark.parametrize("which", [*WRITTEN, "all"])
def test_written_out_is_the_same(which: str, tmp_path: Path) -> None:
    """Lines, places and open questions are those of the reference."""
    text = REFERRED
    for reference, name in WRITTEN.items():
        if which in (reference, "all"):
            text = text.replace(reference, name)
    assert text != REFERRED
    as_referred = told(tmp_path / "referred", REFERRED)
    assert len(as_referred[0]) >= 6
    assert told(tmp_path / "written", text) == as_referred


@pytest.mark.parametrize(
    "other",
    [
        '"arn:aws:sqs:us-east-2:123456789012:jobs"',
        '"arn:aws:sqs:eu-west-1:123456789012:jobs-2"',
        '"arn:aws:sqs:eu-west-1:123456789012:*"',
    ],
)
def test_what_only_looks_alike_is_another(other: str, tmp_path: Path) -> None:
    """Another region, another name, any name: none of them is the queue of this configuration."""
    text = REFERRED.replace("aws_sqs_queue.jobs.arn", other)
    relations, _, _ = told(tmp_path / "other", text)
    assert not {item for item in relations if "aws_sqs_queue.jobs" in str(item)} - {
        ("event", "aws_lambda_function.worker", "aws_sqs_queue.jobs")
    }
