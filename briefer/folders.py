"""Where briefer keeps what is its user's: what can be had again, and what was allowed."""

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


def config_folder() -> Path:
    """Return the folder of what the user has said for all folders; it may not exist yet."""
    return Path(platformdirs.user_config_dir("briefer", appauthor=False))
