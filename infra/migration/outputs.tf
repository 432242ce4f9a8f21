output "migrated_instances" {
  description = "Ids of the instances in the new region."
  value       = concat([aws_instance.web.id], aws_instance.app[*].id)
}

output "migrated_from" {
  description = "Region the application leaves."
  value       = data.aws_region.source.name
}
