# ruff: noqa: E501 text as it stands in a configuration
"""Containers, clusters, functions and builds: data/requirements/security/containers.hcl."""

from collections.abc import Mapping

from tests.requirements.changes import HEAD, Changes, changes

LIST = "security"

STACK = (
    HEAD
    + """
resource "aws_ecs_task_definition" "web" {
  family       = "web"
  network_mode = "awsvpc"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "web:1.2"
    user                   = "1000"
    readonlyRootFilesystem = true
    logConfiguration       = { logDriver = "awslogs" }
  }])
}
resource "aws_ecs_service" "web" {
  name            = "web"
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.web.arn
  network_configuration { subnets = ["subnet-1"] }
}
resource "aws_ecr_repository" "web" {
  name                 = "web"
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration { scan_on_push = true }
}
resource "aws_eks_cluster" "main" {
  name                      = "main"
  role_arn                  = "arn:aws:iam::111122223333:role/eks"
  version                   = "1.35"
  enabled_cluster_log_types = ["api", "audit"]
  vpc_config {
    subnet_ids              = ["subnet-1", "subnet-2"]
    endpoint_public_access  = false
    endpoint_private_access = true
  }
  encryption_config {
    resources = ["secrets"]
    provider { key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1" }
  }
}
resource "aws_eks_node_group" "main" {
  cluster_name  = aws_eks_cluster.main.name
  node_role_arn = "arn:aws:iam::111122223333:role/node"
  subnet_ids    = ["subnet-1", "subnet-2"]
  remote_access {
    ec2_ssh_key               = "ops"
    source_security_group_ids = ["sg-1"]
  }
  scaling_config {
    desired_size = 2
    max_size     = 4
    min_size     = 2
  }
}
resource "aws_lambda_function" "pay" {
  function_name = "pay"
  role          = "arn:aws:iam::111122223333:role/pay"
  runtime       = "python3.13"
}
resource "aws_lambda_permission" "pay" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.pay.function_name
  principal     = "events.amazonaws.com"
  source_arn    = "arn:aws:events:eu-west-1:111122223333:rule/pay"
}
resource "aws_lambda_function_url" "pay" {
  function_name      = aws_lambda_function.pay.function_name
  authorization_type = "AWS_IAM"
}
resource "aws_lambda_layer_version_permission" "partner" {
  layer_name     = "tools"
  version_number = 1
  statement_id   = "partner"
  action         = "lambda:GetLayerVersion"
  principal      = "444455556666"
}
resource "aws_codebuild_project" "release" {
  name         = "release"
  service_role = "arn:aws:iam::111122223333:role/build"
  artifacts { type = "NO_ARTIFACTS" }
  source { type = "NO_SOURCE" }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }
  logs_config {
    cloudwatch_logs { group_name = "release" }
  }
}
"""
)

_SIDECAR = '    logConfiguration       = { logDriver = "awslogs" }\n  }, { name = "side", image = "side@sha256:1", user = "1000", readonlyRootFilesystem = true, MORE }])'
_SECOND = """
resource "aws_ecs_task_definition" "jobs" {
  family                = "jobs"
  container_definitions = jsonencode([{ name = "jobs", image = "jobs:2", user = "jobs" }])
}
"""
_END = '    logConfiguration       = { logDriver = "awslogs" }\n  }])'

CHANGES: Mapping[str, Changes] = {
    "no-privileged": changes(
        (_END, _SIDECAR.replace("MORE", "privileged = true")),
        (_END, _SIDECAR.replace("MORE", "privileged = false")),
        (_END, _SIDECAR.replace("MORE", "Privileged = true")),
    ),
    "no-root": changes(
        ('user                   = "1000"', 'user = "0"'),
        ('user                   = "1000"', 'user = "web:web"'),
        ('    user                   = "1000"\n', ""),
        ('user                   = "1000"', 'user = "root:web"'),
        also=[
            [
                ('    user                   = "1000"\n', ""),
                (
                    '  network_mode = "awsvpc"\n',
                    '  network_mode = "awsvpc"\n  runtime_platform { operating_system_family = "WINDOWS_SERVER_2022_CORE" }\n',
                ),
                ("", _SECOND),
            ]
        ],
    ),
    "images-pinned": changes(
        ('"web:1.2"', '"web"'),
        ('"web:1.2"', '"registry.example.com:5000/web@sha256:abc"'),
        ('"web:1.2"', '"registry.example.com:5000/web:latest"'),
    ),
    "read-only-root": changes(
        ("    readonlyRootFilesystem = true\n", ""),
        (_END, _SIDECAR.replace("MORE", "essential = false")),
        ("readonlyRootFilesystem = true", "readonlyRootFilesystem = false"),
        also=[("readonlyRootFilesystem", "ReadonlyRootFilesystem")],
    ),
    "host-processes": changes(
        ('  network_mode = "awsvpc"\n', '  network_mode = "awsvpc"\n  pid_mode     = "host"\n'),
        ('  network_mode = "awsvpc"\n', '  network_mode = "awsvpc"\n  pid_mode     = "task"\n'),
        ('  network_mode = "awsvpc"\n', '  network_mode = "awsvpc"\n  ipc_mode     = "host"\n'),
    ),
    "host-network": changes(
        ('network_mode = "awsvpc"', 'network_mode = "host"'),
        ('network_mode = "awsvpc"', 'network_mode = "bridge"'),
    ),
    "container-logs": changes(
        (_END, _SIDECAR.replace("MORE", "essential = false")),
        (_END, _SIDECAR.replace("MORE", 'logConfiguration = { logDriver = "awsfirelens" }')),
    ),
    "services-public": changes(
        (
            '{ subnets = ["subnet-1"] }',
            '{\n    subnets          = ["subnet-1"]\n    assign_public_ip = true\n  }',
        ),
        (
            '{ subnets = ["subnet-1"] }',
            '{\n    subnets          = ["subnet-1"]\n    assign_public_ip = false\n  }',
        ),
    ),
    "platform-version": changes(
        (
            '  name            = "web"\n',
            '  name             = "web"\n  platform_version = "1.3.0"\n',
        ),
        (
            '  name            = "web"\n',
            '  name             = "web"\n  platform_version = "1.4.0"\n',
        ),
    ),
    "repository-immutable": changes(
        ('  image_tag_mutability = "IMMUTABLE"\n', ""), ('"IMMUTABLE"', 'upper("immutable")')
    ),
    "repository-scan": changes(
        ("scan_on_push = true", "scan_on_push = false"),
        [
            ("scan_on_push = true", "scan_on_push = false"),
            (
                "",
                'resource "aws_ecr_registry_scanning_configuration" "all" {\n  scan_type = "ENHANCED"\n  rule {\n    scan_frequency = "SCAN_ON_PUSH"\n    repository_filter {\n      filter      = "*"\n      filter_type = "WILDCARD"\n    }\n  }\n}\n',
            ),
        ],
    ),
    "eks-endpoint": changes(
        ("    endpoint_public_access  = false\n", ""),
        ("    endpoint_public_access  = false\n", '    public_access_cidrs = ["203.0.113.0/24"]\n'),
        (
            "    endpoint_public_access  = false\n",
            '    public_access_cidrs = ["0.0.0.0/1", "128.0.0.0/1"]\n',
        ),
    ),
    "eks-secrets": changes(
        ('resources = ["secrets"]', 'resources = ["configmaps"]'),
        ('resources = ["secrets"]', 'resources = toset(["secrets"])'),
    ),
    "eks-logs": changes(
        ('["api", "audit"]', '["api"]'),
        ('["api", "audit"]', 'concat(["audit"], ["authenticator"])'),
    ),
    "eks-version": changes(
        ('"1.35"', '"1.30"'),
        ('"1.35"', '"1.32"'),
        ("  subnet_ids    = [", '  version       = "1.29"\n  subnet_ids    = ['),
    ),
    "nodes-ssh": changes(
        ('    source_security_group_ids = ["sg-1"]\n', ""),
        (
            '  remote_access {\n    ec2_ssh_key               = "ops"\n    source_security_group_ids = ["sg-1"]\n  }\n',
            "",
        ),
    ),
    "lambda-principals": changes(
        [
            ('"events.amazonaws.com"', '"*"'),
            ('  source_arn    = "arn:aws:events:eu-west-1:111122223333:rule/pay"\n', ""),
        ],
        [
            ('"events.amazonaws.com"', '"*"'),
            (
                '  source_arn    = "arn:aws:events:eu-west-1:111122223333:rule/pay"\n',
                '  principal_org_id = "o-123"\n',
            ),
        ],
    ),
    "lambda-urls": changes(
        ('authorization_type = "AWS_IAM"', 'authorization_type = "NONE"'),
        ('authorization_type = "AWS_IAM"', 'authorization_type = upper("aws_iam")'),
    ),
    "lambda-runtimes": changes(
        ('"python3.13"', '"python3.9"'),
        ('"python3.13"', '"nodejs24.x"'),
        ('"python3.13"', '"provided.al2"'),
    ),
    "layers-public": changes(
        ('principal      = "444455556666"', 'principal = "*"'),
        ('principal      = "444455556666"', 'principal = "*"\n  organization_id = "o-123"'),
    ),
    "builds-unprivileged": changes(
        (
            '    type         = "LINUX_CONTAINER"\n',
            '    type            = "LINUX_CONTAINER"\n    privileged_mode = true\n',
        ),
        [
            (
                '    type         = "LINUX_CONTAINER"\n',
                '    type            = "LINUX_CONTAINER"\n    privileged_mode = true\n',
            ),
            (
                '  source { type = "NO_SOURCE" }\n',
                '  source {\n    type      = "NO_SOURCE"\n    buildspec = "version: 0.2\\nphases:\\n  build:\\n    commands:\\n      - docker build -t web .\\n"\n  }\n',
            ),
        ],
        [
            (
                '    type         = "LINUX_CONTAINER"\n',
                '    type            = "LINUX_CONTAINER"\n    privileged_mode = true\n',
            ),
            (
                '  source { type = "NO_SOURCE" }\n',
                '  source {\n    type      = "NO_SOURCE"\n    buildspec = "version: 0.2\\n# docker build\\nphases:\\n  build:\\n    commands:\\n      - make\\n"\n  }\n',
            ),
        ],
        also=[
            (
                '    type         = "LINUX_CONTAINER"\n',
                '    type            = "LINUX_CONTAINER"\n    privileged_mode = false\n',
            )
        ],
    ),
    "build-logs": changes(
        ('cloudwatch_logs { group_name = "release" }', 'cloudwatch_logs { status = "DISABLED" }'),
        (
            'cloudwatch_logs { group_name = "release" }',
            'cloudwatch_logs { status = "DISABLED" }\n    s3_logs {\n      status   = "ENABLED"\n      location = "shop-logs/release"\n    }',
        ),
    ),
}
