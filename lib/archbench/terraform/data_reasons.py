"""Why a data source is not known yet, where more than one place has to tell the reasons apart."""

DURING_APPLY = "Terraform reads it during apply, after the resources it depends on"
