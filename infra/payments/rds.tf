locals {
  aurora_cluster_identifier = "aurora-${var.environment_suffix}"

  # Memory in GiB, from https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.Summary.html
  aurora_memory_gib = merge(
    { "db.t4g.medium" = 4, "db.t4g.large" = 8 },
    [
      for family in ["r5", "r6g", "r6i", "r7g"] : {
        for size, gib in {
          "large"    = 16
          "xlarge"   = 32
          "2xlarge"  = 64
          "4xlarge"  = 128
          "8xlarge"  = 256
          "12xlarge" = 384
          "16xlarge" = 512
        } : "db.${family}.${size}" => gib
      }
    ]...
  )

  # Aurora's own default, LEAST(DBInstanceClassMemory / 9531392, 5000), from
  # https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html#AuroraPostgreSQL.Managing.MaxConnections
  # The parameter group below pins the result, so that the engine and the alarm mean the same number.
  aurora_max_connections = min(
    floor(local.aurora_memory_gib[var.aurora_instance_class] * pow(1024, 3) / 9531392),
    5000,
  )
}

resource "aws_db_subnet_group" "aurora" {
  name        = "aurora-${var.environment_suffix}"
  description = "Database subnets of the three zones"
  subnet_ids  = aws_subnet.database[*].id

  tags = {
    Name = "aurora-${var.environment_suffix}"
  }
}

resource "aws_rds_cluster_parameter_group" "aurora" {
  name        = "aurora-${var.environment_suffix}"
  family      = "aurora-postgresql15"
  description = "TLS only, slow statements logged, max_connections pinned for the alarm"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }

  parameter {
    name         = "max_connections"
    value        = tostring(local.aurora_max_connections)
    apply_method = "pending-reboot"
  }

  tags = {
    Name = "aurora-${var.environment_suffix}"
  }
}

# Credentials

resource "aws_secretsmanager_secret" "database" {
  name                    = "database-credentials-${var.environment_suffix}"
  description             = "Master credentials and address of the Aurora cluster"
  kms_key_id              = aws_kms_key.aurora.arn
  recovery_window_in_days = var.secret_recovery_window_days

  tags = {
    Name = "database-credentials-${var.environment_suffix}"
  }
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id = aws_secretsmanager_secret.database.id

  secret_string = jsonencode({
    engine   = "postgres"
    host     = aws_rds_cluster.aurora.endpoint
    port     = local.db_port
    dbname   = var.database_name
    username = var.database_master_username
    password = aws_rds_cluster.aurora.master_password
  })
}

# Cluster: one writer and two readers, one in each zone

resource "aws_rds_cluster" "aurora" {
  cluster_identifier = local.aurora_cluster_identifier
  engine             = "aurora-postgresql"
  engine_version     = var.aurora_engine_version
  database_name      = var.database_name
  master_username    = var.database_master_username
  master_password    = replace("${uuid()}${uuid()}", "-", "") # 244 random bits, made on apply, in no plan and no log
  port               = local.db_port
  storage_type       = var.aurora_io_optimized ? "aurora-iopt1" : null

  availability_zones              = local.zones
  db_subnet_group_name            = aws_db_subnet_group.aurora.name
  vpc_security_group_ids          = [aws_security_group.aurora.id]
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.aurora.name

  storage_encrypted = true
  kms_key_id        = aws_kms_key.aurora.arn

  backup_retention_period      = var.backup_retention_days
  preferred_backup_window      = "03:00-04:00"
  preferred_maintenance_window = "sun:05:00-sun:06:00"
  copy_tags_to_snapshot        = true

  enabled_cloudwatch_logs_exports = ["postgresql"]

  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = var.skip_final_snapshot
  final_snapshot_identifier = var.skip_final_snapshot ? null : "aurora-final-${var.environment_suffix}"

  tags = {
    Name = local.aurora_cluster_identifier
  }

  lifecycle {
    # uuid() differs on each run; the password of the first apply stays.
    ignore_changes = [master_password]
  }

  # Otherwise Aurora makes the log group itself, unencrypted and kept for ever.
  depends_on = [aws_cloudwatch_log_group.main]
}

resource "aws_rds_cluster_instance" "writer" {
  identifier         = "aurora-writer-${var.environment_suffix}"
  cluster_identifier = aws_rds_cluster.aurora.id
  engine             = aws_rds_cluster.aurora.engine
  engine_version     = aws_rds_cluster.aurora.engine_version
  instance_class     = var.aurora_instance_class
  availability_zone  = local.zones[0]
  promotion_tier     = 0

  monitoring_interval                   = 60
  monitoring_role_arn                   = aws_iam_role.rds_monitoring.arn
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = aws_kms_key.aurora.arn
  performance_insights_retention_period = 7

  tags = {
    Name = "aurora-writer-${var.environment_suffix}"
  }
}

# The first instance of a cluster becomes its writer: the readers wait for it.
resource "aws_rds_cluster_instance" "reader" {
  count = local.zone_count - 1

  identifier         = "aurora-reader-${count.index + 1}-${var.environment_suffix}"
  cluster_identifier = aws_rds_cluster.aurora.id
  engine             = aws_rds_cluster.aurora.engine
  engine_version     = aws_rds_cluster.aurora.engine_version
  instance_class     = var.aurora_instance_class
  availability_zone  = local.zones[count.index + 1]
  promotion_tier     = 1

  monitoring_interval                   = 60
  monitoring_role_arn                   = aws_iam_role.rds_monitoring.arn
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = aws_kms_key.aurora.arn
  performance_insights_retention_period = 7

  tags = {
    Name = "aurora-reader-${count.index + 1}-${var.environment_suffix}"
  }

  depends_on = [aws_rds_cluster_instance.writer]
}
