# What Terraform can answer of PCI DSS v4.0.1 for the system components in a configuration. A control
# begins with the number of the requirement it belongs to, and says in our own words what it asks;
# the text that counts is the standard's, from https://www.pcisecuritystandards.org/. A pass is
# evidence for an assessor, not compliance. What people must judge stands here as review.

checklist "pci-dss" {
  title = "PCI DSS v4.0.1: what the configuration shows"
  link  = "https://docs.aws.amazon.com/audit-manager/latest/userguide/pci-v4.html"
}

group "network" {
  number   = 1
  title    = "network security controls"
  severity = "critical"
}

group "configuration" {
  number   = 2
  title    = "secure configurations"
  severity = "high"
}

group "stored_data" {
  number   = 3
  title    = "stored account data"
  severity = "critical"
}

group "transmission" {
  number   = 4
  title    = "cryptography in transmission"
  severity = "critical"
}

group "malware" {
  number   = 5
  title    = "malicious software"
  severity = "medium"
}

group "software" {
  number   = 6
  title    = "secure systems and software"
  severity = "high"
}

group "access" {
  number   = 7
  title    = "access by need to know"
  severity = "high"
}

group "authentication" {
  number   = 8
  title    = "users and authentication"
  severity = "critical"
}

group "physical" {
  number   = 9
  title    = "physical access"
  severity = "medium"
}

group "logging" {
  number   = 10
  title    = "logs and monitoring"
  severity = "high"
}

group "testing" {
  number   = 11
  title    = "tests of security"
  severity = "high"
}

group "policy" {
  number   = 12
  title    = "policies and programmes"
  severity = "medium"
}

locals {
  # Every security group, and the subnets that instances start in
  groups       = architecture.security_groups[*].address
  used_subnets = distinct(concat(flatten(architecture.scaling_groups[*].subnets), architecture.compute[*].subnet))

  balancers = resources.aws_lb
  listeners = resources.aws_lb_listener

  # The addresses of the security groups each tier wears.
  balancer_groups = security_groups_of("balancers")
  compute_groups  = security_groups_of("compute")
  database_groups = security_groups_of("databases")

  public_balancers = [for b in local.balancers : b if coalesce(b.configured.internal, false) == false && coalesce(b.configured.load_balancer_type, "application") != "gateway"]
  public_web       = [for b in local.public_balancers : b if coalesce(b.configured.load_balancer_type, "application") == "application"]

  clear_listeners  = [for l in local.listeners : l if coalesce(l.configured.protocol, "HTTP") == "HTTP"]

  databases = length(resources.aws_rds_cluster) + length(resources.aws_db_instance)

  # Subnets that databases stand in.
  database_subnets = flatten([for g in concat(resources.aws_db_subnet_group, resources.aws_docdb_subnet_group, resources.aws_neptune_subnet_group) : named_by(g, "subnet_ids")])

  # Secrets that hold a database's credentials: what they hold or rotates them says so.
  database_secrets = [for s in resources.aws_secretsmanager_secret : s if of_database(s)]
}

# 1

control "1.2.5-rules-explained" {
  group    = "network"
  severity = "medium"
  title    = "Each open port says what it is for"
  why      = "Services, protocols and ports that are open must be known, approved and needed; a rule without description says none of it."
  impact   = "An assessor asks for every rule, and nobody dares to remove one."
  fix      = "Give each ingress rule a description with its purpose."
  link     = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"

  assert {
    for_each      = every(["aws_vpc_security_group_ingress_rule"])
    condition     = coalesce(each.configured.description, " ") != " "
    expected      = "a description"
    error_message = "${each.address} has no description."
  }

  assert {
    for_each      = every(["aws_security_group_rule"])
    when          = each.type == "ingress"
    condition     = coalesce(each.configured.description, " ") != " "
    expected      = "a description"
    error_message = "${each.address} has no description."
  }

  assert {
    for_each      = every(["aws_security_group", "aws_default_security_group"])
    when          = length(coalesce(each.configured.ingress, [])) > 0
    condition     = alltrue([for r in coalesce(each.configured.ingress, []) : coalesce(r.description, " ") != " "])
    expected      = "a description on each ingress rule"
    error_message = "An ingress rule of ${each.address} has no description."
  }
}

control "1.2.6-insecure-services" {
  group   = "network"
  title   = "No port of an insecure service is open"
  applies = length(architecture.security_groups) > 0
  why     = "FTP, Telnet, rsh, TFTP, SNMP, NetBIOS and unencrypted LDAP or WinRM send credentials in clear."
  impact  = "Whoever can listen can sign in."
  fix     = "Close the port, or use the encrypted successor."
  link    = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"

  assert {
    for_each = flatten([for g in architecture.security_groups : [for p in g.permissions : p if p.direction == "ingress"]])
    optional = true
    condition = !anytrue([
      for port in [20, 21, 23, 69, 137, 138, 139, 161, 389, 512, 513, 514, 5985] : covers(each, port)
    ])
    expected      = "none of 20, 21, 23, 69, 137-139, 161, 389, 512-514, 5985"
    error_message = "${each.group} opens ${join(", ", [for port in [20, 21, 23, 69, 137, 138, 139, 161, 389, 512, 513, 514, 5985] : port if covers(each, port)])}${each.rule == each.group ? "" : " by ${each.rule}"}."
  }
}

control "1.3.1-inbound-databases" {
  group   = "network"
  title   = "Databases accept connections from named security groups only"
  applies = local.databases > 0
  why     = "Traffic into the cardholder data environment is limited to what is needed."
  impact  = "A range lets everything in it reach the data, whatever runs there tomorrow."
  fix     = "Name the application's security group as the source of each rule."
  link    = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/infrastructure-security.html"

  assert {
    for_each      = resources.aws_rds_cluster
    optional      = true
    condition     = length(coalesce(each.configured.vpc_security_group_ids, [])) > 0
    expected      = "security groups of its own"
    error_message = "${each.address} names no security group: it wears the VPC's default one."
  }

  assert {
    for_each      = resources.aws_db_instance
    optional      = true
    condition     = length(coalesce(each.configured.vpc_security_group_ids, [])) > 0
    expected      = "security groups of its own"
    error_message = "${each.address} names no security group: it wears the VPC's default one."
  }

  assert {
    for_each = flatten([
      for g in architecture.security_groups : [for p in g.permissions : p if p.direction == "ingress"]
      if contains(local.database_groups, g.address)
    ])
    optional      = true
    condition     = contains(local.groups, each.source)
    expected      = "a source that is a security group"
    error_message = "${each.group} accepts ${each.source}."
  }
}

control "1.3.1-admin-access" {
  group   = "network"
  title   = "No administration port is open to the internet"
  applies = length(every(["aws_security_group", "aws_default_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"])) > 0
  why     = "Traffic into the cardholder data environment is limited to what is needed; SSH and RDP open to the world are tried all the time."
  impact  = "Guessed or leaked keys give a shell."
  fix     = "Remove the rule and use Session Manager."
  link    = "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html"

  assert {
    for_each      = open_ports("ingress")
    optional      = true
    condition     = !anytrue([for port in [22, 3389, 5986] : covers(each, port)])
    expected      = "22, 3389 and 5986 closed to the internet"
    error_message = "${each.address} opens ${join(", ", [for port in [22, 3389, 5986] : port if covers(each, port)])} to the internet${join(" and ", each.rules) == each.address ? "" : " by ${join(" and ", each.rules)}"}."
  }
}

control "1.3.2-outbound" {
  group   = "network"
  title   = "Outbound traffic names its ports"
  applies = length(every(["aws_security_group", "aws_default_security_group", "aws_security_group_rule", "aws_vpc_security_group_egress_rule"])) > 0
  why     = "Traffic out of the cardholder data environment is limited to what is needed; all ports to anywhere is no limit."
  impact  = "Stolen data leaves by any way it likes."
  fix     = "Replace the rule for all traffic by one for each port and destination that is needed, such as 443."
  link    = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"

  assert {
    for_each      = open_ports("egress")
    optional      = true
    condition     = length(each.ports) == 0 || try(each.ports[1] - each.ports[0], 65536) < 1024 ? true : each.to_port - each.from_port < 1024
    expected      = "no rule to anywhere on all ports"
    error_message = "${each.address} lets ${each.from_port} to ${each.to_port} out to anywhere."
  }
}

control "1.4.2-inbound-untrusted" {
  group   = "network"
  title   = "Only load balancers accept connections from the internet, on 80 and 443"
  applies = length(every(["aws_security_group", "aws_default_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"])) > 0
  why     = "From untrusted networks, traffic may reach only components meant to be public."
  impact  = "Each further open port is a way in past the load balancer, its certificate and its firewall."
  fix     = "Remove the rule, or move the port behind the load balancer; use Session Manager in place of SSH."
  link    = "https://docs.aws.amazon.com/prescriptive-guidance/latest/patterns/verify-ops-best-practices-pci-dss-4.html"

  assert {
    for_each      = open_ports("ingress")
    optional      = true
    condition     = each.protocol == "tcp" && each.from_port == each.to_port && contains([80, 443], coalesce(each.from_port, -1)) ? contains(local.balancer_groups, each.group) : false
    expected      = "nothing from the internet but 80 and 443 of load balancers"
    error_message = "${each.address} accepts ${each.from_port == null ? each.protocol : each.from_port == each.to_port ? "port ${each.from_port}" : "ports ${each.from_port} to ${each.to_port}"} from the internet."
  }
}

control "1.4.4-data-not-public" {
  group   = "network"
  title   = "Databases cannot be reached from the internet"
  applies = local.databases > 0
  why     = "Components that store cardholder data must not be reachable directly from untrusted networks."
  impact  = "One weak password or one unpatched hole away from the card numbers."
  fix     = "Set publicly_accessible = false, and place the database in subnets without a route to an internet gateway."
  link    = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"

  assert {
    for_each      = concat(resources.aws_rds_cluster_instance, resources.aws_db_instance)
    optional      = true
    condition     = coalesce(each.configured.publicly_accessible, false) == false
    expected      = "publicly_accessible = false"
    error_message = "${each.address} has a public address."
  }

  assert {
    for_each      = [for s in architecture.subnets : s if contains(local.database_subnets, s.address)]
    optional      = true
    condition     = each.tier != "public"
    expected      = "no route to an internet gateway"
    error_message = "${each.address} has a route to the internet."
  }

  patch {
    resource  = "aws_db_instance"
    attribute = "publicly_accessible"
    value     = false
  }

  patch {
    resource  = "aws_rds_cluster_instance"
    attribute = "publicly_accessible"
    value     = false
  }
}

control "1.4.4-buckets-not-public" {
  group   = "network"
  title   = "Buckets block public access"
  applies = length(resources.aws_s3_bucket) > 0
  why     = "A policy or ACL written later can open a bucket unless public access is blocked."
  impact  = "Its objects are on the internet."
  fix     = "Add an aws_s3_bucket_public_access_block with all four settings true."
  link    = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"

  assert {
    for_each = resources.aws_s3_bucket
    condition = anytrue([
      for b in resources.aws_s3_bucket_public_access_block :
      coalesce(b.configured.block_public_acls, false) && coalesce(b.configured.block_public_policy, false) && coalesce(b.configured.ignore_public_acls, false) && coalesce(b.configured.restrict_public_buckets, false)
      if refers_to(b.bucket, each)
    ])
    expected      = "all public access blocked"
    error_message = "Nothing here says in all four settings that ${each.address} blocks public access: S3 does so by itself only for buckets made since April 2023."
  }
}

control "1.4.5-no-public-addresses" {
  group   = "network"
  title   = "Instances have no public address"
  applies = length(architecture.scaling_groups) + length(architecture.compute) > 0
  why     = "Internal addresses and routing stay known to authorised parties only when instances are not on the internet."
  impact  = "Instances can be probed directly."
  fix     = "Place instances in private subnets behind a load balancer and a NAT gateway."
  link    = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html"

  assert {
    for_each      = [for s in architecture.subnets : s if contains(local.used_subnets, s.address)]
    optional      = true
    condition     = each.tier != "public"
    expected      = "a private subnet"
    error_message = "Instances run in the public subnet ${each.address}."
  }

  assert {
    for_each      = resources.aws_launch_template
    optional      = true
    condition     = alltrue([for i in coalesce(each.configured.network_interfaces, []) : tostring(coalesce(i.associate_public_ip_address, false)) != "true"])
    expected      = "associate_public_ip_address not set"
    error_message = "${each.address} gives its instances a public address."
  }

  assert {
    for_each      = concat(resources.aws_instance, resources.aws_launch_configuration)
    optional      = true
    condition     = each.configured.associate_public_ip_address != null ? !each.configured.associate_public_ip_address : each.meta.type == "aws_launch_configuration" || anytrue([is_set(each, "subnet_id"), length(coalesce(each.configured.network_interface, [])) > 0, length(coalesce(each.configured.launch_template, [])) > 0])
    expected      = "associate_public_ip_address not set, and a subnet named: a default subnet gives an address"
    error_message = "${each.address} gets a public address."
  }

  assert {
    for_each      = concat(resources.aws_eip, resources.aws_eip_association)
    optional      = true
    condition     = !anytrue([for c in architecture.compute : contains(c.addresses, each.address)])
    expected      = "not the address of an instance or of an interface of one"
    error_message = "${each.address} gives an instance a public address."
  }
}

control "1-review" {
  group  = "network"
  title  = "Policies, diagrams, rule reviews, devices that also use other networks (1.1, 1.2.1 to 1.2.4, 1.2.7, 1.2.8, 1.3.3, 1.4.1, 1.4.3, 1.5)"
  why    = "These are about documents, reviews and people."
  impact = "A control that nobody reviews decays."
  review = "Look at the network and data-flow diagrams (`archbench draw` makes the first), the six-monthly review of rules, and how changes to them are approved."
  link   = "https://docs.aws.amazon.com/audit-manager/latest/userguide/pci-v4.html"
}

# 2

control "2.2.2-default-accounts" {
  group   = "configuration"
  title   = "Databases have no default master user name"
  applies = local.databases > 0
  why     = "Names such as postgres, admin and root are the first an attacker tries."
  impact  = "Half of the credentials is known."
  fix     = "Choose a master_username of your own. It cannot be changed later: the database is replaced."
  link    = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.html"

  assert {
    for_each      = [for c in resources.aws_rds_cluster : c if c.configured.master_username != null]
    optional      = true
    condition     = !contains(["admin", "administrator", "master", "mysql", "postgres", "root", "sa"], lower(each.master_username))
    expected      = "none of admin, administrator, master, mysql, postgres, root, sa"
    error_message = "The master user of ${each.address} has a default name."
  }

  assert {
    for_each      = [for d in resources.aws_db_instance : d if d.configured.username != null]
    optional      = true
    condition     = !contains(["admin", "administrator", "master", "mysql", "postgres", "root", "sa"], lower(each.username))
    expected      = "none of admin, administrator, master, mysql, postgres, root, sa"
    error_message = "The master user of ${each.address} has a default name."
  }
}

control "2.2.3-functions-apart" {
  group   = "configuration"
  title   = "Load balancers, instances and databases wear different security groups"
  applies = length(local.database_groups) > 0
  why     = "Functions that need different levels of security must be isolated from one another."
  impact  = "What the public tier may do, the database may too."
  fix     = "Give each tier a security group of its own."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_network_protection_create_layers.html"

  assert {
    condition     = length(setintersection(local.database_groups, concat(local.balancer_groups, local.compute_groups))) == 0
    expected      = "no group shared with the databases"
    error_message = "Databases share ${join(", ", setintersection(local.database_groups, concat(local.balancer_groups, local.compute_groups)))} with another tier."
  }
}

control "2.2.6-metadata-tokens" {
  group   = "configuration"
  title   = "Instances answer metadata requests with a token only (IMDSv2)"
  applies = length(resources.aws_launch_template) + length(resources.aws_launch_configuration) + length(resources.aws_instance) > 0
  why     = "Security parameters are set to prevent misuse: without tokens, a forged request from the application reads the instance's credentials."
  impact  = "One server-side request forgery gives away the instance role."
  fix     = "Add metadata_options { http_tokens = \"required\" }."
  link    = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"

  assert {
    for_each      = resources.aws_launch_template
    optional      = true
    condition     = anytrue([for m in coalesce(each.configured.metadata_options, []) : coalesce(m.http_tokens, "optional") == "required" || coalesce(m.http_endpoint, "enabled") == "disabled"])
    expected      = "http_tokens = \"required\""
    error_message = "${each.address} allows metadata requests without a token."
  }

  assert {
    for_each      = concat(resources.aws_launch_configuration, [for i in resources.aws_instance : i if length(i.launch_template) == 0])
    optional      = true
    condition     = anytrue([for m in coalesce(each.configured.metadata_options, []) : coalesce(m.http_tokens, "optional") == "required" || coalesce(m.http_endpoint, "enabled") == "disabled"])
    expected      = "http_tokens = \"required\""
    error_message = "${each.address} allows metadata requests without a token."
  }

  patch {
    resource  = "aws_launch_template"
    attribute = "metadata_options.http_tokens"
    value     = "required"
  }

  patch {
    resource  = "aws_instance"
    attribute = "metadata_options.http_tokens"
    value     = "required"
  }
}

control "2-review" {
  group  = "configuration"
  title  = "Configuration standards, wireless, unneeded functions inside instances (2.1, 2.2.1, 2.2.4, 2.2.5, 2.2.7, 2.3)"
  why    = "What runs inside an image or a container, Terraform does not show."
  impact = "A service nobody needs is a way in nobody watches."
  review = "Look at the hardening standard of the image and of the container, and at how both are scanned."
  link   = "https://docs.aws.amazon.com/audit-manager/latest/userguide/pci-v4.html"
}

# 3

control "3.5.1-encrypted-at-rest" {
  group   = "stored_data"
  title   = "Databases and volumes are encrypted at rest"
  applies = local.databases + length(resources.aws_launch_template) + length(resources.aws_ebs_volume) + length(resources.aws_instance) > 0
  why     = "Card numbers must be unreadable wherever they are stored. Encryption of storage is needed, and since March 2025 not enough by itself: see 3.5.1.2."
  impact  = "Whoever gets the storage, a snapshot or a disk gets the data."
  fix     = "Set storage_encrypted = true on databases and encrypted = true on volumes. A database in use must be restored from an encrypted copy."
  link    = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html"

  assert {
    for_each      = resources.aws_rds_cluster
    optional      = true
    condition     = coalesce(each.configured.storage_encrypted, coalesce(each.configured.engine_mode, "provisioned") == "serverless")
    expected      = "storage_encrypted = true"
    error_message = "${each.address} does not ask for encryption."
  }

  assert {
    for_each      = resources.aws_db_instance
    optional      = true
    condition     = coalesce(each.configured.storage_encrypted, false)
    expected      = "storage_encrypted = true"
    error_message = "${each.address} does not ask for encryption."
  }

  assert {
    for_each      = resources.aws_ebs_volume
    optional      = true
    condition     = anytrue(concat([coalesce(each.configured.encrypted, false)], [for e in resources.aws_ebs_encryption_by_default : coalesce(e.configured.enabled, true)]))
    expected      = "encrypted = true"
    error_message = "${each.address} does not ask for encryption."
  }

  assert {
    for_each      = concat(resources.aws_launch_template, resources.aws_launch_configuration, [for i in resources.aws_instance : i if length(i.launch_template) == 0])
    optional      = true
    condition     = length(volumes_open(each)) == 0
    expected      = "encrypted = true on each volume, or encryption by default"
    error_message = "${each.address} does not ask for encryption of ${join(", ", volumes_open(each))}."
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

  patch {
    resource  = "aws_ebs_volume"
    attribute = "encrypted"
    value     = true
  }
}

control "3.6.1-own-keys" {
  group   = "stored_data"
  title   = "Databases are encrypted with a key of your own"
  applies = local.databases > 0
  why     = "Keys that protect stored data must be protected against misuse; who may use the key AWS manages for a service cannot be limited."
  impact  = "Everyone in the account who may use the service may decrypt."
  fix     = "Make an aws_kms_key and name it in kms_key_id."
  link    = "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html"

  assert {
    for_each      = resources.aws_rds_cluster
    optional      = true
    condition     = key_of(each, "kms_key_id") != null
    expected      = "a key of this configuration"
    error_message = "${each.address} names no key of yours."
  }

  assert {
    for_each      = [for d in resources.aws_db_instance : d if !is_set(d, "replicate_source_db")]
    optional      = true
    condition     = key_of(each, "kms_key_id") != null
    expected      = "a key of this configuration"
    error_message = "${each.address} names no key of yours."
  }
}

control "3.7.4-key-rotation" {
  group   = "stored_data"
  title   = "Keys rotate"
  applies = length(resources.aws_kms_key) > 0
  why     = "Keys are changed at the end of their cryptoperiod; KMS does so when told to, every year unless told otherwise, and keeps old material for old data."
  impact  = "A key that leaked once opens everything ever written with it."
  fix     = "Set enable_key_rotation = true."
  link    = "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html"

  assert {
    for_each = [
      for k in resources.aws_kms_key : k
      if coalesce(k.configured.customer_master_key_spec, "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
    ]
    optional      = true
    condition     = coalesce(each.configured.enable_key_rotation, false)
    expected      = "enable_key_rotation = true"
    error_message = "${each.address} never rotates."
  }

  patch {
    resource  = "aws_kms_key"
    attribute = "enable_key_rotation"
    value     = true
  }
}

control "3.5.1.2-application-encryption" {
  group  = "stored_data"
  title  = "Card numbers are unreadable beyond the encryption of storage (3.5.1.1 to 3.5.1.3)"
  why    = "Encrypted storage decrypts for everyone who may query; since 31 March 2025 it does not suffice by itself."
  impact = "A stolen database session reads card numbers in clear."
  review = "Look in the code and schema for tokens, truncation, keyed hashes, or encryption of the column."
  link   = "https://docs.aws.amazon.com/audit-manager/latest/userguide/pci-v4.html"
}

control "3-review" {
  group  = "stored_data"
  title  = "Retention, sensitive authentication data, masking, key custodians (3.1 to 3.4, 3.6.1.1 to 3.6.1.4, 3.7.1 to 3.7.9)"
  why    = "What is stored, how long, and who sees it is decided in the application."
  impact = "Data that was never needed is lost to an attacker."
  review = "Look at what the application writes after authorisation, at what its pages and logs show, and at the procedures for keys."
  link   = "https://docs.aws.amazon.com/audit-manager/latest/userguide/pci-v4.html"
}

# 4

control "4.2.1-tls-listeners" {
  group   = "transmission"
  title   = "Public web listeners use TLS, or lead to one that does"
  applies = length(local.public_web) > 0
  why     = "Over open networks, card numbers travel with strong cryptography only."
  impact  = "Card numbers can be read on the way."
  fix     = "Make an HTTPS listener with a certificate and let the HTTP listener redirect to it."
  link    = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html"

  assert {
    for_each = every(["aws_lb_listener"])
    when     = names_one_of(local.public_web, each.load_balancer_arn)
    condition = anytrue(concat(
      [coalesce(each.configured.protocol, "HTTP") == "HTTPS"],
      flatten([for a in each.default_action : [for r in a.redirect : coalesce(r.protocol, "HTTP") == "HTTPS"]]),
      [alltrue([for a in each.default_action : a.type == "fixed-response"])],
    ))
    expected      = "HTTPS, a redirect to HTTPS, or a fixed response"
    error_message = "${each.address} answers in clear."
  }

  assert {
    for_each      = every(["aws_lb_listener_rule"])
    when          = names_one_of(local.clear_listeners, each.listener_arn)
    condition     = alltrue([for a in each.action : contains(["fixed-response", "redirect"], a.type)])
    expected      = "no forwarding from a listener in clear"
    error_message = "${each.address} forwards requests that came in clear."
  }
}

control "4.2.1-tls-policy" {
  group   = "transmission"
  title   = "Public listeners accept TLS 1.2 and newer only"
  why     = "TLS 1.0 and 1.1 no longer count as strong cryptography; the default policy of Terraform still accepts them."
  impact  = "A client can be talked down to a version that can be broken."
  fix     = "Set ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-2021-06\"."
  link    = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"

  assert {
    for_each      = every(["aws_lb_listener"])
    when          = contains(["HTTPS", "TLS"], coalesce(each.configured.protocol, "HTTP")) && !anytrue([for b in named(each, "load_balancer_arn", "aws_lb") : coalesce(b.configured.internal, false)])
    condition     = can(regex("TLS13-1-[23]|TLS-1-2|FS-1-2", coalesce(each.configured.ssl_policy, "ELBSecurityPolicy-2016-08")))
    expected      = "a policy of TLS 1.2 or newer"
    error_message = "${each.address} uses ${coalesce(each.configured.ssl_policy, "the default policy ELBSecurityPolicy-2016-08")}."
  }

  patch {
    resource  = "aws_lb_listener"
    attribute = "ssl_policy"
    value     = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  }
}

control "4-review" {
  group  = "transmission"
  title  = "Inventory of keys and certificates, end-user messages, links to third parties (4.1, 4.2.1.1, 4.2.1.2, 4.2.2)"
  why    = "Which certificates are trusted, and what people send by mail or chat, no configuration says."
  impact = "A certificate expires unseen, a card number goes out by e-mail."
  review = "Look at the inventory of certificates with their expiry, at TLS between the application and its processors, and at the TLS inside what network load balancers pass through."
  link   = "https://docs.aws.amazon.com/acm/latest/userguide/acm-overview.html"
}

# 5

control "5-review" {
  group  = "malware"
  title  = "Malware is prevented or found (5.1 to 5.4)"
  why    = "Agents inside instances and images do not stand in Terraform."
  impact = "Skimming code stays unseen."
  review = "Ask what scans instances and containers, such as GuardDuty Malware Protection and Inspector; both belong to the account."
  link   = "https://docs.aws.amazon.com/guardduty/latest/ug/malware-protection.html"
}

# 6

control "6.3.3-patches" {
  group   = "software"
  title   = "Databases take minor versions by themselves"
  applies = length(resources.aws_rds_cluster_instance) + length(resources.aws_db_instance) > 0
  why     = "Critical security patches are installed within a month of their release."
  impact  = "A known hole stays open until someone remembers."
  fix     = "Remove auto_minor_version_upgrade = false, or set it to true."
  link    = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html"

  assert {
    for_each      = resources.aws_rds_cluster_instance
    optional      = true
    condition     = coalesce(each.configured.auto_minor_version_upgrade, true)
    expected      = "auto_minor_version_upgrade = true"
    error_message = "${each.address} takes no patches by itself."
  }

  assert {
    for_each      = resources.aws_db_instance
    optional      = true
    condition     = coalesce(each.configured.auto_minor_version_upgrade, true)
    expected      = "auto_minor_version_upgrade = true"
    error_message = "${each.address} takes no patches by itself."
  }

  patch {
    resource  = "aws_db_instance"
    attribute = "auto_minor_version_upgrade"
    value     = true
  }

  patch {
    resource  = "aws_rds_cluster_instance"
    attribute = "auto_minor_version_upgrade"
    value     = true
  }
}

control "6.4.2-web-application-firewall" {
  group   = "software"
  title   = "A web application firewall stands before public web applications"
  applies = length(local.public_web) > 0
  why     = "Since March 2025 an automatic solution must find and prevent web attacks before public-facing web applications."
  impact  = "Injection and skimming attempts reach the application unfiltered. AWS WAF costs $5 a month for each web ACL, $1 for each rule and $0.60 per million requests (us-east-1, August 2026)."
  fix     = "Make an aws_wafv2_web_acl with managed rules and join it with an aws_wafv2_web_acl_association."
  link    = "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html"

  assert {
    for_each = local.public_web
    condition = anytrue([
      for a in resources.aws_wafv2_web_acl_association : filters(a)
      if refers_to(a.resource_arn, each)
    ])
    expected      = "a web ACL with rules that block, associated with the load balancer"
    error_message = "No web application firewall that blocks anything stands before ${each.address}."
  }
}

control "6-review" {
  group  = "software"
  title  = "Secure development, vulnerability ranking, payment-page scripts, change control (6.1, 6.2, 6.3.1, 6.3.2, 6.4.3, 6.5)"
  why    = "These are about how software is written and changed."
  impact = "A hole is found by someone else first."
  review = "Look at code review, the inventory of third-party parts, the scripts of the payment page, and separation of production from test."
  link   = "https://docs.aws.amazon.com/audit-manager/latest/userguide/pci-v4.html"
}

# 7

control "7.2.5-no-wildcards" {
  group   = "access"
  title   = "No role may do everything to everything, and no policy lets everyone in"
  applies = length(grants()) > 0 || length(access_policies()) > 0
  why     = "Application and system accounts have the least privileges they need."
  impact  = "Whoever takes over the application takes over the account."
  fix     = "Name the actions and the resources; detach AdministratorAccess and PowerUserAccess."
  link    = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"

  assert {
    for_each      = grants()
    optional      = true
    condition     = length(each.wide) == 0
    expected      = "no wildcard action on all resources"
    error_message = "${each.address} allows ${join(", ", each.wide)} on all resources${each.name == "a policy" ? "" : " (${each.name})"}${each.asked == "" ? "" : ", ${each.asked}"}."
  }

  assert {
    for_each      = access_policies()
    optional      = true
    condition     = length(each.public) == 0
    expected      = "no policy that lets everyone in"
    error_message = "${each.address} allows ${join(", ", each.public)} to everyone."
  }
}

control "7-review" {
  group  = "access"
  title  = "Roles are approved and reviewed every six months (7.1, 7.2.1 to 7.2.4, 7.2.5.1, 7.2.6, 7.3)"
  why    = "Whether a permission is needed, only its owner can say."
  impact = "Permissions pile up."
  review = "Look at the last review of IAM roles and database users, and at IAM Access Analyzer's findings of unused access."
  link   = "https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html"
}

# 8

control "8.3.2-secrets-encrypted" {
  group   = "authentication"
  title   = "Secrets are encrypted with a key of your own"
  applies = length(resources.aws_secretsmanager_secret) > 0
  why     = "Passwords are unreadable in storage and on the way, and only for those who need them."
  impact  = "Everyone in the account with access to Secrets Manager may decrypt."
  fix     = "Set kms_key_id to a key whose policy names its users."
  link    = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"

  assert {
    for_each      = resources.aws_secretsmanager_secret
    condition     = each.configured.kms_key_id != null
    expected      = "kms_key_id set"
    error_message = "${each.address} uses the key AWS manages."
  }
}

control "8.6.2-no-written-passwords" {
  group   = "authentication"
  title   = "No password stands in the configuration"
  applies = local.databases > 0
  why     = "Passwords of application and system accounts are not written into scripts, configuration or code."
  impact  = "Everyone who reads the repository, its history or the state can sign in."
  fix     = "Set manage_master_user_password = true, or let Terraform generate the password."
  link    = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html"

  assert {
    for_each      = resources.aws_rds_cluster
    optional      = true
    condition     = anytrue([each.configured.master_password == null, is_generated(each, "master_password")])
    expected      = "a password made by AWS, on apply or given to it"
    error_message = "The password of ${each.address} is written in the configuration."
  }

  assert {
    for_each      = resources.aws_db_instance
    optional      = true
    condition     = anytrue([each.configured.password == null, is_generated(each, "password")])
    expected      = "a password made by AWS, on apply or given to it"
    error_message = "The password of ${each.address} is written in the configuration."
  }
}

control "8.6.3-secret-rotation" {
  group   = "authentication"
  title   = "Secrets of databases rotate"
  applies = length(local.database_secrets) > 0
  why     = "Passwords of application and system accounts are changed at intervals fixed by a risk analysis, and on suspicion."
  impact  = "A password that leaked once works for ever."
  fix     = "Set manage_master_user_password = true (rotates every 7 days), or add an aws_secretsmanager_secret_rotation."
  link    = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html"

  assert {
    for_each      = local.database_secrets
    optional      = true
    condition     = anytrue([for r in may_name(each, "aws_secretsmanager_secret_rotation", "secret_id") : refers_to(r.secret_id, each)])
    expected      = "a rotation"
    error_message = "${each.address} never rotates."
  }
}

control "8-review" {
  group  = "authentication"
  title  = "User identities, multi-factor authentication, sessions (8.1, 8.2, 8.3.1, 8.3.3 to 8.3.11, 8.4, 8.5, 8.6.1)"
  why    = "People sign in through an identity provider outside of this configuration."
  impact = "One phished password opens the environment."
  review = "Look at the identity provider: multi-factor authentication for all access into the cardholder data environment, leavers removed, idle sessions closed."
  link   = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
}

# 9

control "9-review" {
  group  = "physical"
  title  = "Physical access (9.1 to 9.5)"
  why    = "AWS answers for its data centres; payment terminals and paper are yours."
  impact = "A manipulated terminal copies every card."
  review = "Take AWS's attestation of compliance from AWS Artifact; look at the list and inspection of payment terminals."
  link   = "https://docs.aws.amazon.com/artifact/latest/ug/what-is-aws-artifact.html"
}

# 10

control "10.2.1-flow-logs" {
  group   = "logging"
  title   = "Every VPC logs its traffic"
  applies = length(resources.aws_vpc) > 0
  why     = "Audit logs are active on all system components; the network's are the flow logs."
  impact  = "Nobody can tell what left."
  fix     = "Add an aws_flow_log with traffic_type = \"ALL\" for the VPC."
  link    = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"

  assert {
    for_each      = resources.aws_vpc
    condition     = anytrue([for f in may_name(each, "aws_flow_log", "vpc_id") : refers_to(f.vpc_id, each) && contains(["ALL"], f.traffic_type)])
    expected      = "a flow log of all traffic"
    error_message = "${each.address} has no flow log of all traffic."
  }
}

control "10.2.1-access-logs" {
  group   = "logging"
  title   = "Public load balancers log each request"
  applies = length(local.public_balancers) > 0
  why     = "Audit logs are active on all system components; the access log holds who asked for what, when and from where."
  impact  = "After an attack nobody can tell which requests succeeded."
  fix     = "Add access_logs { bucket = ..., enabled = true } and a bucket the load balancer may write to. S3 keeps them for $0.023 per GB a month (us-east-1, August 2026)."
  link    = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"

  assert {
    for_each      = local.public_balancers
    when          = coalesce(each.configured.load_balancer_type, "application") == "application" || anytrue([for l in attached(each, "aws_lb_listener", "load_balancer_arn") : coalesce(l.configured.protocol, "-") == "TLS"])
    condition     = anytrue([for l in coalesce(each.configured.access_logs, []) : coalesce(l.enabled, false)])
    expected      = "access_logs enabled"
    error_message = "${each.address} writes no access log."
  }
}

control "10.2.1-database-logs" {
  group  = "logging"
  title  = "Databases export their logs"
  why    = "Audit logs of the database leave it, so that they outlive it and whoever broke in."
  impact = "Who read the card numbers cannot be told."
  fix    = "Set enabled_cloudwatch_logs_exports, such as [\"postgresql\"]."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.CloudWatch.html"

  assert {
    for_each      = every(["aws_rds_cluster", "aws_db_instance"])
    when          = coalesce(try(each.configured.engine_mode, null), "provisioned") != "serverless"
    condition     = length(coalesce(each.configured.enabled_cloudwatch_logs_exports, [])) > 0
    expected      = "at least one log exported"
    error_message = "${each.address} exports no log."
  }
}

control "10.5.1-retention" {
  group   = "logging"
  title   = "Logs are kept for twelve months"
  applies = length(resources.aws_cloudwatch_log_group) > 0
  why     = "The history of audit logs covers at least twelve months, the latest three at hand."
  impact  = "A breach is found months later, and its beginning is no longer on record. CloudWatch keeps logs for $0.03 per GB a month (us-east-1, August 2026)."
  fix     = "Set retention_in_days to 365 or more, or leave it out to keep logs for ever; or export them to S3 and keep them there."
  link    = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"

  assert {
    for_each      = resources.aws_cloudwatch_log_group
    condition     = coalesce(each.configured.retention_in_days, 0) == 0 ? true : each.retention_in_days >= 365
    expected      = "at least 365 days, or for ever"
    error_message = "${each.address} keeps logs ${each.retention_in_days} ${each.retention_in_days == 1 ? "day" : "days"}."
  }

  patch {
    resource  = "aws_cloudwatch_log_group"
    attribute = "retention_in_days"
    value     = 365
  }
}

control "10-review" {
  group  = "logging"
  title  = "CloudTrail, log protection and daily review, synchronised clocks, failures of security controls (10.1, 10.2.1.1 to 10.2.2, 10.3, 10.4, 10.6, 10.7)"
  why    = "CloudTrail and log archives belong to the account or organisation, review belongs to people."
  impact = "A log that can be changed, or that nobody reads, proves nothing."
  review = "Look for an organisation trail with log file validation and an archive that administrators of this account cannot delete; ask who reads the logs each day."
  link   = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html"
}

# 11

control "11-review" {
  group  = "testing"
  title  = "Scans, penetration tests, intrusion detection, change detection (11.1 to 11.6)"
  why    = "GuardDuty, Inspector and Config watch the whole account; scans and tests are made by people."
  impact = "The attacker tests instead."
  review = "Look at the quarterly scans and the yearly penetration test, and whether GuardDuty (11.5.1) and AWS Config (11.5.2) are on in this account and region."
  link   = "https://docs.aws.amazon.com/guardduty/latest/ug/what-is-guardduty.html"
}

# 12

control "12.10.5-alerts" {
  group   = "policy"
  title   = "Alarms reach a person"
  applies = length(resources.aws_cloudwatch_metric_alarm) > 0
  why     = "The response to incidents includes watching for and answering alerts."
  impact  = "The alarm fires and nobody comes."
  fix     = "Set alarm_actions to a topic and subscribe the people on call to it."
  link    = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html"

  assert {
    for_each      = resources.aws_cloudwatch_metric_alarm
    condition     = length(reached_by(each).people) > 0
    expected      = "an enabled action on a topic that someone is subscribed to"
    error_message = "${each.address} tells nobody."
  }
}

control "12-review" {
  group  = "policy"
  title  = "Policies, risk analyses, training, service providers, incident response (12.1 to 12.10)"
  why    = "The programme around the systems is people's work."
  impact = "Controls without owners lapse."
  review = "Look at the incident response plan and its yearly test, the targeted risk analyses, and the responsibility matrix with AWS and the processors."
  link   = "https://docs.aws.amazon.com/audit-manager/latest/userguide/pci-v4.html"
}
