"""How a brief goes out: who answers for it, and whether people changed what software wrote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who reviewed a brief and answers for it; ``day`` is when they signed, ISO."""

    name: str
    day: str


@dataclass(frozen=True, slots=True)
class Release:
    """What readers are told of how a brief came about, beside what it says of itself.

    ``signers`` are those who signed it exactly as it goes out, none if nobody did; ``edited``
    says that people changed words of it. ``modified`` is when it took the place of what was
    published before and said otherwise, ISO.
    """

    signers: tuple[Signer, ...] = ()
    edited: bool = False
    modified: str = ""
