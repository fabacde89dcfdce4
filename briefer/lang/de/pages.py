"""What German pages put round an article."""

from __future__ import annotations

from briefer.lang.pages import Pages
from briefer.lang.tables import keyed, words

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
    subscribing=("abonnieren", "abonnenten", r"abo\b", "anmelden", "weiterlesen"),
    cut_offs=(r"\bweiterlesen", r"\bmehr lesen"),
    stamps=(
        r"(?:zuletzt )?(?:aktualisiert|veröffentlicht)\b",
        "stand:",
        r"anzeige\Z",
        r"[\d.,]+ (?:kommentare?|mal geteilt|aufrufe|gefällt mir)\W*\Z",
        r"(?:kommentare?|aufrufe)\W+[\d.,]+\W*\Z",
        r"(?:\w+ )?vor (?:einer?|einem|\d+) (?:sekunde|minute|stunde|tag|woche|monat|jahr)\w*\W*\Z",
        r"lesezeit\W+(?:etwa |ca\. )?\d+ ?min\w*\W*\Z",
        r"\d+ ?min\w*\.? lesezeit\W*\Z",
        r"(?:artikel )?(?:an)?hören\W+\d{1,2}:\d\d\W*\Z",
        r"wetter\b.{0,40}\d ?°",
    ),
    credit_nouns=("foto", "bild"),
    byline_words=words("von"),
    consents=(
        "alle akzeptieren",
        "zustimmen",
        "wir (?:und unsere|verwenden)[^.]{0,60}(?:cookies|partner)",
        "einwilligung",
        "personalisierte (?:ads|werbung)",
    ),
    script_requests=("aktivieren sie",),
    script_states=("aktiviert", "deaktiviert"),
    log_ins=("anmelden", "einloggen"),
    missing_nouns=("seite", "artikel"),
    missing_verbs=("nicht gefunden", "existiert nicht"),
    missing_lines=("seite nicht gefunden",),
    missing_titles=(r"\bseite nicht gefunden",),
    error_words=("fehler",),
    forwarding=("weitergeleitete",),
    mail_fields=keyed("""
        author: von
        date: datum gesendet
        title: betreff
        other: an
    """),
    dateline_particles=words("am an auf bei der im in von"),
    labels=words("analyse anzeige exklusiv kommentar meinung"),
)
