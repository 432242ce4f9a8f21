# Placement and naming

variable "aws_region" {
  description = "Region of the whole stack. Route 53 publishes its metrics in us-east-1 only."
  type        = string
  default     = "us-east-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "aws_region must be the code of an AWS region, such as us-east-1."
  }
}

variable "environment_suffix" {
  description = "Ends the name of everything in the stack, so that several copies can live in one account."
  type        = string

  validation {
    # A target group name has 32 characters; "payment-green-" takes 14 of them.
    condition     = can(regex("^[a-z][a-z0-9-]{0,16}[a-z0-9]$", var.environment_suffix))
    error_message = "environment_suffix must be 2 to 18 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

# Tags

variable "repository" {
  description = "Repository this stack is deployed from."
  type        = string
  default     = "payment-platform"
}

variable "commit_author" {
  description = "Author of the deployed commit."
  type        = string
  default     = "unknown"
}

variable "pr_number" {
  description = "Number of the pull request that deploys the stack, or \"none\"."
  type        = string
  default     = "none"
}

variable "team" {
  description = "Team that owns the stack and answers its alarms."
  type        = string
  default     = "payments"
}

# Network

variable "vpc_cidr" {
  description = "IPv4 range of the VPC. Nine /24 subnets are cut from a /16."
  type        = string
  default     = "10.0.0.0/16"

  validation {
    condition     = can(cidrsubnet(var.vpc_cidr, 8, 22)) && can(cidrhost(var.vpc_cidr, 0))
    error_message = "vpc_cidr must be an IPv4 range with room for nine subnets eight bits smaller, such as 10.0.0.0/16."
  }
}

variable "nat_gateway_count" {
  description = "Number of NAT gateways. With fewer than 3, the last zones leave through a gateway in another zone and share its fate."
  type        = number
  default     = 3

  validation {
    condition     = contains([1, 2, 3], var.nat_gateway_count)
    error_message = "nat_gateway_count must be 1, 2 or 3."
  }
}

# Application

variable "deployment_color" {
  description = "The color that takes the traffic: blue or green."
  type        = string
  default     = "blue"

  validation {
    condition     = contains(["blue", "green"], var.deployment_color)
    error_message = "deployment_color must be blue or green."
  }
}

variable "keep_idle_color_warm" {
  description = "Give the idle color the capacity of the active one. A release without downtime takes three applies: set this to true and wait for healthy targets, flip deployment_color, set this to false."
  type        = bool
  default     = false
}

variable "asg_min_size" {
  description = "Fewest instances of the active color."
  type        = number
  default     = 6

  validation {
    condition     = var.asg_min_size >= 3 && floor(var.asg_min_size) == var.asg_min_size
    error_message = "asg_min_size must be a whole number of at least 3: one instance in each Availability Zone."
  }
}

variable "asg_max_size" {
  description = "Most instances of the active color."
  type        = number
  default     = 18
}

variable "asg_desired_capacity" {
  description = "Instances of the active color when the stack is created. Later the scaling policy decides."
  type        = number
  default     = 6
}

variable "cpu_target_percent" {
  description = "Average CPU utilization the scaling policy holds, in percent."
  type        = number
  default     = 60

  validation {
    condition     = var.cpu_target_percent > 0 && var.cpu_target_percent <= 90
    error_message = "cpu_target_percent must be above 0 and at most 90."
  }
}

variable "instance_type" {
  description = "EC2 instance type of both colors. The image is built for x86_64."
  type        = string
  default     = "t3.medium"
}

variable "root_volume_size_gb" {
  description = "Size of each instance's root volume in GiB."
  type        = number
  default     = 20

  validation {
    condition     = var.root_volume_size_gb >= 8
    error_message = "root_volume_size_gb must be at least 8, the size of the image."
  }
}

variable "container_image" {
  description = "Payment API image in ECR. It listens on 8080, answers /health with {\"status\":\"healthy\"} and reads DB_HOST, DB_PORT, DB_NAME, DB_USERNAME and DB_PASSWORD."
  type        = string
  default     = "123456789012.dkr.ecr.us-east-1.amazonaws.com/payment-api:1.4.2"

  validation {
    condition     = can(regex("^[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com/[a-z0-9._/-]+[:@].+$", var.container_image))
    error_message = "container_image must be an ECR image with a tag or digest: <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>."
  }
}

# Database

variable "aurora_instance_class" {
  description = "Instance class of the writer and both readers."
  type        = string
  default     = "db.r6g.large"

  validation {
    # The same classes as local.aurora_memory_gib in rds.tf.
    condition     = can(regex("^db\\.(t4g\\.(medium|large)|(r5|r6g|r6i|r7g)\\.(large|[248]?xlarge|1[26]xlarge))$", var.aurora_instance_class))
    error_message = "aurora_instance_class must be db.t4g.medium, db.t4g.large, or a db.r5, db.r6g, db.r6i or db.r7g class from large to 16xlarge."
  }
}

variable "aurora_engine_version" {
  description = "Aurora PostgreSQL version."
  type        = string
  default     = "15.4"

  validation {
    condition     = can(regex("^15\\.[0-9]+$", var.aurora_engine_version))
    error_message = "aurora_engine_version must be a 15.x version: the parameter group is of the family aurora-postgresql15."
  }
}

variable "aurora_io_optimized" {
  description = "Use Aurora I/O-Optimized storage: dearer instances and storage, no charge per I/O."
  type        = bool
  default     = false
}

variable "database_name" {
  description = "Database created with the cluster."
  type        = string
  default     = "payments"
}

variable "database_master_username" {
  description = "Master user of the cluster."
  type        = string
  default     = "payments_admin"
}

variable "backup_retention_days" {
  description = "Days that automated snapshots and AWS Backup recovery points are kept."
  type        = number
  default     = 7

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 35
    error_message = "backup_retention_days must be between 7, the least a payment system keeps, and 35, the most Aurora allows."
  }
}

# Life cycle: the defaults let a pull request's stack be destroyed without a trace

variable "deletion_protection" {
  description = "Protect the cluster and the load balancer from deletion."
  type        = bool
  default     = false
}

variable "skip_final_snapshot" {
  description = "Delete the cluster without a last snapshot."
  type        = bool
  default     = true
}

variable "secret_recovery_window_days" {
  description = "Days in which the deleted database secret can be restored; 0 deletes it at once."
  type        = number
  default     = 0

  validation {
    condition     = var.secret_recovery_window_days == 0 || (var.secret_recovery_window_days >= 7 && var.secret_recovery_window_days <= 30)
    error_message = "secret_recovery_window_days must be 0, or between 7 and 30."
  }
}

variable "kms_deletion_window_days" {
  description = "Days before a deleted key is gone for good."
  type        = number
  default     = 7

  validation {
    condition     = var.kms_deletion_window_days >= 7 && var.kms_deletion_window_days <= 30
    error_message = "kms_deletion_window_days must be between 7 and 30."
  }
}

# Names in DNS

variable "domain_name" {
  description = "Parent domain. The stack makes the zone payments-<environment_suffix>.<domain_name>, which the parent must delegate."
  type        = string
  default     = "example.com"
}

variable "failover_target" {
  description = "Where clients are sent while the health check fails: DNS name and hosted zone id of a distribution that serves the maintenance answer."
  type = object({
    dns_name = string
    zone_id  = optional(string, "Z2FDTNDATAQYW2") # Amazon CloudFront's zone, the same for every distribution
  })
  default = {
    dns_name = "d111111abcdef8.cloudfront.net"
  }
}

variable "certificate_arn" {
  description = "ACM certificate of the API's name. Empty: no HTTPS listener, the API answers plain HTTP."
  type        = string
  default     = ""

  validation {
    condition     = var.certificate_arn == "" || can(regex("^arn:[a-z-]+:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of an ACM certificate, or empty."
  }
}

# Monitoring

variable "alarm_email" {
  description = "Address that every alarm notifies. Empty: the topic has no subscriber yet."
  type        = string
  default     = ""

  validation {
    condition     = var.alarm_email == "" || can(regex("^[^@ ]+@[^@ ]+[.][^@ ]+$", var.alarm_email))
    error_message = "alarm_email must be an e-mail address, or empty."
  }
}

variable "log_retention_days" {
  description = "Days that log events are kept."
  type        = number
  default     = 7

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400], var.log_retention_days)
    error_message = "log_retention_days must be a retention that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 or 400."
  }
}
