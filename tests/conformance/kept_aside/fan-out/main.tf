locals {
  matrix = yamldecode(file("${path.module}/matrix.yaml"))
  flat = flatten([
    for env, cfg in local.matrix.environments : [
      for svc in lookup(cfg, "services", local.matrix.defaults.services) : {
        key  = "${env}.${svc.name}"
        env  = env
        name = svc.name
        cpu  = try(svc.cpu, cfg.cpu, local.matrix.defaults.cpu)
        tags = merge(local.matrix.defaults.tags, try(cfg.tags, {}), { Name = format("%s-%s", env, svc.name) })
      }
    ]
  ])
}
module "service" {
  for_each = { for s in local.flat : s.key => s }
  source   = "./service"
  spec     = each.value
}
output "arns" { value = { for k, m in module.service : k => m.label } }
output "grouped" { value = { for s in local.flat : s.env => s.name... } }
