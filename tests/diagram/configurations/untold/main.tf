provider "aws" { region = "us-west-2" }

variable "copies" { type = number }

resource "aws_vpc" "field" { cidr_block = "10.9.0.0/16" }

resource "aws_neptune_cluster" "web" {
  count              = var.copies
  cluster_identifier = "web-${count.index}"
}

module "elsewhere" { source = "git::ssh://example.com/elsewhere.git" }
