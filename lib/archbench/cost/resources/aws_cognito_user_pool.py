"""User pool: by the user active in the month, by the plan of the pool.

https://aws.amazon.com/cognito/pricing/. The account's free 10,000 users are not taken off. Threat
protection is part of the Plus plan; in a pool of another plan it has a rate of its own.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_active_users": 20000}
>>> print_bill({"aws_cognito_user_pool.a": {}}, {"aws_cognito_user_pool.a": use})
Active users, Essentials                 20,000 MAU                  $0.015    $300.00
>>> guarded = {"user_pool_add_ons": ({"advanced_security_mode": "ENFORCED"},)}
>>> plus = {"user_pool_tier": "PLUS"} | guarded
>>> print_bill({"aws_cognito_user_pool.a": plus}, {"aws_cognito_user_pool.a": use})
Active users, Plus                       20,000 MAU                   $0.02    $400.00
>>> lite = {"user_pool_tier": "LITE"} | guarded
>>> print_bill({"aws_cognito_user_pool.a": lite}, {"aws_cognito_user_pool.a": use})
Active users, Lite (first 90,000 MAU)     20,000 MAU                 $0.0055    $110.00
aws_cognito_user_pool.a: Threat protection: no price: no sourced figure outside the Plus plan
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, known
from archbench.cost.model import Unpriced

NAME = "User pool"
USAGE = {"monthly_active_users": "users active in a month"}
ARGUMENTS = arguments(
    priced="user_pool_add_ons user_pool_tier",
    free="""
        account_recovery_setting admin_create_user_config alias_attributes
        auto_verified_attributes deletion_protection device_configuration
        email_configuration email_mfa_configuration email_verification_message
        email_verification_subject lambda_config mfa_configuration name password_policy
        schema sign_in_policy sms_authentication_message sms_verification_message
        software_token_mfa_configuration user_attribute_update_settings username_attributes
        username_configuration verification_message_template web_authn_configuration
    """,
    costs={
        "email_configuration.email_sending_account!=cognito_default": "Messages sent by SES",
        "sms_configuration": "SMS messages to users",
    },
)


def charges(pool: Resource) -> Iterator[Charge | Unpriced]:
    """Active users, and threat protection outside the plan that has it."""
    plan = pool.text("user_pool_tier", "ESSENTIALS").lower()
    yield pool.used(
        "AmazonCognito",
        f"{plan}-mau",
        f"Active users, {plan.capitalize()}",
        "monthly_active_users",
    )
    mode = pool.block("user_pool_add_ons").get("advanced_security_mode", "OFF")
    if plan != "plus" and known(mode, f"{pool.address} advanced_security_mode") != "OFF":
        reason = "no price: no sourced figure outside the Plus plan"
        yield Unpriced(pool.address, f"Threat protection: {reason}")
