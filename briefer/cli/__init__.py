"""The command line: parse, call, print, exit code."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        # Results are UTF-8 whatever the locale says; what it cannot show must not stop a run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from briefer.cli.app import app

        app(prog_name="briefer")
    except KeyboardInterrupt:  # before a command began; `guard` takes it from there
        sys.exit(130)


__all__ = ["main"]
