"""Other processes that work with the store."""

import subprocess
import sys
import textwrap

from tests.support.repository import ROOT

PRELUDE = f"""
import sys, time
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from tests.support.keeping import answered, asked
from briefer.store import Store, Totals
path = Path(sys.argv[1])
def tell(line): print("note:", line, flush=True)
"""


def child(code, *arguments, **more):
    """Start a process that works with the store."""
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def finish(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out
