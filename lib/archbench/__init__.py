"""archbench reads Terraform and answers: what is it, what does it cost, does it meet the rules."""
