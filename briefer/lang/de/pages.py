"""What German pages put round an article."""

from __future__ import annotations

from briefer.lang.pages import Pages

PAGES = Pages(
    lead_ins=(
        "lesen sie (?:auch|mehr)",
        "mehr zum thema",
        "auch interessant",
        "das könnte sie",
    ),
    prompts=(
        "anzeige$",
        "werbung$",
        "teilen$",
        "newsletter abonnieren",
        "jetzt abonnieren",
    ),
    share_words=(
        "teilen",
        "drucken",
    ),
    paywalls=(
        "nur für abonnenten",
        "jetzt (?:weiterlesen|abonnieren)",
        "mit .{0,20}plus weiterlesen",
    ),
)
