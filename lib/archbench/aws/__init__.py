"""What AWS's services are: one file a service, each a few Kinds of resources.

Knowledge only: no evaluation of Terraform, no money, no geometry. `kind_of` finds the Kind of a
resource type; what has none is placed by the provider's schema and counts as not understood.
"""

from archbench.aws.catalogue import kind_of, kinds
from archbench.aws.kind import Kind, Link, LossBehavior, Role

__all__ = ["Kind", "Link", "LossBehavior", "Role", "kind_of", "kinds"]
