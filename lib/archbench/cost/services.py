"""Names of AWS services as an invoice prints them, by the code the price list uses."""

SERVICES = {
    "AmazonCloudWatch": "Amazon CloudWatch",
    "AmazonDynamoDB": "Amazon DynamoDB",
    "AmazonEC2": "Amazon Elastic Compute Cloud",
    "AmazonECR": "Amazon Elastic Container Registry",
    "AmazonEFS": "Amazon Elastic File System",
    "AmazonElastiCache": "Amazon ElastiCache",
    "AmazonRDS": "Amazon Relational Database Service",
    "AmazonRoute53": "Amazon Route 53",
    "AmazonS3": "Amazon Simple Storage Service",
    "AmazonSNS": "Amazon Simple Notification Service",
    "AmazonVPC": "Amazon Virtual Private Cloud",
    "AWSBackup": "AWS Backup",
    "AWSDataTransfer": "AWS Data Transfer",
    "AWSELB": "Elastic Load Balancing",
    "awskms": "AWS Key Management Service",
    "AWSLambda": "AWS Lambda",
    "AWSQueueService": "Amazon Simple Queue Service",
    "AWSSecretsManager": "AWS Secrets Manager",
    "awswaf": "AWS WAF",
}


def service_name(code: str) -> str:
    """FOCUS's service_name for a service code.

    >>> service_name("awskms")
    'AWS Key Management Service'
    """
    return SERVICES.get(code, code)
