"""The right answers for the two stacks of infra/."""

import json
import shutil
from pathlib import Path

import pytest

from archbench.requirements import assess

INFRA = Path(__file__).parents[2] / "infra"
PAYMENTS = INFRA / "payments"
MIGRATION = INFRA / "migration"
RECORDED = Path(__file__).parents[1] / "recorded"


def test_payments_passes_all_twelve_groups() -> None:
    """With ci.tfvars every control of every group passes: 10/10."""
    found = assess(PAYMENTS, variables=(("file", "ci.tfvars"),))
    assert [(group.group.number, group.verdict) for group in found.groups] == [
        (number, "pass") for number in range(1, 13)
    ]
    assert found.count("open") == found.count("fail") == found.count("review") == 0
    assert (found.met, found.score_in_words) == (True, "10/10")


def test_migration_fails_all_twelve_groups() -> None:
    """Every group fails, and the first sentence says that it is another job and which."""
    found = assess(MIGRATION)
    assert [group.verdict for group in found.groups] == ["fail"] * 12
    assert (found.met, found.score_in_words) == (False, "0/10")
    assert "Written for another job" in found.answer
    assert "migrated from us-west-1" in found.answer


def test_production_passes_under_its_profile() -> None:
    """With production.tfvars and the profile production every group passes, protection on."""
    variables = (("file", "production.tfvars"),)
    assert assess(PAYMENTS, variables=variables, profile="production").score_in_words == "10/10"
    wrong = assess(PAYMENTS, variables=variables, profile="ci")
    assert [g.group.id for g in wrong.groups if g.verdict == "fail"] == ["lifecycle"]


def test_one_nat_gateway_fails_the_constraints_only() -> None:
    """A single NAT gateway fails group 3 and no other."""
    found = assess(PAYMENTS, variables=(("var", "nat_gateway_count=1"),))
    assert [g.group.number for g in found.groups if g.verdict != "pass"] == [3]


def test_every_pass_has_evidence_at_a_line() -> None:
    """A passing control names what it read and where it is written."""
    found = assess(PAYMENTS)
    bare = [
        item.control.id
        for item in found.verdicts
        if item.verdict == "pass"
        and not all(any(e.range for e in answer.evidence) for answer in item.answers)
    ]
    assert bare == []


def test_every_failure_of_something_has_evidence_at_a_line(tmp_path: Path) -> None:
    """A balancer that nothing watches fails at its own line: what is missing has none."""
    (tmp_path / "main.tf").write_text(
        'resource "aws_lb" "front" {\n  subnets = ["subnet-1", "subnet-2"]\n}\n'
    )
    for path, lists in (
        (tmp_path, ("reliability", "security")),
        (MIGRATION, ("payments", "reliability", "security", "pci-dss")),
    ):
        bare = [
            (item.control.id, answer.subject)
            for item in assess(path, lists).verdicts
            for answer in item.answers
            if answer.verdict == "fail" and answer.subject and not answer.range
        ]
        assert bare == []


def test_a_plan_is_never_failed_by_guess() -> None:
    """What `terraform show -json` leaves out makes controls open, not failed."""
    found = assess(RECORDED / "payments/plan-default.json")
    assert [item.control.id for item in found.verdicts if item.verdict == "fail"] == []
    assert found.count("pass") >= 40
    assert not found.met


def test_a_plan_with_its_files_is_judged_as_the_files_are() -> None:
    """Every verdict and every line of evidence is that of the directory, scenarios included."""
    for stack, lists in (
        (PAYMENTS, ("payments", "pci-dss", "security")),
        (MIGRATION, ("payments",)),
    ):
        planned = RECORDED / stack.name / "plan-default.json"
        plan = assess(planned, lists, source=stack)
        files = assess(stack, lists)
        assert [v.verdict for v in plan.verdicts] == [v.verdict for v in files.verdicts]
        assert plan.score_in_words == files.score_in_words
    assert (
        assess(RECORDED / "payments/plan-default.json", source=PAYMENTS).score_in_words == "10/10"
    )


def test_a_plan_alone_says_what_would_tell_the_rest() -> None:
    """What is open for want of the files is not left at that."""
    found = assess(RECORDED / "payments/plan-default.json")
    assert any("--source" in line for line in found.unread)
    assert not any("--source" in line for line in assess(PAYMENTS).unread)


def test_what_a_plan_alone_does_not_hold_is_waited_for_by_its_name() -> None:
    """Nobody who reads a report knows the functions of a checklist: what is missing are files."""
    found = assess(RECORDED / "payments/plan-default.json", ["security"])
    [secrets] = [item for item in found.verdicts if item.control.id == "block-secrets"]
    assert secrets.in_words.startswith("Waits for the files of the Terraform. (a plan or state")


def test_a_plan_of_another_job_fails() -> None:
    """What a plan does tell fails there as well."""
    found = assess(RECORDED / "migration/plan-default.json")
    assert found.score_in_words == "0/10"
    assert "Written for another job" in found.answer


def test_a_state_is_joined_by_its_identifiers(tmp_path: Path) -> None:
    """Members find their cluster though others have its id too; variables are asked for in vain."""
    values = {
        "aws_db_subnet_group": {"id": "orders", "name": "orders"},
        "aws_rds_cluster": {"id": "orders", "cluster_identifier": "orders", "engine": "aurora"},
        "aws_rds_cluster_instance": {"id": "orders-1", "cluster_identifier": "orders"},
    }
    resources = [
        {"address": f"{kind}.a", "mode": "managed", "type": kind, "name": "a", "values": given}
        for kind, given in values.items()
    ]
    state = {"terraform_version": "1.11.4", "values": {"root_module": {"resources": resources}}}
    (tmp_path / "state.json").write_text(json.dumps(state))
    found = assess(tmp_path / "state.json")
    words = {item.control.id: item for item in found.verdicts}
    said = [answer.verdict for answer in words["relational_cluster"].answers]
    assert said == ["pass", "pass"]
    assert words["blue_green_variable"].verdict == words["color_validated"].verdict == "open"


def test_what_was_applied_is_joined_as_what_is_planned(tmp_path: Path) -> None:
    """In a state every id and name is known text, empty where nothing is given.

    A topic's policy has the topic's ARN too, a dimension holds the end of an ARN, a record the
    host name of what it leads to, a dashboard ARNs in its text.
    """
    elb = "arn:aws:elasticloadbalancing:eu-west-1:111122223333"
    topic = "arn:aws:sns:eu-west-1:111122223333:night-shift"
    balancer = {
        "arn": f"{elb}:loadbalancer/app/shop/1a",
        "id": f"{elb}:loadbalancer/app/shop/1a",
        "arn_suffix": "app/shop/1a",
        "dns_name": "shop-1.eu-west-1.elb.amazonaws.com",
        "load_balancer_type": "application",
        "name": "shop",
    }
    group = {
        "arn": f"{elb}:targetgroup/shop/2b",
        "arn_suffix": "targetgroup/shop/2b",
        "name": "shop",
    }
    alarm = {
        "arn": "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:unhealthy",
        "alarm_name": "unhealthy",
        "namespace": "AWS/ApplicationELB",
        "metric_name": "UnHealthyHostCount",
        "statistic": "Maximum",
        "extended_statistic": "",
        "comparison_operator": "GreaterThanThreshold",
        "threshold": 0,
        "evaluation_periods": 3,
        "datapoints_to_alarm": 0,
        "period": 60,
        "actions_enabled": True,
        "alarm_actions": [topic],
        "metric_query": [],
        "dimensions": {
            "LoadBalancer": balancer["arn_suffix"],
            "TargetGroup": group["arn_suffix"],
        },
    }
    allow = {
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "cloudwatch.amazonaws.com"},
                "Action": "sns:Publish",
                "Resource": topic,
            }
        ]
    }
    forward = {"target_group": [{"arn": group["arn"], "weight": 0}], "stickiness": []}
    values = {
        "aws_cloudwatch_dashboard": {"dashboard_body": f'{{"alarms": ["{alarm["arn"]}"]}}'},
        "aws_cloudwatch_metric_alarm": alarm,
        "aws_lb": balancer,
        "aws_lb_listener": {
            "load_balancer_arn": balancer["arn"],
            "default_action": [{"type": "forward", "target_group_arn": "", "forward": [forward]}],
        },
        "aws_lb_target_group": group,
        "aws_sns_topic": {"arn": topic, "id": topic, "name": "night-shift"},
        "aws_sns_topic_policy": {"arn": topic, "id": topic, "policy": json.dumps(allow)},
        "aws_sns_topic_subscription": {
            "topic_arn": topic,
            "protocol": "email",
            "endpoint": "night@example.com",
            "filter_policy": "",
        },
    }
    resources = [
        {"address": f"{kind}.a", "mode": "managed", "type": kind, "name": "a", "values": given}
        for kind, given in values.items()
    ]
    state = {"terraform_version": "1.11.4", "values": {"root_module": {"resources": resources}}}
    (tmp_path / "state.json").write_text(json.dumps(state))
    found = {item.control.id: item for item in assess(tmp_path / "state.json").verdicts}
    for name in ("alarm_unhealthy_targets", "alarms_notify", "dashboard"):
        assert found[name].verdict == "pass", found[name].in_words
    assert found["color_flips"].verdict == "open"


def test_a_count_that_is_not_known_opens(tmp_path: Path) -> None:
    """Resources that cannot be counted leave what depends on their number open, and are listed."""
    shutil.copytree(PAYMENTS, tmp_path / "payments")
    alarms = tmp_path / "payments/cloudwatch.tf"
    text = alarms.read_text()
    mark = 'resource "aws_cloudwatch_metric_alarm" "aurora_cpu" {\n'
    assert mark in text
    count = "  count = length(data.aws_ami.amazon_linux.product_codes)\n"
    alarms.write_text(
        text.replace(mark, mark + count)
        .replace(
            "aws_cloudwatch_metric_alarm.aurora_cpu,", "aws_cloudwatch_metric_alarm.aurora_cpu[0],"
        )
        .replace(
            "[aws_cloudwatch_metric_alarm.aurora_cpu]", "aws_cloudwatch_metric_alarm.aurora_cpu"
        )
    )
    found = assess(tmp_path / "payments")
    verdicts = {item.control.id: item.verdict for item in found.verdicts}
    assert "fail" not in verdicts.values()
    assert verdicts["alarm_cpu"] == verdicts["one_region"] == "open"
    assert any("aurora_cpu" in line for line in found.unread)


def test_what_a_for_expression_leaves_out_is_no_evidence() -> None:
    """Three subnets hold the load balancer, so the other six are not in its evidence."""
    verdicts = assess(PAYMENTS).verdicts
    found = next(item for item in verdicts if item.control.id == "load_balancer")
    named = {item.address for item in found.evidence}
    assert {f"aws_subnet.public[{index}]" for index in range(3)} <= named
    assert not any("private" in address or "database" in address for address in named)


@pytest.mark.parametrize(
    ("color", "configuration", "verdict"),
    [
        ("blue", None, "open"),
        ("red", None, "fail"),
        ("blue", {"description": "Which colour serves."}, "pass"),
        ("blue", {}, "fail"),
    ],
)
def test_a_plan_without_its_configuration_does_not_say_what_a_variable_is_for(
    color: str, configuration: dict[str, str] | None, verdict: str, tmp_path: Path
) -> None:
    """What it says is judged; of a variable that is there the description is open."""
    plan: dict[str, object] = {
        "format_version": "1.2",
        "terraform_version": "1.11.0",
        "variables": {"deployment_color": {"value": color}},
        "planned_values": {"root_module": {}},
        "resource_changes": [],
    }
    if configuration is not None:
        variables = {"deployment_color": configuration}
        plan["configuration"] = {"root_module": {"variables": variables}}
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    found = assess(tmp_path / "plan.json", ["payments"], environ={})
    words = {item.control.id: item.verdict for item in found.verdicts}
    assert words["blue_green_variable"] == verdict


def planned(address: str, after: object, unknown: object) -> dict[str, object]:
    """A resource that is to be created, as a plan has it."""
    type_, name = address.split(".")
    change = {"actions": ["create"], "before": None, "after": after, "after_unknown": unknown}
    provider = "registry.terraform.io/hashicorp/aws"
    return {
        "address": address,
        "mode": "managed",
        "type": type_,
        "name": name,
        "provider_name": provider,
        "change": change,
    }


def test_a_route_of_a_plan_that_may_lead_to_a_nat_gateway_leaves_open_whether_it_is_used(
    tmp_path: Path,
) -> None:
    """Where a plan does not say which gateway a route of a table takes, none is said to be idle."""
    changes = [
        planned("aws_nat_gateway.out", {"subnet_id": "subnet-1"}, {}),
        planned(
            "aws_route_table.private",
            {"route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": ""}]},
            {"route": [{"gateway_id": True}]},
        ),
    ]
    resources = [
        {**item, "values": change["after"]}
        for item, change in ((item, item["change"]) for item in changes)
        if isinstance(change, dict)
    ]
    plan = {
        "format_version": "1.2",
        "terraform_version": "1.11.0",
        "planned_values": {"root_module": {"resources": resources}},
        "resource_changes": changes,
    }
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    found = assess(tmp_path / "plan.json", ["cost"], environ={})
    [verdict] = [item for item in found.verdicts if item.control.id == "COST04-nat-gateways"]
    assert verdict.verdict == "open"
