"""The command line: parse, call, print, exit code."""

from __future__ import annotations

import gc
import sys

_OBJECTS = 100_000
"""Objects made between two looks for garbage; Python looks after 700. A run makes many that stay,
and hardly any cycles: looking took a tenth of its time."""


def main() -> None:
    """Run the command line and exit with its code."""
    from briefer.cli.streams import open_streams

    open_streams()
    for stream in (sys.stdout, sys.stderr):
        # Results are UTF-8 whatever the locale says; what it cannot show must not stop a run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
    try:
        from briefer.cli.app import app

        app(prog_name="briefer")
    except KeyboardInterrupt:  # before a command began; `guard` takes it from there
        sys.exit(130)
    except OSError as error:  # a help text that cannot be written
        from briefer.cli.guard import code_for

        sys.exit(code_for(error))


__all__ = ["main"]
