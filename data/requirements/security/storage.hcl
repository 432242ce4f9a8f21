control "volumes-encrypted" {
  group      = "encryption"
  title      = "Volumes are encrypted"
  severity   = "high"
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encrypted = true."
  link       = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"
  frameworks = { cis = "2.2.1", fsbp = "EC2.3", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_ebs_volume"])
    condition     = coalesce(each.configured.encrypted, false) || anytrue([for setting in resources.aws_ebs_encryption_by_default : coalesce(setting.configured.enabled, true)])
    expected      = "encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "machines-encrypted" {
  group      = "encryption"
  title      = "Volumes of machines are encrypted"
  severity   = "high"
  applies    = length(resources.aws_instance) + length(resources.aws_launch_template) + length(resources.aws_launch_configuration) > 0
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encrypted = true on each volume, or encryption by default."
  link       = "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html"
  frameworks = { cis = "2.2.1", fsbp = "EC2.7", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = [for machine in concat(resources.aws_launch_template, resources.aws_launch_configuration, resources.aws_instance) : machine if try(length(machine.launch_template), 0) == 0]
    optional      = true
    condition     = length(volumes_open(each)) == 0
    expected      = "encrypted = true on each volume, or encryption by default"
    error_message = "Nothing says that these volumes of ${each.address} are encrypted: ${join(", ", volumes_open(each))}."
  }
}

control "efs-encrypted" {
  group      = "encryption"
  title      = "File systems are encrypted"
  severity   = "high"
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its data can be read wherever it lies."
  fix        = "Set encrypted = true."
  link       = "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html"
  frameworks = { cis = "2.4.1", fsbp = "EFS.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_efs_file_system"])
    condition     = coalesce(each.configured.encrypted, false)
    expected      = "encrypted = true"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "queues-encrypted" {
  group      = "encryption"
  title      = "Queues are encrypted"
  severity   = "medium"
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its messages can be read wherever it lies."
  fix        = "Set sqs_managed_sse_enabled = true, or a key."
  link       = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html"
  frameworks = { fsbp = "SQS.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_sqs_queue"])
    condition     = is_set(each, "kms_master_key_id") || coalesce(each.configured.sqs_managed_sse_enabled, true)
    expected      = "sqs_managed_sse_enabled = true, or a key"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "topics-encrypted" {
  group      = "encryption"
  title      = "Topics are encrypted"
  severity   = "low"
  why        = "Whoever gets at the storage, a snapshot or a copy gets the data."
  impact     = "A copy of its messages can be read wherever it lies."
  fix        = "Set kms_master_key_id."
  link       = "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html"
  frameworks = { fsbp = "SNS.1", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_sns_topic"])
    condition     = is_set(each, "kms_master_key_id")
    expected      = "kms_master_key_id"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "key-rotation" {
  group      = "encryption"
  title      = "Keys rotate"
  severity   = "medium"
  why        = "Keys are changed before they wear out; KMS keeps old material for old data."
  impact     = "A key that leaked once opens everything ever written with it."
  fix        = "Set enable_key_rotation = true."
  link       = "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html"
  frameworks = { cis = "3.6", fsbp = "KMS.4", "nist-800-53" = "SC-12", soc2 = "CC6.1", "pci-dss" = "3.7.4" }

  assert {
    for_each      = every(["aws_kms_key"])
    when          = coalesce(each.configured.customer_master_key_spec, "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
    condition     = coalesce(each.configured.enable_key_rotation, false)
    expected      = "enable_key_rotation = true"
    error_message = "${each.address} never rotates."
  }
}

control "bucket-tls" {
  group      = "transit"
  title      = "Buckets refuse requests in clear"
  severity   = "medium"
  why        = "Without a denial S3 answers over HTTP too."
  impact     = "Objects are read on the way."
  fix        = "Deny s3:* where aws:SecureTransport is false."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html"
  frameworks = { cis = "2.1.1", fsbp = "S3.5", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_s3_bucket_policy"])
    condition     = refuses_clear(each)
    expected      = "a denial where aws:SecureTransport is false"
    error_message = "${each.address} allows requests in clear."
  }

  assert {
    for_each      = every(["aws_s3_bucket"])
    when          = length(attached(each, "aws_s3_bucket_policy", "bucket")) == 0
    condition     = each.configured.policy == null ? false : refuses_clear(each)
    expected      = "a policy that denies where aws:SecureTransport is false"
    error_message = "${each.address} answers requests in clear."
  }
}

control "buckets-private" {
  group      = "storage"
  title      = "Buckets block public access"
  severity   = "high"
  why        = "A policy or ACL written later can open a bucket unless public access is blocked. S3 blocks it by itself for buckets made since April 2023 only, and what no code says anyone may switch off unseen."
  impact     = "A policy or ACL that opens it takes effect, and its objects are on the internet."
  fix        = "Add an aws_s3_bucket_public_access_block with all four settings true."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"
  frameworks = { cis = "2.1.4", fsbp = "S3.8", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_s3_bucket"])
    condition     = anytrue(concat([for block in attached(each, "aws_s3_bucket_public_access_block", "bucket") : coalesce(block.configured.block_public_acls, false) && coalesce(block.configured.block_public_policy, false) && coalesce(block.configured.ignore_public_acls, false) && coalesce(block.configured.restrict_public_buckets, false)], local.account_blocks))
    expected      = "all four settings"
    error_message = "Nothing here says in all four settings that ${each.address} blocks public access: S3 does so by itself only for buckets made since April 2023."
  }
}

control "buckets-acl" {
  group      = "storage"
  title      = "No bucket has a public ACL"
  severity   = "critical"
  why        = "A public ACL is the whole internet, an authenticated one every AWS account."
  impact     = "Its objects are read by strangers."
  fix        = "Remove the ACL."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html"
  frameworks = { fsbp = "S3.2", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_s3_bucket_acl"])
    condition     = !contains(["public-read", "public-read-write", "authenticated-read"], coalesce(each.configured.acl, "private")) && alltrue(flatten([for policy in coalesce(each.configured.access_control_policy, []) : [for grant in policy.grant : [for grantee in grant.grantee : !can(regex("/global/(AllUsers|AuthenticatedUsers)$", coalesce(grantee.uri, "-")))]]])) || anytrue(concat([for bucket in every(["aws_s3_bucket"]) : refers_to(each.bucket, bucket) && anytrue([for block in attached(bucket, "aws_s3_bucket_public_access_block", "bucket") : coalesce(block.configured.ignore_public_acls, false)])], [for block in every(["aws_s3_bucket_public_access_block"]) : alltrue([coalesce(block.configured.ignore_public_acls, false), block.bucket == each.bucket, !anytrue([for bucket in every(["aws_s3_bucket"]) : refers_to(each.bucket, bucket)])])], local.account_ignores))
    expected      = "a private ACL, or ignore_public_acls = true"
    error_message = "${each.address} lets everyone in."
  }

  assert {
    for_each      = every(["aws_s3_bucket"])
    when          = each.configured.acl != null || length(coalesce(each.configured.grant, [])) > 0
    condition     = !contains(["public-read", "public-read-write", "authenticated-read"], coalesce(each.configured.acl, "private")) && alltrue([for grant in coalesce(each.configured.grant, []) : !can(regex("/global/(AllUsers|AuthenticatedUsers)$", coalesce(grant.uri, "-")))]) || anytrue(concat([for block in attached(each, "aws_s3_bucket_public_access_block", "bucket") : coalesce(block.configured.ignore_public_acls, false)], local.account_ignores))
    expected      = "a private ACL, or ignore_public_acls = true"
    error_message = "${each.address} lets everyone in."
  }
}

control "account-private" {
  group      = "storage"
  title      = "An account that blocks public access blocks all of it"
  severity   = "high"
  why        = "The setting of the account is what holds when a bucket forgets its own; each of the four stops another way."
  impact     = "One bucket that was made in a hurry is on the internet."
  fix        = "Remove what is set to false."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html"
  frameworks = { cis = "2.1.4", fsbp = "S3.1", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_s3_account_public_access_block"])
    condition     = coalesce(each.configured.block_public_acls, false) && coalesce(each.configured.block_public_policy, false) && coalesce(each.configured.ignore_public_acls, false) && coalesce(each.configured.restrict_public_buckets, false)
    expected      = "all four settings"
    error_message = "${each.address} leaves a way open."
  }
}

control "access-points-private" {
  group      = "storage"
  title      = "Access points block public access"
  severity   = "high"
  why        = "An access point is one more way to a bucket, with settings that cannot be changed later."
  impact     = "A bucket that is private by itself is open through the point."
  fix        = "Remove what is set to false in public_access_block_configuration."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html"
  frameworks = { fsbp = "S3.19", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_s3_access_point"])
    condition     = alltrue([for block in coalesce(each.configured.public_access_block_configuration, []) : coalesce(block.block_public_acls, true) && coalesce(block.block_public_policy, true) && coalesce(block.ignore_public_acls, true) && coalesce(block.restrict_public_buckets, true)])
    expected      = "all four settings"
    error_message = "${each.address} leaves a way open."
  }
}

control "bucket-logs" {
  group      = "logging"
  title      = "Buckets log who asks for objects"
  severity   = "low"
  why        = "The log holds who read and deleted which object, when and from where."
  impact     = "After a leak nobody can say what was taken."
  fix        = "Add an aws_s3_bucket_logging to another bucket."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html"
  frameworks = { fsbp = "S3.9", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_s3_bucket"])
    when          = length(attached(each, "aws_s3_bucket_logging", "bucket")) > 0 ? true : length(attached(each, "aws_s3_bucket_logging", "target_bucket")) == 0 && length(attached(each, "aws_s3_bucket", "logging.target_bucket")) == 0
    condition     = anytrue([length(coalesce(each.configured.logging, [])) > 0, length(attached(each, "aws_s3_bucket_logging", "bucket")) > 0])
    expected      = "server access logging; a bucket that takes the logs of others needs none"
    error_message = "${each.address} logs no request."
  }
}

control "bucket-owner" {
  group      = "storage"
  title      = "ACLs of objects are switched off where ownership is set"
  severity   = "low"
  why        = "With ACLs whoever writes an object says who may read it."
  impact     = "An object that another account wrote is out of your policies' reach."
  fix        = "Set object_ownership = \"BucketOwnerEnforced\"."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"
  frameworks = { fsbp = "S3.12", "nist-800-53" = "AC-3", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_s3_bucket_ownership_controls"])
    condition     = alltrue([for rule in each.rule : rule.object_ownership == "BucketOwnerEnforced"])
    expected      = "BucketOwnerEnforced"
    error_message = "${each.address} lets ACLs decide."
  }
}

control "subscriptions-tls" {
  group      = "transit"
  title      = "Topics send over HTTPS only"
  severity   = "medium"
  why        = "What a topic sends over HTTP is read and changed on the way."
  impact     = "A forged message starts whatever it would start."
  fix        = "Set protocol = \"https\"."
  link       = "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html"
  frameworks = { "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_sns_topic_subscription"])
    condition     = each.protocol != "http"
    expected      = "another protocol than http"
    error_message = "${each.address} sends in clear."
  }
}

control "transfers-tls" {
  group      = "transit"
  title      = "Transfer servers speak no plain FTP"
  severity   = "high"
  why        = "FTP sends the password and the file in clear."
  impact     = "Whoever listens has both."
  fix        = "Set protocols = [\"SFTP\"]."
  link       = "https://docs.aws.amazon.com/transfer/latest/userguide/create-server-sftp.html"
  frameworks = { fsbp = "Transfer.2", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_transfer_server"])
    condition     = !contains(coalesce(each.configured.protocols, ["SFTP"]), "FTP")
    expected      = "protocols without FTP"
    error_message = "${each.address} speaks FTP."
  }
}

control "deliveries-encrypted" {
  group      = "encryption"
  title      = "Delivery streams are encrypted"
  severity   = "medium"
  why        = "Whoever gets at the storage gets what waits for delivery."
  impact     = "A copy of its records can be read wherever it lies."
  fix        = "Add server_side_encryption { enabled = true }; a stream that reads from Kinesis is encrypted there."
  link       = "https://docs.aws.amazon.com/firehose/latest/dev/encryption.html"
  frameworks = { "nist-800-53" = "SC-28", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_kinesis_firehose_delivery_stream"])
    when          = length(coalesce(each.configured.kinesis_source_configuration, [])) == 0 && length(coalesce(each.configured.msk_source_configuration, [])) == 0
    condition     = anytrue([for rest in coalesce(each.configured.server_side_encryption, []) : coalesce(rest.enabled, false)])
    expected      = "server_side_encryption enabled"
    error_message = "${each.address} is not encrypted at rest."
  }
}

control "files-identity" {
  group      = "identity"
  title      = "Access points of file systems say who writes"
  severity   = "medium"
  why        = "Without an identity a client says itself which user it is."
  impact     = "One application reads the files of another."
  fix        = "Add posix_user with uid and gid."
  link       = "https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html"
  frameworks = { fsbp = "EFS.4", "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "7.3.1" }

  assert {
    for_each      = every(["aws_efs_access_point"])
    condition     = length(coalesce(each.configured.posix_user, [])) > 0
    expected      = "posix_user"
    error_message = "${each.address} takes any user."
  }
}

control "files-root" {
  group      = "identity"
  title      = "Access points of file systems lead into a directory of their own"
  severity   = "medium"
  why        = "A point at the root shows every application's files."
  impact     = "One application reads the files of another."
  fix        = "Set root_directory { path = \"/name\" }."
  link       = "https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html"
  frameworks = { fsbp = "EFS.3", "nist-800-53" = "AC-6", soc2 = "CC6.3" }

  assert {
    for_each      = every(["aws_efs_access_point"])
    condition     = anytrue([for directory in coalesce(each.configured.root_directory, []) : coalesce(directory.path, "/") != "/"])
    expected      = "another directory than /"
    error_message = "${each.address} leads to the root of its file system."
  }
}

control "files-tls" {
  group      = "transit"
  title      = "Containers mount file systems over TLS"
  severity   = "medium"
  why        = "NFS is read by whoever listens in the network."
  impact     = "A neighbour reads the files."
  fix        = "Set transit_encryption = \"ENABLED\" in efs_volume_configuration."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html"
  frameworks = { "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_ecs_task_definition"])
    when          = length(flatten([for volume in coalesce(each.configured.volume, []) : volume.efs_volume_configuration])) > 0
    condition     = alltrue(flatten([for volume in each.configured.volume : [for mount in volume.efs_volume_configuration : coalesce(mount.transit_encryption, "DISABLED") == "ENABLED"]]))
    expected      = "transit_encryption = \"ENABLED\""
    error_message = "${each.address} mounts a file system in clear."
  }
}
