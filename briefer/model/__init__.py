"""Frozen values that flow through briefer, and the hashing that gives them identity."""

from briefer.model.article import Article, Document, Sentence, SentenceKind, Span
from briefer.model.brief import (
    ArticleRef,
    Brief,
    Failure,
    PromptRef,
    Provenance,
    Summary,
    Usage,
    Verification,
)
from briefer.model.claim import (
    CheckedWhat,
    Claim,
    ClaimStatus,
    Evidence,
    EvidenceOrigin,
    Finding,
    FindingKind,
)
from briefer.model.hashing import canonical_json, tagged_hash

__all__ = [
    "Article",
    "ArticleRef",
    "Brief",
    "CheckedWhat",
    "Claim",
    "ClaimStatus",
    "Document",
    "Evidence",
    "EvidenceOrigin",
    "Failure",
    "Finding",
    "FindingKind",
    "PromptRef",
    "Provenance",
    "Sentence",
    "SentenceKind",
    "Span",
    "Summary",
    "Usage",
    "Verification",
    "canonical_json",
    "tagged_hash",
]
