"""User pool: by the user active in the month, by the plan of the pool.

https://aws.amazon.com/cognito/pricing/. The account's free 10,000 users are not taken off.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_active_users": 20000}
>>> print_bill({"aws_cognito_user_pool.a": {}}, {"aws_cognito_user_pool.a": use})
Active users, Essentials                 20,000 MAU                  $0.015    $300.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "User pool"
USAGE = {"monthly_active_users": "users active in a month"}
ARGUMENTS = arguments(
    priced="user_pool_tier",
    free="""
        account_recovery_setting admin_create_user_config alias_attributes
        auto_verified_attributes deletion_protection device_configuration
        email_configuration email_mfa_configuration email_verification_message
        email_verification_subject lambda_config mfa_configuration name password_policy
        schema sign_in_policy sms_authentication_message sms_verification_message
        software_token_mfa_configuration user_attribute_update_settings user_pool_add_ons
        username_attributes username_configuration verification_message_template
        web_authn_configuration
    """,
    costs={
        "sms_configuration": "SMS messages to users",
        "user_pool_add_ons.advanced_security_mode!=off": "Threat protection",
    },
)


def charges(pool: Resource) -> Iterator[Charge]:
    """Active users."""
    plan = pool.text("user_pool_tier", "ESSENTIALS").lower()
    yield pool.used(
        "AmazonCognito",
        f"{plan}-mau",
        f"Active users, {plan.capitalize()}",
        "monthly_active_users",
    )
