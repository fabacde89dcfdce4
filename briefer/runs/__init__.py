"""Drivers that do the I/O of tasks, and what governs them."""

from briefer.runs.budget import Budget
from briefer.runs.governor import Governor
from briefer.runs.live import Live
from briefer.runs.progress import Tally

__all__ = ["Budget", "Governor", "Live", "Tally"]
