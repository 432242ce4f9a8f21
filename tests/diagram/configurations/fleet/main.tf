provider "aws" { region = "eu-central-1" }
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  count             = 60
  vpc_id            = aws_vpc.a.id
  availability_zone = "eu-central-1${["a", "b", "c"][count.index % 3]}"
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
}
resource "aws_instance" "fleet" {
  count         = 500
  ami           = "ami-1"
  instance_type = "m5.large"
  subnet_id     = aws_subnet.s[count.index % 60].id
}
