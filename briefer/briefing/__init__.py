"""Many articles to one brief: read, grouped into stories, weighed, told, and remembered.

`Desk.brief` does it; `planning` says which stories there are and in what order, `finishing` adds
what code finds in a story's articles, `memory` what earlier briefs had.
"""

from briefer.briefing.desk import Desk, failure_of
from briefer.briefing.memory import Memory, recall, remember
from briefer.briefing.planning import Wanted, plan

__all__ = ["Desk", "Memory", "Wanted", "failure_of", "plan", "recall", "remember"]
