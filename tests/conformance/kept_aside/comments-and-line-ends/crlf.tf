output "crlf" {
  value = <<-EOT
    a
      b ${1 + 1}
  EOT
}
output "crlf_list" {
  value = [
    1,
    2
  ]
}
