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
  fleet_at       = { for g in local.fleets : g.address => g }
  running        = local.fleets[*].address
  working_groups = [for g in resources.aws_autoscaling_group : g if contains(local.running, g.address)]

  # Of a cluster, only the cluster itself is backed up and encrypted.
  lone_databases = resources.aws_db_instance

  # Topics that an alarm tells.
  told         = flatten([for a in resources.aws_cloudwatch_metric_alarm : reached_by(a).topics])
  alarm_topics = [for t in resources.aws_sns_topic : t if contains(local.told, t.address)]

  balanced        = [for f in local.fleets : f.address if length(f.target_groups) > 0]
  balanced_groups = [for g in local.working_groups : g if contains(local.balanced, g.address)]

  target_groups = resources.aws_lb_target_group

  subnet_at     = { for s in architecture.subnets : s.address => s }
  known_subnets = keys(local.subnet_at)

  nat_zones   = { for n in architecture.nat_gateways : n.address => n.zone }
  public_nats = [for g in resources.aws_nat_gateway : g.address if coalesce(g.configured.connectivity_type, "public") == "public"]
}
