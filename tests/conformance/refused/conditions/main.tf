variable "n" { default = 3 }
variable "s" {
  default   = "secret"
  sensitive = true
}
resource "terraform_data" "pre" {
  input = var.n
  lifecycle {
    precondition {
      condition     = var.n > 5
      error_message = "n is ${var.n}"
    }
    precondition {
      condition     = var.n > 6
      error_message = "n is ${var.n} second\nline "
    }
  }
}
resource "terraform_data" "many" {
  for_each = toset(["a", "b"])
  input    = each.key
  lifecycle {
    precondition {
      condition     = each.key == "a"
      error_message = "key ${each.key}"
    }
    postcondition {
      condition     = self.input == "b"
      error_message = "self ${self.input}"
    }
  }
}
resource "terraform_data" "post" {
  input = var.n
  lifecycle {
    postcondition {
      condition     = self.input > 5
      error_message = "self ${self.input}"
    }
    postcondition {
      condition     = self.output > 5
      error_message = "self out ${self.output}"
    }
    postcondition {
      condition     = self.id != "" && self.input > 6
      error_message = "self out ${self.id}"
    }
  }
}
resource "terraform_data" "sens" {
  lifecycle {
    precondition {
      condition     = var.s != "secret"
      error_message = "cond sens"
    }
    precondition {
      condition     = var.n > 5
      error_message = "msg ${var.s}"
    }
    precondition {
      condition     = var.n < 5
      error_message = "msg ${var.s}"
    }
  }
}
output "o" {
  value = var.n
  precondition {
    condition     = var.n > 5
    error_message = "out ${var.n}"
  }
}

resource "terraform_data" "counted" {
  count = 2
  lifecycle {
    precondition {
      condition     = count.index > 0
      error_message = "c ${count.index}"
    }
  }
}
data "terraform_remote_state" "refused" {
  backend = "local"
  config  = { path = "${path.module}/remote.json" }
  lifecycle {
    precondition {
      condition     = var.n == 1
      error_message = "is ${var.n}"
    }
    postcondition {
      condition     = self.backend == "none"
      error_message = "is not judged, for it is not read"
    }
  }
}
resource "terraform_data" "made" {}
data "terraform_remote_state" "waits" {
  backend    = "local"
  config     = { path = "${path.module}/remote.json" }
  depends_on = [terraform_data.made]
  lifecycle {
    postcondition {
      condition     = self.outputs.size == 1
      error_message = "is ${self.outputs.size}"
    }
    postcondition {
      condition     = self.backend == "none"
      error_message = "is ${self.backend}"
    }
    precondition {
      condition     = var.n > 1
      error_message = "is ${var.n}"
    }
  }
}
module "guarded" {
  source   = "./guarded"
  for_each = toset(["a", "b"])
  name     = each.key
}
