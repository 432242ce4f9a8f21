locals {
  common_tags = {
    Project      = var.project_name
    Env          = var.environment
    MigratedFrom = "us-west-1"
  }
}

# What is left behind: looked up, not managed
data "aws_region" "source" {
  provider = aws.source
}

resource "aws_vpc" "main" {
  provider = aws.target

  cidr_block           = var.vpc_cidr
  enable_dns_hostnames = true

  tags = merge(local.common_tags, {
    Name = "${var.project_name}-${var.environment}-vpc"
  })
}

resource "aws_internet_gateway" "main" {
  provider = aws.target

  vpc_id = aws_vpc.main.id

  tags = merge(local.common_tags, {
    Name = "${var.project_name}-${var.environment}-igw"
  })
}

resource "aws_subnet" "public" {
  provider = aws.target

  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.1.1.0/24"
  availability_zone       = "us-west-2a"
  map_public_ip_on_launch = true

  tags = merge(local.common_tags, {
    Name = "${var.project_name}-${var.environment}-public"
  })
}

resource "aws_subnet" "private" {
  provider = aws.target

  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.1.2.0/24"
  availability_zone = "us-west-2a"

  tags = merge(local.common_tags, {
    Name = "${var.project_name}-${var.environment}-private"
  })
}

resource "aws_route_table" "public" {
  provider = aws.target

  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }

  tags = merge(local.common_tags, {
    Name = "${var.project_name}-${var.environment}-public"
  })
}

resource "aws_route_table_association" "public" {
  provider = aws.target

  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
