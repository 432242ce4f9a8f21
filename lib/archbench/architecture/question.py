"""What cannot be told of an architecture, and why."""

from archbench.frozen import frozen

HOW_MANY = "how many there are"
"""The open question about a resource or module whose instances cannot be counted."""
BEHIND = "what stands behind it"
"""The open question about what leads requests to something that is not in the configuration."""
WHAT_RUNS = "what it runs, and in which zones"
"""The open question about a resource of another provider that runs something in AWS."""


@frozen
class OpenQuestion:
    """Something that could not be told, about which element, and why."""

    address: str
    question: str
    reason: str
