# ruff: noqa: E501 text as it stands in a configuration
"""What runs, how it grows, and what is kept of it."""

from tests.requirements.calls import UNTOLD, Stack

STACKS: dict[str, Stack] = {
    "max_connections": (
        "",
        {
            f'max_connections("db.{name}")': most
            for name, most in {
                "r4.large": 1600,
                "r4.xlarge": 3200,
                "r5.large": 1600,
                "r5.xlarge": 3300,
                "r6g.large": 1722,
                "r6g.xlarge": 3479,
                "t3.medium": 420,
                "t3.large": 844,
                "t4g.medium": 405,
                "t4g.large": 844,
                "x2g.large": 3479,
                "x2g.xlarge": 5000,
                "r5.24xlarge": 5000,
                "r4.16xlarge": 5000,
                "r6g.2xlarge": 5000,
                "t3.small": UNTOLD,
                "r5.32xlarge": UNTOLD,
                "r9.large": UNTOLD,
            }.items()
        }
        | {"max_connections(var.name)": UNTOLD, "max_connections(3)": UNTOLD},
    ),
    "backed_up": (
        """
resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"
}
resource "aws_dynamodb_table" "stock" {
  name     = "stock"
  hash_key = "id"
}
resource "aws_backup_vault" "v" { name = "v" }
resource "aws_backup_plan" "daily" {
  name = "daily"
  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.v.name
    schedule          = "cron(0 5 * * ? *)"
    lifecycle { delete_after = 14 }
  }
}
resource "aws_backup_selection" "orders" {
  name         = "orders"
  plan_id      = aws_backup_plan.daily.id
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  resources    = [aws_dynamodb_table.orders.arn]
}
""",
        {
            "backed_up(aws_dynamodb_table.orders, 24, 14)": True,
            "backed_up(aws_dynamodb_table.orders, 23, 14)": False,
            "backed_up(aws_dynamodb_table.orders, 24, 15)": False,
            "backed_up(aws_dynamodb_table.orders, null, 1)": True,
            "backed_up(aws_dynamodb_table.stock, 24, 1)": False,
            'backed_up(aws_dynamodb_table.orders, "often", 1)': UNTOLD,
            "backed_up(aws_dynamodb_table.orders, 24, null)": UNTOLD,
            'backed_up("elsewhere", 24, 1)': UNTOLD,
            'longest_gap_hours("cron(0 5 * * ? *)")': 24,
            'longest_gap_hours("rate(90 minutes)")': 1.5,
            'longest_gap_hours("often")': None,
            "longest_gap_hours(3)": None,
            "longest_gap_hours(var.name)": UNTOLD,
        },
    ),
    "kept_volumes": (
        """
resource "aws_launch_template" "t" {
  block_device_mappings {
    device_name = "/dev/sdf"
    ebs { delete_on_termination = false }
  }
}
resource "aws_launch_template" "none" {
  block_device_mappings {
    device_name = "/dev/sdf"
    ebs { delete_on_termination = true }
  }
}
resource "aws_launch_template" "silent" {
  block_device_mappings {
    device_name = "/dev/sdf"
    ebs { volume_size = 8 }
  }
}
resource "aws_launch_template" "some" {
  dynamic "block_device_mappings" {
    for_each = var.list
    content {
      device_name = block_device_mappings.value
      ebs { delete_on_termination = false }
    }
  }
}
resource "aws_autoscaling_group" "bare" {
  launch_template { id = aws_launch_template.t.id }
}
resource "aws_autoscaling_group" "taken" {
  launch_template { id = aws_launch_template.t.id }
  tag {
    key                 = "backup"
    value               = "yes"
    propagate_at_launch = true
  }
}
resource "aws_autoscaling_group" "none" {
  launch_template { id = aws_launch_template.none.id }
}
resource "aws_autoscaling_group" "silent" {
  launch_template { id = aws_launch_template.silent.id }
}
resource "aws_autoscaling_group" "some" {
  launch_template { id = aws_launch_template.some.id }
}
resource "aws_autoscaling_group" "counted" {
  count = var.many
  launch_template { id = aws_launch_template.none.id }
}
resource "aws_instance" "counted" {
  count = var.many
  root_block_device { delete_on_termination = false }
}
resource "aws_instance" "own" {
  ebs_block_device {
    device_name           = "/dev/sdg"
    delete_on_termination = false
  }
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "yes"
  }
}
""",
        {
            "[for v in kept_volumes() : [v.address, v.device, v.backed_up]]": [
                ["aws_autoscaling_group.bare", "/dev/sdf", False],
                ["aws_autoscaling_group.silent", "/dev/sdf", UNTOLD],
                [UNTOLD, UNTOLD, UNTOLD],
                ["aws_autoscaling_group.taken", "/dev/sdf", True],
                ["aws_instance.own", "/dev/sdg", False],
                [UNTOLD, UNTOLD, UNTOLD],
            ],
        },
    ),
    "backed_up of a volume with its instance": (
        """
resource "aws_instance" "db" { tags = { backup = "yes" } }
resource "aws_instance" "other" {}
resource "aws_ebs_volume" "data" { availability_zone = "eu-west-1a" }
resource "aws_ebs_volume" "loose" { availability_zone = "eu-west-1a" }
resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.db.id
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  resources    = [aws_instance.db.arn]
}
""",
        {
            "backed_up(aws_ebs_volume.data, null, 1)": True,
            "backed_up(aws_ebs_volume.loose, null, 1)": False,
        },
    ),
    "backed_up of a volume with its instance by a pattern": (
        """
resource "aws_instance" "db" { tags = { backup = "yes" } }
resource "aws_instance" "other" {}
resource "aws_ebs_volume" "data" { availability_zone = "eu-west-1a" }
resource "aws_ebs_volume" "loose" { availability_zone = "eu-west-1a" }
resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.db.id
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  resources    = ["arn:aws:ec2:*:*:instance/*"]
}
""",
        {
            "backed_up(aws_ebs_volume.data, null, 1)": True,
            "backed_up(aws_ebs_volume.loose, null, 1)": False,
        },
    ),
    "backed_up of a volume with its instance by a tag": (
        """
resource "aws_instance" "db" { tags = { backup = "yes" } }
resource "aws_instance" "other" {}
resource "aws_ebs_volume" "data" { availability_zone = "eu-west-1a" }
resource "aws_ebs_volume" "loose" { availability_zone = "eu-west-1a" }
resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.db.id
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "yes"
  }
}
""",
        {
            "backed_up(aws_ebs_volume.data, null, 1)": True,
            "backed_up(aws_ebs_volume.loose, null, 1)": False,
        },
    ),
    "backed_up of a volume where another instance is": (
        """
resource "aws_instance" "db" { tags = { backup = "yes" } }
resource "aws_instance" "other" {}
resource "aws_ebs_volume" "data" { availability_zone = "eu-west-1a" }
resource "aws_ebs_volume" "loose" { availability_zone = "eu-west-1a" }
resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.db.id
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  resources    = [aws_instance.other.arn]
}
""",
        {
            "backed_up(aws_ebs_volume.data, null, 1)": False,
            "backed_up(aws_ebs_volume.loose, null, 1)": False,
        },
    ),
    "backed_up of a volume where EC2 is opted out of": (
        """
resource "aws_backup_region_settings" "r" {
  resource_type_opt_in_preference = { EC2 = false }
}
resource "aws_instance" "db" { tags = { backup = "yes" } }
resource "aws_instance" "other" {}
resource "aws_ebs_volume" "data" { availability_zone = "eu-west-1a" }
resource "aws_ebs_volume" "loose" { availability_zone = "eu-west-1a" }
resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.db.id
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "yes"
  }
}
""",
        {
            "backed_up(aws_ebs_volume.data, null, 1)": False,
            "backed_up(aws_ebs_volume.loose, null, 1)": False,
        },
    ),
    "backed_up of a volume where volumes are opted out of": (
        """
resource "aws_backup_region_settings" "r" {
  resource_type_opt_in_preference = { EBS = false }
}
resource "aws_instance" "db" { tags = { backup = "yes" } }
resource "aws_instance" "other" {}
resource "aws_ebs_volume" "data" { availability_zone = "eu-west-1a" }
resource "aws_ebs_volume" "loose" { availability_zone = "eu-west-1a" }
resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.db.id
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "yes"
  }
}
""",
        {
            "backed_up(aws_ebs_volume.data, null, 1)": True,
            "backed_up(aws_ebs_volume.loose, null, 1)": False,
        },
    ),
    "backed_up of a volume where attachments are not counted": (
        """
resource "aws_instance" "db" { tags = { backup = "yes" } }
resource "aws_instance" "other" {}
resource "aws_ebs_volume" "data" { availability_zone = "eu-west-1a" }
resource "aws_ebs_volume" "loose" { availability_zone = "eu-west-1a" }
resource "aws_volume_attachment" "data" {
  count       = var.many
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.db.id
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "yes"
  }
}
""",
        {
            "backed_up(aws_ebs_volume.data, null, 1)": UNTOLD,
            "backed_up(aws_ebs_volume.loose, null, 1)": False,
        },
    ),
    "backed_up of a volume where attachments to another are not counted": (
        """
resource "aws_instance" "db" { tags = { backup = "yes" } }
resource "aws_instance" "other" {}
resource "aws_ebs_volume" "data" { availability_zone = "eu-west-1a" }
resource "aws_ebs_volume" "loose" { availability_zone = "eu-west-1a" }
resource "aws_volume_attachment" "data" {
  count       = var.many
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.other.id
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  resources    = [aws_instance.db.arn]
}
""",
        {
            "backed_up(aws_ebs_volume.data, null, 1)": False,
            "backed_up(aws_ebs_volume.loose, null, 1)": False,
        },
    ),
    "backed_up of a volume where its instance is given": (
        """
resource "aws_instance" "db" { tags = { backup = "yes" } }
resource "aws_instance" "other" {}
resource "aws_ebs_volume" "data" { availability_zone = "eu-west-1a" }
resource "aws_ebs_volume" "loose" { availability_zone = "eu-west-1a" }
resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = var.name
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "yes"
  }
}
""",
        {
            "backed_up(aws_ebs_volume.data, null, 1)": UNTOLD,
            "backed_up(aws_ebs_volume.loose, null, 1)": False,
        },
    ),
    "backed_up of a volume where its instance is given and none is taken": (
        """
resource "aws_instance" "db" { tags = { backup = "yes" } }
resource "aws_instance" "other" {}
resource "aws_ebs_volume" "data" { availability_zone = "eu-west-1a" }
resource "aws_ebs_volume" "loose" { availability_zone = "eu-west-1a" }
resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = "i-1"
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  resources    = [aws_instance.db.arn]
}
""",
        {
            "backed_up(aws_ebs_volume.data, null, 1)": False,
            "backed_up(aws_ebs_volume.loose, null, 1)": False,
        },
    ),
    "backed_up of a volume where what is attached is given": (
        """
resource "aws_instance" "db" { tags = { backup = "yes" } }
resource "aws_instance" "other" {}
resource "aws_ebs_volume" "data" { availability_zone = "eu-west-1a" }
resource "aws_ebs_volume" "loose" { availability_zone = "eu-west-1a" }
resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = var.name
  instance_id = aws_instance.db.id
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "yes"
  }
}
""",
        {
            "backed_up(aws_ebs_volume.data, null, 1)": UNTOLD,
            "backed_up(aws_ebs_volume.loose, null, 1)": UNTOLD,
        },
    ),
    "backed_up where a service is opted out of": (
        """
resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"
  tags     = { backup = "yes" }
}
resource "aws_backup_region_settings" "r" {
  resource_type_opt_in_preference = { DynamoDB = false }
}
resource "aws_backup_selection" "orders" {
  name         = "orders"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "yes"
  }
}
""",
        {"backed_up(aws_dynamodb_table.orders, null, 1)": False},
    ),
    "backed_up where selections are not counted": (
        """
resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"
}
resource "aws_backup_selection" "orders" {
  count        = var.many
  name         = "orders"
  plan_id      = "p"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  resources    = [aws_dynamodb_table.orders.arn]
}
""",
        {"backed_up(aws_dynamodb_table.orders, 24, 1)": UNTOLD},
    ),
    "backed_up where plans are not counted": (
        """
resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"
}
resource "aws_backup_plan" "p" {
  count = var.many
  name  = "p"
  rule {
    rule_name         = "daily"
    target_vault_name = "v"
  }
}
""",
        {"backed_up(aws_dynamodb_table.orders, 24, 1)": UNTOLD},
    ),
    "support_of": (
        "",
        {
            'support_of("postgres", "16.4").supported': True,
            'support_of("mysql", "5.7.44").standard': False,
            'support_of("lambda", "python2.7").supported': False,
            'support_of("mysql", "5.7.44").standard_until': "2024-02-29",
            'support_of("mysql", "5.7.44").until': "2029-06-30",
            'support_of("aurora-mysql", "8.4").standard_until': "2032-04-30",
            'support_of("aurora-mysql", "8.4").until': None,
            'support_of("postgres", "99")': UNTOLD,
            'support_of(var.name, "16")': UNTOLD,
            'support_of("postgres", 16)': UNTOLD,
        },
    ),
    "color_of": (
        """
resource "aws_lb_target_group" "each" {
  for_each = toset(["blue", "green"])
  name     = "tg-${each.key}"
}
resource "aws_lb_target_group" "red" { name = "red" }
resource "aws_lb_target_group" "main" { tags = { Color = "blue" } }
resource "aws_lb_target_group" "bluebell" { name = "bluebell" }
""",
        {
            'color_of(aws_lb_target_group.each["blue"], ["green", "blue"])': "blue",
            'color_of(aws_lb_target_group.each["green"], ["green", "blue"])': "green",
            'color_of(aws_lb_target_group.main, ["green", "blue"])': "blue",
            'color_of(aws_lb_target_group.red, ["green", "blue"])': UNTOLD,
            'color_of(aws_lb_target_group.bluebell, ["green", "blue"])': UNTOLD,
            'color_of(aws_lb_target_group.red, [3, "red"])': UNTOLD,
            'color_of(aws_lb_target_group.red, "red")': UNTOLD,
            'color_of("elsewhere", ["red"])': UNTOLD,
        },
    ),
    "fleets": (
        """
resource "aws_launch_template" "t" {
  image_id      = "ami-1"
  instance_type = "t3.small"
}
resource "aws_lb_target_group" "g" { name = "g" }
resource "aws_autoscaling_group" "a" {
  min_size            = 1
  max_size            = 4
  desired_capacity    = 2
  vpc_zone_identifier = ["subnet-1"]
  target_group_arns   = [aws_lb_target_group.g.arn]
  enabled_metrics     = ["GroupInServiceInstances"]
  launch_template { id = aws_launch_template.t.id }
}
""",
        {
            "[for f in fleets() : [f.address, f.minimum, f.maximum, f.desired, f.most, f.types, f.launch_template, f.target_groups, f.tracking, f.adapts, f.metrics]]": [
                [
                    *("aws_autoscaling_group.a", 1, 4, 2, 4, ["t3.small"]),
                    *("aws_launch_template.t", ["aws_lb_target_group.g"], False, False),
                    ["GroupInServiceInstances"],
                ]
            ],
        },
    ),
    "fleets whose policies are not told": (
        """
resource "aws_autoscaling_group" "a" {
  min_size           = 1
  max_size           = 4
  availability_zones = ["eu-west-1a"]
}
resource "aws_autoscaling_policy" "some" {
  name                   = "some"
  autoscaling_group_name = var.name
  policy_type            = "TargetTrackingScaling"
  target_tracking_configuration {
    target_value = 50
    predefined_metric_specification { predefined_metric_type = "ASGAverageCPUUtilization" }
  }
}
""",
        {"[for f in fleets() : [f.tracking, f.adapts]]": [[UNTOLD, UNTOLD]]},
    ),
    "volumes_open": (
        """
variable "sealed" { type = bool }
resource "aws_instance" "bare" {
  ami = "ami-1"

}
resource "aws_instance" "root_yes" {
  ami = "ami-1"
  root_block_device { encrypted = true }
}
resource "aws_instance" "root_no" {
  ami = "ami-1"
  root_block_device { encrypted = false }
}
resource "aws_instance" "root_only_data" {
  ami = "ami-1"
  ebs_block_device {
    device_name = "/dev/sdf"
    encrypted   = true
  }
}
resource "aws_instance" "root_named" {
  ami = "ami-1"
  ebs_block_device {
    device_name = "/dev/xvda"
    encrypted   = true
  }
}
resource "aws_instance" "both" {
  ami = "ami-1"
  root_block_device { encrypted = true }
  ebs_block_device {
    device_name = "/dev/sdf"
  }
}
resource "aws_instance" "waits" {
  ami = "ami-1"
  root_block_device { encrypted = var.sealed }
}
resource "aws_launch_template" "bare" { image_id = "ami-1" }
resource "aws_launch_template" "sealed" {
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs { encrypted = true }
  }
  block_device_mappings {
    device_name = "/dev/sdg"
    ebs { volume_size = 20 }
  }
}
resource "aws_launch_template" "data" {
  block_device_mappings {
    device_name = "/dev/sdg"
    ebs { encrypted = true }
  }
}
resource "aws_launch_template" "image" {
  block_device_mappings {
    device_name  = "/dev/sdg"
    virtual_name = "ephemeral0"
  }
}
""",
        {
            "[for i in resources.aws_instance : [i.meta.name, volumes_open(i)]]": [
                ["bare", ["root"]],
                ["both", ["/dev/sdf"]],
                ["root_named", []],
                ["root_no", ["root"]],
                ["root_only_data", ["root"]],
                ["root_yes", []],
                ["waits", UNTOLD],
            ],
            "[for i in resources.aws_launch_template : [i.meta.name, volumes_open(i)]]": [
                ["bare", ["root"]],
                ["data", ["root"]],
                ["image", ["root"]],
                ["sealed", ["/dev/sdg"]],
            ],
            'volumes_open("elsewhere")': UNTOLD,
        },
    ),
    "volumes_open of a region that encrypts": (
        """
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
resource "aws_ebs_encryption_by_default" "on" { enabled = true }
resource "aws_instance" "here" { ami = "ami-1" }
resource "aws_instance" "west" {
  provider = aws.west
  ami      = "ami-1"
}
""",
        {"volumes_open(aws_instance.here)": [], "volumes_open(aws_instance.west)": ["root"]},
    ),
    "volumes_open of a region that does not encrypt": (
        """
resource "aws_ebs_encryption_by_default" "off" { enabled = false }
resource "aws_instance" "here" { ami = "ami-1" }
""",
        {"volumes_open(aws_instance.here)": ["root"]},
    ),
    "lifecycle_takes": (
        """
variable "tags" { type = map(string) }
resource "aws_ebs_volume" "a" {
  availability_zone = "eu-west-1a"
  tags              = { Backup = "yes" }
}
resource "aws_ebs_volume" "b" {
  availability_zone = "eu-west-1a"
  tags              = { Backup = "no" }
}
resource "aws_ebs_volume" "c" {
  availability_zone = "eu-west-1a"
  tags              = var.tags
}
resource "aws_dlm_lifecycle_policy" "p" {
  description        = "p"
  execution_role_arn = "arn:aws:iam::111122223333:role/dlm"
  state              = "ENABLED"
  policy_details {
    resource_types = ["VOLUME"]
    target_tags    = { Backup = "yes" }
    schedule {
      name = "daily"
      create_rule { interval = 24 }
      retain_rule { count = 7 }
    }
  }
}
""",
        {
            "[for v in resources.aws_ebs_volume : [v.meta.name, lifecycle_takes(v)]]": [
                ["a", True],
                ["b", False],
                ["c", UNTOLD],
            ],
            'lifecycle_takes("elsewhere")': UNTOLD,
        },
    ),
    "scaled": (
        """
resource "aws_dynamodb_table" "a" {
  name     = "a"
  hash_key = "id"
}
resource "aws_dynamodb_table" "b" {
  name     = "b"
  hash_key = "id"
}
resource "aws_appautoscaling_target" "a" {
  resource_id        = "table/${aws_dynamodb_table.a.name}"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  service_namespace  = "dynamodb"
  min_capacity       = 1
  max_capacity       = 9
}
resource "aws_appautoscaling_policy" "a" {
  name               = "a"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.a.resource_id
  scalable_dimension = aws_appautoscaling_target.a.scalable_dimension
  service_namespace  = aws_appautoscaling_target.a.service_namespace
}
""",
        {
            "scaled(aws_dynamodb_table.a)[*].address": ["aws_appautoscaling_target.a"],
            "scaled(aws_dynamodb_table.b)": [],
            "scaling_policies(aws_dynamodb_table.a)[*].address": ["aws_appautoscaling_policy.a"],
            "scaling_policies(aws_dynamodb_table.b)": [],
            'scaled("elsewhere")': UNTOLD,
        },
    ),
    "scaled by what is not told": (
        """
resource "aws_dynamodb_table" "a" {
  name     = "a"
  hash_key = "id"
}
resource "aws_appautoscaling_target" "a" {
  resource_id        = var.name
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  service_namespace  = "dynamodb"
  min_capacity       = 1
  max_capacity       = 9
}
""",
        {"scaled(aws_dynamodb_table.a)": UNTOLD},
    ),
    "scaled in a cluster": (
        """
resource "aws_ecs_cluster" "shop" { name = "shop" }
resource "aws_ecs_cluster" "other" { name = "other" }
resource "aws_ecs_service" "api" {
  name    = "api-${var.name}"
  cluster = aws_ecs_cluster.shop.id
}
resource "aws_ecs_service" "elsewhere" {
  name    = "api-${var.name}"
  cluster = aws_ecs_cluster.other.id
}
resource "aws_ecs_service" "shop" {
  name    = "shop"
  cluster = aws_ecs_cluster.shop.id
}
resource "aws_appautoscaling_target" "api" {
  resource_id        = "service/shop/api-${var.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
  min_capacity       = 1
  max_capacity       = 9
}
""",
        {
            "scaled(aws_ecs_service.api)[*].address": ["aws_appautoscaling_target.api"],
            "scaled(aws_ecs_service.elsewhere)": [],
            "scaled(aws_ecs_service.shop)": [],
        },
    ),
    "scaled by names that are not told and the same": (
        """
resource "aws_dynamodb_table" "a" {
  name     = "${var.name}-a"
  hash_key = "id"
}
resource "aws_dynamodb_table" "b" {
  name     = "b"
  hash_key = "id"
}
resource "aws_dynamodb_table" "c" {
  name     = "${upper(var.name)}-a"
  hash_key = "id"
}
resource "aws_appautoscaling_target" "a" {
  resource_id        = "table/${var.name}-a"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  service_namespace  = "dynamodb"
  min_capacity       = 1
  max_capacity       = 9
}
resource "aws_appautoscaling_target" "b" {
  resource_id        = "table/b/index/${var.name}"
  scalable_dimension = "dynamodb:index:ReadCapacityUnits"
  service_namespace  = "dynamodb"
  min_capacity       = 1
  max_capacity       = 9
}
""",
        {
            "scaled(aws_dynamodb_table.a)[*].address": ["aws_appautoscaling_target.a"],
            "scaled(aws_dynamodb_table.b)[*].address": ["aws_appautoscaling_target.b"],
            "scaled(aws_dynamodb_table.c)": [],
        },
    ),
}
