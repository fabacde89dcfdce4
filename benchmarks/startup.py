"""How much CPU time `briefer --help` costs, beside a Typer app of one command.

    python -m benchmarks.startup [--runs 15] [--bound 1.5]

Both are started by turns; the figure is the ratio of the smallest user-plus-system times, which
other load on the machine disturbs least. Exits with 1 when it is over the bound, or when one of
the heavy libraries is imported for the help.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

PLAIN = """
import typer

app = typer.Typer(context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def greet(name: str, loud: bool = False) -> None:
    "Greet somebody."
    print(f"Hello {name}")


app()
"""
HEAVY = ("openai", "pydantic", "tiktoken", "xllamacpp")


def cpu_seconds(*arguments: str) -> float:
    """What a process takes, in microseconds' steps: the hundredths of `os.times` are too rough."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def imported() -> set[str]:
    code = (
        "import sys, contextlib, io\n"
        "sys.argv = ['briefer', '--help']\n"
        "from briefer.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main()\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--bound", type=float, default=1.5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.py")
        plain.write_text(PLAIN)
        ours, theirs = [], []
        for _ in range(options.runs):
            theirs.append(cpu_seconds(str(plain), "--help"))
            ours.append(cpu_seconds("-m", "briefer", "--help"))
    ratio = min(ours) / min(theirs)
    print("| | CPU seconds |")
    print("|---|---|")
    print(f"| a Typer app of one command, --help | {min(theirs):.3f} |")
    print(f"| briefer --help | {min(ours):.3f} |")
    print(f"| ratio (at most {options.bound:g}) | {ratio:.2f} |")
    heavy = sorted(imported() & set(HEAVY))
    if heavy:
        print(f"imported for the help: {', '.join(heavy)}")
    return int(ratio > options.bound or bool(heavy))


if __name__ == "__main__":
    sys.exit(main())
