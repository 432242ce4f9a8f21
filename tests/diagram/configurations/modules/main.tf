terraform {
  required_providers { aws = { source = "hashicorp/aws", version = "~> 5.0" } }
}
provider "aws" { region = "eu-central-1" }
module "net" {
  for_each = toset(["shop", "admin"])
  source   = "./net"
  name     = each.key
  zones    = each.key == "shop" ? ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1a"] : ["eu-central-1a"]
}
resource "aws_db_instance" "orders" {
  identifier             = "orders"
  engine                 = "mysql"
  instance_class         = "db.t3.medium"
  allocated_storage      = 20
  multi_az               = true
  db_subnet_group_name   = aws_db_subnet_group.orders.name
  vpc_security_group_ids = [aws_security_group.db.id]
  username               = "a"
  password               = "not-to-be-shown"
}
resource "aws_db_subnet_group" "orders" {
  name       = "orders"
  subnet_ids = module.net["shop"].private
}
resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = module.net["shop"].vpc_id
  ingress {
    from_port   = 3306
    to_port     = 3306
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}
resource "aws_instance" "app" {
  count                  = 5
  ami                    = "ami-1"
  instance_type          = "m5.large"
  subnet_id              = module.net["shop"].private[count.index % 3]
  vpc_security_group_ids = [aws_security_group.db.id]
}
resource "aws_s3_bucket" "files" { bucket = "files" }
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_dynamodb_table" "carts" {
  name         = "carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}
