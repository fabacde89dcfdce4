"""Many articles to one brief: read, grouped into stories, weighed, told, and remembered.

`BriefMaker.brief` does it; `planning` says which stories there are and in what order, `finishing`
adds what code finds in a story's articles, `memory` what earlier briefs had, `likeness` what an
embedding model makes of articles whose story is in doubt.
"""

from briefer.briefing.keeping import Shelf
from briefer.briefing.likeness import Likeness, known_likeness, likeness
from briefer.briefing.making import BriefMaker, Event, StoryFinished, failure_of
from briefer.briefing.memory import Memory, kept_stories, recall, remember
from briefer.briefing.planning import Wanted, in_doubt, plan
from briefer.briefing.wanting import wanted_by

__all__ = [
    "BriefMaker",
    "Event",
    "Likeness",
    "Memory",
    "Shelf",
    "StoryFinished",
    "Wanted",
    "failure_of",
    "in_doubt",
    "kept_stories",
    "known_likeness",
    "likeness",
    "plan",
    "recall",
    "remember",
    "wanted_by",
]
