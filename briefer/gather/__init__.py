"""From sources to the day's articles, with a report on what came, what changed and what failed."""

from briefer.gather.gathering import Progress, gather
from briefer.gather.values import Came, Gathered, GatherSettings, SourceReport

__all__ = ["Came", "GatherSettings", "Gathered", "Progress", "SourceReport", "gather"]
