"""The error tree. Every class has an exit code and a one-line hint.

BrieferError                    70
├── UsageError                   2   the user's input or settings
│   ├── SettingError                 a setting that cannot be read or makes no sense
│   ├── ModelNameError               a model name no engine answers to
│   ├── MissingKeyError              the endpoint wants a key and there is none
│   └── PromptError                  a prompt that cannot be used
│       ├── PromptNotFoundError
│       ├── PromptSyntaxError        it does not parse, or its front matter is wrong
│       ├── PromptInputError         an input is missing, undeclared or unused
│       └── PromptLockError          a released prompt was changed
├── UnsupportedClaimsError       3   claims failed their checks under --fail-on / fail
├── SourceError                  4   a source could not be read
│   ├── SourceNotFoundError
│   ├── SourceUnreadableError
│   ├── NoArticleError               it was read, and there is no article in it
│   └── FetchError                   a web address gave nothing: no connection, an error status
│       ├── PageGoneError                404 and 410
│       ├── RefusedAddressError          not http(s), or not on the public internet
│       ├── RobotsError                  robots.txt asks not to, or cannot be had
│       ├── TooLargeError                on the wire or unpacked
│       └── UnsupportedContentError      a picture, a film, an archive
├── ProviderError                5   the endpoint or engine
│   ├── AuthenticationError          401, and a 403 about the key
│   ├── ForbiddenError               403 about the request
│   ├── ModelUnavailableError        404, or an engine whose model is not installed
│   ├── BadRequestError              400 and its kin
│   │   └── ContextLengthError       more text than the model's window
│   ├── RateLimitError               429 after all retries
│   ├── ProviderTimeoutError
│   ├── ConnectionFailedError
│   └── ServerError                  5xx after all retries, or a body that is no answer
├── OutputError                  6   the model's answer, after repair
│   ├── EmptyAnswerError
│   ├── MalformedAnswerError
│   ├── RefusedError
│   └── CutOffError
├── ReplayMissError              7   no recording for a request
├── OutputFileError              4   the result could not be written
├── SystemRefusedError           4   the system would not: too many open files, no memory
├── StaleClaimsError             9   what a brief or summary rests on has changed since
├── ConflictError               10   what was to be changed or signed is not as it was seen
│   └── UndecidedError               findings that nobody has decided yet
├── NotAllowedError             11   the person may not do this
├── PublishError                12   a target did not take what was published
├── StoreWriteError              4   what was decided could not be kept
├── StoreReadError               4   what was decided cannot be read, or is not what was kept
├── BudgetError                  8   the run stopped before it crossed --max-cost and its kin
├── RunInterruptedError        130   Ctrl-C or a request to end, after what was under way
└── InternalError               70   our bug
"""

from __future__ import annotations

from typing import ClassVar


class BrieferError(Exception):
    """Base of everything briefer raises on purpose; ``str()`` is one clear sentence."""

    exit_code: ClassVar[int] = 70
    hint: str = "run again with --debug for the traceback"

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint


class UsageError(BrieferError):
    """The user's input or settings cannot be used."""

    exit_code = 2
    hint = "briefer COMMAND --help shows what is accepted"


class SettingError(UsageError):
    """A setting cannot be read or has no meaning.

    ``place`` is which, such as ``sections[2].terms``, where it is one. Where several are wrong,
    ``problems`` has a sentence for each.
    """

    hint = "briefer config show lists every setting and where its value came from"

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        place: str = "",
        problems: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, hint=hint)
        self.place = place
        self.problems = problems


class ModelNameError(UsageError):
    """A model name that no engine answers to."""

    hint = "briefer models list shows engines and models"


class MissingKeyError(UsageError):
    """The endpoint wants an API key and none is set."""

    hint = "set OPENAI_API_KEY, or use --model extractive, which needs none"


class PromptError(UsageError):
    """A prompt that cannot be used."""

    hint = "briefer prompts check says what is wrong with each prompt"


class PromptNotFoundError(PromptError):
    """No prompt of that name and version."""

    hint = "briefer prompts list shows every prompt and version"


class PromptSyntaxError(PromptError):
    """A prompt does not parse, or its front matter is wrong."""


class PromptInputError(PromptError):
    """An input of a prompt is missing, undeclared or out of its reach."""


class PromptLockError(PromptError):
    """A released prompt differs from its locked hash."""

    hint = "give the changed prompt a new version; a released one never changes"


class UnsupportedClaimsError(BrieferError):
    """Claims failed their checks and the policy says that this ends the run."""

    exit_code = 3
    hint = "the findings say what the source says; --unsupported flag shows the claims, marked"


class SourceError(BrieferError):
    """A source could not be read."""

    exit_code = 4
    hint = "name a file (text, web page, feed, mail, PDF), a folder, or - for standard input"


class SourceNotFoundError(SourceError):
    """There is no such file or folder."""


class SourceUnreadableError(SourceError):
    """The source is there but cannot be read."""


class NoArticleError(SourceError):
    """The source was read and holds no article."""


class FetchError(SourceError):
    """A web address gave nothing to read; ``status`` is its HTTP status, if it answered."""

    hint = "open the address in a browser; briefer fetch tries it again"
    status: int | None = None

    def __init__(self, message: str, *, hint: str | None = None, status: int | None = None) -> None:
        super().__init__(message, hint=hint)
        self.status = status


class PageGoneError(FetchError):
    """The server says that there is no such page (404), or no longer (410)."""

    hint = "check the address, or take the source off the list"


class RefusedAddressError(FetchError):
    """An address that is never fetched: not http or https, or not on the public internet."""

    hint = (
        "--allow-private lets this machine and an intranet be read; save anything else to a file "
        "and name that"
    )


class RobotsError(FetchError):
    """The site's robots.txt asks not to fetch this, or cannot be had."""

    hint = "for a site of your own, add its host name to ignore_robots in the settings"


class TooLargeError(FetchError):
    """The answer is larger than what is read, as sent or unpacked."""

    hint = "save it to a file and name that: files may be larger"


class UnsupportedContentError(FetchError):
    """The answer is of a kind that holds no article: a picture, a film, an archive."""

    hint = "name a web page, a feed, a sitemap or a PDF"


class OutputFileError(BrieferError):
    """The result could not be written; an older file stays as it was."""

    exit_code = 4
    hint = "check the folder's permissions and the free space; the old file is untouched"


class ProviderError(BrieferError):
    """The endpoint or engine failed."""

    exit_code = 5
    hint = "briefer doctor checks the endpoint"


class AuthenticationError(ProviderError):
    """The endpoint refused the key (401, or a 403 that speaks of it)."""

    hint = "check OPENAI_API_KEY and that it belongs to this endpoint"


class ForbiddenError(ProviderError):
    """The endpoint, or a filter before it, refused this very request (403)."""

    hint = "a filter before the endpoint may dislike the text; if nothing passes, check the key"


class ModelUnavailableError(ProviderError):
    """The endpoint does not know the model, or the engine's model is not installed."""

    hint = "briefer models list shows what is here; check --model and --base-url"


class BadRequestError(ProviderError):
    """The endpoint refused the request (400, 409, 413, 422)."""


class ContextLengthError(BadRequestError):
    """The request is longer than the model's window."""

    hint = "set context_tokens to the model's window, or use a model with a longer one"


class RateLimitError(ProviderError):
    """The endpoint still answered 429 after every retry."""

    hint = "wait, lower --concurrency, or raise the account's limit"


class ProviderTimeoutError(ProviderError):
    """No answer within the time allowed."""

    hint = "a slow model needs more time: --timeout SECONDS, --total-timeout SECONDS"


class ConnectionFailedError(ProviderError):
    """The endpoint could not be reached, or the connection broke."""

    hint = "check --base-url and that the server is running"


class ServerError(ProviderError):
    """The endpoint answered 5xx after every retry, or its body is no answer."""


class OutputError(BrieferError):
    """The model's answer cannot be used, after repair.

    ``keys`` are those of the requests whose answers could not be used.
    """

    exit_code = 6
    hint = "try again, or use a stronger model"
    keys: tuple[str, ...] = ()


class EmptyAnswerError(OutputError):
    """The model answered with nothing."""


class MalformedAnswerError(OutputError):
    """The answer is not JSON, or JSON of another shape."""


class RefusedError(OutputError):
    """The model declined to answer."""


class CutOffError(OutputError):
    """The answer was cut off at its length limit."""

    hint = "raise max_output_tokens in the settings"


class ReplayMissError(BrieferError):
    """No recording answers this request."""

    exit_code = 7
    hint = "record it with --record DIR, or replay with the model and prompts that were recorded"


class BudgetError(BrieferError):
    """The run stopped before a limit on money or tokens was crossed."""

    exit_code = 8
    hint = "raise --max-cost or --max-tokens-total; answers that are there are not paid for again"


class SystemRefusedError(BrieferError):
    """The system would not do what it was asked: too many open files, no memory, no process."""

    exit_code = 4
    hint = (
        "look at what the system allows (ulimit -a) and has left; a lower --concurrency needs less"
    )


class StaleClaimsError(BrieferError):
    """Claims that were published rest on sentences that changed or are gone."""

    exit_code = 9
    hint = "briefer update --write makes corrected editions"


class ConflictError(BrieferError):
    """What was to be changed or signed is not as it was seen: somebody decided meanwhile."""

    exit_code = 10
    hint = "look at it again: it shows what was decided meanwhile"


class UndecidedError(ConflictError):
    """Findings that nobody has decided yet stand in the way of a signature."""

    hint = "accept, edit, cut or flag the claims that are left"


class NotAllowedError(BrieferError):
    """The person may not do this: their role does not allow it, or two persons are asked for."""

    exit_code = 11
    hint = "briefer desk people list shows who may do what"


class PublishError(BrieferError):
    """A target did not take what was published.

    ``uncertain``: it may have taken it, and nobody can tell.
    """

    exit_code = 12
    hint = "publish again: what was sent is not sent again"

    def __init__(self, message: str, *, hint: str | None = None, uncertain: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.uncertain = uncertain


class StoreWriteError(BrieferError):
    """What was decided could not be kept; nothing of it is in the store."""

    exit_code = 4
    hint = "check the store's permissions and the free space, and that no other program holds it"


class StoreReadError(BrieferError):
    """What was decided cannot be read, or is not as it was kept."""

    exit_code = 4
    hint = "briefer store verify says what is wrong"


class RunInterruptedError(BrieferError):
    """The run was asked to end, and ended after what was under way."""

    exit_code = 130
    hint = "run the same command again: answers that are stored are not asked for again"


class InternalError(BrieferError):
    """A bug in briefer."""

    hint = "please report this, with the output of --debug"


def unexpected(error: Exception) -> InternalError:
    """Return the error that stands for one that nobody foresaw, which is its cause.

    At the door of a room: what one article or answer brings about must not end a run.
    """
    said = " ".join(str(error).split())[:200]
    told = InternalError(f"unexpected {type(error).__name__}{': ' * bool(said)}{said}")
    told.__cause__ = error
    return told
