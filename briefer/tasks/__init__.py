"""Sans-I/O tasks: what to ask a model and what to make of its answers."""

from briefer.tasks.digest import Digest, DigestPlan, digest
from briefer.tasks.settle import Policy
from briefer.tasks.story import renumbered, story
from briefer.tasks.summarize import Length, Plan, article_ref, first_requests, summarize
from briefer.tasks.task import Outcome, Task, run
from briefer.tasks.verify import verify

__all__ = [
    "Digest",
    "DigestPlan",
    "Length",
    "Outcome",
    "Plan",
    "Policy",
    "Task",
    "article_ref",
    "digest",
    "first_requests",
    "renumbered",
    "run",
    "story",
    "summarize",
    "verify",
]
