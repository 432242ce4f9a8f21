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
    error_message = "${each.address} is not encrypted at rest."
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
  applies    = length(resources.aws_kms_key) > 0
  why        = "Keys are changed before they wear out; KMS keeps old material for old data."
  impact     = "A key that leaked once opens everything ever written with it."
  fix        = "Set enable_key_rotation = true."
  link       = "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html"
  frameworks = { cis = "3.6", fsbp = "KMS.4", "nist-800-53" = "SC-12", soc2 = "CC6.1", "pci-dss" = "3.7.4" }

  assert {
    for_each      = [for key in resources.aws_kms_key : key if coalesce(key.configured.customer_master_key_spec, "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"]
    optional      = true
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
}

control "buckets-private" {
  group      = "storage"
  title      = "Buckets block public access"
  severity   = "high"
  why        = "A policy or ACL written later can open a bucket unless public access is blocked."
  impact     = "Its objects are on the internet."
  fix        = "Add an aws_s3_bucket_public_access_block with all four settings true."
  link       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"
  frameworks = { cis = "2.1.4", fsbp = "S3.8", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_s3_bucket"])
    condition     = anytrue(concat([for block in resources.aws_s3_bucket_public_access_block : coalesce(block.configured.block_public_acls, false) && coalesce(block.configured.block_public_policy, false) && coalesce(block.configured.ignore_public_acls, false) && coalesce(block.configured.restrict_public_buckets, false) if refers_to(block.bucket, each)], [for block in resources.aws_s3_account_public_access_block : coalesce(block.configured.block_public_acls, true) && coalesce(block.configured.block_public_policy, true) && coalesce(block.configured.ignore_public_acls, true) && coalesce(block.configured.restrict_public_buckets, true)]))
    expected      = "all four settings"
    error_message = "${each.address} does not block public access."
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
    condition     = !contains(["public-read", "public-read-write", "authenticated-read"], coalesce(each.configured.acl, "private"))
    expected      = "a private ACL"
    error_message = "${each.address} is ${each.configured.acl}."
  }
}
