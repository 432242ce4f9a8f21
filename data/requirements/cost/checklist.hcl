# What is paid for and not needed, as far as Terraform tells it: the practices of the AWS
# Well-Architected cost pillar that a configuration shows. Prices are the business of
# `archbench cost`; what a price has to do with a control stands in its reason, with the page.

checklist "cost" {
  title = "AWS Well-Architected: cost optimization"
  link  = "https://docs.aws.amazon.com/wellarchitected/latest/framework/cost-optimization.html"
}

group "COST03" {
  number   = 1
  title    = "cost and usage are known"
  severity = "low"
}

group "COST04" {
  number   = 2
  title    = "what nobody uses is removed"
  severity = "medium"
}

group "COST05" {
  number   = 3
  title    = "storage and data that are cheap to keep"
  severity = "medium"
}

group "COST06" {
  number   = 4
  title    = "types, sizes and versions of today"
  severity = "medium"
}

group "COST08" {
  number   = 5
  title    = "data transfer"
  severity = "low"
}

group "COST09" {
  number   = 6
  title    = "supply that follows demand"
  severity = "medium"
}

locals {
  # Groups of machines that may have more than one.
  fleets = [for g in fleets() : g if g.most > 1]

  # https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html, read 2026-11-29.
  previous_generation = "^(a1|c1|c3|c4|g3|g3s|i2|m1|m2|m3|m4|p3|p3dn|r3|r4|t1)[.]"
}
