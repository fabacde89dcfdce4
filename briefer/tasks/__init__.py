"""Sans-I/O tasks: what to ask a model and what to make of its answers."""

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names
from briefer.tasks.digest import Digest, DigestPlan, digest
from briefer.tasks.judge import Judge, Judging
from briefer.tasks.lengths import BODY_WORDS, HEADLINE_WORDS, within
from briefer.tasks.settle import Policy
from briefer.tasks.story import renumbered, story
from briefer.tasks.summarize import Length, Plan, article_ref, first_requests, summarize
from briefer.tasks.task import Done, Outcome, Task, step
from briefer.tasks.verify import check_again, check_together, verify, verify_again

if TYPE_CHECKING:
    from briefer.tasks.carry import carry_over
    from briefer.tasks.change import word_changes
else:
    __getattr__ = lazy_names(__name__, {"carry": ["carry_over"], "change": ["word_changes"]})

__all__ = [
    "BODY_WORDS",
    "HEADLINE_WORDS",
    "Digest",
    "DigestPlan",
    "Done",
    "Judge",
    "Judging",
    "Length",
    "Outcome",
    "Plan",
    "Policy",
    "Task",
    "article_ref",
    "carry_over",
    "check_again",
    "check_together",
    "digest",
    "first_requests",
    "renumbered",
    "step",
    "story",
    "summarize",
    "verify",
    "verify_again",
    "within",
    "word_changes",
]
