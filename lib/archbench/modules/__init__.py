"""Fetches the modules a configuration calls to where Terraform keeps them: .terraform/modules."""
