"""What is known of a data source: its answers, or why Terraform reads it later."""

from archbench.hcl.refine import origins
from archbench.terraform import data_sources
from archbench.terraform.canonical import canonical
from archbench.terraform.data_reasons import DURING_APPLY
from archbench.terraform.deferral import Deferral
from archbench.terraform.instances import Planned
from archbench.terraform.module import ResourceBlock
from archbench.terraform.provider_results import ProviderConfiguration
from archbench.terraform.world import ModuleInstance


class DataReader:
    """Reads the data sources of one configuration."""

    def __init__(self, deferral: Deferral, answers: data_sources.Answers) -> None:
        self._deferral = deferral
        self._answers = answers
        self._deferred: set[str] = set()

    def read(
        self,
        resource: ResourceBlock,
        instance: ModuleInstance,
        item: Planned,
        provider: ProviderConfiguration,
    ) -> None:
        """Put in what is known of a data source."""
        self._deferred.discard(item.address)
        if self._deferral.waits(resource, instance) or self._waits_for_apply(item):
            item.deferred = True
            item.reason = DURING_APPLY
            item.answers = data_sources.later(canonical(resource.type), item, DURING_APPLY)
            self._deferred.add(item.address)
            return
        read = data_sources.read(canonical(resource.type), item, provider, self._answers)
        item.answers, item.reason = read.values, read.reason

    def _waits_for_apply(self, item: Planned) -> bool:
        """Whether an argument is unknown to Terraform, not only to us."""
        return any(
            origin.kind == "resource"
            or (origin.kind == "data" and origin.subject in self._deferred)
            or (origin.kind == "function" and not origin.reason)
            for value in item.given.values()
            for origin in origins(value)
        )
