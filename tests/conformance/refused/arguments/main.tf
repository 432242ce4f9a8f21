variable "colour" {
  default   = "red"
  sensitve  = true
  deprecated = "use shade"
}

output "colour" {
  value    = var.colour
  sensible = false
}

provider "aws" {
  alias    = "each"
  for_each = toset(["a"])
}
