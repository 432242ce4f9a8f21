"""Why something is not known yet, where more than one place has to tell the reasons apart."""

LEFT_UNKNOWN = "--unknown leaves it without a value"
DURING_APPLY = "Terraform reads it during apply, after the resources it depends on"
