control "COST08-gateway-endpoints" {
  group    = "COST08"
  title    = "Private subnets reach S3 past the NAT gateway"
  severity = "medium"
  why      = "A NAT gateway costs by the GB; gateway endpoints for S3 and DynamoDB cost nothing."
  impact   = "Every image layer, backup and object is paid for by the GB."
  fix      = "Add an aws_vpc_endpoint of type Gateway for s3, and one for dynamodb where it is used, with the private route tables."
  link     = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"

  assert {
    for_each      = every(["aws_route_table", "aws_default_route_table"])
    when          = anytrue(concat([for route in coalesce(each.configured.route, []) : coalesce(route.nat_gateway_id, "-") != "-"], [anytrue([for route in every(["aws_route"]) : is_set(route, "nat_gateway_id")]) && anytrue([for route in attached(each, "aws_route", "route_table_id") : is_set(route, "nat_gateway_id")])]))
    condition     = anytrue([for endpoint in concat(attached(each, "aws_vpc_endpoint", "route_table_ids"), flatten([for tie in attached(each, "aws_vpc_endpoint_route_table_association", "route_table_id") : named(tie, "vpc_endpoint_id", "aws_vpc_endpoint")])) : endswith(endpoint.service_name, ".s3")])
    expected      = "a gateway endpoint for S3 with this route table"
    error_message = "What the subnets of ${each.address} read from S3 goes through a NAT gateway."
  }
}

control "COST08-compression" {
  group  = "COST08"
  title  = "Distributions compress what they send"
  why    = "Text shrinks to a fifth, and transfer is paid by the GB."
  impact = "Pages cost and take several times what they must."
  fix    = "Set compress = true in each cache behavior."
  link   = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html"

  assert {
    for_each      = every(["aws_cloudfront_distribution"])
    condition     = alltrue([for behavior in concat(each.configured.default_cache_behavior, each.configured.ordered_cache_behavior) : coalesce(behavior.compress, false)])
    expected      = "compress = true"
    error_message = "${each.address} sends text as it is."
  }
}
