"""Character references and what stands before a document's root, made fit for a strict parser."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_NUMERIC = re.compile(r"&#(?:x([0-9a-f]{1,10})|([0-9]{1,10}));", re.IGNORECASE)
_AMPERSAND = re.compile(
    # What is in CDATA and comments is text as it stands.
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:(?P<known>(?:amp|lt|gt|quot|apos|#[0-9]{1,10}|#[xX][0-9a-fA-F]{1,10});)"
    r"|(?P<named>[A-Za-z][A-Za-z0-9]{1,31};))?",
    re.DOTALL,
)
_SURROGATES, _MOST = range(0xD800, 0xE000), 0x10FFFF
_SPACE = " \t\r\n\f\v\ufeff\x00"
_NAME = re.compile(r"\s+([\w:.-]+)")


def sound_references(text: str) -> str:
    """Return markup whose numeric references all mean a character.

    The two halves of a surrogate pair (``&#55356;&#57089;``) become the one that is meant; half of
    one, a control character (``&#29;``) and a number past Unicode go.
    """
    if "&#" not in text:
        return text
    text = _NUMERIC.sub(_sound, text)
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return text


def escaped_ampersands(text: str) -> str:
    """Return XML whose named references are resolved, and each other ``&`` written as one."""
    return _AMPERSAND.sub(_escaped, text) if "&" in text else text


@dataclass(frozen=True, slots=True)
class Prolog:
    """What stands before the root: where that begins, and where the document type stands."""

    end: int = 0
    doctype: str = ""
    start: int = 0
    stop: int = 0


def read_prolog(text: str, start: int = 0) -> Prolog:
    """Return the prolog of a document: declarations, comments and a document type.

    A declaration that is not closed reaches to the end of the text.
    """
    at, doctype, begin, stop = start, "", 0, 0
    while True:
        while at < len(text) and text[at] in _SPACE:
            at += 1
        if text.startswith("<?", at):
            at = _behind(text, "?>", at)
        elif text.startswith("<!--", at):
            at = _behind(text, "-->", at)
        elif text[at : at + 9].lower() == "<!doctype":
            name = _NAME.match(text, at + 9)
            begin, stop = at, _doctype_end(text, at)
            doctype, at = name[1].lower() if name else "", stop
        else:
            return Prolog(at, doctype, begin, stop)


def _doctype_end(text: str, at: int) -> int:
    """Return where a document type ends, which may declare entities between brackets."""
    closed, opened = text.find(">", at), text.find("[", at)
    if closed < 0:
        return len(text)
    if not at < opened < closed:
        return closed + 1
    end = text.find("]", opened)
    return len(text) if end < 0 else _behind(text, ">", end)


def _behind(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)


def _sound(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    if code in _SURROGATES:
        return chr(code)
    if code > _MOST or (code < ord(" ") and chr(code) not in "\t\n\r") or code in (0xFFFE, 0xFFFF):
        return ""
    return match[0]


def _escaped(match: re.Match[str]) -> str:
    if match[0][0] == "<" or match["known"]:
        return match[0]
    if match["named"]:
        char = html.unescape(match[0])
        return char if char != match[0] else f"&amp;{match['named']}"
    return "&amp;"
