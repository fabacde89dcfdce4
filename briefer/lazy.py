"""What is had when it is first asked for: names of a package (PEP 562), and values of an object.

A room's face names all that others may use of it. What is behind those names is loaded only by
who uses it, so that a command starts without reading what it will not run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


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


class cached_property(Generic[T]):  # noqa: N801  (stands in for the one of functools)
    """A property that is worked out when it is first asked for, and then kept.

    As `functools.cached_property`, but without the lock that Python 3.11 takes for each value:
    reading one sentence takes a dozen of them. Two threads may both work a value out, which does
    no harm where it follows from values that never change.
    """

    def __init__(self, read: Callable[[Any], T]) -> None:
        self._read = read
        self._name = read.__name__
        self.__doc__ = read.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Self | T:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._read(instance)
        return value
