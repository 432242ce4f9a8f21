# Tasks on Fargate that take messages from a queue and write to a table.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-2"
  default_tags {
    tags = { Stack = "workers" }
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.1.0.0/24"
}

resource "aws_sqs_queue" "jobs" {
  name_prefix = "jobs-"
}

resource "aws_dynamodb_table" "results" {
  name         = "results"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_ecs_cluster" "main" {
  name = "main"
}

resource "aws_ecs_task_definition" "worker" {
  family                   = "worker"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "worker", image = "example/worker:1", essential = true }])
}

resource "aws_ecs_service" "worker" {
  name            = "worker"
  cluster         = aws_ecs_cluster.main.arn
  task_definition = aws_ecs_task_definition.worker.arn
  launch_type     = "FARGATE"
  desired_count   = 2
  network_configuration {
    subnets = [aws_subnet.private.id]
  }
}

output "queue_url" {
  value = aws_sqs_queue.jobs.url
}

output "made" {
  value = {
    service = aws_ecs_service.worker.id
    table   = aws_dynamodb_table.results.arn
  }
}
