# What is needed to run a workload: that it says how it is, that somebody hears it, and that changes
# come in small steps that can be taken back. The practices of the AWS Well-Architected pillar of
# operational excellence that a configuration shows.

checklist "operations" {
  title = "AWS Well-Architected: operational excellence"
  link  = "https://docs.aws.amazon.com/wellarchitected/latest/framework/operational-excellence.html"
}

group "OPS04" {
  number   = 1
  title    = "telemetry"
  severity = "medium"
}

group "OPS05" {
  number   = 2
  title    = "changes and patches"
  severity = "medium"
}

group "OPS07" {
  number   = 3
  title    = "who owns what, and what it is for"
  severity = "low"
}

group "OPS08" {
  number   = 4
  title    = "health of the workload"
  severity = "medium"
}

locals {
  # Policies of AWS with which the agent of Systems Manager registers a machine.
  agents = ["AmazonSSMManagedInstanceCore", "AmazonSSMManagedEC2InstanceDefaultPolicy", "AmazonEC2RoleforSSM"]
}

group "OPS10" {
  number   = 5
  title    = "events and access when they happen"
  severity = "medium"
}
