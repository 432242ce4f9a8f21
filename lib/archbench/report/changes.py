"""The changes that were tried, as diffs."""

from archbench.report.findings import Finding, Findings, findings
from archbench.report.page_one import PageOne


def tried(page: PageOne) -> Findings:
    """One finding for each risk with a change that makes its control pass and fails nothing."""
    severities = {row.title: row.severity for row in page.risks}
    return findings(
        [Finding(severities[title], title, fix=diff) for title, diff in page.diffs],
        "No change was tried: what is wrong takes a decision, or nothing is.",
    )
