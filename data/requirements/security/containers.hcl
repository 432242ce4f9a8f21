control "no-privileged" {
  group      = "containers"
  title      = "No container is privileged"
  severity   = "critical"
  why        = "A privileged container is root on its host."
  impact     = "A fault in the application takes the host and all its containers."
  fix        = "Remove privileged, or name the capabilities that are needed."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html"
  frameworks = { fsbp = "ECS.4", "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "2.2.6" }

  assert {
    for_each      = every(["aws_ecs_task_definition"])
    condition     = alltrue([for container in containers(each) : container.privileged == false])
    expected      = "privileged = false"
    error_message = "${each.address} runs a privileged container."
  }
}

control "no-root" {
  group      = "containers"
  title      = "Containers do not run as root"
  severity   = "medium"
  why        = "Root in a container is one fault of the kernel away from the host."
  impact     = "A fault reaches further than it must."
  fix        = "Set user to one without rights."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html"
  frameworks = { fsbp = "ECS.20", "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "2.2.6" }

  assert {
    for_each      = every(["aws_ecs_task_definition"])
    condition     = alltrue([for container in containers(each) : container.user == null ? true : !contains(["root", "0", "0:0", "root:root"], container.user)])
    expected      = "a user that is not root"
    error_message = "${each.address} runs a container as root."
  }
}

control "images-pinned" {
  group      = "containers"
  title      = "Images are named by a version"
  severity   = "medium"
  why        = "latest is whatever was pushed last."
  impact     = "A restart brings code nobody reviewed."
  fix        = "Name a tag that is never moved, or a digest."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html"
  frameworks = { "nist-800-53" = "CM-2", soc2 = "CC8.1", "pci-dss" = "6.3.2" }

  assert {
    for_each      = every(["aws_ecs_task_definition"])
    condition     = alltrue([for container in containers(each) : can(regex("@sha256:|:[^/:]+$", container.image)) && !endswith(container.image, ":latest")])
    expected      = "a tag that is not latest, or a digest"
    error_message = "${each.address} runs an image without a version."
  }
}

control "repository-immutable" {
  group      = "containers"
  title      = "Tags of images are never moved"
  severity   = "low"
  why        = "A tag that can be moved names no version."
  impact     = "What was tested is not what runs."
  fix        = "Set image_tag_mutability = \"IMMUTABLE\"."
  link       = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"
  frameworks = { fsbp = "ECR.2", "nist-800-53" = "CM-2", soc2 = "CC8.1", "pci-dss" = "6.3.2" }

  assert {
    for_each      = every(["aws_ecr_repository"])
    condition     = coalesce(each.configured.image_tag_mutability, "MUTABLE") != "MUTABLE"
    expected      = "image_tag_mutability = \"IMMUTABLE\""
    error_message = "${each.address} lets a tag be moved."
  }
}

control "repository-scan" {
  group      = "containers"
  title      = "Images are scanned when they are pushed"
  severity   = "medium"
  why        = "Known holes are in most images."
  impact     = "A hole stays until someone uses it."
  fix        = "Add image_scanning_configuration { scan_on_push = true }."
  link       = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html"
  frameworks = { fsbp = "ECR.1", "nist-800-53" = "RA-5", soc2 = "CC7.1", "pci-dss" = "6.3.1" }

  assert {
    for_each      = every(["aws_ecr_repository"])
    condition     = anytrue(concat([for scan in each.image_scanning_configuration : scan.scan_on_push], [for registry in resources.aws_ecr_registry_scanning_configuration : length(registry.rule) > 0]))
    expected      = "scan_on_push = true"
    error_message = "${each.address} is not scanned."
  }
}

control "eks-endpoint" {
  group      = "containers"
  title      = "The endpoint of a cluster is not open to the internet"
  severity   = "high"
  why        = "Whoever finds a token or a hole in the API is in."
  impact     = "A leaked kubeconfig works from everywhere."
  fix        = "Set endpoint_public_access = false, or public_access_cidrs."
  link       = "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"
  frameworks = { fsbp = "EKS.1", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.3.1" }

  assert {
    for_each      = every(["aws_eks_cluster"])
    condition     = alltrue([for config in each.configured.vpc_config : coalesce(config.endpoint_public_access, true) == false || (config.public_access_cidrs == null ? false : !is_internet(config.public_access_cidrs))])
    expected      = "a private endpoint, or ranges of your own"
    error_message = "${each.address} is open to the internet."
  }
}

control "eks-secrets" {
  group      = "containers"
  title      = "Secrets of Kubernetes are encrypted with a key"
  severity   = "medium"
  why        = "Secrets in etcd are encoded, not encrypted, but for AWS's own layer."
  impact     = "A copy of etcd is every password."
  fix        = "Add encryption_config { resources = [\"secrets\"] ... }."
  link       = "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html"
  frameworks = { fsbp = "EKS.3", "nist-800-53" = "SC-28", soc2 = "CC6.1", "pci-dss" = "3.5.1" }

  assert {
    for_each      = every(["aws_eks_cluster"])
    condition     = anytrue([for config in each.encryption_config : contains(config.resources, "secrets")])
    expected      = "encryption_config for secrets"
    error_message = "${each.address} keeps secrets without a key of your own."
  }
}

control "eks-logs" {
  group      = "containers"
  title      = "Clusters write audit logs"
  severity   = "medium"
  why        = "The audit log says who asked the API for what."
  impact     = "After a break-in nobody can say what was done."
  fix        = "Set enabled_cluster_log_types = [\"api\", \"audit\", \"authenticator\"]."
  link       = "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html"
  frameworks = { fsbp = "EKS.8", "nist-800-53" = "AU-2", soc2 = "CC7.2", "pci-dss" = "10.2.1" }

  assert {
    for_each      = every(["aws_eks_cluster"])
    condition     = contains(coalesce(each.configured.enabled_cluster_log_types, []), "audit")
    expected      = "enabled_cluster_log_types with audit"
    error_message = "${each.address} writes no audit log."
  }
}

control "eks-version" {
  group      = "containers"
  title      = "Clusters run a version that is supported"
  severity   = "high"
  why        = "A version without support gets no fixes and is upgraded by AWS when its time is over."
  impact     = "A known hole stays open; the upgrade comes unplanned."
  fix        = "Upgrade one minor version after the other."
  link       = "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html"
  frameworks = { fsbp = "EKS.2", "nist-800-53" = "SI-2", soc2 = "CC7.1", "pci-dss" = "6.3.3" }

  assert {
    for_each      = every(["aws_eks_cluster"])
    condition     = each.configured.version == null ? true : tonumber(split(".", each.configured.version)[1]) >= 32
    expected      = "1.32 or newer (end of extended support of 1.31: 26 November 2026)"
    error_message = "${each.address} runs Kubernetes ${coalesce(each.configured.version, "-")}."
  }
}

control "lambda-principals" {
  group      = "containers"
  title      = "Functions are not invoked by everyone"
  severity   = "critical"
  why        = "A principal of * is every AWS account."
  impact     = "Strangers run the code and run up the bill."
  fix        = "Name the service and its source_arn."
  link       = "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"
  frameworks = { fsbp = "Lambda.1", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_lambda_permission"])
    condition     = each.principal != "*" || each.configured.source_account != null || each.configured.source_arn != null || each.configured.principal_org_id != null
    expected      = "a principal, or a source"
    error_message = "${each.address} lets everyone invoke the function."
  }
}

control "lambda-urls" {
  group      = "containers"
  title      = "URLs of functions ask who calls"
  severity   = "medium"
  why        = "A URL without authorization is public."
  impact     = "Strangers run the code and run up the bill."
  fix        = "Set authorization_type = \"AWS_IAM\", or put an API with an authorizer before it."
  link       = "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"
  frameworks = { fsbp = "Lambda.1", "nist-800-53" = "AC-3", soc2 = "CC6.1", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_lambda_function_url"])
    condition     = each.authorization_type == "AWS_IAM"
    expected      = "authorization_type = \"AWS_IAM\""
    error_message = "${each.address} answers everyone."
  }
}

control "lambda-runtimes" {
  group      = "containers"
  title      = "Functions use a runtime that is supported"
  severity   = "high"
  why        = "A deprecated runtime gets no fixes."
  impact     = "A known hole stays open, and one day the function cannot be changed any more."
  fix        = "Move to a current runtime."
  link       = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"
  frameworks = { fsbp = "Lambda.2", "nist-800-53" = "SI-2", soc2 = "CC7.1", "pci-dss" = "6.3.3" }

  assert {
    for_each      = every(["aws_lambda_function"])
    condition     = each.configured.runtime == null ? true : !can(regex("^(nodejs([0-9]|1[0-8])?([.][0-9x]+)?(-edge)?|python2[.]7|python3[.][6-9]|ruby2[.][0-9]|java8|dotnetcore.*|dotnet[567]|dotnet5[.]0|go1[.]x|provided)$", each.configured.runtime))
    expected      = "a runtime with support (deprecated by the end of 2025: Node.js 18, Python 3.9 and older ones)"
    error_message = "${each.address} uses ${each.configured.runtime}."
  }
}
