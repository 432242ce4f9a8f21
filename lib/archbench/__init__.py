"""archbench reads Terraform and answers: what is it, what does it cost, does it meet the rules.

    configuration = archbench.load("infra/payments")
    architecture = archbench.build(configuration)
    archbench.estimate(configuration, architecture)     # what it costs a month
    archbench.drill(configuration, architecture)        # what a lost zone takes
    archbench.assess("infra/payments")                  # what the checklists say
    archbench.draw(architecture)                        # the picture
    bench = archbench.Bench(archbench.Base(path))       # what if
    bench.outcome(archbench.scenario("One NAT", variables={"nat_gateway_count": 1}))

Each is documented where it is defined; nothing of it is loaded before it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from archbench.version import __version__ as __version__

if TYPE_CHECKING:
    from archbench.architecture import build
    from archbench.architecture.drill import drill
    from archbench.cost import estimate
    from archbench.diagram import draw
    from archbench.lab import Workbench, workbench
    from archbench.requirements import assess, check, read_checklist
    from archbench.requirements.compare import Side, compare
    from archbench.stack import stack_of
    from archbench.terraform import load
    from archbench.whatif import Scenario, read_scenarios
    from archbench.whatif import run as what_if
    from archbench.whatif.base import Base
    from archbench.whatif.bench import Bench
    from archbench.whatif.scenario import scenario

__all__ = [
    "Base",
    "Bench",
    "Scenario",
    "Side",
    "Workbench",
    "assess",
    "build",
    "check",
    "compare",
    "draw",
    "drill",
    "estimate",
    "load",
    "read_checklist",
    "read_scenarios",
    "scenario",
    "stack_of",
    "what_if",
    "workbench",
]

_HOMES = {
    "Base": "whatif.base",
    "Bench": "whatif.bench",
    "Scenario": "whatif",
    "Side": "requirements.compare",
    "Workbench": "lab",
    "assess": "requirements",
    "build": "architecture",
    "check": "requirements",
    "compare": "requirements.compare",
    "draw": "diagram",
    "drill": "architecture.drill",
    "estimate": "cost",
    "load": "terraform",
    "read_checklist": "requirements",
    "read_scenarios": "whatif",
    "scenario": "whatif.scenario",
    "stack_of": "stack",
    "what_if": "whatif",
    "workbench": "lab",
}
_OTHERWISE = {"what_if": "run"}
"""Names that their home calls otherwise."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 what the name stands for
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), _OTHERWISE.get(name, name))


def __dir__() -> list[str]:
    return [*globals(), *__all__]
