control "tls-listeners" {
  group      = "transit"
  title      = "Public web listeners use TLS, or lead to one that does"
  severity   = "high"
  why        = "What travels in clear is read and changed on the way."
  impact     = "Passwords and sessions are taken over."
  fix        = "Make an HTTPS listener and let the HTTP listener redirect to it."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html"
  frameworks = { fsbp = "ELB.1", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_lb_listener"])
    condition     = contains(["HTTPS", "TLS", "TCP", "UDP", "TCP_UDP", "GENEVE"], coalesce(each.configured.protocol, "HTTP")) ? true : alltrue([for action in each.default_action : action.type == "fixed-response" ? true : anytrue([for redirect in action.redirect : coalesce(redirect.protocol, "HTTP") == "HTTPS"])])
    expected      = "HTTPS, or a redirect to it"
    error_message = "${each.address} answers in clear."
  }
}

control "tls-policy" {
  group      = "transit"
  title      = "Listeners accept TLS 1.2 and newer only"
  severity   = "high"
  why        = "TLS 1.0 and 1.1 can be broken; Terraform's default policy accepts them."
  impact     = "A client is talked down to a version that can be broken."
  fix        = "Set ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-2021-06\"."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"
  frameworks = { fsbp = "ELB.17", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_lb_listener"])
    condition     = contains(["HTTPS", "TLS"], coalesce(each.configured.protocol, "HTTP")) ? can(regex("TLS13-1-[23]|TLS-1-2|FS-1-2|1-2-Res", coalesce(each.configured.ssl_policy, "ELBSecurityPolicy-2016-08"))) : true
    expected      = "a policy of TLS 1.2 or newer"
    error_message = "${each.address} uses ${coalesce(each.configured.ssl_policy, "the default policy ELBSecurityPolicy-2016-08")}."
  }
}

control "drop-headers" {
  group      = "transit"
  title      = "Load balancers drop headers that are no headers"
  severity   = "low"
  why        = "Headers that two programs read differently smuggle a request past the first."
  impact     = "Requests of one user answer another."
  fix        = "Set drop_invalid_header_fields = true."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html"
  frameworks = { fsbp = "ELB.4", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "6.2.4" }

  assert {
    for_each      = every(["aws_lb"])
    condition     = coalesce(each.configured.load_balancer_type, "application") == "application" ? coalesce(each.configured.drop_invalid_header_fields, false) : true
    expected      = "drop_invalid_header_fields = true"
    error_message = "${each.address} passes invalid headers on."
  }
}

control "distribution-tls" {
  group      = "transit"
  title      = "Distributions answer over HTTPS only"
  severity   = "high"
  why        = "What travels in clear is read and changed on the way."
  impact     = "Sessions are taken over."
  fix        = "Set viewer_protocol_policy = \"redirect-to-https\"."
  link       = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https.html"
  frameworks = { fsbp = "CloudFront.3", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_cloudfront_distribution"])
    condition     = alltrue([for behavior in concat(each.default_cache_behavior, each.ordered_cache_behavior) : contains(["https-only", "redirect-to-https"], behavior.viewer_protocol_policy)])
    expected      = "https-only or redirect-to-https"
    error_message = "${each.address} answers in clear."
  }
}

control "distribution-policy" {
  group      = "transit"
  title      = "Distributions accept TLS 1.2 and newer only"
  severity   = "medium"
  why        = "TLS 1.0 and 1.1 can be broken."
  impact     = "A client is talked down."
  fix        = "Give it a certificate of its own (with that of cloudfront.net it accepts TLS 1.0, whatever is set), and set minimum_protocol_version = \"TLSv1.2_2021\"."
  link       = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html"
  frameworks = { fsbp = "CloudFront.15", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_cloudfront_distribution"])
    condition     = alltrue([for certificate in each.viewer_certificate : coalesce(certificate.cloudfront_default_certificate, false) ? false : can(regex("TLSv1[.][23]", coalesce(certificate.minimum_protocol_version, "TLSv1")))])
    expected      = "minimum_protocol_version TLSv1.2_2021"
    error_message = "${each.address} accepts old versions of TLS."
  }
}

control "balancer-logs" {
  group      = "logging"
  title      = "Load balancers log requests"
  severity   = "low"
  why        = "The access log holds who asked for what, when and from where."
  impact     = "After an attack nobody can tell which requests succeeded."
  fix        = "Add access_logs { bucket = ..., enabled = true }."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"
  frameworks = { fsbp = "ELB.5", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_lb"])
    condition     = anytrue([for log in coalesce(each.configured.access_logs, []) : coalesce(log.enabled, false)])
    expected      = "access_logs enabled"
    error_message = "${each.address} writes no access log."
  }
}
