"""``python -m briefer``."""

from briefer.cli import main

if __name__ == "__main__":
    main()
