"""Who security groups let in: by group, by the group of an EKS cluster, by addresses."""

from pathlib import Path

import pytest

from tests.architecture.test_relating import architecture, function, related

CLUSTER = """
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }

resource "aws_subnet" "a" {
  count             = 2
  vpc_id            = aws_vpc.a.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}

resource "aws_iam_role" "k" {
  name               = "k"
  assume_role_policy = "{}"
}

resource "aws_eks_cluster" "k" {
  name     = "k"
  role_arn = aws_iam_role.k.arn
  vpc_config { subnet_ids = aws_subnet.a[*].id }
}

resource "aws_eks_node_group" "n" {
  cluster_name  = aws_eks_cluster.k.name
  node_role_arn = aws_iam_role.k.arn
  subnet_ids    = aws_subnet.a[*].id
  scaling_config {
    desired_size = 2
    min_size     = 1
    max_size     = 3
  }
  TEMPLATE
}

resource "aws_security_group" "own" { vpc_id = aws_vpc.a.id }

resource "aws_launch_template" "n" {
  name                   = "n"
  vpc_security_group_ids = [aws_security_group.own.id]
}

resource "aws_security_group" "books" { vpc_id = aws_vpc.a.id }

resource "aws_vpc_security_group_ingress_rule" "books" {
  security_group_id            = aws_security_group.books.id
  referenced_security_group_id = aws_eks_cluster.k.vpc_config[0].cluster_security_group_id
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
}

resource "aws_db_subnet_group" "books" { subnet_ids = aws_subnet.a[*].id }

resource "aws_db_instance" "books" {
  engine                 = "postgres"
  instance_class         = "db.t4g.small"
  allocated_storage      = 20
  username               = "u"
  password               = "not-a-real-one"
  db_subnet_group_name   = aws_db_subnet_group.books.name
  vpc_security_group_ids = [aws_security_group.books.id]
}

resource "aws_efs_file_system" "files" {}

resource "aws_efs_mount_target" "files" {
  count           = 2
  file_system_id  = aws_efs_file_system.files.id
  subnet_id       = aws_subnet.a[count.index].id
  security_groups = [aws_eks_cluster.k.vpc_config[0].cluster_security_group_id]
}
"""
OWN = "launch_template {\n    name    = aws_launch_template.n.name\n    version = 1\n  }"


def test_nodes_wear_the_group_of_their_cluster(tmp_path: Path) -> None:
    """A rule for that group lets them in, and within it they reach what wears it too."""
    found = related(architecture(tmp_path, CLUSTER.replace("TEMPLATE", "")))
    assert ("data", "aws_eks_node_group.n", "aws_db_instance.books") in found
    assert ("data", "aws_eks_node_group.n", "aws_efs_file_system.files") in found


def test_nodes_with_groups_of_their_own_do_not(tmp_path: Path) -> None:
    """What their launch template gives them is all they wear."""
    found = related(architecture(tmp_path, CLUSTER.replace("TEMPLATE", OWN)))
    assert ("data", "aws_eks_node_group.n", "aws_db_instance.books") not in found
    assert ("data", "aws_eks_node_group.n", "aws_efs_file_system.files") not in found


ENDPOINT = """
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.a.id
  cidr_block        = "10.0.7.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_security_group" "door" {
  vpc_id = aws_vpc.a.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["RANGE"]
  }
}

resource "aws_vpc_endpoint" "logs" {
  vpc_id             = aws_vpc.a.id
  service_name       = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [aws_subnet.a.id]
  security_group_ids = [aws_security_group.door.id]
}
"""


@pytest.mark.parametrize(
    ("cidr", "let_in"),
    [("10.0.0.0/16", True), ("10.0.7.0/24", True), ("10.0.8.0/24", False), ("10.0.7.0/25", False)],
)
def test_an_endpoint_is_reached_from_the_addresses_it_lets_in(
    tmp_path: Path, cidr: str, *, let_in: bool
) -> None:
    """By what works in subnets that lie in the range as a whole."""
    inside = function("ask").replace(
        'filename      = "ask.zip"',
        'filename      = "ask.zip"\n  vpc_config {\n    subnet_ids         = [aws_subnet.a.id]\n'
        "    security_group_ids = []\n  }",
    )
    found = related(architecture(tmp_path, ENDPOINT.replace("RANGE", cidr) + inside))
    edge = ("egress", "aws_lambda_function.ask", "aws_vpc_endpoint.logs")
    assert (edge in found) is let_in


def test_each_block_is_let_in_once(tmp_path: Path) -> None:
    """Of two counted blocks that wear one group, the first machine of each reaches the database."""
    text = """
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.a.id
  cidr_block = "10.0.0.0/24"
}
resource "aws_security_group" "app" { vpc_id = aws_vpc.a.id }
resource "aws_security_group" "books" {
  vpc_id = aws_vpc.a.id
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.app.id]
  }
}
resource "aws_db_instance" "books" {
  engine                 = "postgres"
  instance_class         = "db.t4g.small"
  vpc_security_group_ids = [aws_security_group.books.id]
}
resource "aws_instance" "web" {
  count                  = 2
  subnet_id              = aws_subnet.a.id
  vpc_security_group_ids = [aws_security_group.app.id]
}
resource "aws_instance" "jobs" {
  count                  = 2
  subnet_id              = aws_subnet.a.id
  vpc_security_group_ids = [aws_security_group.app.id]
}
"""
    found = related(architecture(tmp_path, text))
    assert found == {
        ("data", "aws_instance.web[0]", "aws_db_instance.books"),
        ("data", "aws_instance.jobs[0]", "aws_db_instance.books"),
    }
