"""Where briefer keeps what it can make or fetch again."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """Return the user's cache folder for briefer; it may not exist yet.

    ``BRIEFER_CACHE`` in the environment names another one.
    """
    named = os.environ.get("BRIEFER_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("briefer", appauthor=False))
