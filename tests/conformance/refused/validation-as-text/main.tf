variable "says_false" {
  default = 1

  validation {
    condition     = var.says_false > 1 ? "true" : "false"
    error_message = "A text that says false fails."
  }
}
