control "COST08-gateway-endpoints" {
  group    = "COST08"
  title    = "Private subnets reach S3 and DynamoDB past the NAT gateway"
  severity = "medium"
  why      = "A NAT gateway costs by the GB; gateway endpoints for S3 and DynamoDB cost nothing."
  impact   = "Every image layer, backup and object is paid for by the GB."
  fix      = "Add aws_vpc_endpoint of type Gateway for s3 and dynamodb, with the private route tables."
  link     = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"

  assert {
    for_each      = [for v in every(["aws_vpc"]) : v if anytrue(flatten([for s in attached(v, "aws_subnet", "vpc_id") : [for n in attached(s, "aws_nat_gateway", "subnet_id") : true]]))]
    condition     = anytrue([for endpoint in attached(each, "aws_vpc_endpoint", "vpc_id") : endswith(endpoint.service_name, ".s3") && coalesce(endpoint.configured.vpc_endpoint_type, "Gateway") == "Gateway"])
    expected      = "a gateway endpoint for S3"
    error_message = "What ${each.address} reads from S3 goes through a NAT gateway."
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
    condition     = alltrue([for behavior in concat(coalesce(each.configured.default_cache_behavior, []), coalesce(each.configured.ordered_cache_behavior, [])) : coalesce(behavior.compress, false)])
    expected      = "compress = true"
    error_message = "${each.address} sends text as it is."
  }
}
