output "migrated_instances" {
  description = "Ids of the instances in the new region."
  value       = concat([aws_instance.web.id], aws_instance.app[*].id)
}

output "source_network" {
  description = "Default VPC of the region the application leaves."
  value       = data.aws_vpc.source.id
}
