"""What a brief says of how it came about: its label, its signers, its digital source type.

A text that a model wrote is labelled as such unless a person reviewed it and answers for it
(Regulation (EU) 2024/1689, article 50(4)); one that is signed names who that is. Machines read
the same in the IPTC's terms, and in schema.org's.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, Literal

from briefer.model import Claim, Provenance, Release
from briefer.render.escape import escape_markdown, plain
from briefer.text import spoken_date

SourceType = Literal[
    "trainedAlgorithmicMedia",
    "compositeWithTrainedAlgorithmicMedia",
    "algorithmicMedia",
    "compositeSynthetic",
]

_NAMES: dict[SourceType, str] = {
    "trainedAlgorithmicMedia": "Created using generative AI",
    "compositeWithTrainedAlgorithmicMedia": "Composite including generative AI elements",
    "algorithmicMedia": "Pure algorithmic media",
    "compositeSynthetic": "Composite including synthetic elements",
}
_NEWSCODES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_SCHEMA_ORG = "https://schema.org/"


def source_type(
    provenance: Provenance, claims: Iterable[Claim], release: Release | None = None
) -> SourceType:
    """Return how a text came about: by a model, in part, or by rules alone."""
    edited = release is not None and release.edited
    if provenance.provider == "extractive":
        return "compositeSynthetic" if edited else "algorithmicMedia"
    if edited or any(claim.handling == "quoted" for claim in claims):
        return "compositeWithTrainedAlgorithmicMedia"
    return "trainedAlgorithmicMedia"


def newscode(kind: SourceType) -> dict[str, str]:
    """Return a source type as ninjs has it: its name, and its place among the IPTC's NewsCodes."""
    return {"name": _NAMES[kind], "uri": f"{_NEWSCODES}{kind}"}


def schema_org(kind: SourceType) -> str:
    """Return a source type as schema.org calls it."""
    return f"{_SCHEMA_ORG}{kind[0].upper()}{kind[1:]}DigitalSource"


def release_line(provenance: Provenance, release: Release) -> str:
    """Return the sentence that readers of a released brief are shown first: label or signers."""
    if release.signers:
        names = [plain(each.name) for each in release.signers]
        who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        last = max(each.day for each in release.signers)
        answers = "answers" if len(names) == 1 else "answer"
        return f"Reviewed by {who} on {spoken_date(last)}, who {answers} for what it says."
    made = "Put together by software, without a language model,"
    if provenance.provider != "extractive":
        made = f"Written by an AI model ({plain(provenance.model)})"
    if release.edited:
        return f"{made} and edited; nobody has signed for what it says."
    return f"{made} and not reviewed by a person."


def with_html_release(page: str, line: str) -> str:
    """Return a brief's page with its release line under the title."""
    told = f'<p class="release"><strong>{escape(line)}</strong></p>\n'
    return page.replace("<!--days-->", f"{told}<!--days-->", 1)


def with_markdown_release(text: str, line: str) -> str:
    """Return a brief's Markdown with its release line under the title."""
    head, _, rest = text.partition("\n")
    return f"{head}\n\n**{escape_markdown(line)}**\n{rest}"


def json_ld_release(
    provenance: Provenance, claims: Iterable[Claim], release: Release | None
) -> dict[str, Any]:
    """Return what schema.org has of how a text came about, and who answers for it."""
    kind = schema_org(source_type(provenance, claims, release))
    signers = () if release is None else release.signers
    editors = [{"@type": "Person", "name": plain(each.name)} for each in signers]
    return {"digitalSourceType": kind, **({"editor": editors} if editors else {})}
