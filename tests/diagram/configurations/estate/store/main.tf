variable "name" {}
resource "aws_dynamodb_table" "t" {
  name         = var.name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_dynamodb_table" "u" {
  name         = "${var.name}-u"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_s3_bucket" "b" { bucket = "${var.name}-b" }
output "table" { value = aws_dynamodb_table.t.name }
