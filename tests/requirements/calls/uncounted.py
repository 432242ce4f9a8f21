# ruff: noqa: E501 text as it stands in a configuration
"""What a block of unknown number may change about what is certain beside it."""

from tests.requirements.calls import UNTOLD, Stack

STACKS: dict[str, Stack] = {
    "serving and what a fleet wears where nobody can count what is named": (
        """
resource "aws_lb" "l" {}
resource "aws_lb_target_group" "t" {
  count    = var.many
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-1"
}
resource "aws_lb_listener" "h" {
  load_balancer_arn = aws_lb.l.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t[0].arn
  }
}
resource "aws_launch_template" "t" {
  count                  = var.many
  vpc_security_group_ids = ["sg-1"]
}
resource "aws_autoscaling_group" "g" {
  availability_zones = ["eu-west-1a"]
  min_size           = 1
  max_size           = 3
  launch_template { id = aws_launch_template.t[0].id }
}
""",
        {
            "length(serving()) == 0": UNTOLD,
            "length(fleets()[0].security_groups) == 0": UNTOLD,
        },
    ),
    "zones of subnets that nobody can count": (
        """
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "b" {
  count             = var.many
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1b"
}
resource "aws_lb" "one" { subnets = [aws_subnet.a.id, aws_subnet.b[0].id] }
resource "aws_lb" "all" { subnets = concat([aws_subnet.a.id], aws_subnet.b[*].id) }
resource "aws_lb" "alone" { subnets = [aws_subnet.a.id] }
""",
        {
            'zones([aws_lb.one], ["subnets"]) >= 2': UNTOLD,
            'zones([aws_lb.all], ["subnets"]) >= 2': UNTOLD,
            'zones([aws_lb.alone], ["subnets"]) >= 2': False,
            '[for b in architecture.load_balancers : length(b.zones) >= 2 if b.address == "aws_lb.one"][0]': UNTOLD,
            '[for b in architecture.load_balancers : length(b.zones) >= 2 if b.address == "aws_lb.alone"][0]': False,
        },
    ),
    "kept_volumes of templates that nobody can count": (
        """
resource "aws_launch_template" "keeps" {
  count = var.many
  block_device_mappings {
    device_name = "/dev/xvdb"
    ebs { delete_on_termination = false }
  }
}
resource "aws_launch_template" "drops" {
  count = var.many
  block_device_mappings {
    device_name = "/dev/xvdb"
    ebs { delete_on_termination = true }
  }
}
resource "aws_instance" "there" {
  launch_template { id = aws_launch_template.keeps[0].id }
}
resource "aws_autoscaling_group" "more" {
  count              = var.many
  availability_zones = ["eu-west-1a"]
  min_size           = 1
  max_size           = 1
  launch_template { id = aws_launch_template.drops[count.index].id }
}
""",
        {"length(kept_volumes()) == 0": UNTOLD},
    ),
    "kept_volumes of a group that nobody can count": (
        """
resource "aws_launch_template" "keeps" {
  block_device_mappings {
    device_name = "/dev/xvdb"
    ebs { delete_on_termination = false }
  }
}
resource "aws_autoscaling_group" "more" {
  count              = var.many
  availability_zones = ["eu-west-1a"]
  min_size           = 1
  max_size           = 1
  launch_template { id = aws_launch_template.keeps.id }
}
""",
        {"length(kept_volumes()) == 0": UNTOLD},
    ),
    "kept_volumes of a group that keeps none": (
        """
resource "aws_launch_template" "drops" {
  block_device_mappings {
    device_name = "/dev/xvdb"
    ebs { delete_on_termination = true }
  }
}
resource "aws_autoscaling_group" "more" {
  count              = var.many
  availability_zones = ["eu-west-1a"]
  min_size           = 1
  max_size           = 1
  launch_template { id = aws_launch_template.drops.id }
}
""",
        {"length(kept_volumes()) == 0": True},
    ),
    "fleets that more may be attached to, or more may resize": (
        """
resource "aws_launch_template" "t" { instance_type = "t3.micro" }
resource "aws_lb_target_group" "a" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-1"
}
resource "aws_autoscaling_group" "there" {
  name               = "there"
  availability_zones = ["eu-west-1a"]
  min_size           = 1
  max_size           = 3
  launch_template { id = aws_launch_template.t.id }
}
resource "aws_autoscaling_group" "other" {
  name               = "other"
  availability_zones = ["eu-west-1a"]
  min_size           = 1
  max_size           = 3
  launch_template { id = aws_launch_template.t.id }
}
resource "aws_autoscaling_attachment" "more" {
  count                  = var.many
  autoscaling_group_name = aws_autoscaling_group.there.name
  lb_target_group_arn    = aws_lb_target_group.a.arn
}
resource "aws_autoscaling_schedule" "more" {
  count                  = var.many
  scheduled_action_name  = "more"
  autoscaling_group_name = aws_autoscaling_group.there.name
  max_size               = 9
}
""",
        {
            'length([for f in fleets() : f.target_groups if f.address == "aws_autoscaling_group.there"][0]) == 0': UNTOLD,
            'length([for f in fleets() : f.target_groups if f.address == "aws_autoscaling_group.other"][0]) == 0': True,
            '[for f in fleets() : f.most if f.address == "aws_autoscaling_group.there"][0] <= 3': UNTOLD,
            '[for f in fleets() : f.most if f.address == "aws_autoscaling_group.there"][0] >= 3': True,
            '[for f in fleets() : f.most if f.address == "aws_autoscaling_group.other"][0] == 3': True,
        },
    ),
    "security_groups_of machines that an attachment may give more": (
        """
resource "aws_security_group" "a" { name = "a" }
resource "aws_instance" "i" {
  ami           = "ami-1"
  instance_type = "t3.micro"
}
resource "aws_network_interface_sg_attachment" "more" {
  count                = var.many
  security_group_id    = aws_security_group.a.id
  network_interface_id = aws_instance.i.primary_network_interface_id
}
""",
        {
            'contains(security_groups_of("compute"), "aws_security_group.a")': UNTOLD,
            'contains(security_groups_of("balancers"), "aws_security_group.a")': False,
        },
    ),
    "redrives by functions that nobody can count": (
        """
resource "aws_sqs_queue" "dead" { name = "dead" }
resource "aws_sqs_queue" "other" { name = "other" }
resource "aws_lambda_function" "f" {
  count         = var.many
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/f"
  dead_letter_config { target_arn = aws_sqs_queue.dead.arn }
}
""",
        {
            "length(redrives(aws_sqs_queue.dead)) == 0": UNTOLD,
            "length(redrives(aws_sqs_queue.other)) == 0": True,
        },
    ),
    "security_groups_of balancers that nobody can count": (
        """
resource "aws_security_group" "a" { name = "a" }
resource "aws_security_group" "b" { name = "b" }
resource "aws_lb" "there" { security_groups = [aws_security_group.b.id] }
resource "aws_lb" "more" {
  count           = var.many
  security_groups = [aws_security_group.a.id]
}
""",
        {
            'contains(security_groups_of("balancers"), "aws_security_group.a")': UNTOLD,
            'contains(security_groups_of("balancers"), "aws_security_group.b")': True,
            'contains(security_groups_of("databases"), "aws_security_group.a")': False,
        },
    ),
    "of_database by a version that nobody can count": (
        """
resource "aws_db_instance" "d" {
  instance_class = "db.t4g.micro"
  username       = "app"
}
resource "aws_secretsmanager_secret" "cards" { name = "cards" }
resource "aws_secretsmanager_secret" "other" { name = "other" }
resource "aws_secretsmanager_secret_version" "v" {
  count         = var.many
  secret_id     = aws_secretsmanager_secret.cards.id
  secret_string = aws_db_instance.d.endpoint
}
""",
        {
            "of_database(aws_secretsmanager_secret.cards)": UNTOLD,
            "of_database(aws_secretsmanager_secret.other)": False,
        },
    ),
    "volumes_open where encryption by default may be set": (
        """
resource "aws_ebs_encryption_by_default" "all" {
  count   = var.many
  enabled = true
}
resource "aws_instance" "i" {
  ami           = "ami-1"
  instance_type = "t3.micro"
}
resource "aws_instance" "sealed" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  root_block_device { encrypted = true }
}
""",
        {
            "volumes_open(aws_instance.i)": UNTOLD,
            "length(volumes_open(aws_instance.sealed))": 0,
        },
    ),
    "volumes_open where encryption by default is off": (
        """
resource "aws_ebs_encryption_by_default" "none" {
  count   = var.many
  enabled = false
}
resource "aws_instance" "i" {
  ami           = "ami-1"
  instance_type = "t3.micro"
}
""",
        {"length(volumes_open(aws_instance.i))": 1},
    ),
    "alarms_on each member of a cluster that may have more": (
        """
resource "aws_rds_cluster" "c" { cluster_identifier = "c" }
resource "aws_rds_cluster" "whole" { cluster_identifier = "whole" }
resource "aws_rds_cluster_instance" "one" {
  for_each           = { c = aws_rds_cluster.c.id, whole = aws_rds_cluster.whole.id }
  identifier         = each.key
  cluster_identifier = each.value
  instance_class     = "db.r6g.large"
}
resource "aws_rds_cluster_instance" "more" {
  count              = var.many
  cluster_identifier = aws_rds_cluster.c.id
  instance_class     = "db.r6g.large"
}
resource "aws_cloudwatch_metric_alarm" "a" {
  for_each            = aws_rds_cluster_instance.one
  alarm_name          = each.key
  namespace           = "AWS/RDS"
  metric_name         = "FreeableMemory"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 60
  evaluation_periods  = 1
  statistic           = "Average"
  dimensions          = { DBInstanceIdentifier = each.value.identifier }
}
""",
        {
            'length(alarms_on(aws_rds_cluster.c, "AWS/RDS", "FreeableMemory")) > 0': UNTOLD,
            'length(alarms_on(aws_rds_cluster.whole, "AWS/RDS", "FreeableMemory")) > 0': True,
        },
    ),
    "fleets that a policy of unknown number may scale": (
        """
resource "aws_autoscaling_group" "web" {
  for_each             = toset(["a", "b"])
  name                 = each.key
  min_size             = 1
  max_size             = 4
  launch_configuration = "x"
}
resource "aws_autoscaling_policy" "web" {
  count                  = var.many
  name                   = "web"
  policy_type            = "TargetTrackingScaling"
  autoscaling_group_name = aws_autoscaling_group.web["a"].name
}
""",
        {
            "{ for f in fleets() : f.address => f.adapts }": {
                'aws_autoscaling_group.web["a"]': UNTOLD,
                'aws_autoscaling_group.web["b"]': False,
            },
        },
    ),
    "may where a policy that nobody can count denies": (
        """
resource "aws_iam_role" "r" {
  for_each           = toset(["a", "b"])
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "allows" {
  for_each = aws_iam_role.r
  role     = each.value.id
  policy   = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
resource "aws_iam_role_policy" "denies" {
  count  = var.many
  role   = aws_iam_role.r["a"].id
  policy = jsonencode({ Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] })
}
""",
        {
            'anytrue([for s in may(aws_iam_role.r["a"], "s3:GetObject") : s.everywhere])': UNTOLD,
            'anytrue([for s in may(aws_iam_role.r["b"], "s3:GetObject") : s.everywhere])': True,
        },
    ),
    "grants of a policy that may only bound": (
        """
resource "aws_iam_policy" "bound" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
resource "aws_iam_policy" "given" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
resource "aws_iam_role" "r" {
  count                = var.many
  assume_role_policy   = "{}"
  permissions_boundary = aws_iam_policy.bound.arn
}
""",
        {
            "length(grants()[0].wide) > 0": UNTOLD,
            "grants()[1].address": "aws_iam_policy.given",
            "length(grants()[1].wide) > 0": True,
        },
    ),
    "a subnet whose main table may be another": (
        """
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "g" { vpc_id = aws_vpc.v.id }
resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_default_route_table" "main" {
  count                  = var.many
  default_route_table_id = aws_vpc.v.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.g.id
  }
}
""",
        {"architecture.subnets[0].tier": UNTOLD},
    ),
    "a bucket of unknown number serves where it is there": (
        'resource "aws_s3_bucket" "b" { count = var.many }',
        {"architecture.serves": UNTOLD},
    ),
    "a role of unknown number serves nobody": (
        'resource "aws_iam_role" "r" {\n  count = var.many\n  assume_role_policy = "{}"\n}',
        {"architecture.serves": False},
    ),
}
