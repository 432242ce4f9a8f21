"""The drawing: scene, overlays, writers."""
