variable "size" {
  default = "large"
}

resource "terraform_data" "a" {
  triggers_replace = ["z", var.size]

  lifecycle {
    ignore_changes = [input]
  }
}
