# A null where the provider decides the value sets nothing.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "cidr" {
  type    = string
  default = null
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
  arn  = null
}

resource "aws_eks_cluster" "orders" {
  name     = "orders"
  role_arn = "arn:aws:iam::123456789012:role/orders"

  vpc_config {
    subnet_ids = ["subnet-a", "subnet-b"]
  }

  dynamic "kubernetes_network_config" {
    for_each = var.cidr == null ? [1] : []

    content {
      ip_family         = "ipv4"
      service_ipv6_cidr = var.cidr
    }
  }
}
