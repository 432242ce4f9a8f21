# Connections that a network balancer passes on to instances with a shared file system.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-west-2"
  default_tags {
    tags = { Stack = "passthrough" }
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.2.0.0/16"
}

resource "aws_subnet" "main" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = "us-west-2${["a", "b"][count.index]}"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_eip" "out" {
  count  = 2
  domain = "vpc"
}

resource "aws_nat_gateway" "out" {
  count         = 2
  allocation_id = aws_eip.out[count.index].id
  subnet_id     = aws_subnet.main[count.index].id
  tags          = { Name = "out-${count.index}" }
  depends_on    = [aws_internet_gateway.main]
}

resource "aws_lb" "wire" {
  name               = "wire"
  load_balancer_type = "network"
  subnets            = aws_subnet.main[*].id
}

resource "aws_lb_target_group" "wire" {
  name     = "wire"
  port     = 5000
  protocol = "TCP"
  vpc_id   = aws_vpc.main.id
}

resource "aws_lb_listener" "wire" {
  load_balancer_arn = aws_lb.wire.arn
  port              = 5000
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.wire.arn
  }
}

resource "aws_instance" "node" {
  count         = 2
  ami           = "ami-12c6146b"
  instance_type = "t3.small"
  subnet_id     = aws_subnet.main[count.index].id
  tags          = { Name = "node-${count.index}" }
}

resource "aws_efs_file_system" "shared" {
  creation_token = "shared"
}

output "nodes" {
  value = aws_instance.node[*].id
}

output "ways_out" {
  value = join(",", aws_nat_gateway.out[*].id)
}

output "files" {
  value = aws_efs_file_system.shared.id
}
