"""What a route table of a transit gateway says."""

from archbench.architecture.element import Element
from archbench.frozen import frozen

DEFAULTS = ("0.0.0.0/0", "::/0")


@frozen
class TransitRoute:
    """A way a table knows: static, or learnt from the attachment that propagates it."""

    destination: str
    """A range; "" for one that is not known, and of what is propagated, that of the attachment."""
    target: str
    """The address of the attachment or connection it leads to; "" for nowhere, or not known."""
    propagated: bool
    dropped: bool = False
    """Whether what goes there is thrown away."""


@frozen
class TransitTable(Element):
    """A route table of a transit gateway."""

    gateway: str
    associated: tuple[str, ...]
    """The addresses of the attachments and connections whose traffic it routes."""
    routes: tuple[TransitRoute, ...]

    def leads_to(self, attachment: str) -> bool:
        """Whether any of its routes leads to an attachment."""
        return any(route.target == attachment for route in self.routes)

    @property
    def default(self) -> str:
        """The attachment that a default route leads to, "" for none."""
        return next((r.target for r in self.routes if r.destination in DEFAULTS and r.target), "")
