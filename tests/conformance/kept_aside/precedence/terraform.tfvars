one     = "terraform.tfvars"
two     = "terraform.tfvars"
three   = "terraform.tfvars"
complex = { a = { n = "1" }, "b c" : { n = 2, l = [1, true] } }
raw = {
  heredoc = <<-EOT
    x
      y
  EOT
  neg     = -1
  expr    = [1 + 1 == 2, "${"a"}b"]
}
