# The thirteen questions of the AWS Well-Architected reliability pillar, as far as Terraform can
# answer them. A control begins with the id of the best practice it belongs to. What people must
# judge stands here as review, so that nothing of the pillar is left out in silence.

checklist "reliability" {
  title = "AWS Well-Architected: reliability"
  link  = "https://docs.aws.amazon.com/wellarchitected/latest/framework/reliability.html"
}

group "REL01" {
  number   = 1
  title    = "service quotas and constraints"
  severity = "medium"
}

group "REL02" {
  number   = 2
  title    = "network topology"
  severity = "high"
}

group "REL03" {
  number   = 3
  title    = "service architecture"
  severity = "medium"
}

group "REL04" {
  number   = 4
  title    = "interactions that prevent failures"
  severity = "medium"
}

group "REL05" {
  number   = 5
  title    = "interactions that withstand failures"
  severity = "medium"
}

group "REL06" {
  number   = 6
  title    = "monitoring"
  severity = "high"
}

group "REL07" {
  number   = 7
  title    = "adapting to demand"
  severity = "high"
}

group "REL08" {
  number   = 8
  title    = "implementing change"
  severity = "medium"
}

group "REL09" {
  number   = 9
  title    = "backups"
  severity = "critical"
}

group "REL10" {
  number   = 10
  title    = "fault isolation"
  severity = "critical"
}

group "REL11" {
  number   = 11
  title    = "withstanding component failures"
  severity = "high"
}

group "REL12" {
  number   = 12
  title    = "testing reliability"
  severity = "medium"
}

group "REL13" {
  number   = 13
  title    = "disaster recovery"
  severity = "high"
}

locals {
  # Groups that may run instances; the idle colour of a blue-green pair has none.
  fleets         = [for g in fleets() : g if g.most > 0]
  working_groups = [for g in resources.aws_autoscaling_group : g if contains(local.fleets[*].address, g.address)]

  # Of a cluster, only the cluster itself is backed up and encrypted.
  lone_databases = resources.aws_db_instance

  # Topics that an alarm tells.
  told         = flatten([for a in resources.aws_cloudwatch_metric_alarm : reached_by(a).topics])
  alarm_topics = [for t in resources.aws_sns_topic : t if contains(local.told, t.address)]

  balanced_groups = [
    for g in local.working_groups : g
    if anytrue([for f in local.fleets : f.address == g.address && length(f.target_groups) > 0])
  ]

  target_groups = resources.aws_lb_target_group

  nat_zones = { for n in architecture.nat_gateways : n.address => n.zone }
}

# REL01

control "REL01-quotas" {
  group  = "REL01"
  title  = "Service quotas leave room for failover and growth (REL01-BP01 to BP06)"
  why    = "A quota reached during a failover stops the recovery it was meant to allow."
  impact = "AWS refuses the launch; capacity stays short until a quota increase is granted, hours or days later."
  review = "Compare the account's quotas in each region with what this configuration may grow to: vCPUs of the scaling groups at their maximum, elastic IPs, NAT gateways, database instances. Quotas belong to the account, no configuration tells them."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel-01.html"
}

# REL02

control "REL02-BP01-public-endpoints" {
  group   = "REL02"
  title   = "Internet-facing load balancers stand in two zones or more"
  applies = length([for b in architecture.load_balancers : b if b.internal == false]) > 0
  why     = "An endpoint in one zone is gone with that zone, whatever stands behind it."
  impact  = "No request is answered while the zone is out: every public user is affected at once."
  fix     = "Give the load balancer subnets in at least two Availability Zones."
  link    = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"

  assert {
    for_each      = [for b in architecture.load_balancers : b if b.internal == false]
    condition     = length(each.zones) >= 2
    expected      = "at least 2 zones"
    error_message = "${each.address} stands in ${length(each.zones)} zone(s): ${join(", ", each.zones)}."
  }
}

control "REL02-BP02-private-connections" {
  group   = "REL02"
  title   = "Private connections to other networks are redundant"
  applies = length(resources.aws_dx_connection) + length(resources.aws_vpn_connection) > 0
  why     = "One line or one customer device between AWS and another network is a single point of failure."
  impact  = "Its maintenance or failure cuts off every system that talks over it."
  fix     = "Add a second Direct Connect connection at another location, or a VPN connection to a second customer gateway."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_ha_conn_private_networks.html"

  assert {
    condition     = length(distinct(resources.aws_dx_connection[*].location)) + length(distinct(resources.aws_vpn_connection[*].customer_gateway_id)) >= 2
    expected      = "two locations or customer gateways"
    error_message = "The only private connection ends at one location and one customer gateway."
  }
}

control "REL02-BP03-room-to-grow" {
  group   = "REL02"
  title   = "Subnets have addresses for every instance a scaling group may start"
  applies = length(local.working_groups) > 0
  why     = "A launch fails when its subnet has no free address; AWS keeps five addresses of each subnet."
  impact  = "The group cannot reach its maximum when load or the loss of a zone demands it."
  fix     = "Give the group larger subnets, or more of them; a subnet's range cannot be changed later."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_ip_subnet_allocation.html"

  assert {
    for_each = [for g in architecture.scaling_groups : g if g.maximum > 0]
    condition = sum(concat([0], [
      for s in architecture.subnets : pow(2, 32 - tonumber(split("/", s.cidr)[1])) - 5
      if contains(each.subnets, s.address)
    ])) >= each.maximum
    expected      = "at least as many free addresses as the group's maximum"
    error_message = "The subnets of ${each.address} cannot hold its maximum of ${each.maximum} instances."
  }
}

control "REL02-BP05-ranges-apart" {
  group   = "REL02"
  title   = "The address ranges of VPCs do not overlap"
  applies = length(resources.aws_vpc) > 1
  why     = "Networks whose ranges overlap cannot be peered or joined by a transit gateway."
  impact  = "Joining them later means renumbering one of them: new subnets, new instances, downtime."
  fix     = "Give each VPC a range of its own, best from one plan such as Amazon VPC IPAM."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_non_overlap_ip.html"

  assert {
    condition = alltrue(flatten([
      for i, a in resources.aws_vpc[*].cidr_block : [
        for j, b in resources.aws_vpc[*].cidr_block :
        cidrsubnet("${split("/", a)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0, 0)
        != cidrsubnet("${split("/", b)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0, 0)
        if i < j
      ]
    ]))
    expected      = "no two ranges overlap"
    error_message = "Ranges of VPCs overlap: ${join(", ", resources.aws_vpc[*].cidr_block)}."
  }
}

# REL03, REL04

control "REL03-service-architecture" {
  group  = "REL03"
  title  = "The workload is cut into services by business domain, with contracts (REL03-BP01 to BP03)"
  why    = "How code is cut into services decides how far a fault spreads and how fast a part can change."
  impact = "A fault in one function takes unrelated functions down with it."
  review = "Look at the services behind the endpoints of this configuration: what each is for, what it promises, how its API is versioned."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel-03.html"
}

control "REL04-BP02-queue-owners" {
  group   = "REL04"
  title   = "Messages wait four days or longer for a consumer that is away"
  applies = length(resources.aws_sqs_queue) > 0
  why     = "A queue decouples two services only for as long as it keeps messages; the default of SQS is four days."
  impact  = "Messages are lost for good when the consumer is down over a weekend."
  fix     = "Set message_retention_seconds to 345600 or more."
  link    = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-queue-parameters.html"

  assert {
    for_each      = resources.aws_sqs_queue
    condition     = each.message_retention_seconds >= 345600
    expected      = "at least 345600 s"
    error_message = "${each.address} keeps messages ${each.message_retention_seconds} s."
  }
}

control "REL04-interactions" {
  group  = "REL04"
  title  = "Requests are idempotent, work is constant, dependencies are loose (REL04-BP01 to BP04)"
  why    = "A retried request must not pay twice; Terraform does not see how the code handles one."
  impact = "Double payments after a timeout."
  review = "Look in the code for idempotency keys on each request that changes something, and for calls whose failure would stop the caller."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_prevent_interaction_failure_idempotent.html"
}

# REL05

control "REL05-BP04-dead-letters" {
  group   = "REL05"
  title   = "What a queue's consumer cannot handle goes to a dead-letter queue"
  applies = length(resources.aws_sqs_queue) > 0
  why     = "Without one, a message that always fails is tried again until it expires, in front of the others."
  impact  = "One bad message slows or blocks the queue, and is gone in the end."
  fix     = "Add a redrive_policy with the ARN of a dead-letter queue and a maxReceiveCount."
  link    = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html"

  assert {
    for_each = [
      for q in resources.aws_sqs_queue : q
      if !anytrue([
        for other in resources.aws_sqs_queue :
        length(origins(other.configured.redrive_policy)) > 0
        ? contains(origins(other.configured.redrive_policy), q.address)
        : try(endswith(jsondecode(other.configured.redrive_policy).deadLetterTargetArn, ":${q.name}"), false)
      ])
    ]
    optional      = true
    condition     = each.configured.redrive_policy != null || anytrue([for p in resources.aws_sqs_queue_redrive_policy : refers_to(p.queue_url, each)])
    expected      = "a redrive policy"
    error_message = "${each.address} has no dead-letter queue."
  }
}

control "REL05-interactions" {
  group  = "REL05"
  title  = "Clients time out, back off and degrade gracefully; services are stateless (REL05-BP01 to BP07)"
  why    = "Timeouts, retries, throttling and levers live in code and in clients."
  impact = "Retries without a limit turn a short overload into a long outage."
  review = "Look in the code for a timeout on each call, a limit on retries with jitter, and session state kept outside of instances."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_mitigate_interaction_failure_graceful_degradation.html"
}

# REL06

control "REL06-BP01-load-balancers" {
  group   = "REL06"
  title   = "An alarm watches every load balancer"
  applies = length(architecture.load_balancers) > 0
  why     = "Errors, latency and unhealthy targets show at the load balancer first."
  impact  = "Users report the outage before you see it."
  fix     = "Add an aws_cloudwatch_metric_alarm with the load balancer in its dimensions."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_monitor_aws_resources_monitor_resources.html"

  assert {
    for_each      = architecture.load_balancers
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}

control "REL06-BP01-databases" {
  group   = "REL06"
  title   = "An alarm watches every database"
  applies = length(resources.aws_rds_cluster) + length(local.lone_databases) > 0
  why     = "Connections, CPU and storage of a database run out gradually, with time to act for those who look."
  impact  = "A full disk or no free connection stops every request that needs data."
  fix     = "Add an aws_cloudwatch_metric_alarm with DBClusterIdentifier or DBInstanceIdentifier in its dimensions."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_monitor_aws_resources_monitor_resources.html"

  assert {
    for_each      = concat(resources.aws_rds_cluster, local.lone_databases)
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}

control "REL06-BP01-scaling-groups" {
  group   = "REL06"
  title   = "An alarm watches every scaling group that runs instances"
  applies = length(local.working_groups) > 0
  why     = "A group that cannot launch stays short of instances without any error a user would see at first."
  impact  = "Capacity is missing when it is needed."
  fix     = "Add an alarm on GroupInServiceInstances below the group's minimum."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_monitor_aws_resources_monitor_resources.html"

  assert {
    for_each      = local.working_groups
    condition     = watched(each)
    expected      = "an alarm that can ring"
    error_message = "No alarm watches ${each.address}."
  }
}

control "REL06-BP03-notifications" {
  group   = "REL06"
  title   = "Every alarm tells someone or starts something"
  applies = length(resources.aws_cloudwatch_metric_alarm) > 0
  why     = "An alarm without an action changes colour on a page nobody looks at."
  impact  = "The time to react grows from minutes to whenever someone looks."
  fix     = "Set alarm_actions to the ARN of an SNS topic."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_monitor_aws_resources_notification_monitor.html"

  assert {
    for_each      = resources.aws_cloudwatch_metric_alarm
    condition     = length(reached_by(each).actions) > 0
    expected      = "at least one enabled action"
    error_message = "${each.address} tells nobody."
  }
}

control "REL06-review" {
  group  = "REL06"
  title  = "Metrics are defined, logs analysed, scope reviewed, requests traced (REL06-BP02, BP04 to BP07)"
  why    = "Which measures matter to the business, no configuration says."
  impact = "The dashboard is green while payments fail."
  review = "Look at the dashboard and the log queries with the people on call; ask what the last incident would have shown."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel-06.html"
}

# REL07

control "REL07-BP01-scaling-policy" {
  group   = "REL07"
  title   = "Every scaling group that runs instances has a scaling policy or schedule"
  applies = length(local.working_groups) > 0
  why     = "Without a policy the number of instances changes only by hand."
  impact  = "Overload at peak, paid idle capacity at night."
  fix     = "Add an aws_autoscaling_policy of type TargetTrackingScaling."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_adapt_to_changes_autoscale_adapt.html"

  assert {
    for_each      = local.fleets
    condition     = each.adapts
    expected      = "a policy that is enabled, or a schedule"
    error_message = "${each.address} never changes its size by itself."
  }
}

control "REL07-BP03-headroom" {
  group   = "REL07"
  title   = "Every scaling group that runs instances may grow"
  applies = length(local.working_groups) > 0
  why     = "A maximum equal to the minimum leaves a policy nothing to do."
  impact  = "Load above the usual is refused."
  fix     = "Raise max_size above min_size."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_adapt_to_changes_proactive_adapt_auto.html"

  assert {
    for_each      = local.working_groups
    condition     = each.max_size > each.min_size
    expected      = "a maximum above the minimum"
    error_message = "${each.address} has at least ${each.min_size} and at most ${each.max_size} instances."
  }
}

control "REL07-BP04-load-test" {
  group  = "REL07"
  title  = "The workload is load tested (REL07-BP04)"
  why    = "Whether the sizes here are enough, only a test tells."
  impact = "The first real peak is the test."
  review = "Ask for the latest load test: its peak, and what limited it."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_adapt_to_changes_load_tested_adapt.html"
}

# REL08

control "REL08-BP04-immutable" {
  group   = "REL08"
  title   = "A changed launch template replaces instances by itself"
  applies = length(local.working_groups) > 0
  why     = "Without an instance refresh, instances of the old template go on running beside new ones."
  impact  = "Versions drift apart; a fix reaches an instance only when that instance dies."
  fix     = "Add an instance_refresh block to the aws_autoscaling_group."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_tracking_change_management_immutable_infrastructure.html"

  assert {
    for_each      = local.working_groups
    condition     = length(each.instance_refresh) > 0
    expected      = "an instance_refresh block"
    error_message = "${each.address} has no instance refresh."
  }
}

control "REL08-review" {
  group  = "REL08"
  title  = "Changes follow runbooks, are tested for function and resilience, and deploy automatically (REL08-BP01 to BP03, BP05)"
  why    = "How changes are made stands in a pipeline, not in what it makes."
  impact = "Most outages begin with a change."
  review = "Look at the pipeline that applies this configuration: its tests, its approval, how it rolls back."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel-08.html"
}

# REL09

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
    error_message = "${each.address} keeps backups ${coalesce(each.configured.backup_retention_period, 1)} day(s)."
  }

  assert {
    for_each      = [for d in local.lone_databases : d if d.configured.replicate_source_db == null]
    optional      = true
    condition     = coalesce(each.configured.backup_retention_period, 0) >= 7
    expected      = "at least 7 days"
    error_message = "${each.address} keeps backups ${coalesce(each.configured.backup_retention_period, 0)} day(s)."
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
  applies = length(resources.aws_ebs_volume) > 0
  why     = "A volume is copied within one zone only; AWS makes no backup of it by itself."
  impact  = "The loss of the volume or a wrong delete loses its data."
  fix     = "Name the volume in an aws_backup_selection, or give it a tag that a selection or a lifecycle policy looks for."
  link    = "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html"

  assert {
    for_each      = resources.aws_ebs_volume
    condition     = anytrue([backed_up(each, null, 1), lifecycle_takes(each)])
    expected      = "a backup selection or lifecycle policy"
    error_message = "Nothing backs up ${each.address}."
  }
}

control "REL09-BP01-buckets" {
  group   = "REL09"
  title   = "Buckets keep versions of their objects"
  applies = length(resources.aws_s3_bucket) > 0
  why     = "S3 does not lose objects, people overwrite and delete them."
  impact  = "An overwritten or deleted object is gone."
  fix     = "Add an aws_s3_bucket_versioning with status Enabled."
  link    = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"

  assert {
    for_each = resources.aws_s3_bucket
    condition = anytrue([
      for v in resources.aws_s3_bucket_versioning : v.versioning_configuration[0].status == "Enabled"
      if refers_to(v.bucket, each)
    ])
    expected      = "versioning Enabled"
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
    condition     = coalesce(each.configured.storage_encrypted, false)
    expected      = "storage_encrypted = true"
    error_message = "${each.address} is not encrypted, nor are its backups."
  }

  assert {
    for_each      = local.lone_databases
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

# REL10

control "REL10-BP01-zone-loss" {
  group   = "REL10"
  title   = "The workload survives the loss of any one zone"
  applies = architecture.serves
  why     = "A zone is the unit AWS itself isolates; a design that needs all of them is as weak as one."
  impact  = "Loss of service for as long as the zone is out."
  fix     = "See `archbench drill` for what goes with each zone."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_fault_isolation_multiaz_region_system.html"

  assert {
    condition     = architecture.survives_zone_loss
    expected      = "every zone may be lost"
    error_message = "The loss of one zone takes the workload down."
  }
}

control "REL10-BP01-scaling-groups" {
  group   = "REL10"
  title   = "Scaling groups that run instances span two zones or more"
  applies = length(local.working_groups) > 0
  why     = "All instances of a group in one zone are lost together."
  impact  = "No capacity until a new group stands elsewhere."
  fix     = "Give vpc_zone_identifier subnets of at least two zones."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_fault_isolation_multiaz_region_system.html"

  assert {
    for_each      = [for g in architecture.scaling_groups : g if g.maximum > 0]
    condition     = length(each.zones) >= 2
    expected      = "at least 2 zones"
    error_message = "${each.address} runs in ${length(each.zones)} zone(s)."
  }
}

control "REL10-BP01-databases" {
  group   = "REL10"
  title   = "Databases have a standby or reader in another zone"
  applies = length(resources.aws_rds_cluster) + length(local.lone_databases) > 0
  why     = "A database with one instance stops with it, and with its zone."
  impact  = "No data until a new instance stands. With a reader, Aurora typically is back within 60 seconds."
  fix     = "Add an aws_rds_cluster_instance in another zone, or set multi_az = true on an aws_db_instance."
  link    = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html"

  assert {
    for_each = resources.aws_rds_cluster
    optional = true
    condition = each.configured.db_cluster_instance_class != null || coalesce(each.configured.engine_mode, "provisioned") == "serverless" ? true : length(distinct([
      for i in resources.aws_rds_cluster_instance : i.availability_zone
      if anytrue([refers_to(i.cluster_identifier, each), i.cluster_identifier == each.cluster_identifier])
    ])) >= 2
    expected      = "instances in at least 2 zones"
    error_message = "${each.address} has no instances in two zones."
  }

  assert {
    for_each      = [for d in resources.aws_db_instance : d if d.configured.replicate_source_db == null]
    optional      = true
    condition     = coalesce(each.configured.multi_az, false)
    expected      = "multi_az = true"
    error_message = "${each.address} has no standby in another zone."
  }

  patch {
    resource  = "aws_db_instance"
    attribute = "multi_az"
    value     = true
  }
}

control "REL10-BP01-nat-gateways" {
  group   = "REL10"
  title   = "Private subnets go out through a NAT gateway of their own zone"
  applies = length(resources.aws_nat_gateway) > 0
  why     = "A NAT gateway lives in one zone; a subnet that uses another zone's is cut off with that zone."
  impact  = "Healthy instances lose the internet and every AWS API without an endpoint. Traffic across zones also costs $0.01 per GB each way (us-east-1)."
  fix     = "Make one NAT gateway per zone and route each private subnet to the one of its zone."
  link    = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html"

  assert {
    for_each      = [for s in architecture.subnets : s if s.nat != null]
    optional      = true
    condition     = local.nat_zones[each.nat] == each.zone
    expected      = "a NAT gateway in the subnet's own zone"
    error_message = "${each.address} in ${each.zone} goes out through ${each.nat} in ${local.nat_zones[each.nat]}."
  }

  assert {
    for_each      = [for n in architecture.nat_gateways : n if anytrue([for g in resources.aws_nat_gateway : g.address == n.address && coalesce(g.configured.connectivity_type, "public") == "public"])]
    optional      = true
    condition     = length(each.serves) > 0
    expected      = "a subnet that goes out through it"
    error_message = "No subnet goes out through ${each.address}."
  }
}

control "REL10-BP02-single-location" {
  group   = "REL10"
  title   = "Instances outside of a scaling group recover by themselves"
  applies = length(resources.aws_instance) > 0
  why     = "Nothing replaces a lone instance; EC2 can at least recover it on new hardware."
  impact  = "It stays down until someone starts it."
  fix     = "Leave maintenance_options.auto_recovery at default, or better run the instance in a scaling group of size one."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_fault_isolation_single_az_system.html"

  assert {
    for_each      = resources.aws_instance
    condition     = length([for m in each.maintenance_options : m if m.auto_recovery == "disabled"]) == 0
    expected      = "auto recovery not disabled"
    error_message = "${each.address} has automatic recovery switched off."
  }
}

control "REL10-BP03-bulkheads" {
  group  = "REL10"
  title  = "Bulkheads limit how far a fault spreads (REL10-BP03)"
  why    = "Whether customers or functions share one fate is a decision about cells and partitions."
  impact = "One customer's load or one poisoned request stops all."
  review = "Ask whether the workload is cut into cells, and what share of users one cell serves."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_fault_isolation_use_bulkhead.html"
}

# REL11

control "REL11-BP01-health-checks" {
  group   = "REL11"
  title   = "A failed target leaves rotation within two minutes"
  applies = length(local.target_groups) > 0
  why     = "A target gets requests until interval x unhealthy threshold have passed."
  impact  = "That share of all requests fails for that long."
  fix     = "Lower health_check.interval or health_check.unhealthy_threshold."
  link    = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"

  assert {
    for_each      = local.target_groups
    condition     = coalesce(try(each.configured.health_check[0].enabled, null), true) && coalesce(try(each.configured.health_check[0].interval, null), 30) * coalesce(try(each.configured.health_check[0].unhealthy_threshold, null), 3) <= 120
    expected      = "interval x unhealthy threshold at most 120 s"
    error_message = "${each.address} takes ${coalesce(try(each.configured.health_check[0].interval, null), 30) * coalesce(try(each.configured.health_check[0].unhealthy_threshold, null), 3)} s to notice a failed target, or is not checked at all."
  }
}

control "REL11-BP02-dns-failover" {
  group   = "REL11"
  title   = "Primary records of DNS failover are health checked"
  applies = length([for r in architecture.records : r if r.failover == "PRIMARY"]) > 0
  why     = "Route 53 leaves a primary record only when a check tells it that the record is unhealthy."
  impact  = "Clients are sent to a dead endpoint although a secondary is ready."
  fix     = "Set health_check_id, or evaluate_target_health = true in the alias."
  link    = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html"

  assert {
    for_each      = [for r in architecture.records : r if r.failover == "PRIMARY"]
    condition     = each.health_check != null || each.evaluates_target_health == true
    expected      = "a health check"
    error_message = "${each.address} never fails over: nothing checks it."
  }
}

control "REL11-BP03-healing" {
  group   = "REL11"
  title   = "Scaling groups behind a load balancer replace what the load balancer finds unhealthy"
  applies = length(local.balanced_groups) > 0
  why     = "With EC2 checks a group sees a running machine, not an application that no longer answers."
  impact  = "A hung instance stays, out of rotation, and capacity shrinks one by one."
  fix     = "Set health_check_type = \"ELB\"."
  link    = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html"

  assert {
    for_each      = local.balanced_groups
    condition     = coalesce(each.configured.health_check_type, "EC2") == "ELB"
    expected      = "health_check_type = \"ELB\""
    error_message = "${each.address} uses ${coalesce(each.configured.health_check_type, "EC2")} health checks."
  }

  patch {
    resource  = "aws_autoscaling_group"
    attribute = "health_check_type"
    value     = "ELB"
  }
}

control "REL11-BP06-subscribers" {
  group   = "REL11"
  title   = "Someone is subscribed to every topic that alarms tell"
  applies = length(local.alarm_topics) > 0
  why     = "A topic without a subscriber drops what it is told."
  impact  = "The alarm fires and nobody knows."
  fix     = "Add an aws_sns_topic_subscription."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_withstand_component_failures_notifications_sent_system.html"

  assert {
    for_each      = local.alarm_topics
    condition     = anytrue([for s in resources.aws_sns_topic_subscription : refers_to(s.topic_arn, each)])
    expected      = "a subscription"
    error_message = "Nobody is subscribed to ${each.address}."
  }
}

control "REL11-review" {
  group  = "REL11"
  title  = "Recovery rests on the data plane and on static stability; targets are met by design (REL11-BP04, BP05, BP07)"
  why    = "Whether what is left after a loss carries the peak depends on the peak."
  impact = "Recovery waits for new instances at the moment everyone asks for them."
  review = "Compare the capacity that `archbench drill` leaves after the loss of a zone with the measured peak, and the availability it expects with the agreed one."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_withstand_component_failures_static_stability.html"
}

# REL12

control "REL12-testing" {
  group  = "REL12"
  title  = "Failures are rehearsed and analysed (REL12-BP01 to BP05)"
  why    = "Playbooks, game days and fault injection are what people do."
  impact = "The first real failure is the rehearsal."
  review = "Ask for the playbooks, the last game day and what it changed."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_testing_resiliency_failure_injection_resiliency.html"
}

# REL13

control "REL13-BP01-objectives" {
  group  = "REL13"
  title  = "Recovery objectives are defined (REL13-BP01)"
  why    = "How much time and data may be lost is a decision of the business."
  impact = "Recovery is too slow, or costs more than the loss."
  review = "Ask for the agreed recovery time and recovery point, and compare them with what `archbench drill` reports."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_objective_defined_recovery.html"
}

control "REL13-BP02-other-region" {
  group    = "REL13"
  title    = "Data is copied to another region"
  profiles = ["region-loss"]
  applies  = length(resources.aws_rds_cluster) + length(local.lone_databases) > 0
  why      = "Where the business must survive the loss of a region, backups in that region are lost with it."
  impact   = "No data to start again from."
  fix      = "Add a copy_action to the backup rule, an Aurora global database, or a read replica in another region."
  link     = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_disaster_recovery.html"

  assert {
    condition = length(resources.aws_rds_global_cluster) > 0 || length(resources.aws_db_instance_automated_backups_replication) > 0 || anytrue(flatten([
      for p in resources.aws_backup_plan : [for r in p.rule : length(r.copy_action) > 0]
    ]))
    expected      = "a copy in another region"
    error_message = "No copy of the data leaves its region."
  }
}

control "REL13-recovery" {
  group  = "REL13"
  title  = "The recovery site is tested, kept alike and recovered to automatically (REL13-BP03 to BP05)"
  why    = "A plan on paper ages with every change."
  impact = "The recovery site differs from what it should replace."
  review = "Ask when the recovery was last carried out from end to end, and how drift between the sites is found."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_disaster_recovery.html"
}
