"""Settings with their origin: flag > environment > ``briefer.toml`` > default."""

from typing import TYPE_CHECKING

from briefer.config.declaring import (
    CONFIG_NAME,
    KEY_ENV,
    BriefFormat,
    FailOn,
    Length,
    MailSecurity,
    PostStatus,
    Section,
    Setting,
    Settings,
    TargetName,
    Unsupported,
)
from briefer.config.endpoints import NAMED_ENDPOINTS, NamedEndpoint, named_endpoint
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
from briefer.config.settings import SETTINGS
from briefer.config.times import brief_day, since_moment
from briefer.config.trust import Untrusted, trust
from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.config.example import begin
    from briefer.config.options import Options
    from briefer.config.schema import toml_schema
else:
    __getattr__ = lazy_names(
        __name__, {"example": ["begin"], "options": ["Options"], "schema": ["toml_schema"]}
    )

__all__ = [
    "CONFIG_ENV",
    "CONFIG_NAME",
    "DEFAULT",
    "DEFAULT_HOSTED_MODEL",
    "EXTRACTIVE",
    "KEY_ENV",
    "NAMED_ENDPOINTS",
    "OWN_ENV",
    "SETTINGS",
    "BriefFormat",
    "FailOn",
    "Length",
    "MailSecurity",
    "NamedEndpoint",
    "Options",
    "PostStatus",
    "Resolved",
    "Section",
    "Setting",
    "Settings",
    "TargetName",
    "Unsupported",
    "Untrusted",
    "begin",
    "brief_day",
    "choose_model",
    "named_endpoint",
    "resolve",
    "resolve_here",
    "rows",
    "since_moment",
    "toml_schema",
    "trust",
]
