"""Where people read a brief beside its sources, decide about each claim, and sign.

`Desk` is what pages, programs and commands call; `review` makes a brief as decided out of an
edition and the decisions about it, `checking` holds a wording to its articles, `signing` says who
may sign what.
"""

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.desk.review import Progress, Review, ReviewedClaim, ReviewedStory, review
    from briefer.desk.service import Desk, Listed
    from briefer.desk.signing import STATEMENT
    from briefer.desk.wording import share_changed
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "review": ["Progress", "Review", "ReviewedClaim", "ReviewedStory", "review"],
            "service": ["Desk", "Listed"],
            "signing": ["STATEMENT"],
            "wording": ["share_changed"],
        },
    )

__all__ = [
    "STATEMENT",
    "Desk",
    "Listed",
    "Progress",
    "Review",
    "ReviewedClaim",
    "ReviewedStory",
    "review",
    "share_changed",
]
