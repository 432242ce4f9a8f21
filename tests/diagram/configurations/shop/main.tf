provider "aws" { region = "us-west-2" }

locals { zones = ["us-west-2a", "us-west-2b"] }

resource "aws_vpc" "shop" { cidr_block = "10.8.0.0/16" }

resource "aws_internet_gateway" "out" { vpc_id = aws_vpc.shop.id }

resource "aws_subnet" "front" {
  count             = 2
  vpc_id            = aws_vpc.shop.id
  cidr_block        = "10.8.${count.index}.0/24"
  availability_zone = local.zones[count.index]
}

resource "aws_route_table" "front" {
  vpc_id = aws_vpc.shop.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.out.id
  }
}

resource "aws_route_table_association" "front" {
  count          = 2
  subnet_id      = aws_subnet.front[count.index].id
  route_table_id = aws_route_table.front.id
}

resource "aws_subnet" "back" {
  count             = 2
  vpc_id            = aws_vpc.shop.id
  cidr_block        = "10.8.1${count.index}.0/24"
  availability_zone = local.zones[count.index]
}

resource "aws_security_group" "front" {
  vpc_id = aws_vpc.shop.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "till" {
  vpc_id = aws_vpc.shop.id
  ingress {
    from_port       = 9000
    to_port         = 9000
    protocol        = "tcp"
    security_groups = [aws_security_group.front.id]
  }
}

resource "aws_security_group" "books" {
  vpc_id = aws_vpc.shop.id
  ingress {
    from_port       = 3306
    to_port         = 3306
    protocol        = "tcp"
    security_groups = [aws_security_group.till.id]
  }
}

resource "aws_lb" "front" {
  name            = "front"
  subnets         = aws_subnet.front[*].id
  security_groups = [aws_security_group.front.id]
}

resource "aws_lb_target_group" "till" {
  name        = "till"
  port        = 9000
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.shop.id
}

resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.front.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:us-west-2:123456789012:certificate/c"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.till.arn
  }
}

resource "aws_ecs_cluster" "shop" { name = "shop" }

resource "aws_ecs_task_definition" "till" {
  family                   = "till"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "till", image = "till", portMappings = [{ containerPort = 9000 }] }])
}

resource "aws_ecs_service" "till" {
  name            = "till"
  cluster         = aws_ecs_cluster.shop.id
  task_definition = aws_ecs_task_definition.till.arn
  desired_count   = 3
  launch_type     = "FARGATE"
  network_configuration {
    subnets         = aws_subnet.back[*].id
    security_groups = [aws_security_group.till.id]
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.till.arn
    container_name   = "till"
    container_port   = 9000
  }
}

resource "aws_db_subnet_group" "books" { subnet_ids = aws_subnet.back[*].id }

resource "aws_db_instance" "books" {
  identifier             = "books"
  engine                 = "mysql"
  instance_class         = "db.t4g.small"
  allocated_storage      = 20
  username               = "u"
  password               = "not-a-real-one"
  availability_zone      = "us-west-2a"
  db_subnet_group_name   = aws_db_subnet_group.books.name
  vpc_security_group_ids = [aws_security_group.books.id]
}

resource "aws_db_instance" "copy" {
  identifier          = "books-copy"
  replicate_source_db = aws_db_instance.books.identifier
  instance_class      = "db.t4g.small"
  availability_zone   = "us-west-2b"
}

resource "aws_apigatewayv2_api" "hooks" {
  name          = "hooks"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "hooks" {
  api_id           = aws_apigatewayv2_api.hooks.id
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.hooks.invoke_arn
}

resource "aws_apigatewayv2_route" "hooks" {
  api_id    = aws_apigatewayv2_api.hooks.id
  route_key = "POST /hooks"
  target    = "integrations/${aws_apigatewayv2_integration.hooks.id}"
}

resource "aws_lambda_function" "hooks" {
  function_name = "hooks"
  role          = "arn:aws:iam::123456789012:role/r"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "x.zip"
  environment { variables = { SEEN = aws_dynamodb_table.seen.name } }
}

resource "aws_dynamodb_table" "seen" {
  name         = "seen"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_instance" "disks" {
  ami           = "ami-12345678"
  instance_type = "t3.small"
  subnet_id     = aws_subnet.back[1].id
}

resource "aws_ebs_volume" "disks" {
  count             = 5
  availability_zone = "us-west-2b"
  size              = 8
}

resource "aws_volume_attachment" "disks" {
  count       = 5
  device_name = "/dev/xvd${count.index}"
  volume_id   = aws_ebs_volume.disks[count.index].id
  instance_id = aws_instance.disks.id
}
