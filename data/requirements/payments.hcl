# What the payment-processing stack must meet: twelve groups.
# How to write a control: docs/guides/checklists.md

checklist "payments" {
  title           = "Payment-processing stack"
  default_profile = "ci"
  fits            = sum([for count in values(local.components) : count > 0 ? 1 : 0]) >= 0.8 * length(local.components)
}

group "use_case" {
  number   = 1
  title    = "Fits the use case"
  severity = "critical"
}

group "mandatory" {
  number   = 2
  title    = "Mandatory components"
  severity = "critical"
}

group "constraints" {
  number   = 3
  title    = "Constraints"
  severity = "high"
}

group "environment" {
  number   = 4
  title    = "Environment"
  severity = "high"
}

group "blue_green" {
  number   = 5
  title    = "Blue-green deployment"
  severity = "high"
}

group "monitoring" {
  number   = 6
  title    = "Monitoring"
  severity = "high"
}

group "lifecycle" {
  number   = 7
  title    = "Life cycle"
  severity = "high"
}

group "security_groups" {
  number   = 8
  title    = "Security groups"
  severity = "medium"
}

group "vpc_endpoint" {
  number   = 9
  title    = "VPC endpoint"
  severity = "medium"
}

group "outputs" {
  number   = 10
  title    = "Outputs"
  severity = "medium"
}

group "iam" {
  number   = 11
  title    = "IAM"
  severity = "low"
}

group "user_data" {
  number   = 12
  title    = "User data"
  severity = "low"
}

locals {
  colors   = ["blue", "green"]
  alarms   = resources.aws_cloudwatch_metric_alarm
  clusters = resources.aws_rds_cluster

  # The topics that alarms tell
  told_topics = flatten([for alarm in local.alarms : reached_by(alarm).topics])

  load_balancers = [for balancer in resources.aws_lb : balancer if coalesce(balancer.configured.load_balancer_type, "application") == "application"]
  balancers      = [for balancer in architecture.load_balancers : balancer if balancer.kind == "application"]
  target_groups  = resources.aws_lb_target_group

  # The target groups that get requests, the groups that may run instances, and their target groups
  serving         = serving()
  running         = [for group in fleets() : group if group.most > 0]
  running_targets = distinct(flatten(local.running[*].target_groups))

  # Subnets whose default route leads to an internet gateway, and those that instances start in
  subnet_at        = { for subnet in architecture.subnets : subnet.address => subnet }
  public_subnets   = [for subnet in architecture.subnets : subnet.address if subnet.tier == "public"]
  instance_subnets = distinct(flatten(fleets()[*].subnets))

  # Security groups by what wears them
  balancer_groups = security_groups_of("balancers")
  compute_groups  = security_groups_of("compute")
  database_groups = security_groups_of("databases")

  ingress = flatten([
    for group in architecture.security_groups : [for permission in group.permissions : permission if permission.direction == "ingress"]
  ])

  # Records that answer while the health check holds, and what each is called in full
  primaries = [for record in resources.aws_route53_record : record if contains([for policy in record.failover_routing_policy : policy.type], "PRIMARY")]
  full_name = { for record in architecture.records : record.address => record.fqdn }

  # Statistics that show what most instances or requests feel; the least of them hides the rest
  felt = "^(Average|Maximum|p[0-9.]+|[A-Z]{2}\\(.*\\)|tm[0-9.]+|wm[0-9.]+)$"

  # The connections each cluster allows: what its parameter group sets, else the default of its classes
  pinned_connections = {
    for cluster in resources.aws_rds_cluster : cluster.address => flatten([
      for group in resources.aws_rds_cluster_parameter_group : [
        for setting in group.parameter : tonumber(setting.value) if setting.name == "max_connections" && can(tonumber(setting.value))
      ] if anytrue([refers_to(cluster.db_cluster_parameter_group_name, group), cluster.db_cluster_parameter_group_name == group.name])
    ])
  }
  connection_limits = distinct(flatten([
    for cluster in resources.aws_rds_cluster : length(local.pinned_connections[cluster.address]) > 0 ? local.pinned_connections[cluster.address] : [
      for member in may_name(cluster, "aws_rds_cluster_instance", "cluster_identifier") : max_connections(member.instance_class) if refers_to(member.cluster_identifier, cluster)
    ]
  ]))

  # Whether each target group has an alarm on its own 5XX, at 100 a minute or fewer
  targets_watched = alltrue([
    for group in local.target_groups : anytrue([
      for alarm in alarms_on(group, "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count") :
      alarm.statistic == "Sum" && !rings_at(alarm, 0) && rings_at(alarm, 100 * alarm.period / 60 + 1) && alarm.seconds <= 3600
    ])
  ])

  # What a payment system of this kind is made of
  components = {
    "application load balancer" = length(local.load_balancers)
    "target group"              = length(local.target_groups)
    "Auto Scaling group"        = length(resources.aws_autoscaling_group)
    "launch template"           = length(resources.aws_launch_template)
    "scaling policy"            = length(resources.aws_autoscaling_policy)
    "Aurora cluster"            = length(resources.aws_rds_cluster)
    "Aurora instance"           = length(resources.aws_rds_cluster_instance)
    "NAT gateway"               = length(resources.aws_nat_gateway)
    "VPC endpoint"              = length(resources.aws_vpc_endpoint)
    "health check"              = length(resources.aws_route53_health_check)
    "DNS record"                = length(resources.aws_route53_record)
    "alarm"                     = length(resources.aws_cloudwatch_metric_alarm)
    "SNS topic"                 = length(resources.aws_sns_topic)
    "log group"                 = length(resources.aws_cloudwatch_log_group)
    "backup plan"               = length(resources.aws_backup_plan)
    "KMS key"                   = length(resources.aws_kms_key)
    "secret"                    = length(resources.aws_secretsmanager_secret)
  }
}

# 1 Fits the use case

control "one_region" {
  group  = "use_case"
  title  = "Everything stands in us-east-1"
  why    = "The stack serves one region and survives the loss of a zone, not of its region; a second region in the code means it was written for something else."
  impact = "Operations: a resource in another region is outside every alarm, backup and route of this stack. Cost: traffic from us-east-1 to another region is billed, $0.02 per GB to us-west-2 or eu-west-1."
  fix    = "Give every AWS provider configuration the region us-east-1, and remove aliases for other regions."
  link   = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html"

  assert {
    for_each      = instances
    when          = startswith(each.meta.type, "aws_")
    condition     = each.meta.region == "us-east-1"
    expected      = "region us-east-1"
    error_message = "${each.address} stands in ${coalesce(each.meta.region, "no known region")}."
  }
}

control "load_balanced_compute" {
  group  = "use_case"
  title  = "A public load balancer serves a group of instances that scales"
  why    = "A payment API takes requests from the internet and spreads them over instances that come and go; single instances cannot be replaced without downtime."
  impact = "Availability: with no load-balanced tier the loss of one instance, or of its zone, is an outage."
  fix    = "Put the instances in an Auto Scaling group, register it with a target group, and forward to that from a listener of an internet-facing aws_lb."
  link   = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-load-balancer.html"

  assert {
    for_each      = local.balancers
    condition     = each.internal == false
    expected      = "an internet-facing application load balancer"
    error_message = "${each.address} is internal: no customer reaches it."
  }

  assert {
    for_each      = local.balancers
    condition     = length(each.subnets) > 0 && alltrue([for subnet in each.subnets : contains(local.public_subnets, subnet)])
    expected      = "subnets with a route to the internet"
    error_message = "${each.address} stands in subnets without a route to an internet gateway: no customer reaches it."
  }

  assert {
    condition     = length(setintersection(local.serving, flatten(fleets()[*].target_groups))) > 0
    expected      = "a listener that forwards to the target group of an Auto Scaling group"
    error_message = "No listener forwards to a target group that an Auto Scaling group fills."
  }

  patch {
    resource  = "aws_lb"
    attribute = "internal"
    value     = false
  }
}

control "relational_cluster" {
  group  = "use_case"
  title  = "A relational cluster keeps the payments, away from the internet"
  why    = "Payments need transactions that survive the loss of a database instance, in a cluster only the application reaches."
  impact = "Security: a database with a public address is one security-group mistake away from the internet."
  fix    = "Add an aws_rds_cluster with instances in private subnets, and leave publicly_accessible at false."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html"

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = length([for member in may_name(each, "aws_rds_cluster_instance", "cluster_identifier") : member if refers_to(member.cluster_identifier, each)]) > 0
    expected      = "a cluster with instances"
    error_message = "${each.address} has no instances."
  }

  assert {
    for_each      = resources.aws_rds_cluster_instance
    condition     = coalesce(each.configured.publicly_accessible, false) == false
    expected      = "publicly_accessible = false"
    error_message = "${each.address} has a public address."
  }

  patch {
    resource  = "aws_rds_cluster_instance"
    attribute = "publicly_accessible"
    value     = false
  }
}

control "written_for_this" {
  group  = "use_case"
  title  = "Most mandatory components are present"
  why    = "A configuration that lacks most of what the use case needs was written for another job, and mending it piece by piece costs more than starting from the reference."
  impact = "Availability, security and operations alike: what is absent can neither fail over, nor encrypt, nor alarm."
  fix    = "Start from infra/payments; this configuration does something else."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/welcome.html"

  assert {
    condition = sum([for count in values(local.components) : count > 0 ? 1 : 0]) >= 0.8 * length(local.components)
    expected  = "at least 14 of 17 kinds of component"
    error_message = join("", [
      "Written for another job: it has ${sum([for count in values(local.components) : count > 0 ? 1 : 0])} of ${length(local.components)} kinds of component. ",
      "It is ${length(resources.aws_instance) > 0 ? "${length(resources.aws_instance)} plain EC2 instances" : "a set of ${length(instances)} resources"} ",
      "in ${join(" and ", distinct(compact(instances[*].meta.region)))}",
      length([for item in instances : item if contains(keys(try(coalesce(item.tags, {}), {})), "MigratedFrom")]) > 0 ? ", tagged as migrated from ${join(", ", distinct([for item in resources.aws_instance : item.tags.MigratedFrom if contains(keys(item.tags), "MigratedFrom")]))}." : ".",
    ])
  }
}

# 2 Mandatory components

control "aurora_cluster" {
  group  = "mandatory"
  title  = "Aurora PostgreSQL runs one writer and two readers in three zones"
  why    = "With a reader in each other zone Aurora promotes one within about a minute when the writer's zone is lost; without a reader it must first create an instance."
  impact = "Availability: failover to a reader typically takes under 60 s, recreating an instance typically under 10 minutes."
  fix    = "Use engine aurora-postgresql and three aws_rds_cluster_instance, each with the availability_zone of its own."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html"

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = each.engine == "aurora-postgresql"
    expected      = "engine aurora-postgresql"
    error_message = "${each.address} runs ${each.engine}."
  }

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = length([for member in may_name(each, "aws_rds_cluster_instance", "cluster_identifier") : member if refers_to(member.cluster_identifier, each)]) == 3
    expected      = "3 instances: 1 writer and 2 readers"
    error_message = "${each.address} has ${length([for member in may_name(each, "aws_rds_cluster_instance", "cluster_identifier") : member if refers_to(member.cluster_identifier, each)])} instances."
  }

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = length(distinct([for member in may_name(each, "aws_rds_cluster_instance", "cluster_identifier") : member.availability_zone if refers_to(member.cluster_identifier, each)])) == 3
    expected      = "its instances in 3 zones"
    error_message = "The instances of ${each.address} do not stand in 3 different zones."
  }
}

control "scaling_group" {
  group  = "mandatory"
  title  = "The active Auto Scaling group runs 6 to 18 instances in three zones"
  why    = "Six instances over three zones leave four when a zone is lost, each with 1.5 times its load; 18 leave room to grow."
  impact = "Availability: fewer than two instances a zone leave no spare capacity. Cost: 6 x t3.medium is $182.21 a month, 18 is $546.62."
  fix    = "Set min_size = 6, max_size = 18 and vpc_zone_identifier to one subnet in each of three zones."
  link   = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html"

  assert {
    for_each      = local.running
    condition     = each.minimum == 6 && each.maximum == 18
    expected      = "min_size 6, max_size 18"
    error_message = "${each.address} runs ${each.minimum} to ${each.maximum} instances."
  }

  assert {
    for_each      = [for group in architecture.scaling_groups : group if group.maximum > 0]
    condition     = length(each.zones) == 3
    expected      = "subnets in 3 zones"
    error_message = "The subnets of ${each.address} do not stand in 3 different zones."
  }
}

control "load_balancer" {
  group  = "mandatory"
  title  = "The load balancer stands in three zones"
  why    = "A load balancer has a node in each zone of its subnets; a zone without one takes no requests."
  impact = "Availability: a balancer in one zone goes down with it, whatever stands behind."
  fix    = "Give the aws_lb one public subnet in each of three zones."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"

  assert {
    for_each      = local.balancers
    condition     = length(each.zones) == 3 && alltrue([for subnet in each.subnets : contains(local.public_subnets, subnet)])
    expected      = "public subnets in 3 zones"
    error_message = "${each.address} does not stand in public subnets of 3 different zones."
  }
}

control "probing_and_draining" {
  group  = "mandatory"
  title  = "Target groups probe their targets and let requests finish"
  why    = "A target that answers wrongly must get no requests, and one that is taken out must finish those it has."
  impact = "Availability: without probes a broken instance keeps getting its share of payments; without draining each release cuts requests off."
  fix    = "Give each aws_lb_target_group a health_check on /health and a deregistration_delay above 0."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"

  assert {
    for_each      = local.target_groups
    condition     = length(each.configured.health_check) == 1 && alltrue([for probe in each.configured.health_check : coalesce(probe.enabled, true) && probe.path == "/health" && !can(regex("[45][0-9][0-9]", coalesce(probe.matcher, "200")))])
    expected      = "a health check of /health that takes no error for health"
    error_message = "${each.address} does not probe /health."
  }

  assert {
    for_each      = local.target_groups
    condition     = tonumber(coalesce(each.configured.deregistration_delay, 300)) > 0
    expected      = "deregistration_delay above 0"
    error_message = "${each.address} cuts requests off when a target leaves."
  }
}

control "scaling_policy" {
  group  = "mandatory"
  title  = "Each Auto Scaling group has a target-tracking policy"
  why    = "Without a policy the group keeps its number whatever the load."
  impact = "Availability at peak, cost at night: nothing adds or removes instances."
  fix    = "Add an aws_autoscaling_policy of type TargetTrackingScaling for the group."
  link   = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html"

  assert {
    for_each      = fleets()
    condition     = each.tracking
    expected      = "a TargetTrackingScaling policy for the group"
    error_message = "${each.address} has no target-tracking policy that is enabled."
  }
}

control "dns_failover" {
  group  = "mandatory"
  title  = "Route 53 fails over when the health check fails"
  why    = "While the API is down clients must get the maintenance answer, not time-outs; Route 53 answers with the secondary record once the primary's health check fails."
  impact = "Availability: without failover routing every client waits for a connection that never comes."
  fix    = "Give the name two aws_route53_record with failover_routing_policy PRIMARY and SECONDARY, and the primary a health_check_id."
  link   = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html"

  assert {
    for_each      = local.primaries
    condition     = length([for probe in resources.aws_route53_health_check : probe if refers_to(each.health_check_id, probe)]) == 1
    expected      = "a primary record with a health check"
    error_message = "${each.address} is primary and has no health check of this configuration."
  }

  assert {
    for_each      = local.primaries
    condition     = length(setintersection(leads_to(each), local.balancers[*].address)) > 0
    expected      = "a primary record that leads to the load balancer"
    error_message = "${each.address} is primary and does not lead to the load balancer."
  }

  assert {
    for_each = local.primaries
    condition = alltrue([
      for probe in resources.aws_route53_health_check : length(setintersection(leads_to(probe), leads_to(each))) > 0
      if refers_to(each.health_check_id, probe)
    ])
    expected      = "a health check of what the record leads to"
    error_message = "The health check of ${each.address} probes something else than what the record leads to."
  }

  assert {
    for_each = local.primaries
    condition = length([
      for other in resources.aws_route53_record : other
      if contains([for policy in other.failover_routing_policy : policy.type], "SECONDARY") ? local.full_name[other.address] == local.full_name[each.address] && other.type == each.type && same(other, each, "zone_id") : false
    ]) == 1
    expected      = "a secondary record of the same name in the same zone"
    error_message = "${each.address} has no secondary to fail over to."
  }
}

control "snapshots_kept" {
  group  = "mandatory"
  title  = "Snapshots are kept 7 days"
  why    = "A wrong release or a deletion is often noticed days later; within the retention Aurora restores to any point in time, typically up to five minutes ago."
  impact = "Data: at the default of 1 day, what was lost on Friday is gone on Monday. Cost: backup storage up to the size of the cluster is free."
  fix    = "Set backup_retention_period = 7 on the cluster."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html"

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = coalesce(each.configured.backup_retention_period, 1) >= 7
    expected      = "backup_retention_period of at least 7"
    error_message = "${each.address} keeps snapshots ${coalesce(each.configured.backup_retention_period, 1)} days."
  }

  patch {
    resource  = "aws_rds_cluster"
    attribute = "backup_retention_period"
    value     = 7
  }
}

control "connections_alarm" {
  group  = "mandatory"
  title  = "An alarm watches connections above 80 % of what the instance class allows"
  why    = "The limit is what the parameter group sets, or follows from the memory of the instance class: 80 is a count of connections, not 80 %."
  impact = "Availability: a db.r6g.large allows 1722 connections by default; an alarm at 80 cries all day, and one sized for a larger class never does before sign-ins fail."
  fix    = "Set max_connections in the cluster's parameter group, and the threshold to floor(0.8 * that number)."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html"

  assert {
    for_each = local.clusters
    condition = length(local.connection_limits) > 0 && alltrue([
      for limit in local.connection_limits : anytrue([
        for alarm in alarms_on(each, "AWS/RDS", "DatabaseConnections") :
        alarm.threshold == floor(0.8 * limit) && alarm.direction == "above" && can(regex(local.felt, alarm.statistic)) && alarm.seconds <= 3600
      ])
    ])
    expected      = "an alarm at 80 % of max_connections"
    error_message = "No alarm watches ${each.address} at 80 % of its connections; 80 % of the maximum is ${join(" or ", [for limit in local.connection_limits : floor(0.8 * limit)])}."
  }
}

control "blue_green_variable" {
  group  = "mandatory"
  title  = "A variable chooses the color that serves"
  why    = "One variable that flips capacity and routing together makes a release, and its way back, one change."
  impact = "Availability: without it a release replaces running instances, and a rollback is another release."
  fix    = "Declare variable \"deployment_color\" with a description."
  link   = "https://docs.aws.amazon.com/whitepapers/latest/overview-deployment-options/bluegreen-deployments.html"

  assert {
    condition     = contains(["blue", "green"], variables.deployment_color.value) && variables.deployment_color.description != ""
    expected      = "variable deployment_color, described, blue or green"
    error_message = "variable deployment_color says nothing of what it is for."
  }
}

# 3 Constraints

control "backup_every_6_hours" {
  group  = "constraints"
  title  = "The cluster is backed up at least every 6 hours"
  why    = "Aurora's own snapshot is daily; a restore from snapshots alone could lose 24 hours of payments."
  impact = "Data: when only backups are left, 6 hours may be lost and as long as the start window lasts, 24 hours with the daily window alone."
  fix    = "Add an aws_backup_plan with schedule cron(0 0/6 * * ? *), keep recovery points 7 days, and select the cluster."
  link   = "https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html"

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = backed_up(each, 6, 7)
    expected      = "backup rules that run every 6 h and keep 7 days"
    error_message = "No backup plan takes ${each.address} every 6 hours and keeps it 7 days."
  }
}

control "health_check_interval" {
  group  = "constraints"
  title  = "Every target group is probed every 30 seconds"
  why    = "The interval and the threshold decide how long a dead instance gets requests."
  impact = "Availability: at 30 s and 3 failures a dead target is out after about 90 s; at 60 s it takes 3 minutes."
  fix    = "Set interval = 30 in the health_check block."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"

  assert {
    for_each      = local.target_groups
    condition     = alltrue([for probe in each.configured.health_check : coalesce(probe.interval, 30) == 30])
    expected      = "interval 30 s"
    error_message = "${each.address} is not probed every 30 s."
  }

  patch {
    resource  = "aws_lb_target_group"
    attribute = "health_check.interval"
    value     = 30
  }
}

control "deregistration_delay" {
  group  = "constraints"
  title  = "Targets drain for 45 seconds"
  why    = "Long enough for a payment in flight, short enough that a release does not stand still; the default of 300 s makes each step of a refresh five minutes longer."
  impact = "Operations: 255 s saved on each batch of instances that is replaced."
  fix    = "Set deregistration_delay = 45 on each target group."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"

  assert {
    for_each      = local.target_groups
    condition     = tonumber(coalesce(each.configured.deregistration_delay, 300)) == 45
    expected      = "deregistration_delay 45 s"
    error_message = "${each.address} drains for ${coalesce(each.configured.deregistration_delay, 300)} s."
  }

  patch {
    resource  = "aws_lb_target_group"
    attribute = "deregistration_delay"
    value     = 45
  }
}

control "aurora_encrypted" {
  group    = "constraints"
  title    = "Aurora is encrypted with a key of this stack"
  severity = "critical"
  why      = "Card data must be unreadable at rest; with a key of one's own its use can be limited and is logged. An unencrypted cluster cannot be encrypted in place."
  impact   = "Security: snapshots of an unencrypted cluster are readable by whoever gets at them. Cost: a key is $1.00 a month."
  fix      = "Set storage_encrypted = true and kms_key_id to the ARN of an aws_kms_key."
  link     = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html"

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = each.configured.storage_encrypted == true && key_of(each, "kms_key_id") != null
    expected      = "storage_encrypted with a KMS key of the configuration"
    error_message = "${each.address} is not encrypted with a KMS key of this configuration."
  }

  patch {
    resource  = "aws_rds_cluster"
    attribute = "storage_encrypted"
    value     = true
  }
}

control "logs_encrypted" {
  group    = "constraints"
  title    = "Log groups are encrypted with a key of this stack"
  severity = "critical"
  why      = "Logs of a payment API carry account data sooner or later; a key of one's own decides who reads them."
  impact   = "Security: without a key everyone with logs:GetLogEvents reads them."
  fix      = "Set kms_key_id on each aws_cloudwatch_log_group."
  link     = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"

  assert {
    for_each      = resources.aws_cloudwatch_log_group
    condition     = key_of(each, "kms_key_id") != null
    expected      = "a KMS key of the configuration"
    error_message = "${each.address} is not encrypted with a KMS key of this configuration."
  }
}

control "topics_encrypted" {
  group    = "constraints"
  title    = "SNS topics are encrypted with a key of this stack"
  severity = "critical"
  why      = "Alarm messages name hosts, figures and account numbers; SNS keeps them until they are delivered."
  impact   = "Security: messages at rest are readable without a key. Note that the default key aws/sns lets no CloudWatch alarm publish."
  fix      = "Set kms_master_key_id to a key whose policy lets cloudwatch.amazonaws.com use it."
  link     = "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html"

  assert {
    for_each      = resources.aws_sns_topic
    condition     = key_of(each, "kms_master_key_id") != null
    expected      = "a KMS key of the configuration"
    error_message = "${each.address} is not encrypted with a KMS key of this configuration."
  }
}

control "volumes_encrypted" {
  group    = "constraints"
  title    = "Volumes of the instances are encrypted"
  severity = "critical"
  why      = "Root volumes hold logs and, in memory dumps, credentials; snapshots of them travel."
  impact   = "Security: a snapshot of an unencrypted volume can be read wherever it is copied."
  fix      = "Set encrypted = true in the ebs block of each block_device_mappings."
  link     = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"

  assert {
    for_each      = resources.aws_launch_template
    condition     = length(volumes_open(each)) == 0
    expected      = "encrypted = true on every volume, or encryption by default"
    error_message = "${each.address} starts instances with a volume that is not encrypted: ${join(", ", volumes_open(each))}."
  }

  patch {
    resource  = "aws_launch_template"
    attribute = "block_device_mappings.ebs.encrypted"
    value     = true
  }
}

control "three_nat_gateways" {
  group  = "constraints"
  title  = "Exactly three NAT gateways, one in each zone"
  why    = "A NAT gateway lives in one zone; the private subnets of the others lose the internet with it."
  impact = "Availability: with one gateway the loss of its zone cuts off all three. Cost: three are $98.55 a month before $0.045 per GB; a fourth would be $32.85 for nothing."
  fix    = "Make one aws_nat_gateway in the public subnet of each of the three zones."
  link   = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html"

  assert {
    condition     = length(resources.aws_nat_gateway) == 3
    expected      = "3 NAT gateways"
    error_message = "${length(resources.aws_nat_gateway)} of 3 NAT gateways${length(resources.aws_nat_gateway) == 0 ? "" : ": ${join(", ", resources.aws_nat_gateway[*].address)}"}."
  }

  assert {
    condition     = length(distinct(architecture.nat_gateways[*].zone)) == 3
    expected      = "NAT gateways in 3 zones"
    error_message = "The NAT gateways do not stand in 3 different zones."
  }

  assert {
    for_each      = resources.aws_nat_gateway
    condition     = coalesce(each.configured.connectivity_type, "public") == "public" && length(setintersection(local.public_subnets, named_by(each, "subnet_id"))) == 1
    expected      = "a public NAT gateway in a public subnet"
    error_message = "${each.address} does not lead to the internet: it is private, or its subnet has no route to an internet gateway."
  }

  assert {
    for_each      = architecture.nat_gateways
    condition     = anytrue([for address in each.serves : local.subnet_at[address].zone == each.zone])
    expected      = "a subnet of its zone that goes out through it"
    error_message = "No subnet of its zone goes out through ${each.address}."
  }
}

control "instance_type" {
  group  = "constraints"
  title  = "Instances are t3.medium"
  why    = "The capacity of 6 to 18 instances was sized for 2 vCPU and 4 GiB each."
  impact = "Cost: a t3.medium is $0.0416 an hour, $30.37 a month; each step up doubles it, each step down halves memory."
  fix    = "Set instance_type = \"t3.medium\" in each launch template."
  link   = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html"

  assert {
    for_each      = fleets()
    condition     = length(each.types) > 0 && alltrue([for type in each.types : type == "t3.medium"])
    expected      = "instance_type t3.medium"
    error_message = "${each.address} starts ${join(", ", coalescelist(distinct(each.types), ["no instance type"]))}."
  }

  patch {
    resource  = "aws_launch_template"
    attribute = "instance_type"
    value     = "t3.medium"
  }
}

# 4 Environment

control "region_variable" {
  group  = "environment"
  title  = "The region is a variable, and it is us-east-1"
  why    = "One variable says where the stack stands; names of services and endpoints follow from it."
  impact = "Operations: a region written in several places is changed in all but one of them."
  fix    = "Declare variable \"aws_region\" with default us-east-1 and use it in the provider block."
  link   = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html"

  assert {
    condition     = var.aws_region == "us-east-1"
    expected      = "aws_region us-east-1"
    error_message = "aws_region is ${var.aws_region}."
  }
}

control "suffix_in_every_name" {
  group    = "environment"
  title    = "environment_suffix is in every name"
  why      = "Several copies of the stack live in one account, one for each pull request; a fixed name makes the second one fail."
  impact   = "Operations: a name without the suffix blocks every deployment but the first, and a destroy may take another copy's resource."
  fix      = "End the name with -$${var.environment_suffix}."
  link     = "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html"
  scenario = { environment_suffix = "zq7x" }

  assert {
    for_each      = [for item in instances : item if length(names(item)) > 0]
    condition     = alltrue([for name in names(each) : strcontains(name, "zq7x")])
    expected      = "every name follows environment_suffix"
    error_message = "With environment_suffix = \"zq7x\", ${each.address} is named ${join(", ", [for name in names(each) : name if !strcontains(name, "zq7x")])}."
  }
}

control "tags" {
  group  = "environment"
  title  = "Environment, Repository, CommitAuthor, PRNumber and Team are on everything that takes tags"
  why    = "They say whose a resource is and which change made it; costs are split and leftovers of a pull request are found by them."
  impact = "Cost: what carries no tag is on nobody's bill."
  fix    = "Put them in the provider's default_tags, and in tag blocks of Auto Scaling groups, which default tags do not reach."
  link   = "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html"

  assert {
    for_each      = [for item in instances : item if contains(keys(item), "tags_all")]
    condition     = length(setsubtract(["Environment", "Repository", "CommitAuthor", "PRNumber", "Team"], keys(coalesce(each.configured.tags_all, {})))) == 0
    expected      = "all five tags"
    error_message = "${each.address} lacks ${join(", ", setsubtract(["Environment", "Repository", "CommitAuthor", "PRNumber", "Team"], keys(coalesce(each.configured.tags_all, {}))))}."
  }

  assert {
    for_each      = resources.aws_autoscaling_group
    condition     = length(setsubtract(["Environment", "Repository", "CommitAuthor", "PRNumber", "Team"], [for tag in each.tag : tag.key if tag.propagate_at_launch])) == 0
    expected      = "all five tags, passed on to instances"
    error_message = "${each.address} does not tag its instances with ${join(", ", setsubtract(["Environment", "Repository", "CommitAuthor", "PRNumber", "Team"], [for tag in each.tag : tag.key if tag.propagate_at_launch]))}."
  }
}

# 5 Blue-green deployment

control "color_validated" {
  group    = "blue_green"
  title    = "deployment_color takes blue and green only"
  why      = "A third word would send requests to no group at all: every comparison with blue and green is false."
  impact   = "Availability: a typing error in a pipeline takes the API down."
  fix      = "Add a validation block: condition = contains([\"blue\", \"green\"], var.deployment_color)."
  link     = "https://docs.aws.amazon.com/whitepapers/latest/overview-deployment-options/bluegreen-deployments.html"
  scenario = { deployment_color = "red" }

  assert {
    condition     = scenario.refused && strcontains(scenario.reason, "deployment_color")
    expected      = "deployment_color = \"red\" is refused"
    error_message = "deployment_color = \"red\" is not refused."
  }
}

control "two_of_each" {
  group  = "blue_green"
  title  = "Each color has a launch template, a group and a target group of its own"
  why    = "The idle color must be able to run a new version beside the old one, behind a target group that takes no requests yet."
  impact = "Availability: colors that share a part change together, so there is no way back."
  fix    = "Make one aws_launch_template, aws_autoscaling_group and aws_lb_target_group for each color and connect them by color."
  link   = "https://docs.aws.amazon.com/whitepapers/latest/overview-deployment-options/bluegreen-deployments.html"

  assert {
    condition     = length(fleets()) == 2 && length(distinct(fleets()[*].launch_template)) == 2 && !contains(fleets()[*].launch_template, "")
    expected      = "two Auto Scaling groups, each with a launch template of its own"
    error_message = "There are ${length(fleets())} Auto Scaling groups with ${length(distinct(fleets()[*].launch_template))} launch templates."
  }

  assert {
    condition     = length(fleets()) == 2 && alltrue([for group in fleets() : length(group.target_groups) > 0]) && length(distinct(flatten(fleets()[*].target_groups))) == length(flatten(fleets()[*].target_groups))
    expected      = "a target group of its own for each Auto Scaling group"
    error_message = "The Auto Scaling groups do not have a target group each."
  }
}

control "routing_follows_color" {
  group  = "blue_green"
  title  = "Requests go to the active color only"
  why    = "The listener's weights decide who serves; they must name the color that has capacity, and deployment_color must be that color."
  impact = "Availability: requests sent to an empty group are answered with 503."
  fix    = "Derive the weights of the forward action from var.deployment_color: 100 for it, 0 for the other."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html"

  assert {
    condition     = length(local.serving) == 1 && toset(local.serving) == toset(local.running_targets)
    expected      = "listeners forward to the target group of the running color alone"
    error_message = "Listeners forward to ${join(", ", coalescelist(local.serving, ["no target group"]))}, and the running instances stand behind ${join(", ", coalescelist(local.running_targets, ["none"]))}."
  }

  assert {
    for_each      = local.serving
    condition     = color_of(each, local.colors) == var.deployment_color
    expected      = "the target group of deployment_color serves"
    error_message = "deployment_color is ${var.deployment_color}, and ${each} serves."
  }
}

control "idle_color_empty" {
  group  = "blue_green"
  title  = "The inactive color has no capacity"
  why    = "Between releases the idle color costs nothing; it gets capacity when the next version is rolled out."
  impact = "Cost: six idle t3.medium are $182.21 a month."
  fix    = "Set min_size, max_size and desired_capacity of the group whose color is not deployment_color to 0."
  link   = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html"

  assert {
    for_each      = [for group in fleets() : group if length(setintersection(group.target_groups, local.serving)) == 0]
    condition     = each.minimum == 0 && each.most == 0 && each.desired == 0
    expected      = "min_size, max_size and desired_capacity 0, and no schedule that raises them"
    error_message = "${each.address} is idle and runs ${each.minimum} to ${each.most} instances."
  }
}

control "color_flips" {
  group    = "blue_green"
  title    = "Flipping deployment_color flips capacity and routing"
  why      = "That the active color works says nothing of the other; it is tried by resolving the configuration with the other color."
  impact   = "Availability: a flip that moves only one of the two sends all payments to an empty group."
  fix      = "Derive capacity and weights of both colors from var.deployment_color."
  link     = "https://docs.aws.amazon.com/whitepapers/latest/overview-deployment-options/bluegreen-deployments.html"
  scenario = { deployment_color = var.deployment_color == "blue" ? "green" : "blue" }

  assert {
    condition     = length(local.serving) == 1 && length(setintersection(local.serving, baseline.local.serving)) == 0
    expected      = "the other target group serves"
    error_message = "With the other color, ${join(", ", coalescelist(local.serving, ["no target group"]))} serves, and ${join(", ", baseline.local.serving)} before."
  }

  assert {
    condition     = toset(local.serving) == toset(local.running_targets)
    expected      = "the other group has the capacity"
    error_message = "With the other color, requests go to ${join(", ", local.serving)} and instances run in ${join(", ", local.running[*].address)}."
  }

  assert {
    for_each      = [for group in fleets() : group if length(setintersection(group.target_groups, local.serving)) > 0]
    condition     = each.maximum == max(baseline.local.running[*].maximum...)
    expected      = "the other color gets the capacity of the active one"
    error_message = "With the other color, ${each.address} may run ${each.maximum} instances."
  }
}

# 6 Monitoring

control "alarm_connections" {
  group  = "monitoring"
  title  = "Aurora connections are watched"
  why    = "When connections run out, sign-ins fail while everything else looks healthy."
  impact = "Availability: the API answers 5XX and restarting instances makes it worse."
  fix    = "Add an alarm on AWS/RDS DatabaseConnections for the cluster."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html"

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = anytrue([for alarm in alarms_on(each, "AWS/RDS", "DatabaseConnections") : alarm.direction == "above" && can(regex(local.felt, alarm.statistic))])
    expected      = "an alarm on DatabaseConnections of the cluster"
    error_message = "No alarm watches DatabaseConnections of ${each.address}."
  }
}

control "alarm_cpu" {
  group  = "monitoring"
  title  = "Aurora CPU above 80 % raises an alarm"
  why    = "Above 80 % queries queue; there is no room for the load of a lost reader."
  impact = "Performance: response times grow before anything fails."
  fix    = "Add an alarm on AWS/RDS CPUUtilization for the cluster, GreaterThanThreshold 80."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html"

  assert {
    for_each = local.clusters
    condition = anytrue([
      for alarm in alarms_on(each, "AWS/RDS", "CPUUtilization") :
      alarm.threshold == 80 && alarm.direction == "above" && can(regex(local.felt, alarm.statistic)) && alarm.seconds <= 3600
    ])
    expected      = "CPUUtilization of the cluster above 80 %"
    error_message = "No alarm watches ${each.address} above 80 % CPU."
  }
}

control "alarm_storage" {
  group  = "monitoring"
  title  = "Aurora free local storage below 5 GB raises an alarm"
  why    = "Sorts, temporary tables and logs use the instance's local storage; a query that finds it full fails."
  impact = "Availability: a report at night can make every query that sorts fail."
  fix    = "Add an alarm on AWS/RDS FreeLocalStorage, LessThanThreshold 5368709120 bytes."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html"

  assert {
    for_each = local.clusters
    condition = anytrue([
      for alarm in alarms_on(each, "AWS/RDS", "FreeLocalStorage") :
      contains([5 * pow(1000, 3), 5 * pow(1024, 3)], alarm.threshold) && alarm.direction == "below" && contains(["Minimum", "Average"], alarm.statistic) && alarm.seconds <= 3600
    ])
    expected      = "FreeLocalStorage of the cluster below 5 GB"
    error_message = "No alarm watches ${each.address} below 5 GB of local storage."
  }
}

control "alarm_unhealthy_targets" {
  group  = "monitoring"
  title  = "Unhealthy targets raise an alarm for each target group"
  why    = "A group that keeps replacing instances looks alive while none of them ever serves."
  impact = "Availability: capacity shrinks unseen until the last target is gone."
  fix    = "Add an alarm on AWS/ApplicationELB UnHealthyHostCount above 0 for each target group."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html"

  assert {
    for_each = local.target_groups
    condition = anytrue([
      for alarm in alarms_on(each, "AWS/ApplicationELB", "UnHealthyHostCount") :
      rings_at(alarm, 1) && !rings_at(alarm, 0) && contains(["Maximum", "Average", "Sum"], alarm.statistic) && alarm.seconds <= 3600
    ])
    expected      = "an alarm on UnHealthyHostCount of the target group above 0"
    error_message = "No alarm watches unhealthy targets of ${each.address}."
  }
}

control "alarm_5xx" {
  group  = "monitoring"
  title  = "Server errors of the load balancer and of its targets raise an alarm"
  why    = "The balancer's 5XX say that it reached no target, the targets' that the API failed: each has its own cause."
  impact = "Availability: a failed payment is a lost customer; errors are its first sign."
  fix    = "Add alarms on HTTPCode_ELB_5XX_Count and HTTPCode_Target_5XX_Count."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html"

  assert {
    for_each = local.load_balancers
    condition = anytrue([
      for alarm in alarms_on(each, "AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count") :
      alarm.statistic == "Sum" && !rings_at(alarm, 0) && rings_at(alarm, 100 * alarm.period / 60 + 1) && alarm.seconds <= 3600
    ])
    expected      = "an alarm on the balancer's own 5XX, at 100 a minute or fewer"
    error_message = "No alarm watches HTTPCode_ELB_5XX_Count of ${each.address} at a count that can be reached."
  }

  assert {
    for_each = local.load_balancers
    condition = anytrue([
      anytrue([
        for alarm in alarms_on(each, "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count") :
        alarm.statistic == "Sum" && !rings_at(alarm, 0) && rings_at(alarm, 100 * alarm.period / 60 + 1) && alarm.seconds <= 3600
      ]),
      local.targets_watched,
    ])
    expected      = "an alarm on the targets' 5XX, at 100 a minute or fewer"
    error_message = "No alarm watches HTTPCode_Target_5XX_Count of ${each.address} at a count that can be reached."
  }
}

control "alarm_response_time" {
  group  = "monitoring"
  title  = "Response times above 1 s raise an alarm"
  why    = "Card terminals give up after a few seconds; a slow API loses payments before it fails."
  impact = "Performance: slowness is noticed by customers first."
  fix    = "Add an alarm on AWS/ApplicationELB TargetResponseTime, GreaterThanThreshold 1."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html"

  assert {
    for_each = local.load_balancers
    condition = anytrue([
      for alarm in alarms_on(each, "AWS/ApplicationELB", "TargetResponseTime") :
      alarm.threshold == 1 && alarm.direction == "above" && can(regex(local.felt, alarm.statistic)) && alarm.seconds <= 3600
    ])
    expected      = "TargetResponseTime of the load balancer above 1 s"
    error_message = "No alarm watches responses of ${each.address} above 1 s."
  }
}

control "alarm_capacity" {
  group  = "monitoring"
  title  = "Too few instances, and no room for more, raise an alarm"
  why    = "Below the minimum something keeps killing instances; at the maximum the next peak is not served."
  impact = "Availability and cost: the first is an outage coming, the second 18 instances at $546.62 a month."
  fix    = "Add alarms on AWS/AutoScaling GroupInServiceInstances of the active group: below min_size, and at max_size."
  link   = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-cloudwatch-monitoring.html"

  assert {
    for_each = local.running
    condition = contains(each.metrics, "GroupInServiceInstances") && anytrue([
      for alarm in alarms_on(each, "AWS/AutoScaling", "GroupInServiceInstances") :
      rings_at(alarm, each.minimum - 1) && !rings_at(alarm, each.minimum) && contains(["Minimum", "Average", "Maximum"], alarm.statistic) && alarm.seconds <= 3600
    ])
    expected      = "an alarm below min_size, on a metric that the group sends"
    error_message = "No alarm says that ${each.address} has fewer than its ${each.minimum} instances."
  }

  assert {
    for_each = local.running
    condition = anytrue([
      for alarm in alarms_on(each, "AWS/AutoScaling", "GroupInServiceInstances") :
      rings_at(alarm, each.maximum) && !rings_at(alarm, each.maximum - 1) && contains(["Minimum", "Average", "Maximum"], alarm.statistic) && alarm.seconds <= 3600
    ])
    expected      = "an alarm at the maximum"
    error_message = "No alarm says that ${each.address} cannot grow any further."
  }
}

control "health_check" {
  group  = "monitoring"
  title  = "Route 53 probes the API over HTTPS every 30 s and reads the answer"
  why    = "A status of 200 with an error page is no healthy API; the search string is what tells them apart."
  impact = "Availability: DNS failover is only as good as its probe. Cost: HTTPS and string matching are $1.00 a month each for an AWS endpoint."
  fix    = "Use type HTTPS_STR_MATCH with a search_string and request_interval = 30."
  link   = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html"

  assert {
    for_each      = resources.aws_route53_health_check
    condition     = each.type == "HTTPS_STR_MATCH" && coalesce(each.search_string, "-") != "-" && each.request_interval == 30
    expected      = "type HTTPS_STR_MATCH, a search_string, request_interval 30"
    error_message = "${each.address} is ${each.type} every ${coalesce(each.request_interval, 0)} s."
  }

  assert {
    for_each      = resources.aws_route53_health_check
    condition     = coalesce(each.configured.disabled, false) == false && coalesce(each.configured.invert_healthcheck, false) == false
    expected      = "a check that is neither disabled nor inverted"
    error_message = "${each.address} is disabled or inverted: it says healthy when the API is not."
  }

  assert {
    for_each      = resources.aws_route53_health_check
    condition     = length(setintersection(leads_to(each), local.balancers[*].address)) > 0 && coalesce(each.configured.resource_path, "/") == "/health"
    expected      = "a probe of /health on the load balancer"
    error_message = "${each.address} does not probe /health on the load balancer."
  }

  patch {
    resource  = "aws_route53_health_check"
    attribute = "type"
    value     = "HTTPS_STR_MATCH"
  }

  patch {
    resource  = "aws_route53_health_check"
    attribute = "request_interval"
    value     = 30
  }
}

control "alarm_health_check" {
  group  = "monitoring"
  title  = "A failing health check raises an alarm"
  why    = "Failover is silent: without an alarm nobody learns that clients are sent to the secondary."
  impact = "Operations: the maintenance page stays up until a customer calls."
  fix    = "Add an alarm on AWS/Route53 HealthCheckStatus below 1, in us-east-1."
  link   = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html"

  assert {
    for_each = resources.aws_route53_health_check
    condition = anytrue([
      for alarm in alarms_on(each, "AWS/Route53", "HealthCheckStatus") :
      rings_at(alarm, 0) && !rings_at(alarm, 1) && contains(["Minimum", "Average", "Maximum"], alarm.statistic) && alarm.region == "us-east-1" && alarm.seconds <= 3600
    ])
    expected      = "an alarm on HealthCheckStatus of the health check below 1, in us-east-1"
    error_message = "No alarm says that ${each.address} fails."
  }
}

control "alarms_notify" {
  group  = "monitoring"
  title  = "Every alarm notifies someone"
  why    = "An alarm without an action is a colour on a page nobody looks at; a topic without a subscriber tells nobody."
  impact = "Operations: the first to notice is a customer."
  fix    = "Set alarm_actions to an SNS topic, and subscribe an address to it."
  link   = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html"

  assert {
    for_each      = resources.aws_cloudwatch_metric_alarm
    condition     = length(reached_by(each).people) > 0
    expected      = "an enabled action on an SNS topic that someone is subscribed to"
    error_message = "${each.address} notifies nobody."
  }

  assert {
    for_each      = [for topic in resources.aws_sns_topic : topic if contains(local.told_topics, topic.address)]
    optional      = true
    condition     = length([for subscription in may_name(each, "aws_sns_topic_subscription", "topic_arn") : subscription if refers_to(subscription.topic_arn, each)]) > 0
    expected      = "a subscriber"
    error_message = "${each.address} has no subscriber."
  }
}

control "dashboard" {
  group  = "monitoring"
  title  = "A dashboard shows every alarm"
  why    = "At three in the morning one page must show what is wrong and what is not."
  impact = "Operations: minutes of an outage go into finding the right page. Cost: $3.00 a month for a dashboard."
  fix    = "Put the ARN of every alarm into an alarm widget of an aws_cloudwatch_dashboard."
  link   = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html"

  assert {
    for_each      = resources.aws_cloudwatch_dashboard
    condition     = alltrue([for alarm in local.alarms : refers_to(each.dashboard_body, alarm)])
    expected      = "every alarm on the dashboard"
    error_message = "${each.address} does not show ${join(", ", [for alarm in local.alarms : alarm.address if !refers_to(each.dashboard_body, alarm)])}."
  }
}

control "log_groups" {
  group  = "monitoring"
  title  = "Logs of the application, the system, Aurora and the VPC are kept 7 days"
  why    = "A log group that a service makes by itself is kept for ever and unencrypted; seven days are what the stack agreed on."
  impact = "Cost: ingestion is $0.50 per GB once, storage $0.03 per GB-month for as long as it is kept."
  fix    = "Declare each aws_cloudwatch_log_group with retention_in_days = 7."
  link   = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"

  assert {
    for_each      = resources.aws_cloudwatch_log_group
    condition     = each.configured.retention_in_days == 7
    expected      = "retention_in_days 7"
    error_message = "${each.address} keeps events ${each.configured.retention_in_days == null ? "for ever" : "${each.configured.retention_in_days} ${each.configured.retention_in_days == 1 ? "day" : "days"}"}."
  }

  assert {
    for_each      = ["application", "system", "flow", "/aws/rds/cluster/"]
    condition     = length([for group in resources.aws_cloudwatch_log_group : group if strcontains(group.name, each)]) > 0
    expected      = "log groups of application, system, flow logs and Aurora"
    error_message = "No log group has ${each} in its name."
  }

  assert {
    for_each      = resources.aws_flow_log
    condition     = anytrue([for group in resources.aws_cloudwatch_log_group : refers_to(each.log_destination, group)])
    expected      = "flow logs that go to a log group"
    error_message = "${each.address} goes to no log group of this configuration."
  }

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = contains(coalesce(each.enabled_cloudwatch_logs_exports, []), "postgresql")
    expected      = "the PostgreSQL log exported"
    error_message = "${each.address} exports no PostgreSQL log."
  }

  patch {
    resource  = "aws_cloudwatch_log_group"
    attribute = "retention_in_days"
    value     = 7
  }
}

# 7 Life cycle

control "destroy_cluster" {
  group    = "lifecycle"
  title    = "A pull request's cluster can be deleted, without a last snapshot"
  profiles = ["ci"]
  why      = "A stack for one pull request must vanish with it; protection makes terraform destroy fail halfway."
  impact   = "Cost: a cluster left behind is $569.40 a month, a snapshot for ever."
  fix      = "Set deletion_protection = false and skip_final_snapshot = true."
  link     = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html"

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = coalesce(each.configured.deletion_protection, false) == false
    expected      = "deletion_protection = false"
    error_message = "${each.address} is protected from deletion."
  }

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = prevents_destroy(each) == false
    expected      = "no prevent_destroy"
    error_message = "The lifecycle block of ${each.address} forbids terraform destroy."
  }

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = each.configured.skip_final_snapshot == true
    expected      = "skip_final_snapshot = true"
    error_message = "${each.address} wants a last snapshot."
  }

  patch {
    resource  = "aws_rds_cluster"
    attribute = "deletion_protection"
    value     = false
  }

  patch {
    resource  = "aws_rds_cluster"
    attribute = "skip_final_snapshot"
    value     = true
  }
}

control "destroy_load_balancer" {
  group    = "lifecycle"
  title    = "A pull request's load balancer can be deleted"
  profiles = ["ci"]
  why      = "A protected load balancer stops terraform destroy, and with it the VPC stays."
  impact   = "Cost: a load balancer left behind is $16.43 a month before its capacity units."
  fix      = "Set enable_deletion_protection = false."
  link     = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"

  assert {
    for_each      = local.load_balancers
    condition     = coalesce(each.configured.enable_deletion_protection, false) == false
    expected      = "enable_deletion_protection = false"
    error_message = "${each.address} is protected from deletion."
  }

  patch {
    resource  = "aws_lb"
    attribute = "enable_deletion_protection"
    value     = false
  }
}

control "destroy_secret" {
  group    = "lifecycle"
  title    = "A pull request's secret is gone at once"
  profiles = ["ci"]
  why      = "A secret that waits for its deletion keeps its name: the next deployment of the same pull request fails on it."
  impact   = "Operations: the name is blocked for 30 days by default."
  fix      = "Set recovery_window_in_days = 0."
  link     = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html"

  assert {
    for_each      = resources.aws_secretsmanager_secret
    condition     = each.configured.recovery_window_in_days == 0
    expected      = "recovery_window_in_days = 0"
    error_message = "${each.address} keeps its name ${coalesce(each.configured.recovery_window_in_days, 30)} days after deletion."
  }

  patch {
    resource  = "aws_secretsmanager_secret"
    attribute = "recovery_window_in_days"
    value     = 0
  }
}

control "protect_cluster" {
  group    = "lifecycle"
  title    = "The production cluster is protected, and leaves a last snapshot"
  profiles = ["production"]
  why      = "One wrong destroy must not take the payments with it."
  impact   = "Data: without protection and last snapshot, deletion is final."
  fix      = "Set deletion_protection = true, skip_final_snapshot = false and final_snapshot_identifier."
  link     = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html"

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = each.configured.deletion_protection == true
    expected      = "deletion_protection = true"
    error_message = "${each.address} can be deleted."
  }

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = coalesce(each.configured.skip_final_snapshot, false) == false && each.configured.final_snapshot_identifier != null
    expected      = "a final snapshot"
    error_message = "${each.address} is deleted without a last snapshot."
  }

  patch {
    resource  = "aws_rds_cluster"
    attribute = "deletion_protection"
    value     = true
  }
}

control "protect_load_balancer" {
  group    = "lifecycle"
  title    = "The production load balancer is protected"
  profiles = ["production"]
  why      = "Its name in DNS is what every client knows; a new one has another."
  impact   = "Availability: a deleted balancer is an outage until DNS is changed and caches forget."
  fix      = "Set enable_deletion_protection = true."
  link     = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"

  assert {
    for_each      = local.load_balancers
    condition     = each.configured.enable_deletion_protection == true
    expected      = "enable_deletion_protection = true"
    error_message = "${each.address} can be deleted."
  }

  patch {
    resource  = "aws_lb"
    attribute = "enable_deletion_protection"
    value     = true
  }
}

control "protect_secret" {
  group    = "lifecycle"
  title    = "The production secret can be restored"
  profiles = ["production"]
  why      = "Without its credentials the cluster is locked; a recovery window gives them back."
  impact   = "Availability: at 0 days the deletion is final and the password must be reset."
  fix      = "Set recovery_window_in_days to 7 at least."
  link     = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html"

  assert {
    for_each      = resources.aws_secretsmanager_secret
    condition     = coalesce(each.configured.recovery_window_in_days, 30) >= 7
    expected      = "recovery_window_in_days of at least 7"
    error_message = "${each.address} cannot be restored."
  }

  patch {
    resource  = "aws_secretsmanager_secret"
    attribute = "recovery_window_in_days"
    value     = 30
  }
}

# 8 Security groups

control "ports_of_load_balancer" {
  group  = "security_groups"
  title  = "The load balancer takes 80 and 443 from the internet"
  why    = "443 is the API; 80 redirects to it."
  impact = "Availability: a closed port is an API nobody reaches."
  fix    = "Allow TCP 80 and 443 from 0.0.0.0/0 in the load balancer's security group."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html"

  assert {
    for_each = local.balancer_groups
    condition = alltrue([
      for port in [80, 443] : anytrue([
        for opening in opened(each, "ingress") : opening.group == each && contains(["tcp", "-1"], opening.protocol) && covers(opening, port)
      ])
    ])
    expected      = "80 and 443 from the internet"
    error_message = "${each} does not take 80 and 443 from the internet."
  }
}

control "ports_of_instances" {
  group  = "security_groups"
  title  = "Instances take 80 and 8080 from the load balancer only"
  why    = "A source that is a group follows the balancer wherever it moves; a CIDR lets in whatever else stands there."
  impact = "Security: anything in the VPC could talk to the API without passing TLS, the balancer's log and its limits."
  fix    = "Allow TCP 80 and 8080 with the load balancer's security group as source, and nothing else."
  link   = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"

  assert {
    for_each      = local.compute_groups
    condition     = length(local.balancer_groups) > 0 && reachable(local.balancer_groups, each, 80) && reachable(local.balancer_groups, each, 8080)
    expected      = "80 and 8080 from the load balancer's group"
    error_message = "${each} does not take 80 and 8080 from the load balancer."
  }

  assert {
    for_each      = [for permission in local.ingress : permission if contains(local.compute_groups, permission.group)]
    condition     = contains(local.balancer_groups, each.source) && contains([80, 8080], coalesce(each.from_port, -1)) && each.from_port == each.to_port
    expected      = "only 80 and 8080, only from the load balancer's group"
    error_message = "${each.rule} lets ${each.source} in on ${coalesce(each.from_port, 0)} to ${coalesce(each.to_port, 65535)}."
  }
}

control "ports_of_database" {
  group  = "security_groups"
  title  = "Aurora takes 5432 from the instances only"
  why    = "The database trusts whoever signs in; who may try is decided here."
  impact = "Security: every other source is a way to guess passwords."
  fix    = "Allow TCP 5432 with the instances' security group as source, and nothing else."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.RDSSecurityGroups.html"

  assert {
    for_each      = local.database_groups
    condition     = length(local.compute_groups) > 0 && reachable(local.compute_groups, each, 5432)
    expected      = "5432 from the instances' group"
    error_message = "${each} does not take 5432 from the instances."
  }

  assert {
    for_each      = [for permission in local.ingress : permission if contains(local.database_groups, permission.group)]
    condition     = contains(local.compute_groups, each.source) && coalesce(each.from_port, -1) == 5432 && each.from_port == each.to_port
    expected      = "only 5432, only from the instances' group"
    error_message = "${each.rule} lets ${each.source} in on ${coalesce(each.from_port, 0)} to ${coalesce(each.to_port, 65535)}."
  }
}

control "no_mysql" {
  group   = "security_groups"
  title   = "No group allows 3306"
  applies = length(architecture.security_groups) > 0
  why     = "Nothing here speaks MySQL: a rule for it was copied from another job."
  impact  = "Security: a port open for nothing is open for somebody."
  fix     = "Remove the rule."
  link    = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"

  assert {
    for_each      = local.ingress
    optional      = true
    condition     = !covers(each, 3306)
    expected      = "no rule that covers 3306"
    error_message = "${each.rule} allows 3306 from ${each.source}."
  }
}

control "open_to_the_world" {
  group    = "security_groups"
  title    = "Nothing is open to the world but 80 and 443 on the load balancer"
  applies  = length(architecture.security_groups) > 0
  severity = "critical"
  why      = "Whatever is open to 0.0.0.0/0 is scanned within minutes."
  impact   = "Security: SSH, databases and application ports are guessed at around the clock."
  fix      = "Name a security group as the source; use Session Manager in place of SSH."
  link     = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"

  assert {
    for_each      = open_ports("ingress")
    optional      = true
    condition     = each.protocol == "tcp" && contains([80, 443], coalesce(each.from_port, -1)) && each.from_port == each.to_port ? contains(local.balancer_groups, each.group) : false
    expected      = "only 80 and 443, only on the load balancer's group"
    error_message = "${join(" and ", each.rules)} ${length(each.rules) > 1 ? "open" : "opens"} ${each.from_port == null ? each.protocol : "${each.from_port} to ${each.to_port}"} of ${each.address} to the internet."
  }
}

# 9 VPC endpoint

control "s3_gateway_endpoint" {
  group  = "vpc_endpoint"
  title  = "An S3 gateway endpoint is on every private route table"
  why    = "Image layers and packages come from S3; through the endpoint, which is free, they pass no NAT gateway."
  impact = "Cost: a NAT gateway charges $0.045 per GB in us-east-1; 1 TB of image pulls a month is $46.08. Security: the traffic stays on AWS's network."
  fix    = "Add an aws_vpc_endpoint of type Gateway for com.amazonaws.us-east-1.s3 with every private route table in route_table_ids."
  link   = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html"

  assert {
    for_each = [for endpoint in resources.aws_vpc_endpoint : endpoint if endswith(endpoint.service_name, ".s3") && coalesce(endpoint.vpc_endpoint_type, "Gateway") == "Gateway"]
    condition = length(local.instance_subnets) > 0 && alltrue([
      for subnet in architecture.subnets : contains(concat(named_by(each, "route_table_ids"), flatten([
        for association in resources.aws_vpc_endpoint_route_table_association : named_by(association, "route_table_id") if refers_to(association.vpc_endpoint_id, each)
      ])), subnet.route_table) if contains(local.instance_subnets, subnet.address) || subnet.tier == "private"
    ])
    expected      = "the route table of every private subnet, and of every subnet with instances"
    error_message = "${each.address} is not on the route table of every private subnet."
  }
}

# 10 Outputs

control "outputs_network" {
  group  = "outputs"
  title  = "VPC and subnet ids are outputs"
  why    = "Other stacks attach to this one by its outputs; without them they copy ids by hand."
  impact = "Operations: a copied id outlives the resource it named."
  fix    = "Add outputs vpc_id, public_subnet_ids, private_subnet_ids and database_subnet_ids."
  link   = "https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/structure.html"

  assert {
    for_each  = resources.aws_vpc
    condition = refers_to(outputs.vpc_id.value, each)
    expected  = "vpc_id is the id of the VPC"
  }

  assert {
    condition = alltrue([
      for value in [outputs.public_subnet_ids.value, outputs.private_subnet_ids.value, outputs.database_subnet_ids.value] :
      length(value) == 3 && length([for subnet in resources.aws_subnet : subnet if refers_to(value, subnet)]) == 3
    ])
    expected = "three subnets each, public, private and database"
  }

  assert {
    condition = length([for subnet in resources.aws_subnet : subnet if refers_to(outputs.private_subnet_ids.value, subnet) && contains(local.instance_subnets, subnet.address)]) == 3
    expected  = "private_subnet_ids are the subnets of the instances"
  }

  assert {
    condition = length([for subnet in resources.aws_subnet : subnet if refers_to(outputs.public_subnet_ids.value, subnet) && contains(local.public_subnets, subnet.address)]) == 3
    expected  = "public_subnet_ids are subnets with a route to the internet"
  }
}

control "outputs_load_balancer" {
  group  = "outputs"
  title  = "DNS name, ARN and zone id of the load balancer are outputs"
  why    = "DNS records elsewhere need the name and zone id, dashboards and firewalls the ARN."
  impact = "Operations: without them they are looked up in the console."
  fix    = "Add outputs alb_dns_name, alb_arn and alb_zone_id."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"

  assert {
    for_each      = local.load_balancers
    condition     = is_attribute(outputs.alb_arn.value, each, "arn") && is_attribute(outputs.alb_dns_name.value, each, "dns_name") && is_attribute(outputs.alb_zone_id.value, each, "zone_id")
    expected      = "alb_arn, alb_dns_name and alb_zone_id of the load balancer"
    error_message = "The outputs are not the ARN, the DNS name and the zone id of ${each.address}."
  }
}

control "outputs_database" {
  group  = "outputs"
  title  = "Endpoints, name and secret of the database are outputs"
  why    = "Whoever runs a migration or a report needs the writer, the readers and where the credentials lie."
  impact = "Operations: guessed endpoints send writes to a reader."
  fix    = "Add outputs aurora_writer_endpoint, aurora_reader_endpoint, database_name and database_secret_arn."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.Endpoints.html"

  assert {
    for_each      = resources.aws_rds_cluster
    condition     = is_attribute(outputs.aurora_writer_endpoint.value, each, "endpoint") && is_attribute(outputs.aurora_reader_endpoint.value, each, "reader_endpoint") && outputs.database_name.value == each.database_name
    expected      = "endpoints and database name of the cluster"
    error_message = "The outputs are not the writer's endpoint, the readers' endpoint and the database of ${each.address}."
  }

  assert {
    for_each  = resources.aws_secretsmanager_secret
    condition = is_attribute(outputs.database_secret_arn.value, each, "arn")
    expected  = "database_secret_arn is the ARN of the secret"
  }
}

control "outputs_application" {
  group    = "outputs"
  title    = "Both Auto Scaling groups and the active color are outputs"
  why      = "The pipeline that flips colors asks which one is active and which group to warm up."
  impact   = "Availability: a pipeline that guesses warms up the wrong color."
  fix      = "Add outputs blue_asg_name, green_asg_name and active_color."
  link     = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-groups.html"
  scenario = { deployment_color = var.deployment_color == "blue" ? "green" : "blue" }

  assert {
    for_each      = fleets()
    condition     = color_of(each, local.colors) == "blue" ? is_attribute(outputs.blue_asg_name.value, each, "name") : is_attribute(outputs.green_asg_name.value, each, "name")
    expected      = "blue_asg_name and green_asg_name name the two groups"
    error_message = "The output for its color does not name ${each.address}."
  }

  assert {
    condition     = outputs.active_color.value == var.deployment_color && baseline.outputs.active_color.value == baseline.var.deployment_color
    expected      = "active_color is deployment_color, and follows it"
    error_message = "active_color is ${outputs.active_color.value} when deployment_color is ${var.deployment_color}."
  }
}

control "outputs_security_groups" {
  group  = "outputs"
  title  = "Security group ids are outputs"
  why    = "A stack that needs access names the group, not a CIDR."
  impact = "Security: without them the next stack opens a range."
  fix    = "Add outputs alb_security_group_id, ec2_security_group_id and aurora_security_group_id."
  link   = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"

  assert {
    condition = alltrue([
      anytrue([for group in local.balancer_groups : refers_to(outputs.alb_security_group_id.value, group)]),
      anytrue([for group in local.compute_groups : refers_to(outputs.ec2_security_group_id.value, group)]),
      anytrue([for group in local.database_groups : refers_to(outputs.aurora_security_group_id.value, group)]),
    ])
    expected = "the groups of load balancer, instances and cluster"
  }
}

control "outputs_monitoring" {
  group  = "outputs"
  title  = "Dashboard, topic and health check are outputs"
  why    = "On-call tools subscribe to the topic and link to the dashboard."
  impact = "Operations: without them alarms are wired by hand."
  fix    = "Add outputs dashboard_name, sns_topic_arn and health_check_id."
  link   = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html"

  assert {
    condition = anytrue([for board in resources.aws_cloudwatch_dashboard : is_attribute(outputs.dashboard_name.value, board, "dashboard_name")]) && anytrue([for topic in resources.aws_sns_topic : is_attribute(outputs.sns_topic_arn.value, topic, "arn")]) && anytrue([for probe in resources.aws_route53_health_check : is_attribute(outputs.health_check_id.value, probe, "id")])
    expected  = "the dashboard, topic and health check of this configuration"
  }
}

# 11 IAM

control "roles" {
  group  = "iam"
  title  = "Instances, RDS monitoring, flow logs and AWS Backup have a role each"
  why    = "One role for everything has the sum of all rights."
  impact = "Security: whoever takes over one instance gets what the backup may do."
  fix    = "Add an aws_iam_role for each service, with only that service in its trust policy."
  link   = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html"

  assert {
    for_each      = ["ec2.amazonaws.com", "monitoring.rds.amazonaws.com", "vpc-flow-logs.amazonaws.com", "backup.amazonaws.com"]
    condition     = length([for role in resources.aws_iam_role : role if length(trusts(role)) == 1 && contains(trusts(role), "Service ${each}")]) == 1
    expected      = "one role that the service alone may assume"
    error_message = "${length([for role in resources.aws_iam_role : role if length(trusts(role)) == 1 && contains(trusts(role), "Service ${each}")])} roles trust ${each} alone."
  }
}

control "no_wildcards" {
  group  = "iam"
  title  = "No policy allows every action on every resource"
  why    = "A wildcard on both sides makes the role an administrator of that service, or of the account."
  impact = "Security: one stolen session token is the whole account."
  fix    = "Name the actions the workload calls, and the resources it calls them on."
  link   = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"

  assert {
    for_each      = grants()
    condition     = length(each.wide) == 0
    expected      = "no wildcard action on wildcard resource"
    error_message = "${each.address} allows ${join(", ", each.wide)} on every resource${each.name == "a policy" ? "" : " (${each.name})"}${each.asked == "" ? "" : ", ${each.asked}"}."
  }
}

control "one_secret_only" {
  group  = "iam"
  title  = "Instances read the one secret they need"
  why    = "secretsmanager:GetSecretValue on everything reads the secrets of every other system in the account."
  impact = "Security: the database password of this stack should not cost that of the next."
  fix    = "Limit the statement's resources to the ARN of the database secret."
  link   = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html"

  assert {
    for_each = flatten([
      for role in resources.aws_iam_role : may(role, "secretsmanager:GetSecretValue")
      if contains(trusts(role), "Service ec2.amazonaws.com")
    ])
    condition     = length(each.resources) > 0 && alltrue([for resource in each.resources : anytrue([for secret in resources.aws_secretsmanager_secret : anytrue([refers_to(resource, secret), speaks_of(resource, secret)])])])
    expected      = "only the ARN of the secret of this configuration"
    error_message = "${each.address} reads more than the one secret."
  }
}

control "monitoring_role" {
  group  = "iam"
  title  = "The monitoring role carries AmazonRDSEnhancedMonitoringRole"
  why    = "Enhanced monitoring writes to CloudWatch Logs through this role; AWS's own policy allows that and no more."
  impact = "Operations: with a wrong policy the metrics of the operating system are missing when they are needed."
  fix    = "Attach arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole to the role in monitoring_role_arn."
  link   = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Monitoring.OS.html"

  assert {
    for_each = resources.aws_rds_cluster_instance
    condition = anytrue([
      for role in resources.aws_iam_role : anytrue([for policy in managed_policies(role) : endswith(policy, "/AmazonRDSEnhancedMonitoringRole")])
      if refers_to(each.configured.monitoring_role_arn, role)
    ])
    expected      = "a role with AmazonRDSEnhancedMonitoringRole"
    error_message = "${each.address} has no monitoring role with AmazonRDSEnhancedMonitoringRole."
  }
}

# 12 User data

control "script_docker" {
  group  = "user_data"
  title  = "The script installs and starts Docker"
  why    = "The API is a container; without Docker the instance never becomes healthy and the group replaces it for ever."
  impact = "Availability: no instance ever serves."
  fix    = "Install docker and run systemctl enable --now docker."
  link   = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html"

  assert {
    for_each      = resources.aws_launch_template
    condition     = anytrue([for command in commands(each) : can(regex("(install|add) (.* )?docker", command))]) && anytrue([for command in commands(each) : can(regex("^(systemctl (.* )?(--now|start|restart) (.* )?docker|service docker (re)?start)", command))])
    expected      = "docker installed and started"
    error_message = "The script of ${each.address} does not install and start Docker."
  }
}

control "script_agent" {
  group  = "user_data"
  title  = "The script installs and starts the CloudWatch agent"
  why    = "Memory and disk are not among EC2's own metrics; the agent sends them, and the system's log."
  impact = "Operations: an instance that runs out of memory leaves no trace."
  fix    = "Install amazon-cloudwatch-agent and start it with amazon-cloudwatch-agent-ctl -a fetch-config -s."
  link   = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Install-CloudWatch-Agent.html"

  assert {
    for_each      = resources.aws_launch_template
    condition     = anytrue([for command in commands(each) : can(regex("(install|add|^rpm|^dpkg) (.*[ /])?amazon-cloudwatch-agent", command))]) && anytrue([for command in commands(each) : can(regex("amazon-cloudwatch-agent-ctl (.* )?(-a start|-s)( |$)|^systemctl (.* )?(--now|start|restart) (.* )?amazon-cloudwatch-agent", command))])
    expected      = "agent installed and started"
    error_message = "The script of ${each.address} does not install and start the CloudWatch agent."
  }
}

control "script_logging" {
  group  = "user_data"
  title  = "The application's log goes to its log group"
  why    = "What a container prints is lost with the instance unless it is sent away."
  impact = "Operations: after a scale-in nobody can say what the instance did."
  fix    = "Run the container with --log-driver awslogs and --log-opt awslogs-group."
  link   = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"

  assert {
    for_each      = resources.aws_launch_template
    condition     = anytrue([for command in commands(each) : can(regex("awslogs-group", command)) && anytrue([for group in resources.aws_cloudwatch_log_group : speaks_of(command, group)])])
    expected      = "awslogs to a log group of this configuration"
    error_message = "The script of ${each.address} sends the application's log to no log group of this configuration."
  }
}

control "script_container" {
  group  = "user_data"
  title  = "The script runs the payment API container"
  why    = "The instance exists for this one command."
  impact = "Availability: without it the target stays unhealthy."
  fix    = "docker run --detach --restart unless-stopped with the API's image."
  link   = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html"

  assert {
    for_each      = resources.aws_launch_template
    condition     = anytrue([for command in commands(each) : can(regex("^(docker|podman|nerdctl) (container )?run (.* )?(--detach|-[a-z]*d[a-z]*)( |$)", command))])
    expected      = "docker run --detach"
    error_message = "The script of ${each.address} runs no container."
  }
}

control "script_health" {
  group  = "user_data"
  title  = "The script waits for /health"
  why    = "The first boot either serves /health or says in its log that it does not."
  impact = "Operations: the difference between a slow start and a broken image is visible in the log."
  fix    = "Ask http://localhost:8080/health until it answers, and fail otherwise."
  link   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"

  assert {
    for_each      = resources.aws_launch_template
    condition     = anytrue([for command in commands(each) : can(regex("^(curl|wget) .*/health( |$)", command))])
    expected      = "a request to /health"
    error_message = "The script of ${each.address} never asks for /health."
  }
}

control "script_secret" {
  group  = "user_data"
  title  = "The script reads the database credentials from Secrets Manager"
  why    = "Credentials in user data are readable by everyone who may describe the launch template."
  impact = "Security: the password would stand in the console and in every plan."
  fix    = "Call aws secretsmanager get-secret-value at boot."
  link   = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html"

  assert {
    for_each      = resources.aws_launch_template
    condition     = anytrue([for command in commands(each) : can(regex("secretsmanager get-secret-value", command)) && anytrue([for secret in resources.aws_secretsmanager_secret : speaks_of(command, secret)])])
    expected      = "get-secret-value of the secret of this configuration"
    error_message = "The script of ${each.address} does not read the secret of this configuration."
  }
}
