variable "service" {
  type = object({
    name = string
    port = optional(number, 8080)
    tls = optional(object({
      enabled = optional(bool, true)
      minimum = optional(string, "1.2")
      ciphers = optional(list(string), ["a", "b"])
      alt     = optional(map(object({ on = optional(bool, false) })), {})
    }), {})
    probes = optional(list(object({
      path   = optional(string, "/")
      period = optional(number)
    })), [{}])
    extra = optional(any)
    tags  = optional(map(string))
  })
  default = {
    name   = "api"
    port   = null
    tls    = { minimum = null, alt = { x = {}, y = { on = "true" } } }
    probes = [{ path = null }, { path = "/ready", period = "5" }]
    tags   = { a = 1, b = true }
  }
}
variable "plain" {
  type    = object({ a = optional(string, "d"), b = optional(set(number), [3, 1, "1"]) })
  default = {}
}
variable "tuple" {
  type    = tuple([object({ x = optional(string, "dx") }), any])
  default = [{}, 1]
}
output "service" { value = var.service }
output "plain" { value = var.plain }
output "tuple" { value = var.tuple }
