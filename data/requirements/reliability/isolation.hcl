control "REL10-BP01-zone-loss" {
  group   = "REL10"
  title   = "The workload survives the loss of any one zone"
  applies = architecture.serves
  why     = "A zone is the unit AWS itself isolates; a design that needs all of them is as weak as one."
  impact  = "Loss of service for as long as the zone is out."
  fix     = "Give what stands in one zone a second place in another; archbench drill says what goes with each."
  link    = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_fault_isolation_multiaz_region_system.html"

  assert {
    condition     = architecture.survives_zone_loss
    expected      = "every zone may be lost"
    error_message = architecture.zone_loss
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
    error_message = "${each.address} runs in ${length(each.zones)} ${length(each.zones) == 1 ? "zone" : "zones"}."
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
    condition = each.configured.db_cluster_instance_class != null || coalesce(each.configured.engine_mode, "provisioned") == "serverless" ? true : length([
      for i in may_name(each, "aws_rds_cluster_instance", "cluster_identifier") : i.address
      if anytrue([refers_to(i.cluster_identifier, each), i.cluster_identifier == each.cluster_identifier])
      ]) >= 2 && length(distinct([
      for i in may_name(each, "aws_rds_cluster_instance", "cluster_identifier") : i.availability_zone
      if anytrue([refers_to(i.cluster_identifier, each), i.cluster_identifier == each.cluster_identifier])
    ])) >= 2
    expected      = "instances in at least 2 zones"
    error_message = "${each.address} has no instances in two zones."
  }

  assert {
    for_each      = [for d in resources.aws_db_instance : d if !is_set(d, "replicate_source_db")]
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
  impact  = "Healthy instances lose the internet and every AWS API without an endpoint. Traffic across zones is billed both ways besides."
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
    for_each      = [for n in architecture.nat_gateways : n if contains(local.public_nats, n.address)]
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
  why    = "Whether users or functions share one fate is a decision about cells and partitions."
  impact = "One user's load or one poisoned request stops all."
  review = "Ask whether the workload is cut into cells, and what share of users one cell serves."
  link   = "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_fault_isolation_use_bulkhead.html"
}

control "REL10-BP01-caches" {
  group      = "REL10"
  title      = "Caches fail over to another zone"
  severity   = "high"
  why        = "A cache of one node, or without failover, is gone with its zone."
  impact     = "Sessions are lost and the database takes all reads at once."
  fix        = "Set automatic_failover_enabled = true and multi_az_enabled = true with a replica."
  link       = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html"
  frameworks = { fsbp = "ElastiCache.3", "nist-800-53" = "CP-10" }

  assert {
    for_each      = every(["aws_elasticache_replication_group"])
    condition     = coalesce(each.configured.automatic_failover_enabled, false) && coalesce(each.configured.multi_az_enabled, false)
    expected      = "automatic_failover_enabled and multi_az_enabled"
    error_message = "${each.address} does not fail over to another zone."
  }

  assert {
    for_each      = every(["aws_memorydb_cluster"])
    condition     = coalesce(each.configured.num_replicas_per_shard, 1) >= 1
    expected      = "at least 1 replica a shard"
    error_message = "${each.address} has no replica."
  }

  assert {
    for_each      = every(["aws_elasticache_cluster"])
    when          = each.configured.replication_group_id == null
    condition     = each.configured.engine == "memcached" && (coalesce(each.configured.az_mode, "single-az") == "cross-az" || length(distinct(coalesce(each.configured.preferred_availability_zones, []))) >= 2)
    expected      = "a replication group, or nodes of memcached in two zones"
    error_message = "All of ${each.address} stands in one zone."
  }
}

control "REL10-BP01-search" {
  group      = "REL10"
  title      = "Search domains have data nodes in two zones or more"
  severity   = "high"
  why        = "Nodes of a domain stand in one zone unless told otherwise."
  impact     = "The index is gone with the zone."
  fix        = "Set zone_awareness_enabled = true and instance_count to 2 or more, best 3."
  link       = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html"
  frameworks = { fsbp = "Opensearch.6", "nist-800-53" = "CP-10" }

  assert {
    for_each      = every(["aws_opensearch_domain", "aws_elasticsearch_domain"])
    condition     = anytrue([for config in coalesce(each.configured.cluster_config, []) : coalesce(config.instance_count, 1) >= 2 && (coalesce(config.zone_awareness_enabled, false) || try(coalesce(config.multi_az_with_standby_enabled, false), false))])
    expected      = "zone awareness and two nodes"
    error_message = "${each.address} stands in one zone."
  }
}

control "REL10-BP01-kafka" {
  group      = "REL10"
  title      = "Brokers of Kafka stand in two zones or more"
  severity   = "high"
  why        = "Kafka places one broker in each subnet it is given."
  impact     = "All topics are gone with the zone."
  fix        = "Give broker_node_group_info subnets of three zones."
  link       = "https://docs.aws.amazon.com/msk/latest/developerguide/msk-create-cluster.html"
  frameworks = { "nist-800-53" = "CP-10" }

  assert {
    for_each      = every(["aws_msk_cluster"])
    condition     = alltrue([for nodes in each.broker_node_group_info : length(nodes.client_subnets) >= 2])
    expected      = "subnets of two zones"
    error_message = "${each.address} stands in one zone."
  }
}

control "REL10-BP01-brokers" {
  group      = "REL10"
  title      = "Brokers have a standby or are a cluster"
  severity   = "high"
  why        = "A single broker stops with its zone, and for each maintenance."
  impact     = "No message is taken or given until it is back."
  fix        = "Set deployment_mode to ACTIVE_STANDBY_MULTI_AZ or CLUSTER_MULTI_AZ."
  link       = "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-broker-architecture.html"
  frameworks = { fsbp = "MQ.5", "nist-800-53" = "CP-10" }

  assert {
    for_each      = every(["aws_mq_broker"])
    condition     = coalesce(each.configured.deployment_mode, "SINGLE_INSTANCE") != "SINGLE_INSTANCE"
    expected      = "ACTIVE_STANDBY_MULTI_AZ or CLUSTER_MULTI_AZ"
    error_message = "${each.address} is a single broker."
  }
}

control "REL10-BP01-files" {
  group      = "REL10"
  title      = "File systems are kept in more than one zone"
  severity   = "high"
  why        = "A file system of one zone is gone with it."
  impact     = "Everything that mounts it stops."
  fix        = "Remove availability_zone_name; take MULTI_AZ for FSx. Both mean a new file system."
  link       = "https://docs.aws.amazon.com/efs/latest/ug/availability-durability.html"
  frameworks = { "nist-800-53" = "CP-10" }

  assert {
    for_each      = every(["aws_efs_file_system"])
    condition     = each.configured.availability_zone_name == null
    expected      = "no availability_zone_name"
    error_message = "${each.address} is kept in one zone."
  }

  assert {
    for_each      = every(["aws_fsx_windows_file_system", "aws_fsx_ontap_file_system", "aws_fsx_openzfs_file_system"])
    condition     = startswith(coalesce(each.configured.deployment_type, "SINGLE_AZ_1"), "MULTI_AZ")
    expected      = "a MULTI_AZ deployment type"
    error_message = "${each.address} is kept in one zone."
  }
}

control "REL10-BP01-documents" {
  group      = "REL10"
  title      = "DocumentDB and Neptune have two instances or more"
  severity   = "high"
  why        = "A cluster of one instance stops with it; a new one takes minutes, and the zone may have no room."
  impact     = "No data until a new instance stands."
  fix        = "Add another cluster instance."
  link       = "https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-fault-tolerance.html"
  frameworks = { fsbp = "Neptune.9", "nist-800-53" = "CP-10" }

  assert {
    for_each      = every(["aws_docdb_cluster"])
    condition     = length(attached(each, "aws_docdb_cluster_instance", "cluster_identifier")) >= 2
    expected      = "two instances"
    error_message = "${each.address} has fewer than two instances."
  }

  assert {
    for_each      = every(["aws_neptune_cluster"])
    condition     = length(attached(each, "aws_neptune_cluster_instance", "cluster_identifier")) >= 2
    expected      = "two instances"
    error_message = "${each.address} has fewer than two instances."
  }
}

control "REL10-BP01-functions" {
  group      = "REL10"
  title      = "Functions in a VPC may run in two zones or more"
  severity   = "high"
  why        = "A function runs where its subnets are."
  impact     = "It stops with the zone although Lambda itself does not."
  fix        = "Give vpc_config subnets of two zones."
  link       = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"
  frameworks = { fsbp = "Lambda.5", "nist-800-53" = "CP-10" }

  assert {
    for_each      = every(["aws_lambda_function"])
    when          = length(flatten([for network in coalesce(each.configured.vpc_config, []) : coalesce(network.subnet_ids, [])])) > 0
    condition     = zones([each], ["vpc_config.0.subnet_ids"]) > 1
    expected      = "subnets in two zones"
    error_message = "${each.address} runs in one zone."
  }
}

control "REL10-BP01-services" {
  group      = "REL10"
  title      = "Services run two tasks or more"
  severity   = "high"
  why        = "A single task is a single point of failure; ECS spreads tasks over zones when there are several."
  impact     = "No request is answered until a new task runs elsewhere."
  fix        = "Set desired_count to 2 or more, and the min_capacity of its scaling target where it has one."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-best-practices.html"
  frameworks = { "nist-800-53" = "CP-10" }

  assert {
    for_each      = every(["aws_ecs_service"])
    when          = coalesce(each.configured.scheduling_strategy, "REPLICA") == "REPLICA"
    condition     = length(scaled(each)) > 0 ? alltrue([for target in scaled(each) : target.min_capacity >= 2]) : coalesce(each.configured.desired_count, 0) >= 2
    expected      = "two tasks, where it is scaled too"
    error_message = "${each.address} ${length(scaled(each)) == 0 && coalesce(each.configured.desired_count, 0) == 0 ? "runs no task until somebody starts one" : "may run a single task"}."
  }
}

control "REL10-BP01-classic" {
  group      = "REL10"
  title      = "Classic load balancers use machines of every zone"
  why        = "Without cross-zone balancing a zone with few machines is overloaded while others idle; a balancer in one zone is gone with it."
  impact     = "Requests fail while capacity is left."
  fix        = "Remove cross_zone_load_balancing = false, and give it subnets of two zones."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-crosszone-lb.html"
  frameworks = { fsbp = "ELB.9", "nist-800-53" = "CP-10" }

  assert {
    for_each      = every(["aws_elb"])
    condition     = coalesce(each.configured.cross_zone_load_balancing, true) && length(coalesce(each.configured.subnets, each.configured.availability_zones, [])) >= 2
    expected      = "cross-zone balancing over two zones"
    error_message = "${each.address} does not use every zone."
  }
}

control "REL10-BP01-nodes" {
  group      = "REL10"
  title      = "Node groups may run in two zones or more"
  severity   = "high"
  why        = "Nodes stand where their subnets are."
  impact     = "Every pod of the group is gone with the zone."
  fix        = "Give subnet_ids of two zones."
  link       = "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html"
  frameworks = { "nist-800-53" = "CP-10" }

  assert {
    for_each      = every(["aws_eks_node_group"])
    condition     = zones([each], ["subnet_ids"]) > 1
    expected      = "subnets in two zones"
    error_message = "${each.address} runs in one zone."
  }
}
