"""Lines of a page that are no part of its story: time stamps, bylines, credits, pointers."""

from __future__ import annotations

import re

_MOST_WORDS = 14
_LINE = re.compile(
    r"(?:\(?(?:last |first )?(?:updated|published|posted|modified)\b(?: (?:at|on)\b)?\s*[:\d]"
    r"|(?:last |first )?(?:updated|published|posted|modified)"
    r" (?:on |at )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|(?:zuletzt )?(?:aktualisiert|veröffentlicht)\b|stand:|(?:mis à jour|publié) (?:le|à)\b"
    r"|advertisement\b|anzeige\Z|publicité\Z|read (?:more|also)\b"
    r"|related(?: articles| stories)?\s*(?::|\Z)"
    r"|sign up\b|subscribe\b|share this\b|follow us\b|photo(?:graph)?:|image:|picture:|source:)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:By|Von|Par) [^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){1,3}(?: and .*)?\Z"
)


def is_furniture(text: str) -> bool:
    """Whether a sentence is a time stamp, byline, credit or pointer, not part of the story."""
    line = " ".join(text.split())
    if len(line.split()) > _MOST_WORDS:
        return False
    return bool(_LINE.match(line) or _BYLINE.match(line))
