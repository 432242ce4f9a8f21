# What public module examples have and the payment stack has not: one instance in one of three like
# subnets, listeners of unlike ports, several target groups of one instance, a global database.

provider "aws" {
  region = "eu-west-1"
}

module "net" {
  source = "./net"
}

resource "aws_instance" "only" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.nano"
  subnet_id     = module.net.private_subnets[0]
}

resource "aws_lb" "web" {
  name               = "web"
  load_balancer_type = "network"
  subnets            = module.net.private_subnets
}

resource "aws_lb_target_group" "web" {
  for_each = toset(["81", "82"])
  name     = "web-${each.key}"
  vpc_id   = module.net.vpc_id
  port     = tonumber(each.key)
  protocol = "TCP"
}

resource "aws_lb_target_group_attachment" "web" {
  for_each         = aws_lb_target_group.web
  target_group_arn = each.value.arn
  target_id        = aws_instance.only.id
}

resource "aws_lb_listener" "web" {
  for_each          = { "81" = "TCP", "443" = "TLS", "9443" = "TLS" }
  load_balancer_arn = aws_lb.web.arn
  port              = tonumber(each.key)
  protocol          = each.value

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web[each.key == "81" ? "81" : "82"].arn
  }
}

resource "aws_rds_global_cluster" "this" {
  global_cluster_identifier = "orders"
  engine                    = "aurora-postgresql"
}

resource "aws_db_subnet_group" "orders" {
  name       = "orders"
  subnet_ids = module.net.database_subnets
}

resource "aws_rds_cluster" "orders" {
  for_each                  = { first = "root", second = null }
  cluster_identifier        = "orders-${each.key}"
  engine                    = "aurora-postgresql"
  global_cluster_identifier = aws_rds_global_cluster.this.id
  db_subnet_group_name      = aws_db_subnet_group.orders.name
  master_username           = each.value
}

resource "aws_rds_cluster_instance" "first" {
  count              = 2
  identifier         = "orders-first-${count.index}"
  cluster_identifier = aws_rds_cluster.orders["first"].id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}

resource "aws_rds_cluster_instance" "second" {
  count              = 2
  identifier         = "orders-second-${count.index}"
  cluster_identifier = aws_rds_cluster.orders["second"].id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}
