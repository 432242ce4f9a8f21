"""Backup plan: what it keeps is billed at its vault, where that is in the configuration.

https://aws.amazon.com/backup/pricing/

>>> from archbench.cost.bill import print_bill, ref
>>> rule = {"rule_name": "daily", "target_vault_name": ref("aws_backup_vault.a", "name")}
>>> print_bill({"aws_backup_plan.a": {"rule": (rule,)}, "aws_backup_vault.a": {}},
...     {"aws_backup_vault.a": {"monthly_ebs_snapshot_gb": 100}})
EBS snapshots kept                          100 GB-Mo                 $0.05      $5.00
aws_backup_plan.a: free
>>> print_bill({"aws_backup_plan.a": {"rule": (rule | {"target_vault_name": "Default"},)}})
aws_backup_plan.a: Backups kept in Default: no price: the vault is not in this configuration
"""

from collections.abc import Iterator, Mapping

from archbench.cost.arguments import arguments
from archbench.cost.charge import Resource
from archbench.cost.model import Unpriced

NAME = "Backup plan"
USAGE: Mapping[str, str] = {}
ARGUMENTS = arguments(
    priced="rule",
    free="advanced_backup_setting name",
    costs={
        "rule.copy_action": "Copies of backups, their transfer and storage",
        "rule.scan_action": "Scans of backups for malware",
        "scan_setting": "Scans of backups for malware",
    },
)


def charges(plan: Resource) -> Iterator[Unpriced]:
    """A line for each vault that is somewhere else."""
    named = set()
    for place, rule in enumerate(plan.blocks("rule")):
        vault = rule.get("target_vault_name")
        if plan.follow(vault, "rule", place, "target_vault_name") is None:
            named.add(vault if isinstance(vault, str) else "its vault")
    for vault in sorted(named):
        reason = "no price: the vault is not in this configuration"
        yield Unpriced(plan.address, f"Backups kept in {vault}: {reason}")
