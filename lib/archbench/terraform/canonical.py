"""Resource types and data sources that the AWS provider has under two names.

The provider registers each of these twice for one implementation, so that an instance under either
name is the same thing; its documentation says so ("`aws_alb` is known as `aws_lb`"). The schemas of
5.100.0 and 6.66.0 are equal for both, and no other pair is documented as one.
"""

from collections.abc import Mapping

ALIASES: Mapping[str, str] = {
    "aws_alb": "aws_lb",
    "aws_alb_listener": "aws_lb_listener",
    "aws_alb_listener_certificate": "aws_lb_listener_certificate",
    "aws_alb_listener_rule": "aws_lb_listener_rule",
    "aws_alb_target_group": "aws_lb_target_group",
    "aws_alb_target_group_attachment": "aws_lb_target_group_attachment",
}
"""The older name, and the one that stands for both."""


def canonical(type_: str) -> str:
    """The one name of a type: what Instance.type holds.

    >>> canonical("aws_alb_listener"), canonical("aws_vpc")
    ('aws_lb_listener', 'aws_vpc')
    """
    return ALIASES.get(type_, type_)
