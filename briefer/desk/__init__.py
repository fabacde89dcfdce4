"""Where people read a brief beside its sources, decide about each claim, and sign.

`Desk` is what pages, programs and commands call; `review` makes a brief as decided out of an
edition and the decisions about it, `checking` holds a wording to its articles, `signing` says who
may sign what, `record` tells all of it in one document; `web` is the desk in a browser and over
HTTP.
"""

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.desk.assistants import assistant_server
    from briefer.desk.opening import Listed
    from briefer.desk.record import problems_of_record, record_of, record_text
    from briefer.desk.review import Progress, Review, ReviewedClaim, ReviewedStory, review
    from briefer.desk.service import Desk
    from briefer.desk.signing import STATEMENT
    from briefer.desk.web.opening import Listening, OpenDesk, open_desk
    from briefer.desk.web.register import whole_token
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "assistants": ["assistant_server"],
            "opening": ["Listed"],
            "record": ["problems_of_record", "record_of", "record_text"],
            "review": ["Progress", "Review", "ReviewedClaim", "ReviewedStory", "review"],
            "service": ["Desk"],
            "signing": ["STATEMENT"],
            "web.opening": ["Listening", "OpenDesk", "open_desk"],
            "web.register": ["whole_token"],
        },
    )

__all__ = [
    "STATEMENT",
    "Desk",
    "Listed",
    "Listening",
    "OpenDesk",
    "Progress",
    "Review",
    "ReviewedClaim",
    "ReviewedStory",
    "assistant_server",
    "open_desk",
    "problems_of_record",
    "record_of",
    "record_text",
    "review",
    "whole_token",
]
