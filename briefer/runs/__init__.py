"""Drivers that do the I/O of tasks."""

from briefer.runs.live import Live

__all__ = ["Live"]
