three = "B.auto"
four  = "B.auto"
