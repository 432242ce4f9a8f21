# ruff: noqa: E501 text as it stands in a configuration
"""What alarms watch, when they ring and whom they tell."""

from tests.requirements.calls import UNTOLD, Stack

ALARM = """
resource "aws_cloudwatch_metric_alarm" "NAME" {
  alarm_name          = "NAME"
  namespace           = "AWS/SQS"
  metric_name         = "METRIC"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 100
  comparison_operator = "OPERATOR"
  dimensions          = { QueueName = QUEUE }
}
"""


def _alarm(
    name: str,
    queue: str = "aws_sqs_queue.orders.name",
    *,
    metric: str = "ApproximateNumberOfMessagesVisible",
    operator: str = "GreaterThanThreshold",
) -> str:
    return (
        ALARM.replace("NAME", name)
        .replace("QUEUE", queue)
        .replace("METRIC", metric)
        .replace("OPERATOR", operator)
    )


def _some(alarm: str, of: str, meta: str = "count") -> str:
    """Of unknown number."""
    return alarm.replace("  alarm_name", f"  {meta} = {of}\n  alarm_name", 1)


_ON_ORDERS = 'alarms_on(aws_sqs_queue.orders, "AWS/SQS", "ApproximateNumberOfMessagesVisible")'

STACKS: dict[str, Stack] = {
    "alarms_on": (
        'resource "aws_sqs_queue" "orders" { name = "orders" }\n'
        'resource "aws_sqs_queue" "stock" { name = "stock" }\n'
        + _alarm("above")
        + _alarm("below", operator="LessThanOrEqualToThreshold")
        + _alarm("other", metric="NumberOfMessagesSent")
        + _alarm("stock", "aws_sqs_queue.stock.name"),
        {
            f"[for a in {_ON_ORDERS} : [a.address, a.statistic, a.direction, a.inclusive, a.threshold, a.period, a.seconds, a.region, a.transformed]]": [
                [
                    "aws_cloudwatch_metric_alarm.above",
                    *("Maximum", "above", False, 100, 60, 180, "eu-west-1", False),
                ],
                [
                    "aws_cloudwatch_metric_alarm.below",
                    *("Maximum", "below", True, 100, 60, 180, "eu-west-1", False),
                ],
            ],
            f"[for a in {_ON_ORDERS} : [rings_at(a, 99), rings_at(a, 100), rings_at(a, 101)]]": [
                [False, False, True],
                [True, True, False],
            ],
            f'rings_at({_ON_ORDERS}[0], "101")': True,
            f'rings_at({_ON_ORDERS}[0], "many")': False,
            f"rings_at({_ON_ORDERS}[0], var.many)": UNTOLD,
            "rings_at(1, 2)": UNTOLD,
            'alarms_on(aws_sqs_queue.orders, "AWS/Lambda", "ApproximateNumberOfMessagesVisible")': [],
            "watched(aws_sqs_queue.orders)": True,
            'alarms_on("elsewhere", "AWS/SQS", "NumberOfMessagesSent")': UNTOLD,
            'alarms_on(aws_sqs_queue.orders, var.name, "NumberOfMessagesSent")': UNTOLD,
            'alarms_on(aws_sqs_queue.orders, "AWS/SQS", var.name)': UNTOLD,
        },
    ),
    "alarms_on beside alarms that are not counted": (
        'resource "aws_sqs_queue" "orders" { name = "orders" }\n'
        'resource "aws_sqs_queue" "stock" { name = "stock" }\n'
        'resource "aws_sqs_queue" "old" { name = "old" }\n'
        'resource "aws_sqs_queue" "each" { name = "each" }\n'
        + _alarm("above")
        + _some(_alarm("some"), "var.many")
        + _some(
            _alarm("sent", "aws_sqs_queue.stock.name", metric="NumberOfMessagesSent"), "var.many"
        )
        + _some(_alarm("each", "each.value"), "var.queues", "for_each")
        + 'variable "queues" { type = map(string) }\n',
        {
            f"[for a in {_ON_ORDERS} : a.address]": [
                "aws_cloudwatch_metric_alarm.above",
                *(UNTOLD, UNTOLD),
            ],
            'alarms_on(aws_sqs_queue.orders, "AWS/SQS", "NumberOfMessagesDeleted")': [],
            'alarms_on(aws_sqs_queue.stock, "AWS/SQS", "NumberOfMessagesSent")': [UNTOLD],
            "watched(aws_sqs_queue.orders)": True,
            "watched(aws_sqs_queue.old)": UNTOLD,
        },
    ),
    "watched beside alarms that are not counted": (
        'resource "aws_sqs_queue" "orders" { name = "orders" }\n'
        'resource "aws_sqs_queue" "stock" { name = "stock" }\n'
        'resource "aws_lb" "web" { name = "web" }\n'
        + _some(_alarm("some"), "var.many")
        + """
resource "aws_lb_target_group" "web" { name = "web" }
resource "aws_cloudwatch_metric_alarm" "web" {
  count               = var.many
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.web.arn_suffix
    TargetGroup  = aws_lb_target_group.web.arn_suffix
  }
}
""",
        {
            "watched(aws_sqs_queue.orders)": UNTOLD,
            "watched(aws_sqs_queue.stock)": False,
            "watched(aws_lb.web)": UNTOLD,
            "watched(aws_lb_target_group.web)": UNTOLD,
        },
    ),
    "alarms_on where what they watch or when they ring waits": (
        'resource "aws_sqs_queue" "orders" { name = "orders" }\n'
        + _alarm("maybe", "var.name")
        + _alarm("metric").replace('"ApproximateNumberOfMessagesVisible"', "var.name")
        + _alarm("space").replace('"AWS/SQS"', "var.name")
        + _alarm("limit").replace("= 100", "= var.many"),
        {
            f"length({_ON_ORDERS})": 4,
            f"[for a in {_ON_ORDERS} : a.threshold]": [UNTOLD, UNTOLD, UNTOLD, UNTOLD],
            f'[for a in {_ON_ORDERS} : rings_at(a, 1) if a.address == "aws_cloudwatch_metric_alarm.limit"]': UNTOLD,
            "watched(aws_sqs_queue.orders)": True,
        },
    ),
    "watched": (
        'resource "aws_sqs_queue" "orders" { name = "orders" }\n'
        'resource "aws_sqs_queue" "stock" { name = "stock" }\n' + _alarm("above"),
        {"watched(aws_sqs_queue.stock)": False, 'watched("elsewhere")': UNTOLD},
    ),
    "watched where an alarm may be": (
        'resource "aws_sqs_queue" "orders" { name = "orders" }\n' + _alarm("above", "var.name"),
        {"watched(aws_sqs_queue.orders)": UNTOLD},
    ),
    "watched where alarms are not counted": (
        'resource "aws_sqs_queue" "orders" { name = "orders" }\n'
        + _alarm("above").replace("{\n", "{\n  count = var.many\n", 1),
        {"watched(aws_sqs_queue.orders)": UNTOLD},
    ),
    "alarms_on every member of a cluster": (
        """
resource "aws_rds_cluster" "db" { engine = "aurora-mysql" }
resource "aws_rds_cluster_instance" "one" {
  count              = 2
  identifier         = "db-${count.index}"
  cluster_identifier = aws_rds_cluster.db.id
  engine             = "aurora-mysql"
  instance_class     = "db.r6g.large"
}
resource "aws_cloudwatch_metric_alarm" "cpu" {
  count               = 2
  alarm_name          = "cpu-${count.index}"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 1
  threshold           = 80
  comparison_operator = "GreaterThanThreshold"
  dimensions          = { DBInstanceIdentifier = aws_rds_cluster_instance.one[count.index].identifier }
}
resource "aws_cloudwatch_metric_alarm" "memory" {
  alarm_name          = "memory"
  namespace           = "AWS/RDS"
  metric_name         = "FreeableMemory"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 1
  threshold           = 80
  comparison_operator = "LessThanThreshold"
  dimensions          = { DBInstanceIdentifier = aws_rds_cluster_instance.one[0].identifier }
}
""",
        {
            '[for a in alarms_on(aws_rds_cluster.db, "AWS/RDS", "CPUUtilization") : a.address]': [
                "aws_cloudwatch_metric_alarm.cpu[0]"
            ],
            'alarms_on(aws_rds_cluster.db, "AWS/RDS", "FreeableMemory")': [],
            'alarms_on(aws_rds_cluster.db, "AWS/Usage", "CPUUtilization")': [],
            '[for a in alarms_on(aws_rds_cluster_instance.one[1], "AWS/RDS", "CPUUtilization") : a.address]': [
                "aws_cloudwatch_metric_alarm.cpu[1]"
            ],
            "watched(aws_rds_cluster.db)": True,
        },
    ),
    "alarms_on a target group behind a balancer": (
        """
resource "aws_lb" "web" { name = "web" }
resource "aws_lb" "other" { name = "other" }
resource "aws_lb_target_group" "main" { name = "main" }
resource "aws_lb_target_group" "spare" { name = "spare" }
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.main.arn
  }
}
resource "aws_lb_listener" "other" {
  load_balancer_arn = aws_lb.other.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.spare.arn
  }
}
resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  for_each            = { main = aws_lb_target_group.main.arn_suffix, spare = aws_lb_target_group.spare.arn_suffix }
  alarm_name          = each.key
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  dimensions          = { LoadBalancer = aws_lb.web.arn_suffix, TargetGroup = each.value }
}
""",
        {
            'alarms_on(aws_lb_target_group.main, "AWS/ApplicationELB", "UnHealthyHostCount")[*].address': [
                'aws_cloudwatch_metric_alarm.unhealthy["main"]'
            ],
            'alarms_on(aws_lb_target_group.spare, "AWS/ApplicationELB", "UnHealthyHostCount")': [],
            'alarms_on(aws_lb.web, "AWS/ApplicationELB", "UnHealthyHostCount")': [],
        },
    ),
    "reached_by": (
        """
resource "aws_sns_topic" "ops" { name = "ops" }
resource "aws_sns_topic" "nobody" { name = "nobody" }
resource "aws_sns_topic_subscription" "ops" {
  topic_arn = aws_sns_topic.ops.arn
  protocol  = "email"
  endpoint  = "ops@example.com"
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/f"
}
resource "aws_cloudwatch_metric_alarm" "told" {
  alarm_name          = "told"
  namespace           = "AWS/SQS"
  metric_name         = "NumberOfMessagesSent"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  alarm_actions = [aws_sns_topic.ops.arn]
}
resource "aws_cloudwatch_metric_alarm" "nobody" {
  alarm_name          = "nobody"
  namespace           = "AWS/SQS"
  metric_name         = "NumberOfMessagesSent"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  alarm_actions = [aws_sns_topic.nobody.arn]
}
resource "aws_cloudwatch_metric_alarm" "off" {
  alarm_name          = "off"
  namespace           = "AWS/SQS"
  metric_name         = "NumberOfMessagesSent"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  alarm_actions = [aws_sns_topic.ops.arn]
  actions_enabled = false
}
resource "aws_cloudwatch_metric_alarm" "none" {
  alarm_name          = "none"
  namespace           = "AWS/SQS"
  metric_name         = "NumberOfMessagesSent"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"

}
resource "aws_cloudwatch_metric_alarm" "waits" {
  alarm_name          = "waits"
  namespace           = "AWS/SQS"
  metric_name         = "NumberOfMessagesSent"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  alarm_actions = [var.name]
}
resource "aws_cloudwatch_metric_alarm" "list" {
  alarm_name          = "list"
  namespace           = "AWS/SQS"
  metric_name         = "NumberOfMessagesSent"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  alarm_actions = var.list
}
resource "aws_cloudwatch_metric_alarm" "dark" {
  alarm_name          = "dark"
  namespace           = "AWS/SQS"
  metric_name         = "NumberOfMessagesSent"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  alarm_actions = [var.name]
  actions_enabled = false
}
resource "aws_cloudwatch_metric_alarm" "function" {
  alarm_name          = "function"
  namespace           = "AWS/SQS"
  metric_name         = "NumberOfMessagesSent"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  alarm_actions = [aws_lambda_function.f.arn]
}
""",
        {
            f"[for a in resources.aws_cloudwatch_metric_alarm : [a.meta.name, reached_by(a).{part}]]": told
            for part, told in (
                (
                    "topics",
                    [
                        *(["dark", []], ["function", []], ["list", UNTOLD]),
                        *(["nobody", ["aws_sns_topic.nobody"]], ["none", []], ["off", []]),
                        *(["told", ["aws_sns_topic.ops"]], ["waits", UNTOLD]),
                    ],
                ),
                (
                    "people",
                    [
                        *(["dark", []], ["function", []], ["list", UNTOLD], ["nobody", []]),
                        *(["none", []], ["off", []], ["told", ["aws_sns_topic.ops"]]),
                        ["waits", UNTOLD],
                    ],
                ),
                (
                    "actions",
                    [
                        *(["dark", []], ["function", ["aws_lambda_function.f"]], ["list", UNTOLD]),
                        *(["nobody", ["aws_sns_topic.nobody"]], ["none", []], ["off", []]),
                        *(["told", ["aws_sns_topic.ops"]], ["waits", [UNTOLD]]),
                    ],
                ),
            )
        }
        | {'reached_by("elsewhere")': UNTOLD},
    ),
    "reached_by where subscriptions are not counted": (
        """
resource "aws_sns_topic" "ops" { name = "ops" }
resource "aws_sns_topic" "nobody" { name = "nobody" }
resource "aws_sns_topic_subscription" "ops" {
  topic_arn = aws_sns_topic.ops.arn
  protocol  = "email"
  endpoint  = "ops@example.com"
}
resource "aws_sns_topic_subscription" "more" {
  count     = var.many
  topic_arn = aws_sns_topic.nobody.arn
  protocol  = "email"
  endpoint  = "ops@example.com"
}
resource "aws_cloudwatch_metric_alarm" "each" {
  for_each            = { nobody = aws_sns_topic.nobody.arn, told = aws_sns_topic.ops.arn }
  alarm_name          = each.key
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = [each.value]
}
""",
        {
            "[for a in resources.aws_cloudwatch_metric_alarm : [a.alarm_name, reached_by(a).topics, reached_by(a).people]]": [
                ["nobody", ["aws_sns_topic.nobody"], UNTOLD],
                ["told", ["aws_sns_topic.ops"], ["aws_sns_topic.ops"]],
            ],
        },
    ),
}
