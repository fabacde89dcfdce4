"""The same work at another scale: batch files, and folders of results of any number of articles.

Requests and results are a live run's.
"""

from briefer.scale.batch import Batch, how, manifest_for
from briefer.scale.dataset import Counted, Dataset, open_dataset
from briefer.scale.job import BatchFile, Job, Manifest, new_job, open_job

__all__ = [
    "Batch",
    "BatchFile",
    "Counted",
    "Dataset",
    "Job",
    "Manifest",
    "how",
    "manifest_for",
    "new_job",
    "open_dataset",
    "open_job",
]
