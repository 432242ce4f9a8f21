resource "terraform_data" "source" {
  input = "known"
}

locals {
  id    = terraform_data.source.id
  mixed = { id = local.id, name = terraform_data.source.input }
}

resource "terraform_data" "uses" {
  input = {
    id          = local.id
    text        = "id-${local.id}"
    prefix      = startswith("id-${local.id}", "id-")
    mixed_name  = local.mixed.name
    list        = [local.id, "b"]
    length      = length([local.id, "b"])
    conditional = local.id == "x" ? "same" : "same"
    tried       = try(local.id, "fallback")
    coalesced   = coalesce(null, local.mixed.name)
    upper       = upper(local.id)
    output      = terraform_data.source.output
    time        = timestamp()
    json        = jsonencode({ a = local.mixed.name })
    keys        = keys(local.mixed)
  }
}

output "mixed" {
  value = local.mixed
}

output "known" {
  value = terraform_data.source.input
}
