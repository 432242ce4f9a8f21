"""One module for each resource type AWS bills, named as Terraform names the type.

A module has NAME (what people call it), USAGE (its usage keys and what each counts), ARGUMENTS
(which arguments of the type's whole schema are priced, free, or cost money that no rule prices; see
cost.arguments) and charges(resource), which yields what it buys each month. A type is priced by
adding its file. A type that is free but for some arguments stands in data/prices/free-types.txt
with them.
"""
