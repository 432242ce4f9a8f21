variable "instances" {
  type    = map(object({ class = optional(string, "db.r6g.large"), tier = optional(number) }))
  default = { one = {}, two = { class = "db.r6g.xlarge", tier = "2" } }
}
provider "aws" { region = "us-east-1" }
variable "password" {
  type      = string
  sensitive = true
  default   = "correct-horse"
}
resource "aws_db_subnet_group" "g" {
  name       = "g"
  subnet_ids = ["subnet-b", "subnet-a", "subnet-b"]
}
resource "aws_rds_cluster" "c" {
  cluster_identifier        = "c"
  engine                    = "aurora-postgresql"
  engine_version            = 15.4
  master_username           = "admin_user"
  master_password           = var.password
  db_subnet_group_name      = aws_db_subnet_group.g.name
  storage_encrypted         = true
  backup_retention_period   = "35"
  skip_final_snapshot       = false
  final_snapshot_identifier = "c-${formatdate("YYYY", "2024-01-01T00:00:00Z")}"
  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = "16"
  }
}
resource "aws_rds_cluster_instance" "i" {
  for_each           = var.instances
  identifier         = "c-${each.key}"
  cluster_identifier = aws_rds_cluster.c.id
  instance_class     = each.value.class
  engine             = aws_rds_cluster.c.engine
  engine_version     = aws_rds_cluster.c.engine_version
  promotion_tier     = each.value.tier
}
resource "aws_db_parameter_group" "p" {
  name   = "p"
  family = "postgres15"
  dynamic "parameter" {
    for_each = { "log_min_duration_statement" = 500, "rds.force_ssl" = true ? 1 : 0 }
    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = parameter.key == "rds.force_ssl" ? "pending-reboot" : null
    }
  }
}
resource "aws_db_instance" "d" {
  identifier            = "d"
  engine                = "postgres"
  instance_class        = "db.t4g.medium"
  allocated_storage     = "100"
  max_allocated_storage = 100 * 5
  username              = "u"
  password              = "p-${var.password}"
  parameter_group_name  = aws_db_parameter_group.p.name
  skip_final_snapshot   = true
  multi_az              = "false"
  backup_window         = "03:00-04:00"
  deletion_protection   = true
}
resource "aws_elasticache_replication_group" "r" {
  replication_group_id       = "r"
  description                = "x"
  node_type                  = "cache.r7g.large"
  num_node_groups            = 2
  replicas_per_node_group    = 1
  automatic_failover_enabled = true
  auth_token                 = sensitive("0123456789abcdef")
  transit_encryption_enabled = true
}
resource "aws_dynamodb_table" "t" {
  name           = "t"
  billing_mode   = "PROVISIONED"
  hash_key       = "id"
  range_key      = "at"
  read_capacity  = 5
  write_capacity = "5"
  dynamic "attribute" {
    for_each = { id = "S", at = "N", owner = "S" }
    content {
      name = attribute.key
      type = attribute.value
    }
  }
  global_secondary_index {
    name               = "by-owner"
    hash_key           = "owner"
    projection_type    = "INCLUDE"
    non_key_attributes = ["x", "y"]
    read_capacity      = 1
    write_capacity     = 1
  }
  ttl {
    attribute_name = "expires"
    enabled        = true
  }
  point_in_time_recovery {
    enabled = true
  }
}
resource "aws_dynamodb_table_item" "i" {
  table_name = aws_dynamodb_table.t.name
  hash_key   = aws_dynamodb_table.t.hash_key
  item       = <<-J
    {"id": {"S": "${upper("one")}"}, "at": {"N": "${1 + 1}"}}
  J
}
resource "aws_secretsmanager_secret" "s" {
  name_prefix             = "s-"
  recovery_window_in_days = 0
}
resource "aws_secretsmanager_secret_version" "v" {
  secret_id     = aws_secretsmanager_secret.s.id
  secret_string = jsonencode({ password = var.password, host = aws_rds_cluster.c.endpoint, port = 5432 })
}
output "engine" { value = [for i in aws_rds_cluster_instance.i : "${i.engine}-${i.engine_version}"] }
