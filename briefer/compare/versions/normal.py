"""Text with its cosmetics evened out: white space, quotation marks, dashes, Unicode forms."""

from __future__ import annotations

import re
import unicodedata

_TABLE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»「」『』＂", '"'),
        **dict.fromkeys("‘’‚‛‹›`´ʼ＇", "'"),
        **dict.fromkeys("—–―−⸺⸻", "—"),
        **dict.fromkeys("‐‑⁃", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff\x00", None),
        "…": "...",
    }
)
_DOUBLED = re.compile(r"''|,,(?=\w)")
_SPAN_DASH = re.compile(r"(?<=\d)\s?—\s?(?=\d)")
_DASH = re.compile(r"\s*(?:—+|(?<!-)--{1,2}(?!-))\s*|\s+-\s+")
_EDGE = re.compile(r"(?<!\w)'|'(?!\w)")
_EMPHASIS = re.compile(r"(?<!\w)[*_`]+(?=\S)|(?<=\S)[*_`]+(?!\w)")


def even(text: str) -> str:
    """Return the text as its cosmetic variants share it; case, words and stops stay.

    NFC; every quotation mark as ``"``, inner apostrophes as ``'``, spaced dashes as one, white
    space runs as one space, no soft hyphens, zero-width characters or Markdown emphasis.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = text.replace("« ", '"').replace(" »", '"')
        text = text.replace("«\u00a0", '"').replace("\u00a0»", '"')
        text = text.replace("«\u202f", '"').replace("\u202f»", '"').translate(_TABLE)
    text = _DOUBLED.sub('"', text) if "''" in text or ",," in text else text
    if "*" in text or "_" in text or "`" in text:
        text = _EMPHASIS.sub("", text)
    if "'" in text:
        text = _EDGE.sub('"', text)
    if "—" in text or "-" in text:
        text = _DASH.sub(" - ", _SPAN_DASH.sub("-", text))
    return " ".join(text.split())
