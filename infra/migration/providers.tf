# The region the application leaves
provider "aws" {
  alias  = "source"
  region = var.source_region
}

# The region the application moves to
provider "aws" {
  alias  = "target"
  region = var.target_region
}
