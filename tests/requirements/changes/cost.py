# ruff: noqa: E501 text as it stands in a configuration
"""What is paid for and not needed: data/requirements/cost."""

from collections.abc import Mapping

from tests.requirements.changes import Changes, changes

LIST = "cost"

STACK = """
provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { Team = "shop" }
  }
}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/24"
}
resource "aws_eip" "nat" { domain = "vpc" }
resource "aws_nat_gateway" "main" {
  subnet_id     = aws_subnet.public.id
  allocation_id = aws_eip.nat.id
}
resource "aws_route_table" "private" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table_association" "private" {
  subnet_id      = aws_subnet.private.id
  route_table_id = aws_route_table.private.id
}
resource "aws_route" "out" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main.id
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.private.id]
}
resource "aws_lb" "web" { name = "web" }
resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.main.id
}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
resource "aws_instance" "worker" {
  ami           = "ami-0abc"
  instance_type = "m7g.large"
  root_block_device { volume_type = "gp3" }
}
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 100
  type              = "gp3"
}
resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.worker.id
}
resource "aws_launch_template" "web" {
  image_id      = "ami-0abc"
  instance_type = "c7g.large"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs { volume_type = "gp3" }
  }
}
resource "aws_autoscaling_group" "web" {
  name     = "web"
  min_size = 1
  max_size = 4
  launch_template { id = aws_launch_template.web.id }
  tag {
    key                 = "Team"
    value               = "shop"
    propagate_at_launch = true
  }
}
resource "aws_autoscaling_policy" "web" {
  name                   = "web"
  autoscaling_group_name = aws_autoscaling_group.web.name
  policy_type            = "TargetTrackingScaling"
  target_tracking_configuration {
    target_value = 60
    predefined_metric_specification { predefined_metric_type = "ASGAverageCPUUtilization" }
  }
}
resource "aws_db_instance" "one" {
  identifier        = "one"
  engine            = "postgres"
  engine_version    = "16.4"
  instance_class    = "db.t4g.medium"
  allocated_storage = 20
  storage_type      = "gp3"
}
resource "aws_rds_cluster" "many" {
  engine         = "aurora-postgresql"
  engine_version = "16.4"
}
resource "aws_opensearch_domain" "goods" {
  domain_name = "goods"
  ebs_options {
    ebs_enabled = true
    volume_type = "gp3"
  }
}
resource "aws_s3_bucket" "orders" { bucket = "shop-orders" }
resource "aws_s3_bucket_versioning" "orders" {
  bucket = aws_s3_bucket.orders.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_lifecycle_configuration" "orders" {
  bucket = aws_s3_bucket.orders.id
  rule {
    id     = "old"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration { noncurrent_days = 30 }
    abort_incomplete_multipart_upload { days_after_initiation = 7 }
  }
}
resource "aws_cloudwatch_log_group" "web" {
  name              = "web"
  retention_in_days = 90
}
resource "aws_ecr_repository" "web" { name = "web" }
resource "aws_ecr_lifecycle_policy" "web" {
  repository = aws_ecr_repository.web.name
  policy     = "{}"
}
resource "aws_backup_plan" "daily" {
  name = "daily"
  rule {
    rule_name         = "daily"
    target_vault_name = "main"
    lifecycle { delete_after = 35 }
  }
}
resource "aws_efs_file_system" "shared" {
  lifecycle_policy { transition_to_ia = "AFTER_30_DAYS" }
}
resource "aws_efs_mount_target" "shared" {
  file_system_id = aws_efs_file_system.shared.id
  subnet_id      = aws_subnet.public.id
}
resource "aws_eks_cluster" "main" {
  name     = "main"
  role_arn = "arn:aws:iam::111122223333:role/eks"
  version  = "1.35"
  vpc_config { subnet_ids = ["subnet-1", "subnet-2"] }
}
resource "aws_eks_node_group" "main" {
  cluster_name   = aws_eks_cluster.main.name
  node_role_arn  = "arn:aws:iam::111122223333:role/node"
  subnet_ids     = ["subnet-1"]
  instance_types = ["m7g.large"]
  scaling_config {
    desired_size = 2
    max_size     = 4
    min_size     = 2
  }
}
resource "aws_cloudtrail" "all" {
  name           = "all"
  s3_bucket_name = aws_s3_bucket.orders.id
}
resource "aws_cloudfront_distribution" "shop" {
  enabled = true
  origin {
    domain_name = "api.example.com"
    origin_id   = "api"
  }
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "api"
    viewer_protocol_policy = "https-only"
    compress               = true
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}
resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_lambda_function" "pay" {
  function_name = "pay"
  role          = "arn:aws:iam::111122223333:role/pay"
}
resource "aws_lambda_provisioned_concurrency_config" "pay" {
  function_name                     = aws_lambda_function.pay.function_name
  qualifier                         = "live"
  provisioned_concurrent_executions = 5
}
resource "aws_appautoscaling_target" "pay" {
  service_namespace  = "lambda"
  resource_id        = "function:${aws_lambda_function.pay.function_name}:live"
  scalable_dimension = "lambda:function:ProvisionedConcurrency"
  min_capacity       = 1
  max_capacity       = 10
}
resource "aws_appautoscaling_scheduled_action" "pay" {
  name               = "night"
  service_namespace  = aws_appautoscaling_target.pay.service_namespace
  resource_id        = aws_appautoscaling_target.pay.resource_id
  scalable_dimension = aws_appautoscaling_target.pay.scalable_dimension
  schedule           = "cron(0 20 * * ? *)"
  scalable_target_action { min_capacity = 1 }
}
resource "aws_budgets_budget" "month" {
  budget_type  = "COST"
  limit_amount = "1000"
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  notification {
    comparison_operator        = "GREATER_THAN"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    notification_type          = "FORECASTED"
    subscriber_email_addresses = ["finance@example.com"]
  }
}
resource "aws_ce_anomaly_monitor" "services" {
  name              = "services"
  monitor_type      = "DIMENSIONAL"
  monitor_dimension = "SERVICE"
}
resource "aws_ce_anomaly_subscription" "services" {
  name             = "services"
  frequency        = "DAILY"
  monitor_arn_list = [aws_ce_anomaly_monitor.services.arn]
  subscriber {
    type    = "EMAIL"
    address = "finance@example.com"
  }
}
"""

_ROUTE = '\nresource "aws_route" "out" {\n  route_table_id         = aws_route_table.private.id\n  destination_cidr_block = "0.0.0.0/0"\n  nat_gateway_id         = aws_nat_gateway.main.id\n}'

CHANGES: Mapping[str, Changes] = {
    "COST03-tags": changes(
        ('    tags = { Team = "shop" }\n', '    tags = { Name = "shop" }\n'),
        [
            (
                '    tags = { Team = "shop" }\n',
                '    tags = merge({ Name = "shop" }, { CostCenter = "4711" })\n',
            )
        ],
        ('    key                 = "Team"\n', '    key = "Name"\n'),
        (
            '    tags = { Team = "shop" }\n',
            '    tags = { Environment = "prod", ManagedBy = "terraform" }\n',
        ),
        ("    propagate_at_launch = true\n", "    propagate_at_launch = false\n"),
    ),
    "COST03-budgets": changes(
        ('    subscriber_email_addresses = ["finance@example.com"]\n', ""),
        (
            'subscriber_email_addresses = ["finance@example.com"]',
            'subscriber_sns_topic_arns = ["arn:aws:sns:eu-west-1:111122223333:money"]',
        ),
    ),
    "COST03-anomalies": changes(
        (
            "monitor_arn_list = [aws_ce_anomaly_monitor.services.arn]",
            'monitor_arn_list = ["arn:aws:ce::111122223333:anomalymonitor/other"]',
        ),
        (
            "monitor_arn_list = [aws_ce_anomaly_monitor.services.arn]",
            "monitor_arn_list = aws_ce_anomaly_monitor.services[*].arn",
        ),
    ),
    "COST04-addresses": changes(
        ("  allocation_id = aws_eip.nat.id\n", '  allocation_id = "eipalloc-1"\n'),
        ("  allocation_id = aws_eip.nat.id\n", "  allocation_id = aws_eip.nat.allocation_id\n"),
        ("", 'resource "aws_eip" "spare" {}\n'),
    ),
    "COST04-volumes": changes(
        ("  volume_id   = aws_ebs_volume.data.id\n", '  volume_id = "vol-1"\n'),
        (
            "  volume_id   = aws_ebs_volume.data.id\n",
            "  volume_id = one(aws_ebs_volume.data[*].id)\n",
        ),
    ),
    "COST04-balancers": changes(
        (
            "  load_balancer_arn = aws_lb.web.arn\n",
            '  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/other/1"\n',
        ),
        ("  load_balancer_arn = aws_lb.web.arn\n", "  load_balancer_arn = aws_lb.web.id\n"),
    ),
    "COST04-target-groups": changes(
        (
            '    type             = "forward"\n    target_group_arn = aws_lb_target_group.web.arn\n',
            '    type = "fixed-response"\n    fixed_response {\n      content_type = "text/plain"\n      status_code  = "200"\n    }\n',
        ),
        (
            '    type             = "forward"\n    target_group_arn = aws_lb_target_group.web.arn\n',
            '    type = "forward"\n    forward {\n      target_group { arn = aws_lb_target_group.web.arn }\n    }\n',
        ),
        (
            "",
            'resource "aws_lb_target_group" "green" {\n  name     = "green"\n  port     = 80\n  protocol = "HTTP"\n  vpc_id   = aws_vpc.main.id\n}\n',
        ),
        also=[
            (
                "",
                'resource "aws_lb_target_group" "green" {\n  name     = "green"\n  port     = 80\n  protocol = "HTTP"\n  vpc_id   = aws_vpc.main.id\n}\nresource "aws_codedeploy_deployment_group" "web" {\n  app_name              = "web"\n  deployment_group_name = "web"\n  service_role_arn      = "arn:aws:iam::111122223333:role/deploy"\n  load_balancer_info {\n    target_group_pair_info {\n      prod_traffic_route { listener_arns = [aws_lb_listener.web.arn] }\n      target_group { name = aws_lb_target_group.web.name }\n      target_group { name = aws_lb_target_group.green.name }\n    }\n  }\n}\n',
            ),
        ],
    ),
    "COST04-nat-gateways": changes(
        ("  nat_gateway_id         = aws_nat_gateway.main.id\n", '  nat_gateway_id = "nat-1"\n'),
        [
            (_ROUTE, ""),
            (
                'resource "aws_route_table" "private" { vpc_id = aws_vpc.main.id }',
                'resource "aws_route_table" "private" {\n  vpc_id = aws_vpc.main.id\n  route {\n    cidr_block     = "0.0.0.0/0"\n    nat_gateway_id = aws_nat_gateway.main.id\n  }\n}',
            ),
        ],
        also=[
            (
                "  nat_gateway_id         = aws_nat_gateway.main.id\n",
                "  gateway_id = aws_nat_gateway.main.id\n",
            ),
            [
                (_ROUTE, ""),
                (
                    'resource "aws_route_table" "private" { vpc_id = aws_vpc.main.id }',
                    'resource "aws_route_table" "private" {\n  vpc_id = aws_vpc.main.id\n  route {\n    cidr_block = "0.0.0.0/0"\n    gateway_id = aws_nat_gateway.main.id\n  }\n}',
                ),
            ],
        ],
    ),
    "COST04-files": changes(
        ("  file_system_id = aws_efs_file_system.shared.id\n", '  file_system_id = "fs-1"\n'),
        (
            "  file_system_id = aws_efs_file_system.shared.id\n",
            "  file_system_id = one(aws_efs_file_system.shared[*].id)\n",
        ),
    ),
    "COST05-volumes": changes(
        ('  type              = "gp3"\n', ""),
        ('  type              = "gp3"\n', '  type = "st1"\n'),
        ('root_block_device { volume_type = "gp3" }', 'root_block_device { volume_type = "gp2" }'),
        ('    ebs { volume_type = "gp3" }', '    ebs { volume_type = "standard" }'),
    ),
    "COST05-databases": changes(
        ('  storage_type      = "gp3"\n', '  storage_type = "standard"\n'),
        ('  storage_type      = "gp3"\n', '  iops = 3000\n  storage_type = "io2"\n'),
        ('  storage_type      = "gp3"\n', '  storage_type = "gp2"\n'),
    ),
    "COST05-search": changes(
        ('    volume_type = "gp3"\n', '    volume_type = "gp2"\n'),
        ('    volume_type = "gp3"\n', '    volume_type = lower("GP3")\n'),
    ),
    "COST05-buckets": changes(
        ('    status = "Enabled"\n    filter', '    status = "Disabled"\n    filter'),
        ("  bucket = aws_s3_bucket.orders.id\n  rule", '  bucket = "shop-orders"\n  rule'),
        ("  bucket = aws_s3_bucket.orders.id\n  rule", '  bucket = "others"\n  rule'),
        ("    noncurrent_version_expiration { noncurrent_days = 30 }\n", ""),
        also=[
            (
                "    noncurrent_version_expiration { noncurrent_days = 30 }\n",
                '    transition {\n      days          = 30\n      storage_class = "GLACIER_IR"\n    }\n',
            ),
        ],
    ),
    "COST05-versions": changes(
        (
            "    noncurrent_version_expiration { noncurrent_days = 30 }\n",
            "    expiration { days = 365 }\n",
        ),
        (
            "noncurrent_version_expiration { noncurrent_days = 30 }",
            "noncurrent_version_expiration {\n      noncurrent_days           = 7\n      newer_noncurrent_versions = 3\n    }",
        ),
        (
            "",
            'resource "aws_s3_bucket" "older" {\n  bucket = "older"\n  versioning { enabled = true }\n}\n',
        ),
        also=[
            (
                "",
                'resource "aws_s3_bucket" "older" {\n  bucket = "older"\n  versioning { enabled = true }\n  lifecycle_rule {\n    enabled = true\n    noncurrent_version_expiration { days = 30 }\n  }\n}\n',
            ),
        ],
    ),
    "COST05-uploads": changes(
        ("    abort_incomplete_multipart_upload { days_after_initiation = 7 }\n", ""),
        (
            "abort_incomplete_multipart_upload { days_after_initiation = 7 }",
            "abort_incomplete_multipart_upload { days_after_initiation = 1 + 1 }",
        ),
    ),
    "COST05-logs": changes(
        ("  retention_in_days = 90\n", ""),
        ("retention_in_days = 90", 'retention_in_days = "30"'),
        ("retention_in_days = 90", "retention_in_days = 0"),
    ),
    "COST05-images": changes(
        ("  repository = aws_ecr_repository.web.name\n", '  repository = "other"\n'),
        ("  repository = aws_ecr_repository.web.name\n", '  repository = "web"\n'),
    ),
    "COST05-backups": changes(
        ("    lifecycle { delete_after = 35 }\n", ""),
        (
            "lifecycle { delete_after = 35 }",
            "lifecycle {\n      cold_storage_after = 30\n      delete_after       = 365\n    }",
        ),
    ),
    "COST05-files": changes(
        ('  lifecycle_policy { transition_to_ia = "AFTER_30_DAYS" }\n', ""),
        ('transition_to_ia = "AFTER_30_DAYS"', 'transition_to_archive = "AFTER_90_DAYS"'),
    ),
    "COST06-generation": changes(
        ('instance_type = "m7g.large"', 'instance_type = "m4.large"'),
        ('instance_type = "m7g.large"', 'instance_type = "m5.large"'),
        ('instance_types = ["m7g.large"]', 'instance_types = ["m5.large", "c4.large"]'),
        ('instance_type = "c7g.large"', 'instance_type = "t1.micro"'),
    ),
    "COST06-kubernetes": changes(
        ('"1.35"', '"1.33"'),
        [
            ('"1.35"', '"1.33"'),
            ("  vpc_config {", '  upgrade_policy { support_type = "STANDARD" }\n  vpc_config {'),
        ],
    ),
    "COST06-databases": changes(
        (
            'engine            = "postgres"\n  engine_version    = "16.4"',
            'engine = "postgres"\n  engine_version = "12.20"',
        ),
        (
            'engine            = "postgres"\n  engine_version    = "16.4"',
            'engine = "postgres"\n  engine_version = "12.20"\n  engine_lifecycle_support = "open-source-rds-extended-support-disabled"',
        ),
        ('engine_version = "16.4"', 'engine_version = "13.9"'),
    ),
    "COST06-trails": changes(
        (
            "",
            'resource "aws_cloudtrail" "again" {\n  name           = "again"\n  s3_bucket_name = aws_s3_bucket.orders.id\n}\n',
        ),
        (
            "",
            'resource "aws_cloudtrail" "data" {\n  name           = "data"\n  s3_bucket_name = aws_s3_bucket.orders.id\n  event_selector {\n    include_management_events = false\n    data_resource {\n      type   = "AWS::S3::Object"\n      values = ["arn:aws:s3"]\n    }\n  }\n}\n',
        ),
    ),
    "COST08-gateway-endpoints": changes(
        ('"com.amazonaws.eu-west-1.s3"', '"com.amazonaws.eu-west-1.dynamodb"'),
        (
            '  service_name = "com.amazonaws.eu-west-1.s3"\n',
            '  service_name      = "com.amazonaws.eu-west-1.s3"\n  vpc_endpoint_type = "Gateway"\n',
        ),
        (
            '  service_name = "com.amazonaws.eu-west-1.s3"\n  route_table_ids = [aws_route_table.private.id]\n',
            '  service_name      = "com.amazonaws.eu-west-1.s3"\n  vpc_endpoint_type = "Interface"\n',
        ),
        ("  route_table_ids = [aws_route_table.private.id]\n", ""),
        also=[
            [
                ("  route_table_ids = [aws_route_table.private.id]\n", ""),
                (
                    "",
                    'resource "aws_vpc_endpoint_route_table_association" "s3" {\n  route_table_id  = aws_route_table.private.id\n  vpc_endpoint_id = aws_vpc_endpoint.s3.id\n}\n',
                ),
            ],
        ],
    ),
    "COST08-compression": changes(
        ("    compress               = true\n", ""),
        ("compress               = true", "compress = !false"),
    ),
    "COST09-tables": changes(
        ('  billing_mode = "PAY_PER_REQUEST"\n', "  read_capacity = 100\n  write_capacity = 100\n"),
        [
            (
                '  billing_mode = "PAY_PER_REQUEST"\n',
                "  read_capacity = 100\n  write_capacity = 100\n",
            ),
            (
                "",
                'resource "aws_appautoscaling_target" "orders" {\n  service_namespace  = "dynamodb"\n  resource_id        = "table/orders"\n  scalable_dimension = "dynamodb:table:ReadCapacityUnits"\n  min_capacity       = 5\n  max_capacity       = 100\n}\nresource "aws_appautoscaling_policy" "orders" {\n  name               = "orders"\n  policy_type        = "TargetTrackingScaling"\n  service_namespace  = "dynamodb"\n  resource_id        = "table/orders"\n  scalable_dimension = "dynamodb:table:ReadCapacityUnits"\n}\n',
            ),
        ],
    ),
    "COST09-concurrency": changes(
        ("function:${aws_lambda_function.pay.function_name}:live", "function:another:live"),
        ("function:${aws_lambda_function.pay.function_name}:live", "function:pay:live"),
        ("aws_appautoscaling_target.pay.resource_id", '"function:another:live"'),
    ),
    "COST09-groups": changes(
        (
            "  autoscaling_group_name = aws_autoscaling_group.web.name\n",
            '  autoscaling_group_name = "another"\n',
        ),
        [
            (
                'resource "aws_autoscaling_policy" "web" {\n  name                   = "web"\n  autoscaling_group_name = aws_autoscaling_group.web.name\n',
                'resource "aws_autoscaling_policy" "web" {\n  name                   = "web"\n  autoscaling_group_name = "web"\n',
            )
        ],
    ),
}
