"""Engines that answer requests, and wrappers round them.

What is asked for is imported then: a run has one engine, and few have a recording or a cache.
"""

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.providers import weights
    from briefer.providers.batch_lines import (
        BATCH_FORMATS,
        Answered,
        BatchFormat,
        BatchOutcome,
        outcome_of,
    )
    from briefer.providers.batches import BatchService, BatchStatus
    from briefer.providers.cached import CachedProvider
    from briefer.providers.cassette import RecordProvider, ReplayProvider, recorded_engines
    from briefer.providers.embedding import EmbeddingProvider, shortened
    from briefer.providers.engines import (
        EngineType,
        Making,
        embedding_model,
        endpoint_of,
        engine_of,
        qualified,
        unfollowed,
    )
    from briefer.providers.extractive import ExtractiveProvider, answer_for
    from briefer.providers.failures import Endpoint
    from briefer.providers.features import Features
    from briefer.providers.openai import OpenAIProvider, features_at
    from briefer.providers.routed import RoutedProvider
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "batch_lines": [
                "BATCH_FORMATS",
                "Answered",
                "BatchFormat",
                "BatchOutcome",
                "outcome_of",
            ],
            "batches": ["BatchService", "BatchStatus"],
            "cached": ["CachedProvider"],
            "failures": ["Endpoint"],
            "features": ["Features"],
            "openai": ["OpenAIProvider", "features_at"],
            "cassette": ["RecordProvider", "ReplayProvider", "recorded_engines"],
            "embedding": ["EmbeddingProvider", "shortened"],
            "engines": [
                "EngineType",
                "Making",
                "embedding_model",
                "endpoint_of",
                "engine_of",
                "qualified",
                "unfollowed",
                "unfollowed",
            ],
            "extractive": ["ExtractiveProvider", "answer_for"],
            "routed": ["RoutedProvider"],
        },
    )

__all__ = [
    "BATCH_FORMATS",
    "Answered",
    "BatchFormat",
    "BatchOutcome",
    "BatchService",
    "BatchStatus",
    "CachedProvider",
    "EmbeddingProvider",
    "Endpoint",
    "EngineType",
    "ExtractiveProvider",
    "Features",
    "Making",
    "OpenAIProvider",
    "RecordProvider",
    "ReplayProvider",
    "RoutedProvider",
    "answer_for",
    "embedding_model",
    "endpoint_of",
    "engine_of",
    "features_at",
    "outcome_of",
    "qualified",
    "recorded_engines",
    "shortened",
    "unfollowed",
    "weights",
]
