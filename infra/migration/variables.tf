variable "project_name" {
  description = "Name of the application that moves."
  type        = string
  default     = "webshop"
}

variable "environment" {
  description = "Environment that moves."
  type        = string
  default     = "dev"
}

variable "source_region" {
  description = "Region the application leaves."
  type        = string
  default     = "us-west-1"
}

variable "target_region" {
  description = "Region the application moves to."
  type        = string
  default     = "us-west-2"
}

variable "vpc_cidr" {
  description = "IPv4 range of the new VPC."
  type        = string
  default     = "10.1.0.0/16"
}

variable "ami_id" {
  description = "Image copied from the source region."
  type        = string
  default     = "ami-0c2ab3b8efb09f272"
}

variable "instance_type" {
  description = "Type of the web and application instances."
  type        = string
  default     = "t2.micro"
}

variable "app_instance_count" {
  description = "Number of application instances."
  type        = number
  default     = 2
}
