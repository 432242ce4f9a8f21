terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "each" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

resource "aws_lb" "main" {
  name    = "main"
  subnets = aws_subnet.each[*].id
}

resource "aws_instance" "main" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.medium"
  subnet_id     = aws_subnet.each[0].id
}

# What an argument that is left out is in a plan: null, a default, or unknown.
output "left_out" {
  value = {
    default  = aws_vpc.main.instance_tenancy
    on       = aws_vpc.main.enable_dns_support
    null     = aws_vpc.main.ipv4_ipam_pool_id
    computed = aws_vpc.main.enable_dns_hostnames
    type     = aws_lb.main.load_balancer_type
    blocks   = aws_instance.main.root_block_device
    tags     = aws_vpc.main.tags
  }
}

# A set that holds something unknown is unknown as a whole once the provider has planned it.
output "subnets" {
  value = { of_lb = aws_lb.main.subnets, count = length(aws_lb.main.subnets) }
}

output "instance_types" {
  value = [aws_instance.main.instance_type, aws_instance.main.ami]
}
