from_tfvars    = "tfvars"
from_json      = "tfvars"
from_auto      = "tfvars"
from_last_auto = "tfvars"
number         = "4"
list           = ["1", 2]
untyped        = { a = 1, b = [true, "x"] }
