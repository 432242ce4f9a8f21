module "producer" {
  source = "./producer"
  names  = ["a", "b"]
}
module "consumer" {
  source   = "./consumer"
  for_each = module.producer.static
  id       = module.producer.ids[each.key]
  info     = module.producer.objects[each.key]
  settings = { id = module.producer.ids[each.key], enabled = "true" }
}
output "seen" { value = { for k, c in module.consumer : k => c.seen } }
output "text" { value = values(module.consumer)[*].text }
output "count" { value = length(module.consumer) }
output "first" { value = module.consumer["a"].settings.enabled }
