"""What French pages put round an article."""

from __future__ import annotations

from briefer.lang.pages import Pages

PAGES = Pages(
    lead_ins=(
        "lire aussi",
        "à lire",
        "sur le même sujet",
    ),
    prompts=(
        "publicité$",
        "partager$",
    ),
    share_words=("partager",),
    paywalls=(
        "réservé aux abonnés",
        "il vous reste .{0,20}article",
    ),
)
