"""Many configurations at once: each examined by itself, all on one page, every run remembered."""
