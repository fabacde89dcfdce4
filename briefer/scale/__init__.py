"""The same work at another scale: batch files, whose requests and results are a live run's."""

from briefer.scale.batch import Batch, how, manifest_for
from briefer.scale.job import BatchFile, Job, Manifest, new_job, open_job

__all__ = ["Batch", "BatchFile", "Job", "Manifest", "how", "manifest_for", "new_job", "open_job"]
