"""What a run would take, from its first requests and without sending any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
class Afterwards:
    """What is asked about the answer to a first request, in numbers known before it is there.

    ``likely`` of those answers are asked about, ``most`` at worst. Such a request has
    ``tokens`` of its own beside the answer, and the first one's as well if it ``continues`` that.
    """

    prompt: str
    likely: float
    most: float
    tokens: int
    continues: bool
    price: Price = lambda _: None

    def after(self, first: Row) -> Row:
        """Return what is asked after some first requests."""
        asked = first.requests - first.known
        context = first.input_tokens if self.continues else 0
        given = context + asked * self.tokens + first.likely_output
        longest = context + asked * self.tokens + first.most_output
        output, upper = first.likely_output, first.most_output
        return Row(
            f"{self.prompt} (likely)",
            requests=round(asked * self.likely),
            input_tokens=round(given * self.likely),
            likely_output=round(output * self.likely),
            most_output=round(upper * self.most),
            likely=self.price(Usage(round(given * self.likely), round(output * self.likely))),
            most=self.price(Usage(round(longest * self.most), round(upper * self.most))),
        )


JUDGED = Afterwards("judge", likely=1.0, most=2.0, tokens=270, continues=True)
"""Nearly every answer has a claim that words leave open; a judge that cannot be understood is asked
once more. Its rules are some 260 tokens (o200k)."""

REPAIRED = Afterwards("repair", likely=0.2, most=1.0, tokens=450, continues=False)
"""One answer in five has a claim that is sent back: fewer where a strong model writes, more where a
model is weaker."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run's first requests would take, by prompt, what follows, and all together."""

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
    afterwards: Sequence[Afterwards] = (),
) -> Estimate:
    """Return what so many first requests would take, and what is likely to be asked after them.

    The merging of chunks and a brief's top lines are not in it. Equal requests are asked once.

    Args:
        requests: As `briefer.tasks.first_requests` makes them; taken one by one and forgotten.
        price: What one reply costs.
        known: Whether the answer to a key is stored already.
        max_tokens: The longest answer that is asked for when the prompt says nothing.
        afterwards: What is asked about the answers.
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
    first = [rows[label] for label in sorted(rows)]
    later = [each.after(sum(first, Row("first"))) for each in afterwards]
    return Estimate((*first, *(row for row in later if row.most_output)))


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
