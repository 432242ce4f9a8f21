one = "not auto"
