"""What a run would take, from its first requests and without sending any."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from briefer.llm import Request
from briefer.model import Usage
from briefer.pricing import shown
from briefer.runs.progress import Price
from briefer.runs.sizes import Sizes

_SHARE = 0.3
"""The share of the longest answer allowed that an answer takes; that is what the fixtures'
recorded ones take, on average."""


@dataclass(slots=True)
class Row:
    """One prompt's requests, or all of them.

    ``likely`` and ``most`` are US dollars, None when the price is unknown; the latter is for
    answers as long as they may be. Requests that are ``known`` are counted in ``requests`` and in
    nothing else.
    """

    prompt: str
    requests: int = 0
    known: int = 0
    input_tokens: int = 0
    likely_output: int = 0
    most_output: int = 0
    likely: Decimal | None = field(default_factory=Decimal)
    most: Decimal | None = field(default_factory=Decimal)

    def __add__(self, other: Row) -> Row:
        return Row(
            self.prompt,
            self.requests + other.requests,
            self.known + other.known,
            self.input_tokens + other.input_tokens,
            self.likely_output + other.likely_output,
            self.most_output + other.most_output,
            _sum(self.likely, other.likely),
            _sum(self.most, other.most),
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run's first requests would take, by prompt, and together."""

    rows: tuple[Row, ...]

    @property
    def total(self) -> Row:
        """All prompts together."""
        return sum(self.rows, Row("total"))

    def table(self) -> str:
        """Return it as aligned text, a line a prompt and one for all, each ending in a newline."""
        header = ("prompt", "requests", "stored", "to ask", "tokens in", "tokens out", "cost")
        lines = [header, *(_cells(row) for row in (*self.rows, self.total))]
        widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
        return "".join(
            "  ".join(
                cell.rjust(width) if column else cell.ljust(width)
                for column, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            + "\n"
            for line in lines
        )


def estimate_requests(
    requests: Iterable[Request],
    price: Price,
    *,
    known: Callable[[str], bool] = lambda _: False,
    max_tokens: int | None = None,
) -> Estimate:
    """Return what so many first requests would take.

    Later rounds (merging of chunks, repairs, a brief's top lines) depend on the answers and are
    not in it. Equal requests are asked once.

    Args:
        requests: As `briefer.tasks.first_requests` makes them; taken one by one and forgotten.
        price: What one reply costs.
        known: Whether the answer to a key is stored already.
        max_tokens: The longest answer that is asked for when the prompt says nothing.
    """
    sizes = Sizes()
    rows: dict[str, Row] = {}
    seen: set[str] = set()
    for request in requests:
        row = Row(request.prompt.label, requests=1)
        if request.key in seen or known(request.key):
            row.known = 1
        else:
            seen.add(request.key)
            size = sizes.of(request, request.sampling.max_tokens or max_tokens)
            given, upper = size.counted, size.upper
            row.input_tokens = given
            row.most_output = upper.output_tokens
            row.likely_output = round(upper.output_tokens * _SHARE)
            row.likely = price(Usage(given, row.likely_output))
            row.most = price(upper)
        label = row.prompt
        rows[label] = rows[label] + row if label in rows else row
    return Estimate(tuple(rows[label] for label in sorted(rows)))


def _cells(row: Row) -> tuple[str, ...]:
    cost = shown(row.likely)
    if row.likely is not None and row.most is not None and row.most > 0:
        cost = f"about {cost}, at most {shown(row.most)}"
    return (
        row.prompt,
        f"{row.requests:,}",
        f"{row.known:,}",
        f"{row.requests - row.known:,}",
        f"{row.input_tokens:,}",
        f"{row.likely_output:,} to {row.most_output:,}",
        cost,
    )


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other
