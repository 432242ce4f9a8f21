provider "aws" { region = "us-east-1" }
variable "groups" {
  type = map(object({
    types  = optional(list(string), ["t3.medium"])
    scale  = optional(tuple([number, number, number]), [1, 1, 2])
    taints = optional(list(map(string)), [])
    labels = optional(map(string), {})
  }))
  default = {
    spot = { types = ["m5.large", "m5a.large"], taints = [{ key = "spot", value = "true", effect = "NO_SCHEDULE" }] }
    base = { scale = ["2", 2, 4], labels = { n = 1 } }
  }
}
resource "aws_iam_role" "r" {
  for_each           = toset(["cluster", "node"])
  name               = each.key
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_eks_cluster" "c" {
  name                      = "c"
  role_arn                  = aws_iam_role.r["cluster"].arn
  version                   = 1.30
  enabled_cluster_log_types = ["audit", "api"]
  vpc_config {
    subnet_ids              = ["subnet-b", "subnet-a"]
    endpoint_private_access = true
    public_access_cidrs     = ["0.0.0.0/0"]
  }
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = "arn:aws:kms:us-east-1:123456789012:key/x"
    }
  }
  depends_on = [aws_iam_role.r]
}
resource "aws_eks_node_group" "n" {
  for_each        = var.groups
  cluster_name    = aws_eks_cluster.c.name
  node_group_name = each.key
  node_role_arn   = aws_iam_role.r["node"].arn
  subnet_ids      = aws_eks_cluster.c.vpc_config[0].subnet_ids
  instance_types  = each.value.types
  labels          = each.value.labels
  capacity_type   = length(each.value.taints) > 0 ? "SPOT" : "ON_DEMAND"
  scaling_config {
    desired_size = each.value.scale[0]
    min_size     = each.value.scale[1]
    max_size     = each.value.scale[2]
  }
  dynamic "taint" {
    for_each = each.value.taints
    content {
      key    = taint.value.key
      value  = lookup(taint.value, "value", null)
      effect = taint.value["effect"]
    }
  }
  lifecycle { ignore_changes = [scaling_config[0].desired_size] }
}
resource "aws_eks_addon" "a" {
  for_each             = { for n in ["coredns", "vpc-cni"] : n => n == "vpc-cni" ? { env = { X = "1" } } : null }
  cluster_name         = aws_eks_cluster.c.name
  addon_name           = each.key
  configuration_values = each.value == null ? null : jsonencode(each.value)
}
resource "aws_opensearch_domain" "o" {
  domain_name    = "opens"
  engine_version = "OpenSearch_2.11"
  cluster_config {
    instance_type          = "r6g.large.search"
    instance_count         = 3
    zone_awareness_enabled = true
    zone_awareness_config {
      availability_zone_count = 3
    }
  }
  ebs_options {
    ebs_enabled = true
    volume_size = 100
  }
  advanced_options = { "rest.action.multi.allow_explicit_index" = true }
}
resource "aws_msk_cluster" "k" {
  cluster_name           = "k"
  kafka_version          = "3.5.1"
  number_of_broker_nodes = 3
  broker_node_group_info {
    instance_type   = "kafka.m5.large"
    client_subnets  = ["subnet-c", "subnet-a", "subnet-b"]
    security_groups = [aws_security_group.s.id]
    storage_info {
      ebs_storage_info {
        volume_size = 1000
      }
    }
  }
}
resource "aws_security_group" "s" {
  name   = "s"
  vpc_id = "vpc-1"
  ingress = [for p in [9092, 9094] : {
    from_port        = p, to_port = p, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"], description = ""
    ipv6_cidr_blocks = null, prefix_list_ids = null, security_groups = null, self = null
  }]
}
resource "aws_vpc_security_group_ingress_rule" "x" {
  for_each                     = { for i, c in ["10.1.0.0/16", "sg"] : i => c }
  security_group_id            = aws_security_group.s.id
  ip_protocol                  = "tcp"
  from_port                    = "22"
  to_port                      = 22
  cidr_ipv4                    = each.value == "sg" ? null : each.value
  referenced_security_group_id = each.value == "sg" ? aws_security_group.s.id : null
}
resource "aws_redshift_cluster" "r" {
  cluster_identifier  = "r"
  node_type           = "ra3.xlplus"
  number_of_nodes     = 2
  master_username     = "u"
  master_password     = "Abcdefg1"
  skip_final_snapshot = true
}
resource "aws_instance" "i" {
  count         = 2
  ami           = "ami-12345678"
  instance_type = ["t3.micro", "t3.small"][count.index]
  root_block_device {
    volume_size = 8 + count.index
  }
  dynamic "ebs_block_device" {
    for_each = slice(["f", "g"], 0, count.index + 1)
    content {
      device_name = "/dev/sd${ebs_block_device.value}"
      volume_size = ebs_block_device.key + 1
    }
  }
  user_data = <<EOF
#cloud-config
${yamlencode({ runcmd = ["echo ${count.index}"] })}
EOF
  tags      = { for k in ["Name", "Index"] : k => k == "Name" ? format("i-%03d", count.index) : count.index }
}
output "private" { value = { for i in aws_instance.i : i.tags.Name => i.private_ip } }
output "types" { value = zipmap(aws_instance.i[*].tags.Name, aws_instance.i[*].instance_type) }
output "subnets" { value = one(aws_eks_cluster.c.vpc_config).subnet_ids }
