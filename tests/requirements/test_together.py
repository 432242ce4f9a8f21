"""Arguments that AWS takes only together, each way they may stand."""

from pathlib import Path

import pytest

from archbench.requirements.together import broken
from archbench.terraform import load
from tests.requirements.changes import HEAD

_KEY = "only a symmetric key of KMS itself rotates"
_ZONE = "multi_az takes no availability_zone: AWS chooses both"
_DEVICE = "a block_device_mappings needs its device_name"
CASES: dict[tuple[str, str], list[str]] = {
    ("aws_kms_key", "enable_key_rotation = true"): [],
    ("aws_kms_key", 'enable_key_rotation = true\ncustomer_master_key_spec = "RSA_2048"'): [_KEY],
    ("aws_kms_key", 'enable_key_rotation = true\ncustom_key_store_id = "cks-1"'): [_KEY],
    ("aws_kms_key", 'enable_key_rotation = false\ncustomer_master_key_spec = "RSA_2048"'): [],
    ("aws_kms_key", 'customer_master_key_spec = "RSA_2048"'): [],
    (
        "aws_kms_key",
        'enable_key_rotation = true\ncustomer_master_key_spec = "SYMMETRIC_DEFAULT"',
    ): [],
    ("aws_db_instance", 'multi_az = true\navailability_zone = "eu-west-1a"'): [_ZONE],
    ("aws_db_instance", 'multi_az = false\navailability_zone = "eu-west-1a"'): [],
    ("aws_db_instance", "multi_az = true"): [],
    ("aws_db_instance", 'availability_zone = "eu-west-1a"'): [],
    ("aws_lb_target_group", "health_check {\ninterval = 10\ntimeout = 10\n}"): [
        "health_check.interval (10 s) must be longer than timeout (10 s)"
    ],
    ("aws_lb_target_group", "health_check {\ninterval = 10\ntimeout = 9\n}"): [],
    ("aws_lb_target_group", "health_check {\ninterval = 5\n}"): [
        "health_check.interval (5 s) must be longer than timeout (5 s)"
    ],
    ("aws_lb_target_group", "health_check {\ntimeout = 30\n}"): [
        "health_check.interval (30 s) must be longer than timeout (30 s)"
    ],
    ("aws_lb_target_group", "health_check {\ninterval = var.size\ntimeout = 10\n}"): [],
    ("aws_launch_template", "block_device_mappings {\nebs { encrypted = true }\n}"): [_DEVICE],
    ("aws_launch_template", 'block_device_mappings {\ndevice_name = ""\n}'): [_DEVICE],
    ("aws_launch_template", 'block_device_mappings {\ndevice_name = "/dev/sdf"\n}'): [],
    ("aws_route53_health_check", 'type = "HTTP_STR_MATCH"'): [
        "type HTTP_STR_MATCH needs a search_string"
    ],
    ("aws_route53_health_check", 'type = "HTTP_STR_MATCH"\nsearch_string = "ok"'): [],
    ("aws_route53_health_check", 'type = "HTTP"\nsearch_string = "ok"'): [
        "type HTTP takes no search_string"
    ],
    ("aws_route53_health_check", 'type = "HTTP"'): [],
    ("aws_lb_listener", 'protocol = "HTTP"\nssl_policy = "x"'): [
        "a listener that speaks HTTP takes no ssl_policy"
    ],
    ("aws_lb_listener", 'protocol = "TLS"\nssl_policy = "x"'): [],
    ("aws_lb_listener", 'protocol = "HTTP"'): [],
    ("aws_sqs_queue", 'name = "a"'): [],
}


@pytest.mark.parametrize(("type_", "inside"), CASES)
def test_what_does_not_go_together_is_told(type_: str, inside: str, tmp_path: Path) -> None:
    """As AWS's pages have it; what is not known breaks nothing."""
    stack = f'variable "size" {{ type = number }}\nresource "{type_}" "a" {{\n{inside}\n}}\n'
    (tmp_path / "main.tf").write_text(HEAD + stack)
    found = load(tmp_path, variables=(("unknown", "*"),), environ={})
    assert list(broken(found.by_address[f"{type_}.a"])) == CASES[type_, inside]
