project_name = "webshop"
environment  = "dev"
