"""Small tables of articles, some without a text, and folders that are filled with their results."""

from functools import partial
from pathlib import Path

import anyio
import pyarrow as pa
from pyarrow import parquet

from briefer.config import resolve_here
from briefer.ingest import find
from briefer.scale import Batch, manifest_for, new_job, open_dataset, open_job
from briefer.session import Session

POISON = {3: None, 11: "", 17: "   "}
"""Rows without a text."""


def row(number):
    text = f"Mayor Ilse Varga opened bridge {number} on Monday. It cost {number + 2} million euros."
    return {"id": number, "text": POISON.get(number, text), "desk": "local"}


def table(number):
    return pa.Table.from_pylist([row(each) for each in range(number)])


def write(name, number):
    parquet.write_table(table(number), name)
    return name


def fill(source, folder="out", **flags):
    """Fill a folder in this process; what the run wrote."""
    flags = {"model": "extractive", "no_store": True, **flags}

    async def run():
        async with Session(resolve_here(flags), command="summarize") as session:
            with open_dataset(Path(folder), session, "summarize") as dataset:
                items = dataset.pending(find([str(source)]))
                async for result in session.summaries(items, answers_only=True):
                    dataset.put(result)
            return dataset.counted

    return anyio.run(run)


def batched(source, folder, **flags):
    """Fill a folder with what a batch job gives for a table."""
    flags = {"store": "batch.db", **flags}
    resolved = resolve_here(flags)
    items = partial(find, [str(source)])
    for turn in range(20):
        session = Session(resolved, command="batch")
        made = manifest_for(session, "openai", "summarize", [str(source)], {})
        with open_job(Path("job")) if turn else new_job(Path("job"), made) as job:
            batch = Batch(job, session)
            if turn:
                anyio.run(batch.submit, lambda _: None)
                anyio.run(batch.fetch)
            batch.plan(items)
            is_done = job.manifest.is_done
        session.close_store()
        if is_done:
            return fill(source, folder, **flags, no_store=False)
    raise AssertionError("no end")


def rows(folder="out"):
    return parquet.read_table(folder).to_pylist()
