"""What a configuration costs: catalogue, usage, estimate."""
