variable "containers" {
  type = list(object({
    name  = string
    image = string
    env   = optional(map(string), {})
    ports = optional(list(number), [])
    mem   = optional(number, 512)
  }))
  default = [
    { name = "app", image = "app:1", env = { B = 2, A = true }, ports = ["8080"] },
    { name = "proxy", image = "envoy:é", mem = "128" },
  ]
}
provider "aws" { region = "us-east-1" }
resource "aws_ecs_cluster" "c" {
  name = "c"
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
  configuration {
    execute_command_configuration {
      kms_key_id = aws_kms_key.k.arn
      logging    = "OVERRIDE"
      log_configuration {
        cloud_watch_log_group_name = aws_cloudwatch_log_group.l.name
      }
    }
  }
}
resource "aws_kms_key" "k" {
  deletion_window_in_days = "7"
  enable_key_rotation     = true
}
resource "aws_kms_alias" "a" {
  name          = "alias/c"
  target_key_id = aws_kms_key.k.key_id
}
resource "aws_cloudwatch_log_group" "l" {
  name              = "/ecs/c"
  retention_in_days = 30
}
resource "aws_ecs_task_definition" "t" {
  family                   = "t"
  cpu                      = sum(var.containers[*].mem)
  memory                   = max(var.containers[*].mem...) * 2
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  container_definitions = jsonencode([for c in var.containers : {
    name         = c.name
    image        = c.image
    memory       = c.mem
    environment  = [for k in sort(keys(c.env)) : { name = k, value = c.env[k] }]
    portMappings = [for p in c.ports : { containerPort = p, protocol = "tcp" }]
    logConfiguration = {
      logDriver = "awslogs"
      options   = { "awslogs-group" = aws_cloudwatch_log_group.l.name, "awslogs-region" = "us-east-1" }
    }
  }])
  runtime_platform {
    cpu_architecture = "ARM64"
  }
  dynamic "volume" {
    for_each = toset(["data", "cache"])
    content {
      name = volume.key
      dynamic "efs_volume_configuration" {
        for_each = volume.value == "data" ? [true] : []
        content {
          file_system_id     = aws_efs_file_system.e.id
          transit_encryption = "ENABLED"
        }
      }
    }
  }
}
resource "aws_efs_file_system" "e" {
  encrypted = true
  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }
}
resource "aws_ecs_service" "s" {
  name            = "s"
  cluster         = aws_ecs_cluster.c.id
  task_definition = aws_ecs_task_definition.t.arn
  desired_count   = length(var.containers)
  dynamic "capacity_provider_strategy" {
    for_each = { FARGATE = 1, FARGATE_SPOT = 3 }
    content {
      capacity_provider = capacity_provider_strategy.key
      weight            = capacity_provider_strategy.value
    }
  }
  network_configuration {
    subnets          = ["subnet-2", "subnet-1", "subnet-2"]
    assign_public_ip = false
  }
  deployment_circuit_breaker {
    enable   = true
    rollback = "true"
  }
}
resource "aws_appautoscaling_target" "t" {
  max_capacity       = 4
  min_capacity       = aws_ecs_service.s.desired_count
  resource_id        = "service/${aws_ecs_cluster.c.name}/${aws_ecs_service.s.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}
resource "aws_appautoscaling_policy" "p" {
  name               = "p"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.t.resource_id
  scalable_dimension = aws_appautoscaling_target.t.scalable_dimension
  service_namespace  = aws_appautoscaling_target.t.service_namespace
  target_tracking_scaling_policy_configuration {
    target_value = 55.5
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
resource "aws_ecr_repository" "r" {
  for_each             = { for c in var.containers : c.name => c }
  name                 = "team/${each.value.name}"
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
}
resource "aws_ecr_lifecycle_policy" "p" {
  for_each   = aws_ecr_repository.r
  repository = each.value.name
  policy = jsonencode({ rules = [{
    rulePriority = 1
    selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 10 }
    action       = { type = "expire" }
  }] })
}
