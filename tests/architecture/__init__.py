"""What the resources mean, and the loss of a zone."""
