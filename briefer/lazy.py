"""Names of a package that are imported when they are first asked for (PEP 562).

A room's face names all that others may use of it. What is behind those names is loaded only by
who uses it, so that a command starts without reading what it will not run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any


def lazy_names(package: str, modules: Mapping[str, Iterable[str]]) -> Callable[[str], Any]:
    """Return a package's ``__getattr__``: it imports a name's module, and keeps the name.

    Args:
        package: The package's own ``__name__``.
        modules: The names that each of its modules gives, by the module's name in the package.
    """
    homes = {name: module for module, names in modules.items() for name in names}

    def get(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return get
