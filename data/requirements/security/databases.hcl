control "public-databases" {
  group      = "exposure"
  title      = "Databases have no public address"
  severity   = "critical"
  why        = "A database with a public address is one rule away from the internet."
  impact     = "Passwords are tried from everywhere."
  fix        = "Set publicly_accessible = false."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"
  frameworks = { cis = "2.3.3", fsbp = "RDS.2", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_db_instance", "aws_rds_cluster_instance", "aws_redshift_cluster", "aws_dms_replication_instance"])
    condition     = coalesce(each.configured.publicly_accessible, each.meta.type == "aws_dms_replication_instance" ? true : false) == false
    expected      = "publicly_accessible = false"
    error_message = "${each.address} has a public address."
  }
}

control "rds-instances-encrypted" {
  group      = "encryption"
  title      = "Database instances are encrypted"
  severity   = "high"
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set storage_encrypted = true."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html"
  frameworks = { cis = "2.3.1", fsbp = "RDS.3", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_db_instance"])
    condition     = coalesce(each.configured.storage_encrypted, false) || each.configured.replicate_source_db != null
    expected      = "storage_encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "rds-clusters-encrypted" {
  group      = "encryption"
  title      = "Database clusters are encrypted"
  severity   = "high"
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set storage_encrypted = true."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html"
  frameworks = { cis = "2.3.1", fsbp = "RDS.27", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_rds_cluster"])
    condition     = coalesce(each.configured.storage_encrypted, false)
    expected      = "storage_encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "documents-encrypted" {
  group      = "encryption"
  title      = "DocumentDB and Neptune clusters are encrypted"
  severity   = "high"
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set storage_encrypted = true."
  link       = "https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html"
  frameworks = { fsbp = "DocumentDB.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_docdb_cluster", "aws_neptune_cluster"])
    condition     = coalesce(each.configured.storage_encrypted, false)
    expected      = "storage_encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "redshift-encrypted" {
  group      = "encryption"
  title      = "Redshift clusters are encrypted"
  severity   = "high"
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encrypted = true."
  link       = "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html"
  frameworks = { fsbp = "Redshift.10", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_redshift_cluster"])
    condition     = tostring(coalesce(each.configured.encrypted, false)) == "true"
    expected      = "encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "caches-encrypted" {
  group      = "encryption"
  title      = "Caches are encrypted at rest"
  severity   = "medium"
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set at_rest_encryption_enabled = true."
  link       = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html"
  frameworks = { fsbp = "ElastiCache.4", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_elasticache_replication_group"])
    condition     = tostring(coalesce(each.configured.at_rest_encryption_enabled, false)) == "true"
    expected      = "at_rest_encryption_enabled = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "search-encrypted" {
  group      = "encryption"
  title      = "Search domains are encrypted at rest"
  severity   = "high"
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encrypt_at_rest { enabled = true }."
  link       = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html"
  frameworks = { fsbp = "Opensearch.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_opensearch_domain", "aws_elasticsearch_domain"])
    condition     = anytrue([for rest in each.encrypt_at_rest : rest.enabled])
    expected      = "encrypt_at_rest { enabled = true }"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "streams-encrypted" {
  group      = "encryption"
  title      = "Streams are encrypted"
  severity   = "medium"
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encryption_type = \"KMS\"."
  link       = "https://docs.aws.amazon.com/streams/latest/dg/server-side-encryption.html"
  frameworks = { fsbp = "Kinesis.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_kinesis_stream"])
    condition     = coalesce(each.configured.encryption_type, "NONE") == "KMS"
    expected      = "encryption_type = \"KMS\""
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "caches-tls" {
  group      = "transit"
  title      = "Caches speak TLS"
  severity   = "medium"
  why        = "Whoever listens in the network reads sessions."
  impact     = "A neighbour reads what is cached."
  fix        = "Set transit_encryption_enabled = true."
  link       = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html"
  frameworks = { fsbp = "ElastiCache.5", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_elasticache_replication_group"])
    condition     = coalesce(each.configured.transit_encryption_enabled, false)
    expected      = "transit_encryption_enabled = true"
    error_message = "${each.address} speaks in clear."
  }
}

control "search-tls" {
  group      = "transit"
  title      = "Search domains enforce HTTPS and encrypt between nodes"
  severity   = "medium"
  why        = "Whoever listens in the network reads documents."
  impact     = "A neighbour reads the index."
  fix        = "Set enforce_https = true and node_to_node_encryption { enabled = true }."
  link       = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html"
  frameworks = { fsbp = "Opensearch.3", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_opensearch_domain", "aws_elasticsearch_domain"])
    condition     = anytrue([for options in each.domain_endpoint_options : coalesce(options.enforce_https, true)]) && anytrue([for options in each.node_to_node_encryption : options.enabled])
    expected      = "enforce_https and node_to_node_encryption"
    error_message = "${each.address} speaks in clear."
  }
}

control "database-logs" {
  group      = "logging"
  title      = "Databases export their logs"
  severity   = "low"
  why        = "Logs on the instance go with it."
  impact     = "Who read what cannot be told."
  fix        = "Set enabled_cloudwatch_logs_exports."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.html"
  frameworks = { fsbp = "RDS.9", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_rds_cluster", "aws_db_instance"])
    condition     = length(coalesce(each.configured.enabled_cloudwatch_logs_exports, [])) > 0
    expected      = "enabled_cloudwatch_logs_exports"
    error_message = "${each.address} exports no log."
  }
}

control "minor-upgrades" {
  group      = "resilience"
  title      = "Databases take minor versions by themselves"
  severity   = "medium"
  why        = "Minor versions close holes."
  impact     = "A known hole stays open until someone remembers."
  fix        = "Remove auto_minor_version_upgrade = false."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html"
  frameworks = { cis = "2.3.2", fsbp = "RDS.13", "nist-800-53" = "SI-2", soc2 = "CC7.1", "pci-dss" = "6.3.3" }

  assert {
    for_each      = every(["aws_db_instance", "aws_rds_cluster_instance"])
    condition     = coalesce(each.configured.auto_minor_version_upgrade, true)
    expected      = "auto_minor_version_upgrade = true"
    error_message = "${each.address} takes no patches by itself."
  }
}
