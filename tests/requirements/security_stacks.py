# ruff: noqa: E501 text as it stands in a configuration
"""For each control of security.hcl, a resource that fails it and one that passes."""

HEAD = """
provider "aws" { region = "eu-west-1" }
variable "key" { default = "arn:aws:kms:eu-west-1:111122223333:key/1" }
"""

WRONG = (
    HEAD
    + """
resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sts:AssumeRole" }] })
  inline_policy {
    name   = "all"
    policy = jsonencode({ Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }] })
  }
}
resource "aws_iam_user" "u" { name = "u" }
resource "aws_iam_user_policy_attachment" "u" {
  user       = aws_iam_user.u.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_access_key" "k" { user = aws_iam_user.u.name }
resource "aws_iam_account_password_policy" "p" { minimum_password_length = 8 }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_default_security_group" "d" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    self      = true
  }
}
resource "aws_security_group" "g" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port        = 20
    to_port          = 9000
    protocol         = "tcp"
    ipv6_cidr_blocks = ["::0/0"]
  }
}
resource "aws_db_instance" "d" {
  instance_class             = "db.t4g.micro"
  publicly_accessible        = true
  password                   = "correct-horse"
  auto_minor_version_upgrade = false
}
resource "aws_rds_cluster" "c" {
  engine          = "aurora-mysql"
  master_password = "correct-horse"
}
resource "aws_docdb_cluster" "d" {}
resource "aws_redshift_cluster" "r" {
  cluster_identifier = "r"
  node_type          = "ra3.large"
  encrypted          = false
}
resource "aws_instance" "i" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  user_data     = "#!/bin/sh\\nexport API_TOKEN=abcd1234\\n"
}
resource "aws_ami_launch_permission" "a" {
  image_id = "ami-1"
  group    = "all"
}
resource "aws_ecs_task_definition" "t" {
  family = "t"
  container_definitions = jsonencode([{
    name = "a", image = "web", privileged = true, user = "0"
    environment = [{ name = "DB_PASSWORD", value = "swordfish" }, { name = "ROLE", value = aws_iam_role.r.arn }]
  }])
}
resource "aws_ssm_parameter" "s" {
  name  = "/orders/db_password"
  type  = "String"
  value = "x"
}
resource "aws_ebs_volume" "v" {
  availability_zone = "eu-west-1a"
  size              = 8
}
resource "aws_efs_file_system" "e" {}
resource "aws_elasticache_replication_group" "c" {
  replication_group_id = "c"
  description          = "c"
}
resource "aws_opensearch_domain" "o" { domain_name = "o" }
resource "aws_kinesis_stream" "k" { name = "k" }
resource "aws_sqs_queue" "q" { sqs_managed_sse_enabled = false }
resource "aws_sns_topic" "t" { name = "t" }
resource "aws_kms_key" "k" {}
resource "aws_lb" "l" { name = "l" }
resource "aws_lb_target_group" "t" { name = "t" }
resource "aws_lb_listener" "h" {
  load_balancer_arn = aws_lb.l.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_lb_listener" "s" {
  load_balancer_arn = aws_lb.l.arn
  port              = 443
  protocol          = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_cloudfront_distribution" "d" {
  enabled = true
  origin {
    domain_name = "x.example.com"
    origin_id   = "x"
  }
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "x"
    viewer_protocol_policy = "allow-all"
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { acm_certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1" }
}
resource "aws_s3_bucket" "b" { bucket = "b" }
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "${aws_s3_bucket.b.arn}/*" }] })
}
resource "aws_s3_bucket_acl" "b" {
  bucket = aws_s3_bucket.b.id
  acl    = "public-read"
}
resource "aws_ecr_repository" "r" { name = "r" }
resource "aws_eks_cluster" "k" {
  name     = "k"
  role_arn = aws_iam_role.r.arn
  version  = "1.27"
  vpc_config { subnet_ids = ["subnet-1", "subnet-2"] }
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  runtime       = "nodejs14.x"
  environment { variables = { STRIPE_SECRET = "abc" } }
}
resource "aws_lambda_permission" "p" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.f.function_name
  principal     = "*"
}
resource "aws_lambda_function_url" "u" {
  function_name      = aws_lambda_function.f.function_name
  authorization_type = "NONE"
}
resource "aws_cloudtrail" "t" {
  name           = "t"
  s3_bucket_name = aws_s3_bucket.b.id
}
resource "aws_guardduty_detector" "g" { enable = false }
resource "aws_config_configuration_recorder" "c" {
  role_arn = aws_iam_role.r.arn
  recording_group { all_supported = false }
}
"""
)

RIGHT = (
    HEAD
    + """
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "r" { assume_role_policy = data.aws_iam_policy_document.trust.json }
resource "aws_iam_role_policy" "r" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b.arn}/*" }, { Effect = "Deny", Action = "*", Resource = "*" }] })
}
resource "aws_iam_access_key" "k" {
  user    = "robot"
  pgp_key = "keybase:robot"
}
resource "aws_iam_account_password_policy" "p" { minimum_password_length = 16 }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_flow_log" "v" {
  vpc_id          = aws_vpc.v.id
  traffic_type    = "ALL"
  log_destination = "arn:aws:logs:eu-west-1:111122223333:log-group:x"
}
resource "aws_default_security_group" "d" { vpc_id = aws_vpc.v.id }
resource "aws_security_group" "g" { vpc_id = aws_vpc.v.id }
resource "aws_vpc_security_group_ingress_rule" "g" {
  security_group_id = aws_security_group.g.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "203.0.113.0/24"
}
resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id = aws_security_group.g.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_db_instance" "d" {
  instance_class                  = "db.t4g.micro"
  storage_encrypted               = true
  manage_master_user_password     = true
  enabled_cloudwatch_logs_exports = ["postgresql"]
}
resource "aws_rds_cluster" "c" {
  engine                          = "aurora-mysql"
  storage_encrypted               = true
  manage_master_user_password     = true
  enabled_cloudwatch_logs_exports = ["audit"]
}
resource "aws_docdb_cluster" "d" { storage_encrypted = true }
resource "aws_redshift_cluster" "r" {
  cluster_identifier  = "r"
  node_type           = "ra3.large"
  encrypted           = true
  publicly_accessible = false
}
resource "aws_launch_template" "t" {
  user_data = base64encode("#!/bin/sh\\nDB_PASSWORD=$(aws ssm get-parameter --name /db)\\n")
  metadata_options { http_tokens = "required" }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs { encrypted = true }
  }
}
resource "aws_ami_launch_permission" "a" {
  image_id   = "ami-1"
  account_id = "111122223333"
}
resource "aws_ecs_task_definition" "t" {
  family = "t"
  container_definitions = jsonencode([{
    name = "a", image = "web:1.4", user = "1000"
    environment = [{ name = "DB_PASSWORD_ARN", value = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x" }]
    secrets     = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x" }]
  }])
}
resource "aws_ssm_parameter" "s" {
  name  = "/orders/db_password"
  type  = "SecureString"
  value = "x"
}
resource "aws_ebs_volume" "v" {
  availability_zone = "eu-west-1a"
  size              = 8
  encrypted         = true
}
resource "aws_efs_file_system" "e" { encrypted = true }
resource "aws_elasticache_replication_group" "c" {
  replication_group_id       = "c"
  description                = "c"
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
}
resource "aws_opensearch_domain" "o" {
  domain_name = "o"
  encrypt_at_rest { enabled = true }
  node_to_node_encryption { enabled = true }
  domain_endpoint_options { enforce_https = true }
}
resource "aws_kinesis_stream" "k" {
  name            = "k"
  encryption_type = "KMS"
  kms_key_id      = var.key
}
resource "aws_sqs_queue" "q" {}
resource "aws_sns_topic" "t" { kms_master_key_id = aws_kms_key.k.key_id }
resource "aws_sns_topic_policy" "t" {
  arn    = aws_sns_topic.t.arn
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = aws_sns_topic.t.arn, Condition = { ArnEquals = { "aws:SourceArn" = aws_s3_bucket.b.arn } } }] })
}
resource "aws_kms_key" "k" { enable_key_rotation = true }
resource "aws_lb" "l" {
  drop_invalid_header_fields = true
  access_logs {
    bucket  = aws_s3_bucket.b.id
    enabled = true
  }
}
resource "aws_lb_listener" "h" {
  load_balancer_arn = aws_lb.l.arn
  port              = 80
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
resource "aws_lb_listener" "s" {
  load_balancer_arn = aws_lb.l.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  default_action { type = "fixed-response" }
}
resource "aws_cloudfront_distribution" "d" {
  enabled = true
  origin {
    domain_name = "x.example.com"
    origin_id   = "x"
  }
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "x"
    viewer_protocol_policy = "redirect-to-https"
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:111122223333:certificate/1"
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }
}
resource "aws_s3_bucket" "b" { bucket = "b" }
resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = <<-POLICY
    {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["${aws_s3_bucket.b.arn}"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}
  POLICY
}
resource "aws_s3_bucket_acl" "b" {
  bucket = aws_s3_bucket.b.id
  acl    = "private"
}
resource "aws_ecr_repository" "r" {
  name                 = "r"
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration { scan_on_push = true }
}
resource "aws_eks_cluster" "k" {
  name                      = "k"
  role_arn                  = aws_iam_role.r.arn
  version                   = "1.34"
  enabled_cluster_log_types = ["api", "audit"]
  vpc_config {
    subnet_ids          = ["subnet-1", "subnet-2"]
    public_access_cidrs = ["203.0.113.0/24"]
  }
  encryption_config {
    resources = ["secrets"]
    provider { key_arn = aws_kms_key.k.arn }
  }
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  runtime       = "python3.13"
  environment { variables = { TOKEN_URL = "https://id.example.com/token", DB_SECRET = aws_ssm_parameter.s.arn } }
}
resource "aws_lambda_permission" "p" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.f.function_name
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.b.arn
}
resource "aws_lambda_function_url" "u" {
  function_name      = aws_lambda_function.f.function_name
  authorization_type = "AWS_IAM"
}
resource "aws_cloudtrail" "t" {
  name                       = "t"
  s3_bucket_name             = aws_s3_bucket.b.id
  is_multi_region_trail      = true
  enable_log_file_validation = true
  kms_key_id                 = aws_kms_key.k.arn
}
resource "aws_guardduty_detector" "g" {}
resource "aws_config_configuration_recorder" "c" { role_arn = aws_iam_role.r.arn }
"""
)
