terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "stage" {
  default = "test"
}

provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"

  default_tags {
    tags = { Stage = var.stage }
  }
}

module "both" {
  source = "./child"

  providers = {
    aws.near = aws
    aws.far  = aws.west
  }
}
