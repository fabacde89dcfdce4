"""Why a page that was fetched holds no article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefer.errors import NoArticleError
from briefer.ingest.making import count_words
from briefer.ingest.markup import Block, blocks_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from briefer.ingest.metadata import PageFacts

_WALL = re.compile(
    r"subscri(?:be|ption|bers?)[^.]{0,60}(?:to (?:read|continue|access|unlock)|only|article"
    r"|required)"
    r"|(?:continue|keep) reading[^.]{0,60}(?:subscri|register|sign|trial|free)"
    r"|(?:to (?:read|continue|access)|read)[^.]{0,60}subscri(?:be|ption)|already a subscriber"
    r"|(?:article|story|content) is (?:reserved|exclusive|only|for) [^.]{0,40}(?:subscribers"
    r"|members)"
    r"|(?:free|monthly) articles? (?:remaining|left|this month)|reached your [^.]{0,30}limit"
    r"|start your (?:free )?trial"
    r"|nur für abonnenten|jetzt (?:weiterlesen|abonnieren)|mit .{0,20}plus weiterlesen"
    r"|réservé aux abonnés|il vous reste .{0,20}article|sólo para suscriptores"
    r"|exclusivo para (?:assinantes|suscriptores)"
    r"|contenuto riservato|artikkelen er for abonnenter",
    re.IGNORECASE,
)
_WALL_CLASS = re.compile(
    r"(?:^|[\s_-])(?:paywall|pay-wall|subscriber-only|subscribers-only|metered|piano-offer|tp-modal"
    r"|premium-(?:content|wall)|meteredContent|regwall)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"(?:we|our partners|and our \d+ partners)[^.]{0,80}(?:cookies|store and/or access"
    r"|process personal data)"
    r"|before you continue|your privacy|accept (?:all|cookies|and continue)|consent"
    r"|cookies? (?:settings|policy)"
    r"|wir (?:und unsere|verwenden)[^.]{0,60}(?:cookies|partner)|einwilligung"
    r"|nous utilisons des cookies"
    r"|usamos cookies|utilizziamo i cookie|personalis(?:ed|ierte) (?:ads|werbung)",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"(?:enable|activate|turn on|requires?|need[s]?|without|aktivieren sie"
    r"|activer) (?:your )?java\s?script"
    r"|java\s?script (?:is |to be )?(?:required|disabled|enabled|must|aktiviert|deaktiviert"
    r"|est désactivé)",
    re.IGNORECASE,
)
_ROBOT = re.compile(
    r"(?:verify|confirm|check(?:ing)?)[^.]{0,40}(?:you are|you['’]re|that you"
    r"|if you)[^.]{0,20}(?:human|not a (?:ro)?bot)"
    r"|checking your browser|unusual (?:traffic|activity)|captcha"
    r"|access (?:to this page has been )?denied|are you a robot",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:log|sign)(?:ged)?[ -]?in|forgot(?:ten)? (?:your )?password|create an account|anmelden"
    r"|einloggen"
    r"|se connecter|iniciar sesión|accedi",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"(?:page|article|story|content|url|seite|artikel|página|página)[^.]{0,60}"
    r"(?:not (?:be )?found|no longer (?:available|exists?)|doesn['’]t exist|does not exist"
    r"|can['’]t be found"
    r"|has been (?:removed|deleted|moved)|nicht gefunden|existiert nicht|introuvable|no (?:existe"
    r"|encontrad))"
    r"|\b404\b|\b410\b|not found|page introuvable|seite nicht gefunden",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"\b50[0234]\b|internal server error|bad gateway|service unavailable|gateway time-?out"
    r"|something went wrong|temporarily unavailable|down for maintenance|technical (?:error"
    r"|difficult)",
    re.IGNORECASE,
)
_SHORT_PAGE = 120
"""Words up to which what a page says is about itself: consent, an error, a log-in."""

_MANY_LINKS, _LINKED_SHARE = 8, 0.5
_SCRIPTED = 2_000
"""Characters of script in a page that shows nothing, past which a script was to show it."""


def looks_walled(tree: HtmlElement, page: PageFacts, shown: str) -> bool:
    """Whether a page says that it does not show all of its article to everybody."""
    if page.free is False:
        return True
    marks = (
        f"{each.get('class') or ''} {each.get('id') or ''}"
        for each in tree.iter("div", "section", "aside")
    )
    return bool(_WALL.search(shown)) or any(_WALL_CLASS.search(mark) for mark in marks)


def refusal(  # noqa: PLR0911 (one return a reason)
    tree: HtmlElement, page: PageFacts, found: list[Block], *, source: str
) -> NoArticleError:
    """Return the error that says why there is no article in a page; ``found`` is what there was."""
    blocks = blocks_of(tree)
    shown = " . ".join(block.text for block in blocks)
    silent = " ".join(" ".join(each.itertext()) for each in tree.iter("noscript"))
    title = " ".join((page.facts.title or "").split())
    title = f"{title} . {' '.join(' '.join(each.itertext()) for each in tree.iter('title'))}"
    short = count_words(blocks) <= _SHORT_PAGE
    seen = f"{title} . {shown}"
    password = any((each.get("type") or "").lower() == "password" for each in tree.iter("input"))
    linked, links = _linked(tree, shown)
    scripts = sum(len(each.text or "") for each in tree.iter("script")) + 300 * sum(
        bool(each.get("src")) for each in tree.iter("script")
    )
    if _GONE.search(title) or (short and _GONE.search(shown)):
        return _error(source, "is a page that says the article was not found", "check the address")
    if _BROKEN.search(title) or (short and _BROKEN.search(shown) and not page.is_article):
        return _error(source, "is an error page of the site", "try again later")
    if short and _ROBOT.search(seen):
        return _error(
            source,
            "is a page that asks whether a person is reading",
            "open it in a browser and save the article as a file",
        )
    if looks_walled(tree, page, shown):
        return _error(
            source,
            "is behind a paywall: only a teaser is shown",
            "save the article as a file from a browser that is logged in",
        )
    if short and _CONSENT.search(seen) and not page.is_article:
        return _error(
            source,
            "is a consent page: the site shows the article only after its cookies are accepted",
            "open it in a browser and save the article as a file",
        )
    if (short and _SCRIPT.search(f"{shown} {silent}")) or (
        count_words(blocks) < _SHORT_PAGE / 4 and scripts > _SCRIPTED
    ):
        return _error(
            source,
            "is a script-only page: its text appears only in a browser that runs JavaScript",
            "open it in a browser and save the article as a file",
        )
    if password or (short and _LOGIN.search(title)):
        return _error(source, "is a log-in page", "save the article as a file from a browser")
    if page.is_listing or (links >= _MANY_LINKS and linked > _LINKED_SHARE):
        hint = f"its feed is {page.feed}" if page.feed else "name the address of one article"
        return _error(source, "is an index page: it lists articles and is none", hint)
    words = count_words(found)
    if words:
        many = f"only {words} word{'s' if words != 1 else ''}"
        return _error(source, f"holds {many} of text, too few for an article", None)
    return _error(source, "holds no article", None)


def _error(source: str, what: str, hint: str | None) -> NoArticleError:
    return NoArticleError(f"{source} {what}", hint=hint or "name the address of one article")


def _linked(tree: HtmlElement, shown: str) -> tuple[float, int]:
    """Return which share of the visible text is links to somewhere, and how many there are."""
    texts = [
        " ".join("".join(each.itertext()).split()) for each in tree.iter("a") if each.get("href")
    ]
    texts = [text for text in texts if len(text.split()) > 2]  # noqa: PLR2004 (headlines, not menus)
    return sum(map(len, texts)) / max(1, len(shown)), len(texts)
