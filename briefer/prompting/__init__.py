"""The prompt library: load, check, hash, lock, render."""

from briefer.prompting.copying import new_version
from briefer.prompting.fence import fence_for, one_line
from briefer.prompting.library import Folder, PromptLibrary, shipped_folder
from briefer.prompting.prompt import Prompt, parse
from briefer.prompting.schemas import SCHEMAS, with_known_ids

__all__ = [
    "SCHEMAS",
    "Folder",
    "Prompt",
    "PromptLibrary",
    "fence_for",
    "new_version",
    "one_line",
    "parse",
    "shipped_folder",
    "with_known_ids",
]
