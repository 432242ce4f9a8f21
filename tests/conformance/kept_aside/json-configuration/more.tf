output "mixed" { value = local.y.deep[1] + length(local.x) }
