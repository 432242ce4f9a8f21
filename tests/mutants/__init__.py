"""Changes of the rooms that decide, and whether the tests notice them."""
