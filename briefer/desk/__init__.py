"""Where people read a brief beside its sources, decide about each claim, and sign.

`Desk` is what pages, programs and commands call; `review_of` makes a brief as decided out of an
edition and the decisions about it, `checking` holds a wording to its articles, `signing` says who
may sign what, `record` tells all of it in one document; `publishing` sends it to where readers are;
`web` is the desk in a browser and over HTTP.
"""

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.desk.assistants import assistant_server
    from briefer.desk.opening import Listed
    from briefer.desk.publishing.driver import SAID, Outcome, publish, rehearse
    from briefer.desk.publishing.outgoing import Outgoing, outgoing
    from briefer.desk.publishing.pages import envelope_of, refresh_archive
    from briefer.desk.publishing.targets import TARGETS, open_targets
    from briefer.desk.record import problems_of_record, record_of, record_text
    from briefer.desk.review import Progress, Review, ReviewedClaim, ReviewedStory, review_of
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
            "publishing.driver": ["SAID", "Outcome", "publish", "rehearse"],
            "publishing.outgoing": ["Outgoing", "outgoing"],
            "publishing.pages": ["envelope_of", "refresh_archive"],
            "publishing.targets": ["TARGETS", "open_targets"],
            "record": ["problems_of_record", "record_of", "record_text"],
            "review": ["Progress", "Review", "ReviewedClaim", "ReviewedStory", "review_of"],
            "service": ["Desk"],
            "signing": ["STATEMENT"],
            "web.opening": ["Listening", "OpenDesk", "open_desk"],
            "web.register": ["whole_token"],
        },
    )

__all__ = [
    "SAID",
    "STATEMENT",
    "TARGETS",
    "Desk",
    "Listed",
    "Listening",
    "OpenDesk",
    "Outcome",
    "Outgoing",
    "Progress",
    "Review",
    "ReviewedClaim",
    "ReviewedStory",
    "assistant_server",
    "envelope_of",
    "open_desk",
    "open_targets",
    "outgoing",
    "problems_of_record",
    "publish",
    "record_of",
    "record_text",
    "refresh_archive",
    "rehearse",
    "review_of",
    "whole_token",
]
