variable "size" {
  type    = number
  default = 3
}

variable "password" {
  type      = string
  default   = "long enough"
  sensitive = true
}

resource "terraform_data" "first" {
  input = var.size

  lifecycle {
    precondition {
      condition     = var.size < 5 && length(var.password) > 8
      error_message = "${var.size} is too many"
    }

    postcondition {
      condition     = self.input == var.size
      error_message = "Not ${self.input}."
    }

    postcondition {
      condition     = self.id != "none" && self.output > 5
      error_message = "Known only after apply: ${self.id}."
    }

    postcondition {
      condition     = split(",", self.id)
      error_message = "No truth value, which Terraform finds out during apply."
    }

    postcondition {
      condition     = self.triggers_replace == null
      error_message = "It is set."
    }
  }
}

resource "terraform_data" "counted" {
  count = 2
  input = count.index

  lifecycle {
    precondition {
      condition     = count.index < var.size
      error_message = "Index ${count.index}."
    }

    postcondition {
      condition     = self.input == count.index
      error_message = "Index ${self.input}."
    }
  }
}

resource "terraform_data" "each" {
  for_each = toset(["a", "b"])
  input    = each.key

  lifecycle {
    precondition {
      condition     = each.key != "c" ? "true" : "false"
      error_message = each.key
    }

    postcondition {
      condition     = contains(["a", "b"], self.input) && self.input == each.value
      error_message = "Key ${each.key}."
    }
  }
}

resource "terraform_data" "none" {
  count = 0

  lifecycle {
    precondition {
      condition     = count.index > 0
      error_message = "No instance of it is judged."
    }
  }
}

module "guarded" {
  source   = "./guarded"
  for_each = toset(["a", "b"])
  name     = each.key
}

# It waits for the resource that only the precondition of the output names.
data "terraform_remote_state" "behind_a_precondition" {
  backend = "local"
  config  = { path = "${path.module}/remote.json" }

  lifecycle {
    postcondition {
      condition     = module.guarded["a"].name == "a"
      error_message = "Not a."
    }
  }
}

# Without conditions of its own it is read at once.
data "terraform_remote_state" "at_once" {
  backend = "local"
  config  = { path = module.guarded["a"].name == "a" ? "${path.module}/remote.json" : "" }
}

check "fails" {
  assert {
    condition     = terraform_data.first.input > 5
    error_message = "A check that fails is a warning: ${terraform_data.first.input}."
  }

  assert {
    condition     = terraform_data.first.id != ""
    error_message = "Known only after apply."
  }
}

check "reads" {
  data "terraform_remote_state" "again" {
    backend = "local"
    config  = { path = "${path.module}/remote.json" }
  }

  assert {
    condition     = data.terraform_remote_state.again.outputs.size == 2
    error_message = "It is ${data.terraform_remote_state.again.outputs.size}."
  }
}

output "first" {
  value = terraform_data.first.input

  precondition {
    condition     = var.size > 1
    error_message = "Too few."
  }
}

output "names" {
  value = [for item in module.guarded : item.name]
}
