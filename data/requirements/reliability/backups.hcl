control "REL09-BP01-databases" {
  group   = "REL09"
  title   = "Databases keep automated backups for a week or longer"
  applies = length(resources.aws_rds_cluster) + length(local.lone_databases) > 0
  why     = "Damage to data is often noticed days later; unless told, Aurora keeps one day, and Terraform asks RDS for none."
  impact  = "Once the last good backup has expired, the data cannot be had back."
  fix     = "Set backup_retention_period to 7 or more, at most 35."
  link    = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html"

  assert {
    for_each      = resources.aws_rds_cluster
    optional      = true
    condition     = coalesce(each.configured.backup_retention_period, 1) >= 7
    expected      = "at least 7 days"
    error_message = "${each.address} keeps backups ${coalesce(each.configured.backup_retention_period, 1)} ${coalesce(each.configured.backup_retention_period, 1) == 1 ? "day" : "days"}."
  }

  assert {
    for_each      = [for d in local.lone_databases : d if !is_set(d, "replicate_source_db")]
    optional      = true
    condition     = coalesce(each.configured.backup_retention_period, 0) >= 7
    expected      = "at least 7 days"
    error_message = "${each.address} keeps backups ${coalesce(each.configured.backup_retention_period, 0)} ${coalesce(each.configured.backup_retention_period, 0) == 1 ? "day" : "days"}."
  }
}

control "REL09-BP01-tables" {
  group   = "REL09"
  title   = "DynamoDB tables can be restored to a point in time"
  applies = length(resources.aws_dynamodb_table) > 0
  why     = "DynamoDB keeps no backup unless point-in-time recovery is on or a backup plan takes them."
  impact  = "A wrong write or delete cannot be undone."
  fix     = "Add point_in_time_recovery { enabled = true }."
  link    = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html"

  assert {
    for_each = resources.aws_dynamodb_table
    condition = anytrue(concat(
      each.point_in_time_recovery[*].enabled,
      [backed_up(each, null, 1)],
    ))
    expected      = "point-in-time recovery, or a backup plan"
    error_message = "${each.address} has no backup."
  }
}

control "REL09-BP01-volumes" {
  group   = "REL09"
  title   = "A backup plan selects every data volume"
  applies = length(resources.aws_ebs_volume) + length(kept_volumes()) > 0
  why     = "A volume is copied within one zone only; AWS makes no backup of it by itself."
  impact  = "The loss of the volume or a wrong delete loses its data."
  fix     = "Name the volume, or the instance that it is attached to, in an aws_backup_selection, or give it a tag that a selection or a lifecycle policy looks for."
  link    = "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html"

  assert {
    for_each      = resources.aws_ebs_volume
    optional      = true
    condition     = anytrue([backed_up(each, null, 1), lifecycle_takes(each)])
    expected      = "a backup selection or lifecycle policy"
    error_message = "Nothing backs up ${each.address}."
  }

  assert {
    for_each      = kept_volumes()
    optional      = true
    condition     = each.backed_up
    expected      = "a backup selection or lifecycle policy"
    error_message = "Nothing backs up the volume ${each.device} that ${each.address} leaves behind."
  }
}

control "REL09-BP01-buckets" {
  group  = "REL09"
  title  = "Buckets keep versions of their objects"
  why    = "S3 does not lose objects, people overwrite and delete them."
  impact = "An overwritten or deleted object is gone."
  fix    = "Add an aws_s3_bucket_versioning with status Enabled."
  link   = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"

  assert {
    for_each      = every(["aws_s3_bucket"])
    condition     = anytrue(flatten([coalesce(each.configured.object_lock_enabled, false), [for lock in coalesce(each.configured.object_lock_configuration, []) : lock.object_lock_enabled == "Enabled"], [for lock in attached(each, "aws_s3_bucket_object_lock_configuration", "bucket") : coalesce(lock.configured.object_lock_enabled, "Enabled") == "Enabled"], [for own in coalesce(each.configured.versioning, []) : coalesce(own.enabled, false)], [for v in attached(each, "aws_s3_bucket_versioning", "bucket") : [for c in v.versioning_configuration : c.status == "Enabled"]]]))
    expected      = "versioning Enabled, or Object Lock, which S3 gives to no bucket without versions"
    error_message = "${each.address} keeps no versions."
  }
}

control "REL09-BP02-encrypted" {
  group   = "REL09"
  title   = "Databases, and with them their backups, are encrypted"
  applies = length(resources.aws_rds_cluster) + length(local.lone_databases) > 0
  why     = "A backup is encrypted exactly when its database is; an unencrypted database cannot be encrypted in place."
  impact  = "A copied or shared snapshot can be read by whoever gets it."
  fix     = "Set storage_encrypted = true. For a database in use this means a copy: restore a snapshot into an encrypted one."
  link    = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html"

  assert {
    for_each      = resources.aws_rds_cluster
    optional      = true
    condition     = coalesce(each.configured.storage_encrypted, coalesce(each.configured.engine_mode, "provisioned") == "serverless")
    expected      = "storage_encrypted = true"
    error_message = "${each.address} is not encrypted, nor are its backups."
  }

  assert {
    for_each      = [for d in local.lone_databases : d if !is_set(d, "replicate_source_db")]
    optional      = true
    condition     = coalesce(each.configured.storage_encrypted, false)
    expected      = "storage_encrypted = true"
    error_message = "${each.address} is not encrypted, nor are its backups."
  }

  patch {
    resource  = "aws_rds_cluster"
    attribute = "storage_encrypted"
    value     = true
  }

  patch {
    resource  = "aws_db_instance"
    attribute = "storage_encrypted"
    value     = true
  }
}

control "REL09-BP03-automatic" {
  group   = "REL09"
  title   = "Backup plans run daily or more often"
  applies = length(resources.aws_backup_plan) > 0
  why     = "What was written since the last backup is lost with a restore."
  impact  = "The time between two runs is the data at risk."
  fix     = "Set the schedule of a rule to run at least once a day, such as cron(0 0/6 * * ? *)."
  link    = "https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html"

  assert {
    for_each      = resources.aws_backup_plan
    condition     = anytrue([for r in each.rule : longest_gap_hours(r.schedule) <= 24])
    expected      = "at most 24 hours between two runs"
    error_message = "No rule of ${each.address} runs every day."
  }
}

control "REL09-BP04-restore-test" {
  group  = "REL09"
  title  = "Backups are restored on trial (REL09-BP04)"
  why    = "A backup that was never restored is a hope."
  impact = "The restore fails, or takes longer than the business can wait, on the day it counts."
  review = "Ask when data was last restored from these backups and how long it took, or look for an AWS Backup restore testing plan."
  link   = "https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html"
}

control "REL09-BP01-documents" {
  group      = "REL09"
  title      = "DocumentDB and Neptune keep backups for a week or longer"
  why        = "Damage to data is often noticed days later; the default is one day."
  impact     = "Once the last good backup has expired, the data cannot be had back."
  fix        = "Set backup_retention_period to 7 or more, at most 35."
  link       = "https://docs.aws.amazon.com/documentdb/latest/developerguide/backup_restore.html"
  frameworks = { fsbp = "DocumentDB.2", "nist-800-53" = "CP-9" }

  assert {
    for_each      = every(["aws_docdb_cluster", "aws_neptune_cluster"])
    condition     = coalesce(each.configured.backup_retention_period, 1) >= 7
    expected      = "at least 7 days"
    error_message = "${each.address} keeps backups ${coalesce(each.configured.backup_retention_period, 1)} ${coalesce(each.configured.backup_retention_period, 1) == 1 ? "day" : "days"}."
  }
}

control "REL09-BP01-warehouses" {
  group      = "REL09"
  title      = "Redshift keeps snapshots for a week or longer"
  why        = "Damage to data is often noticed days later; the default is one day."
  impact     = "Once the last good snapshot has expired, the data cannot be had back."
  fix        = "Set automated_snapshot_retention_period to 7 or more."
  link       = "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html"
  frameworks = { fsbp = "Redshift.3", "nist-800-53" = "CP-9" }

  assert {
    for_each      = every(["aws_redshift_cluster"])
    condition     = coalesce(each.configured.automated_snapshot_retention_period, 1) >= 7
    expected      = "at least 7 days"
    error_message = "${each.address} keeps snapshots ${coalesce(each.configured.automated_snapshot_retention_period, 1)} ${coalesce(each.configured.automated_snapshot_retention_period, 1) == 1 ? "day" : "days"}."
  }
}

control "REL09-BP01-caches" {
  group      = "REL09"
  title      = "Caches that keep data take snapshots"
  severity   = "medium"
  why        = "A cache that is the only place of something loses it with its last node."
  impact     = "Sessions, carts and counters are gone."
  fix        = "Set snapshot_retention_limit to 1 or more."
  link       = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html"
  frameworks = { fsbp = "ElastiCache.1", "nist-800-53" = "CP-9" }

  assert {
    for_each      = every(["aws_elasticache_replication_group", "aws_memorydb_cluster"])
    condition     = coalesce(each.configured.snapshot_retention_limit, 0) >= 1
    expected      = "at least 1 day"
    error_message = "${each.address} takes no snapshot."
  }

  assert {
    for_each      = every(["aws_elasticache_cluster"])
    when          = each.configured.replication_group_id == null && coalesce(each.configured.engine, "redis") != "memcached"
    condition     = coalesce(each.configured.snapshot_retention_limit, 0) >= 1
    expected      = "at least 1 day"
    error_message = "${each.address} takes no snapshot."
  }
}

control "REL09-BP01-files" {
  group      = "REL09"
  title      = "File systems are backed up"
  why        = "EFS keeps no older version of a file."
  impact     = "An overwritten or deleted file is gone."
  fix        = "Add an aws_efs_backup_policy with status ENABLED, or name the file system in an aws_backup_selection."
  link       = "https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html"
  frameworks = { fsbp = "EFS.2", "nist-800-53" = "CP-9" }

  assert {
    for_each      = every(["aws_efs_file_system"])
    condition     = anytrue(concat(flatten([for policy in attached(each, "aws_efs_backup_policy", "file_system_id") : [for inner in policy.backup_policy : inner.status == "ENABLED"]]), [backed_up(each, null, 1)]))
    expected      = "a backup policy or a backup plan"
    error_message = "${each.address} has no backup."
  }
}

control "REL09-BP01-shares" {
  group      = "REL09"
  title      = "FSx keeps backups for a week or longer"
  why        = "Damage to files is often noticed days later."
  impact     = "An overwritten or deleted file is gone."
  fix        = "Set automatic_backup_retention_days to 7 or more."
  link       = "https://docs.aws.amazon.com/fsx/latest/WindowsGuide/using-backups.html"
  frameworks = { "nist-800-53" = "CP-9" }

  assert {
    for_each      = every(["aws_fsx_windows_file_system"])
    condition     = coalesce(each.configured.automatic_backup_retention_days, 7) >= 7
    expected      = "at least 7 days"
    error_message = "${each.address} keeps backups ${coalesce(each.configured.automatic_backup_retention_days, 7)} ${coalesce(each.configured.automatic_backup_retention_days, 7) == 1 ? "day" : "days"}."
  }

  assert {
    for_each      = every(["aws_fsx_ontap_file_system", "aws_fsx_openzfs_file_system"])
    condition     = anytrue([coalesce(each.configured.automatic_backup_retention_days, 0) >= 7, backed_up(each, null, 7)])
    expected      = "at least 7 days"
    error_message = "${each.address} keeps backups ${coalesce(each.configured.automatic_backup_retention_days, 0)} ${coalesce(each.configured.automatic_backup_retention_days, 0) == 1 ? "day" : "days"}."
  }
}

control "REL09-BP01-final-snapshots" {
  group      = "REL09"
  title      = "A database that is deleted leaves a snapshot"
  severity   = "high"
  why        = "A wrong plan deletes in a minute what years have filled."
  impact     = "Nothing is left to restore from once the automated backups are gone too."
  fix        = "Remove skip_final_snapshot = true and set final_snapshot_identifier."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html"
  frameworks = { "nist-800-53" = "CP-9" }

  assert {
    for_each      = every(["aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster", "aws_redshift_cluster"])
    condition     = !coalesce(each.configured.skip_final_snapshot, false)
    expected      = "skip_final_snapshot = false"
    error_message = "${each.address} leaves nothing when it is deleted."
  }

  assert {
    for_each      = every(["aws_db_instance"])
    when          = !is_set(each, "replicate_source_db")
    condition     = !coalesce(each.configured.skip_final_snapshot, false)
    expected      = "skip_final_snapshot = false"
    error_message = "${each.address} leaves nothing when it is deleted."
  }
}

control "REL09-BP01-deletion" {
  group      = "REL09"
  title      = "Databases and tables cannot be deleted by mistake"
  severity   = "high"
  why        = "A wrong plan deletes in a minute what years have filled."
  impact     = "The service is down until a backup is restored."
  fix        = "Set deletion_protection = true; deletion_protection_enabled on a table."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html"
  frameworks = { fsbp = "RDS.8", "nist-800-53" = "CM-3" }

  assert {
    for_each      = every(["aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"])
    condition     = coalesce(each.configured.deletion_protection, false)
    expected      = "deletion_protection = true"
    error_message = "${each.address} can be deleted by mistake."
  }

  assert {
    for_each      = every(["aws_db_instance"])
    when          = !is_set(each, "replicate_source_db")
    condition     = coalesce(each.configured.deletion_protection, false)
    expected      = "deletion_protection = true"
    error_message = "${each.address} can be deleted by mistake."
  }

  assert {
    for_each      = every(["aws_dynamodb_table"])
    condition     = coalesce(each.configured.deletion_protection_enabled, false)
    expected      = "deletion_protection_enabled = true"
    error_message = "${each.address} can be deleted by mistake."
  }

  patch {
    resource  = "aws_rds_cluster"
    attribute = "deletion_protection"
    value     = true
  }

  patch {
    resource  = "aws_db_instance"
    attribute = "deletion_protection"
    value     = true
  }

  patch {
    resource  = "aws_docdb_cluster"
    attribute = "deletion_protection"
    value     = true
  }

  patch {
    resource  = "aws_neptune_cluster"
    attribute = "deletion_protection"
    value     = true
  }

  patch {
    resource  = "aws_dynamodb_table"
    attribute = "deletion_protection_enabled"
    value     = true
  }
}
