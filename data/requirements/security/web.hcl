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
    when          = contains(["HTTP", "HTTPS", "TLS"], coalesce(each.configured.protocol, "HTTP")) && !anytrue([for balancer in named(each, "load_balancer_arn", "aws_lb") : coalesce(balancer.configured.internal, false)])
    condition     = contains(["HTTPS", "TLS"], coalesce(each.configured.protocol, "HTTP")) ? true : length(each.default_action) > 0 && alltrue([for action in each.default_action : action.type == "fixed-response" || anytrue([for redirect in action.redirect : coalesce(redirect.protocol, "HTTP") == "HTTPS"])]) && alltrue([for rule in attached(each, "aws_lb_listener_rule", "listener_arn") : alltrue([for action in rule.action : action.type == "fixed-response" || anytrue([for redirect in action.redirect : coalesce(redirect.protocol, "HTTP") == "HTTPS"])])])
    expected      = "HTTPS, or a redirect to it, by its rules too"
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
    when          = contains(["HTTPS", "TLS"], coalesce(each.configured.protocol, "HTTP"))
    condition     = can(regex("TLS13-1-[23]|TLS-1-2|FS-1-2|1-2-Res", coalesce(each.configured.ssl_policy, "ELBSecurityPolicy-2016-08")))
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
    when          = coalesce(each.configured.load_balancer_type, "application") == "application"
    condition     = coalesce(each.configured.drop_invalid_header_fields, false)
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
    when          = coalesce(each.configured.load_balancer_type, "application") == "application" || (each.configured.load_balancer_type == "network" && anytrue([for listener in attached(each, "aws_lb_listener", "load_balancer_arn") : coalesce(listener.configured.protocol, "-") == "TLS"]))
    condition     = anytrue([for log in coalesce(each.configured.access_logs, []) : coalesce(log.enabled, false)])
    expected      = "access_logs enabled"
    error_message = "${each.address} writes no access log."
  }
}

control "api-routes" {
  group      = "identity"
  title      = "Routes of HTTP APIs ask who calls"
  severity   = "medium"
  why        = "A route without authorization is public, whatever the code behind it expects."
  impact     = "Strangers call what was meant for the application."
  fix        = "Set authorization_type to JWT, CUSTOM or AWS_IAM."
  link       = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html"
  frameworks = { fsbp = "APIGateway.8", "nist-800-53" = "AC-3", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_apigatewayv2_route"])
    when          = anytrue([for api in named(each, "api_id", "aws_apigatewayv2_api") : api.protocol_type == "WEBSOCKET"]) ? each.route_key == "$connect" : !startswith(each.route_key, "OPTIONS ")
    condition     = coalesce(each.configured.authorization_type, "NONE") != "NONE"
    expected      = "an authorization type"
    error_message = "${each.address} answers everyone."
  }
}

control "api-methods" {
  group      = "identity"
  title      = "Methods of REST APIs ask who calls"
  severity   = "medium"
  why        = "A method without authorization is public, whatever the code behind it expects."
  impact     = "Strangers call what was meant for the application."
  fix        = "Set authorization to AWS_IAM, CUSTOM or COGNITO_USER_POOLS."
  link       = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html"
  frameworks = { "nist-800-53" = "AC-3", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_api_gateway_method"])
    when          = each.http_method != "OPTIONS"
    condition     = each.authorization != "NONE" || coalesce(each.configured.api_key_required, false)
    expected      = "an authorization, or an API key"
    error_message = "${each.address} answers everyone."
  }
}

control "api-logs" {
  group      = "logging"
  title      = "Stages of REST APIs log requests"
  severity   = "medium"
  why        = "The log holds who called what, when, and what came of it."
  impact     = "After an attack nobody can tell which calls succeeded."
  fix        = "Add access_log_settings, or aws_api_gateway_method_settings with logging_level = \"INFO\"."
  link       = "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"
  frameworks = { fsbp = "APIGateway.1", "nist-800-53" = "AU-2", soc2 = "CC7.2" }

  assert {
    for_each      = concat(every(["aws_api_gateway_stage"]), local.own_stages)
    condition     = anytrue(flatten([length(coalesce(try(each.configured.access_log_settings, null), [])) > 0, [for api in named(each, "rest_api_id", "aws_api_gateway_rest_api") : [for method in attached(api, "aws_api_gateway_method_settings", "rest_api_id") : [for setting in method.configured.settings : method.stage_name == each.stage_name && contains(["INFO", "ERROR"], coalesce(setting.logging_level, "OFF"))]]]]))
    expected      = "access or execution logs"
    error_message = "${each.address} logs no request."
  }
}

control "api-access-logs" {
  group      = "logging"
  title      = "Stages of HTTP and WebSocket APIs log requests"
  severity   = "medium"
  why        = "The log holds who called what, when, and what came of it."
  impact     = "After an attack nobody can tell which calls succeeded."
  fix        = "Add access_log_settings."
  link       = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html"
  frameworks = { fsbp = "APIGateway.9", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.4.2" }

  assert {
    for_each      = every(["aws_apigatewayv2_stage"])
    condition     = length(coalesce(each.configured.access_log_settings, [])) > 0
    expected      = "access_log_settings"
    error_message = "${each.address} logs no request."
  }
}

control "api-firewall" {
  group      = "exposure"
  title      = "A firewall stands before REST APIs"
  severity   = "low"
  why        = "Known attacks are stopped before they reach code."
  impact     = "A hole in a library is used before it is mended."
  fix        = "Associate an aws_wafv2_web_acl that blocks with the stage."
  link       = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html"
  frameworks = { fsbp = "APIGateway.4", "nist-800-53" = "AC-4(21)", soc2 = "CC6.6" }

  assert {
    for_each      = every(["aws_api_gateway_stage"])
    condition     = anytrue([for association in attached(each, "aws_wafv2_web_acl_association", "resource_arn") : filters(association)])
    expected      = "a web ACL that blocks something"
    error_message = "Nothing filters what reaches ${each.address}."
  }
}

control "api-cache" {
  group      = "encryption"
  title      = "What APIs cache is encrypted"
  severity   = "medium"
  why        = "A cache holds answers that were meant for one caller."
  impact     = "A copy of the cache shows them."
  fix        = "Set cache_data_encrypted = true."
  link       = "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"
  frameworks = { fsbp = "APIGateway.5", "nist-800-53" = "SC-28", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_api_gateway_method_settings"])
    when          = anytrue([for setting in each.configured.settings : coalesce(setting.caching_enabled, false)])
    condition     = alltrue([for setting in each.configured.settings : coalesce(setting.cache_data_encrypted, false)])
    expected      = "cache_data_encrypted = true"
    error_message = "${each.address} caches answers in clear."
  }
}

control "api-tls" {
  group      = "transit"
  title      = "Domains of APIs accept TLS 1.2 and newer only"
  severity   = "high"
  why        = "TLS 1.0 and 1.1 can be broken."
  impact     = "A client is talked down to a version that can be broken."
  fix        = "Set security_policy = \"TLS_1_2\" or a newer one."
  link       = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html"
  frameworks = { "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_api_gateway_domain_name"])
    when          = each.configured.security_policy != null
    condition     = can(regex("TLS_?1_?[23]", each.security_policy))
    expected      = "TLS 1.2 or newer"
    error_message = "${each.address} accepts ${each.security_policy}."
  }
}

control "distribution-firewall" {
  group      = "exposure"
  title      = "A firewall stands before distributions"
  severity   = "medium"
  why        = "Known attacks are stopped at the edge before they reach an origin."
  impact     = "A hole in a library is used before it is mended."
  fix        = "Set web_acl_id to an aws_wafv2_web_acl of scope CLOUDFRONT."
  link       = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html"
  frameworks = { fsbp = "CloudFront.6", "nist-800-53" = "AC-4(21)", soc2 = "CC6.6", "pci-dss" = "6.4.2" }

  assert {
    for_each      = every(["aws_cloudfront_distribution"])
    condition     = is_set(each, "web_acl_id") ? filters(each) : false
    expected      = "web_acl_id of a web ACL that blocks something"
    error_message = "Nothing filters what reaches ${each.address}."
  }
}

control "distribution-logs" {
  group      = "logging"
  title      = "Distributions log requests"
  severity   = "low"
  why        = "The log holds who asked for what, when and from where."
  impact     = "After an attack nobody can tell which requests succeeded."
  fix        = "Add logging_config, or an aws_cloudwatch_log_delivery_source for the distribution and a delivery of it."
  link       = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html"
  frameworks = { fsbp = "CloudFront.5", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.4.2" }

  assert {
    for_each      = every(["aws_cloudfront_distribution"])
    condition     = anytrue([length(coalesce(each.configured.logging_config, [])) > 0, anytrue([for source in attached(each, "aws_cloudwatch_log_delivery_source", "resource_arn") : length(attached(source, "aws_cloudwatch_log_delivery", "delivery_source_name")) > 0])])
    expected      = "standard logging, of the old kind or the new"
    error_message = "${each.address} logs no request."
  }
}

control "distribution-origins-tls" {
  group      = "transit"
  title      = "Distributions speak TLS to their origins"
  severity   = "high"
  why        = "What goes to the origin in clear is read and changed on the way, whatever the viewer sees."
  impact     = "Sessions are taken over behind a green lock."
  fix        = "Set origin_protocol_policy = \"https-only\"."
  link       = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html"
  frameworks = { fsbp = "CloudFront.9", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_cloudfront_distribution"])
    when          = length(flatten([for o in each.configured.origin : o.custom_origin_config])) > 0
    condition     = alltrue(flatten([for o in each.configured.origin : [for config in o.custom_origin_config : config.origin_protocol_policy == "https-only" || (config.origin_protocol_policy == "match-viewer" && alltrue([for behavior in concat(each.default_cache_behavior, each.ordered_cache_behavior) : behavior.viewer_protocol_policy != "allow-all"]))]]))
    expected      = "https-only, or match-viewer where viewers use HTTPS"
    error_message = "${each.address} speaks to an origin in clear."
  }
}

control "distribution-origin-protocols" {
  group      = "transit"
  title      = "Distributions use TLS 1.2 towards their origins"
  severity   = "medium"
  why        = "SSL 3 and TLS 1.0 can be broken."
  impact     = "The connection to the origin is talked down and read."
  fix        = "Set origin_ssl_protocols = [\"TLSv1.2\"]."
  link       = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html"
  frameworks = { fsbp = "CloudFront.10", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_cloudfront_distribution"])
    when          = length(flatten([for o in each.configured.origin : o.custom_origin_config])) > 0
    condition     = alltrue(flatten([for o in each.configured.origin : [for config in o.custom_origin_config : alltrue([for protocol in config.origin_ssl_protocols : !contains(["SSLv3", "TLSv1", "TLSv1.1"], protocol)])]]))
    expected      = "TLS 1.2 and newer"
    error_message = "${each.address} uses old versions of TLS towards an origin."
  }
}

control "distribution-buckets" {
  group      = "exposure"
  title      = "Buckets behind distributions answer the distribution only"
  severity   = "medium"
  why        = "Without origin access control a bucket must be public for the distribution to read it."
  impact     = "The firewall, signed addresses and log of the distribution can be gone around."
  fix        = "Add an aws_cloudfront_origin_access_control and name it in the origin."
  link       = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html"
  frameworks = { fsbp = "CloudFront.13", "nist-800-53" = "AC-3", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_cloudfront_distribution"])
    when          = length([for o in each.configured.origin : o if length(o.custom_origin_config) == 0 && length(o.vpc_origin_config) == 0]) > 0
    condition     = alltrue([for i, o in each.configured.origin : length(o.custom_origin_config) + length(o.vpc_origin_config) > 0 ? true : is_set(each, "origin.${i}.origin_access_control_id") || is_set(each, "origin.${i}.s3_origin_config.0.origin_access_identity")])
    expected      = "origin access control or identity"
    error_message = "A bucket behind ${each.address} must be public."
  }
}

control "distribution-root" {
  group      = "exposure"
  title      = "Distributions before buckets have an object for their root"
  severity   = "low"
  why        = "A request for / lists a bucket that allows it."
  impact     = "Names of objects nobody linked are found."
  fix        = "Set default_root_object."
  link       = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html"
  frameworks = { fsbp = "CloudFront.1", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "2.2.6" }

  assert {
    for_each      = every(["aws_cloudfront_distribution"])
    when          = length([for o in each.configured.origin : o if length(o.custom_origin_config) == 0 && length(o.vpc_origin_config) == 0]) > 0
    condition     = is_set(each, "default_root_object")
    expected      = "default_root_object"
    error_message = "${each.address} has no object for its root."
  }
}

control "balancer-desync" {
  group      = "transit"
  title      = "Load balancers stop requests that two programs read differently"
  severity   = "medium"
  why        = "In monitor mode a request that hides another one is let through."
  impact     = "Requests of one user answer another."
  fix        = "Remove desync_mitigation_mode = \"monitor\"."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html"
  frameworks = { fsbp = "ELB.12", "nist-800-53" = "AC-4(21)", soc2 = "CC6.6", "pci-dss" = "6.2.4" }

  assert {
    for_each      = every(["aws_lb", "aws_alb", "aws_elb"])
    when          = each.meta.type == "aws_elb" || coalesce(try(each.configured.load_balancer_type, null), "application") == "application"
    condition     = coalesce(each.configured.desync_mitigation_mode, "defensive") != "monitor"
    expected      = "defensive or strictest"
    error_message = "${each.address} lets requests through that two programs read differently."
  }
}

control "balancer-firewall" {
  group      = "exposure"
  title      = "A firewall stands before public load balancers"
  severity   = "low"
  why        = "Known attacks are stopped before they reach code."
  impact     = "A hole in a library is used before it is mended."
  fix        = "Associate an aws_wafv2_web_acl that blocks."
  link       = "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html"
  frameworks = { fsbp = "ELB.16", "nist-800-53" = "AC-4(21)", soc2 = "CC6.6", "pci-dss" = "6.4.2" }

  assert {
    for_each      = every(["aws_lb", "aws_alb"])
    when          = coalesce(each.configured.load_balancer_type, "application") == "application" && !coalesce(each.configured.internal, false)
    condition     = anytrue([for association in attached(each, "aws_wafv2_web_acl_association", "resource_arn") : filters(association)])
    expected      = "a web ACL that blocks something"
    error_message = "Nothing filters what reaches ${each.address}."
  }
}

control "classic-tls" {
  group      = "transit"
  title      = "Classic load balancers speak TLS to clients"
  severity   = "high"
  why        = "What travels in clear is read and changed on the way."
  impact     = "Passwords and sessions are taken over."
  fix        = "Set lb_protocol = \"https\" or \"ssl\" with a certificate; better, move to an application load balancer."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html"
  frameworks = { fsbp = "ELB.3", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each      = every(["aws_elb"])
    condition     = alltrue([for listener in each.listener : contains(["https", "ssl"], lower(listener.lb_protocol))])
    expected      = "https or ssl"
    error_message = "${each.address} answers in clear."
  }
}

control "classic-tls-policy" {
  group      = "transit"
  title      = "Classic load balancers take no version of TLS before 1.2"
  severity   = "medium"
  why        = "TLS 1.0 and 1.1 have known weaknesses, and a listener without a policy of its own takes both."
  impact     = "An attacker between client and balancer makes both speak the old version, and reads along."
  fix        = "Add an aws_load_balancer_policy whose Reference-Security-Policy is ELBSecurityPolicy-TLS-1-2-2017-01, and an aws_load_balancer_listener_policy that names it."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-ssl-security-policy.html"
  frameworks = { fsbp = "ELB.8", "nist-800-53" = "SC-8", soc2 = "CC6.7", "pci-dss" = "4.2.1" }

  assert {
    for_each = every(["aws_elb"])
    when     = anytrue([for listener in each.listener : contains(["https", "ssl"], lower(listener.lb_protocol))])
    condition = alltrue([
      for listener in each.listener : !contains(["https", "ssl"], lower(listener.lb_protocol)) || anytrue(concat(
        [for used in attached(each, "aws_load_balancer_listener_policy", "load_balancer_name") :
          used.load_balancer_port == listener.lb_port && anytrue([for name in used.policy_names : contains(concat([local.classic_policy],
            [for policy in attached(each, "aws_load_balancer_policy", "load_balancer_name") : policy.policy_name if
              anytrue([for rule in policy.policy_attribute : rule.name == "Reference-Security-Policy" && rule.value == local.classic_policy]) ||
              (anytrue([for rule in policy.policy_attribute : rule.name == "Protocol-TLSv1.2" && lower(rule.value) == "true"]) &&
        !anytrue([for rule in policy.policy_attribute : contains(local.old_protocols, rule.name) && lower(rule.value) == "true"]))]), name)])],
        [for used in attached(each, "aws_lb_ssl_negotiation_policy", "load_balancer") :
          used.lb_port == listener.lb_port &&
          anytrue([for rule in used.attribute : rule.name == "Protocol-TLSv1.2" && lower(rule.value) == "true"]) &&
        !anytrue([for rule in used.attribute : contains(local.old_protocols, rule.name) && lower(rule.value) == "true"])]
      ))
    ])
    expected      = "ELBSecurityPolicy-TLS-1-2-2017-01 at each listener"
    error_message = "${each.address} accepts old versions of TLS."
  }
}

control "classic-logs" {
  group      = "logging"
  title      = "Classic load balancers log requests"
  severity   = "low"
  why        = "The access log holds who asked for what, when and from where."
  impact     = "After an attack nobody can tell which requests succeeded."
  fix        = "Add access_logs."
  link       = "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html"
  frameworks = { fsbp = "ELB.5", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_elb"])
    condition     = anytrue([for logs in coalesce(each.configured.access_logs, []) : coalesce(logs.enabled, true)])
    expected      = "access_logs enabled"
    error_message = "${each.address} writes no access log."
  }
}

control "firewall-logs" {
  group      = "logging"
  title      = "Firewalls log what they stop"
  severity   = "low"
  why        = "The log holds which rule stopped or let through which request."
  impact     = "An attack, or a user who is locked out, cannot be explained."
  fix        = "Add an aws_wafv2_web_acl_logging_configuration."
  link       = "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html"
  frameworks = { fsbp = "WAF.11", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.4.2" }

  assert {
    for_each      = every(["aws_wafv2_web_acl"])
    condition     = length(attached(each, "aws_wafv2_web_acl_logging_configuration", "resource_arn")) > 0
    expected      = "a logging configuration"
    error_message = "${each.address} logs nothing."
  }
}

control "firewall-rules" {
  group      = "exposure"
  title      = "Firewalls have rules"
  severity   = "medium"
  why        = "A web ACL without rules only has its default action."
  impact     = "Everything passes what looks like a firewall."
  fix        = "Add rules, such as AWSManagedRulesCommonRuleSet."
  link       = "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-editing.html"
  frameworks = { fsbp = "WAF.10", "nist-800-53" = "CM-2", soc2 = "CC6.6" }

  assert {
    for_each      = every(["aws_wafv2_web_acl"])
    condition     = length(coalesce(each.configured.rule, [])) > 0 || each.configured.rule_json != null || anytrue([for action in each.default_action : length(action.block) > 0])
    expected      = "a rule, or a default action that blocks"
    error_message = "${each.address} stops nothing."
  }
}

control "graphql-sign-in" {
  group      = "identity"
  title      = "GraphQL APIs are not opened by a key alone"
  severity   = "high"
  why        = "A key of AppSync stands in every client and is for trying things out."
  impact     = "Whoever looks at the application reads and writes all that the API offers."
  fix        = "Set authentication_type to AWS_IAM, AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT or AWS_LAMBDA."
  link       = "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html"
  frameworks = { fsbp = "AppSync.5", "nist-800-53" = "AC-3", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_appsync_graphql_api"])
    condition     = each.authentication_type != "API_KEY" && alltrue([for more in coalesce(each.configured.additional_authentication_provider, []) : more.authentication_type != "API_KEY"])
    expected      = "another authentication than API_KEY"
    error_message = "${each.address} asks for a key only."
  }
}

control "graphql-logs" {
  group      = "logging"
  title      = "GraphQL APIs log what fails"
  severity   = "medium"
  why        = "The log says which field failed for whom."
  impact     = "After an attack nobody can tell what was asked."
  fix        = "Add log_config with field_log_level = \"ERROR\" or \"ALL\"."
  link       = "https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html"
  frameworks = { fsbp = "AppSync.2", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.4.2" }

  assert {
    for_each      = every(["aws_appsync_graphql_api"])
    condition     = anytrue([for logs in coalesce(each.configured.log_config, []) : contains(["ERROR", "ALL", "INFO", "DEBUG"], logs.field_log_level)])
    expected      = "field_log_level of ERROR or more"
    error_message = "${each.address} logs no field."
  }
}

control "users-second-factor" {
  group      = "identity"
  title      = "Users of an application may use a second factor"
  severity   = "medium"
  why        = "A password that was used elsewhere is tried here."
  impact     = "Accounts are taken over by the thousand."
  fix        = "Set mfa_configuration = \"OPTIONAL\" or \"ON\"."
  link       = "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html"
  frameworks = { "nist-800-53" = "IA-2", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_cognito_user_pool"])
    condition     = contains(["ON", "OPTIONAL"], coalesce(each.configured.mfa_configuration, "OFF"))
    expected      = "ON or OPTIONAL"
    error_message = "${each.address} knows passwords only."
  }
}

control "zone-logs" {
  group      = "logging"
  title      = "Public zones log queries"
  severity   = "low"
  why        = "The log says which names were asked for, and from where."
  impact     = "A name that points to something you gave up is found by others first."
  fix        = "Add an aws_route53_query_log."
  link       = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html"
  frameworks = { fsbp = "Route53.2", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.4.2" }

  assert {
    for_each      = every(["aws_route53_zone"])
    when          = length(coalesce(each.configured.vpc, [])) == 0
    condition     = length(attached(each, "aws_route53_query_log", "zone_id")) > 0
    expected      = "a query log"
    error_message = "${each.address} logs no query."
  }
}

control "machine-logs" {
  group      = "logging"
  title      = "State machines log what they do"
  severity   = "low"
  why        = "The history of an express workflow is in its log or nowhere."
  impact     = "A run that stopped half way cannot be explained."
  fix        = "Add logging_configuration with level = \"ERROR\" or \"ALL\"."
  link       = "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html"
  frameworks = { fsbp = "StepFunctions.1", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.4.2" }

  assert {
    for_each      = every(["aws_sfn_state_machine"])
    condition     = anytrue([for logs in coalesce(each.configured.logging_configuration, []) : coalesce(logs.level, "OFF") != "OFF"])
    expected      = "another level than OFF"
    error_message = "${each.address} logs nothing."
  }
}
