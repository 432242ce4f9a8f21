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
    for_each      = every(["aws_db_instance", "aws_rds_cluster_instance", "aws_neptune_cluster_instance", "aws_redshift_cluster", "aws_dms_replication_instance"])
    condition     = !coalesce(each.configured.publicly_accessible, each.meta.type == "aws_redshift_cluster" && tonumber(split(".", each.meta.provider_version)[0]) < 6)
    expected      = "publicly_accessible = false, as it is unless said of all but Redshift before version 6 of the provider"
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
    condition     = coalesce(each.configured.storage_encrypted, false) ? true : !is_set(each, "replicate_source_db") ? false : alltrue([for source in named(each, "replicate_source_db", "aws_db_instance") : coalesce(source.configured.storage_encrypted, false)])
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
    condition     = coalesce(each.configured.storage_encrypted, coalesce(each.configured.engine_mode, "provisioned") == "serverless")
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
    condition     = tobool(coalesce(each.configured.encrypted, tonumber(split(".", each.meta.provider_version)[0]) >= 6))
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
    condition     = tobool(coalesce(each.configured.at_rest_encryption_enabled, lower(coalesce(each.configured.engine, "redis")) == "valkey"))
    expected      = "at_rest_encryption_enabled = true, as it is unless said of Valkey"
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

  assert {
    for_each      = every(["aws_memorydb_cluster"])
    condition     = coalesce(each.configured.tls_enabled, true)
    expected      = "tls_enabled not false"
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
    when          = coalesce(try(each.configured.engine_mode, null), "provisioned") != "serverless"
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

control "database-sign-in" {
  group      = "identity"
  title      = "Databases let AWS identities sign in"
  severity   = "medium"
  why        = "A token of IAM lasts fifteen minutes and belongs to one role; a password lasts until somebody changes it."
  impact     = "A password that leaked works until it is noticed."
  fix        = "Set iam_database_authentication_enabled = true, and let roles connect with rds-db:connect."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html"
  frameworks = { fsbp = "RDS.10", "nist-800-53" = "AC-3", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_db_instance"])
    when          = !is_set(each, "replicate_source_db") && contains(["mysql", "mariadb", "postgres"], coalesce(each.configured.engine, "-"))
    condition     = coalesce(each.configured.iam_database_authentication_enabled, false)
    expected      = "iam_database_authentication_enabled = true"
    error_message = "${each.address} knows passwords only."
  }

  assert {
    for_each      = every(["aws_rds_cluster"])
    when          = startswith(coalesce(each.configured.engine, "-"), "aurora") && coalesce(each.configured.engine_mode, "provisioned") != "serverless"
    condition     = coalesce(each.configured.iam_database_authentication_enabled, false)
    expected      = "iam_database_authentication_enabled = true"
    error_message = "${each.address} knows passwords only."
  }
}

control "graph-sign-in" {
  group      = "identity"
  title      = "Neptune asks who connects"
  severity   = "medium"
  why        = "Without IAM authentication whoever reaches the port reads and writes the graph."
  impact     = "A neighbour in the network is the owner of the data."
  fix        = "Set iam_database_authentication_enabled = true."
  link       = "https://docs.aws.amazon.com/neptune/latest/userguide/iam-auth.html"
  frameworks = { fsbp = "Neptune.7", "nist-800-53" = "AC-3", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_neptune_cluster"])
    condition     = coalesce(each.configured.iam_database_authentication_enabled, false)
    expected      = "iam_database_authentication_enabled = true"
    error_message = "${each.address} asks nobody who they are."
  }
}

control "cache-sign-in" {
  group      = "identity"
  title      = "Caches ask who connects"
  severity   = "medium"
  why        = "Without a token or users whoever reaches the port reads and writes every session."
  impact     = "One taken-over neighbour takes over all sessions."
  fix        = "Set user_group_ids, or auth_token with transit_encryption_enabled = true."
  link       = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html"
  frameworks = { fsbp = "ElastiCache.6", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "8.3.1" }

  assert {
    for_each      = every(["aws_elasticache_replication_group"])
    condition     = is_set(each, "auth_token") || is_set(each, "auth_token_wo_version") || length(coalesce(each.configured.user_group_ids, [])) > 0
    expected      = "auth_token or user_group_ids"
    error_message = "${each.address} asks nobody who they are."
  }
}

control "database-admin-names" {
  group      = "identity"
  title      = "The administrator of a database has a name of its own"
  severity   = "low"
  why        = "Half of what a sign-in needs is known where the name is the one of the manual."
  impact     = "Passwords are tried for a name that is known to exist."
  fix        = "Set username or master_username to another name; for a database in use this means a new one."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateDBInstance.html"
  frameworks = { fsbp = "RDS.25", "nist-800-53" = "CM-2", soc2 = "CC6.1", "pci-dss" = "2.2.2" }

  assert {
    for_each      = every(["aws_db_instance"])
    when          = !is_set(each, "replicate_source_db") && each.configured.snapshot_identifier == null
    condition     = !contains(["admin", "administrator", "postgres", "root", "sa", "master"], lower(each.username))
    expected      = "a name of its own"
    error_message = "The administrator of ${each.address} is called ${each.username}."
  }

  assert {
    for_each      = every(["aws_rds_cluster"])
    when          = each.configured.replication_source_identifier == null && each.configured.snapshot_identifier == null && each.configured.master_username != null
    condition     = !contains(["admin", "administrator", "postgres", "root", "sa", "master"], lower(each.master_username))
    expected      = "a name of its own"
    error_message = "The administrator of ${each.address} is called ${each.master_username}."
  }
}

control "warehouse-admin-name" {
  group      = "identity"
  title      = "The administrator of a warehouse has a name of its own"
  severity   = "low"
  why        = "Half of what a sign-in needs is known where the name is the one of the manual."
  impact     = "Passwords are tried for a name that is known to exist."
  fix        = "Set master_username to another name than awsuser."
  link       = "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-console.html"
  frameworks = { fsbp = "Redshift.8", "nist-800-53" = "CM-2", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_redshift_cluster"])
    when          = each.configured.master_username != null
    condition     = lower(each.master_username) != "awsuser"
    expected      = "another name than awsuser"
    error_message = "The administrator of ${each.address} is called awsuser."
  }
}

control "snapshots-public" {
  group      = "exposure"
  title      = "Snapshots of databases are not public"
  severity   = "critical"
  why        = "A public snapshot is restored by whoever finds it."
  impact     = "All data of that day is with strangers."
  fix        = "Name the accounts in shared_accounts."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html"
  frameworks = { fsbp = "RDS.1", "nist-800-53" = "AC-3", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_db_snapshot", "aws_db_cluster_snapshot", "aws_db_snapshot_copy"])
    condition     = !contains(coalesce(each.configured.shared_accounts, []), "all")
    expected      = "accounts by their numbers"
    error_message = "${each.address} can be restored by every account."
  }
}

control "brokers-public" {
  group      = "exposure"
  title      = "Brokers have no public address"
  severity   = "high"
  why        = "A broker with a public address is one password away from every queue."
  impact     = "Messages are read and sent by strangers."
  fix        = "Remove publicly_accessible = true."
  link       = "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html"
  frameworks = { "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_mq_broker"])
    condition     = !coalesce(each.configured.publicly_accessible, false)
    expected      = "publicly_accessible = false"
    error_message = "${each.address} has a public address."
  }
}

control "kafka-public" {
  group      = "exposure"
  title      = "Brokers of Kafka have no public address"
  severity   = "high"
  why        = "A broker with a public address is reached from everywhere that its groups allow."
  impact     = "Streams are read by strangers."
  fix        = "Remove public_access, or set its type to DISABLED."
  link       = "https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html"
  frameworks = { "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_msk_cluster"])
    condition     = alltrue(flatten([for nodes in each.configured.broker_node_group_info : [for way in nodes.connectivity_info : [for access in way.public_access : coalesce(access.type, "DISABLED") == "DISABLED"]]]))
    expected      = "no public access"
    error_message = "${each.address} is reached from the internet."
  }
}

control "kafka-sign-in" {
  group      = "identity"
  title      = "Kafka asks who connects"
  severity   = "high"
  why        = "Without authentication whoever reaches the port reads every topic."
  impact     = "A neighbour in the network reads and writes all streams."
  fix        = "Set client_authentication with sasl or tls, and unauthenticated = false."
  link       = "https://docs.aws.amazon.com/msk/latest/developerguide/kafka_apis_iam.html"
  frameworks = { "nist-800-53" = "AC-3", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_msk_cluster"])
    condition     = anytrue([for way in coalesce(each.configured.client_authentication, []) : (length(way.sasl) > 0 || length(way.tls) > 0) && !coalesce(way.unauthenticated, false)])
    expected      = "sasl or tls, and no way without"
    error_message = "${each.address} lets clients in that say nothing of themselves."
  }
}

control "kafka-tls" {
  group      = "transit"
  title      = "Kafka speaks TLS to clients and between brokers"
  severity   = "medium"
  why        = "Whoever listens in the network reads the stream."
  impact     = "A neighbour reads what is sent."
  fix        = "Leave encryption_in_transit out, or set client_broker = \"TLS\" and in_cluster = true."
  link       = "https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html"
  frameworks = { fsbp = "MSK.1", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_msk_cluster"])
    condition     = alltrue(flatten([for info in coalesce(each.configured.encryption_info, []) : [for way in info.encryption_in_transit : coalesce(way.client_broker, "TLS") == "TLS" && coalesce(way.in_cluster, true)]]))
    expected      = "TLS to clients and between brokers"
    error_message = "${each.address} speaks in clear."
  }
}

control "warehouse-tls" {
  group      = "transit"
  title      = "Warehouses refuse connections in clear"
  severity   = "medium"
  why        = "Redshift takes connections without TLS unless its parameters forbid them."
  impact     = "A neighbour reads queries and results."
  fix        = "Give it an aws_redshift_parameter_group with require_ssl = true."
  link       = "https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html"
  frameworks = { fsbp = "Redshift.2", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_redshift_cluster"])
    condition     = !is_set(each, "cluster_parameter_group_name") ? false : anytrue(flatten([for group in named(each, "cluster_parameter_group_name", "aws_redshift_parameter_group") : [for parameter in group.configured.parameter : lower(parameter.name) == "require_ssl" && lower(parameter.value) == "true"]]))
    expected      = "require_ssl = true"
    error_message = "${each.address} takes connections in clear."
  }
}

control "warehouse-routing" {
  group      = "exposure"
  title      = "Warehouses load and unload through their VPC"
  severity   = "medium"
  why        = "Without enhanced routing copies run over the internet, past endpoints and flow logs."
  impact     = "Data leaves where nobody looks."
  fix        = "Set enhanced_vpc_routing = true."
  link       = "https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html"
  frameworks = { fsbp = "Redshift.7", "nist-800-53" = "SC-7", soc2 = "CC6.6" }

  assert {
    for_each      = every(["aws_redshift_cluster"])
    condition     = coalesce(each.configured.enhanced_vpc_routing, false)
    expected      = "enhanced_vpc_routing = true"
    error_message = "${each.address} copies past its VPC."
  }
}

control "warehouse-audit" {
  group      = "logging"
  title      = "Warehouses log who signs in and what they ask"
  severity   = "medium"
  why        = "The audit log says who read what."
  impact     = "After a leak nobody can say which rows were read."
  fix        = "Add an aws_redshift_logging."
  link       = "https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html"
  frameworks = { fsbp = "Redshift.4", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_redshift_cluster"])
    condition     = anytrue(concat([for logs in coalesce(each.configured.logging, []) : coalesce(logs.enable, false)], [length(attached(each, "aws_redshift_logging", "cluster_identifier")) > 0]))
    expected      = "audit logs"
    error_message = "${each.address} logs nobody."
  }
}

control "document-audit" {
  group      = "logging"
  title      = "DocumentDB exports its audit log"
  severity   = "medium"
  why        = "The audit log says who signed in and what was dropped."
  impact     = "After a leak nobody can say who was there."
  fix        = "Set enabled_cloudwatch_logs_exports = [\"audit\"], and audit_logs in its parameter group."
  link       = "https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html"
  frameworks = { fsbp = "DocumentDB.4", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.3.3" }

  assert {
    for_each      = every(["aws_docdb_cluster"])
    condition     = contains(coalesce(each.configured.enabled_cloudwatch_logs_exports, []), "audit")
    expected      = "the audit log"
    error_message = "${each.address} exports no audit log."
  }
}

control "graph-audit" {
  group      = "logging"
  title      = "Neptune exports its audit log"
  severity   = "medium"
  why        = "The audit log says who asked what of the graph."
  impact     = "After a leak nobody can say who was there."
  fix        = "Set enable_cloudwatch_logs_exports = [\"audit\"], and neptune_enable_audit_log in its parameter group."
  link       = "https://docs.aws.amazon.com/neptune/latest/userguide/auditing.html"
  frameworks = { fsbp = "Neptune.2", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.3.3" }

  assert {
    for_each      = every(["aws_neptune_cluster"])
    condition     = contains(coalesce(each.configured.enable_cloudwatch_logs_exports, []), "audit")
    expected      = "the audit log"
    error_message = "${each.address} exports no audit log."
  }
}

control "search-in-vpc" {
  group      = "exposure"
  title      = "Search domains stand in a VPC"
  severity   = "high"
  why        = "A domain outside of a VPC has an address on the internet, and only its policy before the data."
  impact     = "One statement too wide and the index is public."
  fix        = "Add vpc_options; a domain in use must be made anew."
  link       = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html"
  frameworks = { fsbp = "Opensearch.2", "nist-800-53" = "SC-7", soc2 = "CC6.6" }

  assert {
    for_each      = every(["aws_opensearch_domain", "aws_elasticsearch_domain"])
    condition     = length(coalesce(each.configured.vpc_options, [])) > 0
    expected      = "vpc_options"
    error_message = "${each.address} has an endpoint on the internet."
  }
}

control "search-access" {
  group      = "identity"
  title      = "Search domains know users and their rights"
  severity   = "high"
  why        = "Without fine-grained access whoever may reach the domain reads every index."
  impact     = "A dashboard for one team shows the data of all."
  fix        = "Add advanced_security_options { enabled = true ... }."
  link       = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html"
  frameworks = { fsbp = "Opensearch.7", "nist-800-53" = "AC-3", soc2 = "CC6.3" }

  assert {
    for_each      = every(["aws_opensearch_domain"])
    condition     = anytrue([for options in coalesce(each.configured.advanced_security_options, []) : coalesce(options.enabled, false)])
    expected      = "advanced_security_options enabled"
    error_message = "${each.address} knows no users."
  }
}

control "search-tls-policy" {
  group      = "transit"
  title      = "Search domains accept TLS 1.2 and newer only"
  severity   = "medium"
  why        = "TLS 1.0 and 1.1 can be broken; the policy of a domain accepts 1.0 unless told otherwise."
  impact     = "A client is talked down to a version that can be broken."
  fix        = "Set domain_endpoint_options { tls_security_policy = \"Policy-Min-TLS-1-2-PFS-2023-10\" ... }."
  link       = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html"
  frameworks = { fsbp = "Opensearch.8", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_opensearch_domain", "aws_elasticsearch_domain"])
    condition     = anytrue([for options in coalesce(each.configured.domain_endpoint_options, []) : can(regex("TLS-1-[23]|TLS1[.]?[23]", coalesce(options.tls_security_policy, "-")))])
    expected      = "a policy of TLS 1.2 or newer"
    error_message = "${each.address} accepts old versions of TLS."
  }
}

control "search-audit" {
  group      = "logging"
  title      = "Search domains write an audit log"
  severity   = "medium"
  why        = "The audit log says who signed in and what they searched."
  impact     = "After a leak nobody can say which documents were read."
  fix        = "Add log_publishing_options { log_type = \"AUDIT_LOGS\" ... }."
  link       = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html"
  frameworks = { fsbp = "Opensearch.5", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_opensearch_domain", "aws_elasticsearch_domain"])
    condition     = anytrue([for logs in coalesce(each.configured.log_publishing_options, []) : logs.log_type == "AUDIT_LOGS" && coalesce(logs.enabled, true)])
    expected      = "log_publishing_options for AUDIT_LOGS"
    error_message = "${each.address} writes no audit log."
  }
}

control "accelerators-encrypted" {
  group      = "encryption"
  title      = "DAX clusters are encrypted"
  severity   = "high"
  why        = "Whoever gets at a disk gets what the tables hold."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set server_side_encryption { enabled = true }; a cluster in use must be made anew."
  link       = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html"
  frameworks = { fsbp = "DynamoDB.3", "nist-800-53" = "SC-28", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_dax_cluster"])
    condition     = anytrue([for rest in coalesce(each.configured.server_side_encryption, []) : coalesce(rest.enabled, false)])
    expected      = "server_side_encryption enabled"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "accelerators-tls" {
  group      = "transit"
  title      = "DAX clusters speak TLS"
  severity   = "medium"
  why        = "Whoever listens in the network reads items."
  impact     = "A neighbour reads what is cached."
  fix        = "Set cluster_endpoint_encryption_type = \"TLS\"."
  link       = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html"
  frameworks = { fsbp = "DynamoDB.7", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_dax_cluster"])
    condition     = coalesce(each.configured.cluster_endpoint_encryption_type, "NONE") == "TLS"
    expected      = "cluster_endpoint_encryption_type = \"TLS\""
    error_message = "${each.address} speaks in clear."
  }
}

control "memory-tls" {
  group      = "transit"
  title      = "MemoryDB speaks TLS"
  severity   = "medium"
  why        = "Whoever listens in the network reads what is kept."
  impact     = "A neighbour reads the store."
  fix        = "Remove tls_enabled = false; a cluster in use must be made anew."
  link       = "https://docs.aws.amazon.com/memorydb/latest/devguide/in-transit-encryption.html"
  frameworks = { "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_memorydb_cluster"])
    condition     = coalesce(each.configured.tls_enabled, true)
    expected      = "tls_enabled = true"
    error_message = "${each.address} speaks in clear."
  }
}

control "migration-tls" {
  group      = "transit"
  title      = "Migrations speak TLS to the databases they copy"
  severity   = "medium"
  why        = "A migration sends every row over the network once."
  impact     = "All data can be read on the way."
  fix        = "Set ssl_mode = \"verify-full\", or at least \"require\"."
  link       = "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html"
  frameworks = { fsbp = "DMS.9", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_dms_endpoint"])
    when          = contains(["mysql", "mariadb", "postgres", "aurora", "aurora-postgresql", "sqlserver", "oracle", "mongodb", "docdb", "db2"], each.engine_name)
    condition     = contains(["require", "verify-ca", "verify-full"], coalesce(each.configured.ssl_mode, "none"))
    expected      = "ssl_mode = \"require\" or better"
    error_message = "${each.address} speaks in clear."
  }
}

control "broker-audit" {
  group      = "logging"
  title      = "ActiveMQ brokers write an audit log"
  severity   = "medium"
  why        = "The audit log says who changed which queue."
  impact     = "After a mishap nobody can say who deleted it."
  fix        = "Add logs { audit = true }."
  link       = "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/configure-logging-monitoring-activemq.html"
  frameworks = { fsbp = "MQ.2", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.3.3" }

  assert {
    for_each      = every(["aws_mq_broker"])
    when          = lower(each.engine_type) == "activemq"
    condition     = anytrue([for logs in coalesce(each.configured.logs, []) : lower(coalesce(logs.audit, "false")) == "true"])
    expected      = "logs { audit = true }"
    error_message = "${each.address} writes no audit log."
  }
}

control "store-upgrades" {
  group      = "resilience"
  title      = "Caches, brokers and warehouses take minor versions by themselves"
  severity   = "medium"
  why        = "Minor versions close holes."
  impact     = "A known hole stays open until someone remembers."
  fix        = "Set auto_minor_version_upgrade = true on brokers and replication instances; remove it where it is false elsewhere."
  link       = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html"
  frameworks = { fsbp = "ElastiCache.2", "nist-800-53" = "SI-2", soc2 = "CC7.1", "pci-dss" = "6.3.3" }

  assert {
    for_each      = every(["aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_memorydb_cluster"])
    condition     = lower(tostring(coalesce(each.configured.auto_minor_version_upgrade, "true"))) == "true"
    expected      = "auto_minor_version_upgrade not false"
    error_message = "${each.address} takes no patches by itself."
  }

  assert {
    for_each      = every(["aws_mq_broker", "aws_dms_replication_instance"])
    condition     = coalesce(each.configured.auto_minor_version_upgrade, false)
    expected      = "auto_minor_version_upgrade = true"
    error_message = "${each.address} takes no patches by itself."
  }

  assert {
    for_each      = every(["aws_redshift_cluster"])
    condition     = coalesce(each.configured.allow_version_upgrade, true)
    expected      = "allow_version_upgrade not false"
    error_message = "${each.address} takes no patches by itself."
  }
}

control "database-versions" {
  group      = "resilience"
  title      = "Databases run a version that is supported"
  severity   = "high"
  why        = "A version without support gets no fixes, and AWS upgrades it on a day of its own."
  impact     = "A known hole stays open; the upgrade comes unplanned."
  fix        = "Upgrade to a major version with standard support."
  link       = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html"
  frameworks = { "nist-800-53" = "SI-2", soc2 = "CC7.1", "pci-dss" = "6.3.3" }

  assert {
    for_each      = every(["aws_db_instance"])
    when          = each.configured.engine_version != null && contains(["postgres", "mysql", "mariadb"], coalesce(each.configured.engine, "-"))
    condition     = support_of(each.engine, each.engine_version).supported
    expected      = "a version that is supported"
    error_message = "${each.address} runs ${each.engine} ${each.engine_version}, whose support ended on ${support_of(each.engine, each.engine_version).until}."
  }

  assert {
    for_each      = every(["aws_rds_cluster"])
    when          = each.configured.engine_version != null && startswith(coalesce(each.configured.engine, "-"), "aurora-")
    condition     = support_of(each.engine, each.engine_version).supported
    expected      = "a version that is supported"
    error_message = "${each.address} runs ${each.engine} ${each.engine_version}, whose support ended on ${support_of(each.engine, each.engine_version).until}."
  }
}

control "store-versions" {
  group      = "resilience"
  title      = "Caches, search domains, Kafka and brokers run a version that is supported"
  severity   = "medium"
  why        = "A version without support gets no fixes, and AWS upgrades it on a day of its own."
  impact     = "A known hole stays open; the upgrade comes unplanned."
  fix        = "Upgrade to a version that is supported."
  link       = "https://docs.aws.amazon.com/msk/latest/developerguide/version-support.html"
  frameworks = { "nist-800-53" = "SI-2", soc2 = "CC7.1", "pci-dss" = "6.3.3" }

  assert {
    for_each      = every(["aws_msk_cluster"])
    when          = each.kafka_version != null
    condition     = support_of("kafka", each.kafka_version).supported
    expected      = "a version that is supported"
    error_message = "${each.address} runs Kafka ${each.kafka_version}, whose support ended on ${support_of("kafka", each.kafka_version).until}."
  }

  assert {
    for_each      = every(["aws_opensearch_domain"])
    when          = each.configured.engine_version != null
    condition     = support_of("opensearch", each.engine_version).supported
    expected      = "a version that is supported"
    error_message = "${each.address} runs ${each.engine_version}, whose support ended on ${support_of("opensearch", each.engine_version).until}."
  }

  assert {
    for_each      = every(["aws_elasticsearch_domain"])
    condition     = support_of("opensearch", "Elasticsearch_${coalesce(each.configured.elasticsearch_version, "1.5")}").supported
    expected      = "a version that is supported"
    error_message = "${each.address} runs Elasticsearch ${coalesce(each.configured.elasticsearch_version, "1.5")}, whose support has ended."
  }

  assert {
    for_each      = every(["aws_elasticache_replication_group"])
    when          = coalesce(each.configured.engine, "redis") == "redis" && each.configured.engine_version != null
    condition     = support_of("redis", each.engine_version).supported
    expected      = "a version that is supported"
    error_message = "${each.address} runs Redis ${each.engine_version}, whose support ended on ${support_of("redis", each.engine_version).until}."
  }

  assert {
    for_each      = every(["aws_mq_broker"])
    condition     = support_of(lower(each.engine_type), each.engine_version).supported
    expected      = "a version that is supported"
    error_message = "${each.address} runs ${each.engine_type} ${each.engine_version}, whose support ended on ${support_of(lower(each.engine_type), each.engine_version).until}."
  }
}
