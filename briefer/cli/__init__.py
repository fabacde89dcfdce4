"""The command line: parse, call, print, exit code. Errors are caught here, once, and only here."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

INTERRUPTED = 130
BROKEN_PIPE = 141


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        # Results are UTF-8 whatever the locale says; what it cannot show must not stop a run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = _run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _silenced()
    except OSError as error:
        code = _cannot_print(error)
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    import click

    from briefer.cli.app import app
    from briefer.errors import BrieferError, InternalError

    debug = "--debug" in arguments
    try:
        result = app(arguments, prog_name="briefer", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrieferError as error:
        if debug:
            raise
        return _told(error)
    except (KeyboardInterrupt, click.exceptions.Abort):
        if debug:
            raise
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        return _silenced()
    except RecursionError as error:
        if debug:
            raise
        return _told(InternalError(f"nested too deep: {error}"))
    return result if isinstance(result, int) else 0


def _told(error: object) -> int:
    from briefer.errors import BrieferError
    from briefer.render.escape import plain

    assert isinstance(error, BrieferError)  # noqa: S101 (narrows for the type checker)
    _say(plain(str(error)))
    _say(f"hint: {plain(error.hint)}")
    return error.exit_code


def _say(line: str) -> None:
    print(f"briefer: {line}", file=sys.stderr)  # noqa: T201


def _cannot_print(error: OSError) -> int:
    from briefer.errors import OutputFileError

    _discard_stdout()
    return _told(OutputFileError(f"the result cannot be written: {error.strerror or error}"))


def _silenced() -> int:
    """Take the end of a pipe (``| head``) as the reader's wish."""
    _discard_stdout()
    return BROKEN_PIPE


def _discard_stdout() -> None:
    # The interpreter flushes stdout once more on its way out and would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
