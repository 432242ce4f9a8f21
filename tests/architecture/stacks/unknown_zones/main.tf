variable "region" {
  type    = string
  default = "xx-nowhere-9"
}

provider "aws" {
  region = var.region
}

data "aws_availability_zones" "all" {
  state = "available"
}

resource "aws_vpc" "main" {
  cidr_block = "10.3.0.0/16"
}

resource "aws_subnet" "app" {
  count = 3

  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.all.names[count.index]
  cidr_block        = "10.3.${count.index}.0/24"
}

resource "aws_subnet" "database" {
  count = 3

  vpc_id            = aws_vpc.main.id
  availability_zone = element(data.aws_availability_zones.all.names, count.index)
  cidr_block        = "10.3.${10 + count.index}.0/24"
}

resource "aws_launch_template" "app" {
  instance_type = "t3.micro"
}

resource "aws_autoscaling_group" "app" {
  name                = "app"
  min_size            = 3
  max_size            = 3
  vpc_zone_identifier = aws_subnet.app[*].id

  launch_template {
    id = aws_launch_template.app.id
  }
}
