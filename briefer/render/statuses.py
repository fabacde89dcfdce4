"""What a claim's status is called on a page, and how the claims of a result are counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefer.model import Claim, Evidence, Finding, FindingLevel

OPEN_SIGN = "○"
OPEN_WORDS = "not fully checked"
"""What ``OPEN_SIGN`` says to who hears a page, or points at the sign."""

WARNINGS = {"unsupported": "⚠ Not in the source:", "contradicted": "⚠ The source says otherwise:"}
"""What stands before a claim that fails; a reader has to see it before the claim."""

_LABELS = {"confirmed": "✓ Confirmed:", "open": f"{OPEN_SIGN} Open:", **WARNINGS}
_LONGEST_PART = 60
"""Characters of a claim that are shown beside a finding; a longer part is next to all of it."""

_LEVELS: tuple[FindingLevel, ...] = ("contradicted", "unsupported", "doubt")

FAILING_HEADING = "Not borne out by the source"
DOUBTS_HEADING = "Not fully checked"
DOUBTS_NOTE = (
    "Nothing in the source stands against these claims; what comparing words could not settle in "
    "them is named."
)


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """How the claims of a result fared.

    ``confirmed``, ``open``, ``flagged``, ``quoted`` and ``dropped`` add up to ``claims``;
    ``judged`` of the confirmed were confirmed by a judge, ``accepted`` by an editor.
    """

    claims: int
    confirmed: int
    judged: int
    open: int
    flagged: int
    quoted: int
    dropped: int
    repaired: int
    corrected: int
    found: int
    figures_only: int
    carried: int = 0
    accepted: int = 0

    @classmethod
    def of(cls, kept: Iterable[Claim], dropped: Sequence[Claim] = ()) -> ClaimCounts:
        """Count claims by status and handling; ``dropped`` are those the policy removed."""
        claims = [*kept, *dropped]
        as_written = [claim for claim in claims if claim.handling == "kept"]
        confirmed = [claim for claim in as_written if claim.status == "confirmed"]
        return cls(
            claims=len(claims),
            confirmed=len(confirmed),
            judged=sum(claim.by == "judge" for claim in confirmed),
            open=sum(claim.status == "open" for claim in as_written),
            flagged=sum(claim.is_flagged for claim in claims),
            quoted=sum(claim.handling == "quoted" for claim in claims),
            dropped=sum(claim.handling == "dropped" for claim in claims),
            repaired=sum(claim.repaired and not claim.fails for claim in claims),
            corrected=sum(claim.origin == "corrected" for claim in claims),
            found=sum(claim.origin == "found" for claim in claims),
            figures_only=sum(claim.checked == "figures" for claim in claims),
            carried=sum(claim.carried and claim.handling != "dropped" for claim in claims),
            accepted=sum(claim.by == "editor" for claim in confirmed),
        )

    @property
    def short(self) -> str:
        """The counts alone: ``12 claims: 11 confirmed, 1 flagged (⚠)``."""
        parts = [f"{self.confirmed} confirmed"]
        parts += [f"{self.open} open ({OPEN_SIGN} {OPEN_WORDS})"] if self.open else []
        parts += [f"{self.flagged} flagged (⚠)"] if self.flagged else []
        parts += [f"{self.quoted} replaced by the source’s own words"] if self.quoted else []
        parts += [f"{self.dropped} removed"] if self.dropped else []
        return f"{_claims(self.claims)}: {', '.join(parts)}"

    @property
    def sentence(self) -> str:
        """The counts with what each of them means, as one line without a full stop."""
        parts = [self._confirmed]
        if self.open:
            parts.append(
                f"{self.open} open (marked {OPEN_SIGN}: nothing in the source stands against "
                f"{_them(self.open)}, but comparing words alone does not settle "
                f"{_them(self.open)})"
            )
        if self.flagged:
            parts.append(
                f"{self.flagged} flagged (marked ⚠: the source lacks a part of "
                f"{_them(self.flagged)}, or says otherwise)"
            )
        if self.quoted:
            parts.append(f"{self.quoted} replaced by the source’s own words")
        if self.dropped:
            parts.append(
                f"{self.dropped} removed because the source does not bear {_them(self.dropped)} out"
            )
        return f"{_claims(self.claims)}: {'; '.join(parts)}"

    @property
    def _confirmed(self) -> str:
        by_words = self.confirmed - self.judged - self.accepted
        told = [
            (by_words, "by comparing words with the source"),
            (self.judged, "by a second reading"),
            (self.accepted, "by an editor"),
        ]
        ways = [(count, how) for count, how in told if count] or told[:1]
        if len(ways) == 1:
            return f"{self.confirmed} confirmed {ways[0][1]}"
        return f"{self.confirmed} confirmed ({', '.join(f'{count} {how}' for count, how in ways)})"


def is_open(claim: Claim) -> bool:
    """Return whether a claim is to carry the sign of those that are open."""
    return claim.status == "open" and claim.handling == "kept"


def warning(claim: Claim) -> str:
    """Return what stands before a claim that fails and was kept; empty before every other."""
    return WARNINGS[claim.status] if claim.is_flagged else ""


def label(claim: Claim) -> str:
    """Return a claim's status in a word or two, with its sign, where each claim has one."""
    return _LABELS[claim.status]


def doubtful(claims: Iterable[Claim]) -> list[Claim]:
    """Return the open claims that something is known to be unsettled in, each wording once."""
    found = {claim.text: claim for claim in claims if is_open(claim) and claim.findings}
    return list(found.values())


def finding_lines(claim: Claim) -> list[str]:
    """Return what was found in a claim that fails, what counts against it first."""
    found = sorted(claim.findings, key=lambda finding: _LEVELS.index(finding.level))
    return [
        _said(finding) if finding.level != "doubt" else f"not settled, {_said(finding)}"
        for finding in found
    ]


def doubt_line(claim: Claim) -> str:
    """Return what words could not settle in an open claim, as one line."""
    return "; ".join(map(_said, claim.findings))


def _said(finding: Finding) -> str:
    """Return a finding's kind and message, with the part of the claim if that lacks it.

    A judge's reason is a sentence of its own; that it was a second reading is said instead.
    """
    told = {"judge": "second reading", "editor": "an editor"}.get(finding.by, finding.kind)
    line = f"{told}: {finding.message}"
    part = "" if finding.claim is None else finding.claim.text
    if not part or len(part) > _LONGEST_PART or part in finding.message:
        return line
    return f"{line} (“{part}”)"


def opposing(claim: Claim) -> list[Evidence]:
    """Return the sentences of a contradicted claim that say otherwise, in reading order."""
    places = [
        (finding.sentence, finding.source.start)
        for finding in claim.findings
        if finding.level == "contradicted" and finding.source is not None
    ]
    return [
        each
        for each in claim.evidence
        if any(each.sentence == name and each.start <= at < each.end for name, at in places)
    ]


def _claims(number: int) -> str:
    return f"{number:,} claim" if number == 1 else f"{number:,} claims"


def _them(number: int) -> str:
    return "it" if number == 1 else "them"
