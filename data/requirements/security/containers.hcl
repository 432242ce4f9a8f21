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
  why        = "Root in a container is one fault of the kernel away from the host; an image that names no user runs as root."
  impact     = "A fault reaches further than it must."
  fix        = "Set user to one without rights."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html"
  frameworks = { fsbp = "ECS.20", "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "2.2.6" }

  assert {
    for_each      = every(["aws_ecs_task_definition"])
    when          = !anytrue([for platform in coalesce(each.configured.runtime_platform, []) : startswith(coalesce(platform.operating_system_family, "LINUX"), "WINDOWS")])
    condition     = alltrue([for container in containers(each) : container.user == null ? false : !contains(["root", "0"], split(":", container.user)[0])])
    expected      = "a user that is not root"
    error_message = "${each.address} runs a container as root, or as whoever its image names."
  }
}

control "images-pinned" {
  group      = "containers"
  title      = "Images are named by a version"
  severity   = "medium"
  why        = "latest, prod or stable is whatever was pushed last: such a tag is moved, unless its repository keeps tags where they are."
  impact     = "A restart brings code nobody reviewed."
  fix        = "Name a tag that is never moved, or a digest."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html"
  frameworks = { "nist-800-53" = "CM-2", soc2 = "CC8.1", "pci-dss" = "6.3.2" }

  assert {
    for_each      = every(["aws_ecs_task_definition"])
    condition     = alltrue([for container in containers(each) : can(regex("@sha256:|:[^/:]*[0-9][^/:]*$", container.image)) || (can(regex(":[^/:]+$", container.image)) && !endswith(container.image, ":latest") && anytrue([for repository in resources.aws_ecr_repository : startswith(coalesce(repository.image_tag_mutability, "MUTABLE"), "IMMUTABLE") && strcontains(container.image, ".amazonaws.com/${repository.name}:")]))])
    expected      = "a tag that is a version, or one of a repository whose tags are never moved, or a digest"
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
    condition     = startswith(coalesce(each.configured.image_tag_mutability, "MUTABLE"), "IMMUTABLE")
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
    condition     = alltrue([for config in each.configured.vpc_config : coalesce(config.endpoint_public_access, true) == false || (length(coalesce(config.public_access_cidrs, [])) == 0 ? false : !is_internet(config.public_access_cidrs))])
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

control "read-only-root" {
  group      = "containers"
  title      = "Containers cannot write to their own files"
  severity   = "low"
  why        = "What cannot be written cannot be replaced by an intruder."
  impact     = "A hole in the application stays open as a program of the intruder's."
  fix        = "Set readonlyRootFilesystem = true, and mount a volume for what must be written."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html"
  frameworks = { fsbp = "ECS.5", "nist-800-53" = "AC-6", soc2 = "CC6.8" }

  assert {
    for_each      = every(["aws_ecs_task_definition"])
    condition     = alltrue([for container in containers(each) : container.readonly_root == true])
    expected      = "readonlyRootFilesystem = true"
    error_message = "A container of ${each.address} may write over its own files."
  }
}

control "host-processes" {
  group      = "containers"
  title      = "Containers do not share the processes of their host"
  severity   = "high"
  why        = "In the process or IPC namespace of the host a container sees and stops what runs beside it."
  impact     = "A fault in one application reaches all others on the host."
  fix        = "Remove pid_mode = \"host\" and ipc_mode = \"host\"."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html"
  frameworks = { fsbp = "ECS.3", "nist-800-53" = "CM-2", soc2 = "CC6.3" }

  assert {
    for_each      = every(["aws_ecs_task_definition"])
    condition     = coalesce(each.configured.pid_mode, "task") != "host" && coalesce(each.configured.ipc_mode, "none") != "host"
    expected      = "neither pid_mode nor ipc_mode of the host"
    error_message = "${each.address} shares the processes of its host."
  }
}

control "host-network" {
  group      = "containers"
  title      = "Containers have a network of their own"
  severity   = "medium"
  why        = "In the network of the host a container reaches what listens on localhost, and the security group is the host's."
  impact     = "A fault in one application reaches its neighbours and the host's credentials."
  fix        = "Set network_mode = \"awsvpc\"."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html"
  frameworks = { fsbp = "ECS.17", "nist-800-53" = "AC-6", soc2 = "CC6.6" }

  assert {
    for_each      = every(["aws_ecs_task_definition"])
    condition     = coalesce(each.configured.network_mode, "bridge") != "host"
    expected      = "another network_mode than host"
    error_message = "${each.address} uses the network of its host."
  }
}

control "container-logs" {
  group      = "logging"
  title      = "Containers log"
  severity   = "medium"
  why        = "What a container writes is gone with it unless a driver takes it."
  impact     = "Why it failed, and who did what, cannot be told."
  fix        = "Add logConfiguration with a driver such as awslogs."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html"
  frameworks = { fsbp = "ECS.9", "nist-800-53" = "AU-2", soc2 = "CC7.2" }

  assert {
    for_each      = every(["aws_ecs_task_definition"])
    condition     = alltrue([for container in containers(each) : container.log_driver != null])
    expected      = "a log driver"
    error_message = "A container of ${each.address} has no log driver."
  }
}

control "services-public" {
  group      = "exposure"
  title      = "Services have no public addresses"
  severity   = "high"
  why        = "A task with a public address is reached past the load balancer, its firewall and its log."
  impact     = "It is scanned all the time."
  fix        = "Set assign_public_ip = false, and give its subnets a NAT gateway or endpoints."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html"
  frameworks = { fsbp = "ECS.2", "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.4.4" }

  assert {
    for_each      = every(["aws_ecs_service"])
    when          = length(coalesce(each.configured.network_configuration, [])) > 0
    condition     = alltrue([for network in each.network_configuration : !coalesce(network.assign_public_ip, false)])
    expected      = "assign_public_ip = false"
    error_message = "Tasks of ${each.address} get public addresses."
  }
}

control "platform-version" {
  group      = "resilience"
  title      = "Fargate tasks run on the newest platform"
  severity   = "low"
  why        = "An old platform version is a kernel without the newest fixes."
  impact     = "A known hole stays open."
  fix        = "Remove platform_version, or set it to LATEST."
  link       = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html"
  frameworks = { fsbp = "ECS.10", "nist-800-53" = "SI-2", soc2 = "CC7.1", "pci-dss" = "6.3.3" }

  assert {
    for_each      = every(["aws_ecs_service"])
    when          = anytrue([coalesce(each.configured.launch_type, "-") == "FARGATE", each.configured.platform_version != null, anytrue([for strategy in coalesce(each.configured.capacity_provider_strategy, []) : startswith(strategy.capacity_provider, "FARGATE")])])
    condition     = contains(["LATEST", "1.4.0"], coalesce(each.configured.platform_version, "LATEST"))
    expected      = "LATEST or 1.4.0"
    error_message = "${each.address} runs on platform ${each.configured.platform_version}."
  }
}

control "nodes-ssh" {
  group      = "exposure"
  title      = "Nodes of clusters are not open to SSH from everywhere"
  severity   = "high"
  why        = "A key for remote access without groups opens port 22 of every node to the internet."
  impact     = "A guessed or leaked key gives a shell on all that runs there."
  fix        = "Name source_security_group_ids, or remove remote_access and use Session Manager."
  link       = "https://docs.aws.amazon.com/eks/latest/userguide/create-managed-node-group.html"
  frameworks = { "nist-800-53" = "SC-7", soc2 = "CC6.6", "pci-dss" = "1.3.1" }

  assert {
    for_each      = every(["aws_eks_node_group"])
    condition     = alltrue([for access in coalesce(each.configured.remote_access, []) : access.ec2_ssh_key == null || length(coalesce(access.source_security_group_ids, [])) > 0])
    expected      = "source_security_group_ids"
    error_message = "Port 22 of ${each.address} is open to the internet."
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
    for_each      = every(["aws_eks_cluster", "aws_eks_node_group"])
    when          = each.configured.version != null
    condition     = support_of("eks", each.version).supported
    expected      = "a version in standard or extended support"
    error_message = "${each.address} runs Kubernetes ${each.version}, whose support ended on ${support_of("eks", each.version).until}."
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
    when          = each.configured.runtime != null
    condition     = support_of("lambda", each.runtime).supported
    expected      = "a runtime with support"
    error_message = "${each.address} uses ${each.runtime}, whose support ended on ${support_of("lambda", each.runtime).until}."
  }
}

control "layers-public" {
  group      = "exposure"
  title      = "Layers are not shared with everyone"
  severity   = "medium"
  why        = "A layer is code, with whatever was packed beside it."
  impact     = "Strangers read it and learn where its holes are."
  fix        = "Name the account as principal, or set organization_id."
  link       = "https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html"
  frameworks = { "nist-800-53" = "AC-3", soc2 = "CC6.1" }

  assert {
    for_each      = every(["aws_lambda_layer_version_permission"])
    condition     = each.principal != "*" || each.configured.organization_id != null
    expected      = "an account, or an organization"
    error_message = "${each.address} shares the layer with everyone."
  }
}

control "build-logs" {
  group      = "logging"
  title      = "Builds keep their logs"
  severity   = "low"
  why        = "The log of a build says which code was taken from where."
  impact     = "A release with foreign code in it cannot be explained."
  fix        = "Remove status = \"DISABLED\" of logs_config."
  link       = "https://docs.aws.amazon.com/codebuild/latest/userguide/create-project.html"
  frameworks = { fsbp = "CodeBuild.4", "nist-800-53" = "AU-2", soc2 = "CC7.2" }

  assert {
    for_each      = every(["aws_codebuild_project"])
    condition     = length(coalesce(each.configured.logs_config, [])) == 0 ? true : anytrue(flatten([for config in each.configured.logs_config : concat([length(config.cloudwatch_logs) == 0], [for logs in config.cloudwatch_logs : coalesce(logs.status, "ENABLED") == "ENABLED"], [for logs in config.s3_logs : coalesce(logs.status, "DISABLED") == "ENABLED"])]))
    expected      = "logs in CloudWatch or S3"
    error_message = "${each.address} keeps no log."
  }
}

control "builds-unprivileged" {
  group      = "containers"
  title      = "Builds run without privileges, or say that they make images"
  severity   = "high"
  why        = "A privileged build has all rights of its host, and runs whatever the sources and their packages bring."
  impact     = "One bad dependency leaves the build, and has its role and its network."
  fix        = "Remove privileged_mode; where images are built, keep their commands in a project of their own, with the buildspec in it."
  link       = "https://docs.aws.amazon.com/codebuild/latest/userguide/create-project.html"
  frameworks = { "nist-800-53" = "AC-6", soc2 = "CC6.3", "pci-dss" = "7.2.5" }

  assert {
    for_each      = every(["aws_codebuild_project"])
    condition     = anytrue([for environment in coalesce(each.configured.environment, []) : coalesce(environment.privileged_mode, false)]) ? makes_images(each) : true
    expected      = "privileged_mode = false, or a buildspec that makes images"
    error_message = "${each.address} runs its builds privileged, and no buildspec written here says that they make container images."
  }
}
