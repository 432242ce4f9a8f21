"""What a change of a configuration changes: cost, verdicts, what a lost zone takes, open questions.

Two readings of a stack, of git revisions, directories or plans, become one Review; it is written as
a comment on the change, as JSON, or as SARIF of what newly fails.
"""

from archbench.review.change import Review, review
from archbench.review.reading import Reading, ReviewInput, read

__all__ = ["Reading", "Review", "ReviewInput", "read", "review"]
