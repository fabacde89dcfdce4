"""A limit on what a run may spend, held before it is crossed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from briefer.errors import BudgetError, SettingError
from briefer.model import Usage
from briefer.runs.progress import Price


@dataclass(slots=True)
class Taken:
    """What a run has taken of its budget, and what it has set aside."""

    tokens: int = 0
    cost: Decimal = Decimal(0)
    reserved_tokens: int = 0
    reserved_cost: Decimal = Decimal(0)


class Budget:
    """Money and tokens that one run may use.

    The most that a request may take is reserved before it goes, and what it took is counted when
    it is back. A request whose worst case does not fit waits while others are under way, since
    they may take less than was reserved; when none is, the run stops.
    """

    def __init__(
        self,
        *,
        max_cost: Decimal | None = None,
        max_tokens: int | None = None,
        price: Price | None = None,
        model: str = "the model",
    ) -> None:
        """Take note of the limits.

        Args:
            max_cost: US dollars, or None for as much as it takes.
            max_tokens: Tokens sent and received, or None.
            price: What one reply costs.
            model: Its name, for messages.

        Raises:
            SettingError: there is a limit on money and no known price.
        """
        if max_cost is not None and (price is None or price(Usage()) is None):
            raise SettingError(
                f"the price of {model} is not known, so max_cost cannot be held",
                hint="use --max-tokens-total, which needs no price",
            )
        self.max_cost = max_cost
        self.max_tokens = max_tokens
        self.taken = Taken()
        self._price = price

    @property
    def tokens(self) -> int:
        """Tokens taken so far."""
        return self.taken.tokens

    @property
    def cost(self) -> Decimal:
        """US dollars taken so far."""
        return self.taken.cost

    def beside(self, price: Price, model: str) -> Budget:
        """Return the same budget for what another model takes of it, at that one's price.

        Raises:
            SettingError: there is a limit on money and that price is not known.
        """
        other = Budget(max_cost=self.max_cost, max_tokens=self.max_tokens, price=price, model=model)
        other.taken = self.taken
        return other

    def fits(self, upper: Usage) -> bool:
        """Return whether so much may still be taken, with all that is reserved."""
        tokens, cost = self._worth(upper)
        taken = self.taken
        return (
            self.max_tokens is None
            or taken.tokens + taken.reserved_tokens + tokens <= self.max_tokens
        ) and (self.max_cost is None or taken.cost + taken.reserved_cost + cost <= self.max_cost)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is reserved: all that went has come back."""
        return not self.taken.reserved_tokens

    def reserve(self, upper: Usage) -> None:
        """Set so much aside."""
        tokens, cost = self._worth(upper)
        self.taken.reserved_tokens += tokens
        self.taken.reserved_cost += cost

    def settle(self, upper: Usage, usage: Usage) -> None:
        """Give a reservation back and count what was taken instead."""
        tokens, cost = self._worth(upper)
        self.taken.reserved_tokens -= tokens
        self.taken.reserved_cost -= cost
        tokens, cost = self._worth(usage)
        self.taken.tokens += tokens
        self.taken.cost += cost

    def error(self, upper: Usage) -> BudgetError:
        """Return why a request of so much cannot go."""
        from briefer.pricing import shown

        tokens, cost = self._worth(upper)
        if self.max_cost is not None and self.taken.cost + cost > self.max_cost:
            return BudgetError(
                f"stopped at the budget: {shown(self.taken.cost)} of {shown(self.max_cost)} is "
                f"spent, and the next request may cost {shown(cost)}"
            )
        return BudgetError(
            f"stopped at the budget: {self.taken.tokens:,} of {self.max_tokens or 0:,} tokens are "
            f"used, and the next request may take {tokens:,}"
        )

    def _worth(self, usage: Usage) -> tuple[int, Decimal]:
        cost = self._price(usage) if self.max_cost is not None and self._price else None
        return usage.input_tokens + usage.output_tokens, cost or Decimal(0)
