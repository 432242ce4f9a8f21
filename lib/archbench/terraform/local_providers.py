"""Providers whose resources stand nowhere: values and steps of Terraform's own."""

LOCAL = (
    "archive_",
    "cloudinit_",
    "external_",
    "http_",
    "local_",
    "null_",
    "random_",
    "template_",
    "terraform_",
    "time_",
    "tls_",
)
"""How the names of their types begin."""
