"""The drawing: geometry, overlays, writers, renderers."""
