"""One module for each resource type AWS bills, named as Terraform names the type.

A module has NAME (what people call it), USAGE (its usage keys and what each counts) and
charges(resource), which yields what it buys each month. A type is priced by adding its file.
"""
