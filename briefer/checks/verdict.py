"""What checking a claim comes to."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.model import CheckedWhat, Claim, ClaimStatus, Evidence, EvidenceOrigin, Finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """The evidence of a claim, how far it carries, and what it does not bear out."""

    evidence: tuple[Evidence, ...]
    origin: EvidenceOrigin
    score: float
    findings: tuple[Finding, ...]
    status: ClaimStatus
    checked: CheckedWhat = "all"

    @property
    def supported(self) -> bool:
        """Whether nothing stands against the claim: it is confirmed or open."""
        return self.status in {"confirmed", "open"}

    def claim(self, text: str) -> Claim:
        """Return the claim that was checked, with all that was found."""
        return Claim(
            text,
            self.evidence,
            self.origin,
            self.score,
            self.findings,
            self.status,
            checked=self.checked,
        )
