"""origins(value): the addresses of everything a value is made from, as far as it is not known."""

from archbench.hcl.functions.values import strings
from archbench.hcl.refine import origins
from archbench.hcl.values import Value
from archbench.requirements.functions.refers_to import leaves
from archbench.requirements.view import View


def call(view: View, value: Value) -> Value:
    """Addresses, sorted; none for a value that is wholly known."""
    named = {view.named_by(leaf.raw) for leaf in leaves(value)} - {None}
    return strings(sorted({*(str(name) for name in named), *(o.subject for o in origins(value))}))
