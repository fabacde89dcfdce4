"""Settings with their origin: flag > environment > ``briefer.toml`` > default."""

from briefer.config.engine import DEFAULT_HOSTED_MODEL, EXTRACTIVE, choose_model
from briefer.config.resolving import (
    CONFIG_ENV,
    DEFAULT,
    OWN_ENV,
    Resolved,
    resolve,
    resolve_here,
    rows,
)
from briefer.config.settings import (
    CONFIG_NAME,
    KEY_ENV,
    SETTINGS,
    BriefFormat,
    FailOn,
    Length,
    Section,
    Setting,
    Settings,
    Unsupported,
)
from briefer.config.times import brief_day, since_moment

__all__ = [
    "CONFIG_ENV",
    "CONFIG_NAME",
    "DEFAULT",
    "DEFAULT_HOSTED_MODEL",
    "EXTRACTIVE",
    "KEY_ENV",
    "OWN_ENV",
    "SETTINGS",
    "BriefFormat",
    "FailOn",
    "Length",
    "Resolved",
    "Section",
    "Setting",
    "Settings",
    "Unsupported",
    "brief_day",
    "choose_model",
    "resolve",
    "resolve_here",
    "rows",
    "since_moment",
]
