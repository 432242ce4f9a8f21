# A network as public modules write it: every block is called "this" or has a count.

resource "aws_vpc" "this" {
  cidr_block = "10.8.0.0/16"
}

resource "aws_internet_gateway" "this" {
  count  = 1
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "private" {
  count             = 3
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
  availability_zone = "eu-west-1${["a", "b", "c"][count.index]}"
}

resource "aws_subnet" "database" {
  count             = 3
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, 8 + count.index)
  availability_zone = "eu-west-1${["a", "b", "c"][count.index]}"
}

output "vpc_id" {
  value = aws_vpc.this.id
}

output "database_subnets" {
  value = aws_subnet.database[*].id
}

output "private_subnets" {
  value = aws_subnet.private[*].id
}
