"""Frozen values that flow through briefer, and the hashing that gives them identity."""

from briefer.model.article import Article, Document, Sentence, SentenceKind, Span
from briefer.model.brief import (
    TOP_LINES,
    ArticleRef,
    Brief,
    Correction,
    Failure,
    Summary,
    Verification,
)
from briefer.model.change import NOT_FACTUAL, Change, ChangeType, Place, WhatChanged
from briefer.model.claim import (
    CheckedWhat,
    Claim,
    ClaimHandling,
    ClaimStatus,
    DecidedBy,
    Evidence,
    EvidenceOrigin,
    Finding,
    FindingKind,
    FindingLevel,
    status_of,
)
from briefer.model.hashing import canonical_json, tagged_hash, written_hash
from briefer.model.moments import has_time, read_day, read_moment
from briefer.model.provenance import PromptRef, Provenance, SecondReading, Usage
from briefer.model.story import Ahead, Difference, Quotation, Side, Story, StoryStatus

__all__ = [
    "NOT_FACTUAL",
    "TOP_LINES",
    "Ahead",
    "Article",
    "ArticleRef",
    "Brief",
    "Change",
    "ChangeType",
    "CheckedWhat",
    "Claim",
    "ClaimHandling",
    "ClaimStatus",
    "Correction",
    "DecidedBy",
    "Difference",
    "Document",
    "Evidence",
    "EvidenceOrigin",
    "Failure",
    "Finding",
    "FindingKind",
    "FindingLevel",
    "Place",
    "PromptRef",
    "Provenance",
    "Quotation",
    "SecondReading",
    "Sentence",
    "SentenceKind",
    "Side",
    "Span",
    "Story",
    "StoryStatus",
    "Summary",
    "Usage",
    "Verification",
    "WhatChanged",
    "canonical_json",
    "has_time",
    "read_day",
    "read_moment",
    "status_of",
    "tagged_hash",
    "written_hash",
]
