provider "aws" { region = "eu-west-1" }

locals { zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"] }

resource "aws_vpc" "main" {
  cidr_block = "10.20.0.0/16"
  tags       = { Name = "main" }
}

resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }

resource "aws_subnet" "front" {
  count             = 3
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.20.${count.index}.0/24"
  availability_zone = local.zones[count.index]
}

resource "aws_subnet" "work" {
  count             = 3
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.20.1${count.index}.0/24"
  availability_zone = local.zones[count.index]
}

resource "aws_subnet" "keep" {
  count             = 3
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.20.2${count.index}.0/24"
  availability_zone = local.zones[count.index]
}

resource "aws_eip" "way" { domain = "vpc" }

resource "aws_nat_gateway" "way" {
  subnet_id     = aws_subnet.front[0].id
  allocation_id = aws_eip.way.id
}

resource "aws_route_table" "front" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table" "work" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.way.id
  }
}

resource "aws_route_table_association" "front" {
  count          = 3
  subnet_id      = aws_subnet.front[count.index].id
  route_table_id = aws_route_table.front.id
}

resource "aws_route_table_association" "work" {
  count          = 3
  subnet_id      = aws_subnet.work[count.index].id
  route_table_id = aws_route_table.work.id
}

data "aws_ec2_managed_prefix_list" "edge" { name = "com.amazonaws.global.cloudfront.origin-facing" }

resource "aws_security_group" "door" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    prefix_list_ids = [data.aws_ec2_managed_prefix_list.edge.id]
  }
}

resource "aws_security_group" "web" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    security_groups = [aws_security_group.door.id]
  }
}

resource "aws_security_group" "api" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 8081
    to_port         = 8081
    protocol        = "tcp"
    security_groups = [aws_security_group.web.id]
  }
}

resource "aws_security_group" "files" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 2049
    to_port         = 2049
    protocol        = "tcp"
    security_groups = [aws_security_group.api.id]
  }
}

resource "aws_security_group" "books" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.api.id]
  }
}

resource "aws_security_group" "quick" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 6379
    to_port         = 6379
    protocol        = "tcp"
    security_groups = [aws_security_group.api.id]
  }
}

resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.20.0.0/16"]
  }
}

resource "aws_lb" "door" {
  name            = "door"
  subnets         = aws_subnet.front[*].id
  security_groups = [aws_security_group.door.id]
}

resource "aws_lb_target_group" "web" {
  name        = "web"
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.main.id
}

resource "aws_lb_listener" "door" {
  load_balancer_arn = aws_lb.door.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/c"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_wafv2_web_acl" "edge" {
  name  = "edge"
  scope = "CLOUDFRONT"
  default_action {
    allow {}
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "edge"
    sampled_requests_enabled   = true
  }
}

resource "aws_cloudfront_distribution" "edge" {
  enabled    = true
  web_acl_id = aws_wafv2_web_acl.edge.arn
  origin {
    domain_name = aws_lb.door.dns_name
    origin_id   = "door"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  default_cache_behavior {
    target_origin_id       = "door"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}

resource "aws_route53_zone" "site" { name = "site.example" }

resource "aws_route53_record" "site" {
  zone_id = aws_route53_zone.site.zone_id
  name    = "site.example"
  type    = "A"
  alias {
    name                   = aws_cloudfront_distribution.edge.domain_name
    zone_id                = aws_cloudfront_distribution.edge.hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_ecs_cluster" "main" { name = "main" }

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 1024
  memory                   = 2048
  container_definitions    = jsonencode([{ name = "web", image = "web", portMappings = [{ containerPort = 8080 }] }])
}

resource "aws_ecs_task_definition" "api" {
  family                   = "api"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 2048
  memory                   = 4096
  container_definitions    = jsonencode([{ name = "api", image = "api", portMappings = [{ containerPort = 8081 }] }])
  volume {
    name = "uploads"
    efs_volume_configuration { file_system_id = aws_efs_file_system.uploads.id }
  }
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.web.arn
  desired_count   = 4
  launch_type     = "FARGATE"
  network_configuration {
    subnets         = aws_subnet.work[*].id
    security_groups = [aws_security_group.web.id]
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }
}

resource "aws_ecs_service" "api" {
  name            = "api"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.api.arn
  desired_count   = 3
  launch_type     = "FARGATE"
  network_configuration {
    subnets         = aws_subnet.work[*].id
    security_groups = [aws_security_group.api.id]
  }
}

resource "aws_appautoscaling_target" "web" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.web.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 4
  max_capacity       = 12
}

resource "aws_efs_file_system" "uploads" {
  encrypted = true
  tags      = { Name = "uploads" }
}

resource "aws_efs_mount_target" "uploads" {
  count           = 3
  file_system_id  = aws_efs_file_system.uploads.id
  subnet_id       = aws_subnet.work[count.index].id
  security_groups = [aws_security_group.files.id]
}

resource "aws_db_subnet_group" "books" { subnet_ids = [aws_subnet.keep[0].id, aws_subnet.keep[1].id] }

resource "aws_db_instance" "books" {
  identifier             = "books"
  engine                 = "postgres"
  engine_version         = "16.3"
  instance_class         = "db.r6g.large"
  allocated_storage      = 100
  username               = "u"
  password               = "not-a-real-one"
  multi_az               = true
  db_subnet_group_name   = aws_db_subnet_group.books.name
  vpc_security_group_ids = [aws_security_group.books.id]
  kms_key_id             = aws_kms_key.books.arn
}

resource "aws_elasticache_subnet_group" "quick" {
  name       = "quick"
  subnet_ids = [aws_subnet.keep[0].id, aws_subnet.keep[1].id]
}

resource "aws_elasticache_replication_group" "quick" {
  replication_group_id       = "quick"
  description                = "sessions"
  engine                     = "redis"
  node_type                  = "cache.r6g.large"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  subnet_group_name          = aws_elasticache_subnet_group.quick.name
  security_group_ids         = [aws_security_group.quick.id]
}

resource "aws_vpc_endpoint" "to" {
  for_each           = toset(["ecr.api", "ecr.dkr", "logs", "secretsmanager"])
  vpc_id             = aws_vpc.main.id
  service_name       = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = aws_subnet.work[*].id
  security_group_ids = [aws_security_group.endpoints.id]
}

resource "aws_kms_key" "books" { enable_key_rotation = true }

resource "aws_ecr_repository" "web" { name = "web" }

resource "aws_cloudwatch_log_group" "web" { name = "web" }
