"""archbench reads Terraform and answers: what is it, what does it cost, does it meet the rules."""

__version__ = "0.1.0"
