"""What is known of Dutch beside what CLDR has."""

from __future__ import annotations

from briefer.lang.language import Cues, Words, Writing
from briefer.lang.leaning import Leaning
from briefer.lang.orders import Orders
from briefer.lang.pages import Pages
from briefer.lang.tables import keyed, words

_TEXT = r"(?:dit|deze|het|de) (?:artikel|tekst|pagina|document|bericht|verhaal)"
_BRIEF = r"(?:samenvatting(?:en)?|overzicht|briefing|kort bericht)"

ORDERS = Orders(
    hints=(
        *("negeer", "vergeet", "samenvat", "samen te vatten", "overzicht", "briefing"),
        *("kort bericht", "chatbot", "assistent", "bots", "ai", "taalmodel"),
        "kunstmatige intelligentie",
    ),
    machines=(
        r"(?:(?:de|het|een|alle|elke?|ieder) ){0,4}(?:AI(?:-\w+)?|kunstmatige intelligentie"
        r"|taalmodel(?:len)?|chatbots?|assistent(?:en)?|bots|samenvatters?)"
    ),
    writers=(
        rf"(?:wie|degene die|de software die|het programma dat) {_TEXT} samenvat"
        rf"|(?:redacteur|schrijver|auteur|maker) van (?:de|het|deze|dit|een) {_BRIEF}"
    ),
    readers=rf"{_TEXT} (?:lees|leest|lezen|verwerk\w*|samenvat\w*)",
    notes=(
        r"(?:opmerking|notitie|bericht|aanwijzing(?:en)?|instructies?|belangrijk|let op)"
        r" (?:aan|voor)|beste|geachte|let op"
    ),
    bare_notes=r"aan|voor",
    briefs=rf"(?:de|het|deze|dit|je|uw|elke?|iedere?|een) {_BRIEF}",
    inside=rf"(?:in|aan|uit|bij) (?:de|het|je|uw|elke|deze|dit) {_BRIEF}",
    summarising=(rf"bij het samenvatten van {_TEXT}|(?:als|wanneer) (?:je|u) {_TEXT} samenvat"),
    saying=(
        r"(?:vermeld|noem|schrijf|zeg|voeg|laat|neem|benadruk|meld|bericht|opnem|weglat|toevoeg"
        r"|begin|zet|bevat)\w*"
    ),
    asking=(
        r"(?:alstublieft|alsjeblieft|a\.u\.b\.|graag|gelieve|zorg ervoor|vergeet niet|denk eraan"
        r"|wij vragen|we vragen|het is belangrijk|wordt verzocht)"
    ),
    obliging=r"(?:moet(?:en)?|dient|mag|hoort)(?: (?:niet|ook|alleen)){0,4}",
    overriding=r"(?:negeer|negeert u|vergeet)",
    told=(
        r"(?:(?:alle|de|je|uw|eerdere|vorige|voorgaande|bovenstaande) ){1,5}"
        r"(?:instructies?|aanwijzingen|opdrachten|richtlijnen|regels|prompts?)"
        r"|alles wat (?:je|u|er)"
    ),
    poses=(
        r"\bals (?:een )?(?:AI|taalmodel|AI-\w+|chatbot)[^.!?]{0,20}\b(?:moet|mag) (?:je|u)\b"
        r"|\b(?:je|u) bent (?:nu )?een (?:AI|taalmodel|assistent|chatbot)\b"
    ),
    reported=r"zei|zegt|volgens|vroeg|verklaarde|eist|eiste|meldde",
    follow=r"(?:vermeld|schrijf dat|zeg dat|noem|laat) (?:niet|dat|ook|weg)?\b",
)

PARTS = (
    Words(
        commonest=words(
            "de het een van en in is dat op te zijn voor met niet aan er om ook als bij"
        ),
    ),
    Writing(
        abbreviated_titles=words("""
            dhr mevr mw mr ir ing drs prof dr Dhr Mevr Mw Mr Ir Ing Drs Prof Dr
        """),
    ),
    Cues(
        reporting_verbs=words("zegt zei zeggen vroeg vertelde verklaarde antwoordde"),
    ),
    ORDERS,
    Pages(
        consents=("alles accepteren",),
        forwarding=("doorgestuurd", "oorspronkelijk"),
        mail_fields=keyed("""
            author: van
            date: datum verzonden
            title: onderwerp
            other: aan cc
        """),
        dateline_particles=words("den der van"),
    ),
    Leaning(
        leaning_pronouns=words("hij zij ze het"),
        leaning_demonstratives=words("dit deze"),
        leaning_connectives=words("maar ook daarom"),
        quoting_verbs=words("zei"),
    ),
)
