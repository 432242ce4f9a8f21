"""CloudWatch metrics, live or recorded."""
