"""The Jinja environments of the package's own templates: strict, and without stray blank lines."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment_of(package: str, *, autoescape: bool = True) -> Environment:
    """Return an environment for the templates beside a package's modules.

    Args:
        package: its dotted name; the templates are in its folder ``templates``.
        autoescape: whether every text is escaped for HTML; where not, a filter has to do it.
    """
    return Environment(
        loader=PackageLoader(package),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=autoescape,  # noqa: S701 (see `autoescape` above)
    )
